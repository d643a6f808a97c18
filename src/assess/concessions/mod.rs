//! What to give, trade and hold: the redlines on the table and the levers at hand, weighed
//! against each other. It follows from the rules and from what was found, and changes
//! neither.

mod against;
mod packages;
mod points;
mod table;

use crate::rulebook::Rulebook;
use crate::rulebook::advice::AdviceId;

use super::finding::Assessment;

pub use against::{Against, Clash};
pub use packages::{Get, Give, Package};
pub use points::{Hold, Point, Stance};

use table::Table;

/// What to do with each point, and what to propose.
#[derive(Clone, Debug, Default)]
pub struct Concessions {
    /// The redlines that are not as they should be, or may not be: those to hold first, each
    /// kind by how much hangs on it.
    pub points: Vec<Point>,
    /// The levers that are there, or may be: the heaviest first.
    pub levers: Vec<Chip>,
    /// What to propose, best first. No rule is in two of them.
    pub packages: Vec<Package>,
    /// What works against each other.
    pub against: Vec<Against>,
}

impl Concessions {
    /// Those of these rules that are on the table, or at hand.
    pub fn at_stake(&self, ids: &[AdviceId]) -> Vec<AdviceId> {
        let is_there = |id: &AdviceId| {
            self.points.iter().any(|point| point.advice == *id) || self.levers.iter().any(|chip| chip.advice == *id)
        };
        ids.iter().copied().filter(is_there).collect()
    }
}

/// What something weighs in an exchange, from 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    /// The number.
    pub points: u8,
    /// Whether the rules say it; otherwise priority and severity stand in for it.
    pub stated: bool,
}

/// A lever that is there, or may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chip {
    /// The lever.
    pub advice: AdviceId,
    /// What giving it costs; nothing where there is nothing to give.
    pub cost: Option<Weight>,
    /// What it is worth to the other side.
    pub value: Weight,
    /// Whether it is certain to be there.
    pub certain: bool,
}

/// Weighs what is on the table.
pub fn concessions(book: &Rulebook, assessment: &Assessment) -> Concessions {
    let table = Table::new(book, assessment);
    let points = table.points();
    let levers = table.chips();
    let packages = table.packages(&points, &levers);
    Concessions { against: table.against(), points, levers, packages }
}
