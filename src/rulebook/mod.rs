//! Tree → Rulebook: what the rules mean.

pub mod advice;
pub mod allowance;
pub mod condition;
pub mod due;
pub mod figure;
mod from_tree;
mod mistakes;
pub mod overlay;
pub mod scaffold;
pub mod sla;
pub mod test;
pub mod uses;
pub mod vocabulary;
pub mod year_end;

use std::collections::{BTreeMap, BTreeSet};

use advice::{Advice, AdviceId, Body, Risk};
use allowance::{Allowance, Treatment};
use condition::{Condition, DefineId, NameId};
use overlay::Change;
use sla::Sla;
use test::Test;
use vocabulary::{Define, Document, Name, Pack, Titled, ValueList};

pub use from_tree::{PackTree, build};

/// What the rules of one or more packs mean together. No unresolved name and no
/// ill-typed condition can exist in it, no define rests on itself, and the rungs of every
/// redline are in order.
#[derive(Clone, Debug, Default)]
pub struct Rulebook {
    /// The packs, in the order they were given.
    pub packs: Vec<Pack>,
    /// Who sees to things.
    pub owners: Vec<Titled>,
    /// Who must agree to a fallback.
    pub approvers: Vec<Titled>,
    /// The phases of a deal, first to last.
    pub phases: Vec<Titled>,
    /// The documents a promise can stand in, weakest to strongest.
    pub documents: Vec<Titled>,
    /// What advice rests on.
    pub sources: Vec<Document>,
    /// Lists of levels that names share.
    pub values: Vec<ValueList>,
    /// Facts, terms, parameters and figures.
    pub names: Vec<Name>,
    /// Conditions with names.
    pub defines: Vec<Define>,
    /// Risk areas.
    pub risks: Vec<Risk>,
    /// Checklists, with their ids qualified.
    pub checklists: Vec<Titled>,
    /// All rules.
    pub advice: Vec<Advice>,
    /// Service level agreements.
    pub slas: Vec<Sla>,
    /// Findings of `check` that are meant.
    pub allowances: Vec<Allowance>,
    /// How much other findings of `check` weigh.
    pub treatments: Vec<Treatment>,
    /// What overlays change and take out.
    pub changes: Vec<Change>,
    /// Tests of the rules.
    pub tests: Vec<Test>,
    /// How many tests each pack has that are left out because another pack changes it.
    pub tests_left_out: BTreeMap<String, usize>,
    /// Defines and names, each after those it rests on.
    pub resolution: Vec<Resolvable>,
}

/// Something whose meaning may rest on other names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is named for what it holds")]
pub enum Resolvable {
    Define(DefineId),
    Name(NameId),
}

impl Rulebook {
    /// The name with an id from this rulebook.
    ///
    /// # Panics
    /// With an id from another rulebook.
    #[expect(clippy::indexing_slicing, reason = "name ids are made by this rulebook, and names are never removed")]
    pub fn name(&self, id: NameId) -> &Name {
        &self.names[id.0]
    }

    /// All names with their ids.
    pub fn names(&self) -> impl Iterator<Item = (NameId, &Name)> {
        self.names.iter().enumerate().map(|(at, name)| (NameId(at), name))
    }

    /// Every condition of the rulebook, wherever it stands.
    pub fn conditions<'r>(&'r self, visit: &mut impl FnMut(&'r Condition)) {
        self.defines.iter().for_each(|define| visit(&define.condition));
        for name in &self.names {
            if let Some(cited) = name.cited() {
                cited.value.conditions(visit);
            }
            if let Some(figure) = name.figure() {
                visit(&figure.when);
                figure.value.conditions(visit);
            }
        }
        for risk in &self.risks {
            risk.severity.conditions(visit);
            risk.pitfalls.iter().for_each(|(_, when)| visit(when));
        }
        for advice in &self.advice {
            advice.conditions(visit);
        }
    }

    /// A rule and, where it is a conflict, its sides, and theirs.
    pub fn sides(&self, id: AdviceId) -> BTreeSet<AdviceId> {
        let mut all = BTreeSet::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            if all.insert(id)
                && let Some(Body::Conflict { between: (left, right), .. }) =
                    self.advice.get(id.0).map(|rule| &rule.body)
            {
                open.extend([*left, *right]);
            }
        }
        all
    }

    /// What an overlay changes in the declaration with an id.
    pub fn change(&self, id: &str) -> Option<&Change> {
        self.changes.iter().find(|change| change.id == id)
    }

    /// The name that is written so.
    pub fn find_name(&self, id: &str) -> Option<NameId> {
        self.names.iter().position(|name| name.id == id).map(NameId)
    }
}
