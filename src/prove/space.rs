//! All profiles there can be, and the search for one in which a condition holds.

use std::collections::BTreeSet;

use crate::logic::conditions::Conditions;
use crate::logic::variables::{Circumstances, Meaning, Variables};
use crate::logic::{Diagrams, Leg, NodeId, Possible, Search, TooEntangled, legal};
use crate::rulebook::Rulebook;
use crate::rulebook::condition::{Ask, Condition, NameId};

use super::opaque::Because;
use super::witness::Witness;
use crate::logic::joint::Joint;

/// The most legs that one question may try. Without comparisons of two names no question
/// tries a leg in vain.
const MOST_LEGS: usize = 20_000;

/// The most legs that all questions of a rulebook may try together.
const MOST_LEGS_IN_ALL: usize = 4_000_000;

/// A question that cannot be answered within bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooMuch(pub(super) Because);

impl From<TooEntangled> for TooMuch {
    fn from(_: TooEntangled) -> Self {
        Self(Because::Effort)
    }
}

/// A way that some profile goes.
pub(super) struct Way(Vec<Leg>);

/// The conditions of a rulebook, over all profiles there can be.
pub(super) struct Space<'r> {
    pub(super) conditions: Conditions<'r>,
    /// Of each variable, the cells that a profile can be in. All else being equal they do
    /// not depend on one another: what a draft leaves out has no members and no document,
    /// but no condition then looks at them. Only comparisons of two names hang together.
    pub(super) legal: Possible,
    /// Of each variable, whether it tells something of the draft.
    pub(super) drafted: Vec<bool>,
    /// Of each variable, whether it compares a term with another name.
    pub(super) compares_terms: Vec<bool>,
    /// The names that rules compare with the day of the assessment.
    dated: BTreeSet<NameId>,
    has_pairs: bool,
    legs: usize,
}

impl<'r> Space<'r> {
    pub(super) fn new(rulebook: &'r Rulebook, circumstances: &'r Circumstances) -> Result<Self, TooMuch> {
        let variables = Variables::new(rulebook, circumstances).map_err(|_| TooMuch(Because::Rates))?;
        let has_pairs = variables.pairs().next().is_some();
        let legal = legal(rulebook, &variables);
        let drafted = variables.meanings().map(|(_, meaning)| is_drafted(rulebook, meaning)).collect();
        let compares_terms = variables.meanings().map(|(_, meaning)| compares_term(rulebook, meaning)).collect();
        let dated = dated(rulebook);
        let conditions = Conditions::new(rulebook, circumstances, variables)?;
        Ok(Self { drafted, compares_terms, conditions, legal, dated, has_pairs, legs: MOST_LEGS_IN_ALL })
    }

    pub(super) fn rulebook(&self) -> &'r Rulebook {
        self.conditions.rulebook
    }

    /// Begins a new question.
    pub(super) fn begin(&mut self) {
        self.conditions.diagrams.begin_list();
    }

    pub(super) fn condition(&mut self, condition: &Condition) -> Result<NodeId, TooMuch> {
        Ok(self.conditions.condition(condition)?)
    }

    pub(super) fn diagrams(&mut self) -> &mut Diagrams {
        &mut self.conditions.diagrams
    }

    /// How a condition comes to hold; nothing where it holds for no profile.
    pub(super) fn holds(&mut self, condition: NodeId) -> Result<Option<Way>, TooMuch> {
        self.comes_to(condition, 1)
    }

    /// How a diagram comes to an outcome; nothing where it does for no profile.
    pub(super) fn comes_to(&mut self, diagram: NodeId, outcome: u16) -> Result<Option<Way>, TooMuch> {
        let chart = self.conditions.diagrams.chart(diagram);
        let mut steps = MOST_LEGS.min(self.legs);
        let before = steps;
        let joint = Joint::new(&self.conditions, &self.legal);
        let mut out_of_steps = false;
        let mut combinations = MOST_LEGS;
        let search = chart.way(&self.legal, outcome, &mut steps, |legs| {
            if !self.has_pairs {
                return true;
            }
            joint.fits(legs, &mut combinations).unwrap_or_else(|_| {
                out_of_steps = true;
                false
            })
        });
        self.legs -= before - steps;
        match search {
            Search::Way(legs) => Ok(Some(Way(legs))),
            Search::NoWay if !out_of_steps => Ok(None),
            Search::NoWay | Search::TooLong => Err(TooMuch(Because::Effort)),
        }
    }

    /// A profile that goes a way.
    pub(super) fn witness(&self, way: &Way) -> Witness {
        Witness::new(&self.conditions, &self.legal, &way.0, &self.dated)
    }

    /// Whether a diagram looks at a comparison of a term with another name.
    pub(super) fn compares_terms(&self, diagram: NodeId) -> bool {
        let support = if self.has_pairs { self.conditions.diagrams.support(diagram) } else { Vec::new() };
        support.iter().any(|var| self.compares_terms.get(var.0 as usize) == Some(&true))
    }
}

fn dated(rulebook: &Rulebook) -> BTreeSet<NameId> {
    let mut dated = BTreeSet::new();
    rulebook.conditions(&mut |condition| {
        condition.comparisons(&mut |comparison| {
            if matches!(comparison.ask, Ask::Within(_) | Ask::HasPassed) {
                dated.insert(comparison.left);
            }
        });
    });
    dated
}

fn is_drafted(rulebook: &Rulebook, meaning: Meaning) -> bool {
    match meaning {
        Meaning::Name(name) | Meaning::State(name) | Meaning::Member(name, _) | Meaning::Document(name) => {
            rulebook.name(name).term().is_some()
        }
        Meaning::Pair(_) => false,
    }
}

fn compares_term(rulebook: &Rulebook, meaning: Meaning) -> bool {
    match meaning {
        Meaning::Pair(pair) => [pair.left, pair.right].iter().any(|name| rulebook.name(*name).term().is_some()),
        _ => false,
    }
}
