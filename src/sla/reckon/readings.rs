//! The readings of one case: what is not known or not settled gives several.

use rust_decimal::Decimal;

use crate::sla::agreement::{Level, Measure};
use crate::sla::credit::{Amount, Buying, Credit, Fees, credit};
use crate::sla::ladder::{Table, lowest};
use crate::sla::{Bounds, Length, Overflow, Uptime};

use super::{By, Part, Reading, Standing};

/// One thing whose uptime is known.
pub(super) struct Measured {
    pub(super) resource: String,
    /// The same one by one, where several are counted together.
    pub(super) members: Vec<String>,
    pub(super) uptime: Uptime,
    pub(super) assumed: bool,
    /// Whether there was more downtime than time it is measured in.
    pub(super) beyond: bool,
    /// The fees of each resource that was hit: as a rule one.
    pub(super) fees: Vec<Fees>,
    /// Kinds, by their ids.
    pub(super) kinds: Vec<String>,
}

impl Measured {
    /// The part that it is under a table.
    fn part(&self, table: &Table, bounds: &Bounds, buying: &Buying) -> Result<Part, Overflow> {
        let tier = self.uptime.tier(table)?;
        let percent = tier.map_or(Decimal::ZERO, |tier| tier.credit);
        // Time of service is credited once, however many resources were hit.
        let one = self.fees.first().cloned().unwrap_or_default();
        let mut whole = credit(percent, &one, buying, bounds.days())?;
        for fees in self.fees.iter().skip(1).filter(|_| buying.licence.is_none()) {
            whole.amount = whole.amount.plus(&credit(percent, fees, buying, bounds.days())?.amount)?;
        }
        Ok(Part {
            resource: self.resource.clone(),
            members: self.members.clone(),
            uptime: self.uptime,
            assumed: self.assumed,
            beyond: self.beyond,
            kind: table.kind.clone(),
            below: tier.map(|tier| tier.below),
            credit: whole,
        })
    }

    /// The tables that may count: the lowest of those for its kinds; where no kind is
    /// known, each.
    fn tables<'l>(&self, level: &'l Level) -> Vec<&'l Table> {
        let own =
            level.tables.iter().filter(|table| table.kind.as_ref().is_none_or(|kind| self.kinds.contains(&kind.id)));
        match lowest(own) {
            Some(table) => vec![table],
            None => level.tables.iter().collect(),
        }
    }

    /// What it comes to: one reading, or one for each kind it might be of.
    pub(super) fn readings(&self, level: &Level, bounds: &Bounds, buying: &Buying) -> Result<Vec<Reading>, Overflow> {
        let tables = self.tables(level);
        let mut readings = Vec::new();
        for table in &tables {
            let by = match (&table.kind, tables.len()) {
                _ if level.measure == Measure::NotStated => By::Assumed,
                (Some(kind), 2..) => By::Kind(kind.clone()),
                _ => By::Itself,
            };
            readings.push(Reading { by, parts: vec![self.part(table, bounds, buying)?] });
        }
        Ok(readings)
    }
}

/// The readings in order: the one that credits least first.
pub(super) fn in_order(mut readings: Vec<Reading>) -> Vec<Reading> {
    readings.sort_by_cached_key(Reading::weight);
    readings
}

impl Reading {
    /// What is credited altogether.
    pub fn credit(&self) -> Option<Credit> {
        let mut parts = self.missed().map(|part| &part.credit);
        let first = parts.next()?.clone();
        parts.try_fold(first, |sum, credit| {
            let percent = sum.percent.max(credit.percent);
            Some(Credit { percent, amount: sum.amount.plus(&credit.amount).ok()? })
        })
    }

    /// The parts that missed a threshold.
    pub fn missed(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.below.is_some())
    }

    /// By what the readings of one case are compared: the amount that is known, whatever
    /// its currency, then the percentage.
    pub(crate) fn weight(&self) -> (Decimal, Decimal) {
        self.missed().fold((Decimal::ZERO, Decimal::ZERO), |(amount, percent), part| {
            let known = part.credit.amount.each().iter().map(|one| match one {
                Amount::Money { credit, .. } => credit.amount,
                Amount::Days { credit, .. } => *credit,
                Amount::Open(_) | Amount::Several(_) => Decimal::ZERO,
            });
            let own = known.fold(Decimal::ZERO, Decimal::saturating_add);
            (amount.saturating_add(own), percent.max(part.credit.percent))
        })
    }

    /// Whether anything is credited.
    pub fn is_due(&self) -> bool {
        self.parts.iter().any(|part| part.below.is_some() && part.credit.is_due())
    }
}

/// The time that a resource is measured in, and whether that is assumed: where nobody says
/// for how long it was deployed, the whole period is the safe reading, for the less it ran
/// the larger is the share of the downtime.
pub(super) fn base(level: &Level, bounds: &Bounds, running: Option<Length>) -> (Length, bool) {
    let whole = bounds.length();
    match (level.measure, running) {
        (Measure::AvailableMinutes, Some(running)) => (running.min(whole), false),
        (Measure::AvailableMinutes, None) | (Measure::NotStated, _) => (whole, true),
        (Measure::MinutesInMonth | Measure::FailedDeployments { .. }, _) => (whole, false),
    }
}

/// What is to become of a case before anything is chosen.
pub(super) fn standing<'m>(
    level: &Level,
    measured: impl Iterator<Item = &'m Measured>,
    readings: &[Reading],
) -> Result<Standing, Overflow> {
    if level.measure == Measure::NotStated {
        return Ok(Standing::NotMeasured);
    }
    if level.tables.is_empty() {
        let Some(promise) = level.promise else { return Ok(Standing::NotMeasured) };
        for measured in measured {
            if measured.uptime.is_below(promise)? {
                return Ok(Standing::NoTable);
            }
        }
        return Ok(Standing::Kept);
    }
    Ok(if readings.iter().any(Reading::is_due) { Standing::Claim } else { Standing::Kept })
}
