//! Tests of rules: what is assumed, and what must follow.

use crate::source::{Place, Span, Spanned};

use super::advice::{AdviceId, Body, Priority, Severity};
use super::condition::NameId;

/// `test "…" { given … expect … }`. Every rule and name in it is known, and every rule can
/// come to what is expected of it; the values are still as they were written.
#[derive(Clone, Debug)]
pub struct Test {
    /// What it says, as a sentence.
    pub title: String,
    /// Its pack, by place in [`Rulebook::packs`](super::Rulebook).
    pub pack: usize,
    /// Where its title stands.
    pub place: Place,
    /// What is assumed, in order.
    pub givens: Vec<Given>,
    /// What must follow, in order; at least one.
    pub expectations: Vec<Expectation>,
}

/// `given … is …`.
#[derive(Clone, Debug)]
pub struct Given {
    /// What it is about.
    pub subject: Subject,
    /// Where that is named.
    pub span: Span,
    /// What is assumed of it, as a profile would say it.
    pub value: Spanned<String>,
}

/// What a test can assume something of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The day of assessment.
    AsOf,
    /// How much of the draft has been read.
    Draft,
    /// What has been seen to.
    Done,
    /// How one currency is converted into another.
    Rates,
    /// A fact, or a term of the draft.
    Name(NameId),
}

/// `expect …`.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// What must hold.
    pub claim: Claim,
    /// Where it was written, without the word `expect`.
    pub place: Place,
}

/// What a test says of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It comes to this, and nothing else.
    Status {
        /// The rule.
        of: AdviceId,
        /// The word of the status.
        status: &'static str,
        /// Which fallback, counted from 0, where that is said.
        fallback: Option<usize>,
    },
    /// It is open, and waits for these names at least.
    Open {
        /// The rule.
        of: AdviceId,
        /// What it waits for.
        on: Vec<NameId>,
    },
    /// A rule has this severity.
    Severity {
        /// The rule.
        of: AdviceId,
        /// How bad.
        is: Severity,
    },
    /// A risk has this severity.
    RiskSeverity {
        /// The risk, by its place in [`Rulebook::risks`](super::Rulebook).
        of: usize,
        /// How bad.
        is: Severity,
    },
    /// A redline has this priority.
    Priority {
        /// The rule.
        of: AdviceId,
        /// Which.
        is: Priority,
    },
    /// Somebody sees to a rule.
    Owner {
        /// The rule.
        of: AdviceId,
        /// Who, by place in [`Rulebook::owners`](super::Rulebook).
        is: usize,
    },
    /// A redline goes into a document.
    Instrument {
        /// The rule.
        of: AdviceId,
        /// Which, by place in [`Rulebook::documents`](super::Rulebook).
        is: usize,
    },
    /// Somebody must agree to the rung that a redline has come to.
    Approver {
        /// The rule.
        of: AdviceId,
        /// Who, by place in [`Rulebook::approvers`](super::Rulebook).
        is: usize,
    },
    /// A duty is due on a day, which is a date, a range of dates, `never` or `unknown`.
    Due {
        /// The duty.
        of: AdviceId,
        /// The day, as a profile would say it.
        is: Spanned<String>,
    },
    /// A figure comes to a value, a range or `unknown`.
    Figure {
        /// The figure.
        of: NameId,
        /// The value, as a profile would say it.
        is: Spanned<String>,
    },
    /// No rule of a risk asks for anything or is open.
    Nothing {
        /// The risk, by its place in [`Rulebook::risks`](super::Rulebook).
        within: usize,
    },
}

impl Claim {
    /// The rule it is about; none where it is about a risk.
    pub fn rule(&self) -> Option<AdviceId> {
        match self {
            Self::Status { of, .. }
            | Self::Open { of, .. }
            | Self::Severity { of, .. }
            | Self::Priority { of, .. }
            | Self::Owner { of, .. }
            | Self::Instrument { of, .. }
            | Self::Due { of, .. }
            | Self::Approver { of, .. } => Some(*of),
            Self::RiskSeverity { .. } | Self::Figure { .. } | Self::Nothing { .. } => None,
        }
    }

    /// Whether it is about what a rule comes to, not about another part of it.
    pub fn is_status(&self) -> bool {
        matches!(self, Self::Status { .. } | Self::Open { .. } | Self::Approver { .. } | Self::Nothing { .. })
    }
}

impl Body {
    /// What a rule of this kind can come to, in the words of the language; `open` is
    /// possible for all.
    pub fn statuses(&self) -> &'static [&'static str] {
        match self {
            Self::Redline(_) => &["preferred", "fallback", "gap", "walk-away", "not-applicable"],
            Self::Mitigation { .. } | Self::Step { .. } => &["advised", "in-place", "not-needed"],
            Self::Duty { .. } => &["owed", "in-place", "not-needed"],
            Self::Question { .. } => &["ask", "answered", "not-asked"],
            Self::Lever { .. } => &["available", "unavailable"],
            Self::Conflict { .. } => &["live", "settled"],
        }
    }
}
