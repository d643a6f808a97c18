//! Files that repeat another file of their pack: copies that an editor or a mail program
//! has left behind.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::source::Place;
use crate::syntax::tree::{Declaration, File};
use crate::syntax::words::DeclarationWord;

use super::super::mistakes;

/// One name in two files is a mistake of its own.
const FEWEST: usize = 2;

type Key<'t> = (DeclarationWord, &'t str);

/// The files of a pack without those that repeat one before them, of which it is said.
pub(super) fn without_repeated<'t>(files: &'t [File], found: &mut Vec<Diagnostic>) -> Vec<&'t File> {
    let mut homes: BTreeMap<Key<'t>, usize> = BTreeMap::new();
    let mut kept: Vec<&File> = Vec::new();
    for file in files {
        let named = || file.declarations.iter().filter(|declaration| !declaration.name.node.is_empty());
        let mut of: Vec<Option<usize>> = named().map(|declaration| homes.get(&key(declaration)).copied()).collect();
        let many = of.len() >= FEWEST;
        of.dedup();
        let whole = match of.as_slice() {
            [Some(first)] if many => kept.get(*first).copied(),
            _ => None,
        };
        let places = whole.and_then(|whole| {
            let own = named().next()?;
            let other = whole.declarations.iter().find(|other| key(other) == key(own))?;
            let place = Place::new(&file.source, own.name.span);
            Some((place, Place::new(&whole.source, other.name.span)))
        });
        match places {
            Some((place, first)) => found.push(mistakes::repeated_file(place, first)),
            None => {
                for declaration in named() {
                    homes.entry(key(declaration)).or_insert(kept.len());
                }
                kept.push(file);
            }
        }
    }
    kept
}

fn key(declaration: &Declaration) -> Key<'_> {
    (declaration.word.node, declaration.name.node.as_str())
}
