//! What the agreement demands of a claim: what the log says of each, and blanks.

use serde::Serialize;

use crate::sla::log::{Aimed, Cause, Incident};
use crate::sla::reservation::Failure;
use crate::sla::{About, Content, Length, Measure};

use super::Writer;

/// A part that the agreement demands.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Section {
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
    resource: String,
    from: String,
    to: String,
    length: String,
}

impl Writer<'_> {
    pub(super) fn section(&self, content: &Content) -> Section {
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
            About::Times => self.times(&incidents, &mut section),
            About::Users if self.case.of_attempts => {
                section.blanks.push("say how many users were affected and where, or that none were".to_owned());
            }
            About::Users => {
                self.each(&incidents, &mut section, "say how many users were affected, and where", |incident| {
                    let users = incident.story.users.as_ref()?;
                    let bare = users.bytes().all(|byte| byte.is_ascii_digit());
                    let plural = if users == "1" { "" } else { "s" };
                    let users = if bare { format!("{users} user{plural}") } else { users.clone() };
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

    fn times(&self, incidents: &[&Incident], section: &mut Section) {
        let zone = self.told.terms.calendar.zone.iana_name().unwrap_or("the zone shown").to_owned();
        let counted = match self.level.measure {
            Measure::FailedDeployments { lapse } => {
                let lapse = Length::of(&lapse).unwrap_or_default().shown();
                format!(
                    "Each failure counts until a deployment takes the unit, until the next failure, or for {lapse}, whichever comes first."
                )
            }
            _ => "What overlaps is counted once; what does not count is left out.".to_owned(),
        };
        section.lines.push(format!("Time is that of {zone}. {counted}"));
        if !self.case.of_attempts {
            section.lines.extend(incidents.iter().filter_map(|incident| self.beyond(incident)));
        }
        let times = self.case.downtime.iter().map(|down| Time {
            resource: down.resource.clone(),
            from: self.moment(down.when.start),
            to: self.moment(down.when.end),
            length: down.when.length().shown(),
        });
        section.times = times.collect();
    }

    /// Of an incident that began or ended outside the time that is claimed for, all of it.
    fn beyond(&self, incident: &Incident) -> Option<String> {
        let (all, month) = (&incident.when, &self.case.bounds.stretch);
        (all.start < month.start || all.end > month.end).then(|| {
            format!(
                "What began at {} ended at {}, {} in all. The table holds the part that lies in the time claimed for.",
                self.moment(all.start),
                self.moment(all.end),
                all.length().shown()
            )
        })
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
        aimed.into_iter().map(|aimed| self.attempt(aimed)).collect()
    }

    fn attempt(&self, aimed: &Aimed) -> String {
        let (attempt, at) = (&aimed.attempt, self.moment(aimed.attempt.at));
        let units = |count: u32| if count == 1 { "1 unit was".to_owned() } else { format!("{count} units were") };
        let why = match attempt.failure {
            Failure::Capacity => "for want of capacity for virtual machines",
            Failure::Other => "for another reason",
            Failure::Taken => return format!("{at}: {} taken by other machines", units(attempt.failed)),
            Failure::Removed => return format!("{at}: {} removed", units(attempt.failed)),
        };
        let used = match (attempt.capacity, attempt.allocated) {
            (Some(capacity), Some(allocated)) => format!("; before it {allocated} of {capacity} units were in use"),
            (Some(capacity), None) => format!("; {capacity} units are reserved"),
            _ => String::new(),
        };
        match attempt.failed {
            0 => format!("{at}: {} tried, all deployed{used}", attempt.tried),
            failed => format!("{at}: {} tried, {failed} failed {why}{used}", attempt.tried),
        }
    }
}
