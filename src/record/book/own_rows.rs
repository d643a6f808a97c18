//! Rows that people add to a list: each is given an entry, and is known by its reference
//! once the list is written anew.

use super::field::Document;
use super::seen::Rows;
use super::written::{Row, Written, said_alone};
use super::{Entry, Kind, Known, Record};

/// What the ids of rows begin with that people added.
const BY_HAND: &str = "by-hand/";

impl Record {
    /// The ids of the rows without a reference: the one that a row was given before, the
    /// one of a row that says the same elsewhere, or a new one.
    pub(super) fn by_hand(
        &mut self,
        written: &Written,
        before: &[(String, String)],
        new_rows: &mut Rows,
    ) -> Vec<(String, String)> {
        let keys: Vec<String> = written.by_hand.iter().map(Row::key).collect();
        let mut left: Vec<&(String, String)> = before.iter().collect();
        let mut ids: Vec<Option<String>> = Vec::new();
        for key in &keys {
            let known = left.iter().position(|(seen, _)| seen == key).map(|at| left.remove(at).1.clone());
            ids.push(known);
        }
        // Rows that were changed stand in the order in which they stood.
        let mut left = left.into_iter();
        let mut given: Vec<(String, String)> = Vec::new();
        for ((key, id), row) in keys.into_iter().zip(ids).zip(&written.by_hand) {
            let id = id.or_else(|| left.next().map(|(_, id)| id.clone()));
            let free = |id: &String| !given.iter().any(|(_, known)| known == id);
            let id = id.or_else(|| self.row_that_says(row, new_rows, free));
            let id = id.unwrap_or_else(|| {
                let id = self.new_row(written.document, row);
                new_rows.insert(id.clone(), said_alone(row.as_own()));
                id
            });
            given.push((key, id));
        }
        given
    }

    /// A row that people added elsewhere and that says the same.
    fn row_that_says(&self, row: &Row, new_rows: &Rows, free: impl Fn(&String) -> bool) -> Option<String> {
        let says = said_alone(row.as_own());
        let own = self.entries.iter().filter(|(id, _)| self.is_own(id) && free(id));
        let same = |(id, entry): &(&String, &Entry)| match new_rows.get(*id) {
            Some(new) => *new == says,
            None => entry.said_in_lists() == says,
        };
        own.filter(same).map(|(id, _)| id.clone()).next()
    }

    fn new_row(&mut self, document: Document, row: &Row) -> String {
        let number = self.entries.keys().filter_map(|id| id.strip_prefix(BY_HAND)?.parse::<u32>().ok()).max();
        let number = number.unwrap_or(0) + 1;
        let kind = match document {
            Document::Questions(_) => Kind::OwnQuestion,
            _ => Kind::OwnIssue,
        };
        let heads = ["Clause", "Question", "Topic"];
        let named = heads.iter().filter_map(|head| row.others.get(*head)).chain(row.others.values());
        let title = named.chain(row.fields.values()).find(|text| !text.is_empty());
        let title = title.map(|text| text.lines().next().unwrap_or_default().to_owned()).unwrap_or_default();
        let id = format!("{BY_HAND}{number}");
        let known = Known { id: id.clone(), reference: format!("N{number}"), kind, title, settled: String::new() };
        self.entries.insert(id.clone(), Entry { order: usize::MAX, ..Entry::of(&known) });
        id
    }

    pub(super) fn is_own(&self, id: &str) -> bool {
        self.entries.get(id).is_some_and(|entry| matches!(entry.kind, Kind::OwnIssue | Kind::OwnQuestion))
    }
}
