//! Edits behind figures: what they change is found out by running tests.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::AdviceId;
use crate::rulebook::condition::NameId;
use crate::rulebook::test::{Claim, Test};
use crate::rulebook::vocabulary::Name;

use super::claims::rules_of;
use super::coverage::resting;
use super::mutate::Fate;
use super::run::{Verdict, run};

/// The names whose edits move figures.
pub(super) struct Behind {
    names: BTreeSet<NameId>,
    /// The names that each rule rests on.
    rests: Vec<BTreeSet<NameId>>,
    /// The rules without their tests: what each edit is made in.
    rules: Rulebook,
}

impl Behind {
    pub(super) fn of(rulebook: &Rulebook) -> Self {
        let with = |figure: NameId| rulebook.behind(figure).into_iter().chain([figure]);
        let names = rulebook.figures().flat_map(|(figure, _)| with(figure)).collect();
        let mut rules = rulebook.clone();
        rules.tests.clear();
        Self { names, rests: resting(rulebook), rules }
    }

    pub(super) fn has(&self, name: NameId) -> bool {
        self.names.contains(&name)
    }

    /// The first test that fails with a name replaced: of those that look at what rests on it.
    ///
    /// # Errors
    /// What cannot be worked out.
    pub(super) fn fate(&self, rulebook: &Rulebook, id: NameId, name: &Name) -> Result<Fate, Vec<Diagnostic>> {
        let figures = rulebook.figures().filter(|(figure, _)| rulebook.behind(*figure).contains(&id));
        let moved: BTreeSet<NameId> = figures.map(|(figure, _)| figure).chain([id]).collect();
        let rests = |rule: AdviceId| self.rests.get(rule.0).is_some_and(|names| !names.is_disjoint(&moved));
        let looks = |test: &Test| {
            test.expectations.iter().any(|expectation| match &expectation.claim {
                Claim::Figure { of, .. } => moved.contains(of),
                Claim::Due { .. } => false,
                // The severity of a risk is that of its rules, but for those that have their own.
                Claim::RiskSeverity { .. } => true,
                Claim::Nothing { within } => rules_of(rulebook, *within).into_iter().any(rests),
                claim => claim.rule().is_some_and(|rule| rulebook.sides(rule).into_iter().any(rests)),
            })
        };
        let mut changed = self.rules.clone();
        if let Some(slot) = changed.names.get_mut(id.0) {
            *slot = name.clone();
        }
        let looking = || rulebook.tests.iter().enumerate().filter(|(_, test)| looks(test));
        let places: Vec<usize> = looking().map(|(at, _)| at).collect();
        changed.tests = looking().map(|(_, test)| test.clone()).collect();
        Ok(failing(&changed)?.and_then(|at| places.get(at)).map_or(Fate::Unnoticed, |at| Fate::Noticed(*at)))
    }
}

fn failing(rulebook: &Rulebook) -> Result<Option<usize>, Vec<Diagnostic>> {
    Ok(run(rulebook)?.iter().position(|verdict| !matches!(verdict, Verdict::Passed)))
}
