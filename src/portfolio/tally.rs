//! What is found most often in many deals.

use std::collections::BTreeMap;

use super::exposure::Heat;

/// How many deals a rule came to what in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Past the walk-away.
    pub walk_away: u64,
    /// Short of what is acceptable.
    pub short: u64,
    /// A measure to take.
    pub to_do: u64,
    /// Acceptable with approval.
    pub fallback: u64,
    /// Not decided.
    pub open: u64,
}

/// What is found most often, over all deals so far. Tallies of parts add up to that of the
/// whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The deals that were judged.
    pub deals: u64,
    /// By the id of a position or a measure, where it is not always as it should be.
    pub rules: BTreeMap<String, Counts>,
    /// By name, how many positions and measures of how many deals look at it and are open,
    /// while it has no one value.
    pub asked: BTreeMap<String, u64>,
}

impl Counts {
    /// So many more deals in which the rule stands so.
    pub(super) fn add(&mut self, heat: Heat, deals: u32) {
        let slot = match heat {
            Heat::WalkAway => &mut self.walk_away,
            Heat::Short => &mut self.short,
            Heat::ToDo => &mut self.to_do,
            Heat::Fallback => &mut self.fallback,
            Heat::Open => &mut self.open,
            Heat::Fine | Heat::Idle => return,
        };
        *slot += u64::from(deals);
    }

    fn add_all(&mut self, other: &Self) {
        self.walk_away += other.walk_away;
        self.short += other.short;
        self.to_do += other.to_do;
        self.fallback += other.fallback;
        self.open += other.open;
    }

    /// Whether there is anything to tell.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

impl Tally {
    /// Adds another part.
    pub fn add(&mut self, part: &Self) {
        self.deals += part.deals;
        for (id, counts) in &part.rules {
            self.rules.entry(id.clone()).or_default().add_all(counts);
        }
        for (name, times) in &part.asked {
            *self.asked.entry(name.clone()).or_default() += times;
        }
    }
}
