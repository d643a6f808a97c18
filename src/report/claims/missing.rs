//! What a log does not say, and what to add to it.

use std::collections::BTreeSet;

use crate::sla::agreement::Level;
use crate::sla::reckon::Case;

use super::Told;

/// What the log does not say of the fees of a claim that has some open, and what to add: a
/// sentence for each resource that was hit.
pub(super) fn fees(told: &Told<'_>, case: &Case, level: &Level) -> Vec<String> {
    let Some((log, _)) = told.log else { return Vec::new() };
    let open = case.readings.iter().flat_map(|reading| reading.missed()).any(|part| part.credit.amount.is_open());
    let month = case.bounds.month();
    // A unit costs what its reservation says.
    let names: BTreeSet<&str> = match case.of_attempts {
        true => case.counted.iter().filter_map(|at| Some(log.attempts.get(*at)?.reservation.as_str())).collect(),
        false => case.resources.iter().map(String::as_str).collect(),
    };
    let retail = told.terms.buying.reseller;
    let says = |name: &str| {
        log.facts.iter().any(|fact| {
            let amount = if retail { &fact.fees.retail } else { &fact.fees.paid };
            fact.resource == name
                && fact.level.is_none_or(|own| own == case.level)
                && fact.month.is_none_or(|own| own == month)
                && amount.is_some()
        })
    };
    let line = |name: &&str| match retail {
        true => format!(
            "The vendor's estimate of the retail price of “{name}” in {month} is missing. Ask your reseller for it, and add a line to the log with this resource and month, the level {}, and the estimate in the column “retail”.",
            level.id
        ),
        false => format!(
            "The fees of “{name}” in {month} are missing. Add a line to the log with this resource and month, the level {}, and the amount in the column “fees”.",
            level.id
        ),
    };
    names.iter().filter(|name| open && !says(name)).map(line).collect()
}
