//! A row → an attempt to deploy into a reservation.

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::intake::Row;
use crate::sla::agreement::Measure;
use crate::sla::log::{Aimed, Fact, LevelId, Log};
use crate::sla::reservation::{Attempt, Failure, MOST_UNITS};

use super::columns::Column;
use super::{Reader, Taken, errors, open_figures};

/// Words for a lack of virtual machines, which alone counts.
const CAPACITY: [&str; 3] = ["capacity", "allocationfailed", "zonalallocationfailed"];

impl<'a> Reader<'a> {
    /// Takes in an attempt, and what the row says of the reservation.
    pub(super) fn attempt(
        &mut self,
        row: &'a Row,
        log: &mut Log,
        found: &mut Vec<Diagnostic>,
    ) -> Result<Taken, Vec<Diagnostic>> {
        let mut mistakes = Vec::new();
        let at = match self.cell(row, Column::Time) {
            Some(cell) => self.moment(row, cell).map_err(|mistake| mistakes.push(mistake)).ok(),
            None => {
                mistakes.push(self.absent(row, Column::Time, "write when the deployment was tried"));
                None
            }
        };
        let level = self.reserved(row).map_err(|mistake| mistakes.push(mistake)).ok();
        let unit = self.said(row, Column::Unit);
        let mut count =
            |column| self.count(row, column, MOST_UNITS).map_err(|mistake| mistakes.push(mistake)).ok().flatten();
        let (tried, failed) = (count(Column::Tried), count(Column::Failed));
        let (capacity, allocated) = (count(Column::Capacity), count(Column::Allocated));
        let reservation = self.said(row, Column::Resource);
        if reservation.is_none() {
            mistakes.push(self.absent(row, Column::Resource, "name the reservation"));
        }
        if failed.is_none() && mistakes.is_empty() {
            mistakes.push(self.absent(row, Column::Failed, "write how many units could not be deployed; 0 if none"));
        }
        let failed = failed.unwrap_or_default();
        let failure = self.failure(row, failed).map_err(|mistake| mistakes.push(mistake)).ok();
        let tried = tried.unwrap_or(failed.max(u32::from(unit.is_some())));
        if tried < failed
            && !matches!(failure, Some(Failure::Taken | Failure::Removed))
            && let Some(cell) = self.cell(row, Column::Failed)
        {
            let message = format!("{failed} units failed, and only {tried} were tried");
            mistakes.push(self.mistake(cell, message, "more than were tried", "write how many of those tried failed"));
        }
        if let (Some(capacity), Some(allocated)) = (capacity, allocated)
            && allocated > capacity
            && let Some(cell) = self.cell(row, Column::Allocated)
        {
            let message = format!("{allocated} units were in use, and only {capacity} are reserved");
            let help = "write how many of the reserved units machines were using before";
            mistakes.push(self.mistake(cell, message, "more than are reserved", help));
        }
        let mistakes = errors(mistakes, found);
        let (Some(at), Some(level), Some(failure), Some(reservation), true) =
            (at, level, failure, reservation, mistakes.is_empty())
        else {
            return Err(mistakes);
        };
        if failure == Failure::Other && failed > 0 {
            found.extend(self.perhaps_capacity(row));
        }
        // A bad amount leaves the fees open, and the attempt as it is.
        let mut bad = Vec::new();
        let fees = self.fees(row, &mut bad);
        let whole = bad.is_empty();
        log.open_figures.extend(open_figures(&bad, row));
        found.extend(bad);
        if fees.paid.is_some() || fees.retail.is_some() {
            let period = level.of(self.settings.agreements).map(|(_, level)| level.period);
            let month = period.and_then(|period| self.settings.calendar.around(period, at).ok());
            log.facts.push(Fact {
                level: Some(level),
                resource: reservation.clone(),
                month: month.map(|bounds| bounds.month()),
                fees,
                span: row.span,
                ..Fact::default()
            });
        }
        let attempt = Attempt { at, unit, tried, failed, failure, capacity, allocated };
        log.attempts.push(Aimed { level, reservation, attempt, span: row.span });
        Ok(if whole { Taken::Whole } else { Taken::InPart })
    }

    /// The level of a reservation: the only one there is, or the one the row names.
    fn reserved(&self, row: &'a Row) -> Result<LevelId, Diagnostic> {
        let agreements = self.settings.agreements;
        let is_reserved = |id: &LevelId| {
            id.of(agreements).is_some_and(|(_, level)| matches!(level.measure, Measure::FailedDeployments { .. }))
        };
        let named = [Column::Level, Column::Service].into_iter().find_map(|column| self.cell(row, column));
        let all: Vec<LevelId> = LevelId::all(agreements).filter(is_reserved).collect();
        match (named, all.as_slice()) {
            (None, [only]) => Ok(*only),
            _ => {
                let levels: Vec<LevelId> = self.levels(row)?.into_iter().filter(is_reserved).collect();
                match (levels.as_slice(), named) {
                    ([one], _) => Ok(*one),
                    (_, Some(cell)) => {
                        let help = "leave the level out, or name the one of capacity reservations";
                        Err(self.mistake(
                            cell,
                            "this level is not about reserved capacity",
                            "not of reservations",
                            help,
                        ))
                    }
                    _ => Err(self.absent(row, Column::Level, "name the level of capacity reservations")),
                }
            }
        }
    }

    /// Why units failed; a word that is none of those that count is another reason.
    fn failure(&self, row: &'a Row, failed: u32) -> Result<Failure, Diagnostic> {
        let Some(cell) = self.cell(row, Column::Error) else {
            if failed == 0 {
                return Ok(Failure::Other);
            }
            let help = "write `capacity` where virtual machines were short, and anything else for other reasons";
            return Err(self.absent(row, Column::Error, help));
        };
        let word = self.sheet.text(cell).to_lowercase();
        Ok(match word.as_str() {
            "taken" => Failure::Taken,
            "removed" => Failure::Removed,
            word if CAPACITY.contains(&word) => Failure::Capacity,
            _ => Failure::Other,
        })
    }

    /// A reason that does not count, and that reads as if it were meant to.
    fn perhaps_capacity(&self, row: &'a Row) -> Option<Diagnostic> {
        let cell = self.cell(row, Column::Error)?;
        let text = self.sheet.text(cell);
        let word = text.to_lowercase();
        let alike = ["capac", "alloc", "constrain", "insufficient", "sku"].iter().any(|part| word.contains(part));
        (alike || nearest(&word, CAPACITY).is_some()).then(|| {
            let message = format!("`{text}` is taken for a reason that does not count");
            Diagnostic::warning(Code::UnknownName, message)
                .at(self.place(cell.span), "not a word for a lack of machines")
                .help("where virtual machines ran short, write `capacity`, `AllocationFailed` or `ZonalAllocationFailed`; a lack of disks or of anything else does not count")
        })
    }
}
