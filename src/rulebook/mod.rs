//! Tree → Rulebook: what the rules mean.

pub mod advice;
pub mod condition;
mod from_tree;
mod mistakes;
pub mod vocabulary;

use advice::{Advice, Risk};
use condition::NameId;
use vocabulary::{Define, Document, Name, Pack, Titled};

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
    /// Facts, terms and parameters.
    pub names: Vec<Name>,
    /// Conditions with names.
    pub defines: Vec<Define>,
    /// Risk areas.
    pub risks: Vec<Risk>,
    /// Checklists, with their ids qualified.
    pub checklists: Vec<Titled>,
    /// All rules.
    pub advice: Vec<Advice>,
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

    /// The name that is written so.
    pub fn find_name(&self, id: &str) -> Option<NameId> {
        self.names.iter().position(|name| name.id == id).map(NameId)
    }
}
