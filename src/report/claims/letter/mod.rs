//! The claim letter: everything the procedure demands, blanks where a fact is missing.

mod last_day;
mod notes;
mod rests;
mod sections;
mod unready;
mod working;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::report::markdown;
use crate::report::templates::{self, Templates};
use crate::sla::log::{Cause, Incident};
use crate::sla::reckon::{Case, Reading};
use crate::sla::{Agreement, Level};

use super::Told;
use super::words::{self, moment, period};

use sections::Section;
use working::{Other, Working};

/// A letter in ready words.
#[derive(Clone, Debug, Serialize)]
struct Letter {
    /// Why it must not be sent yet.
    unready: Vec<String>,
    month: String,
    period: String,
    claims_to: String,
    agreement: String,
    service: String,
    level: String,
    resources: Vec<String>,
    /// The same as they stand in a sentence.
    hit: Option<String>,
    sections: Vec<Section>,
    metric: String,
    /// Why the calculation is not that of the agreement's own words, where it is not.
    instead: Option<String>,
    claimed_by: Option<String>,
    working: Vec<Working>,
    /// Whether the lines of the working exclude each other, and which is right is to be
    /// filled in.
    one_of: bool,
    credit: Option<String>,
    /// Another calculation that would give more.
    alternative: Option<Other>,
    excluded: Vec<Line>,
    sources: Vec<String>,
    /// What is to be looked up before anything is cited.
    to_cite: Option<String>,
    route: &'static str,
    notes: Vec<String>,
}

/// A line of the log.
#[derive(Clone, Debug, Serialize)]
struct Line {
    from: String,
    to: String,
    resource: String,
    why: String,
}

/// The letter for a case, in Markdown.
///
/// # Errors
/// A replaced template asks for something that is not there.
pub fn letter(told: &Told<'_>, case: &Case, templates: &Templates) -> Result<String, Diagnostic> {
    let Some((agreement, level)) = told.level(case) else { return Ok(String::new()) };
    let writer = Writer { told, case, agreement, level };
    let given = templates::given(&writer.letter());
    templates.render(templates::CLAIM, &given).map(|text| markdown::tidy(&text))
}

struct Writer<'a> {
    told: &'a Told<'a>,
    case: &'a Case,
    agreement: &'a Agreement,
    level: &'a Level,
}

impl Writer<'_> {
    fn letter(&self) -> Letter {
        let (told, case) = (self.told, self.case);
        let claimed = case.claimed();
        let one_of = case.is_of_unknown_kind();
        let readings: Vec<&Reading> =
            if one_of { case.readings.iter().collect() } else { claimed.into_iter().collect() };
        let credit = claimed.and_then(|reading| reading.credit()).filter(|credit| credit.is_due());
        let (sources, to_cite) = self.rests();
        Letter {
            unready: self.unready(),
            month: case.bounds.shown(),
            period: period(&case.bounds),
            claims_to: self.agreement.claims_to.clone(),
            agreement: self.agreement.title.clone(),
            service: self.level.service.clone(),
            level: self.level.title.clone(),
            resources: case.resources.clone(),
            hit: (!case.resources.is_empty()).then(|| words::named(&case.resources)),
            sections: self.agreement.contents.iter().map(|content| self.section(content)).collect(),
            metric: self.level.metric.clone(),
            instead: self.instead(),
            claimed_by: claimed.filter(|_| !one_of).and_then(words::by),
            working: self.workings(&readings),
            one_of,
            credit: credit.filter(|credit| !one_of && !credit.amount.is_open()).map(|credit| words::amount(&credit)),
            alternative: self.alternative(),
            excluded: self.excluded().into_iter().chain(self.elsewhere()).collect(),
            sources,
            to_cite,
            route: if told.terms.buying.reseller { ", by way of our reseller" } else { "" },
            notes: self.notes(),
        }
    }

    /// What was hit, as the log names it.
    fn names(&self) -> Vec<&str> {
        let Some((log, _)) = self.told.log.filter(|_| self.case.of_attempts) else {
            return self.case.resources.iter().map(String::as_str).collect();
        };
        self.case.counted.iter().filter_map(|at| Some(log.attempts.get(*at)?.reservation.as_str())).collect()
    }

    fn incidents(&self) -> Vec<&Incident> {
        let Some((log, _)) = self.told.log.filter(|_| !self.case.of_attempts) else { return Vec::new() };
        let mut incidents: Vec<&Incident> =
            self.case.counted.iter().filter_map(|place| log.incidents.get(*place)).collect();
        incidents.sort_by_key(|incident| incident.when);
        incidents
    }

    fn moment(&self, at: jiff::Timestamp) -> String {
        moment(at, &self.told.terms.calendar.zone)
    }

    /// What does not count of the times that are claimed for, with the exclusion of each. What
    /// else happened in the month is nobody's business but ours.
    fn excluded(&self) -> Vec<Line> {
        let Some((log, _)) = self.told.log else { return Vec::new() };
        let incidents = self.case.excluded.iter().filter_map(|place| log.incidents.get(*place));
        let claimed = self.incidents();
        let cuts = |incident: &&Incident| {
            claimed.iter().any(|own| own.resource == incident.resource && own.when.within(&incident.when).is_some())
        };
        let mut incidents: Vec<&Incident> = incidents.filter(cuts).collect();
        incidents.sort_by_key(|incident| incident.when);
        incidents
            .into_iter()
            .map(|incident| {
                let id = match &incident.cause {
                    Cause::Excluded(id) => id.as_str(),
                    Cause::Said(_) | Cause::Unknown => "",
                };
                let title = self.agreement.exclusion(self.level, id).map_or(id, |exclusion| exclusion.title.as_str());
                self.line(incident, title.to_owned())
            })
            .collect()
    }

    /// What is claimed under another level, and so not here.
    fn elsewhere(&self) -> Vec<Line> {
        let mut incidents: Vec<(&Incident, &Level)> = self.told.elsewhere(self.case).collect();
        incidents.sort_by_key(|(incident, _)| incident.when);
        let line =
            |(incident, level): (&Incident, &Level)| self.line(incident, format!("claimed under “{}”", level.title));
        incidents.into_iter().map(line).collect()
    }

    fn line(&self, incident: &Incident, why: String) -> Line {
        Line {
            from: self.moment(incident.when.start),
            to: self.moment(incident.when.end),
            resource: incident.resource.clone(),
            why,
        }
    }
}
