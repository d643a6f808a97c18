//! A row → an incident, and what it says of the resource.

use crate::diagnostic::Diagnostic;
use crate::intake::Row;
use crate::sla::Month;
use crate::sla::agreement::Measure;
use crate::sla::log::{Fact, Incident, LevelId, Log, Story};
use crate::sla::reckon::is_single;
use crate::sla::spans::Stretch;

use super::columns::Column;
use super::{Reader, errors};

impl<'a> Reader<'a> {
    /// Takes in an incident; a row with neither start nor end says something of a resource
    /// and nothing else.
    pub(super) fn incident(
        &mut self,
        row: &'a Row,
        log: &mut Log,
        found: &mut Vec<Diagnostic>,
    ) -> Result<(), Vec<Diagnostic>> {
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
        let fact = self.fact(row, &levels, &mut mistakes);
        let resource = match self.said(row, Column::Resource) {
            Some(resource) => resource,
            None if is_fact || levels.iter().any(|id| self.needs_resource(*id)) => {
                mistakes.push(self.absent(row, Column::Resource, "name what was hit, as your bill does"));
                String::new()
            }
            None => "all resources".to_owned(),
        };
        let mistakes = errors(mistakes, found);
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
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
        Ok(())
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
        let month = self.month(row).map_err(&mut take).ok().flatten();
        let kinds = self.kinds(row, levels).map_err(&mut take).unwrap_or_default();
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

    fn needs_resource(&self, id: LevelId) -> bool {
        id.of(self.settings.agreements)
            .is_some_and(|(_, level)| is_single(level) || matches!(level.measure, Measure::FailedDeployments { .. }))
    }
}
