//! The day a duty is due, by the calendar.

use jiff::Span;
use jiff::civil::Date;

use crate::rulebook::due::{Anchor, Due};
use crate::value::{Bound, Duration, Possible, Value};

use super::finding::{DueDate, Known, KnownBy};

/// When something is due for somebody of whom this is known.
pub(super) fn due_date(due: &Due, known: &[Known], as_of: Date) -> DueDate {
    let Some(name) = due.name() else {
        return match due {
            Due::Within(..) => DueDate::AfterEach,
            _ => DueDate::Recurring,
        };
    };
    let days = known.get(name.0).map_or(Days::Unknown, days);
    let (first, last) = match days {
        Days::Unknown => return DueDate::Waits(name),
        Days::Never => return DueDate::Never,
        Days::Between(first, last) => (first, last),
    };
    let moved = |day: Date| match due {
        Due::Before(span, _) => before(day, *span),
        Due::After(span, _) | Due::Within(span, Anchor::Name(_)) => after(day, *span, 1),
        Due::Every(span, _) => next(day, *span, as_of),
        Due::On(_) | Due::Within(..) => Some(day),
    };
    // Of something that comes back, two beginnings make no range of next times.
    if matches!(due, Due::Every(..)) && last != Some(first) {
        return DueDate::Waits(name);
    }
    match (moved(first), last.map(moved)) {
        (Some(first), Some(Some(last))) => DueDate::Day { first, last: Some(last), overdue: last < as_of },
        (Some(first), None) => DueDate::Day { first, last: None, overdue: false },
        // Beyond the calendar.
        _ => DueDate::Never,
    }
}

/// The days that a date may be.
enum Days {
    Unknown,
    Never,
    /// From the first on; to the last, where there is one.
    Between(Date, Option<Date>),
}

fn days(known: &Known) -> Days {
    if matches!(known.by, KnownBy::Nothing | KnownBy::Reference(_)) {
        return Days::Unknown;
    }
    let Possible::Ranges(ranges) = &known.possible else { return Days::Unknown };
    let mut first: Option<Date> = None;
    let mut last: Option<Option<Date>> = None;
    for range in ranges {
        let low = match &range.low {
            Bound::Included(Value::Date(day)) => *day,
            Bound::Excluded(Value::Date(day)) => day.tomorrow().unwrap_or(*day),
            Bound::Included(Value::Endless) | Bound::Excluded(Value::Endless) => {
                last = Some(None);
                continue;
            }
            _ => return Days::Unknown,
        };
        let high = match &range.high {
            Bound::Included(Value::Date(day)) => Some(*day),
            Bound::Excluded(Value::Date(day)) => Some(day.yesterday().unwrap_or(*day)),
            _ => None,
        };
        first = Some(first.map_or(low, |known| known.min(low)));
        last = Some(match (last, high) {
            (None, high) => high,
            (Some(Some(known)), Some(high)) => Some(known.max(high)),
            _ => None,
        });
    }
    match (first, last) {
        (Some(first), last) => Days::Between(first, last.flatten()),
        (None, Some(_)) => Days::Never,
        (None, None) => Days::Unknown,
    }
}

fn before(day: Date, span: Duration) -> Option<Date> {
    day.checked_sub(calendar(span, 1)?).ok()
}

fn after(day: Date, span: Duration, times: i64) -> Option<Date> {
    day.checked_add(calendar(span, times)?).ok()
}

fn calendar(span: Duration, times: i64) -> Option<Span> {
    let (months, days) = (span.months.checked_mul(times)?, span.days.checked_mul(times)?);
    Span::new().try_months(months).ok()?.try_days(days).ok()
}

/// The first time on or after a day, counted from the beginning, so that what is due at
/// the end of a month stays there.
fn next(beginning: Date, span: Duration, as_of: Date) -> Option<Date> {
    // A month has 31 days or fewer: this many have passed at least.
    let longest = span.months.checked_mul(31)?.checked_add(span.days)?;
    let passed = i64::from(as_of.since(beginning).ok()?.get_days()).max(0);
    let mut times = passed.checked_div(longest)?.max(1);
    loop {
        let day = after(beginning, span, times)?;
        if day >= as_of {
            return Some(day);
        }
        times = times.checked_add(1)?;
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::due_date;
    use crate::assess::finding::{DueDate, Known, KnownBy};
    use crate::rulebook::condition::NameId;
    use crate::rulebook::due::{Anchor, Due};
    use crate::value::{Bound, Duration, Possible, Range, Value};

    const AS_OF: Date = Date::constant(2026, 11, 21);
    const NAME: NameId = NameId(0);

    fn on(due: Due, possible: Possible) -> DueDate {
        due_date(&due, &[Known { by: KnownBy::Profile, possible, place: None }], AS_OF)
    }

    fn day(text: &str) -> Value {
        Value::Date(text.parse().unwrap())
    }

    fn exactly(text: &str) -> Possible {
        Possible::one(day(text))
    }

    fn first(due: Due, possible: Possible) -> String {
        match on(due, possible) {
            DueDate::Day { first, last, overdue } => {
                let last = last.map_or("…".to_owned(), |last| last.to_string());
                let late = if overdue { " overdue" } else { "" };
                if last == first.to_string() { format!("{first}{late}") } else { format!("{first}..{last}{late}") }
            }
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn one_day() {
        let three = Duration::months(3);
        for (due, date, expected) in [
            (Due::Before(Duration::days(90), NAME), "2027-06-30", "2027-04-01"),
            (Due::Before(three, NAME), "2027-05-31", "2027-02-28"),
            (Due::After(Duration::days(30), NAME), "2026-11-21", "2026-12-21"),
            (Due::After(Duration::days(30), NAME), "2026-10-01", "2026-10-31 overdue"),
            (Due::On(NAME), "2026-11-21", "2026-11-21"),
            (Due::On(NAME), "2026-11-20", "2026-11-20 overdue"),
            (Due::Within(Duration::months(2), Anchor::Name(NAME)), "2026-12-31", "2027-02-28"),
            (Due::Every(three, Some(NAME)), "2026-11-21", "2027-02-21"),
            (Due::Every(three, Some(NAME)), "2027-01-01", "2027-04-01"),
            (Due::Every(three, Some(NAME)), "2026-08-21", "2026-11-21"),
            (Due::Every(three, Some(NAME)), "2026-05-31", "2026-11-30"),
            (Due::Every(Duration::months(1), Some(NAME)), "1999-08-31", "2026-11-30"),
            (Due::Every(Duration::days(1), Some(NAME)), "1800-01-01", "2026-11-21"),
        ] {
            assert_eq!(first(due, exactly(date)), expected, "{due:?} {date}");
        }
    }

    #[test]
    fn what_is_known_in_part() {
        let before = Due::Before(Duration::days(30), NAME);
        let range = |low: Bound, high: Bound| Possible::Ranges(vec![Range { low, high }]);
        let between = range(Bound::Included(day("2027-01-31")), Bound::Included(day("2027-03-31")));
        assert_eq!(first(before, between.clone()), "2027-01-01..2027-03-01");
        assert_eq!(on(Due::Every(Duration::months(1), Some(NAME)), between), DueDate::Waits(NAME));
        assert_eq!(first(before, range(Bound::Included(day("2027-01-31")), Bound::Open)), "2027-01-01..…");
        assert_eq!(on(before, range(Bound::Open, Bound::Included(day("2027-01-31")))), DueDate::Waits(NAME));
        assert_eq!(on(before, Possible::Anything), DueDate::Waits(NAME));
        assert_eq!(on(before, Possible::one(Value::Endless)), DueDate::Never);
        let either = vec![Range::one(day("2027-01-31")), Range::one(Value::Endless)];
        assert_eq!(first(before, Possible::Ranges(either)), "2027-01-01..…");
    }

    #[test]
    fn what_has_no_day() {
        assert_eq!(on(Due::Every(Duration::months(3), None), Possible::Anything), DueDate::Recurring);
        assert_eq!(on(Due::Within(Duration::months(2), Anchor::BillingMonth), Possible::Anything), DueDate::AfterEach);
        let unknown = Known { by: KnownBy::Nothing, possible: Possible::Anything, place: None };
        assert_eq!(due_date(&Due::On(NAME), &[unknown], AS_OF), DueDate::Waits(NAME));
    }
}
