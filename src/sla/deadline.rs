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
/// days it is counted from: the earliest decides. Receipt counts, not dispatch.
///
/// Source: Online Services SLA, "Claims".
///
/// # Errors
/// A day is beyond the years 1 to 9999.
pub fn earliest_last_day(windows: impl Iterator<Item = Window>, days: &[Days]) -> Result<Option<Deadline>, Overflow> {
    let mut all: Vec<Date> = Vec::new();
    for window in windows {
        for days in days {
            let Deadline { day, later } = last_day(window, days)?;
            all.push(day);
            all.extend(later);
        }
    }
    let (first, last) = (all.iter().min(), all.iter().max());
    Ok(first.map(|day| Deadline { day: *day, later: last.filter(|last| *last != day).copied() }))
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
    Ok(Deadline { day, later })
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
