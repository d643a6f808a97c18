//! How a percentage and a credit come about, as the letter shows it.

use serde::Serialize;

use crate::report::claims::words::{self, percent};
use crate::sla::reckon::{By, Part, Reading};
use crate::sla::{Amount, Missing};

use super::Writer;

/// The working of one part.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Working {
    resource: String,
    base: String,
    down: String,
    formula: String,
    missed: Option<String>,
    credit: Option<String>,
    /// What must be filled in, where fees are not known.
    blank: Option<String>,
    kind: Option<String>,
}

/// Another calculation, and what it gives.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Other {
    by: String,
    working: Vec<Working>,
    credit: Option<String>,
}

impl Writer<'_> {
    /// The working of what missed a threshold; of everything where nothing did.
    pub(super) fn workings(&self, readings: &[&Reading]) -> Vec<Working> {
        let parts = || readings.iter().flat_map(|reading| reading.parts.iter().map(|part| (&reading.by, part)));
        let any = parts().any(|(_, part)| part.below.is_some());
        let shown = parts().filter(|(_, part)| !any || part.below.is_some());
        shown.map(|(by, part)| self.working(by, part)).collect()
    }

    fn working(&self, by: &By, part: &Part) -> Working {
        let due = part.below.is_some() && part.credit.is_due();
        let resource = match self.case.resources.as_slice() {
            _ if by == &By::Together => format!("{} together", words::named(&part.members)),
            [one] if !part.resource.is_empty() => one.clone(),
            _ => part.resource.clone(),
        };
        // What is not known is a blank here: the vendor need not be told so.
        let known = part.credit.known();
        let blank = || format!("{} of {}", percent(part.credit.percent), self.missing(part));
        Working {
            resource,
            base: part.uptime.base().shown(),
            down: part.uptime.down().shown(),
            formula: words::uptime_formula(part, self.level),
            missed: part.below.map(percent),
            credit: known.filter(|_| due).map(|known| words::formula(&known, &self.told.terms.buying)),
            blank: (due && part.credit.amount.is_open()).then(blank),
            kind: part.kind.as_ref().map(|kind| kind.title.clone()),
        }
    }

    /// What the credit of a part waits for.
    fn missing(&self, part: &Part) -> &'static str {
        let missing = part.credit.amount.each().iter().find_map(|one| match one {
            Amount::Open(missing) => Some(*missing),
            _ => None,
        });
        match missing {
            Some(Missing::Retail) => "your estimate of the retail price for the month",
            Some(Missing::OneCurrency) => {
                "your estimate of the retail price for the month, in the currency of the fees"
            }
            Some(Missing::Fees) | None => "the fees of the month",
        }
    }

    /// Another way to read the agreement that would give more, named as such.
    pub(super) fn alternative(&self) -> Option<Other> {
        let other = self.case.alternative()?;
        let credit = other.credit().filter(|credit| !credit.amount.is_open());
        Some(Other {
            by: words::by(other)?,
            working: self.workings(&[other]),
            credit: credit.map(|credit| words::amount(&credit)),
        })
    }

    /// Why a letter does not go by the agreement's own words: by them nothing is due.
    pub(super) fn instead(&self) -> Option<String> {
        let own = self.case.own().filter(|own| !own.is_due())?;
        let part = own.parts.first().filter(|_| self.case.claimed().is_some_and(Reading::is_due))?;
        let formula = words::uptime_formula(part, self.level);
        match own.by {
            By::Together => Some(format!(
                "Counted for all resources of the subscription together ({}), the percentage is {formula}, below no threshold. A credit is paid on the fees of the resource that was down, so we ask to count each resource for itself.",
                words::named(&part.members)
            )),
            By::FailedUnits => Some(format!(
                "Counted only where a deployment failed, the percentage of this unit is {formula}, below no threshold. What could not be had was the unused reservation as a whole, so we ask to count each unused unit."
            )),
            _ => None,
        }
    }
}
