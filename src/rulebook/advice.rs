//! What the rules of a pack advise.

use std::fmt;

use crate::source::Place;

use super::condition::{Condition, Guarded, NameId};
use super::due::Due;
use super::overlay::Waiver;
use super::vocabulary::Citation;

/// A rule, by its place in [`Rulebook::advice`](super::Rulebook).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AdviceId(pub usize);

/// How bad it is if a rule is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is its word in the language")]
pub enum Severity {
    Low,
    Medium,
    High,
    Critical,
}

impl Severity {
    /// Highest first.
    pub const ALL: [Self; 4] = [Self::Critical, Self::High, Self::Medium, Self::Low];

    /// The word of the language.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether a point can be traded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is its word in the language")]
pub enum Priority {
    NiceToHave,
    Tradeable,
    MustHave,
}

impl Priority {
    /// The word of the language.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NiceToHave => "nice-to-have",
            Self::Tradeable => "tradeable",
            Self::MustHave => "must-have",
        }
    }
}

/// How likely the other side is to agree: an opinion, and reported as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is its word in the language")]
pub enum Chance {
    Likely,
    Possible,
    Unlikely,
}

impl Chance {
    /// The word of the language.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Likely => "likely",
            Self::Possible => "possible",
            Self::Unlikely => "unlikely",
        }
    }
}

/// A Markdown text whose holes are names.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// Words and holes in turn.
    pub parts: Vec<Part>,
    /// Where it was written, with its quotes; none for a text that is not there.
    pub place: Option<Place>,
}

/// A piece of a text.
#[derive(Clone, Debug)]
pub enum Part {
    /// As it stands.
    Words(String),
    /// What is known of a name.
    Name(NameId),
    /// In a redline: the right side of its subject's comparison in a rung, or what the
    /// draft says.
    Slot(Slot),
}

/// The holes that only redlines have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is its word in the language")]
pub enum Slot {
    Preferred,
    Fallback,
    WalkAway,
    Draft,
}

/// A risk area: what can go wrong, and how bad it is.
#[derive(Clone, Debug)]
pub struct Risk {
    /// Qualified by its pack.
    pub id: String,
    /// Its title, for the own people.
    pub title: String,
    /// What the other side reads above what belongs to it; nothing where it is not said.
    pub topic: Option<String>,
    /// How bad.
    pub severity: Guarded<Severity>,
    /// What goes wrong if it is ignored, each with when that holds.
    pub pitfalls: Vec<(Text, Condition)>,
    /// What it rests on.
    pub citations: Vec<Citation>,
    /// Where its name was declared.
    pub place: Place,
}

/// One rule: what it has in common with all others, and its body.
#[derive(Clone, Debug)]
pub struct Advice {
    /// Qualified by its pack: `azure-openai/change-notice`.
    pub id: String,
    /// Its pack, by its place in [`Rulebook::packs`](super::Rulebook).
    pub pack: usize,
    /// Its title; for a step, what is to be done.
    pub title: Text,
    /// The risk it belongs to, by its place in [`Rulebook::risks`](super::Rulebook).
    pub risk: Option<usize>,
    /// The checklist it belongs to, by its place in [`Rulebook::checklists`](super::Rulebook).
    pub checklist: Option<usize>,
    /// When it applies.
    pub when: Condition,
    /// Its own severity, or the one it inherits.
    pub severity: Guarded<Severity>,
    /// Who sees to it, by place in [`Rulebook::owners`](super::Rulebook).
    pub owner: Option<Guarded<usize>>,
    /// When in the deal, by place in [`Rulebook::phases`](super::Rulebook).
    pub phase: Option<usize>,
    /// What it rests on.
    pub citations: Vec<Citation>,
    /// Where its name was declared.
    pub place: Place,
    /// Where the house has decided to live with it for a while.
    pub waiver: Option<Waiver>,
    /// Of a redline and a lever, what it weighs in an exchange.
    pub exchange: Exchange,
    /// What it says.
    pub body: Body,
}

/// What a redline or a lever weighs in an exchange, as far as the rules say it. Numbers go
/// from 1, hardly anything, to 5, as much as anything in the deal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exchange {
    /// What it costs the company: of a redline, to give way by one rung; of a lever, to
    /// give what it offers.
    pub cost: Option<u8>,
    /// What it is worth: of a redline, to the company, to be granted what it prefers; of a
    /// lever, to the other side, and so how much it can bring.
    pub value: Option<u8>,
    /// The redlines it may be given in exchange for, and the levers for whose `get`; where
    /// there are none, for anything of at least its cost.
    pub trades_for: Vec<AdviceId>,
    /// What must be asked for with it, or be in hand or done, first; in no circle.
    pub requires: Vec<AdviceId>,
}

/// What a rule says, by kind.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each variant is its declaration")]
pub enum Body {
    Redline(Box<Redline>),
    Mitigation { done_when: Option<Condition>, does: Text },
    Question { to_vendor: bool, answered_by: Vec<NameId> },
    Step { done_when: Option<Condition> },
    Lever { play: Text, give: Option<Text>, get: Option<Text> },
    Conflict { between: (AdviceId, AdviceId), weigh: Text },
    Duty { by_vendor: bool, done_when: Option<Condition>, due: Due, does: Text },
}

/// A point to bargain over.
#[derive(Clone, Debug)]
pub struct Redline {
    /// The first term of the preferred rung.
    pub subject: NameId,
    /// Whether it can be traded.
    pub priority: Guarded<Priority>,
    /// What the first draft of the company would say.
    pub preferred: Rung,
    /// What is acceptable instead, best first.
    pub fallbacks: Vec<Rung>,
    /// Where the company leaves the table.
    pub walk_away: Option<Rung>,
    /// What is asked for.
    pub propose: Text,
    /// The clause to offer for the preferred rung.
    pub wording: Option<Text>,
    /// Why it is asked for.
    pub rationale: Option<Text>,
    /// What the other side says, and the reply.
    pub objections: Vec<(Text, Text)>,
    /// How likely it is to be granted.
    pub outlook: Option<(Chance, Text)>,
    /// The document it goes into, by place in [`Rulebook::documents`](super::Rulebook).
    pub instrument: Option<Guarded<usize>>,
}

/// One rung of a redline.
#[derive(Clone, Debug)]
pub struct Rung {
    /// What people call it.
    pub label: Option<Text>,
    /// What the draft must say: comparisons of terms, all of which must hold.
    pub condition: Condition,
    /// When the rung is open.
    pub when: Condition,
    /// Who must agree, by place in [`Rulebook::approvers`](super::Rulebook).
    pub approver: Option<Guarded<usize>>,
    /// The clause to offer.
    pub wording: Option<Text>,
    /// Where it was written.
    pub place: Place,
}

impl Redline {
    /// All rungs with what each is called in results: preferred, fallbacks, walk-away.
    pub fn rungs(&self) -> impl Iterator<Item = &Rung> {
        std::iter::once(&self.preferred).chain(&self.fallbacks).chain(&self.walk_away)
    }
}

impl Body {
    /// The word of the declaration.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Redline(_) => "redline",
            Self::Mitigation { .. } => "mitigation",
            Self::Question { .. } => "question",
            Self::Step { .. } => "step",
            Self::Lever { .. } => "lever",
            Self::Conflict { .. } => "conflict",
            Self::Duty { .. } => "duty",
        }
    }

    /// Whether it is for the profile to say that the rule has been seen to: no condition
    /// does.
    pub fn is_ticked(&self) -> bool {
        matches!(
            self,
            Self::Mitigation { done_when: None, .. }
                | Self::Step { done_when: None }
                | Self::Duty { done_when: None, .. }
        )
    }
}

impl Advice {
    /// Calls `visit` for every condition of the rule, wherever it stands.
    pub fn conditions<'a>(&'a self, visit: &mut impl FnMut(&'a Condition)) {
        visit(&self.when);
        self.severity.conditions(visit);
        self.owner.iter().for_each(|owner| owner.conditions(visit));
        match &self.body {
            Body::Redline(redline) => {
                redline.priority.conditions(visit);
                redline.instrument.iter().for_each(|instrument| instrument.conditions(visit));
                for rung in redline.rungs() {
                    visit(&rung.condition);
                    visit(&rung.when);
                    rung.approver.iter().for_each(|approver| approver.conditions(visit));
                }
            }
            Body::Mitigation { done_when, .. } | Body::Step { done_when } | Body::Duty { done_when, .. } => {
                done_when.iter().for_each(&mut *visit)
            }
            Body::Question { .. } | Body::Lever { .. } | Body::Conflict { .. } => {}
        }
    }
}
