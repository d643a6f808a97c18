//! What the packs themselves say about findings: those that are meant are left out, and
//! others weigh as they are told to.

use crate::diagnostic::{Diagnostic, Level};
use crate::rulebook::Rulebook;
use crate::rulebook::allowance::Allowance;

use super::mistakes;

pub(super) fn weigh(rulebook: &Rulebook, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut used = vec![false; rulebook.allowances.len()];
    let mut weighed = Vec::new();
    for mut found in found {
        let allowed = rulebook.allowances.iter().position(|allowance| covers(allowance, &found));
        if let Some(slot) = allowed.and_then(|at| used.get_mut(at)) {
            *slot = true;
            continue;
        }
        let treatment = found.place().and_then(|place| {
            rulebook.treatments.iter().rfind(|treatment| treatment.code == found.code && treatment.covers(place))
        });
        match treatment.map(|treatment| treatment.level) {
            Some(None) => continue,
            Some(Some(level)) => found.level = level,
            None => {}
        }
        weighed.push(found);
    }
    let idle = rulebook.allowances.iter().zip(used).filter(|(_, used)| !used);
    weighed.extend(idle.map(|(allowance, _)| mistakes::idle_allowance(allowance.place.clone(), allowance.code)));
    weighed
}

/// A finding is allowed where it is, in the declaration that says so.
fn covers(allowance: &Allowance, found: &Diagnostic) -> bool {
    let within = &allowance.within;
    found.level == Level::Warning
        && found.code == allowance.code
        && found.place().is_some_and(|place| {
            place.source.is_same(&within.source)
                && within.span.start <= place.span.start
                && place.span.end <= within.span.end
        })
}
