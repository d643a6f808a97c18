//! What we should know, and the vendor need not.

use std::collections::BTreeSet;

use crate::report::claims::missing;
use crate::report::claims::words::{by, outcome};
use crate::sla::log::Cause;
use crate::sla::processed;
use crate::sla::reckon::{Case, Standing};
use crate::value::show_date;

use super::Writer;

impl Writer<'_> {
    pub(super) fn notes(&self) -> Vec<String> {
        let (case, remedy) = (self.case, &self.agreement.remedy);
        let mut notes = vec![self.last_day()];
        notes.extend(self.why_early());
        notes.extend(self.before_sending());
        notes.extend(self.readings());
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
        notes.extend(self.processed());
        notes
    }

    /// What must be settled before the letter goes out.
    fn before_sending(&self) -> Vec<String> {
        let (case, told) = (self.case, self.told);
        let mut notes = Vec::new();
        if told.as_of.is_some_and(|today| today <= case.bounds.last) {
            notes.push("The month is not over: more downtime may follow, so claim it afterwards.".to_owned());
        }
        for other in self.rivals() {
            let what = told.level(other).map(|(_, level)| level.title.as_str()).unwrap_or_default();
            notes.push(format!(
                "Send this letter or the one for “{what}” ({}), not both: which credits more is open, for want of fees or kinds of disk, or by how the agreement is read.",
                other.resources.join(", ")
            ));
        }
        for (incident, level) in told.elsewhere(case) {
            notes.push(format!(
                "Not counted here, for it credits more there: line {}, {}, is claimed in the letter for “{}”.",
                told.line(incident.span),
                incident.resource,
                level.title
            ));
        }
        notes.extend(missing::fees(told, case, self.level));
        if let Some(why) = &self.level.to_verify {
            notes.push(format!("To verify first: {why}"));
        }
        if case.standing == Standing::NotMeasured {
            notes.push("No source at hand says how this level is measured: the figures rest on the minutes of the whole month.".to_owned());
        }
        let left_out: BTreeSet<String> = self.excluded().into_iter().map(|line| line.why).collect();
        if !left_out.is_empty() {
            let left_out: Vec<String> = left_out.into_iter().map(|why| format!("“{why}”")).collect();
            notes.push(format!(
                "The letter says why some of the time is not counted: {}. Make sure that you want to say so.",
                left_out.join(", ")
            ));
        }
        let causes: BTreeSet<&str> = self
            .incidents()
            .into_iter()
            .filter(|incident| incident.story.what.is_some())
            .filter_map(|incident| match &incident.cause {
                Cause::Said(cause) => Some(cause.as_str()),
                Cause::Excluded(_) | Cause::Unknown => None,
            })
            .collect();
        if !causes.is_empty() {
            let causes: Vec<String> = causes.into_iter().map(|cause| format!("“{cause}”")).collect();
            notes.push(format!(
                "The letter tells the cause as the log has it: {}. Make sure that it is none of those that do not count.",
                causes.join(", ")
            ));
        }
        notes
    }

    /// The cases of which only one may be claimed, where it is open which.
    fn rivals(&self) -> impl Iterator<Item = &Case> {
        let cases = &self.told.account.cases;
        let own = cases.iter().position(|case| std::ptr::eq(case, self.case));
        cases
            .iter()
            .enumerate()
            .filter(move |(place, other)| {
                self.case.standing == Standing::Either(*place)
                    || own.is_some_and(|own| other.standing == Standing::Either(own))
            })
            .map(|(_, case)| case)
    }

    fn readings(&self) -> Vec<String> {
        let case = self.case;
        let mut notes = Vec::new();
        let differ =
            case.readings.iter().any(|reading| case.safe().is_some_and(|safe| outcome(safe) != outcome(reading)));
        if differ {
            let all = case
                .readings
                .iter()
                .map(|reading| format!("{}, {}", by(reading).unwrap_or_default(), outcome(reading)));
            let all: Vec<String> = all.collect();
            notes.push(format!("Counted {}. Only the first is sure.", all.join("; ")));
        }
        if case.is_of_unknown_kind() {
            notes.push("Of several kinds of disk in one machine the lowest level decides.".to_owned());
        } else if self.instead().is_some() {
            notes.push("The agreement's own formula gives nothing here: the letter says so, and asks for the other calculation.".to_owned());
        } else if case.alternative().is_some() {
            notes.push("The letter asks for what the agreement's own words give, and names the larger credit as the alternative.".to_owned());
        }
        let units: Vec<&str> = self.unclaimed_units().collect();
        if !units.is_empty() {
            notes.push(format!(
                "If every unused unit counts, these would earn a credit too, and have no letter of their own: {}.",
                units.join("; ")
            ));
        }
        notes
    }

    /// Units of the same reservation that only the other reading would count.
    fn unclaimed_units(&self) -> impl Iterator<Item = &str> {
        let (case, names) = (self.case, self.names());
        let others = self.told.account.cases.iter().filter(move |other| {
            let same = other.of_attempts && other.level == case.level && other.bounds == case.bounds;
            let own = |name: &&str| other.resources.iter().any(|unit| unit.starts_with(&format!("{name}, ")));
            same && case.of_attempts && other.standing == Standing::Perhaps && names.iter().any(own)
        });
        others.flat_map(|other| other.resources.iter().map(String::as_str))
    }

    /// When the claim should be decided.
    fn processed(&self) -> Option<String> {
        let (processing, today) = self.agreement.processing.as_ref().zip(self.told.as_of)?;
        let days = processed(processing, today).ok().filter(|_| !self.case.deadline.is_over(today))?;
        let days: Vec<String> = days.into_iter().map(show_date).collect();
        let aim = if processing.best_effort { ", an aim and no promise" } else { "" };
        (!days.is_empty())
            .then(|| format!("Received on {}, it should be decided by {}{aim}.", show_date(today), days.join(" or ")))
    }
}
