//! A row → an attempt to deploy into a reservation.

use crate::diagnostic::Diagnostic;
use crate::intake::Row;
use crate::sla::agreement::Measure;
use crate::sla::log::{Aimed, Fact, LevelId, Log};
use crate::sla::reservation::{Attempt, Failure, MOST_UNITS};

use super::columns::Column;
use super::{Reader, errors};

impl<'a> Reader<'a> {
    /// Takes in an attempt, and what the row says of the reservation.
    pub(super) fn attempt(
        &mut self,
        row: &'a Row,
        log: &mut Log,
        found: &mut Vec<Diagnostic>,
    ) -> Result<(), Vec<Diagnostic>> {
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
        let fees = self.fees(row, &mut mistakes);
        let mistakes = errors(mistakes, found);
        let (Some(at), Some(level), Some(failure), Some(reservation), true) =
            (at, level, failure, reservation, mistakes.is_empty())
        else {
            return Err(mistakes);
        };
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
        Ok(())
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
        Ok(match self.sheet.text(cell).to_lowercase().as_str() {
            "capacity" | "allocationfailed" | "zonalallocationfailed" => Failure::Capacity,
            "taken" => Failure::Taken,
            "removed" => Failure::Removed,
            _ => Failure::Other,
        })
    }
}
