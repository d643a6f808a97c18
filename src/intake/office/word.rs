//! A Word file → its tables.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::package::Package;
use super::{Grid, GridRow, MOST_COLUMNS, MOST_ROWS, OfficeFile, Unreadable, plain_ends};

/// Parts within one another beyond this are not followed.
const MOST_DEPTH: usize = 200;

/// Reads the tables of a Word file as people see them once every tracked change is
/// accepted: insertions are kept, deletions left out. Of cells that are merged downwards
/// each has the text; of cells merged sideways the first. A table within a cell is text of
/// that cell.
///
/// # Errors
/// It is no Word file that could be read.
pub fn word_file(bytes: &[u8]) -> Result<OfficeFile, Unreadable> {
    let mut package = Package::open(bytes)?;
    let is_main = |name: &String| name.starts_with("word/document") && name.ends_with(".xml");
    let names = package.names();
    let is_excel = names.iter().any(|name| name.starts_with("xl/"));
    let no_main = if is_excel { Unreadable::Excel } else { Unreadable::NotOffice };
    let main = names.into_iter().find(is_main).ok_or(no_main)?;
    let document = package.text(&main)?.ok_or(Unreadable::Damaged)?;
    let mut walk = Walk::default();
    let mut reader = Reader::from_str(&document);
    loop {
        match reader.read_event().map_err(|_| Unreadable::Damaged)? {
            Event::Start(element) => {
                let parent = walk.path.last().copied();
                walk.open(&element, parent)?;
            }
            Event::Empty(element) => {
                let parent = walk.path.last().copied();
                walk.open(&element, parent)?;
                walk.close()?;
            }
            Event::End(_) => walk.close()?,
            Event::Text(text) => walk.text(&text.xml10_content()),
            Event::CData(text) => walk.text(&text.xml10_content()),
            Event::GeneralRef(sign) => {
                let known = match sign.xml10_content().as_ref() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => sign.resolve_char_ref().map_err(|_| Unreadable::Damaged)?,
                };
                walk.text(known.map(String::from).unwrap_or_default().as_str());
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let comments = package.count(&["word/comments.xml"], "<w:comment ")?;
    let mark = package.mark()?;
    let single = walk.grids.len() == 1;
    let name = |at: usize| if single { "the table".to_owned() } else { format!("table {}", at + 1) };
    let grids = walk.grids.into_iter().enumerate().map(|(at, rows)| Grid { name: name(at), rows }).collect();
    Ok(OfficeFile { grids, beside: plain_ends(walk.beside.trim()), comments, mark })
}

/// What an element is to the reader.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Table,
    Row,
    RowProperties,
    Cell,
    Paragraph,
    ParagraphProperties,
    RunProperties,
    Run,
    Text,
    /// With all that it holds, it is not there for the reader.
    Hidden,
    Other,
}

/// What is being read.
#[derive(Default)]
struct Walk {
    path: Vec<Part>,
    /// The tables that are complete.
    grids: Vec<Vec<GridRow>>,
    table: Option<OpenTable>,
    /// How many tables are open within a cell.
    nested: usize,
    beside: String,
    /// Whether the content control that begins holds nothing but its prompt.
    prompt: bool,
    /// Whether the paragraph before goes on in the next.
    joined: bool,
}

#[derive(Default)]
struct OpenTable {
    rows: Vec<GridRow>,
    /// The number of the row before.
    number: usize,
    row: OpenRow,
    cell: OpenCell,
}

#[derive(Default)]
struct OpenRow {
    cells: Vec<String>,
    deleted: bool,
}

#[derive(Default)]
struct OpenCell {
    text: String,
    paragraphs: usize,
    /// How many columns it covers.
    span: usize,
    /// Whether it is a part of the cell above.
    continues: bool,
}

impl Walk {
    fn open(&mut self, element: &BytesStart<'_>, parent: Option<Part>) -> Result<(), Unreadable> {
        if self.path.len() >= MOST_DEPTH {
            return Err(Unreadable::TooDeep);
        }
        let part = match parent {
            Some(Part::Hidden) => Part::Hidden,
            _ => self.opened(element, parent)?,
        };
        self.path.push(part);
        Ok(())
    }

    /// What begins here.
    fn opened(&mut self, element: &BytesStart<'_>, parent: Option<Part>) -> Result<Part, Unreadable> {
        let name = element.local_name();
        Ok(match name.as_ref() {
            "tbl" => {
                match &self.table {
                    None => self.table = Some(OpenTable::default()),
                    Some(_) => self.nested += 1,
                }
                Part::Table
            }
            "tr" => {
                if let Some(table) = self.own_table() {
                    table.row = OpenRow::default();
                }
                Part::Row
            }
            "trPr" => Part::RowProperties,
            "tc" => {
                if let Some(table) = self.own_table() {
                    table.cell = OpenCell { span: 1, ..OpenCell::default() };
                }
                Part::Cell
            }
            "gridSpan" => {
                if let (Some(cell), Some(span)) = (self.own_table().map(|table| &mut table.cell), number(element)) {
                    cell.span = span.clamp(1, MOST_COLUMNS);
                }
                Part::Other
            }
            "gridBefore" if parent == Some(Part::RowProperties) => {
                if let (Some(table), Some(before)) = (self.own_table(), number(element)) {
                    table.row.cells.resize(before.min(MOST_COLUMNS), String::new());
                }
                Part::Other
            }
            "vMerge" => {
                let restarts = value(element).is_some_and(|value| value == "restart");
                if let Some(table) = self.own_table() {
                    table.cell.continues = !restarts;
                }
                Part::Other
            }
            "p" => {
                self.paragraph();
                Part::Paragraph
            }
            "pPr" => Part::ParagraphProperties,
            "rPr" if parent == Some(Part::ParagraphProperties) => Part::RunProperties,
            "r" => Part::Run,
            "t" => Part::Text,
            "del" if parent == Some(Part::RowProperties) => {
                if let Some(table) = self.own_table() {
                    table.row.deleted = true;
                }
                Part::Hidden
            }
            "del" if parent == Some(Part::RunProperties) => {
                self.joined = true;
                Part::Hidden
            }
            "del" | "moveFrom" | "Fallback" | "drawing" | "pict" | "object" => Part::Hidden,
            "tab" if parent == Some(Part::Run) => self.said("\t"),
            "br" | "cr" if parent == Some(Part::Run) => self.said("\n"),
            "noBreakHyphen" if parent == Some(Part::Run) => self.said("-"),
            "showingPlcHdr" => {
                self.prompt = true;
                Part::Other
            }
            "sdtContent" if std::mem::take(&mut self.prompt) => Part::Hidden,
            _ => Part::Other,
        })
    }

    fn close(&mut self) -> Result<(), Unreadable> {
        match self.path.pop() {
            Some(Part::Table) if self.nested > 0 => self.nested -= 1,
            Some(Part::Table) => {
                if let Some(table) = self.table.take() {
                    self.grids.push(table.rows);
                }
            }
            Some(Part::Row) => {
                if let Some(table) = self.own_table() {
                    table.end_row()?;
                }
            }
            Some(Part::Cell) => {
                if let Some(table) = self.own_table() {
                    table.end_cell()?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The table whose rows are read; none inside a table within a cell.
    fn own_table(&mut self) -> Option<&mut OpenTable> {
        self.table.as_mut().filter(|_| self.nested == 0)
    }

    fn paragraph(&mut self) {
        let joined = std::mem::take(&mut self.joined);
        match &mut self.table {
            Some(table) => {
                if table.cell.paragraphs > 0 && !joined {
                    table.cell.text.push('\n');
                }
                table.cell.paragraphs += 1;
            }
            None if joined => {}
            None => self.beside.push('\n'),
        }
    }

    fn text(&mut self, text: &str) {
        if self.path.last() == Some(&Part::Text) {
            self.said(text);
        }
    }

    fn said(&mut self, text: &str) -> Part {
        match &mut self.table {
            Some(table) => table.cell.text.push_str(text),
            None => self.beside.push_str(text),
        }
        Part::Other
    }
}

impl OpenTable {
    fn end_cell(&mut self) -> Result<(), Unreadable> {
        let cell = std::mem::take(&mut self.cell);
        let at = self.row.cells.len();
        if at + cell.span > MOST_COLUMNS {
            return Err(Unreadable::TooLarge);
        }
        let above = || self.rows.last().and_then(|row| row.cells.get(at)).cloned().unwrap_or_default();
        let text = if cell.continues { above() } else { plain_ends(cell.text.trim()) };
        self.row.cells.push(text);
        self.row.cells.resize(at + cell.span, String::new());
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Unreadable> {
        let row = std::mem::take(&mut self.row);
        if row.deleted {
            return Ok(());
        }
        self.number += 1;
        if self.number > MOST_ROWS {
            return Err(Unreadable::TooLarge);
        }
        if row.cells.iter().any(|cell| !cell.is_empty()) {
            self.rows.push(GridRow { number: self.number, cells: row.cells });
        }
        Ok(())
    }
}

/// What the attribute `val` of an element says.
fn value(element: &BytesStart<'_>) -> Option<String> {
    let mut attributes = element.attributes().flatten();
    let value = attributes.find(|attribute| attribute.key.local_name().as_ref() == "val");
    value.map(|attribute| attribute.value.into_owned())
}

fn number(element: &BytesStart<'_>) -> Option<usize> {
    value(element)?.trim().parse().ok()
}
