//! The rulebooks of many deals, each made once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::cli::packs::{self, PackText};
use crate::diagnostic::Diagnostic;
use crate::portfolio::Row;
use crate::rulebook::Rulebook;

type Made = Result<Arc<Rulebook>, Vec<Diagnostic>>;

/// The rulebooks by the packs that deals name.
pub(super) struct Books {
    given: Vec<PackText>,
    made: Mutex<BTreeMap<Vec<String>, Made>>,
}

impl Books {
    /// With rules that all deals are held against.
    pub(super) fn new(rules: &[String]) -> Result<Self, Vec<Diagnostic>> {
        Ok(Self { given: packs::named(rules)?, made: Mutex::default() })
    }

    /// The rulebook of a deal.
    pub(super) fn of(&self, row: &Row) -> Made {
        let names = row.packs();
        let key: Vec<String> = names.iter().map(|name| name.node.clone()).collect();
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Ok(book)) = made.get(&key) {
            return Ok(Arc::clone(book));
        }
        // What is wrong is said of each row anew, at its own place.
        let book = packs::wanted(row.source(), &names, self.given.clone()).and_then(|packs| {
            let loaded = packs::load(&packs::with_extended(packs, &[]));
            loaded.rulebook.map(Arc::new).ok_or(loaded.found)
        });
        if book.is_ok() {
            made.insert(key, book.clone());
        }
        book
    }
}
