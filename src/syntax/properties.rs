//! The one table of which property belongs where. `docs/language.md` shows the same
//! table, and a test holds the two together.

use super::words::{DeclarationWord, PropertyWord};

/// How often a property may be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Exactly once, by the declaration itself or by the one it stands in.
    Required,
    /// At most once.
    Optional,
    /// Any number of times.
    Repeatable,
    /// At least once.
    OneOrMore,
}

impl Need {
    /// The word of the language reference.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Optional => "optional",
            Self::Repeatable => "repeatable",
            Self::OneOrMore => "one or more",
        }
    }

    /// Whether it must be there.
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::OneOrMore)
    }

    /// Whether it may be there twice.
    pub fn repeats(self) -> bool {
        matches!(self, Self::Repeatable | Self::OneOrMore)
    }
}

/// Who may read what a property says: the house alone, or the other side too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The house alone.
    Internal,
    /// Both sides of the table.
    Both,
}

/// One row of the property table.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// The property.
    pub word: PropertyWord,
    /// How often.
    pub need: Need,
    /// What is written after the word, for the reference and for messages.
    pub shape: &'static str,
    /// Who may read it.
    pub audience: Audience,
}

impl Property {
    /// Whether it says something of the deal, and not of what `check` says.
    pub fn is_of_the_deal(&self) -> bool {
        !matches!(self.word, P::Allow | P::Treat)
    }
}

const fn row(word: PropertyWord, need: Need, shape: &'static str, audience: Audience) -> Property {
    Property { word, need, shape, audience }
}

use Audience::{Both, Internal};
use Need::{OneOrMore, Optional, Repeatable, Required};
use PropertyWord as P;

const OWNER: Property = row(P::Owner, Required, "an owner, guarded", Internal);
const PHASE: Property = row(P::Phase, Required, "a phase", Internal);
const FROM: Property = row(P::From, Required, "sources with their sections", Both);
const SEVERITY: Property = row(P::Severity, Optional, "a severity, guarded", Internal);
const WHEN: Property = row(P::When, Optional, "a condition", Internal);

const ALLOW: Property = row(P::Allow, Repeatable, "a code of `check`, `because` and a text", Internal);

const COST: Property = row(P::Cost, Optional, "a whole number from 1 to 5", Internal);
const VALUE: Property = row(P::Value, Optional, "a whole number from 1 to 5", Internal);
const TRADES_FOR: Property = row(P::TradesFor, Repeatable, "redlines or levers, separated by commas", Internal);
const REQUIRES: Property = row(P::Requires, Repeatable, "rules, separated by commas", Internal);

const MEASURES: &str = "minutes-in-month, available-minutes, failed-deployments or not-stated";
const CREDIT: &str = "a percentage, `below`, a percentage";
const CLAIM: &str = "`within` a duration `after` an anchor, or `by` an anchor";

const fn optional(property: Property) -> Property {
    Property { need: Optional, ..property }
}

impl DeclarationWord {
    /// The properties of this declaration, in their usual order.
    pub fn properties(self) -> &'static [Property] {
        match self {
            Self::Pack => {
                const {
                    &[
                        row(P::Version, Required, "a text", Internal),
                        row(P::Vendor, Required, "a text", Both),
                        row(P::Owners, Required, "names with titles, separated by commas", Internal),
                        row(P::Approvers, Optional, "names with titles, separated by commas", Internal),
                        row(P::Phases, Required, "names with titles, rising by `<`", Internal),
                        row(P::Documents, Required, "names with titles, rising by `<`", Both),
                        row(P::YearEnds, Optional, "a day and its month, such as `30 June`", Internal),
                        row(P::Treat, Repeatable, "a code of `check`, `as`, then error, warning or off", Internal),
                        ALLOW,
                    ]
                }
            }
            Self::Source => {
                const {
                    &[
                        row(P::Kind, Required, "contract, vendor, regulator, advisory or internal", Internal),
                        row(P::AsOf, Required, "a date", Both),
                        row(P::Recheck, Optional, "a duration", Internal),
                        ALLOW,
                    ]
                }
            }
            Self::Values => const { &[row(P::Levels, Required, "levels, rising by `<` or separated by commas", Both)] },
            Self::Fact => {
                const {
                    &[
                        row(P::Type, Required, "a type", Internal),
                        row(P::Ask, Required, "a text", Internal),
                        row(P::Share, Optional, "yes or no", Internal),
                        optional(OWNER),
                        ALLOW,
                    ]
                }
            }
            Self::Term => {
                const {
                    &[
                        row(P::Type, Required, "a type", Both),
                        row(P::Better, Optional, "higher, lower, yes or no", Internal),
                        row(P::Standard, Optional, "a value, guarded", Both),
                        row(P::Silent, Optional, "a value, or standard", Both),
                        row(P::Ask, Required, "a text", Internal),
                        optional(OWNER),
                        ALLOW,
                    ]
                }
            }
            Self::Parameter => {
                const {
                    &[
                        row(P::Type, Required, "a type", Internal),
                        row(P::Value, Required, "a value, guarded", Internal),
                        ALLOW,
                    ]
                }
            }
            Self::Figure => {
                const {
                    &[
                        row(P::Type, Required, "money, percent, duration or a number", Internal),
                        WHEN,
                        row(P::Value, Required, "how it is worked out, guarded", Internal),
                        row(P::Show, Optional, "a text", Internal),
                        FROM,
                        ALLOW,
                    ]
                }
            }
            Self::Define => const { &[row(P::As, Required, "a condition", Internal)] },
            Self::Risk => {
                const {
                    &[
                        row(P::Severity, Required, "a severity, guarded", Internal),
                        row(P::Topic, Optional, "a text", Both),
                        row(P::Pitfall, OneOrMore, "a text, with `{ when … }` where it does not always hold", Internal),
                        optional(OWNER),
                        optional(PHASE),
                        row(P::Instrument, Optional, "a document, guarded", Internal),
                        FROM,
                        ALLOW,
                    ]
                }
            }
            Self::Redline => {
                const {
                    &[
                        row(P::Risk, Required, "a risk", Both),
                        WHEN,
                        SEVERITY,
                        row(P::Priority, Optional, "must-have, tradeable or nice-to-have, guarded", Internal),
                        row(P::Preferred, Required, "a rung", Both),
                        row(P::Fallback, Repeatable, "a rung", Internal),
                        row(P::WalkAway, Optional, "a rung", Internal),
                        row(P::Propose, Required, "a text", Both),
                        row(P::Wording, Optional, "a text", Both),
                        row(P::Rationale, Optional, "a text", Internal),
                        row(P::Objection, Repeatable, "a text, then `reply` and a text", Internal),
                        row(P::Outlook, Optional, "likely, possible or unlikely, then a text", Internal),
                        COST,
                        VALUE,
                        TRADES_FOR,
                        REQUIRES,
                        OWNER,
                        PHASE,
                        row(P::Instrument, Optional, "a document, guarded", Internal),
                        FROM,
                        ALLOW,
                    ]
                }
            }
            Self::Mitigation => {
                const {
                    &[
                        row(P::Risk, Required, "a risk", Internal),
                        WHEN,
                        SEVERITY,
                        row(P::DoneWhen, Optional, "a condition", Internal),
                        row(P::Do, Required, "a text", Internal),
                        OWNER,
                        PHASE,
                        FROM,
                        ALLOW,
                    ]
                }
            }
            Self::Question => {
                const {
                    &[
                        row(P::Risk, Optional, "a risk", Internal),
                        row(P::To, Required, "vendor or us", Internal),
                        WHEN,
                        SEVERITY,
                        row(P::AnsweredBy, Optional, "facts or terms, separated by commas", Internal),
                        OWNER,
                        optional(PHASE),
                        FROM,
                        ALLOW,
                    ]
                }
            }
            Self::Checklist => {
                const { &[optional(OWNER), optional(PHASE), SEVERITY, Property { need: Optional, ..FROM }, ALLOW] }
            }
            Self::Step => {
                const { &[WHEN, SEVERITY, row(P::DoneWhen, Optional, "a condition", Internal), OWNER, PHASE, FROM, ALLOW] }
            }
            Self::Lever => {
                const {
                    &[
                        row(P::Risk, Optional, "a risk", Internal),
                        WHEN,
                        SEVERITY,
                        row(P::Play, Required, "a text", Internal),
                        row(P::Give, Optional, "a text", Internal),
                        row(P::Get, Optional, "a text", Internal),
                        COST,
                        VALUE,
                        TRADES_FOR,
                        REQUIRES,
                        optional(OWNER),
                        optional(PHASE),
                        FROM,
                        ALLOW,
                    ]
                }
            }
            Self::Conflict => {
                const {
                    &[
                        row(P::Risk, Optional, "a risk", Internal),
                        row(P::Between, Required, "a rule, `and`, another rule", Internal),
                        WHEN,
                        SEVERITY,
                        row(P::Weigh, Required, "a text", Internal),
                        optional(OWNER),
                        FROM,
                        ALLOW,
                    ]
                }
            }
            Self::Duty => {
                const {
                    &[
                        row(P::Risk, Optional, "a risk", Internal),
                        row(P::By, Required, "us or vendor", Internal),
                        WHEN,
                        SEVERITY,
                        row(P::DoneWhen, Optional, "a condition", Internal),
                        row(P::Due, Required, "a time, such as `90 days before` a date or `every 3 months`", Internal),
                        row(P::Do, Required, "a text", Internal),
                        OWNER,
                        PHASE,
                        FROM,
                        ALLOW,
                    ]
                }
            }
            Self::Sla => {
                const {
                    &[
                        row(P::Desk, Required, "a text", Both),
                        row(P::Claim, Required, CLAIM, Both),
                        row(P::Contents, OneOrMore, "incident, times, users, attempts or other, and a text", Both),
                        row(P::Processing, Optional, "a duration", Both),
                        row(P::Notice, Optional, "a duration", Both),
                        row(P::ServiceDays, Optional, "names with titles, separated by commas", Both),
                        row(P::Clause, Repeatable, "a fixed word and a text", Both),
                        row(P::Definition, Repeatable, "a text, and a text that says what it means", Both),
                        FROM,
                        ALLOW,
                    ]
                }
            }
            Self::Level => {
                const {
                    &[
                        row(P::Service, Required, "a text", Both),
                        row(P::Metric, Required, "a text", Both),
                        row(P::Period, Required, "billing-month, calendar-month or quarter", Both),
                        row(P::Scope, Required, "subscription, region, resource, instance or unit", Both),
                        row(P::Measure, Required, MEASURES, Both),
                        row(P::Lapse, Optional, "a duration", Both),
                        row(P::Promise, Optional, "a percentage", Both),
                        row(P::Credit, Repeatable, CREDIT, Both),
                        row(P::Claim, Repeatable, CLAIM, Both),
                        row(P::Definition, Repeatable, "a text, and a text that says what it means", Both),
                        row(P::Verify, Optional, "a text", Internal),
                        FROM,
                        ALLOW,
                    ]
                }
            }
            Self::Disk => const { &[row(P::Credit, OneOrMore, CREDIT, Both)] },
            Self::Exclusion => const { &[row(P::Means, Optional, "a text", Both), optional(FROM)] },
            Self::Test => {
                const {
                    &[
                        row(
                            P::Given,
                            Repeatable,
                            "a fact, or `draft` and a term, `is`, then a value as in a profile",
                            Internal,
                        ),
                        row(P::Expect, OneOrMore, "a rule, `is`, then a status", Internal),
                    ]
                }
            }
            Self::Extend => &[],
            Self::Override => const { &[row(P::Remove, Repeatable, "the word of an optional property", Internal)] },
            Self::Retire => const { &[row(P::Because, Required, "a text", Internal)] },
            Self::Waive => {
                const {
                    &[
                        row(P::Because, Required, "a text", Internal),
                        row(P::Approver, Required, "an approver", Internal),
                        row(P::Until, Required, "a date, the last day included", Internal),
                    ]
                }
            }
        }
    }

    /// The row of the table for one property.
    pub fn property(self, word: PropertyWord) -> Option<&'static Property> {
        self.properties().iter().find(|property| property.word == word)
    }
}

/// What may stand in the braces after a rung.
pub const RUNG_PROPERTIES: &[Property] = &[
    row(P::When, Optional, "a condition", Internal),
    row(P::Approver, Optional, "an approver, guarded", Internal),
    row(P::Wording, Optional, "a text", Internal),
];

/// What may stand in the braces after a pitfall.
pub const PITFALL_PROPERTIES: &[Property] = &[row(P::When, Required, "a condition", Internal)];
