//! Two versions of rules → the edits that lead from one to the other, as they are written.

use std::collections::BTreeSet;

use crate::source::Place;
use crate::syntax::same_words;
use crate::syntax::words::{DeclarationWord, PropertyWord};

use super::written::{Declared, Text, Written};

/// An edit of rules: a property that says something else, or a declaration that came or
/// went.
#[derive(Clone, Debug)]
pub struct Edit {
    /// What it is an edit of.
    pub of: EditOf,
    /// What people call the declaration; nothing where it has no title.
    pub title: Option<String>,
    /// What was written, where; nothing where it is new.
    pub before: Vec<Place>,
    /// What is written now, where; nothing where it is gone.
    pub after: Vec<Place>,
    /// Of an `override` that came or went, what counts where it does not.
    pub instead_of: Vec<Place>,
    /// Whether a verdict may hang on it at all.
    pub bears: bool,
}

/// What is edited: the same edit of the same rules, whichever deals are looked at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EditOf {
    /// The declaration.
    pub declared: Declared,
    /// The part of it.
    pub part: Part,
}

/// A part of a declaration.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// All of it.
    Whole,
    /// Its title.
    Title,
    /// All properties of a word.
    All(PropertyWord),
    /// One of several properties of a word, counted from 1.
    One(PropertyWord, usize),
    /// Something that it takes from elsewhere: what, in words.
    Elsewhere(String),
}

impl Part {
    /// The property, where it is one.
    pub fn property(&self) -> Option<PropertyWord> {
        match self {
            Self::All(word) | Self::One(word, _) => Some(*word),
            Self::Whole | Self::Title | Self::Elsewhere(_) => None,
        }
    }
}

/// All edits, in the order of the new text; what is gone comes last.
pub(super) fn edits(old: &Text<'_>, new: &Text<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (declared, written) in &new.declarations {
        match old.find(declared) {
            Some(was) => inside(declared, was, *written, &mut edits),
            None => {
                let edit = edit(declared, Part::Whole, Vec::new(), vec![written.whole()]);
                edits.push(Edit { instead_of: overridden(declared, *written, old), ..edit });
            }
        }
    }
    for (declared, written) in &old.declarations {
        if new.find(declared).is_none() {
            let edit = edit(declared, Part::Whole, vec![written.whole()], Vec::new());
            edits.push(Edit { instead_of: overridden(declared, *written, new), ..edit });
        }
    }
    for edit in &mut edits {
        edit.title = new.title(&edit.of.declared).or_else(|| old.title(&edit.of.declared));
    }
    edits
}

fn edit(declared: &Declared, part: Part, before: Vec<Place>, after: Vec<Place>) -> Edit {
    let of = EditOf { declared: declared.clone(), part };
    Edit { of, title: None, before, after, instead_of: Vec::new(), bears: false }
}

/// What the other version says of what an override gives.
fn overridden(declared: &Declared, over: Written<'_>, other: &Text<'_>) -> Vec<Place> {
    let Some(word) = declared.changes.filter(|_| declared.word == DeclarationWord::Override) else { return Vec::new() };
    let mut all = other.declarations.iter();
    let Some((_, own)) = all.find(|(own, _)| own.word == word && own.name == declared.name) else { return Vec::new() };
    let given: BTreeSet<PropertyWord> = over.properties().into_iter().map(|(word, _)| word).collect();
    own.properties().into_iter().filter(|(word, _)| given.contains(word)).map(|(_, place)| place).collect()
}

/// The edits inside a declaration that both have.
fn inside(declared: &Declared, was: Written<'_>, is: Written<'_>, edits: &mut Vec<Edit>) {
    let title = |written: Written<'_>| written.declaration.title.as_ref().map(|title| written.at(title.span));
    let (old, new) = (title(was), title(is));
    let same = match (&old, &new) {
        (Some(old), Some(new)) => same_words(old, new),
        (old, new) => old.is_none() && new.is_none(),
    };
    if !same {
        edits.push(edit(declared, Part::Title, old.into_iter().collect(), new.into_iter().collect()));
    }
    let (old, new) = (was.properties(), is.properties());
    let mut told = BTreeSet::new();
    for (word, _) in new.iter().chain(&old) {
        if !told.insert(*word) || is_no_edit(declared.word, *word) {
            continue;
        }
        let of = |all: &[(PropertyWord, Place)]| -> Vec<Place> {
            all.iter().filter(|(own, _)| own == word).map(|(_, place)| place.clone()).collect()
        };
        let (old, new) = (of(&old), of(&new));
        if old.len() != new.len() {
            edits.push(edit(declared, Part::All(*word), old, new));
            continue;
        }
        let one = |at: usize| if new.len() > 1 { Part::One(*word, at + 1) } else { Part::All(*word) };
        for (at, (was, is)) in old.into_iter().zip(new.iter().cloned()).enumerate() {
            if !same_words(&was, &is) {
                edits.push(edit(declared, one(at), vec![was], vec![is]));
            }
        }
    }
}

/// The version of a pack says nothing of its own.
fn is_no_edit(declared: DeclarationWord, word: PropertyWord) -> bool {
    declared == DeclarationWord::Pack && word == PropertyWord::Version
}
