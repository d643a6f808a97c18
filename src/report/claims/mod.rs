//! An account of service levels → what people read: the statement, the letters, the
//! calendar of last days, and a frozen copy for machines.

mod calendar;
mod json;
mod letter;
mod list;
mod missing;
mod names;
mod notes;
mod statement;
mod words;

use jiff::civil::Date;

use crate::sla::log::{Incident, Log};
use crate::sla::reckon::{Account, Case, Reading, Standing, Terms};
use crate::sla::{Agreement, Level};
use crate::source::{Source, Span};

pub use calendar::{CALENDAR, calendar, is_whole_calendar};
pub use json::json;
pub use letter::letter;
pub use list::list;
pub use names::file_name;
pub use statement::statement;

/// Everything that is told of an account.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The agreements.
    pub agreements: &'a [Agreement],
    /// How the customer buys and is billed.
    pub terms: &'a Terms,
    /// What was worked out.
    pub account: &'a Account,
    /// The log, and what it was read from; nothing where a single question was asked.
    pub log: Option<(&'a Log, &'a Source)>,
    /// Lines of the log that were left out.
    pub left_out: usize,
    /// Lines in which a figure could not be read.
    pub in_part: usize,
    /// The day that everything is judged by, where one is given.
    pub as_of: Option<Date>,
}

impl<'a> Told<'a> {
    /// The agreement and the level of a case.
    fn level(&self, case: &Case) -> Option<(&'a Agreement, &'a Level)> {
        case.level.of(self.agreements)
    }

    /// The line of the log that a span stands in.
    fn line(&self, span: Span) -> u32 {
        self.log.map_or(0, |(_, source)| source.position(span.start).line)
    }

    /// The incidents that a case leaves to another level, each with that level.
    fn elsewhere(&self, case: &'a Case) -> impl Iterator<Item = (&'a Incident, &'a Level)> + use<'a> {
        let told = *self;
        let own = told.level(case).map(|(_, level)| level.service.as_str());
        case.elsewhere.iter().filter_map(move |place| {
            let incident = told.log?.0.incidents.get(*place)?;
            let there = told.claims().filter(|other| other.level != case.level && other.counted.contains(place));
            let mut levels = there.filter_map(|other| told.level(other)).map(|(_, level)| level);
            levels.find(|level| Some(level.service.as_str()) == own).map(|level| (incident, level))
        })
    }

    /// The cases that a claim is written for.
    pub fn claims(&self) -> impl Iterator<Item = &'a Case> + use<'a> {
        self.account.cases.iter().filter(|case| is_claim(case))
    }
}

/// Whether a claim is written for a case: a level was missed and no other case goes before
/// it, or it may have been missed and nobody says what then.
fn is_claim(case: &Case) -> bool {
    match case.standing {
        Standing::Claim | Standing::Either(_) | Standing::NoTable => true,
        Standing::NotMeasured => case.readings.iter().any(Reading::is_due),
        Standing::Kept | Standing::Instead(_) | Standing::Perhaps => false,
    }
}
