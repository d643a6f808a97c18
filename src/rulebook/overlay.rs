//! What a house pack changes in the pack it extends.

use jiff::civil::Date;

use crate::source::Place;
use crate::syntax::words::{DeclarationWord, PropertyWord};

use super::advice::Text;

/// Something that an overlay changes or takes out.
#[derive(Clone, Debug)]
pub struct Change {
    /// What kind of declaration it is.
    pub word: DeclarationWord,
    /// Its name, of a rule qualified by the pack that declares it.
    pub id: String,
    /// Its title, as people read it.
    pub title: String,
    /// What is done to it.
    pub what: ChangeKind,
    /// The overlay, by its place in [`Rulebook::packs`](super::Rulebook).
    pub pack: usize,
    /// Where the overlay says so.
    pub place: Place,
}

/// What an overlay does to a declaration.
#[derive(Clone, Debug)]
pub enum ChangeKind {
    /// It says something else.
    Overridden {
        /// Properties in the place of which others stand.
        given: Vec<PropertyWord>,
        /// Properties that are gone.
        removed: Vec<PropertyWord>,
        /// The title it had, where it has another now.
        called: Option<String>,
    },
    /// It no longer counts, because of this.
    Retired(String),
}

/// A decision to live with a finding for a while.
#[derive(Clone, Debug)]
pub struct Waiver {
    /// Why.
    pub because: Text,
    /// Who agreed, by place in [`Rulebook::approvers`](super::Rulebook).
    pub approver: usize,
    /// The last day.
    pub until: Date,
    /// The overlay, by its place in [`Rulebook::packs`](super::Rulebook).
    pub pack: usize,
    /// Where it was written.
    pub place: Place,
}
