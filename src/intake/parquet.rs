//! Parquet → the same rows as a table with commas: what reads those reads these.

use std::cell::Cell;
use std::io::{Read, Seek};
use std::panic;
use std::sync::Once;

use csv::WriterBuilder;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};

use super::quoted;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;

/// How many bytes a part has at least, where the table does not end before.
const PART: usize = 1 << 17;

/// The parts of a Parquet table, each as a text with a line for each row under the names of
/// the columns; the first row is line 2. Texts stand as they are. A group with `low` and
/// `high` is a range, a list is a list, and what is null is empty.
pub struct Columns {
    name: String,
    head: String,
    rows: RowIter<'static>,
    /// How many rows have been read.
    read: u32,
    ended: bool,
}

impl Columns {
    /// The parts of a table that people know by this name.
    ///
    /// # Errors
    /// It is no Parquet, or it is damaged.
    pub fn new<R: ChunkReader + Read + Seek + 'static>(name: impl Into<String>, from: R) -> Result<Self, Diagnostic> {
        let name = name.into();
        let opened = unharmed(|| {
            let file = SerializedFileReader::new(from).ok()?;
            let schema = file.metadata().file_metadata().schema();
            let head = line(schema.get_fields().iter().map(|field| field.name().to_owned()));
            Some((head, RowIter::from_file_into(Box::new(file))))
        });
        match opened.flatten() {
            Some((head, rows)) => Ok(Self { name, head, rows, read: 0, ended: false }),
            None => Err(damaged(&name)),
        }
    }

    fn part(&mut self) -> Result<Option<Source>, Diagnostic> {
        let before = self.read;
        let mut text = self.head.clone();
        while text.len() < PART || self.read == before {
            let row = || match self.rows.next() {
                None => Some(None),
                Some(Err(_)) => None,
                Some(Ok(row)) => Some(Some(line(row.get_column_iter().map(|(_, field)| written(field))))),
            };
            match unharmed(row).flatten() {
                None => {
                    self.ended = true;
                    return Err(damaged(&self.name));
                }
                Some(None) => break,
                Some(Some(line)) => {
                    self.read += 1;
                    text.push_str(&line);
                }
            }
        }
        self.ended = self.read == before;
        let is_first = before == 0;
        let part = || Source::excerpt(self.name.clone(), text, 1, before);
        Ok((is_first || !self.ended).then(part))
    }
}

impl Iterator for Columns {
    type Item = Result<Source, Diagnostic>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        self.part().transpose()
    }
}

/// Cells as a line, with its end.
fn line(cells: impl Iterator<Item = String>) -> String {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    // Writing into memory does not fail. A row is one line, whatever is in its texts.
    let _ = writer.write_record(cells.map(|cell| cell.replace(['\r', '\n'], " ")));
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A value as a profile writes it.
fn written(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        Field::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Field::Float(number) => number.to_string(),
        Field::Double(number) => number.to_string(),
        Field::Date(days) => {
            let date = jiff::Span::new().try_days(*days).and_then(|span| EPOCH.checked_add(span));
            date.map_or_else(|_| days.to_string(), |date| date.to_string())
        }
        Field::TimestampMillis(at) => moment(Timestamp::from_millisecond(*at)),
        Field::TimestampMicros(at) => moment(Timestamp::from_microsecond(*at)),
        Field::Group(row) => group(row),
        Field::ListInternal(list) => {
            let items: Vec<String> = list.elements().iter().map(item).collect();
            format!("[{}]", items.join(", "))
        }
        Field::MapInternal(map) => {
            let entries = map.entries().iter().map(|(key, value)| format!("{}: {}", item(key), item(value)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        number => number.to_string(),
    }
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// The day, where a moment is the beginning of one.
fn moment(at: Result<Timestamp, jiff::Error>) -> String {
    at.map_or_else(
        |_| String::new(),
        |at| {
            let local = at.to_zoned(TimeZone::UTC).datetime();
            if local.time() == jiff::civil::Time::midnight() { local.date().to_string() } else { at.to_string() }
        },
    )
}

/// A value inside a list or a block.
fn item(field: &Field) -> String {
    match field {
        Field::Null => "null".to_owned(),
        Field::Str(text) => quoted(text),
        field => written(field),
    }
}

/// A range, or a block of keys. Of a block whose keys are all empty nothing is said.
fn group(row: &Row) -> String {
    let fields: Vec<(&String, &Field)> = row.get_column_iter().collect();
    if fields.iter().all(|(_, field)| matches!(field, Field::Null)) {
        return String::new();
    }
    if let [(first, low), (second, high)] = fields.as_slice()
        && *first == "low"
        && *second == "high"
    {
        let (low, high) = (written(low), written(high));
        return if low == high { low } else { format!("{low}..{high}") };
    }
    let given = fields.iter().filter(|(_, field)| !matches!(field, Field::Null));
    let entries = given.map(|(key, field)| format!("{key}: {}", item(field)));
    format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
}

thread_local! {
    static READING: Cell<bool> = const { Cell::new(false) };
}

/// What a reading comes to; nothing where it panics, as the library does over some damaged
/// files. That is told as a mistake in the file, and not shown as one of the program.
fn unharmed<T>(read: impl FnOnce() -> T) -> Option<T> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let show = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !READING.get() {
                show(panic);
            }
        }));
    });
    READING.set(true);
    let read = panic::catch_unwind(panic::AssertUnwindSafe(read));
    READING.set(false);
    read.ok()
}

fn damaged(name: &str) -> Diagnostic {
    Diagnostic::error(Code::CannotRead, format!("`{name}` is no Parquet, or it is damaged"))
        .help("write it again with the program that made it, or save the table as CSV")
}
