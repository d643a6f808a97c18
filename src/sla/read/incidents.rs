//! A row → an incident, and what it says of the resource.

use crate::diagnostic::{Code, Diagnostic};
use crate::intake::Row;
use crate::sla::Month;
use crate::sla::agreement::Measure;
use crate::sla::log::{Fact, Incident, LevelId, Log, Story};
use crate::sla::spans::Stretch;

use super::columns::Column;
use super::{Reader, Taken, errors, open_figures};

impl<'a> Reader<'a> {
    /// Takes in an incident; a row with neither start nor end says something of a resource
    /// and nothing else.
    pub(super) fn incident(
        &mut self,
        row: &'a Row,
        log: &mut Log,
        found: &mut Vec<Diagnostic>,
    ) -> Result<Taken, Vec<Diagnostic>> {
        let mut mistakes = Vec::new();
        let (start, end) = (self.cell(row, Column::Start), self.cell(row, Column::End));
        let is_fact = start.is_none() && end.is_none();
        let when = if is_fact { None } else { self.when(row, &mut mistakes) };
        let levels = match self.levels(row) {
            Ok(levels) => levels,
            // What is said of a resource may hold for all levels.
            Err(_)
                if is_fact && self.cell(row, Column::Level).is_none() && self.cell(row, Column::Service).is_none() =>
            {
                Vec::new()
            }
            Err(mistake) => {
                mistakes.push(mistake);
                Vec::new()
            }
        };
        // A bad figure leaves that figure open, and the incident as it is.
        let mut bad = Vec::new();
        let fact = self.fact(row, &levels, &mut bad);
        let resource = match self.said(row, Column::Resource) {
            Some(resource) => resource,
            None => {
                mistakes.push(self.absent(row, Column::Resource, "name what was hit, as your bill does"));
                String::new()
            }
        };
        if !is_fact {
            mistakes.extend(self.of_reservations(row, &levels));
        }
        let mistakes = errors(mistakes, found);
        if !mistakes.is_empty() {
            return Err(mistakes.into_iter().chain(bad).collect());
        }
        let whole = bad.is_empty();
        log.open_figures.extend(open_figures(&bad, row));
        found.extend(bad);
        if let Some(fact) = fact {
            let fact = Fact { resource: resource.clone(), ..fact };
            self.learn(&fact, &levels, when, log);
        }
        if let Some(when) = when {
            let story = Story {
                what: self.said(row, Column::What),
                tried: self.said(row, Column::Tried),
                users: self.said(row, Column::Users),
                region: self.said(row, Column::Region),
            };
            let cause = self.cause(row, &levels, found);
            log.incidents.push(Incident { when, levels, resource, cause, story, span: row.span });
        }
        Ok(if whole { Taken::Whole } else { Taken::InPart })
    }

    fn when(&mut self, row: &'a Row, mistakes: &mut Vec<Diagnostic>) -> Option<Stretch> {
        let mut moment = |column, help| match self.cell(row, column) {
            Some(cell) => self.moment(row, cell).map_err(|mistake| mistakes.push(mistake)).ok(),
            None => {
                mistakes.push(self.absent(row, column, help));
                None
            }
        };
        let start = moment(Column::Start, "write when the incident began");
        let end = moment(Column::End, "write when it was over; an incident that goes on cannot be claimed yet");
        let (start, end) = (start?, end?);
        if start < end {
            return Some(Stretch { start, end });
        }
        let cell = self.cell(row, Column::End)?;
        let message =
            if start == end { "the incident ends when it begins" } else { "the incident ends before it begins" };
        let help = "change the two, and look at their time zones";
        mistakes.push(self.mistake(cell, message, "not after the start", help));
        None
    }

    /// What the row says of the resource, where it says anything.
    fn fact(&self, row: &'a Row, levels: &[LevelId], mistakes: &mut Vec<Diagnostic>) -> Option<Fact> {
        let fees = self.fees(row, mistakes);
        let mut take = |mistake| mistakes.push(mistake);
        let running = self.running(row).map_err(&mut take).ok().flatten();
        let month = self.month(row).map_err(&mut take);
        let kinds = self.kinds(row, levels).map_err(&mut take).unwrap_or_default();
        // Figures of a month that nobody knows would be taken for those of every month.
        let month = month.ok()?;
        let says = fees.paid.is_some() || fees.retail.is_some() || running.is_some() || !kinds.is_empty();
        let named = self.cell(row, Column::Start).is_none();
        (says || named).then(|| Fact {
            level: None,
            resource: String::new(),
            month,
            fees,
            running,
            kinds,
            span: row.span,
        })
    }

    /// Figures of an incident's line are those of the month in which it began, unless the
    /// line names another; the kinds of the resource are those of all its months.
    fn learn(&self, fact: &Fact, levels: &[LevelId], when: Option<Stretch>, log: &mut Log) {
        if levels.is_empty() {
            log.facts.push(fact.clone());
        }
        for id in levels {
            let level = Some(*id);
            let months = match (fact.month, when) {
                (None, Some(when)) => self.months(*id, when),
                _ => Vec::new(),
            };
            log.facts.push(Fact { level, month: fact.month.or(months.first().copied()), ..fact.clone() });
            for month in months.into_iter().skip(1).filter(|_| !fact.kinds.is_empty()) {
                let resource = fact.resource.clone();
                let (kinds, span) = (fact.kinds.clone(), fact.span);
                log.facts.push(Fact { level, resource, month: Some(month), kinds, span, ..Fact::default() });
            }
        }
    }

    /// The months in which a level counts an incident.
    fn months(&self, id: LevelId, when: Stretch) -> Vec<Month> {
        let mut months = Vec::new();
        let Some((_, level)) = id.of(self.settings.agreements) else { return months };
        let mut at = when.start;
        while at < when.end
            && let Ok(bounds) = self.settings.calendar.around(level.period, at)
        {
            months.push(bounds.month());
            at = bounds.stretch.end;
        }
        months
    }

    /// Reserved capacity is not measured by incidents, but by failed deployments.
    fn of_reservations(&self, row: &'a Row, levels: &[LevelId]) -> Option<Diagnostic> {
        let reserved = levels
            .iter()
            .filter_map(|id| id.of(self.settings.agreements))
            .find_map(|(_, level)| matches!(level.measure, Measure::FailedDeployments { .. }).then_some(&level.id))?;
        let cell = [Column::Level, Column::Service].into_iter().find_map(|column| self.cell(row, column));
        let place = self.place(cell.map_or(row.span, |cell| cell.span));
        let message = format!("`{reserved}` is measured by failed deployments, not by incidents");
        Some(Diagnostic::error(Code::BadValue, message).at(place, "not for incidents").help(
            "log each attempt to deploy in a file of its own, with the columns `time`, `resource`, `capacity`, `allocated`, `tried`, `failed` and `error`",
        ))
    }
}
