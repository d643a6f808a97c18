//! Which way a finding went.

use std::cmp::{Ordering, Reverse};

use crate::assess::finding::{Finding, Outcome};

/// Which way a finding went, the most pressing first. Seen from the other side, each is its
/// [mirror](Turn::mirrored).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// It was better.
    Worse,
    /// It was decided, and is open.
    Opened,
    /// The rule had no bearing here, and has one.
    Came,
    /// The rule was not there.
    Added,
    /// It was open, and is decided.
    Decided,
    /// It was worse.
    Better,
    /// The rule had a bearing here, and has none.
    Went,
    /// The rule is gone.
    Removed,
    /// It stands as it stood, and something else about it is different.
    Changed,
}

impl Turn {
    /// All, in their order.
    pub const ALL: [Self; 9] = [
        Self::Worse,
        Self::Opened,
        Self::Came,
        Self::Added,
        Self::Decided,
        Self::Better,
        Self::Went,
        Self::Removed,
        Self::Changed,
    ];

    /// The word for machines.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Worse => "worse",
            Self::Opened => "opened",
            Self::Came => "came",
            Self::Added => "added",
            Self::Decided => "decided",
            Self::Better => "better",
            Self::Went => "went",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }

    /// The same seen from the other side.
    pub fn mirrored(self) -> Self {
        match self {
            Self::Worse => Self::Better,
            Self::Opened => Self::Decided,
            Self::Came => Self::Went,
            Self::Added => Self::Removed,
            Self::Decided => Self::Opened,
            Self::Better => Self::Worse,
            Self::Went => Self::Came,
            Self::Removed => Self::Added,
            Self::Changed => Self::Changed,
        }
    }

    /// From one finding to the other.
    pub(super) fn between(before: Option<&Finding>, after: Option<&Finding>) -> Self {
        Self::of(before.map(Stance::of), after.map(Stance::of))
    }

    /// From one stance to the other; nothing stands for a rule that is not there.
    pub fn of(before: Option<Stance<'_>>, after: Option<Stance<'_>>) -> Self {
        let (before, after) = match (before, after) {
            (Some(before), Some(after)) => (before, after),
            (None, _) => return Self::Added,
            (_, None) => return Self::Removed,
        };
        match (before.decided(), after.decided()) {
            (Some(_), None) => Self::Opened,
            (None, Some(_)) => Self::Decided,
            (Some(was), Some(is)) if was.is_idle() != is.is_idle() => {
                if was.is_idle() {
                    Self::Came
                } else {
                    Self::Went
                }
            }
            _ => match before.weight().cmp(&after.weight()) {
                Ordering::Less => Self::Better,
                Ordering::Greater => Self::Worse,
                Ordering::Equal => Self::Changed,
            },
        }
    }
}

/// What there is to a finding that says which way it went.
#[derive(Clone, Copy, Debug)]
pub struct Stance<'f> {
    /// All it can come to.
    pub could_be: &'f [Outcome],
    /// Whether the house lives with it.
    pub waived: bool,
    /// Whether it is a duty whose last day has passed.
    pub overdue: bool,
}

impl<'f> Stance<'f> {
    fn of(finding: &'f Finding) -> Self {
        Self { could_be: &finding.could_be, waived: finding.is_waived(), overdue: finding.is_overdue() }
    }

    fn decided(self) -> Option<Outcome> {
        match self.could_be {
            [only] => Some(*only),
            _ => None,
        }
    }

    fn weight(self) -> Weight {
        let standings = || self.could_be.iter().copied().map(standing);
        Weight { waived: self.waived, worst: standings().min(), best: standings().max(), in_time: !self.overdue }
    }
}

/// How a finding stands, worst first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Weight {
    /// What the house lives with weighs less.
    waived: bool,
    worst: Option<Standing>,
    /// Of two that can come to the same worst, the one with the better way out stands better.
    best: Option<Standing>,
    in_time: bool,
}

/// Where an outcome stands, worst first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Standing {
    rank: u8,
    /// Of two fallbacks the later one is worse.
    rung: Reverse<usize>,
    is_settled: bool,
}

fn standing(outcome: Outcome) -> Standing {
    let rung = if let Outcome::Fallback(at) = outcome { at } else { 0 };
    Standing { rank: outcome.rank(), rung: Reverse(rung), is_settled: !outcome.asks_for_action() }
}
