//! Which small edits of the rules some test notices.

use std::collections::{BTreeMap, BTreeSet};

use crate::assess::single;
use crate::diagnostic::Diagnostic;
use crate::logic::conditions::Conditions;
use crate::logic::variables::{Circumstances, Variables};
use crate::logic::{Diagrams, NodeId, Possible, TooEntangled, legal};
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, AdviceId};
use crate::rulebook::condition::{Condition, DefineId, Guarded, NameId};
use crate::rulebook::due::Due;
use crate::rulebook::test::{Claim, Expectation};
use crate::rulebook::vocabulary::{Define, Role};
use crate::source::Place;

use super::claims::{holds, seats};
use super::court::{Court, Profiles, circumstances, profiles};
use super::edits::Replacement;
use super::mutants::{Change, Mutant, mutants};
use super::rests::{Rests, conditions};
use super::run::sound;
use super::running::Behind;
use super::seats::{Desk, Listed, Lists, NOBODY, Seat, graded};

/// What became of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The rules mean the same with it.
    Same,
    /// This test fails with it, by its place among the tests.
    Noticed(usize),
    /// No test fails with it.
    Unnoticed,
}

/// A small edit of the rules.
#[derive(Clone, Debug)]
pub struct Edit {
    /// What it was done to, as rule files name it.
    pub rule: String,
    /// The part of it: "fallback 1".
    pub part: String,
    /// What was done: "90 days becomes 91 days".
    pub words: String,
    /// Where.
    pub place: Place,
    /// The edit as text: every place that changes; nothing where that is not known.
    pub instead: Vec<Replacement>,
    /// What became of it.
    pub fate: Fate,
}

/// Makes every small edit where `own` says so, one at a time, and looks for a test that
/// fails with it. Only tests that hold without any edit can notice one. `progress` is told
/// how many of how many are done.
///
/// # Errors
/// What is wrong with the values that tests give, and rules that cannot be worked out.
pub fn mutate(
    rulebook: &Rulebook,
    own: &dyn Fn(&Place) -> bool,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Vec<Edit>, Vec<Diagnostic>> {
    let profiles = sound(profiles(rulebook))?;
    let mut mutants = mutants(rulebook);
    mutants.retain(|mutant| own(&mutant.place));
    let widened = widened(rulebook, &mutants);
    let all = circumstances(&profiles);
    let mut fates = vec![Fate::Same; mutants.len()];
    let behind = Behind::of(rulebook);
    let moves_figures = |mutant: &Mutant| matches!(&mutant.change, Change::Name(id, _) if behind.has(*id));
    for (round, circumstances) in all.iter().enumerate() {
        // Its tests cannot be run.
        let Ok(variables) = Variables::new(&widened, circumstances) else { continue };
        let mut bench = Bench::new(rulebook, circumstances, variables, &profiles)?;
        for (at, (mutant, fate)) in mutants.iter().zip(&mut fates).enumerate() {
            if !matches!(fate, Fate::Noticed(_)) && !moves_figures(mutant) {
                // What cannot be worked out is refused, and no edit to worry about.
                let now = bench.fate(&mutant.change).unwrap_or(Fate::Same);
                *fate = if now == Fate::Same { *fate } else { now };
            }
            progress(round * mutants.len() + at + 1, all.len() * mutants.len());
        }
    }
    // What comes of figures is known before any list is looked at.
    for (mutant, fate) in mutants.iter().zip(&mut fates) {
        if let Change::Name(id, name) = &mutant.change
            && behind.has(*id)
        {
            *fate = behind.fate(rulebook, *id, name)?;
        }
    }
    Ok(mutants.into_iter().zip(fates).map(|(mutant, fate)| told(mutant, fate)).collect())
}

fn told(mutant: Mutant, fate: Fate) -> Edit {
    let Mutant { rule, part, words, place, instead, .. } = mutant;
    Edit { rule, part, words, place, instead, fate }
}

/// A rulebook that compares with all that any edit compares with: its variables serve for
/// the rules and for each edit of them.
fn widened(rulebook: &Rulebook, mutants: &[Mutant]) -> Rulebook {
    let mut widened = rulebook.clone();
    let Some(place) = mutants.first().map(|mutant| mutant.place.clone()) else { return widened };
    let mut all: Vec<Condition> = Vec::new();
    for mutant in mutants {
        match &mutant.change {
            Change::Due(..) => {}
            Change::Define(_, condition) => all.push(condition.clone()),
            Change::Rules { rules, risk } => {
                for (_, advice) in rules {
                    all.extend(conditions(advice).into_iter().cloned());
                }
                all.extend(
                    risk.iter().flat_map(|(_, severity)| &severity.arms).map(|(condition, _)| condition.clone()),
                );
            }
            Change::Name(id, name) => {
                if let (Some(slot), Some(cited)) = (widened.names.get_mut(id.0), name.cited())
                    && let Role::Parameter(own)
                    | Role::Term(crate::rulebook::vocabulary::Term { standard: Some(own), .. }) = &mut slot.role
                {
                    own.value.arms.extend(cited.value.arms.iter().cloned());
                    own.value.arms.push((Condition::Always, cited.value.otherwise.clone()));
                }
            }
        }
    }
    widened.defines.push(Define { id: String::new(), condition: Condition::Any(all), place });
    widened
}

/// A list that an edit changes.
struct Changed {
    listed: Listed,
    /// Whether it differs where it is of consequence.
    counts: bool,
}

/// The rules and the tests of one day.
struct Bench<'r> {
    court: Court<'r>,
    circumstances: &'r Circumstances,
    /// The diagrams before any edit.
    diagrams: Diagrams,
    variables: Variables,
    legal: Possible,
    /// The expectations that look at each list: by their place among the cases, then
    /// among what is expected.
    looks: BTreeMap<Seat, BTreeSet<(usize, usize)>>,
    /// What rests on each define and name, other than by its own words.
    dependents: Dependents,
}

/// The rules and risks that rest on something.
#[derive(Default)]
struct Dependents {
    defines: BTreeMap<DefineId, BTreeSet<Seat>>,
    names: BTreeMap<NameId, BTreeSet<Seat>>,
}

impl<'r> Bench<'r> {
    fn new(
        rulebook: &'r Rulebook,
        circumstances: &'r Circumstances,
        variables: Variables,
        profiles: &Profiles,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut court = Court::new(rulebook, circumstances, variables.clone(), profiles)?;
        let entangled = |error: TooEntangled| single::entangled(rulebook, &variables, &error);
        let mut looks: BTreeMap<Seat, BTreeSet<(usize, usize)>> = BTreeMap::new();
        for (place, (at, case)) in court.cases.iter().enumerate() {
            let (Ok(case), Some(test)) = (case, rulebook.tests.get(*at)) else { continue };
            for (number, expectation) in test.expectations.iter().enumerate() {
                let seen = case.see(&expectation.claim, &mut court.desk).map_err(entangled)?;
                if holds(&expectation.claim, &seen) {
                    for seat in seats(rulebook, case, &expectation.claim) {
                        looks.entry(seat).or_default().insert((place, number));
                    }
                }
            }
        }
        let dependents = Dependents::of(rulebook);
        for seat in all_seats(rulebook) {
            court.desk.listed(seat).map_err(entangled)?;
        }
        let legal = legal(rulebook, &variables);
        let diagrams = court.desk.conditions.diagrams.clone();
        Ok(Self { court, circumstances, diagrams, variables, legal, looks, dependents })
    }

    fn fate(&mut self, change: &Change) -> Result<Fate, TooEntangled> {
        let changed = match change {
            Change::Due(id, due) => return Ok(self.due(*id, due)),
            Change::Rules { rules, risk } => self.rules(rules, risk.as_ref())?,
            Change::Define(id, condition) => {
                let mut edited = self.court.desk.conditions.rulebook.clone();
                if let Some(define) = edited.defines.get_mut(id.0) {
                    define.condition = condition.clone();
                }
                let seats = self.dependents.defines.get(id).cloned().unwrap_or_default();
                self.edited(&edited, &seats)?
            }
            Change::Name(id, name) => {
                let mut edited = self.court.desk.conditions.rulebook.clone();
                if let Some(slot) = edited.names.get_mut(id.0) {
                    *slot = (**name).clone();
                }
                let seats = self.dependents.names.get(id).cloned().unwrap_or_default();
                self.edited(&edited, &seats)?
            }
        };
        self.noticed(changed)
    }

    /// The first test that fails with a duty due otherwise.
    fn due(&self, id: AdviceId, due: &Due) -> Fate {
        let rulebook = self.court.desk.conditions.rulebook;
        for (at, case) in &self.court.cases {
            let (Ok(case), Some(test)) = (case, rulebook.tests.get(*at)) else { continue };
            for Expectation { claim, .. } in &test.expectations {
                if let Claim::Due { of, is } = claim
                    && *of == id
                    && !holds(claim, &case.due(rulebook, id, is, due))
                {
                    return Fate::Noticed(*at);
                }
            }
        }
        Fate::Unnoticed
    }

    /// The lists that differ once rules are replaced.
    fn rules(
        &mut self,
        rules: &[(AdviceId, Advice)],
        risk: Option<&(usize, Guarded<crate::rulebook::advice::Severity>)>,
    ) -> Result<BTreeMap<Seat, Changed>, TooEntangled> {
        let mut changed = BTreeMap::new();
        for (id, advice) in rules {
            for seat in Seat::of(*id, advice) {
                let before = self.court.desk.listed(seat)?.node;
                let conditions = &mut self.court.desk.conditions;
                let node = seat.node(conditions, advice)?;
                if differs(&mut conditions.diagrams, &self.legal, before, node) {
                    let counts = counts(conditions, &self.legal, (before, node), (seat, Some(advice)))?;
                    changed.insert(seat, Changed { listed: Listed::new(conditions, node), counts });
                }
            }
        }
        if let Some((at, severity)) = risk {
            let seat = Seat::RiskSeverity(*at);
            let before = self.court.desk.listed(seat)?.node;
            let conditions = &mut self.court.desk.conditions;
            let node = graded(conditions, severity, |value| *value as usize)?;
            if differs(&mut conditions.diagrams, &self.legal, before, node) {
                changed.insert(seat, Changed { listed: Listed::new(conditions, node), counts: true });
            }
        }
        Ok(changed)
    }

    /// Those of the lists that differ in another rulebook.
    fn edited(&mut self, edited: &Rulebook, seats: &BTreeSet<Seat>) -> Result<BTreeMap<Seat, Changed>, TooEntangled> {
        let (variables, diagrams) = (self.variables.clone(), self.diagrams.clone());
        let conditions = Conditions::among(edited, self.circumstances, variables, diagrams)?;
        let mut desk = Desk::new(conditions);
        let mut changed = BTreeMap::new();
        for seat in seats {
            let before = self.court.desk.listed(*seat)?.node;
            let listed = desk.listed(*seat)?;
            if differs(&mut desk.conditions.diagrams, &self.legal, before, listed.node) {
                let advice = seat.rule().and_then(|id| edited.advice.get(id.0));
                let counts = counts(&mut desk.conditions, &self.legal, (before, listed.node), (*seat, advice))?;
                changed.insert(*seat, Changed { listed, counts });
            }
        }
        Ok(changed)
    }

    /// The first test that fails with these lists in the places of others. What no test notices
    /// and nobody is touched by changes nothing.
    fn noticed(&mut self, changed: BTreeMap<Seat, Changed>) -> Result<Fate, TooEntangled> {
        if changed.is_empty() {
            return Ok(Fate::Same);
        }
        let looking: BTreeSet<(usize, usize)> =
            changed.keys().filter_map(|seat| self.looks.get(seat)).flatten().copied().collect();
        let otherwise = if changed.values().any(|changed| changed.counts) { Fate::Unnoticed } else { Fate::Same };
        let rulebook = self.court.desk.conditions.rulebook;
        let mut lists = Replaced { desk: &mut self.court.desk, changed };
        for (place, number) in looking {
            let Some((at, Ok(case))) = self.court.cases.get(place) else { continue };
            let expectation = rulebook.tests.get(*at).and_then(|test| test.expectations.get(number));
            if let Some(expectation) = expectation
                && !holds(&expectation.claim, &case.see(&expectation.claim, &mut lists)?)
            {
                return Ok(Fate::Noticed(*at));
            }
        }
        Ok(otherwise)
    }
}

/// Whether two lists come to different things for some profile.
fn differs(diagrams: &mut Diagrams, legal: &Possible, before: NodeId, after: NodeId) -> bool {
    before != after && diagrams.restrict(before, legal) != diagrams.restrict(after, legal)
}

/// Whether they do so where the list is of consequence.
fn counts(
    conditions: &mut Conditions<'_>,
    legal: &Possible,
    (before, after): (NodeId, NodeId),
    (seat, advice): (Seat, Option<&Advice>),
) -> Result<bool, TooEntangled> {
    let Some(advice) = advice else { return Ok(true) };
    let frame = seat.frame(conditions, advice)?;
    let [before, after] = [before, after].map(|list| conditions.diagrams.ite(frame, list, Diagrams::leaf(NOBODY)));
    Ok(differs(&mut conditions.diagrams, legal, before?, after?))
}

/// Some lists in the places of others.
struct Replaced<'d, 'r> {
    desk: &'d mut Desk<'r>,
    changed: BTreeMap<Seat, Changed>,
}

impl Lists for Replaced<'_, '_> {
    fn conditions(&self) -> &Conditions<'_> {
        &self.desk.conditions
    }

    fn listed(&mut self, seat: Seat) -> Result<Listed, TooEntangled> {
        match self.changed.get(&seat) {
            Some(changed) => Ok(changed.listed.clone()),
            None => self.desk.listed(seat),
        }
    }
}

fn all_seats(rulebook: &Rulebook) -> Vec<Seat> {
    let rules = rulebook.advice.iter().enumerate().flat_map(|(at, advice)| Seat::of(AdviceId(at), advice));
    rules.chain((0..rulebook.risks.len()).map(Seat::RiskSeverity)).collect()
}

impl Dependents {
    fn of(rulebook: &Rulebook) -> Self {
        let mut all = Self::default();
        for (at, advice) in rulebook.advice.iter().enumerate() {
            let rests = Rests::of(rulebook, conditions(advice));
            all.add(&rests, &Seat::of(AdviceId(at), advice));
        }
        for (at, risk) in rulebook.risks.iter().enumerate() {
            let arms = risk.severity.arms.iter().map(|(condition, _)| condition).collect();
            all.add(&Rests::of(rulebook, arms), &[Seat::RiskSeverity(at)]);
        }
        all
    }

    fn add(&mut self, rests: &Rests<'_>, seats: &[Seat]) {
        for define in &rests.defines {
            self.defines.entry(*define).or_default().extend(seats);
        }
        for name in &rests.names {
            self.names.entry(*name).or_default().extend(seats);
        }
    }
}
