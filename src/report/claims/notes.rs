//! What must be said beside the figures, once.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::markdown::escape;
use crate::sla::Month;
use crate::sla::reckon::{By, Case, Standing};
use crate::sla::{Agreement, Level};

use super::{Told, missing};

/// What holds for all the figures of an account; each sentence only where it matters.
pub(super) fn notes(told: &Told<'_>) -> Vec<String> {
    let cases = &told.account.cases;
    let mut notes = Vec::new();
    let mut note = |matters: bool, text: &str| {
        if matters {
            notes.push(text.to_owned());
        }
    };
    let levels: Vec<(&Agreement, &Level)> = cases.iter().filter_map(|case| told.level(case)).collect();
    let any_by = |by: fn(&By) -> bool| cases.iter().flat_map(|case| &case.readings).any(|reading| by(&reading.by));
    let claims = told.claims().next().is_some();
    note(
        claims,
        "A claim must have been *received* by its last day; that it was sent does not count. Where a source can be read in two ways, the earlier day and the smaller credit are shown first.",
    );
    note(
        cases
            .iter()
            .flat_map(|case| &case.readings)
            .flat_map(|reading| &reading.parts)
            .any(|part| part.assumed && part.below.is_some())
            && !any_by(|by| *by == By::Assumed),
        "Where the running time is not given, the whole month is counted. If the machines ran for less, the share of the downtime is larger, and the credit no smaller. Give it with `--running`, or in a column `running`.",
    );
    note(
        any_by(|by| matches!(by, By::Kind(_))),
        "Where the kind of the disks is not given, each kind is shown, the one that credits least first. Of several kinds in one machine the lowest level decides. Give them with `--disk`, or in a column `disks`.",
    );
    note(
        any_by(|by| matches!(by, By::Together)),
        "The formula is for the whole subscription, the credit for what was hit. Both ways of counting are shown; a subscription with more sets of machines than the log tells of has a higher uptime by the first.",
    );
    note(
        any_by(|by| matches!(by, By::UnusedUnits)),
        "One failed deployment can be read as a failure of the units it tried, or of every unused unit. The first counts here; units that only the second would count have no letter of their own.",
    );
    note(
        told.log.is_some() && told.claims().any(|case| case.alternative().is_some()),
        "A letter asks for what the agreement's own words give, and names the other way of counting as the alternative.",
    );
    note(
        cases.iter().any(|case| matches!(case.standing, Standing::Either(_))),
        "**Decide first** where two claims exclude each other and it is open which credits more, for want of fees or kinds of disk, or by how the agreement is read: send only one of the two letters. With what is missing in the log, Proviso chooses.",
    );
    note(
        cases.iter().any(|case| told.as_of.is_some_and(|today| today <= case.bounds.last)),
        "A month that is not over on the day of the assessment may still bring more downtime: claim it when it is.",
    );
    note(
        cases.iter().filter_map(Case::claimed).flat_map(|reading| &reading.parts).any(|part| part.beyond),
        "**Look again** where the downtime is longer than the time it is measured in: the running time may be too short, or an incident too long.",
    );
    for (resource, services) in shared_fees(told) {
        note(
            true,
            &format!(
                "The fees of `{}` are counted for {}: give each service its own, in lines with its level.",
                escape(resource),
                services.join(" and for ")
            ),
        );
    }
    for case in told.claims() {
        for missing in told.level(case).map(|(_, level)| missing::fees(told, case, level)).unwrap_or_default() {
            note(true, &escape(&missing));
        }
    }
    let single = levels.iter().any(|(agreement, level)| level.scope.is_single() && agreement.remedy.one_a_month);
    note(
        single && claims,
        "That each machine or unit has a credit of its own, although a service earns one a month, is how we read the agreement.",
    );
    note(
        cases.iter().any(|case| matches!(case.standing, Standing::Instead(_))),
        "Of cases that exclude each other, the choice that credits most is claimed: one level for an incident, and one credit for a service and month.",
    );
    for case in cases.iter().filter(|case| !case.elsewhere.is_empty()) {
        let lines = told.elsewhere(case).map(|(incident, level)| {
            let (line, resource) = (told.line(incident.span), escape(&incident.resource));
            format!("line {line}, `{resource}`, is claimed under `{}`", escape(&level.id))
        });
        let (lines, level) = (lines.collect::<Vec<_>>().join("; "), told.level(case).map(|(_, level)| &level.id));
        note(
            true,
            &format!(
                "What `{}` counts in {} is without incidents that credit more elsewhere: {lines}.",
                level.map(|level| escape(level)).unwrap_or_default(),
                case.bounds.shown()
            ),
        );
    }
    note(
        told.account.divisions_left,
        "**Look again** whether more can be had: so many incidents miss several levels that not every way of claiming them was tried. Name one level alone in the lines of which you know it.",
    );
    note(
        told.terms.buying.reseller,
        "You bought from a reseller: the vendor credits the reseller, and the reseller credits you. The vendor estimates the retail price itself. That the fees you paid limit the credit is the safe reading.",
    );
    note(
        told.terms.buying.share.is_some(),
        "The share of a service in a suite is yours to show: the agreement does not say how it is found.",
    );
    note(
        told.terms.buying.licence.is_some(),
        "Under this licence the credit is time of service. The agreement does not say how parts of a day are rounded.",
    );
    note(
        levels.iter().any(|(agreement, _)| agreement.remedy.no_offset) && claims,
        "Do not net a credit against an invoice before it is granted.",
    );
    notes
}

/// Resources that are claimed under several services in one month, with these.
fn shared_fees<'t>(told: &Told<'t>) -> Vec<(&'t str, Vec<&'t str>)> {
    let mut services: BTreeMap<(&str, Month), BTreeSet<&str>> = BTreeMap::new();
    for case in told.claims().filter(|case| !case.of_attempts) {
        let Some((_, level)) = told.level(case) else { continue };
        let priced =
            case.readings.iter().flat_map(|reading| reading.missed()).any(|part| !part.credit.amount.is_open());
        for resource in case.resources.iter().filter(|_| priced) {
            services.entry((resource, case.bounds.month())).or_default().insert(&level.service);
        }
    }
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    for ((resource, _), services) in services.into_iter().filter(|(_, services)| services.len() > 1) {
        let known = (resource, services.into_iter().collect());
        if !found.contains(&known) {
            found.push(known);
        }
    }
    found
}
