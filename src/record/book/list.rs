//! A list in Word or Excel → what people wrote into it.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::intake::{Grid, GridRow, OfficeFile};
use crate::record::stamp::hash;

use super::day::due;
use super::field::{Document, Field};
use super::words::{is_status, status};
use super::written::{Row, Written};
use super::{Record, mistakes};

/// What stands over a column.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Head {
    Number,
    Reference,
    Field(Field),
    Other(String),
}

/// Reads a list as people left it. The table is known by its heads, the columns may stand
/// in any order, and each row is known by its reference; a row without one is a person's
/// own. `name` is the file as people know it.
///
/// # Errors
/// There is no such table, or a reference is unknown or stands in two rows that differ:
/// every such row.
pub fn read_list(
    document: Document,
    file: &OfficeFile,
    record: &Record,
    name: &str,
) -> Result<Written, Vec<Diagnostic>> {
    let mut written = Written::of(document);
    let mut reader = Reader { document, record, name, heads: Vec::new(), places: BTreeMap::new(), found: Vec::new() };
    let mut beside = vec![file.beside.clone()];
    let mut tables = 0;
    for grid in &file.grids {
        let head = grid.rows.iter().position(|row| heads(row).is_some());
        let (before, rows) = grid.rows.split_at(head.unwrap_or(grid.rows.len()));
        beside.extend(before.iter().flat_map(|row| row.cells.iter().cloned()));
        let Some((first, rows)) = rows.split_first() else { continue };
        tables += 1;
        reader.heads = heads(first).unwrap_or_default();
        written.warnings.extend(reader.missing());
        rows.iter().for_each(|row| reader.row(grid, row, &mut written));
    }
    let seen = record.seen.get(&document);
    if tables == 0 && seen.is_some_and(|seen| !seen.items.is_empty() || !seen.written.is_empty()) {
        reader.found.push(mistakes::no_table(name));
    }
    written.mark.clone_from(&file.mark);
    written.beside = hash(&beside.join("\n"));
    if seen.is_some_and(|seen| !seen.beside.is_empty() && !seen.beside.contains(&written.beside)) {
        written.warnings.push(mistakes::changed_beside(name));
    }
    if file.comments > 0 {
        written.warnings.push(mistakes::comments(name, file.comments));
    }
    if reader.found.is_empty() { Ok(written) } else { Err(reader.found) }
}

struct Reader<'r> {
    document: Document,
    record: &'r Record,
    name: &'r str,
    heads: Vec<Head>,
    /// Where each id was found first.
    places: BTreeMap<String, String>,
    found: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Warnings for columns of Proviso's that are gone: what stands under another head is
    /// taken for a column that people added.
    fn missing(&self) -> Vec<Diagnostic> {
        let wanted: &[(Field, &str)] = match self.document {
            Document::Issues(_) => &[
                (Field::Response, "Response of …"),
                (Field::Status, "Status"),
                (Field::Owner, "Owner"),
                (Field::Due, "Due"),
            ],
            _ => &[(Field::Response, "Answer of …")],
        };
        let is_there = |field: &Field| self.heads.contains(&Head::Field(field.clone()));
        let gone = wanted.iter().filter(|(field, _)| !is_there(field));
        gone.map(|(_, head)| mistakes::no_column(self.name, head)).collect()
    }

    fn row(&mut self, grid: &Grid, row: &GridRow, written: &mut Written) {
        let place = grid.place(row);
        let mut reference = "";
        let mut read = Row::default();
        for (at, cell) in row.cells.iter().enumerate() {
            match self.heads.get(at) {
                Some(Head::Number) => {}
                Some(Head::Reference) => reference = cell,
                Some(Head::Field(field)) => {
                    read.fields.insert(field.clone(), kept(field, cell));
                }
                Some(Head::Other(head)) => {
                    read.others.insert(head.clone(), cell.clone());
                }
                // Right of the last head: a remark at the margin.
                None if !cell.is_empty() => {
                    read.others.insert(format!("column {}", at + 1), cell.clone());
                }
                None => {}
            }
        }
        // A row that is too short has room for nothing more: its last cells are empty.
        for head in self.heads.iter().skip(row.cells.len()) {
            match head {
                Head::Field(field) => drop(read.fields.insert(field.clone(), String::new())),
                Head::Other(head) => drop(read.others.insert(head.clone(), String::new())),
                Head::Number | Head::Reference => {}
            }
        }
        if reference.eq_ignore_ascii_case("ref") {
            return;
        }
        if reference.is_empty() {
            if read.says_anything() {
                self.warn_of_status(&read, None, &place, written);
                written.by_hand.push(read);
            }
            return;
        }
        let Some(id) = self.record.id_of(reference).map(str::to_owned) else {
            self.found.push(mistakes::unknown_reference(self.name, &place, reference));
            return;
        };
        self.warn_of_status(&read, Some(&id), &place, written);
        match written.rows.get(&id) {
            None => {
                self.places.insert(id.clone(), place);
                written.rows.insert(id, read);
            }
            Some(first) if *first == read => {}
            Some(_) => {
                let first = self.places.get(&id).cloned().unwrap_or_default();
                self.found.push(mistakes::doubled_reference(self.name, &first, &place, reference));
            }
        }
    }

    /// Tells of a status that no list has, unless it is what the list was written with.
    fn warn_of_status(&self, row: &Row, id: Option<&str>, place: &str, written: &mut Written) {
        let Some(says) = row.fields.get(&Field::Status).filter(|says| !is_status(says)) else { return };
        let seen = id.and_then(|id| self.record.seen.get(&self.document)?.items.get(id)?.get(&Field::Status));
        if seen != Some(says) {
            written.warnings.push(mistakes::unknown_status(self.name, place, says));
        }
    }
}

/// What a cell says, as it is kept.
fn kept(field: &Field, cell: &str) -> String {
    match field {
        Field::Status => status(cell),
        Field::Due => due(cell),
        _ => cell.to_owned(),
    }
}

/// The heads of a table, if this row holds them.
fn heads(row: &GridRow) -> Option<Vec<Head>> {
    let mut heads: Vec<Head> = Vec::new();
    for (at, cell) in row.cells.iter().enumerate() {
        let head = match head(cell) {
            Some(head) if !heads.contains(&head) => head,
            _ if cell.is_empty() => Head::Other(format!("column {}", at + 1)),
            _ => {
                let name = cell.split_whitespace().collect::<Vec<_>>().join(" ");
                let once = Head::Other(name.clone());
                if heads.contains(&once) || head(cell).is_some() {
                    Head::Other(format!("{name} ({})", at + 1))
                } else {
                    once
                }
            }
        };
        heads.push(head);
    }
    let is_list = heads.contains(&Head::Reference) && heads.iter().any(|head| matches!(head, Head::Field(_)));
    is_list.then_some(heads)
}

fn head(cell: &str) -> Option<Head> {
    let name = cell.trim().to_lowercase();
    let answers = ["response", "answer"].iter().any(|word| {
        name.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(" of ") || rest == " of")
    });
    match name.as_str() {
        "no." => Some(Head::Number),
        "ref" => Some(Head::Reference),
        "status" => Some(Head::Field(Field::Status)),
        "owner" => Some(Head::Field(Field::Owner)),
        "due" => Some(Head::Field(Field::Due)),
        _ => answers.then_some(Head::Field(Field::Response)),
    }
}

/// Whether people fill in the column with this head in a list.
pub fn is_filled_in(column: &str) -> bool {
    matches!(head(column), Some(Head::Field(_)))
}

/// Whether the columns with these heads are those of a list that people fill in.
pub fn is_list(columns: &[String]) -> bool {
    columns.iter().any(|column| matches!(head(column), Some(Head::Field(Field::Response))))
}
