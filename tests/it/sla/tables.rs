//! The tables of permitted downtime and of credit boundaries, whole.

use proviso::sla::{Length, Table, Uptime};
use rust_decimal::Decimal;

use super::sample::{AS, AZ, HDD, PREM, SSD, percent, table};

const DAYS: [i64; 4] = [28, 29, 30, 31];

fn month(days: i64) -> Length {
    Length::minutes(days * 1440)
}

fn credit(table: &Table, days: i64, down: Length) -> Decimal {
    let tier = Uptime::new(month(days), down).unwrap().tier(table).unwrap().map(|tier| tier.credit);
    tier.unwrap_or_default()
}

/// Downtime permitted in milliseconds, and the first whole minute below, for months of 28
/// to 31 days.
#[test]
fn permitted_downtime() {
    for (threshold, cells) in [
        ("99.99", [("4.032", 5), ("4.176", 5), ("4.32", 5), ("4.464", 5)]),
        ("99.95", [("20.16", 21), ("20.88", 21), ("21.6", 22), ("22.32", 23)]),
        ("99.9", [("40.32", 41), ("41.76", 42), ("43.2", 44), ("44.64", 45)]),
        ("99.5", [("201.6", 202), ("208.8", 209), ("216", 217), ("223.2", 224)]),
        ("99", [("403.2", 404), ("417.6", 418), ("432", 433), ("446.4", 447)]),
        ("95", [("2016", 2017), ("2088", 2089), ("2160", 2161), ("2232", 2233)]),
        ("92", [("3225.6", 3226), ("3340.8", 3341), ("3456", 3457), ("3571.2", 3572)]),
        ("90", [("4032", 4033), ("4176", 4177), ("4320", 4321), ("4464", 4465)]),
    ] {
        for (days, (permitted, first)) in DAYS.into_iter().zip(cells) {
            let is_below = |down| Uptime::new(month(days), down).unwrap().is_below(percent(threshold)).unwrap();
            let permitted = proviso::sla::read_length(&format!("{permitted} minutes")).unwrap();
            assert!(!is_below(permitted), "{threshold} in {days} days: exactly the threshold");
            assert!(is_below(permitted + Length::millis(1)), "{threshold} in {days} days: a millisecond more");
            assert!(is_below(Length::minutes(first)), "{threshold} in {days} days: {first}");
            assert!(!is_below(Length::minutes(first - 1)), "{threshold} in {days} days: {}", first - 1);
        }
    }
}

/// For each table and month the last whole minute without credit, with 10% and with 25%.
#[test]
fn credit_boundaries() {
    for (name, tiers, rows) in [
        ("AZ", AZ, [[4, 403, 2016], [4, 417, 2088], [4, 432, 2160], [4, 446, 2232]]),
        ("AS", AS, [[20, 403, 2016], [20, 417, 2088], [21, 432, 2160], [22, 446, 2232]]),
        ("PREM", PREM, [[40, 403, 2016], [41, 417, 2088], [43, 432, 2160], [44, 446, 2232]]),
        ("SSD", SSD, [[201, 2016, 4032], [208, 2088, 4176], [216, 2160, 4320], [223, 2232, 4464]]),
        ("HDD", HDD, [[2016, 3225, 4032], [2088, 3340, 4176], [2160, 3456, 4320], [2232, 3571, 4464]]),
    ] {
        let table = table(None, tiers);
        assert!(table.faults().is_empty());
        for (days, lasts) in DAYS.into_iter().zip(rows) {
            for (at, last) in lasts.into_iter().enumerate() {
                let steps = ["0", "10", "25", "100"].map(percent);
                assert_eq!(credit(&table, days, Length::minutes(last)), steps[at], "{name}, {days} days, {last}");
                assert_eq!(
                    credit(&table, days, Length::minutes(last + 1)),
                    steps[at + 1],
                    "{name}, {days}, {last} + 1"
                );
            }
            assert_eq!(credit(&table, days, month(days)), percent("100"), "{name}: down all the month");
            assert_eq!(credit(&table, days, Length::ZERO), percent("0"), "{name}: never down");
        }
    }
}

/// Where double precision would be wrong.
#[test]
fn traps_of_floating_point() {
    let exact = |base: i64, down: &str, threshold: &str| {
        let uptime = Uptime::new(Length::minutes(base), proviso::sla::read_length(down).unwrap()).unwrap();
        (uptime.is_below(percent(threshold)).unwrap(), uptime.shown(&[percent(threshold)]))
    };
    assert_eq!(exact(40_320, "20.16m", "99.95"), (false, "99.95%".to_owned()));
    assert_eq!(exact(41_760, "208.8m", "99.5"), (false, "99.5%".to_owned()));
}

#[test]
fn tables_out_of_order_are_told() {
    let faults = |tiers| format!("{:?}", table(None, tiers).faults());
    assert!(faults([("10", "99"), ("25", "99"), ("100", "95")]).contains("NotFalling"));
    assert!(faults([("10", "99.9"), ("10", "99"), ("100", "95")]).contains("NotRising"));
    assert!(faults([("10", "99.9"), ("25", "99"), ("101", "95")]).contains("Credit"));
    assert!(faults([("10", "100.1"), ("25", "99"), ("100", "95")]).contains("Threshold"));
    assert!(faults([("10", "99.9"), ("25", "99"), ("100", "0")]).contains("Threshold"));
    assert_eq!(faults([("10", "100"), ("25", "99"), ("100", "95")]), "[]");
}
