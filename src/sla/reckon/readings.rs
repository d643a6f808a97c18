//! The readings of one case: what is not known or not settled gives several.

use rust_decimal::Decimal;

use crate::sla::agreement::{Level, Measure};
use crate::sla::credit::{Amount, Buying, Credit, Fees, credit};
use crate::sla::ladder::{Table, lowest};
use crate::sla::{Bounds, Length, Overflow, Uptime};
use crate::value::Money;

use super::{By, Part, Reading, Standing};

/// One thing whose uptime is known.
pub(super) struct Measured {
    pub(super) resource: String,
    pub(super) uptime: Uptime,
    pub(super) assumed: bool,
    pub(super) fees: Fees,
    /// Kinds, by their ids.
    pub(super) kinds: Vec<String>,
}

impl Measured {
    /// The part that it is under a table.
    fn part(&self, table: &Table, bounds: &Bounds, buying: &Buying) -> Result<Part, Overflow> {
        let tier = self.uptime.tier(table)?;
        let percent = tier.map_or(Decimal::ZERO, |tier| tier.credit);
        Ok(Part {
            resource: self.resource.clone(),
            uptime: self.uptime,
            assumed: self.assumed,
            kind: table.kind.clone(),
            below: tier.map(|tier| tier.below),
            credit: credit(percent, &self.fees, buying, bounds.days())?,
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
    readings.sort_by_key(Reading::weight);
    readings
}

impl Reading {
    /// What is credited altogether.
    pub fn credit(&self) -> Option<Credit> {
        let mut parts = self.parts.iter().filter(|part| part.below.is_some()).map(|part| &part.credit);
        let first = parts.next()?.clone();
        parts.try_fold(first, |sum, credit| {
            let percent = sum.percent.max(credit.percent);
            Some(Credit { percent, amount: plus(sum.amount, &credit.amount)? })
        })
    }

    /// By what readings and claims are compared: the amount where it is known, else the
    /// percentage. Two readings of one case, and two claims for one bill, know the same.
    pub(crate) fn weight(&self) -> (Decimal, Decimal) {
        let parts = self.parts.iter().filter(|part| part.below.is_some());
        parts.fold((Decimal::ZERO, Decimal::ZERO), |(amount, percent), part| {
            let own = match &part.credit.amount {
                Amount::Money { credit, .. } => credit.amount,
                Amount::Days { credit, .. } => *credit,
                Amount::Open(_) => Decimal::ZERO,
            };
            (amount.saturating_add(own), percent.max(part.credit.percent))
        })
    }

    /// Whether anything is credited.
    pub fn is_due(&self) -> bool {
        self.parts.iter().any(|part| part.below.is_some() && part.credit.is_due())
    }
}

/// Two amounts together, where they can be added.
fn plus(one: Amount, other: &Amount) -> Option<Amount> {
    match (one, other) {
        (Amount::Money { base, credit, capped }, Amount::Money { base: base2, credit: credit2, capped: capped2 }) => {
            Some(Amount::Money {
                base: together(&base, base2)?,
                credit: together(&credit, credit2)?,
                capped: capped || *capped2,
            })
        }
        (Amount::Days { of, credit }, Amount::Days { credit: more, .. }) => {
            Some(Amount::Days { of, credit: credit.checked_add(*more)? })
        }
        (Amount::Open(missing), _) => Some(Amount::Open(missing)),
        (_, Amount::Open(missing)) => Some(Amount::Open(*missing)),
        _ => None,
    }
}

/// Two amounts of one currency together.
pub(super) fn together(one: &Money, other: &Money) -> Option<Money> {
    let amount = one.amount.checked_add(other.amount)?;
    (one.currency == other.currency).then(|| Money { currency: one.currency.clone(), amount })
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
