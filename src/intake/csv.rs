//! CSV → [`Sheet`].

use csv::{ReaderBuilder, StringRecord};

use super::sheet::{Cell, Row, Sheet, Written};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Place, Source, Span, Spanned, Undecodable};

/// The largest file, in bytes: a log of a million incidents.
pub const MOST_CSV_BYTES: usize = 256 << 20;
/// After so many quotes that are never closed, reading stops.
const MOST_OPEN_QUOTES: usize = 20;
/// Rows between two reports of how far the reading is.
const STRIDE: usize = 8_192;

/// Reads a table whose first line names its columns. The cells are divided by commas,
/// semicolons or tabs, whichever the first line has most of, and a cell in quotes may hold
/// any of them. A row that cannot be read is left out and told; the others are there.
/// `progress` is told now and then how many rows have been read.
///
/// ```
/// use proviso::{intake::csv, source::Source};
/// let source = Source::new("log.csv", "start;resource\n2026-02-03T09:00Z;\"web; main\"\n");
/// let mut found = Vec::new();
/// let sheet = csv(&source, &mut found, &mut |_| {});
/// let row = &sheet.rows[0];
/// assert_eq!(sheet.text(sheet.cell(row, 1).unwrap()), "web; main");
/// assert_eq!(source.position(row.cells[1].span.start).column, 19);
/// ```
pub fn csv(source: &Source, found: &mut Vec<Diagnostic>, progress: &mut dyn FnMut(usize)) -> Sheet {
    let text = source.text();
    let mut sheet = Sheet { source: source.clone(), columns: Vec::new(), rows: Vec::new(), written: Written::Plain };
    if text.len() > MOST_CSV_BYTES {
        let reason = Undecodable::TooLarge { bytes: text.len(), most: MOST_CSV_BYTES };
        found.push(Diagnostic::undecodable(source.name(), &reason));
        return sheet;
    }
    // Spreadsheets write the sign between cells in a line of its own: `sep=;`.
    let told =
        text.lines().next().and_then(|line| Some((line, *line.trim().strip_prefix("sep=")?.as_bytes().first()?)));
    let mut from = told.map_or(0, |(line, _)| line.len() + 1);
    let head = text.get(from..).unwrap_or_default().lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let delimiter = told.map_or_else(|| delimiter(head), |(_, sign)| sign);
    let mut open = 0;
    // A quote that is never closed swallows the rest of the file: reading begins again on
    // the line after it.
    while let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) {
        let mut part = Part { source, delimiter, from, rest };
        match part.read(&mut sheet, found, progress) {
            None => break,
            Some(_) if open + 1 == MOST_OPEN_QUOTES => {
                let place = Place::new(source, Span::new(from, from));
                let stop = Diagnostic::error(Code::CsvSyntax, "too many quotes are not closed; the rest is not read");
                found.push(stop.at(place, "the last line that was looked at"));
                break;
            }
            Some(next) => (from, open) = (next, open + 1),
        }
    }
    sheet
}

/// The sign between cells: the one the line with the names has most of.
fn delimiter(head: &str) -> u8 {
    let count = |sign: &u8| head.bytes().filter(|byte| byte == sign).count();
    // Of equally many the last wins, which is the comma.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

/// The file from a line on.
struct Part<'s> {
    source: &'s Source,
    delimiter: u8,
    from: usize,
    rest: &'s str,
}

impl Part<'_> {
    /// Reads to the end, or to a quote that is not closed: then the place where to go on.
    fn read(
        &mut self,
        sheet: &mut Sheet,
        found: &mut Vec<Diagnostic>,
        progress: &mut dyn FnMut(usize),
    ) -> Option<usize> {
        let mut reader = ReaderBuilder::new();
        let reader = reader.has_headers(false).flexible(true).delimiter(self.delimiter);
        let mut reader = reader.from_reader(self.rest.as_bytes());
        let mut record = StringRecord::new();
        let mut cells: Vec<Span> = Vec::new();
        // The text is in memory and is UTF-8: there is nothing that could fail.
        while let Ok(true) = reader.read_record(&mut record) {
            let start = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
            let end = usize::try_from(reader.position().byte()).unwrap_or(self.rest.len());
            let raw = self.rest.get(start..end).unwrap_or_default();
            let trimmed = raw.trim_start_matches(['\r', '\n']);
            let at = self.from + start + (raw.len() - trimmed.len());
            let raw = trimmed.trim_end_matches(['\r', '\n']);
            cells.clear();
            if let Err((quote, closed)) = self.cells(raw, at, &mut cells) {
                let line = self.source.text().get(quote..).and_then(|text| text.find('\n'));
                found.push(if closed { self.text_behind(quote, line) } else { self.open_quote(quote, line) });
                return Some(line.map_or(self.source.text().len(), |line| quote + line + 1));
            }
            if record.iter().all(|text| text.trim().is_empty()) {
                continue;
            }
            let row = Span::new(at, at + raw.len());
            if sheet.columns.is_empty() {
                let names = record.iter().zip(&cells);
                sheet.columns = names.map(|(name, span)| Spanned::new(name.trim().to_owned(), *span)).collect();
                continue;
            }
            match self.row(&record, &cells, row, sheet.columns.len()) {
                Ok(row) => sheet.rows.push(row),
                Err(fault) => found.push(fault),
            }
            if sheet.rows.len().is_multiple_of(STRIDE) {
                progress(sheet.rows.len());
            }
        }
        None
    }

    fn row(&self, record: &StringRecord, spans: &[Span], row: Span, columns: usize) -> Result<Row, Diagnostic> {
        let mut cells = Vec::with_capacity(columns.min(record.len()));
        for (at, (text, span)) in record.iter().zip(spans).enumerate() {
            if text.trim().is_empty() {
                continue;
            }
            if at >= columns {
                let says = format!("the line has {} cells, and there are {columns} columns", record.len());
                return Err(Diagnostic::error(Code::CsvSyntax, says)
                    .at(Place::new(self.source, *span), "one cell too many")
                    .help("put a text that holds the sign between cells in quotes: `\"first, second\"`"));
            }
            let written = self.source.slice(*span);
            let text = (written != text).then(|| text.into());
            cells.push(Cell { column: u32::try_from(at).unwrap_or(u32::MAX), span: *span, text });
        }
        Ok(Row { span: row, cells })
    }

    /// The places of the cells of a row; or the place of a quote that cannot be right, and
    /// whether it is closed, with text behind it.
    fn cells(&self, raw: &str, at: usize, cells: &mut Vec<Span>) -> Result<(), (usize, bool)> {
        let bytes = raw.as_bytes();
        let mut start = 0;
        loop {
            let mut end = start;
            let begins = bytes.get(start) == Some(&b'"');
            let mut quoted = begins;
            if begins {
                end += 1;
                while quoted {
                    match (bytes.get(end), bytes.get(end + 1)) {
                        (None, _) => return Err((at + start, false)),
                        (Some(b'"'), Some(b'"')) => end += 2,
                        (Some(b'"'), _) => (end, quoted) = (end + 1, false),
                        _ => end += 1,
                    }
                }
            }
            while let Some(byte) = bytes.get(end).filter(|byte| **byte != self.delimiter) {
                if begins && !byte.is_ascii_whitespace() {
                    return Err((at + start, true));
                }
                end += 1;
            }
            cells.push(Span::new(at + start, at + end));
            if end >= bytes.len() {
                return Ok(());
            }
            start = end + 1;
        }
    }

    fn text_behind(&self, quote: usize, line: Option<usize>) -> Diagnostic {
        let end = line.map_or(self.source.text().len(), |line| quote + line);
        Diagnostic::error(Code::CsvSyntax, "there is text after a closing quote")
            .at(Place::new(self.source, Span::new(quote, end)), "it is not clear where this text ends")
            .help("a text in quotes ends with the cell; a quote inside it is written twice: `\"a \"\"good\"\" day\"`")
    }

    fn open_quote(&self, quote: usize, line: Option<usize>) -> Diagnostic {
        let end = line.map_or(self.source.text().len(), |line| quote + line);
        Diagnostic::error(Code::CsvSyntax, "a quote is not closed")
            .at(Place::new(self.source, Span::new(quote, end)), "this text has no end")
            .help("close it with `\"`; a quote inside a text is written twice: `\"a \"\"good\"\" day\"`")
    }
}
