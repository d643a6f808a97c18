//! The tables of many deals as Parquet, for warehouses.

use std::io::{self, BufRead, Write};
use std::sync::Arc;

use csv::Reader;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use serde::Deserialize;

/// So many rows are written together.
const TOGETHER: usize = 65_536;

/// The table of deals by risk, from the same table as CSV: counts are numbers, all else is
/// text.
///
/// # Errors
/// Reading or writing fails.
pub fn matrix_parquet(csv: impl BufRead, out: impl Write + Send) -> io::Result<()> {
    let mut reader = Reader::from_reader(csv);
    let head = reader.headers().map_err(io::Error::other)?.clone();
    let counts = 1..=COUNTS;
    let columns = head.iter().enumerate().map(|(at, name)| match counts.contains(&at) {
        true => (name, Column::Counts(Vec::new())),
        false => (name, Column::Words(Vec::new())),
    });
    let mut table = Table::new(columns, out)?;
    for row in reader.records() {
        table.row(row.map_err(io::Error::other)?.iter())?;
    }
    table.end()
}

/// How many columns after the first hold counts.
const COUNTS: usize = 6;

/// A finding as a row, from the lines that tell of one deal each: `could-be` lists what an
/// open one can come to, with bars between.
///
/// # Errors
/// Reading or writing fails.
pub fn findings_parquet(lines: impl BufRead, out: impl Write + Send) -> io::Result<()> {
    let columns = ["profile", "id", "status", "severity", "could-be", "waived"];
    let mut table = Table::new(columns.into_iter().map(|name| (name, Column::Words(Vec::new()))), out)?;
    for line in lines.lines() {
        let line = line?;
        let deal: Deal<'_> = serde_json::from_str(&line)?;
        for finding in deal.findings {
            let could_be = finding.could_be.join("|");
            let waived = if finding.waived { "yes" } else { "no" };
            table.row([&deal.profile, finding.id, finding.status, finding.severity, &could_be, waived].into_iter())?;
        }
    }
    table.end()
}

/// A line as [`finding_line`](super::finding_line) writes it.
#[derive(Deserialize)]
struct Deal<'a> {
    profile: String,
    #[serde(borrow)]
    findings: Vec<Finding<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Finding<'a> {
    id: &'a str,
    status: &'a str,
    severity: &'a str,
    #[serde(default, borrow)]
    could_be: Vec<&'a str>,
    #[serde(default)]
    waived: bool,
}

/// A table that is being written.
struct Table<W: Write + Send> {
    columns: Vec<Column>,
    rows: usize,
    writer: SerializedFileWriter<W>,
}

/// What waits to be written.
enum Column {
    Words(Vec<ByteArray>),
    Counts(Vec<i64>),
}

impl<W: Write + Send> Table<W> {
    fn new<'n>(columns: impl Iterator<Item = (&'n str, Column)>, out: W) -> io::Result<Self> {
        let (names, columns): (Vec<&str>, Vec<Column>) = columns.unzip();
        let typed = names.iter().zip(&columns).map(|(name, column)| {
            let of = match column {
                Column::Words(_) => Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
                    .with_logical_type(Some(LogicalType::String)),
                Column::Counts(_) => Type::primitive_type_builder(name, Physical::INT64),
            };
            of.with_repetition(Repetition::REQUIRED).build().map(Arc::new)
        });
        let fields = typed.collect::<Result<Vec<_>, ParquetError>>()?;
        let schema = Arc::new(Type::group_type_builder("deals").with_fields(fields).build()?);
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let writer = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
        Ok(Self { columns, rows: 0, writer })
    }

    fn row<'c>(&mut self, cells: impl Iterator<Item = &'c str>) -> io::Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            match column {
                Column::Words(words) => words.push(cell.into()),
                Column::Counts(counts) => counts.push(cell.parse().map_err(io::Error::other)?),
            }
        }
        self.rows += 1;
        if self.rows < TOGETHER { Ok(()) } else { Ok(self.flush()?) }
    }

    fn flush(&mut self) -> Result<(), ParquetError> {
        let mut group = self.writer.next_row_group()?;
        for column in &mut self.columns {
            let Some(mut writer) = group.next_column()? else { break };
            match (writer.untyped(), column) {
                (ColumnWriter::ByteArrayColumnWriter(typed), Column::Words(words)) => {
                    typed.write_batch(words, None, None)?;
                    words.clear();
                }
                (ColumnWriter::Int64ColumnWriter(typed), Column::Counts(counts)) => {
                    typed.write_batch(counts, None, None)?;
                    counts.clear();
                }
                _ => {}
            }
            writer.close()?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }

    fn end(mut self) -> io::Result<()> {
        if self.rows > 0 {
            self.flush()?;
        }
        self.writer.close()?;
        Ok(())
    }
}
