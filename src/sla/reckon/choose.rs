//! Which cases to claim, where not all can be claimed.
//!
//! Source: Online Services SLA, "Claims": one level for an incident that misses several,
//! and one credit for a service and month unless a level says otherwise.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::sla::Month;
use crate::sla::agreement::{Agreement, Remedy};
use crate::sla::log::{LevelId, Log};

use super::worth::Worth;
use super::{Case, Standing, events, is_single};

/// A case that could be claimed.
struct Candidate {
    place: usize,
    level: LevelId,
    /// Whether it has a credit of its own beside others of its service and month.
    single: bool,
    worth: Worth,
    /// The events that it rests on.
    events: BTreeSet<usize>,
}

/// Of cases that exclude each other, those that credit most are claimed; the others say
/// which is claimed instead, or that it is open which of the two credits more.
pub(super) fn choose(cases: &mut [Case], agreements: &[Agreement], log: &Log) {
    let events = events::of(log);
    let mut services: BTreeMap<(usize, &str, Month), Vec<Candidate>> = BTreeMap::new();
    for (place, case) in cases.iter().enumerate().filter(|(_, case)| case.standing == Standing::Claim) {
        let Some((_, level)) = case.level.of(agreements) else { continue };
        // A failed deployment misses one level only.
        let own = case.counted.iter().filter(|_| !case.of_attempts).filter_map(|place| events.get(*place).copied());
        let candidate =
            Candidate { place, level: case.level, single: is_single(level), worth: worth(case), events: own.collect() };
        let key = (case.level.agreement, level.service.as_str(), case.bounds.month());
        services.entry(key).or_default().push(candidate);
    }
    let mut standings = Vec::new();
    for ((agreement, _, _), mut candidates) in services {
        let Some(remedy) = agreements.get(agreement).map(|agreement| &agreement.remedy) else { continue };
        candidates
            .sort_by(|one, other| other.worth.weight().cmp(&one.worth.weight()).then(one.place.cmp(&other.place)));
        let chosen = best(&candidates, remedy);
        for candidate in candidates.iter().filter(|candidate| !chosen.has(candidate)) {
            let against = chosen.against(candidate, remedy);
            let Some(first) = against.first() else { continue };
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
            let standing = if open { Standing::Either(first.place) } else { Standing::Instead(first.place) };
            standings.push((candidate.place, standing));
        }
    }
    for (place, standing) in standings {
        if let Some(case) = cases.get_mut(place) {
            case.standing = standing;
        }
    }
}

/// What is sure counts; where nothing is, what may be, and less than anything sure.
fn worth(case: &Case) -> Worth {
    let safe = case.readings.first().map(Worth::of).unwrap_or_default();
    let most = case.readings.last().map(Worth::of).unwrap_or_default();
    safe.or_perhaps(&most)
}

/// Cases that go together.
#[derive(Default)]
struct Chosen<'c> {
    all: BTreeMap<usize, &'c Candidate>,
    /// The cases that rest on each event.
    by_event: BTreeMap<usize, Vec<&'c Candidate>>,
    whole: Option<&'c Candidate>,
}

impl<'c> Chosen<'c> {
    fn has(&self, candidate: &Candidate) -> bool {
        self.all.contains_key(&candidate.place)
    }

    fn take(&mut self, candidate: &'c Candidate) {
        self.all.insert(candidate.place, candidate);
        for event in &candidate.events {
            self.by_event.entry(*event).or_default().push(candidate);
        }
        if !candidate.single {
            self.whole.get_or_insert(candidate);
        }
    }

    /// Those that do not go together with a candidate: they share an event with it under
    /// another level, or stand for the whole service as it does.
    fn against(&self, candidate: &Candidate, remedy: &Remedy) -> Vec<&'c Candidate> {
        let events = candidate.events.iter().filter(|_| remedy.one_level);
        let shared = events.filter_map(|event| self.by_event.get(event)).flatten().copied();
        let shared = shared.filter(|other| other.level != candidate.level);
        let whole = self.whole.filter(|_| remedy.one_a_month && !candidate.single);
        let mut found: Vec<&Candidate> = Vec::new();
        for other in shared.chain(whole) {
            if !found.iter().any(|known| known.place == other.place) {
                found.push(other);
            }
        }
        found
    }
}

/// The best choice of candidates in order: at most one case that stands for a whole
/// service, and with it as many others as go together with it, the larger first.
fn best<'c>(candidates: &'c [Candidate], remedy: &Remedy) -> Chosen<'c> {
    let whole = candidates.iter().filter(|candidate| !candidate.single).map(Some);
    let mut best: Option<((Decimal, Decimal), Chosen<'c>)> = None;
    for first in whole.chain([None]) {
        let mut chosen = Chosen::default();
        first.into_iter().for_each(|first| chosen.take(first));
        for candidate in candidates {
            let left_to_others = first.is_none() && !candidate.single && remedy.one_a_month;
            if !chosen.has(candidate) && !left_to_others && chosen.against(candidate, remedy).is_empty() {
                chosen.take(candidate);
            }
        }
        let weights = chosen.all.values().map(|candidate| candidate.worth.weight());
        let sum = weights.fold((Decimal::ZERO, Decimal::ZERO), |(amount, percent), own| {
            (amount.saturating_add(own.0), percent.saturating_add(own.1))
        });
        if best.as_ref().is_none_or(|(known, _)| sum > *known) {
            best = Some((sum, chosen));
        }
    }
    best.map(|(_, chosen)| chosen).unwrap_or_default()
}
