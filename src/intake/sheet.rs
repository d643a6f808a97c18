//! Tables: rows of cells under columns with names, wherever they come from.

use super::{Data, Entry, Node, yaml};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Place, Source, Span, Spanned};

/// A table. Every cell is a text that is not empty, with its place.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What it was read from.
    pub source: Source,
    /// The columns, as their names are written.
    pub columns: Vec<Spanned<String>>,
    /// The rows, in order.
    pub rows: Vec<Row>,
    /// How its cells are written.
    pub written: Written,
}

/// How the cells of a table are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// Without quotes. What begins with a bracket is a list or a block, as in YAML.
    Plain,
    /// As values of JSON.
    Json,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    /// The whole of it.
    pub span: Span,
    /// Its cells that are not empty, in the order of the columns.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The place of its column.
    pub column: u32,
    /// Where it was written, quotes included.
    pub span: Span,
    /// Its text, where that is not what stands at its place.
    pub(super) text: Option<Box<str>>,
}

impl Sheet {
    /// The text of a cell.
    pub fn text<'s>(&'s self, cell: &'s Cell) -> &'s str {
        cell.text.as_deref().unwrap_or_else(|| self.source.slice(cell.span)).trim()
    }

    /// Cells as a block of keys; those that cannot be read are left out.
    pub fn node<'c>(&self, cells: impl IntoIterator<Item = &'c Cell>, span: Span) -> Node {
        let entry = |cell: &Cell| {
            let column = self.columns.get(cell.column as usize)?;
            Some(Entry { key: column.clone(), value: self.value(cell)? })
        };
        Node { data: Data::Map(cells.into_iter().filter_map(entry).collect()), span }
    }

    /// What a cell says. All of it stands where the cell stands.
    pub fn value(&self, cell: &Cell) -> Option<Node> {
        let text = self.text(cell);
        let read = || yaml(&Source::new("", text)).ok();
        let node = match self.written {
            Written::Json => Some(read()?.without_quotes()),
            Written::Plain => text.starts_with(['[', '{']).then(read).flatten(),
        };
        let scalar = || Node { data: Data::Scalar { text: text.to_owned(), quoted: false }, span: cell.span };
        Some(node.map_or_else(scalar, |node| standing_at(node, cell.span)))
    }

    /// The text of a cell that is one, where nothing in it stands for something else.
    pub fn plain<'s>(&'s self, cell: &'s Cell) -> Option<&'s str> {
        let text = self.text(cell);
        match self.written {
            Written::Plain => Some(text).filter(|text| !text.starts_with(['[', '{'])),
            Written::Json => {
                let inside = text.strip_prefix('"')?.strip_suffix('"')?;
                Some(inside.trim()).filter(|text| !text.contains('\\'))
            }
        }
    }

    /// The cell of a row in a column.
    pub fn cell<'s>(&self, row: &'s Row, column: usize) -> Option<&'s Cell> {
        row.cells.iter().find(|cell| cell.column as usize == column)
    }
}

fn standing_at(node: Node, span: Span) -> Node {
    let data = match node.data {
        Data::List(items) => Data::List(items.into_iter().map(|item| standing_at(item, span)).collect()),
        Data::Map(entries) => Data::Map(
            entries
                .into_iter()
                .map(|entry| Entry { key: Spanned::new(entry.key.node, span), value: standing_at(entry.value, span) })
                .collect(),
        ),
        data => data,
    };
    Node { data, span }
}

/// A list of blocks of keys as a table: a row for each block, a column for each key. An
/// item that is no block is left out and told.
pub fn sheet(source: &Source, list: &Node, found: &mut Vec<Diagnostic>) -> Sheet {
    let mut sheet = Sheet { source: source.clone(), columns: Vec::new(), rows: Vec::new(), written: Written::Plain };
    let complain = |span: Span, says: String, help: &str| {
        Diagnostic::error(Code::BadValue, says).at(Place::new(source, span), "not read").help(help)
    };
    let items = match &list.data {
        Data::List(items) => items.as_slice(),
        Data::Null => &[],
        _ => {
            let says = format!("this should be a list, and is {}", list.noun());
            found.push(complain(list.span, says, "begin each item with a dash: `- start: …`"));
            &[]
        }
    };
    for item in items {
        let Some(entries) = item.entries() else {
            let says = format!("an item should be a block of keys, and is {}", item.noun());
            found.push(complain(item.span, says, "write `- start: …`, and the other keys below `start`"));
            continue;
        };
        let mut row = Row { span: item.span, cells: Vec::new() };
        let mut whole = true;
        for entry in entries {
            let known = sheet.columns.iter().position(|column| column.node == entry.key.node);
            let at = known.unwrap_or_else(|| {
                sheet.columns.push(entry.key.clone());
                sheet.columns.len() - 1
            });
            match one_text(&entry.value) {
                Some(text) if text.is_empty() => {}
                Some(text) => row.cells.push(Cell {
                    column: u32::try_from(at).unwrap_or(u32::MAX),
                    span: entry.value.span,
                    text: Some(text.into_boxed_str()),
                }),
                None => {
                    let says = format!("`{}` should be a text, and is {}", entry.key.node, entry.value.noun());
                    found.push(complain(entry.value.span, says, "write one text, or a list of texts"));
                    whole = false;
                }
            }
        }
        if whole {
            sheet.rows.push(row);
        }
    }
    sheet
}

/// A text, or the texts of a list in one.
fn one_text(node: &Node) -> Option<String> {
    match &node.data {
        Data::Null => Some(String::new()),
        Data::Scalar { text, .. } => Some(text.clone()),
        Data::List(items) => {
            let texts: Option<Vec<String>> = items.iter().map(one_text).collect();
            texts.map(|texts| texts.join("; "))
        }
        Data::Map(_) => None,
    }
}
