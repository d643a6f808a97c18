//! Last days: by when a claim must have been received, and when it should be processed.

use jiff::Span;
use jiff::civil::Date;

use super::Overflow;
use super::agreement::{Anchor, Processing, Window};
use super::calendar::later;
use crate::value::Duration;

/// The days that a window for claims can be counted from.
#[derive(Clone, Copy, Debug)]
pub struct Days {
    /// The last day of the billing month of the first incident of the claim.
    pub month_end: Date,
    /// The day on which the first incident of the claim began.
    pub incident: Date,
    /// The day on which the first incident of the claim was over.
    pub fix: Date,
}

/// The last day on which a claim may be received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The day that is safe by every reading.
    pub day: Date,
    /// A later day, by another reading: two months after the last day of February are the
    /// 28th of April, or the last day of April.
    pub later: Option<Date>,
    /// How the safe day is counted.
    pub counted: Counted,
}

/// How a last day is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The window.
    pub window: Window,
    /// The day that it is counted from.
    pub from: Date,
    /// Whether that is a day of an earlier month, in which an incident began that ran on.
    pub earlier_month: bool,
    /// Whether months are counted from the last day of one, and end before the last day of
    /// another.
    pub short_of_the_end: bool,
}

impl Deadline {
    /// Whether the window has closed by every reading.
    pub fn is_over(&self, today: Date) -> bool {
        today > self.later.unwrap_or(self.day)
    }

    /// Whether only the later reading keeps the window open.
    pub fn is_doubtful(&self, today: Date) -> bool {
        today > self.day && !self.is_over(today)
    }
}

/// The last day to claim, where there may be several readings of the window, and of the
/// days it is counted from, those of the month that is claimed for first: the earliest
/// decides. Receipt counts, not dispatch.
///
/// Source: Online Services SLA, "Claims".
///
/// # Errors
/// A day is beyond the years 1 to 9999.
pub fn earliest_last_day(windows: impl Iterator<Item = Window>, days: &[Days]) -> Result<Option<Deadline>, Overflow> {
    let mut all: Vec<Deadline> = Vec::new();
    for window in windows {
        for own in days {
            let mut deadline = last_day(window, own)?;
            let first = days.first().map(|first| (first.month_end, own.month_end));
            deadline.counted.earlier_month = first.is_some_and(|(first, own)| own < first);
            all.push(deadline);
        }
    }
    let last = all.iter().map(|one| one.later.unwrap_or(one.day)).max();
    let first = all.into_iter().min_by_key(|one| (one.day, one.counted.earlier_month));
    Ok(first.map(|first| Deadline { later: last.filter(|last| *last != first.day), ..first }))
}

/// The last day to claim by one window.
///
/// # Errors
/// The day is beyond the years 1 to 9999.
pub fn last_day(window: Window, days: &Days) -> Result<Deadline, Overflow> {
    let anchor = match window.after {
        Anchor::BillingMonth => days.month_end,
        Anchor::FollowingMonth => later(days.incident.first_of_month(), 1)?.last_of_month(),
        Anchor::Incident => days.incident,
        Anchor::Fix => days.fix,
    };
    let day = add(anchor, &window.within)?;
    let whole_months = window.within.months != 0 && window.within.days == 0;
    let at_end = whole_months && anchor == anchor.last_of_month();
    let later = at_end.then(|| day.last_of_month()).filter(|later| *later != day);
    let counted = Counted { window, from: anchor, earlier_month: false, short_of_the_end: later.is_some() };
    Ok(Deadline { day, later, counted })
}

/// When a claim should be processed that was received on a day: each target the agreement
/// names, the earlier one first.
///
/// Source: Online Services SLA, "Claims": during the subsequent month and within 45 days.
///
/// # Errors
/// A day is beyond the years 1 to 9999.
pub fn processed(processing: &Processing, received: Date) -> Result<Vec<Date>, Overflow> {
    let within = processing.within.map(|within| add(received, &within)).transpose()?;
    let next = later(received.first_of_month(), 1)?.last_of_month();
    let mut days: Vec<Date> = within.into_iter().chain(processing.following_month.then_some(next)).collect();
    days.sort_unstable();
    days.dedup();
    Ok(days)
}

fn add(day: Date, duration: &Duration) -> Result<Date, Overflow> {
    let whole = duration.days + duration.millis / 86_400_000;
    let days = Span::new().try_days(whole).map_err(|_| Overflow)?;
    later(day, duration.months)?.checked_add(days).map_err(|_| Overflow)
}
