//! The calendar of claims.

use jiff::civil::Date;
use proviso::sla::{Anchor, Calendar, Days, Deadline, Length, Month, Period, Window, last_day, processed, read_month};
use proviso::value::Duration;

use super::sample::{azure, others};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn shown(deadline: Deadline) -> (String, String) {
    (deadline.day.to_string(), deadline.later.map_or("same".to_owned(), |later| later.to_string()))
}

/// For the last day of a billing month: Azure by the earlier and the later reading, and
/// other services.
#[test]
fn last_days() {
    for (end, azure_day, later, other) in [
        ("2026-01-31", "2026-03-31", "same", "2026-02-28"),
        ("2026-02-28", "2026-04-28", "2026-04-30", "2026-03-31"),
        ("2026-03-31", "2026-05-31", "same", "2026-04-30"),
        ("2026-04-30", "2026-06-30", "same", "2026-05-31"),
        ("2026-05-31", "2026-07-31", "same", "2026-06-30"),
        ("2026-06-30", "2026-08-30", "2026-08-31", "2026-07-31"),
        ("2026-07-31", "2026-09-30", "same", "2026-08-31"),
        ("2026-08-31", "2026-10-31", "same", "2026-09-30"),
        ("2026-09-30", "2026-11-30", "same", "2026-10-31"),
        ("2026-10-31", "2026-12-31", "same", "2026-11-30"),
        ("2026-11-30", "2027-01-30", "2027-01-31", "2026-12-31"),
        ("2026-12-31", "2027-02-28", "same", "2027-01-31"),
        ("2027-12-31", "2028-02-29", "same", "2028-01-31"),
        ("2026-03-14", "2026-05-14", "same", "2026-04-30"),
    ] {
        let days = Days { month_end: day(end), incident: day(end), fix: day(end) };
        assert_eq!(shown(last_day(azure().claim, &days).unwrap()), (azure_day.to_owned(), later.to_owned()), "{end}");
        assert_eq!(shown(last_day(others().claim, &days).unwrap()).0, other, "{end}");
    }
}

#[test]
fn the_printed_example() {
    let days = Days { month_end: day("2026-02-28"), incident: day("2026-02-15"), fix: day("2026-02-15") };
    assert_eq!(last_day(others().claim, &days).unwrap().day, day("2026-03-31"));
    let deadline = last_day(azure().claim, &days).unwrap();
    assert_eq!(shown(deadline), ("2026-04-28".to_owned(), "2026-04-30".to_owned()));
    assert!(!deadline.is_over(day("2026-04-30")) && deadline.is_doubtful(day("2026-04-29")));
    assert!(deadline.is_over(day("2026-05-01")) && !deadline.is_doubtful(day("2026-04-28")));
}

#[test]
fn other_anchors() {
    let days = Days { month_end: day("2026-02-28"), incident: day("2026-02-03"), fix: day("2026-02-05") };
    let last = |within, after| last_day(Window { within, after }, &days).unwrap().day;
    assert_eq!(last(Duration::days(30), Anchor::Incident), day("2026-03-05"));
    assert_eq!(last(Duration::days(30), Anchor::Fix), day("2026-03-07"));
    assert_eq!(last(Duration::days(30), Anchor::BillingMonth), day("2026-03-30"));
}

#[test]
fn processing() {
    let target = azure().processing.unwrap();
    let days = |received: &str| -> Vec<String> {
        processed(&target, day(received)).unwrap().iter().map(ToString::to_string).collect()
    };
    assert_eq!(days("2026-04-01"), ["2026-05-16", "2026-05-31"]);
    assert_eq!(days("2026-04-16"), ["2026-05-31"]);
    assert_eq!(days("2026-04-30"), ["2026-05-31", "2026-06-14"]);
}

#[test]
fn months_are_as_long_as_they_are() {
    let length = |zone: &str, period, month: &str| {
        let zone = jiff::tz::TimeZone::get(zone).unwrap();
        let bounds = Calendar { zone, billing_day: 1 }.named(period, read_month(month).unwrap()).unwrap();
        (bounds.length(), bounds.days())
    };
    for (month, days) in [("2026-02", 28), ("2028-02", 29), ("2100-02", 28), ("2026-04", 30), ("2026-12", 31)] {
        assert_eq!(length("UTC", Period::CalendarMonth, month), (Length::minutes(days * 1440), days as u32), "{month}");
    }
    // Clocks go forward in March and back in October.
    assert_eq!(length("Europe/Berlin", Period::BillingMonth, "2026-03").0, Length::minutes(31 * 1440 - 60));
    assert_eq!(length("Europe/Berlin", Period::BillingMonth, "2026-10").0, Length::minutes(31 * 1440 + 60));
    assert_eq!(length("Europe/Berlin", Period::Quarter, "2026-02").0, Length::minutes(90 * 1440 - 60));
    assert_eq!(length("Australia/Lord_Howe", Period::BillingMonth, "2026-04").0, Length::minutes(30 * 1440 + 30));
}

#[test]
fn billing_months() {
    let calendar = Calendar { billing_day: 15, ..Calendar::default() };
    let around = |instant: &str| calendar.around(Period::BillingMonth, instant.parse().unwrap()).unwrap();
    for instant in ["2026-02-15T00:00:00Z", "2026-03-01T12:00:00Z", "2026-03-14T23:59:59.999Z"] {
        let bounds = around(instant);
        assert_eq!((bounds.first, bounds.last), (day("2026-02-15"), day("2026-03-14")), "{instant}");
        assert_eq!(bounds.month(), Month { year: 2026, month: 2 });
        assert_eq!(bounds.shown(), "15 February 2026 to 14 March 2026");
        assert_eq!(bounds.days(), 28);
    }
    assert_eq!(around("2026-01-14T23:59:59Z").first, day("2025-12-15"));
    assert_eq!(around("2026-03-15T00:00:00Z").first, day("2026-03-15"));
}

#[test]
fn months_as_people_write_them() {
    assert_eq!(read_month("2026-02"), Some(Month { year: 2026, month: 2 }));
    for text in ["2026-13", "2026-00", "26-02", "2026-2", "2026-02-01", "Feb 2026", "0000-01", ""] {
        assert_eq!(read_month(text), None, "{text}");
    }
}
