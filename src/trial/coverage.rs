//! Which guards of which decision lists tests decide, and which way.

use std::collections::BTreeSet;

use crate::assess::single;
use crate::diagnostic::Diagnostic;
use crate::logic::TRUE;
use crate::logic::conditions::Conditions;
use crate::logic::variables::Variables;
use crate::profile::State;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{AdviceId, Body};
use crate::rulebook::condition::NameId;
use crate::rulebook::test::{Claim, Test as Tested};
use crate::rulebook::vocabulary::Silence;
use crate::source::Place;

use super::claims::{Case, rules_of};
use super::court::{Court, circumstances, profiles};
use super::guards::{Guard, GuardList, Spoken, Test, area, lists};
use super::possible::possible;
use super::rests::{Rests, conditions};
use super::run::{Verdict, sound};

/// How much of a rulebook its tests decide. Each guard counts twice: once for holding, once
/// for failing, as far as either is possible.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// By risk, then what belongs to none.
    pub areas: Vec<Area>,
}

/// The lists of one risk.
#[derive(Clone, Debug)]
pub struct Area {
    /// Its title.
    pub title: String,
    /// How many ways its guards can go.
    pub ways: usize,
    /// How many of them some test decides.
    pub decided: usize,
    /// The others, in the order of the files.
    pub missing: Vec<Undecided>,
}

/// A way that no test decides.
#[derive(Clone, Debug)]
pub struct Undecided {
    /// In words: "change-notice: the draft is never at fallback 2".
    pub words: String,
    /// Where the guard stands.
    pub place: Place,
}

impl Area {
    /// How much is decided, in whole percent, rounded down.
    pub fn percent(&self) -> usize {
        percent(self.decided, self.ways)
    }
}

impl Coverage {
    /// How many ways there are.
    pub fn ways(&self) -> usize {
        self.areas.iter().map(|area| area.ways).sum()
    }

    /// How many of them some test decides.
    pub fn decided(&self) -> usize {
        self.areas.iter().map(|area| area.decided).sum()
    }

    /// How much is decided, in whole percent, rounded down.
    pub fn percent(&self) -> usize {
        percent(self.decided(), self.ways())
    }
}

fn percent(decided: usize, ways: usize) -> usize {
    (decided * 100).checked_div(ways).unwrap_or(100)
}

/// For each guard of a list, whether it can hold, and whether it can fail.
type Ways = Vec<[bool; 2]>;

/// Works out what the tests of a rulebook decide, those that passed: `verdicts` has one for
/// each. Counted is what is declared where `own` says so. A list counts for a test only if the test expects something of it.
///
/// # Errors
/// What is wrong with the values that tests give, and rules that cannot be worked out.
pub fn coverage(
    rulebook: &Rulebook,
    verdicts: &[Verdict],
    own: &dyn Fn(&Place) -> bool,
) -> Result<Coverage, Vec<Diagnostic>> {
    let profiles = sound(profiles(rulebook))?;
    let mut counted: Option<(Vec<GuardList>, Vec<Ways>)> = None;
    let mut seen: BTreeSet<(usize, usize, bool)> = BTreeSet::new();
    for circumstances in circumstances(&profiles) {
        // Its tests cannot be run.
        let Ok(variables) = Variables::new(rulebook, &circumstances) else { continue };
        let mut court = Court::new(rulebook, &circumstances, variables.clone(), &profiles)?;
        let conditions = &mut court.desk.conditions;
        let mut all = lists(conditions).map_err(|error| single::entangled(rulebook, &variables, &error))?;
        all.retain(|list| list.spoken.place(rulebook).is_none_or(own));
        let rests = resting(rulebook);
        // A parameter that no rule and no figure rests on is of no consequence to any test.
        all.retain(|list| match &list.spoken {
            Spoken::Name(name) => {
                rulebook.figures().any(|(figure, _)| figure == *name || rulebook.behind(figure).contains(name))
                    || rests.iter().any(|names| names.contains(name))
            }
            _ => true,
        });
        if counted.is_none() {
            let possible = all.iter().map(|list| possible(list, conditions)).collect();
            counted = Some((all.clone(), possible));
        }
        for (at, case) in &court.cases {
            let (Ok(case), Some(test)) = (case, rulebook.tests.get(*at)) else { continue };
            if !matches!(verdicts.get(*at), Some(Verdict::Passed)) {
                continue;
            }
            for (number, list) in all.iter().enumerate() {
                if speaks(rulebook, test, case, &list.spoken, &rests) {
                    for (guard, way) in decided(&court.desk.conditions, case, list) {
                        seen.insert((number, guard, way));
                    }
                }
            }
        }
    }
    let (all, possible) = counted.unwrap_or_default();
    Ok(Coverage { areas: areas(rulebook, &all, &possible, &seen) })
}

fn areas(
    rulebook: &Rulebook,
    all: &[GuardList],
    possible: &[Ways],
    seen: &BTreeSet<(usize, usize, bool)>,
) -> Vec<Area> {
    let new = |title: &str| Area { title: title.to_owned(), ways: 0, decided: 0, missing: Vec::new() };
    let mut areas: Vec<Area> = rulebook.risks.iter().map(|risk| new(&risk.title)).collect();
    for (number, (list, possible)) in all.iter().zip(possible).enumerate() {
        let title = area(rulebook, list);
        let at = areas.iter().position(|area| area.title == title).unwrap_or_else(|| {
            areas.push(new(&title));
            areas.len() - 1
        });
        let Some(area) = areas.get_mut(at) else { continue };
        for (place, (guard, ways)) in
            list.guards.iter().zip(possible).enumerate().filter(|(_, (guard, _))| !guard.frames)
        {
            for (way, possible) in [(true, ways[0]), (false, ways[1])] {
                if !possible {
                    continue;
                }
                area.ways += 1;
                if seen.contains(&(number, place, way)) {
                    area.decided += 1;
                } else {
                    let [holds, fails] = &guard.missing;
                    let words = format!("{}: {}", list.of, if way { holds } else { fails });
                    area.missing.push(Undecided { words, place: guard.place.clone() });
                }
            }
        }
    }
    areas.retain(|area| area.ways > 0);
    for area in &mut areas {
        area.missing.sort_by(|a, b| {
            (a.place.source.name(), a.place.span.start).cmp(&(b.place.source.name(), b.place.span.start))
        });
    }
    areas
}

/// The guards that a case decides, each with the way: up to the first that is open, or
/// that ends the list.
fn decided(conditions: &Conditions<'_>, case: &Case, list: &GuardList) -> Vec<(usize, bool)> {
    let mut all = Vec::new();
    for (at, guard) in list.guards.iter().enumerate() {
        let holds = truth(conditions, case, guard);
        if guard.frames {
            if holds == Some(false) {
                break;
            }
            continue;
        }
        all.extend(holds.map(|holds| (at, holds)));
        if !guard.aside && holds != Some(guard.opens) {
            break;
        }
    }
    all
}

fn truth(conditions: &Conditions<'_>, case: &Case, guard: &Guard) -> Option<bool> {
    match guard.test {
        Test::Node(node) => {
            match conditions.outcomes(&conditions.diagrams.chart(node), case.facts.cells()).as_slice() {
                [leaf] => Some(Some(*leaf) == TRUE.leaf()),
                _ => None,
            }
        }
        Test::Ticked(id) => Some(case.profile.done.contains(&id)),
        Test::Answered(id) => match conditions.rulebook.advice.get(id.0).map(|rule| &rule.body) {
            Some(Body::Question { answered_by, .. }) => Some(answered_by.iter().all(|name| !case.facts.is_open(*name))),
            _ => None,
        },
    }
}

/// The names that each rule rests on.
pub(super) fn resting(rulebook: &Rulebook) -> Vec<BTreeSet<NameId>> {
    rulebook.advice.iter().map(|advice| Rests::of(rulebook, conditions(advice)).names).collect()
}

/// Whether a test expects something of a list.
fn speaks(rulebook: &Rulebook, test: &Tested, case: &Case, spoken: &Spoken, rests: &[BTreeSet<NameId>]) -> bool {
    let status = |claim: &Claim, of: &dyn Fn(AdviceId) -> bool| match claim {
        Claim::Nothing { within } => rules_of(rulebook, *within).into_iter().any(of),
        claim if claim.is_status() => claim.rule().is_some_and(of),
        _ => false,
    };
    test.expectations.iter().map(|expectation| &expectation.claim).any(|claim| match spoken {
        Spoken::Status(id) => status(claim, &|of| of == *id),
        Spoken::Part(part, rules, risk) => match claim {
            Claim::RiskSeverity { of, .. } => *part == "severity" && *risk == Some(*of),
            claim => part_of(claim) == Some(*part) && claim.rule().is_some_and(|id| rules.contains(&id)),
        },
        Spoken::Name(name) => {
            let of_figure = |of: NameId| of == *name || rulebook.behind(of).contains(name);
            counts(rulebook, case, *name)
                && (status(claim, &|of| rests.get(of.0).is_some_and(|names| names.contains(name)))
                    || matches!(claim, Claim::Figure { of, .. } if of_figure(*of)))
        }
    })
}

fn part_of(claim: &Claim) -> Option<&'static str> {
    match claim {
        Claim::Severity { .. } => Some("severity"),
        Claim::Priority { .. } => Some("priority"),
        Claim::Owner { .. } => Some("owner"),
        Claim::Instrument { .. } => Some("instrument"),
        Claim::Approver { .. } => Some("approver"),
        Claim::Status { .. }
        | Claim::Open { .. }
        | Claim::RiskSeverity { .. }
        | Claim::Due { .. }
        | Claim::Figure { .. }
        | Claim::Nothing { .. } => None,
    }
}

/// Whether the value that the rules give a name is what counts in a case.
fn counts(rulebook: &Rulebook, case: &Case, name: NameId) -> bool {
    let Some(term) = rulebook.name(name).term() else { return true };
    match case.profile.reading(name).state {
        State::Standard => true,
        State::Silent => matches!(term.silence, Silence::Standard),
        State::Unknown | State::Known(_) | State::ByReference(_) => false,
    }
}
