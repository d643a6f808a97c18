//! Tables of credits: whether they are in order, and which row counts.

use rust_decimal::Decimal;

use crate::source::Place;

/// A row of a table: what is credited below a percentage.
#[derive(Clone, Debug)]
pub struct Tier {
    /// What is credited, in percent of the fees: 10 for 10%.
    pub credit: Decimal,
    /// Below what, in percent: 99.99 for 99.99%. The percentage itself earns nothing.
    pub below: Decimal,
    /// Where it is declared.
    pub place: Place,
}

/// A kind of resource with a table of its own, such as a type of disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// As people type it.
    pub id: String,
    /// As they read it.
    pub title: String,
}

/// A table of credits: from the highest threshold to the lowest.
#[derive(Clone, Debug)]
pub struct Table {
    /// For which kind of resource; nothing where the level has one table for all.
    pub kind: Option<Kind>,
    /// The rows: thresholds strictly fall, credits strictly rise.
    pub tiers: Vec<Tier>,
    /// Where it is declared.
    pub place: Place,
}

/// What is wrong with a table.
#[derive(Clone, Debug)]
pub enum Fault<'t> {
    /// The table has no rows.
    Empty,
    /// A threshold that is not above 0% and at most 100%.
    Threshold(&'t Tier),
    /// A credit that is not above 0% and at most 100%.
    Credit(&'t Tier),
    /// A threshold that is not below the one before it.
    NotFalling {
        /// The row before.
        before: &'t Tier,
        /// The row that does not fall.
        tier: &'t Tier,
    },
    /// A credit that is not above the one before it.
    NotRising {
        /// The row before.
        before: &'t Tier,
        /// The row that does not rise.
        tier: &'t Tier,
    },
}

impl Table {
    /// Everything that is wrong with the table.
    pub fn faults(&self) -> Vec<Fault<'_>> {
        let hundred = Decimal::ONE_HUNDRED;
        let fits = |percent: Decimal| percent > Decimal::ZERO && percent <= hundred;
        let mut faults = Vec::new();
        if self.tiers.is_empty() {
            faults.push(Fault::Empty);
        }
        for tier in &self.tiers {
            if !fits(tier.below) {
                faults.push(Fault::Threshold(tier));
            }
            if !fits(tier.credit) {
                faults.push(Fault::Credit(tier));
            }
        }
        for (before, tier) in self.tiers.iter().zip(self.tiers.iter().skip(1)) {
            if tier.below >= before.below {
                faults.push(Fault::NotFalling { before, tier });
            }
            if tier.credit <= before.credit {
                faults.push(Fault::NotRising { before, tier });
            }
        }
        faults
    }

    /// The thresholds, first to last: what the lowest of several tables is found by.
    fn thresholds(&self) -> impl Iterator<Item = Decimal> + '_ {
        self.tiers.iter().map(|tier| tier.below)
    }
}

/// Of several tables the lowest: the one whose thresholds are lowest. It is the one that
/// counts where a resource is of several kinds.
///
/// Source: Online Services SLA, Virtual Machines, "Single-Instance Virtual Machines".
pub fn lowest<'t>(tables: impl Iterator<Item = &'t Table>) -> Option<&'t Table> {
    tables.min_by(|one, other| one.thresholds().cmp(other.thresholds()))
}
