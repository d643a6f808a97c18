//! How exposed a deal is, and where.

use crate::assess::finding::Outcome;
use crate::rulebook::advice::Severity;

/// How many positions and measures of a deal stand how: what is worst comes first, so that
/// deals sort by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exposure {
    /// Positions past the walk-away.
    pub walk_away: u32,
    /// Positions that fall short, by how bad that can be: critical, high, medium, low.
    pub short: [u32; 4],
    /// Positions and measures that are not decided.
    pub open: u32,
    /// Measures to take.
    pub to_do: u32,
    /// Positions that are acceptable with somebody's approval.
    pub fallback: u32,
}

impl Exposure {
    /// Counts a position or a measure that stands so.
    pub fn count(&mut self, heat: Heat, severity: Severity) {
        let slot = match heat {
            Heat::WalkAway => &mut self.walk_away,
            Heat::Short => {
                let [critical, high, medium, low] = &mut self.short;
                match severity {
                    Severity::Critical => critical,
                    Severity::High => high,
                    Severity::Medium => medium,
                    Severity::Low => low,
                }
            }
            Heat::ToDo => &mut self.to_do,
            Heat::Fallback => &mut self.fallback,
            Heat::Open => &mut self.open,
            Heat::Fine | Heat::Idle => return,
        };
        *slot = slot.saturating_add(1);
    }

    /// Positions that fall short, however bad.
    pub fn all_short(&self) -> u32 {
        self.short.iter().sum()
    }
}

/// How a deal stands in one risk: as its worst position or measure does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heat {
    /// Nothing in it concerns the deal.
    Idle,
    /// All is as it should be.
    Fine,
    /// Something is acceptable with approval.
    Fallback,
    /// There are measures to take.
    ToDo,
    /// Something is not decided.
    Open,
    /// Something falls short.
    Short,
    /// Something is past the walk-away.
    WalkAway,
}

impl Heat {
    /// Of what a position or a measure can come to.
    pub fn of(outcomes: &[Outcome]) -> Self {
        match outcomes {
            [Outcome::WalkAway] => Self::WalkAway,
            [Outcome::Gap] => Self::Short,
            [Outcome::Advised] => Self::ToDo,
            [Outcome::Fallback(_)] => Self::Fallback,
            [Outcome::NotApplicable | Outcome::NotNeeded] | [] => Self::Idle,
            [_] => Self::Fine,
            _ => Self::Open,
        }
    }

    /// The word in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Idle => "not concerned",
            Self::Fine => "fine",
            Self::Fallback => "fallback",
            Self::ToDo => "to do",
            Self::Open => "open",
            Self::Short => "short",
            Self::WalkAway => "walk-away",
        }
    }
}
