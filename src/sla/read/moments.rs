//! Times as logs write them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

use crate::diagnostic::{Diagnostic, nearest};
use crate::intake::{Cell, Row};

use super::columns::Column;
use super::{Reader, meant};

/// The zones that a log names, each looked up once.
#[derive(Default)]
pub(super) struct Zones(BTreeMap<String, Result<TimeZone, Option<String>>>);

/// The time zone with this name, `Europe/Berlin`, or this distance from UTC, `+01:00`.
///
/// # Errors
/// There is none; the error holds the nearest name, where one is near.
pub fn zone(name: &str) -> Result<TimeZone, Option<String>> {
    let name = name.trim();
    if matches!(name, "UTC" | "Z" | "utc" | "z" | "GMT") {
        return Ok(TimeZone::UTC);
    }
    if let Some(offset) = offset(name) {
        return Ok(TimeZone::fixed(offset));
    }
    TimeZone::get(name).map_err(|_| {
        let known: Vec<String> = jiff::tz::db().available().map(|known| known.as_str().to_owned()).collect();
        let lower: Vec<String> = known.iter().map(|known| known.to_lowercase()).collect();
        if let Some(offset) = meant::offset(name) {
            return Some(offset);
        }
        let near = nearest(name, lower.iter().map(String::as_str))?;
        known.iter().find(|known| known.to_lowercase() == near).cloned()
    })
}

/// `+01:00`, `-0530`, `+2`.
fn offset(text: &str) -> Option<Offset> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "0"),
    };
    let number = |part: &str, most: i32| {
        let digits = !part.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<i32>().ok()).flatten().filter(|number| *number <= most)
    };
    Offset::from_seconds(sign * (number(hours, 14)? * 3600 + number(minutes, 59)? * 60)).ok()
}

const FORM: &str = "write `2026-02-03T09:00:00Z`, `2026-02-03T10:00+01:00`, or `2026-02-03 10:00` with a column `zone`";

impl<'a> Reader<'a> {
    /// The time in a cell.
    pub(super) fn moment(&mut self, row: &'a Row, cell: &'a Cell) -> Result<Timestamp, Diagnostic> {
        let text = self.sheet.text(cell);
        // A day alone would be read as its midnight.
        let has_time = text.contains(':');
        let stated = text.replacen(' ', "T", 1).replace(' ', "");
        if has_time && let Ok(instant) = stated.parse::<Timestamp>() {
            return Ok(instant);
        }
        let Some(local) = stated.parse::<DateTime>().ok().filter(|_| has_time) else {
            let what = if has_time { "is not a day and time" } else { "has no time of day" };
            let meant: Vec<String> = meant::moments(text).iter().map(|meant| format!("`{meant}`")).collect();
            let found = self.mistake(
                cell,
                format!("`{text}` {what}"),
                "not a time",
                match meant.as_slice() {
                    [] => FORM.to_owned(),
                    meant => format!("did you mean {}?", meant.join(" or ")),
                },
            );
            return Err(if meant.is_empty() { found } else { found.help(FORM) });
        };
        let zone = self.zone(row)?.ok_or_else(|| {
            self.mistake(cell, format!("`{text}` does not say in which time zone"), "no time zone", FORM)
                .help("or give the zone of the whole log: `--zone Europe/Berlin`")
        })?;
        let offsets = match zone.to_ambiguous_timestamp(local).offset() {
            AmbiguousOffset::Unambiguous { offset } => {
                return offset
                    .to_timestamp(local)
                    .map_err(|_| self.mistake(cell, format!("`{text}` is beyond the calendar"), "too far away", FORM));
            }
            AmbiguousOffset::Gap { before, after } => ("there was no", before, after),
            AmbiguousOffset::Fold { before, after } => ("there were two moments called", before, after),
        };
        let (what, before, after) = offsets;
        let name = zone.iana_name().unwrap_or("this zone");
        let message = format!("{what} `{text}` in {name}: clocks were changed");
        let help = format!("write which is meant: `{local}{before:#}` or `{local}{after:#}`");
        Err(self.mistake(cell, message, "not one moment", help))
    }

    /// The zone of a row.
    fn zone(&mut self, row: &'a Row) -> Result<Option<TimeZone>, Diagnostic> {
        let Some(cell) = self.cell(row, Column::Zone) else { return Ok(self.settings.zone.clone()) };
        let name = self.sheet.text(cell);
        let known = match self.zones.0.get(name) {
            Some(known) => known.clone(),
            None => {
                let known = zone(name);
                self.zones.0.insert(name.to_owned(), known.clone());
                known
            }
        };
        known.map(Some).map_err(|near| {
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write a name such as `Europe/Berlin` or `America/New_York`, or `UTC`, or `+01:00`".to_owned(),
            };
            self.mistake(cell, format!("no time zone is called `{name}`"), "not a time zone", help)
        })
    }
}
