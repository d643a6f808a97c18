//! What each document said when it was last written or read.

use std::collections::{BTreeMap, BTreeSet};

use crate::record::stamp::hash;

use super::field::{Document, Field};
use super::written::{Row, Written, edited, said_alone};
use super::{Entry, Kind, Known, Record};

/// What is said of entries, by id.
pub(super) type Rows = BTreeMap<String, BTreeMap<Field, String>>;

/// By the head of the column, the fingerprints of all that Proviso ever wrote there.
pub(super) type Prints = BTreeMap<String, BTreeSet<String>>;

/// What a document said when it was last written or read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// The mark of the copy that stood there.
    pub(super) mark: String,
    /// What people had said in it; what nobody filled in is left out.
    pub(super) items: Rows,
    /// By mark, what each list said when it was written: an earlier one may come back.
    pub(super) copies: BTreeMap<String, Rows>,
    /// By id, what Proviso wrote.
    pub(super) written: BTreeMap<String, Prints>,
    /// Rows without a reference, each with the id that it was given.
    pub(super) by_hand: Vec<(String, String)>,
    /// The fingerprints of the texts that Proviso wrote beside the tables.
    pub(super) beside: BTreeSet<String>,
}

impl Seen {
    /// What people had said in a copy when it was last written or read.
    fn base(&self, mark: &str) -> &Rows {
        match self.copies.get(mark) {
            Some(copy) if self.mark != mark => copy,
            _ => &self.items,
        }
    }
}

/// A document on its way into the record.
pub(super) struct Reading {
    pub(super) document: Document,
    /// What people had said in it.
    pub(super) before: Rows,
    /// What they say now.
    pub(super) now: Rows,
    /// How it is remembered.
    pub(super) seen: Seen,
}

impl Record {
    /// Notes how a document is about to be written: it is known from now on, whether it
    /// comes to stand there or not.
    pub fn will_write(&mut self, written: &Written) {
        let said = self.said_in(written);
        let own: Vec<bool> = written.rows.keys().map(|id| self.is_own(id)).collect();
        let seen = self.seen.entry(written.document).or_default();
        seen.beside.insert(written.beside.clone());
        for ((id, row), _) in written.rows.iter().zip(own).filter(|(_, own)| !own) {
            for (head, text) in &row.others {
                let prints = seen.written.entry(id.clone()).or_default();
                prints.entry(head.clone()).or_default().insert(hash(text));
            }
        }
        if !written.mark.is_empty() {
            seen.copies.insert(written.mark.clone(), said);
        }
    }

    /// Notes how a document was written, so that the next change in it is known.
    pub fn wrote(&mut self, written: &Written) {
        self.will_write(written);
        let said = self.said_in(written);
        let seen = self.seen.entry(written.document).or_default();
        seen.mark.clone_from(&written.mark);
        (seen.items, seen.by_hand) = (said, Vec::new());
    }

    /// What people have said in a document, by id.
    fn said_in(&self, written: &Written) -> Rows {
        let said = written.rows.iter().map(|(id, row)| {
            let fields = if self.is_own(id) { row.as_own() } else { row.fields.clone() };
            (id.clone(), said_alone(fields))
        });
        said.filter(|(_, said)| !said.is_empty()).collect()
    }

    /// What a document says, and what it said before. Rows that people added are given an
    /// entry.
    pub(super) fn reading(&mut self, written: &Written, new_rows: &mut Rows) -> Reading {
        let mut seen = self.seen.get(&written.document).cloned().unwrap_or_default();
        let before = seen.base(&written.mark).clone();
        let mut now = Rows::new();
        for (id, row) in &written.rows {
            self.meet(id, written);
            let fields = match self.is_own(id) {
                true => row.as_own(),
                false => edited(written.document, row, seen.written.get(id)),
            };
            now.insert(id.clone(), fields);
        }
        seen.by_hand = self.by_hand(written, &seen.by_hand, new_rows);
        for (row, (_, id)) in written.by_hand.iter().zip(&seen.by_hand) {
            now.entry(id.clone()).or_insert_with(|| row.as_own());
        }
        if seen.copies.contains_key(&written.mark) {
            seen.mark.clone_from(&written.mark);
        }
        seen.items.clone_from(&before);
        for (id, fields) in &now {
            let said = said_alone(fields.clone());
            match said.is_empty() {
                true => drop(seen.items.remove(id)),
                false => drop(seen.items.insert(id.clone(), said)),
            }
        }
        Reading { document: written.document, before, now, seen }
    }

    /// Makes an entry for what only the document knows, and people wrote something to.
    fn meet(&mut self, id: &str, written: &Written) {
        let says = written.rows.get(id).is_some_and(Row::says_anything);
        if says && !self.entries.contains_key(id) {
            let kind = if id == super::checklist::NOTES { Kind::Notes } else { Kind::Task };
            let title = written.titles.get(id).cloned().unwrap_or_else(|| id.to_owned());
            let known = Known { id: id.to_owned(), reference: String::new(), kind, title, settled: String::new() };
            self.entries.insert(known.id.clone(), Entry::of(&known));
        }
    }
}
