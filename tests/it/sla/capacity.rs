//! Reserved capacity: the worked examples, and a second, naive model.

use jiff::Timestamp;
use proptest::prelude::*;
use proviso::sla::reservation::{Attempt, Event, Failure, Reading, not_available, units};
use proviso::sla::{Length, Stretch, Uptime, total};

use super::sample::{PREM, percent, table};

const LAPSE: i64 = 15;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn minutes(stretches: &[Stretch]) -> Length {
    total(stretches)
}

fn in_month(stretches: &[Stretch], start: &str, end: &str) -> Length {
    let month = Stretch { start: at(start), end: at(end) };
    stretches.iter().filter_map(|stretch| stretch.within(&month)).map(|stretch| stretch.length()).sum()
}

fn earned(days: i64, down: Length) -> (String, String) {
    let table = table(None, PREM);
    let uptime = Uptime::new(Length::minutes(days * 1440), down).unwrap();
    let credit = uptime.tier(&table).unwrap().map_or("0".to_owned(), |tier| tier.credit.to_string());
    (uptime.shown(&[percent("99.9")]), credit)
}

#[test]
fn a_retry_at_the_boundary_and_a_lapse() {
    let events = |retry: bool| -> Vec<(Timestamp, Event)> {
        [("09:00", true), ("09:10", true), ("09:25", true), ("09:52", retry), ("09:58", true)]
            .into_iter()
            .filter(|(_, there)| *there)
            .map(|(time, _)| {
                let event = if time == "09:58" { Event::Used } else { Event::NotAvailable };
                (at(&format!("2026-04-07T{time}:00Z")), event)
            })
            .collect()
    };
    let lapse = Length::minutes(LAPSE);
    let down = minutes(&not_available(&events(true), lapse));
    assert_eq!(down, Length::minutes(46));
    assert_eq!(earned(30, down), ("99.893519%".to_owned(), "10".to_owned()));
    let without = minutes(&not_available(&events(false), lapse));
    assert_eq!(without, Length::minutes(40));
    assert_eq!(earned(30, without), ("99.907407%".to_owned(), "0".to_owned()));
}

fn attempt(time: &str, tried: u32, failed: u32, failure: Failure) -> Attempt {
    let at = at(&format!("2026-05-07T{time}:00Z"));
    Attempt { at, unit: None, tried, failed, failure, capacity: Some(10), allocated: None }
}

#[test]
fn units_diverge_and_other_errors_are_ignored() {
    let log = [
        Attempt { allocated: Some(4), ..attempt("22:00", 6, 2, Failure::Capacity) },
        attempt("22:12", 2, 2, Failure::Capacity),
        attempt("22:20", 2, 2, Failure::Other),
        attempt("22:40", 2, 1, Failure::Capacity),
        attempt("22:50", 1, 1, Failure::Capacity),
        attempt("23:05", 1, 0, Failure::Capacity),
    ];
    let log: Vec<&Attempt> = log.iter().collect();
    let units = units(&log, Reading::FailedUnits);
    let down: Vec<(String, Length)> = units
        .into_iter()
        .map(|(unit, events)| (unit, minutes(&not_available(&events, Length::minutes(LAPSE)))))
        .collect();
    assert_eq!(down, [("unit 1".to_owned(), Length::minutes(27)), ("unit 2".to_owned(), Length::minutes(52))]);
    assert_eq!(earned(31, down[0].1), ("99.939516%".to_owned(), "0".to_owned()));
    assert_eq!(earned(31, down[1].1), ("99.883513%".to_owned(), "10".to_owned()));
}

#[test]
fn a_month_ends_within() {
    let events: Vec<(Timestamp, Event)> =
        ["23:20", "23:35", "23:50"].map(|time| (at(&format!("2026-02-28T{time}:00Z")), Event::NotAvailable)).to_vec();
    let stretches = not_available(&events, Length::minutes(LAPSE));
    let february = in_month(&stretches, "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z");
    let march = in_month(&stretches, "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z");
    assert_eq!((february, march), (Length::minutes(40), Length::minutes(5)));
    assert_eq!(earned(28, february), ("99.900794%".to_owned(), "0".to_owned()));
    assert_eq!(earned(31, march), ("99.988799%".to_owned(), "0".to_owned()));
    assert_eq!(earned(28, Length::minutes(45)), ("99.888393%".to_owned(), "10".to_owned()));
}

/// The example in the documentation of the feature.
#[test]
fn the_published_example() {
    let mut events: Vec<(Timestamp, Event)> =
        [0, 20, 30, 40, 50].map(|minute| (at(&format!("2026-04-07T09:{minute:02}:00Z")), Event::NotAvailable)).to_vec();
    events.push((at("2026-04-07T10:00:00Z"), Event::Used));
    let down = minutes(&not_available(&events, Length::minutes(LAPSE)));
    assert_eq!(down, Length::minutes(55));
    assert_eq!(earned(30, down), ("99.872685%".to_owned(), "10".to_owned()));
}

#[test]
fn how_many_failures_it_takes() {
    for (credit, counts) in [("10", [3, 3, 3, 3]), ("25", [27, 28, 29, 30]), ("100", [135, 140, 145, 149])] {
        for (days, count) in [28, 29, 30, 31].into_iter().zip(counts) {
            let earns = |count: i64| earned(days, Length::minutes(count * LAPSE)).1;
            assert_eq!(earns(count), credit, "{days} days");
            assert_ne!(earns(count - 1), credit, "{days} days");
        }
    }
    assert_eq!(earned(30, Length::minutes(2160)), ("95%".to_owned(), "25".to_owned()));
}

#[test]
fn every_unused_unit_counts_by_the_other_reading() {
    let log = [Attempt { allocated: Some(4), ..attempt("22:00", 2, 1, Failure::Capacity) }];
    let log: Vec<&Attempt> = log.iter().collect();
    assert_eq!(units(&log, Reading::FailedUnits).len(), 1);
    // Ten reserved, four in use, one more taken: five are left.
    assert_eq!(units(&log, Reading::UnusedUnits).len(), 5);
}

/// Second by second: is the unit down in this one? It is when the last event that matters
/// was a failure for want of capacity less than 15 minutes ago.
fn naive(events: &[(i64, Event)], seconds: i64) -> i64 {
    let down = |second: i64| {
        let last = events.iter().rfind(|(at, event)| *at <= second && *event != Event::Other);
        matches!(last, Some((at, Event::NotAvailable)) if second < at + LAPSE * 60)
    };
    (0..seconds).filter(|second| down(*second)).count() as i64
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_clock_agrees_with_counting_seconds(
        gaps in prop::collection::vec(
            (prop_oneof![0_i64..2000, Just(0), Just(899), Just(900), Just(901)], 0_u8..4),
            0..40,
        ),
        end in 0_i64..20_000,
    ) {
        let start = at("2026-04-01T00:00:00Z");
        let second = |count: i64| Timestamp::from_second(start.as_second() + count).unwrap();
        let mut now = 0;
        let mut events = Vec::new();
        for (gap, kind) in gaps {
            now += gap;
            let event = [Event::NotAvailable, Event::NotAvailable, Event::Used, Event::Other][usize::from(kind)];
            events.push((now, event));
        }
        let timed: Vec<(Timestamp, Event)> = events.iter().map(|(at, event)| (second(*at), *event)).collect();
        let stretches = not_available(&timed, Length::minutes(LAPSE));
        for (one, next) in stretches.iter().zip(stretches.iter().skip(1)) {
            prop_assert!(one.end <= next.start, "no minute is counted twice");
        }
        let month = Stretch { start, end: second(end) };
        let counted: Length = stretches.iter().filter_map(|one| one.within(&month)).map(|one| one.length()).sum();
        prop_assert_eq!(counted, Length::millis(naive(&events, end) * 1000));
    }
}
