//! The entries of a block whose keys are fixed, and guesses at what a wrong key meant.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, nearest};
use crate::intake::{Data, Entry, Node};
use crate::source::{Place, Source};

use super::mistakes;

/// The first entry of each known key. What is not known is handed to `stray`, what stands
/// twice is reported.
pub(super) fn known<'n>(
    source: &Source,
    entries: &'n [Entry],
    keys: &[&'static str],
    mut stray: impl FnMut(&Entry) -> Diagnostic,
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<&'static str, &'n Entry> {
    let mut first: BTreeMap<&'static str, &'n Entry> = BTreeMap::new();
    for entry in entries {
        let Some(key) = keys.iter().find(|key| **key == entry.key.node) else {
            found.push(stray(entry));
            continue;
        };
        if let Some(earlier) = first.get(key) {
            let place = |of: &Entry| Place::new(source, of.key.span);
            found.push(mistakes::given_twice(key, place(earlier), place(entry)));
        } else {
            first.insert(key, entry);
        }
    }
    first
}

/// The text of a node that is one, without blanks around it; nothing if it is empty.
pub(super) fn text(node: &Node) -> Option<&str> {
    match &node.data {
        Data::Scalar { text, .. } => Some(text.trim()).filter(|text| !text.is_empty()),
        Data::Null | Data::List(_) | Data::Map(_) => None,
    }
}

/// What is listed: the items of a list, a single text as a list of one, or nothing at all.
pub(super) fn items(node: &Node) -> Option<&[Node]> {
    match &node.data {
        Data::List(items) => Some(items),
        Data::Scalar { .. } => Some(std::slice::from_ref(node)),
        Data::Null => Some(&[]),
        Data::Map(_) => None,
    }
}

/// Where a key with its value stands.
pub(super) fn place(source: &Source, entry: &Entry) -> Place {
    let span = match entry.value.data {
        Data::Null => entry.key.span,
        _ => entry.key.span.to(entry.value.span),
    };
    Place::new(source, span)
}

/// Guesses at what was meant. Each compares with every name there is, so that only so
/// many are made: a file with thousands of wrong keys was written for something else.
pub(super) struct Guesses {
    left: u32,
}

impl Guesses {
    pub(super) fn new() -> Self {
        Self { left: 100 }
    }

    /// The nearest candidate, while there are guesses left.
    pub(super) fn nearest<'c>(
        &mut self,
        written: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<&'c str> {
        self.left = self.left.checked_sub(1)?;
        nearest(written, candidates)
    }
}
