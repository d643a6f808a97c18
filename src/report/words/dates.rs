//! Ages in words.

use jiff::Unit;
use jiff::civil::Date;

use crate::rulebook::vocabulary::Document;

use super::{and, counted};

/// How old a source is on a day: "1 year and 3 months", "16 days".
pub(super) fn age(source: &Document, on: Date) -> String {
    if source.as_of > on {
        return "dated after the day of this report".to_owned();
    }
    let Ok(span) = on.since((Unit::Year, source.as_of)) else { return String::new() };
    let count = |n: i64, noun: &str| usize::try_from(n).ok().filter(|n| *n > 0).map(|n| counted(n, noun));
    let years = count(i64::from(span.get_years()), "year");
    let months = count(i64::from(span.get_months()), "month");
    let parts: Vec<String> = years.into_iter().chain(months).collect();
    if !parts.is_empty() {
        return and(&parts);
    }
    count(i64::from(span.get_days()), "day").unwrap_or_else(|| "of the same day".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Date, Document, age};
    use crate::rulebook::vocabulary::DocumentKind;
    use crate::source::{Place, Source, Span};
    use crate::value::Duration;

    fn of(day: &str, recheck: Duration) -> Document {
        let as_of = day.parse().unwrap();
        let (id, title) = (String::new(), String::new());
        let place = Place::new(&Source::new("", ""), Span::default());
        Document { id, title, kind: DocumentKind::Vendor, as_of, recheck: Some(recheck), place }
    }

    #[test]
    fn ages_by_the_calendar() {
        let on: Date = "2026-11-21".parse().unwrap();
        let cases = [
            ("2025-08-01", "1 year and 3 months"),
            ("2025-11-21", "1 year"),
            ("2026-10-22", "30 days"),
            ("2026-11-20", "1 day"),
            ("2026-11-21", "of the same day"),
            ("2026-12-01", "dated after the day of this report"),
        ];
        for (day, expected) in cases {
            assert_eq!(age(&of(day, Duration::days(1)), on), expected, "{day}");
        }
    }

    #[test]
    fn the_last_day_of_the_review_period_is_in_time() {
        let on: Date = "2026-11-21".parse().unwrap();
        assert!(!of("2025-11-21", Duration::months(12)).is_stale(on));
        assert!(of("2025-11-20", Duration::months(12)).is_stale(on));
        assert!(of("2026-05-24", Duration::days(180)).is_stale(on));
        assert!(!of("2026-05-25", Duration::days(180)).is_stale(on));
    }
}
