//! What a variable of the diagrams tells.

use crate::rulebook::condition::NameId;
use crate::value::Relation;

/// What a variable of the diagrams tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The cell of a name: its values, then silence, then the vendor's standard. A figure
    /// that comes to nothing is silent.
    Name(NameId),
    /// Of a set of terms: given, silent, standard.
    State(NameId),
    /// Whether a member is in a set.
    Member(NameId, usize),
    /// The document a term stands in.
    Document(NameId),
    /// Whether a comparison of two names holds.
    Pair(Pair),
}

impl Meaning {
    /// The name it tells something about; none where it tells of two.
    pub fn name(self) -> Option<NameId> {
        match self {
            Self::Name(name) | Self::State(name) | Self::Member(name, _) | Self::Document(name) => Some(name),
            Self::Pair(_) => None,
        }
    }
}

/// A comparison of two names that only a profile can decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// The left side.
    pub left: NameId,
    /// What is asked.
    pub test: PairTest,
    /// The right side.
    pub right: NameId,
}

/// What a comparison of two names asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PairTest {
    /// It stands in this relation.
    Holds(Relation),
    /// It is another value.
    Differs,
}
