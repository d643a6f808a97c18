//! Tables → [`Log`]: what each line says, in types. A line that cannot be read is left out
//! and told; the others are there.

mod attempts;
mod columns;
mod doubts;
mod incidents;
mod levels;
mod meant;
mod moments;
mod values;

use jiff::tz::TimeZone;

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::intake::{Cell, Row, Sheet};
use crate::source::{Place, Span};

use super::Calendar;
use super::agreement::{Agreement, Period};
use super::log::{LeftOut, LevelId, Log, OpenFigure};
use super::spans::Stretch;

use columns::{Column, Columns};
use levels::Levels;
use moments::Zones;

pub use doubts::doubts;
pub use levels::named;
pub use moments::zone;
pub use values::point_before_thousands;

/// What the lines of a log are read with.
pub struct Settings<'a> {
    /// The agreements whose levels a line may name.
    pub agreements: &'a [Agreement],
    /// How months are counted.
    pub calendar: &'a Calendar,
    /// The zone of times that say none.
    pub zone: Option<TimeZone>,
    /// The levels of lines that name none.
    pub levels: Vec<LevelId>,
    /// The currency of amounts that name none.
    pub currency: Option<String>,
}

/// How many lines were read, and how many left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Lines that are in the log.
    pub read: usize,
    /// Those of them in which a figure could not be read, and is open.
    pub in_part: usize,
    /// Lines that are not.
    pub left_out: usize,
}

/// How much of a line is in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    Whole,
    /// All but a figure that cannot be read.
    InPart,
}

/// Rows between two reports of how far the reading is.
const STRIDE: usize = 8_192;

/// Reads the lines of a table into a log: attempts to deploy where it has columns for
/// them, else incidents, and what is said of resources. `progress` is told now and then
/// how many have been read.
pub fn read(
    sheet: &Sheet,
    settings: &Settings<'_>,
    log: &mut Log,
    found: &mut Vec<Diagnostic>,
    progress: &mut dyn FnMut(usize),
) -> Lines {
    let mut lines = Lines::default();
    if sheet.rows.is_empty() && sheet.columns.is_empty() {
        return lines;
    }
    let columns = Columns::of(sheet, found);
    let mut reader = Reader { sheet, settings, columns, levels: Levels::new(settings), zones: Zones::default() };
    let attempts = reader.columns.are_of_attempts();
    let needed: &[Column] = if attempts { &[Column::Time, Column::Failed] } else { &[Column::Start, Column::End] };
    let missing: Vec<Column> = needed.iter().copied().filter(|column| !reader.columns.has(*column)).collect();
    // A table of facts alone needs no times.
    let facts = !attempts && missing.len() == needed.len() && reader.columns.has(Column::Resource);
    let nameless = !reader.columns.has(Column::Resource);
    let missing: Vec<Column> =
        missing.into_iter().filter(|_| !facts).chain(nameless.then_some(Column::Resource)).collect();
    if !missing.is_empty() {
        found.push(columns::missing(sheet, &missing));
        lines.left_out = sheet.rows.len();
        return lines;
    }
    for (at, row) in sheet.rows.iter().enumerate() {
        let read = if attempts { reader.attempt(row, log, found) } else { reader.incident(row, log, found) };
        match read {
            Ok(taken) => {
                lines.read += 1;
                lines.in_part += usize::from(taken == Taken::InPart);
            }
            Err(mut mistakes) => {
                lines.left_out += 1;
                let why = mistakes.first().map(|mistake| mistake.message.clone()).unwrap_or_default();
                log.left_out.push(LeftOut { why, ..reader.left_out(row, attempts) });
                // A zone that nobody knows is met at the start and again at the end.
                mistakes.dedup_by(|one, other| one.message == other.message && is_same_place(one, other));
                found.extend(mistakes);
            }
        }
        if at % STRIDE == 0 {
            progress(at);
        }
    }
    lines
}

/// The mistakes for which a line is left out; what is only to be told goes to the rest.
fn errors(mistakes: Vec<Diagnostic>, found: &mut Vec<Diagnostic>) -> Vec<Diagnostic> {
    let (errors, warnings) = mistakes.into_iter().partition(|mistake| mistake.level == Level::Error);
    found.extend::<Vec<Diagnostic>>(warnings);
    errors
}

/// What is wrong with figures that are left open.
fn open_figures(mistakes: &[Diagnostic], row: &Row) -> Vec<OpenFigure> {
    let one = |mistake: &Diagnostic| OpenFigure { why: mistake.message.clone(), span: row.span };
    mistakes.iter().map(one).collect()
}

fn is_same_place(one: &Diagnostic, other: &Diagnostic) -> bool {
    one.place().zip(other.place()).is_some_and(|(one, other)| one.is_same(other))
}

/// Reads the rows of one table.
struct Reader<'a> {
    sheet: &'a Sheet,
    settings: &'a Settings<'a>,
    columns: Columns,
    levels: Levels,
    zones: Zones,
}

impl<'a> Reader<'a> {
    fn cell(&self, row: &'a Row, column: Column) -> Option<&'a Cell> {
        self.sheet.cell(row, self.columns.place(column)?)
    }

    fn text(&self, row: &'a Row, column: Column) -> Option<&'a str> {
        Some(self.sheet.text(self.cell(row, column)?))
    }

    /// What can be read of a line that is left out.
    fn left_out(&mut self, row: &'a Row, of_attempts: bool) -> LeftOut {
        let mut at = |column| {
            let cell = self.cell(row, column)?;
            self.moment(row, cell).ok()
        };
        // An attempt bears on those after it.
        let (mut from, mut until) =
            if of_attempts { (at(Column::Time), None) } else { (at(Column::Start), at(Column::End)) };
        let has_times =
            [Column::Start, Column::End, Column::Time].into_iter().any(|time| self.cell(row, time).is_some());
        if from.zip(until).is_some_and(|(from, until)| from >= until) {
            (from, until) = (None, None);
        }
        let levels = self.levels(row).unwrap_or_default();
        if let (false, Ok(Some(month))) = (has_times, self.month(row)) {
            let periods: &[Period] = &[Period::CalendarMonth, Period::BillingMonth, Period::Quarter];
            let all = periods.iter().filter_map(|period| self.settings.calendar.named(*period, month).ok());
            let all: Vec<Stretch> = all.map(|bounds| bounds.stretch).collect();
            from = all.iter().map(|stretch| stretch.start).min();
            until = all.iter().map(|stretch| stretch.end).max();
        }
        LeftOut { resource: self.said(row, Column::Resource), levels, from, until, why: String::new(), span: row.span }
    }

    fn said(&self, row: &'a Row, column: Column) -> Option<String> {
        self.text(row, column).map(str::to_owned)
    }

    fn place(&self, span: Span) -> Place {
        Place::new(&self.sheet.source, span)
    }

    /// A mistake in a cell.
    fn mistake(&self, cell: &Cell, message: impl Into<String>, label: &str, help: impl Into<String>) -> Diagnostic {
        Diagnostic::error(Code::BadValue, message).at(self.place(cell.span), label).help(help)
    }

    /// A cell that should be there: told of the whole row, for it has no place.
    fn absent(&self, row: &Row, column: Column, help: &str) -> Diagnostic {
        let message = format!("the line does not say `{}`", column.name());
        let label = format!("`{}` is missing in this line", column.name());
        Diagnostic::error(Code::MissingKey, message).at(self.place(row.span), label).help(help)
    }
}
