//! The claim letter: everything the procedure demands, blanks where a fact is missing.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::report::markdown;
use crate::report::templates::{self, Templates};
use crate::sla::log::{Cause, Incident};
use crate::sla::reckon::{Case, Standing};
use crate::sla::reservation::Failure;
use crate::sla::{About, Agreement, Content, Level, Reference, processed};
use crate::value::show_date;

use super::Told;
use super::words::{self, by, last_day, moment, outcome, percent};

/// A letter in ready words.
#[derive(Clone, Debug, Serialize)]
struct Letter {
    title: String,
    month: String,
    claims_to: String,
    agreement: String,
    service: String,
    level: String,
    resources: Vec<String>,
    last_day: String,
    closed: bool,
    sections: Vec<Section>,
    metric: String,
    working: Vec<Working>,
    credit: Option<String>,
    claimed_by: Option<String>,
    excluded: Vec<Line>,
    sources: Vec<String>,
    route: &'static str,
    notes: Vec<String>,
}

/// A part that the agreement demands.
#[derive(Clone, Debug, Serialize)]
struct Section {
    title: String,
    /// What the letter says; a line for each incident.
    lines: Vec<String>,
    /// The table of times, where the part is about those.
    times: Vec<Time>,
    /// What somebody must fill in.
    blanks: Vec<String>,
}

/// A stretch of downtime.
#[derive(Clone, Debug, Serialize)]
struct Time {
    from: String,
    to: String,
    length: String,
}

/// How a percentage and a credit come about.
#[derive(Clone, Debug, Serialize)]
struct Working {
    resource: String,
    base: String,
    down: String,
    formula: String,
    missed: Option<String>,
    credit: Option<String>,
    kind: Option<String>,
}

/// A line of the log.
#[derive(Clone, Debug, Serialize)]
struct Line {
    line: u32,
    from: String,
    to: String,
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
        // The letter asks for what the agreement gives by the reading that is best for the
        // customer, and shows it; the notes tell of the others.
        let claimed = case.at_most().or(case.safe());
        let working = claimed.into_iter().flat_map(|reading| &reading.parts).map(|part| self.working(part)).collect();
        let credit = claimed.and_then(|reading| reading.credit()).filter(|credit| credit.is_due());
        Letter {
            title: self.level.title.clone(),
            month: case.bounds.shown(),
            claims_to: self.agreement.claims_to.clone(),
            agreement: self.agreement.title.clone(),
            service: self.level.service.clone(),
            level: self.level.title.clone(),
            resources: case.resources.clone(),
            last_day: show_date(case.deadline.day),
            closed: told.as_of.is_some_and(|today| case.deadline.is_over(today)),
            sections: self.agreement.contents.iter().map(|content| self.section(content)).collect(),
            metric: self.level.metric.clone(),
            working,
            credit: credit.map(|credit| words::amount(&credit)),
            claimed_by: claimed.and_then(by),
            excluded: self.excluded(),
            sources: self.sources(),
            route: if told.terms.buying.reseller { ", by way of our reseller" } else { "" },
            notes: self.notes(),
        }
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

    fn section(&self, content: &Content) -> Section {
        let mut section =
            Section { title: content.text.clone(), lines: Vec::new(), times: Vec::new(), blanks: Vec::new() };
        let incidents = self.incidents();
        match content.about {
            About::Incident if self.case.of_attempts => section.lines = self.attempts(),
            About::Incident => self.each(&incidents, &mut section, "describe the incident", |incident| {
                let cause = match &incident.cause {
                    Cause::Said(cause) => Some(format!("cause: {cause}")),
                    Cause::Excluded(_) | Cause::Unknown => None,
                };
                let parts: Vec<String> = incident.story.what.clone().into_iter().chain(cause).collect();
                incident.story.what.is_some().then(|| parts.join("; "))
            }),
            About::Times => {
                let zone = self.told.terms.calendar.zone.iana_name().unwrap_or("the zone shown").to_owned();
                section.lines.push(format!(
                    "Time is that of {zone}. What overlaps is counted once; what does not count is left out."
                ));
                section.times = self
                    .case
                    .downtime
                    .iter()
                    .map(|stretch| Time {
                        from: self.moment(stretch.start),
                        to: self.moment(stretch.end),
                        length: stretch.length().shown(),
                    })
                    .collect();
            }
            About::Users if self.case.of_attempts => {
                section.blanks.push("say how many users were affected and where, or that none were".to_owned());
            }
            About::Users => {
                self.each(&incidents, &mut section, "say how many users were affected, and where", |incident| {
                    let users = incident.story.users.as_ref()?;
                    let bare = users.bytes().all(|byte| byte.is_ascii_digit());
                    let users = if bare { format!("{users} users") } else { users.clone() };
                    Some(incident.story.region.as_ref().map_or(users.clone(), |region| format!("{users}, {region}")))
                });
            }
            About::Attempts if self.case.of_attempts => {
                section.lines.push("The deployments that were tried are listed above.".to_owned());
            }
            About::Attempts => self.each(&incidents, &mut section, "say what was tried at the time", |incident| {
                incident.story.tried.clone()
            }),
            About::Other => section.blanks.push("add what else bears on the claim, or take this part out".to_owned()),
        }
        section
    }

    /// A line for each incident, and a blank for each that says nothing.
    fn each(
        &self,
        incidents: &[&Incident],
        section: &mut Section,
        blank: &str,
        says: impl Fn(&Incident) -> Option<String>,
    ) {
        if incidents.is_empty() {
            section.blanks.push(blank.to_owned());
        }
        for incident in incidents {
            let when = self.moment(incident.when.start);
            match says(incident) {
                Some(text) => section.lines.push(format!("{when}, {}: {text}", incident.resource)),
                None => section.blanks.push(format!("{when}, {}: {blank}", incident.resource)),
            }
        }
    }

    /// The deployments that failed or succeeded, a line each.
    fn attempts(&self) -> Vec<String> {
        let Some((log, _)) = self.told.log else { return Vec::new() };
        let mut aimed: Vec<_> = self.case.counted.iter().filter_map(|place| log.attempts.get(*place)).collect();
        aimed.sort_by_key(|aimed| aimed.attempt.at);
        aimed
            .into_iter()
            .map(|aimed| {
                let (attempt, at) = (&aimed.attempt, self.moment(aimed.attempt.at));
                let why = match attempt.failure {
                    Failure::Capacity => "for want of capacity for virtual machines",
                    Failure::Other => "for another reason",
                    Failure::Taken => return format!("{at}: {} units were taken by other machines", attempt.failed),
                    Failure::Removed => return format!("{at}: {} units were removed", attempt.failed),
                };
                match attempt.failed {
                    0 => format!("{at}: {} tried, all deployed", attempt.tried),
                    failed => format!("{at}: {} tried, {failed} failed {why}", attempt.tried),
                }
            })
            .collect()
    }

    fn working(&self, part: &crate::sla::reckon::Part) -> Working {
        let buying = &self.told.terms.buying;
        let due = part.below.is_some() && part.credit.is_due();
        let resource = match (part.resource.is_empty(), self.case.resources.as_slice()) {
            (false, [one]) => one.clone(),
            _ => part.resource.clone(),
        };
        Working {
            resource,
            base: part.uptime.base().shown(),
            down: part.uptime.down().shown(),
            formula: words::uptime_formula(part, self.level),
            missed: part.below.map(percent),
            credit: due.then(|| words::formula(&part.credit, buying)),
            kind: part.kind.as_ref().map(|kind| kind.title.clone()),
        }
    }

    /// The incidents that do not count, with the exclusion of each.
    fn excluded(&self) -> Vec<Line> {
        let Some((log, _)) = self.told.log else { return Vec::new() };
        let incidents = self.case.excluded.iter().filter_map(|place| log.incidents.get(*place));
        incidents
            .map(|incident| {
                let id = match &incident.cause {
                    Cause::Excluded(id) => id.as_str(),
                    Cause::Said(_) | Cause::Unknown => "",
                };
                let title = self.agreement.exclusion(self.level, id).map_or(id, |exclusion| exclusion.title.as_str());
                Line {
                    line: self.told.line(incident.span),
                    from: self.moment(incident.when.start),
                    to: self.moment(incident.when.end),
                    why: title.to_owned(),
                }
            })
            .collect()
    }

    fn sources(&self) -> Vec<String> {
        // Each document once, with all its sections.
        let mut documents: Vec<(&str, Vec<&str>)> = Vec::new();
        for Reference { title, section } in self.level.sources.iter().chain(&self.agreement.sources) {
            let at = documents.iter().position(|(known, _)| known == title).unwrap_or_else(|| {
                documents.push((title, Vec::new()));
                documents.len() - 1
            });
            if let (Some((_, sections)), Some(section)) = (documents.get_mut(at), section)
                && !sections.contains(&section.as_str())
            {
                sections.push(section);
            }
        }
        let shown = documents.into_iter().map(|(title, sections)| {
            let sections: Vec<String> = sections.into_iter().map(|section| format!("“{section}”")).collect();
            let comma = if sections.is_empty() { "" } else { ", " };
            format!("{title}{comma}{}", sections.join(" and "))
        });
        shown.collect()
    }

    /// What we should know, and the vendor need not.
    fn notes(&self) -> Vec<String> {
        let (case, remedy) = (self.case, &self.agreement.remedy);
        let mut notes = vec![format!("Last day: {}. Receipt counts: that it was sent by then is not enough.", {
            last_day(case, self.told.as_of)
        })];
        if let Some(why) = &self.level.to_verify {
            notes.push(format!("To verify first: {why}"));
        }
        if case.standing == Standing::NotMeasured {
            notes.push("No source at hand says how this level is measured: the figures rest on the minutes of the whole month.".to_owned());
        }
        if case.readings.len() > 1 {
            for reading in &case.readings {
                notes.push(format!("Counting {}: {}.", by(reading).unwrap_or_default(), outcome(reading)));
            }
            notes.push("The letter asks for the largest of these; only the smallest is sure.".to_owned());
        }
        if case.readings.iter().flat_map(|reading| &reading.parts).any(|part| part.assumed)
            && self.level.to_verify.is_none()
        {
            notes.push("The running time is not known, and the whole month is counted. If the machines ran for less, the credit is no smaller.".to_owned());
        }
        if remedy.in_compliance {
            notes.push("Only a customer who keeps to the agreement gets a credit: make sure that you do.".to_owned());
        }
        if remedy.one_level {
            notes.push("Claim each incident under one level only.".to_owned());
        }
        if remedy.no_offset {
            notes.push("Pay the invoice in full; do not net the credit before it is granted.".to_owned());
        }
        if let (Some(processing), Some(today)) = (&self.agreement.processing, self.told.as_of)
            && !case.deadline.is_over(today)
            && let Ok(days) = processed(processing, today)
            && !days.is_empty()
        {
            let days: Vec<String> = days.into_iter().map(show_date).collect();
            let aim = if processing.best_effort { ", an aim and no promise" } else { "" };
            notes.push(format!(
                "Received on {}, it should be decided by {}{aim}.",
                show_date(today),
                days.join(" or ")
            ));
        }
        notes
    }
}
