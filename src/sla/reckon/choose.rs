//! Which cases to claim, where not all can be claimed.
//!
//! Source: Online Services SLA, "Claims": one level for an incident that misses several,
//! and one credit for a service and month unless a level says otherwise.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::sla::agreement::Remedy;
use crate::sla::{Month, Overflow};

use super::candidate::Candidate;
use super::divide::Search;
use super::worth::Worth;
use super::{Case, Ground, Standing, events};

/// Of cases that exclude each other, those that credit most are claimed; the others say
/// which is claimed instead, or that it is open which of the two credits more. A case of
/// which some incidents are better claimed under another level is made without them.
/// Whether every division of the incidents was tried.
///
/// # Errors
/// Figures do not fit.
pub(super) fn choose(cases: &mut [Case], ground: &Ground<'_>) -> Result<bool, Overflow> {
    let events = events::of(ground.log);
    let mut search = Search::new(ground, &events);
    let mut standings = Vec::new();
    for (agreement, places) in services(cases, ground) {
        let Some(remedy) = ground.agreements.get(agreement).map(|agreement| &agreement.remedy) else { continue };
        let own = |cases: &[Case]| -> Vec<Candidate> {
            let case = |place: &usize| Candidate::of(*place, cases.get(*place)?, &events, ground);
            places.iter().filter_map(case).collect()
        };
        let settled = search.divide(cases, &own(cases), remedy)?;
        let mut months: BTreeMap<Month, Vec<Candidate>> = BTreeMap::new();
        own(cases).into_iter().for_each(|candidate| months.entry(candidate.month).or_default().push(candidate));
        let heavier = |one: &Candidate, other: &Candidate| {
            other.worth.weight().cmp(&one.worth.weight()).then(one.place.cmp(&other.place))
        };
        months.values_mut().for_each(|candidates| candidates.sort_by(heavier));
        let mut chosen = Chosen::default();
        months.values().flatten().filter(|one| settled.contains(&one.place)).for_each(|one| chosen.take(one));
        for candidates in months.values() {
            let best = best(candidates, remedy, &chosen);
            best.iter().for_each(|candidate| chosen.take(candidate));
        }
        for candidate in months.values().flatten().filter(|candidate| !chosen.has(candidate)) {
            standings.extend(chosen.standing(candidate, remedy, cases).map(|standing| (candidate.place, standing)));
        }
    }
    for (place, standing) in standings {
        if let Some(case) = cases.get_mut(place) {
            case.standing = standing;
        }
    }
    Ok(search.tried_all())
}

/// The cases of each service, with the agreement.
fn services(cases: &[Case], ground: &Ground<'_>) -> Vec<(usize, Vec<usize>)> {
    let mut services: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    for (place, case) in cases.iter().enumerate() {
        if let Some((_, level)) = case.level.of(ground.agreements) {
            services.entry((case.level.agreement, &level.service)).or_default().push(place);
        }
    }
    services.into_iter().map(|((agreement, _), places)| (agreement, places)).collect()
}

/// Cases that go together.
#[derive(Default)]
struct Chosen<'c> {
    all: BTreeSet<usize>,
    /// The cases that rest on each event.
    by_event: BTreeMap<usize, Vec<&'c Candidate>>,
    /// The case that stands for the whole service in a month.
    whole: BTreeMap<Month, &'c Candidate>,
}

impl<'c> Chosen<'c> {
    fn has(&self, candidate: &Candidate) -> bool {
        self.all.contains(&candidate.place)
    }

    fn take(&mut self, candidate: &'c Candidate) {
        self.all.insert(candidate.place);
        for event in &candidate.events {
            self.by_event.entry(*event).or_default().push(candidate);
        }
        if !candidate.single {
            self.whole.entry(candidate.month).or_insert(candidate);
        }
    }

    /// Those that do not go together with a candidate: they share an event with it under
    /// another level, or stand for the whole service as it does.
    fn against(&self, candidate: &Candidate, remedy: &Remedy) -> Vec<&'c Candidate> {
        let events = candidate.events.iter().filter(|_| remedy.one_level);
        let shared = events.filter_map(|event| self.by_event.get(event)).flatten().copied();
        let shared = shared.filter(|other| other.level != candidate.level);
        let whole = self.whole.get(&candidate.month).copied().filter(|_| remedy.one_a_month && !candidate.single);
        let mut found: Vec<&Candidate> = Vec::new();
        for other in shared.chain(whole) {
            if !found.iter().any(|known| known.place == other.place) {
                found.push(other);
            }
        }
        found.sort_by_key(|other| other.month != candidate.month);
        found
    }

    /// What becomes of a candidate that is not chosen.
    fn standing(&self, candidate: &Candidate, remedy: &Remedy, cases: &[Case]) -> Option<Standing> {
        let against = self.against(candidate, remedy);
        let first = against.first()?;
        let same = |other: &&Candidate| {
            let resources = |place: usize| cases.get(place).map(|case| &case.resources);
            resources(candidate.place) == resources(other.place)
        };
        let together = Worth::sum(against.iter().map(|other| &other.worth));
        let open = match against.as_slice() {
            // Whatever was paid for a resource, it is the same under each level.
            [only] if same(only) => candidate.worth.may_exceed_for_the_same(&only.worth),
            _ => candidate.worth.may_exceed(&together),
        };
        Some(if open { Standing::Either(first.place) } else { Standing::Instead(first.place) })
    }
}

/// The best choice of a month's candidates in order, beside what is chosen already: at
/// most one case that stands for a whole service, and with it as many others as go
/// together with it, the larger first.
fn best<'c>(candidates: &'c [Candidate], remedy: &Remedy, before: &Chosen<'_>) -> Vec<&'c Candidate> {
    let fits = |candidate: &Candidate| !before.has(candidate) && before.against(candidate, remedy).is_empty();
    let free: Vec<&Candidate> = candidates.iter().filter(|candidate| fits(candidate)).collect();
    let whole = free.iter().filter(|candidate| !candidate.single).map(|candidate| Some(*candidate));
    let mut best: Option<((Decimal, Decimal), Vec<&'c Candidate>)> = None;
    for first in whole.chain([None]) {
        let mut chosen = Chosen::default();
        let mut taken: Vec<&Candidate> = first.into_iter().collect();
        taken.iter().for_each(|first| chosen.take(first));
        for candidate in free.iter().copied() {
            let left_to_others = first.is_none() && !candidate.single && remedy.one_a_month;
            if !chosen.has(candidate) && !left_to_others && chosen.against(candidate, remedy).is_empty() {
                chosen.take(candidate);
                taken.push(candidate);
            }
        }
        let weights = taken.iter().map(|candidate| candidate.worth.weight());
        let sum = weights.fold((Decimal::ZERO, Decimal::ZERO), |(amount, percent), own| {
            (amount.saturating_add(own.0), percent.saturating_add(own.1))
        });
        if best.as_ref().is_none_or(|(known, _)| sum > *known) {
            best = Some((sum, taken));
        }
    }
    best.map(|(_, taken)| taken).unwrap_or_default()
}
