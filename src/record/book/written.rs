//! A document as it is: what people wrote into it, and what else it says.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::record::stamp::hash;

use super::field::{Document, Field};
use super::seen::Prints;

/// What a document says of one thing.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Row {
    /// What is asked for: each field that the document has room for, empty or not.
    pub(super) fields: BTreeMap<Field, String>,
    /// All other columns, by their heads.
    pub(super) others: BTreeMap<String, String>,
}

impl Row {
    pub(super) fn says_anything(&self) -> bool {
        self.fields.values().chain(self.others.values()).any(|text| !text.is_empty())
    }

    /// By which a row without a reference is known again.
    pub(super) fn key(&self) -> String {
        let named = self.fields.iter().map(|(field, text)| (field.key(), text));
        let named = named.chain(self.others.iter().map(|(head, text)| (Field::Cell(head.clone()).key(), text)));
        let said: Vec<String> =
            named.filter(|(_, text)| !text.is_empty()).map(|(key, text)| format!("{key}={text}")).collect();
        said.join("\n")
    }

    /// Of a row that people added, every column is theirs.
    pub(super) fn as_own(&self) -> BTreeMap<Field, String> {
        let cells = self.others.iter().map(|(head, text)| (Field::Cell(head.clone()), text.clone()));
        self.fields.clone().into_iter().chain(cells).collect()
    }
}

/// A document as it is.
#[derive(Clone, Debug)]
pub struct Written {
    pub(super) document: Document,
    /// By id.
    pub(super) rows: BTreeMap<String, Row>,
    /// What the document calls what it holds, where it knows it better than the record.
    pub(super) titles: BTreeMap<String, String>,
    /// Rows without a reference.
    pub(super) by_hand: Vec<Row>,
    /// The mark of the copy that it is; empty where it has none.
    pub(super) mark: String,
    /// The fingerprint of what stands beside.
    pub(super) beside: String,
    /// What people should know of it.
    pub warnings: Vec<Diagnostic>,
}

impl Written {
    pub(super) fn of(document: Document) -> Self {
        Self {
            document,
            rows: BTreeMap::new(),
            titles: BTreeMap::new(),
            by_hand: Vec::new(),
            mark: String::new(),
            beside: String::new(),
            warnings: Vec::new(),
        }
    }
}

/// The fields of a row of Proviso's: what it asks for, columns that people added, and
/// columns of its own that they wrote into.
pub(super) fn edited(document: Document, row: &Row, written: Option<&Prints>) -> BTreeMap<Field, String> {
    let mut fields = row.fields.clone();
    for (head, text) in &row.others {
        let says = match written.map(|written| written.get(head)) {
            // Nothing is known of what was written here: the usual columns are Proviso's.
            None if is_usual(head) => continue,
            Some(Some(prints)) if prints.contains(&hash(text)) => String::new(),
            _ => text.clone(),
        };
        fields.insert(Field::Column(document, head.clone()), says);
    }
    fields
}

/// Whether lists have a column of this head by themselves.
pub(super) fn is_usual(head: &str) -> bool {
    head.starts_with("Proposal of ")
        || ["Topic", "Clause", "Issue: the draft says", "Proposed wording", "Question"].contains(&head)
}

/// What says anything.
pub(super) fn said_alone(mut fields: BTreeMap<Field, String>) -> BTreeMap<Field, String> {
    fields.retain(|_, text| !text.is_empty());
    fields
}
