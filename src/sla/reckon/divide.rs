//! Under which level each incident is claimed that misses several levels of a service.
//!
//! A case of a whole service can be claimed without a machine that is claimed by itself,
//! so the levels are chosen incident by incident. Every division of them is tried where
//! they are few; where they are many, what can be bettered by another level is.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::sla::agreement::Remedy;
use crate::sla::log::LevelId;
use crate::sla::{Month, Overflow};

use super::candidate::Candidate;
use super::worth::Worth;
use super::{Case, Ground, incidents};

/// Divisions that are tried of incidents that bear on each other.
const MOST_DIVISIONS: usize = 4_096;
/// Incidents that are looked at again for that, altogether: what bounds the time.
const MOST_WORK: usize = 1_500_000;

/// Looks for the best division; what it costs is bounded.
pub(super) struct Search<'a> {
    ground: &'a Ground<'a>,
    events: &'a [usize],
    work_left: usize,
    all: bool,
}

impl<'a> Search<'a> {
    pub(super) fn new(ground: &'a Ground<'a>, events: &'a [usize]) -> Self {
        Self { ground, events, work_left: MOST_WORK, all: true }
    }

    /// Whether no division was left out.
    pub(super) fn tried_all(&self) -> bool {
        self.all
    }

    /// Divides the incidents of a service, and makes each case that loses some without
    /// them. The places of the cases that are to be claimed; none where no incident misses
    /// several levels, or where fees are open or of several currencies, for then nobody can
    /// tell what is more.
    pub(super) fn divide(
        &mut self,
        cases: &mut [Case],
        candidates: &[Candidate],
        remedy: &Remedy,
    ) -> Result<BTreeSet<usize>, Overflow> {
        let mut settled = BTreeSet::new();
        if !remedy.one_level {
            return Ok(settled);
        }
        for group in groups(candidates, remedy) {
            if !Worth::sum(group.iter().map(|candidate| &candidate.worth)).is_of_one_kind() {
                continue;
            }
            let mut table = Table::of(&group, remedy.one_a_month);
            let mut division = self.best(&mut table, cases)?;
            let claimed = table.claimed(self, cases, &division)?;
            table.give_back(&mut division, &claimed);
            for place in claimed {
                let Some(candidate) = group.get(place) else { continue };
                let elsewhere = table.elsewhere(candidate, &division);
                settled.insert(candidate.place);
                let Some(case) = cases.get_mut(candidate.place).filter(|_| !elsewhere.is_empty()) else { continue };
                *case = self.without(case, &elsewhere)?;
            }
        }
        Ok(settled)
    }

    fn best(&mut self, table: &mut Table<'_>, cases: &[Case]) -> Result<Division, Overflow> {
        let divisions = table.options.values().try_fold(1_usize, |all, levels| all.checked_mul(levels.len()));
        let size: usize = table.group.iter().map(|candidate| candidate.events.len()).sum();
        let few = divisions.filter(|few| *few <= MOST_DIVISIONS && few.saturating_mul(size) <= self.work_left);
        match few {
            Some(_) => table.try_all(self, cases),
            None => {
                self.all = false;
                table.climb(self, cases)
            }
        }
    }

    /// A case without the incidents of some events.
    fn without(&mut self, case: &Case, events: &BTreeSet<usize>) -> Result<Case, Overflow> {
        self.work_left = self.work_left.saturating_sub(case.counted.len());
        let is_of = |place: &&usize| self.events.get(**place).is_some_and(|event| events.contains(event));
        let elsewhere = case.counted.iter().filter(is_of).copied().collect();
        incidents::reduced(case, &elsewhere, self.ground)
    }
}

/// The candidates that bear on each other by incidents that more than one level counts, or
/// by the one credit of a month.
fn groups<'c>(candidates: &'c [Candidate], remedy: &Remedy) -> Vec<Vec<&'c Candidate>> {
    let contested = contested(candidates.iter());
    let mut joined = Joined((0..candidates.len()).collect());
    let mut by_event: BTreeMap<usize, usize> = BTreeMap::new();
    let mut whole: BTreeMap<Month, usize> = BTreeMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        for event in candidate.events.iter().filter(|event| contested.contains_key(event)) {
            joined.join(*by_event.entry(*event).or_insert(at), at);
        }
        if remedy.one_a_month && !candidate.single {
            joined.join(*whole.entry(candidate.month).or_insert(at), at);
        }
    }
    let mut groups: BTreeMap<usize, Vec<&Candidate>> = BTreeMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        groups.entry(joined.first(at)).or_default().push(candidate);
    }
    let divisible = |group: &Vec<&Candidate>| {
        group.iter().any(|candidate| candidate.events.iter().any(|event| contested.contains_key(event)))
    };
    groups.into_values().filter(divisible).collect()
}

/// Members joined into groups: each knows one before it, the first of a group itself.
struct Joined(Vec<usize>);

impl Joined {
    fn first(&mut self, mut at: usize) -> usize {
        let mut way = Vec::new();
        while let Some(before) = self.0.get(at).copied().filter(|before| *before != at) {
            way.push(at);
            at = before;
        }
        for known in way {
            if let Some(before) = self.0.get_mut(known) {
                *before = at;
            }
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        if let Some(before) = self.0.get_mut(one.max(other)) {
            *before = one.min(other);
        }
    }
}

/// The events that may be claimed under several levels, with these.
fn contested<'c>(candidates: impl Iterator<Item = &'c Candidate>) -> BTreeMap<usize, Vec<LevelId>> {
    let mut levels: BTreeMap<usize, Vec<LevelId>> = BTreeMap::new();
    for candidate in candidates {
        for event in &candidate.events {
            let known = levels.entry(*event).or_default();
            if !known.contains(&candidate.level) {
                known.push(candidate.level);
            }
        }
    }
    levels.retain(|_, levels| levels.len() > 1);
    levels
}

/// The level of each contested event.
type Division = BTreeMap<usize, LevelId>;

/// What divisions come to, with the fewest letters among those that come to as much.
type Sum = (Decimal, std::cmp::Reverse<usize>);

/// The candidates of a group, and what each came to without some of its events.
struct Table<'c> {
    group: &'c [&'c Candidate],
    options: BTreeMap<usize, Vec<LevelId>>,
    one_a_month: bool,
    known: BTreeMap<(usize, BTreeSet<usize>), Decimal>,
}

impl<'c> Table<'c> {
    fn of(group: &'c [&'c Candidate], one_a_month: bool) -> Self {
        let options = contested(group.iter().copied());
        Self { group, options, one_a_month, known: BTreeMap::new() }
    }

    /// The events of a candidate that are claimed under another level.
    fn elsewhere(&self, candidate: &Candidate, division: &Division) -> BTreeSet<usize> {
        let is_elsewhere = |event: &&usize| division.get(event).is_some_and(|level| *level != candidate.level);
        candidate.events.iter().filter(is_elsewhere).copied().collect()
    }

    /// What is surely credited for a member of the group.
    fn credit(
        &mut self,
        search: &mut Search<'_>,
        cases: &[Case],
        at: usize,
        division: &Division,
    ) -> Result<Decimal, Overflow> {
        let Some(candidate) = self.group.get(at) else { return Ok(Decimal::ZERO) };
        search.work_left = search.work_left.saturating_sub(candidate.events.len());
        let elsewhere = self.elsewhere(candidate, division);
        if elsewhere.is_empty() {
            return Ok(candidate.worth.weight().0);
        }
        if let Some(known) = self.known.get(&(at, elsewhere.clone())) {
            return Ok(*known);
        }
        let Some(case) = cases.get(candidate.place) else { return Ok(Decimal::ZERO) };
        let rest = search.without(case, &elsewhere)?;
        let credit = rest.safe().map_or(Decimal::ZERO, |safe| safe.weight().0);
        self.known.insert((at, elsewhere), credit);
        Ok(credit)
    }

    /// The members that are claimed by a division: all that are credited, and of those that
    /// stand for the whole service one a month.
    fn claimed(
        &mut self,
        search: &mut Search<'_>,
        cases: &[Case],
        division: &Division,
    ) -> Result<Vec<usize>, Overflow> {
        let mut claimed = Vec::new();
        let mut whole: BTreeMap<Month, (Decimal, usize)> = BTreeMap::new();
        for (at, candidate) in self.group.iter().enumerate() {
            let credit = self.credit(search, cases, at, division)?;
            if credit.is_zero() {
                continue;
            }
            if candidate.single || !self.one_a_month {
                claimed.push(at);
            } else if whole.get(&candidate.month).is_none_or(|(known, _)| credit > *known) {
                whole.insert(candidate.month, (credit, at));
            }
        }
        claimed.extend(whole.into_values().map(|(_, at)| at));
        Ok(claimed)
    }

    /// Leaves no event to a level that is not claimed, where a claim could have it.
    fn give_back(&self, division: &mut Division, claimed: &[usize]) {
        let claims = || claimed.iter().filter_map(|at| self.group.get(*at));
        for (event, level) in division {
            let mut having = claims().filter(|candidate| candidate.events.contains(event)).peekable();
            let first = having.peek().map(|candidate| candidate.level);
            if let Some(first) = first.filter(|_| !having.any(|candidate| candidate.level == *level)) {
                *level = first;
            }
        }
    }

    fn sum(&mut self, search: &mut Search<'_>, cases: &[Case], division: &Division) -> Result<Sum, Overflow> {
        let claimed = self.claimed(search, cases, division)?;
        let mut sum = Decimal::ZERO;
        for at in &claimed {
            sum = sum.saturating_add(self.credit(search, cases, *at, division)?);
        }
        Ok((sum, std::cmp::Reverse(claimed.len())))
    }

    /// The best of all divisions; of equal ones the first.
    fn try_all(&mut self, search: &mut Search<'_>, cases: &[Case]) -> Result<Division, Overflow> {
        let options: Vec<(usize, Vec<LevelId>)> =
            self.options.iter().map(|(event, levels)| (*event, levels.clone())).collect();
        let all: usize = options.iter().map(|(_, levels)| levels.len()).product();
        let mut best: Option<(Sum, Division)> = None;
        for number in 0..all {
            let mut rest = number;
            let mut division = Division::new();
            for (event, levels) in &options {
                division.extend(levels.get(rest % levels.len()).map(|level| (*event, *level)));
                rest /= levels.len();
            }
            let sum = self.sum(search, cases, &division)?;
            if best.as_ref().is_none_or(|(known, _)| sum > *known) {
                best = Some((sum, division));
            }
        }
        Ok(best.map(|(_, division)| division).unwrap_or_default())
    }

    /// A division that no other level for one event betters, nor for all events of one
    /// candidate; or the best that was met before the work was used up.
    fn climb(&mut self, search: &mut Search<'_>, cases: &[Case]) -> Result<Division, Overflow> {
        // Each event begins with the candidate that is worth most as a whole.
        let mut order: Vec<&Candidate> = self.group.to_vec();
        order.sort_by(|one, other| other.worth.weight().cmp(&one.worth.weight()).then(one.place.cmp(&other.place)));
        let mut best = Division::new();
        for candidate in &order {
            for event in candidate.events.iter().filter(|event| self.options.contains_key(event)) {
                best.entry(*event).or_insert(candidate.level);
            }
        }
        let mut moves: Vec<(BTreeSet<usize>, LevelId)> = Vec::new();
        for candidate in &order {
            let own = candidate.events.iter().filter(|event| self.options.contains_key(event));
            moves.push((own.copied().collect(), candidate.level));
        }
        for (event, levels) in &self.options {
            moves.extend(levels.iter().map(|level| (BTreeSet::from([*event]), *level)));
        }
        let mut known = self.sum(search, cases, &best)?;
        let mut bettered = true;
        while bettered {
            bettered = false;
            for (events, level) in &moves {
                if search.work_left == 0 {
                    return Ok(best);
                }
                let mut division = best.clone();
                division.extend(events.iter().map(|event| (*event, *level)));
                let sum = self.sum(search, cases, &division)?;
                if sum > known {
                    (best, known, bettered) = (division, sum, true);
                }
            }
        }
        Ok(best)
    }
}
