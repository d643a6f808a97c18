//! Which cases to claim, where not all can be claimed.
//!
//! Source: Online Services SLA, "Claims": one level for an incident that misses several,
//! and one credit for a service and month unless a level says otherwise.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::sla::Month;
use crate::sla::agreement::Agreement;

use super::{Case, Reading, Standing, is_single};

/// A case that could be claimed.
#[derive(Clone, Copy)]
struct Candidate {
    place: usize,
    /// Whether it has a credit of its own beside others of its service and month.
    single: bool,
    weight: (Decimal, Decimal),
}

/// Of cases that exclude each other, those that credit most are claimed; the others say
/// which is claimed instead.
pub(super) fn choose(cases: &mut [Case], agreements: &[Agreement]) {
    let mut services: BTreeMap<(usize, String, Month), Vec<Candidate>> = BTreeMap::new();
    for (place, case) in cases.iter().enumerate().filter(|(_, case)| case.standing == Standing::Claim) {
        let Some((_, level)) = case.level.of(agreements) else { continue };
        let weight = case.readings.first().map(Reading::weight).unwrap_or_default();
        let most = case.readings.last().map(Reading::weight).unwrap_or_default();
        // What is sure goes first; where nothing is, what may be.
        let weight = if weight.1.is_zero() { (Decimal::ZERO, most.1 / Decimal::ONE_THOUSAND) } else { weight };
        let key = (case.level.agreement, level.service.clone(), case.bounds.month());
        services.entry(key).or_default().push(Candidate { place, single: is_single(level), weight });
    }
    for ((agreement, _, _), candidates) in services {
        let Some(remedy) = agreements.get(agreement).map(|agreement| &agreement.remedy) else { continue };
        if candidates.len() < 2 {
            continue;
        }
        let chosen = best(&candidates, cases, remedy.one_level, remedy.one_a_month);
        for candidate in &candidates {
            if chosen.contains(&candidate.place) {
                continue;
            }
            let instead = chosen
                .iter()
                .copied()
                .find(|other| shares(cases, candidate.place, *other))
                .or_else(|| chosen.iter().copied().next());
            if let (Some(instead), Some(case)) = (instead, cases.get_mut(candidate.place)) {
                case.standing = Standing::Instead(instead);
            }
        }
    }
}

/// The best choice: at most one case that stands for a whole service, and with it as many
/// others as go together with it, the larger first.
fn best(candidates: &[Candidate], cases: &[Case], one_level: bool, one_a_month: bool) -> BTreeSet<usize> {
    let levels: BTreeSet<_> = candidates.iter().filter_map(|one| cases.get(one.place)).map(|case| case.level).collect();
    if levels.len() == 1 && candidates.iter().all(|one| one.single) {
        return candidates.iter().map(|one| one.place).collect();
    }
    let mut order = candidates.to_vec();
    order.sort_by(|one, other| other.weight.cmp(&one.weight).then(one.place.cmp(&other.place)));
    let whole: Vec<Option<Candidate>> = order.iter().filter(|one| !one.single).map(|one| Some(*one)).collect();
    let mut best: Option<(Decimal, Decimal, BTreeSet<usize>)> = None;
    for first in whole.into_iter().chain([None]) {
        let mut chosen: Vec<Candidate> = first.into_iter().collect();
        for candidate in &order {
            let taken = chosen.iter().any(|other| other.place == candidate.place);
            let second_whole = one_a_month && !candidate.single && chosen.iter().any(|other| !other.single);
            let left_to_others = first.is_none() && !candidate.single && one_a_month;
            let shared = one_level && chosen.iter().any(|other| shares_level(cases, candidate.place, other.place));
            if !(taken || second_whole || left_to_others || shared) {
                chosen.push(*candidate);
            }
        }
        let sum = |part: fn(&Candidate) -> Decimal| {
            chosen.iter().map(part).fold(Decimal::ZERO, |sum, own| sum.saturating_add(own))
        };
        let (amount, percent) = (sum(|one| one.weight.0), sum(|one| one.weight.1));
        let better = best.as_ref().is_none_or(|(known, known_percent, _)| (amount, percent) > (*known, *known_percent));
        if better {
            best = Some((amount, percent, chosen.iter().map(|one| one.place).collect()));
        }
    }
    best.map(|(_, _, chosen)| chosen).unwrap_or_default()
}

/// Whether two cases of different levels rest on one incident.
fn shares_level(cases: &[Case], one: usize, other: usize) -> bool {
    match (cases.get(one), cases.get(other)) {
        (Some(first), Some(second)) => first.level != second.level && shares(cases, one, other),
        _ => false,
    }
}

fn shares(cases: &[Case], one: usize, other: usize) -> bool {
    if cases.get(one).map(|case| case.of_attempts) != cases.get(other).map(|case| case.of_attempts) {
        return false;
    }
    let counted = |place: usize| cases.get(place).map(|case| case.counted.as_slice()).unwrap_or_default();
    let known: BTreeSet<&usize> = counted(one).iter().collect();
    counted(other).iter().any(|place| known.contains(place))
}
