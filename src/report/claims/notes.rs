//! What must be said beside the figures, once.

use crate::sla::reckon::{By, Standing};
use crate::sla::{Agreement, Level};

use super::Told;

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
        "One failed deployment can be read as a failure of the units it tried, or of every unused unit. The first counts here.",
    );
    let single = levels.iter().any(|(agreement, level)| level.scope.is_single() && agreement.remedy.one_a_month);
    note(
        single && claims,
        "That each machine or unit has a credit of its own, although a service earns one a month, is how we read the agreement.",
    );
    note(
        cases.iter().any(|case| matches!(case.standing, Standing::Instead(_))),
        "Of cases that exclude each other, the choice that credits most is claimed: one level for an incident, and one credit for a service and month.",
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
