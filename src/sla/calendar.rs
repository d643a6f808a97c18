//! Months as bills count them: how long they are, and what they are called.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use crate::value::show_date;

use super::agreement::Period;
use super::spans::Stretch;
use super::{Length, Overflow};

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// The year.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
}

/// Reads a month, `2026-02`.
pub fn read_month(text: &str) -> Option<Month> {
    let (year, month) = text.split_once('-')?;
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let date =
        (digits(year, 4) && digits(month, 2)).then(|| Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok());
    date.flatten().filter(|date| date.year() > 0).map(Month::of)
}

impl Month {
    /// The month of a day.
    pub fn of(day: Date) -> Self {
        Self { year: day.year(), month: day.month() }
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// A time over which a level is measured.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bounds {
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// From its first instant to the first after it: where clocks are put forward in
    /// between, an hour less than the days would say.
    pub stretch: Stretch,
}

impl Bounds {
    /// How long it is.
    pub fn length(&self) -> Length {
        self.stretch.length()
    }

    /// How many days it has.
    pub fn days(&self) -> u32 {
        let days = self.last.since(self.first).map_or(0, |span| span.get_days());
        u32::try_from(days).unwrap_or(0) + 1
    }

    /// The month that it is called by: the one it begins in.
    pub fn month(&self) -> Month {
        Month::of(self.first)
    }

    /// In words: "February 2026", "15 February 2026 to 14 March 2026".
    pub fn shown(&self) -> String {
        let whole = self.first.day() == 1 && self.last == self.first.last_of_month();
        match whole {
            true => self.first.strftime("%B %Y").to_string(),
            false => format!("{} to {}", show_date(self.first), show_date(self.last)),
        }
    }
}

/// How a customer's months are counted.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// The zone in which days begin. Microsoft bills by UTC.
    pub zone: TimeZone,
    /// The day on which billing months begin, 1 to 28.
    pub billing_day: i8,
}

impl Default for Calendar {
    fn default() -> Self {
        Self { zone: TimeZone::UTC, billing_day: 1 }
    }
}

impl Calendar {
    /// The day of an instant.
    pub fn day(&self, instant: Timestamp) -> Date {
        self.zone.to_datetime(instant).date()
    }

    /// The period that an instant lies in.
    ///
    /// # Errors
    /// The period is beyond the years 1 to 9999.
    pub fn around(&self, period: Period, instant: Timestamp) -> Result<Bounds, Overflow> {
        let day = self.day(instant);
        match period {
            Period::BillingMonth if day.day() < self.billing_day => {
                self.named(period, Month::of(later(day.first_of_month(), -1)?))
            }
            _ => self.named(period, Month::of(day)),
        }
    }

    /// The period that begins in a month; the quarter that holds it.
    ///
    /// # Errors
    /// The period is beyond the years 1 to 9999.
    pub fn named(&self, period: Period, month: Month) -> Result<Bounds, Overflow> {
        let (start, months) = match period {
            Period::CalendarMonth => (Date::new(month.year, month.month, 1), 1),
            Period::BillingMonth => (Date::new(month.year, month.month, self.billing_day), 1),
            Period::Quarter => (Date::new(month.year, (month.month - 1) / 3 * 3 + 1, 1), 3),
        };
        let first = start.map_err(|_| Overflow)?;
        let next = later(first, months)?;
        let instant = |day: Date| day.to_zoned(self.zone.clone()).map(|zoned| zoned.timestamp()).map_err(|_| Overflow);
        let stretch = Stretch { start: instant(first)?, end: instant(next)? };
        Ok(Bounds { first, last: next.yesterday().map_err(|_| Overflow)?, stretch })
    }
}

/// So many months later, month ends clamped.
pub(super) fn later(day: Date, months: i64) -> Result<Date, Overflow> {
    let span = Span::new().try_months(months).map_err(|_| Overflow)?;
    day.checked_add(span).map_err(|_| Overflow)
}
