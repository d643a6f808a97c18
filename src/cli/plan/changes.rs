//! The changes of rules that deals see, each made once: deals name different packs.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::cli::packs::{self, PackText};
use crate::diagnostic::Diagnostic;
use crate::plan::{Change, Version};
use crate::portfolio::Row;

/// The changes by the packs that deals name.
pub(super) struct Changes {
    from: Vec<PackText>,
    to: Vec<PackText>,
    made: Mutex<BTreeMap<Vec<String>, Arc<Change>>>,
}

/// The rules of a deal before and now.
pub(super) enum Seen {
    Both(Arc<Change>),
    /// There are rules for it on one side alone; and why there are none on the other.
    OnlyBefore(Box<Version>, Vec<Diagnostic>),
    OnlyAfter(Box<Version>, Vec<Diagnostic>),
    Neither(Vec<Diagnostic>),
}

impl Changes {
    /// Between packs. What is wrong with either version is told in one run.
    pub(super) fn new(from: &[String], to: &[String]) -> Result<Self, Vec<Diagnostic>> {
        let (from, to) = (sound(from, "--from"), sound(to, "--to"));
        match (from, to) {
            (Ok(from), Ok(to)) => Ok(Self { from, to, made: Mutex::default() }),
            (from, to) => Err(from.err().into_iter().chain(to.err()).flatten().collect()),
        }
    }

    /// The rules of a deal.
    pub(super) fn of(&self, row: &Row) -> Seen {
        let names = row.packs();
        let key: Vec<String> = names.iter().map(|name| name.node.clone()).collect();
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(change) = made.get(&key) {
            return Seen::Both(Arc::clone(change));
        }
        let version = |given: &[PackText]| {
            let packs = packs::wanted(row.source(), &names, given.to_vec())?;
            let packs = packs::with_extended(packs, &[]);
            let loaded = packs::load(&packs);
            let book = loaded.rulebook.ok_or(loaded.found)?;
            Ok(Version { packs: packs::trees(&packs), book })
        };
        match (version(&self.from), version(&self.to)) {
            (Ok(before), Ok(after)) => {
                let change = Arc::new(Change::new(before, after));
                made.insert(key, Arc::clone(&change));
                Seen::Both(change)
            }
            // What is wrong is said of each row anew, at its own place.
            (Ok(before), Err(found)) => Seen::OnlyBefore(Box::new(before), found),
            (Err(found), Ok(after)) => Seen::OnlyAfter(Box::new(after), found),
            (Err(_), Err(found)) => Seen::Neither(found),
        }
    }
}

/// Packs by name or path that can be read together. Of a folder of several packs, deals
/// take those that they name. What is wrong with them says by which option they came.
fn sound(names: &[String], option: &str) -> Result<Vec<PackText>, Vec<Diagnostic>> {
    let packs = packs::named(names)?;
    let says = |found: Diagnostic| found.help(format!("this is among the rules given with `{option}`"));
    let twice = packs::given_twice(&packs);
    if !twice.is_empty() {
        return Err(twice.into_iter().map(says).collect());
    }
    let together: Vec<PackText> = packs.iter().filter(|pack| pack.is_for_all()).cloned().collect();
    if !together.is_empty() {
        let loaded = packs::load(&packs::with_extended(together, &packs));
        if loaded.rulebook.is_none() {
            return Err(loaded.found.into_iter().map(says).collect());
        }
    }
    Ok(packs)
}
