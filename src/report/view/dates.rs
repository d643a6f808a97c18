//! The days that matter: what is owed until when, what ends, when to read again.

use jiff::civil::Date;
use serde::Serialize;

use crate::assess::Assessment;
use crate::assess::finding::{KnownBy, Outcome};
use crate::profile::Profile;
use crate::report::Talks;
use crate::report::calendar::{Event, calendar};
use crate::report::words::Reader;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::Body;
use crate::value::{Value, show_date};

use super::duties::first_day;

/// A day to keep in mind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// The day.
    #[serde(skip)]
    pub day: Date,
    /// The same in words: "1 April 2027".
    pub shown: String,
    /// What it is about.
    pub what: String,
    /// Who sees to it.
    pub owner: Option<String>,
    /// By which it is known from one calendar to the next.
    #[serde(skip)]
    pub id: String,
}

/// The days from the day of assessment on that the rules, the profile and the talks name,
/// the next first; what is overdue leads.
pub fn deadlines(rulebook: &Rulebook, profile: &Profile, assessment: &Assessment, talks: &Talks) -> Vec<Deadline> {
    Reader::new(rulebook, profile, assessment).with(talks).deadlines()
}

/// The same as a calendar, with a reminder two weeks before each.
pub fn deadlines_calendar(rulebook: &Rulebook, profile: &Profile, assessment: &Assessment, talks: &Talks) -> String {
    let event = |deadline: &Deadline| {
        let owner = deadline.owner.as_ref().map(|owner| format!(" ({owner})")).unwrap_or_default();
        Event {
            uid: format!("{}-{}@deadlines.proviso", deadline.id.replace('/', "-"), deadline.day.strftime("%Y%m%d")),
            stamp: profile.as_of,
            day: deadline.day,
            summary: format!("{}: {}", profile.name, deadline.what),
            description: format!("{}{owner}", deadline.what),
            reminder: format!("Within two weeks: {}", deadline.what),
        }
    };
    let events: Vec<Event> = deadlines(rulebook, profile, assessment, talks).iter().map(event).collect();
    calendar("PRODID:-//Proviso//Deadlines//EN", &events)
}

impl Reader<'_> {
    fn deadlines(&self) -> Vec<Deadline> {
        in_order(self.of_the_deal().chain(self.fiscal()).chain(self.rechecks()))
    }

    /// The days that are of this deal alone.
    pub(super) fn days_of_the_deal(&self) -> Vec<Deadline> {
        in_order(self.of_the_deal())
    }

    fn of_the_deal(&self) -> impl Iterator<Item = Deadline> {
        self.owed().chain(self.named()).chain(self.waivers_of_the_talks())
    }

    /// What somebody owes.
    fn owed(&self) -> impl Iterator<Item = Deadline> {
        let owed = self.due(Outcome::Owed).filter(|(finding, _)| !finding.is_waived());
        owed.filter_map(|(finding, rule)| {
            let Body::Duty { by_vendor, .. } = &rule.body else { return None };
            let who = if *by_vendor { format!("{}: ", self.vendor()) } else { String::new() };
            let what = format!("{who}{}", self.title(rule));
            Some(deadline(first_day(finding)?, what, self.owner(finding), &rule.id))
        })
    }

    /// The days that the profile gives, such as the end of the agreement.
    fn named(&self) -> impl Iterator<Item = Deadline> {
        let names = self.assessment.known.iter().zip(&self.book.names);
        names.filter_map(|(known, name)| {
            let day = match known.possible.single()? {
                Value::Date(day) if day >= self.profile.as_of && known.by == KnownBy::Profile => day,
                _ => return None,
            };
            Some(deadline(day, name.title.clone(), None, &name.id))
        })
    }

    /// The ends of the vendor's fiscal quarters in the year to come: when its targets fall
    /// due, and a signature is worth most.
    fn fiscal(&self) -> impl Iterator<Item = Deadline> {
        let ends = self.book.packs.iter().filter_map(|pack| pack.year_end);
        let mut days: Vec<Deadline> = Vec::new();
        for end in ends {
            let year = end.next(self.profile.as_of);
            let mut from = self.profile.as_of;
            for day in (0..4).map_while(|_| {
                let day = end.next_quarter(from)?;
                from = day.tomorrow().ok()?;
                Some(day)
            }) {
                let what = if Some(day) == year { "year" } else { "quarter" };
                let ends = deadline(day, format!("{} fiscal {what} ends", self.vendors()), None, "fiscal");
                // Packs of one vendor name the same days.
                if !days.contains(&ends) {
                    days.push(ends);
                }
            }
        }
        days.into_iter()
    }

    /// When the sources that the report rests on are to be read again.
    fn rechecks(&self) -> impl Iterator<Item = Deadline> {
        self.cited_sources().into_iter().filter_map(|(source, _)| {
            let day = source.good_until().filter(|day| *day >= self.profile.as_of)?;
            let what = format!("Read again: {}", source.title);
            Some(deadline(day, what, None, &source.id))
        })
    }
}

fn in_order(days: impl Iterator<Item = Deadline>) -> Vec<Deadline> {
    let mut days: Vec<Deadline> = days.collect();
    days.sort_by(|one, other| (one.day, &one.what).cmp(&(other.day, &other.what)));
    days
}

pub(super) fn deadline(day: Date, what: String, owner: Option<String>, id: &str) -> Deadline {
    Deadline { day, shown: show_date(day), what, owner, id: id.to_owned() }
}
