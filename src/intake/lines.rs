//! JSON Lines → [`Sheet`].

use std::fmt;

use serde::Deserializer as _;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

use super::sheet::{Cell, Row, Sheet, Written};
use crate::source::{Source, Span, Spanned};

/// Reads lines that are a plain object each: a row for each line, a column for each key.
/// Lines that are none, or in which a key is spelled with escapes, are given back as they
/// stand; empty ones are passed over.
///
/// ```
/// use proviso::{intake::lines, source::Source};
/// let source = Source::new("deals.jsonl", "{\"profile\": \"Northwind\", \"size\": 12}\nnot a deal\n");
/// let (sheet, others) = lines(&source);
/// assert_eq!(sheet.columns[1].node, "size");
/// assert_eq!(sheet.text(&sheet.rows[0].cells[1]), "12");
/// assert_eq!(source.slice(others[0]), "not a deal");
/// ```
pub fn lines(source: &Source) -> (Sheet, Vec<Span>) {
    let mut sheet = Sheet { source: source.clone(), columns: Vec::new(), rows: Vec::new(), written: Written::Json };
    let mut others = Vec::new();
    let text = source.text();
    let mut at = 0;
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end();
        let span = Span::new(at, at + line.len());
        at += whole.len();
        if line.trim_start().is_empty() {
            continue;
        }
        let mut cells = Vec::with_capacity(sheet.columns.len());
        let mut reader = serde_json::Deserializer::from_str(line);
        let keys = Keys { text, columns: &mut sheet.columns, cells: &mut cells };
        match reader.deserialize_map(keys).and_then(|()| reader.end()) {
            Ok(()) => sheet.rows.push(Row { span, cells }),
            Err(_) => others.push(span),
        }
    }
    (sheet, others)
}

/// The keys of one line.
struct Keys<'k> {
    /// What the line stands in.
    text: &'k str,
    columns: &'k mut Vec<Spanned<String>>,
    cells: &'k mut Vec<Cell>,
}

impl Keys<'_> {
    /// Where a piece of the text stands in it.
    fn span(&self, piece: &str) -> Span {
        let start = piece.as_ptr().addr() - self.text.as_ptr().addr();
        Span::new(start, start + piece.len())
    }

    /// Most lines have the same keys in the same order.
    fn column(&mut self, key: &str) -> usize {
        let guess = self.cells.last().map_or(0, |cell| cell.column as usize + 1);
        if self.columns.get(guess).is_some_and(|column| column.node == key) {
            return guess;
        }
        self.columns.iter().position(|column| column.node == key).unwrap_or_else(|| {
            self.columns.push(Spanned::new(key.to_owned(), self.span(key)));
            self.columns.len() - 1
        })
    }
}

impl<'de> Visitor<'de> for Keys<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some((key, value)) = map.next_entry::<&'de str, &'de RawValue>()? {
            let column = u32::try_from(self.column(key)).unwrap_or(u32::MAX);
            self.cells.push(Cell { column, span: self.span(value.get()), text: None });
        }
        Ok(())
    }
}
