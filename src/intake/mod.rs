//! Files of other programs → located values. The only place that knows their formats.
//!
//! A value is read as the text that was written, with its place; what it means is for
//! the stage that knows its type. So `1.10`, `0755`, `yes` and `3M..5M` arrive letter
//! for letter.

mod broken;
mod chunks;
mod csv;
mod edit;
mod lines;
mod office;
mod parquet;
mod pitfalls;
mod sheet;
mod wording;
mod yaml;

use crate::source::{Span, Spanned};

pub use self::chunks::{Chunks, Rows};
pub use self::csv::{MOST_CSV_BYTES, csv};
pub use edit::{Edit, put, quoted};
pub use lines::lines;
pub use office::{COPY, Grid, GridRow, OfficeFile, Unreadable, excel_file, word_file};
pub use parquet::Columns;
pub use sheet::{Cell, Row, Sheet, Written, sheet};
pub use yaml::{MOST_ALIASES, MOST_BYTES, MOST_DEPTH, MOST_NODES, yaml};

/// A value and where it was written.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value.
    pub data: Data,
    /// Where: from its first character to its last, quotes and brackets included. For a
    /// block, from its first key or dash to the end of its last value. For a reference
    /// (`*name`), the reference; the values inside it keep the place where they stand.
    pub span: Span,
}

/// What a value is, before it has a type.
#[derive(Clone, Debug)]
pub enum Data {
    /// Nothing: an empty file, a key without a value, `null` or `~`.
    Null,
    /// A text.
    Scalar {
        /// The text: as written if plain, without quotes and escapes if quoted.
        text: String,
        /// Whether it stood in quotes or in a block of text (`|`, `>`).
        quoted: bool,
    },
    /// A list, in order.
    List(Vec<Node>),
    /// Keys with values, in order; a key given twice is there twice.
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key, without quotes; its span includes them.
    pub key: Spanned<String>,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The entries of a map. Nothing at all (an empty file, a key without a value) is a
    /// map without entries; a text or a list is none.
    pub fn entries(&self) -> Option<&[Entry]> {
        match &self.data {
            Data::Map(entries) => Some(entries),
            Data::Null => Some(&[]),
            Data::Scalar { .. } | Data::List(_) => None,
        }
    }

    /// The same, as if nothing stood in quotes: JSON has no other way to write a text.
    #[must_use]
    pub fn without_quotes(self) -> Self {
        let data = match self.data {
            Data::Null => Data::Null,
            Data::Scalar { text, .. } => Data::Scalar { text, quoted: false },
            Data::List(items) => Data::List(items.into_iter().map(Self::without_quotes).collect()),
            Data::Map(entries) => {
                let plain = |entry: Entry| Entry { value: entry.value.without_quotes(), ..entry };
                Data::Map(entries.into_iter().map(plain).collect())
            }
        };
        Self { data, ..self }
    }

    /// The first value with this key, if this is a map that has one.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries()?.iter().find(|entry| entry.key.node == key).map(|entry| &entry.value)
    }

    /// What this is, for messages: "a text", "a list", "a block of keys", "nothing".
    pub fn noun(&self) -> &'static str {
        match self.data {
            Data::Null => "nothing",
            Data::Scalar { .. } => "a text",
            Data::List(_) => "a list",
            Data::Map(_) => "a block of keys",
        }
    }
}
