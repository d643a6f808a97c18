//! A long table, read a part at a time: memory does not grow with it.

use std::io::BufRead;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Place, Source, Span, Undecodable, decode};

/// How many bytes a part has at least, where the table does not end before.
const PART: usize = 1 << 17;
/// A row that is longer than this is a quote that is not closed: the part ends inside it,
/// and what reads it says so.
const LONGEST_ROW: usize = 16 << 20;

/// Where a row ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// At the end of its line: JSON Lines.
    Lines,
    /// At the end of a line outside quotes; the first row, which names the columns, stands
    /// at the head of every part: CSV.
    Csv,
}

/// The parts of a table, each a text of its own whose places are those of the whole.
///
/// ```
/// use proviso::intake::{Chunks, Rows};
/// let mut parts = Chunks::new("deals.csv", "name,notice\nNorthwind,30\n".as_bytes(), Rows::Csv);
/// let part = parts.next().unwrap().unwrap();
/// assert_eq!(part.text(), "name,notice\nNorthwind,30\n");
/// assert!(parts.next().is_none());
/// ```
pub struct Chunks<R> {
    name: String,
    from: R,
    rows: Rows,
    part: usize,
    /// The rows that stand at the head of every part.
    head: Vec<u8>,
    head_lines: u32,
    /// How many lines have been read, the head included.
    lines: u32,
    /// A row that is no text, which the part before it ends with.
    broken: Option<Diagnostic>,
    ended: bool,
}

impl<R: BufRead> Chunks<R> {
    /// The parts of a table that people know by this name.
    pub fn new(name: impl Into<String>, from: R, rows: Rows) -> Self {
        Self {
            name: name.into(),
            from,
            rows,
            part: PART,
            head: Vec::new(),
            head_lines: 0,
            lines: 0,
            broken: None,
            ended: false,
        }
    }

    /// With parts of about so many bytes.
    #[must_use]
    pub fn of(self, part: usize) -> Self {
        Self { part, ..self }
    }

    /// A row with the end of its line, and how many lines it has.
    fn row(&mut self, row: &mut Vec<u8>) -> Result<u32, Diagnostic> {
        row.clear();
        let mut lines = 0;
        loop {
            let read = self.from.read_until(b'\n', row).map_err(|_| unreadable(&self.name))?;
            if read == 0 {
                self.ended = true;
                return Ok(lines);
            }
            lines += 1;
            let quotes = || row.iter().filter(|byte| **byte == b'"').count();
            if self.rows == Rows::Lines || quotes().is_multiple_of(2) || row.len() > LONGEST_ROW {
                return Ok(lines);
            }
        }
    }

    fn part(&mut self) -> Result<Option<Source>, Diagnostic> {
        let mut row = Vec::new();
        let first = self.lines == 0;
        // A line that tells the sign between cells, `sep=;`, is no row yet.
        while first && self.rows == Rows::Csv && !self.ended && !names_columns(&row) {
            self.lines += self.row(&mut row)?;
            self.head.extend_from_slice(&row);
            self.head_lines = self.lines;
        }
        let left_out = self.lines - self.head_lines;
        let mut text = self.head.clone();
        while !self.ended && (text.len() < self.part || text.len() == self.head.len()) {
            let before = self.lines;
            self.lines += self.row(&mut row)?;
            // What the file is, if no text at all, its first row tells.
            if before > 0 && is_broken(&row) {
                self.broken = Some(self.no_text(&row, before));
                break;
            }
            text.append(&mut row);
        }
        if text.len() == self.head.len() && !(first && self.lines > 0) {
            return Ok(None);
        }
        let text = decode(&text, usize::MAX).map_err(|reason| self.undecodable(reason, left_out))?;
        Ok(Some(Source::excerpt(self.name.clone(), text, self.head_lines, left_out)))
    }

    /// What is said of a row that is no text: the others are read all the same.
    fn no_text(&self, row: &[u8], before: u32) -> Diagnostic {
        let shown = Source::excerpt(self.name.clone(), String::from_utf8_lossy(row).into_owned(), 0, before);
        let end = shown.text().trim_end().len();
        if row.contains(&0) {
            return Diagnostic::error(Code::NotUtf8, "the row holds a zero byte, which stands in no text")
                .at(Place::new(&shown, Span::new(0, end)), "this row")
                .help("write the row anew; if many are so, check that it is the file you meant");
        }
        Diagnostic::error(Code::NotUtf8, "the row is not saved as UTF-8")
            .at(Place::new(&shown, Span::new(0, end)), "it holds bytes that are no characters")
            .help("save the table as UTF-8; in Excel: File, Save as, `CSV UTF-8 (comma delimited)`")
    }

    fn undecodable(&self, mut reason: Undecodable, left_out: u32) -> Diagnostic {
        if let Undecodable::NotUtf8 { at, .. } | Undecodable::Zero { at } = &mut reason
            && at.line > self.head_lines
        {
            at.line += left_out;
        }
        Diagnostic::undecodable(&self.name, &reason)
    }
}

impl<R: BufRead> Iterator for Chunks<R> {
    type Item = Result<Source, Diagnostic>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(broken) = self.broken.take() {
            return Some(Err(broken));
        }
        if self.ended {
            return None;
        }
        let part = self.part();
        // What cannot be read has no end that could be found.
        self.ended |= part.is_err();
        part.transpose().or_else(|| self.broken.take().map(Err))
    }
}

fn is_broken(row: &[u8]) -> bool {
    row.contains(&0) || std::str::from_utf8(row).is_err()
}

/// Whether a row names the columns of a table.
fn names_columns(row: &[u8]) -> bool {
    let row = row.trim_ascii();
    !row.is_empty() && !row.starts_with(b"sep=") && row != b"\xEF\xBB\xBF"
}

fn unreadable(name: &str) -> Diagnostic {
    Diagnostic::error(Code::CannotRead, format!("`{name}` cannot be read to its end: the system refuses"))
        .help("copy it to this machine, and try again")
}
