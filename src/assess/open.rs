//! Open facts: which answers would settle most.

use std::collections::{BTreeMap, BTreeSet};

use crate::logic::conditions::Conditions;
use crate::logic::variables::Meaning;
use crate::logic::{Chart, Var};
use crate::rulebook::advice::{AdviceId, Severity};
use crate::rulebook::condition::NameId;

use super::finding::{DueDate, Finding, OpenFact, Outcome};
use super::moves::{Changed, Fixed, Moves};
use super::world::World;

/// A rule that is still open.
pub(super) struct OpenList {
    pub(super) advice: AdviceId,
    pub(super) list: Chart,
    pub(super) severity: Severity,
}

/// The names an open finding waits for.
pub(super) fn waits_for(conditions: &Conditions<'_>, world: &World, depends_on: &[Var]) -> Vec<NameId> {
    let mut names: Vec<NameId> = depends_on
        .iter()
        .flat_map(|var| {
            let names = conditions.variables.names(*var);
            let document = matches!(conditions.variables.meaning(*var), Some(Meaning::Document(_)));
            names.into_iter().filter(move |name| document || world.is_open(*name))
        })
        // A figure is not asked for: what is behind it is.
        .flat_map(|name| match world.worked.get(&name) {
            Some(working) => working.waits_for.clone(),
            None => vec![name],
        })
        .collect();
    names.sort();
    names.dedup();
    names
}

/// Ranks what is open: highest severity settled, then how many it settles alone, then
/// how many it touches, then by name.
pub(super) fn rank(
    conditions: &Conditions<'_>,
    world: &World,
    open: &[OpenList],
    findings: &[Finding],
) -> Vec<OpenFact> {
    let waits: Vec<(&OpenList, BTreeSet<NameId>)> = open
        .iter()
        .map(|list| {
            let names = findings.get(list.advice.0).map(|finding| finding.waits_for.iter().copied().collect());
            (list, names.unwrap_or_default())
        })
        .collect();
    let mut by_name: BTreeMap<NameId, Vec<&OpenList>> = BTreeMap::new();
    for (list, names) in &waits {
        for name in names {
            by_name.entry(*name).or_default().push(list);
        }
    }
    let moves = Moves { conditions, world };
    let mut facts: Vec<OpenFact> = by_name
        .into_iter()
        .map(|(name, lists)| {
            let alone: Vec<&OpenList> = waits
                .iter()
                .filter(|(_, names)| names.len() == 1 && names.contains(&name))
                .map(|(list, _)| *list)
                .collect();
            let answers = moves.answers(name);
            let touched: Vec<&&OpenList> =
                lists.iter().filter(|list| touches(conditions, world, list, &answers)).collect();
            let highest = |severities: &mut dyn Iterator<Item = Severity>| severities.max();
            let severity = highest(&mut alone.iter().map(|list| list.severity))
                .or_else(|| highest(&mut touched.iter().map(|list| list.severity)))
                .or_else(|| highest(&mut lists.iter().map(|list| list.severity)))
                .unwrap_or(Severity::Low);
            OpenFact {
                name,
                settles: alone.iter().map(|list| list.advice).collect(),
                settles_with_those_before: 0,
                touches: touched.len(),
                dates: Vec::new(),
                severity,
            }
        })
        .collect();
    let id = |fact: &OpenFact| conditions.rulebook.name(fact.name).id.clone();
    facts.sort_by_cached_key(|fact| {
        let settled = if fact.settles.is_empty() { None } else { Some(fact.severity) };
        (std::cmp::Reverse(settled), std::cmp::Reverse(fact.settles.len()), std::cmp::Reverse(fact.touches), id(fact))
    });
    let mut answered: BTreeSet<NameId> = BTreeSet::new();
    for fact in &mut facts {
        let before = waits.iter().filter(|(_, names)| names.is_subset(&answered)).count();
        answered.insert(fact.name);
        let after = waits.iter().filter(|(_, names)| names.is_subset(&answered)).count();
        fact.settles_with_those_before = after - before;
    }
    facts
}

/// Adds the duties whose day waits for an answer: to what is open already, and after it the
/// answers that give a day and nothing else, those of the most severe duties first.
pub(super) fn with_days(open: &mut Vec<OpenFact>, conditions: &Conditions<'_>, world: &World, findings: &[Finding]) {
    let mut days: BTreeMap<NameId, Vec<&Finding>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.could_be.contains(&Outcome::Owed) && !finding.is_waived()) {
        if let Some(DueDate::Waits(name)) = finding.due
            && world.is_open(name)
        {
            days.entry(name).or_default().push(finding);
        }
    }
    let mut only_days = Vec::new();
    for (name, duties) in days {
        let dates = duties.iter().map(|duty| duty.advice).collect();
        match open.iter_mut().find(|known| known.name == name) {
            Some(known) => known.dates = dates,
            None => only_days.push(OpenFact {
                name,
                settles: Vec::new(),
                settles_with_those_before: 0,
                touches: 0,
                dates,
                severity: duties.iter().map(|duty| duty.severity.worst).max().unwrap_or(Severity::Low),
            }),
        }
    }
    only_days.sort_by_cached_key(|fact| {
        let id = conditions.rulebook.name(fact.name).id.clone();
        (std::cmp::Reverse(fact.severity), std::cmp::Reverse(fact.dates.len()), id)
    });
    open.extend(only_days);
}

/// Whether some answer leaves a finding with fewer outcomes.
fn touches(conditions: &Conditions<'_>, world: &World, open: &OpenList, answers: &[Fixed]) -> bool {
    let all = conditions.outcomes(&open.list, &world.cells).len();
    answers.iter().any(|cells| conditions.outcomes(&open.list, &Changed { world, cells }).len() < all)
}
