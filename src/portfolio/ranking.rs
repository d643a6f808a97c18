//! The most exposed deals of many.

use std::collections::BTreeMap;

use super::exposure::{Exposure, Heat};

/// A deal, as far as a ranking shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// What its positions and measures come to.
    pub exposure: Exposure,
    /// The company.
    pub name: String,
    /// How it stands, by the id of the risk.
    pub risks: BTreeMap<String, Heat>,
}

/// The most exposed deals, the most exposed first; of deals that stand alike, the one that
/// was read first. It holds no more than it was made for.
#[derive(Clone, Debug)]
pub struct Ranking {
    most: usize,
    deals: Vec<Ranked>,
}

impl Ranking {
    /// Of so many deals at most.
    pub fn of(most: usize) -> Self {
        Self { most, deals: Vec::new() }
    }

    /// Takes in a deal, unless enough are more exposed. It is made only where it is kept.
    pub fn take(&mut self, exposure: Exposure, made: impl FnOnce() -> Ranked) {
        let at = self.deals.partition_point(|deal| deal.exposure >= exposure);
        if at < self.most {
            self.deals.insert(at, made());
            self.deals.truncate(self.most);
        }
    }

    /// The deals.
    pub fn deals(&self) -> &[Ranked] {
        &self.deals
    }
}
