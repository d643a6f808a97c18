//! The rulebooks of many deals, each made once.

use std::sync::{Mutex, PoisonError};

use crate::cli::packs::{self, PackText};
use crate::diagnostic::{Code, Diagnostic};
use crate::portfolio::{Row, Shelf};
use crate::rulebook::Rulebook;
use crate::source::Place;

/// The rulebooks by the packs that deals name.
pub(super) struct Books {
    given: Vec<PackText>,
    made: Shelf<(Vec<String>, Rulebook)>,
    /// Held while one is made.
    making: Mutex<()>,
}

impl Books {
    /// With rules that all deals are held against.
    pub(super) fn new(rules: &[String]) -> Result<Self, Vec<Diagnostic>> {
        Ok(Self { given: packs::named(rules)?, made: Shelf::default(), making: Mutex::default() })
    }

    /// The rulebook of a deal.
    pub(super) fn of(&self, row: &Row) -> Result<&Rulebook, Vec<Diagnostic>> {
        let names = row.packs();
        let key: Vec<String> = names.iter().map(|name| name.node.clone()).collect();
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, book)) = self.made.find(|(known, _)| *known == key) {
            return Ok(book);
        }
        // What is wrong is said of each row anew, at its own place.
        if let Some(place) = row.in_table().filter(|_| names.is_empty() && self.given.is_empty()) {
            return Err(vec![no_packs(place)]);
        }
        let packs = packs::wanted(row.source(), &names, self.given.clone())?;
        let loaded = packs::load(&packs::with_extended(packs, &[]));
        let book = loaded.rulebook.ok_or(loaded.found)?;
        Ok(&self.made.keep((key, book)).1)
    }
}

fn no_packs(row: Place) -> Diagnostic {
    Diagnostic::error(Code::MissingKey, "the row names no rule packs")
        .at(row, "`packs` is missing or empty")
        .help("say in `packs` which rules the deal is held against: `azure-openai`")
        .help("or name them once for all deals: `--rules azure-openai`")
}
