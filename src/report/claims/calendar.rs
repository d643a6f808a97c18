//! Last days as a calendar.

use crate::report::calendar::{self, Event};
use crate::sla::reckon::Case;
use crate::value::show_date;

use super::words::{outcome, resources};
use super::{Told, names};

/// A calendar with a day for each claim, and a reminder two weeks before.
pub fn calendar(told: &Told<'_>) -> String {
    let mut claims: Vec<&Case> = told.claims().collect();
    claims.sort_by_key(|case| case.deadline.day);
    let events: Vec<Event> = claims.into_iter().filter_map(|case| event(told, case)).collect();
    calendar::calendar(CALENDAR, &events)
}

/// The words by which a calendar of ours is known.
pub const CALENDAR: &str = "PRODID:-//Proviso//Service credits//EN";

/// Whether nobody has edited a calendar since it was written.
pub fn is_whole_calendar(text: &str) -> bool {
    calendar::is_whole(text)
}

fn event(told: &Told<'_>, case: &Case) -> Option<Event> {
    let (agreement, level) = told.level(case)?;
    let what = format!("{}, {}, {}", level.title, resources(case), case.bounds.shown());
    let mut says = vec![format!("The claim must have been received by {}.", agreement.claims_to)];
    if let Some(later) = case.deadline.later {
        says.push(format!("Another reading gives {}: do not rely on it.", show_date(later)));
    }
    if let Some(safe) = case.safe() {
        says.push(format!("Credit: {}.", outcome(safe)));
    }
    says.push(format!("Letter: {}.", names::file_name(told, case)));
    Some(Event {
        uid: format!("{}@credit.proviso", names::mark(told, case)),
        stamp: case.bounds.last.tomorrow().ok()?,
        day: case.deadline.day,
        summary: format!("Last day to claim: {what}"),
        description: says.join("\n"),
        reminder: format!("Claim within two weeks: {what}"),
    })
}
