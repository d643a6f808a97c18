//! The fiscal year of the vendor: its sales people have targets to meet when it ends, and
//! at the end of each quarter.

use jiff::civil::Date;

use crate::value::MONTHS;

/// In a leap year, so that a year may end on 29 February.
const LONGEST: [i8; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const FEBRUARY: i8 = 2;

/// The last day of a fiscal year, of every year. 29 February is the last of that month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearEnd {
    /// From 1 to 12.
    pub month: i8,
    /// From 1 to 31.
    pub day: i8,
}

impl YearEnd {
    /// Reads a day and its month: `30 June`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (day, month) = text.split_once(' ')?;
        let at = MONTHS.iter().position(|name| *name == month.trim())?;
        let day: i8 = day.parse().ok()?;
        let fits = day >= 1 && LONGEST.get(at).is_some_and(|longest| day <= *longest);
        Some(Self { month: i8::try_from(at + 1).ok()?, day }).filter(|_| fits)
    }

    /// The first end of a fiscal year on a day or after it.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use proviso::rulebook::year_end::YearEnd;
    /// let june = YearEnd { month: 6, day: 30 };
    /// assert_eq!(june.next(date(2026, 11, 21)), Some(date(2027, 6, 30)));
    /// assert_eq!(june.next(date(2027, 6, 30)), Some(date(2027, 6, 30)));
    /// ```
    pub fn next(self, from: Date) -> Option<Date> {
        self.ends(from, 12)
    }

    /// The first end of a fiscal quarter on a day or after it. Where the year ends with a
    /// month, so do its quarters.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use proviso::rulebook::year_end::YearEnd;
    /// let june = YearEnd { month: 6, day: 30 };
    /// assert_eq!(june.next_quarter(date(2026, 11, 21)), Some(date(2026, 12, 31)));
    /// let middle = YearEnd { month: 1, day: 15 };
    /// assert_eq!(middle.next_quarter(date(2026, 11, 21)), Some(date(2027, 1, 15)));
    /// ```
    pub fn next_quarter(self, from: Date) -> Option<Date> {
        self.ends(from, 3)
    }

    /// The first day on or after another that lies a number of such steps of months from
    /// the end of the year.
    fn ends(self, from: Date, step: i8) -> Option<Date> {
        let mut first = from.first_of_month();
        for _ in 0..=12 {
            let last = first.last_of_month();
            let day = if self.ends_month() { last.day() } else { self.day.min(last.day()) };
            let end = first.with().day(day).build().ok()?;
            if end >= from && (first.month() - self.month).rem_euclid(step) == 0 {
                return Some(end);
            }
            first = last.tomorrow().ok()?;
        }
        None
    }

    fn ends_month(self) -> bool {
        let longest =
            LONGEST.iter().zip(1..).find(|(_, month)| *month == self.month).map_or(31, |(longest, _)| *longest);
        self.day >= if self.month == FEBRUARY { 28 } else { longest }
    }
}

/// As it is read aloud: 30 June.
impl std::fmt::Display for YearEnd {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let at = usize::from(self.month.unsigned_abs()).saturating_sub(1);
        write!(f, "{} {}", self.day, MONTHS.get(at).copied().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::YearEnd;

    #[test]
    fn days_of_the_year_are_read_and_shown_alike() {
        for day in ["30 June", "1 January", "29 February", "31 December"] {
            assert_eq!(YearEnd::read(day).unwrap().to_string(), day);
        }
        for none in ["31 June", "0 June", "30 Juni", "30 february", "30"] {
            assert_eq!(YearEnd::read(none), None, "{none}");
        }
    }

    #[test]
    fn years_that_end_with_february_follow_the_leap_year() {
        for end in ["28 February", "29 February"] {
            let end = YearEnd::read(end).unwrap();
            assert_eq!(end.next(date(2027, 3, 1)), Some(date(2028, 2, 29)));
            assert_eq!(end.next(date(2026, 3, 1)), Some(date(2027, 2, 28)));
            assert_eq!(end.next_quarter(date(2027, 3, 1)), Some(date(2027, 5, 31)));
        }
    }

    #[test]
    fn quarters_come_every_three_months() {
        let end = YearEnd::read("31 March").unwrap();
        let mut day = date(2026, 4, 1);
        let mut ends = Vec::new();
        for _ in 0..4 {
            let next = end.next_quarter(day).unwrap();
            ends.push(next.to_string());
            day = next.tomorrow().unwrap();
        }
        assert_eq!(ends, ["2026-06-30", "2026-09-30", "2026-12-31", "2027-03-31"]);
    }
}
