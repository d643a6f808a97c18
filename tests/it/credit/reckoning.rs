//! What logs come to.

use jiff::tz::TimeZone;
use proviso::sla::reckon::Terms;
use proviso::sla::{Buying, Calendar};
use proviso::source::Source;

use super::{reckoned, reckoned_with, short};

const HEAD: &str = "start,end,level,resource,cause,fees,running,disks,month\n";

fn cases(lines: &str) -> Vec<String> {
    let reckoned = reckoned(&format!("{HEAD}{lines}"));
    assert!(reckoned.found.is_empty(), "{:?}", reckoned.found);
    short(&reckoned.account)
}

#[test]
fn two_incidents_of_a_month_are_one_sum_and_one_credit() {
    assert_eq!(
        cases(
            "2026-04-02T10:00Z,2026-04-02T10:30Z,single-instance,a,,USD 3000,,premium,\n\
             2026-04-20T10:00Z,2026-04-20T10:20Z,single-instance,a,,,,,\n"
        ),
        ["2026-04 single-instance a: 50 minutes down, 10% 300 (Claim)"]
    );
}

#[test]
fn a_restart_of_our_own_is_taken_out() {
    assert_eq!(
        cases(
            "2026-04-02T10:00Z,2026-04-02T11:00Z,single-instance,a,,USD 3000,,premium,\n\
             2026-04-02T10:20Z,2026-04-02T10:40Z,single-instance,a,customer-operations,,,,\n"
        ),
        ["2026-04 single-instance a: 40 minutes down, 0% (Kept)"]
    );
}

#[test]
fn what_overlaps_is_counted_once_for_each_resource() {
    assert_eq!(
        cases(
            "2026-04-02T10:00Z,2026-04-02T10:30Z,single-instance,a,,USD 3000,,premium,\n\
             2026-04-02T10:15Z,2026-04-02T10:45Z,single-instance,a,,,,,\n\
             2026-04-02T10:15Z,2026-04-02T10:45Z,single-instance,b,,USD 3000,,premium,\n"
        ),
        [
            "2026-04 single-instance a: 45 minutes down, 10% 300 (Claim)",
            "2026-04 single-instance b: 30 minutes down, 0% (Kept)"
        ]
    );
}

#[test]
fn a_month_ends_within_an_incident() {
    assert_eq!(
        cases("2026-02-28T23:20Z,2026-03-01T00:05Z,single-instance,a,,USD 100,,premium,\n"),
        [
            "2026-02 single-instance a: 40 minutes down, 0% (Kept)",
            "2026-03 single-instance a: 5 minutes down, 0% (Kept)"
        ]
    );
}

#[test]
fn a_pair_that_ran_ten_days() {
    assert_eq!(
        cases("2026-04-02T10:00Z,2026-04-02T10:02Z,zones,pair,,USD 20000,14400,,\n"),
        ["2026-04 zones pair: 2 minutes down, 10% 2000 (Claim)"]
    );
    assert_eq!(
        cases("2026-04-02T10:00Z,2026-04-02T10:02Z,zones,pair,,USD 20000,,,\n"),
        ["2026-04 zones pair: 2 minutes down, 0% (Kept)"]
    );
}

/// One set alone earns a credit, two pooled for their subscription do not: both are told.
#[test]
fn two_sets_in_one_subscription() {
    assert_eq!(
        cases(
            "2026-04-02T10:00Z,2026-04-02T10:40Z,availability-set,one,,USD 12000,43200,,\n\
             ,,availability-set,two,,USD 9000,43200,,2026-04\n"
        ),
        ["2026-04 availability-set one: 40 minutes down, 0% | 10% 1200 (Claim)"]
    );
}

#[test]
fn unknown_disks_give_each_answer_and_mixed_disks_the_lowest() {
    let line = |disks: &str| format!("2026-04-02T00:00Z,2026-04-03T19:12Z,single-instance,a,,USD 3000,,{disks},\n");
    assert_eq!(
        cases(&line("")),
        ["2026-04 single-instance a: 2,592 minutes down, 10% 300 | 25% 750 | 100% 3000 (Claim)"]
    );
    assert_eq!(
        cases(&line("premium; standard-hdd")),
        ["2026-04 single-instance a: 2,592 minutes down, 10% 300 (Claim)"]
    );
    assert_eq!(
        cases(&line("Premium SSD or Ultra Disk")),
        ["2026-04 single-instance a: 2,592 minutes down, 100% 3000 (Claim)"]
    );
}

/// An incident that misses two levels is claimed under the one that credits more.
#[test]
fn one_level_for_an_incident() {
    let lines = |fees: &str| {
        format!(
            "2026-04-02T10:00Z,2026-04-02T12:00Z,zones;single-instance,a,,{fees},,premium,\n\
             2026-04-09T10:00Z,2026-04-09T12:00Z,single-instance,b,,USD 50,,premium,\n"
        )
    };
    assert_eq!(
        cases(&lines("USD 1000")),
        [
            "2026-04 zones a: 120 minutes down, 10% 100 (Claim)",
            "2026-04 single-instance a: 120 minutes down, 10% 100 (Instead(0))",
            "2026-04 single-instance b: 120 minutes down, 10% 5 (Claim)"
        ]
    );
}

/// Two levels that stand for a whole service share the one credit of the month.
#[test]
fn one_credit_for_a_service_and_month() {
    assert_eq!(
        cases(
            "2026-04-02T10:00Z,2026-04-02T12:00Z,zones,a,,USD 1000,,,\n\
             2026-04-09T10:00Z,2026-04-09T12:00Z,availability-set,b,,USD 5000,,,\n\
             2026-05-09T10:00Z,2026-05-09T12:00Z,zones,a,,USD 1000,,,\n\
             2026-04-09T10:00Z,2026-04-09T12:00Z,exchange-online,mail,,USD 70,,,\n"
        ),
        [
            "2026-04 zones a: 120 minutes down, 10% 100 (Instead(1))",
            "2026-04 availability-set b: 120 minutes down, 10% 500 (Claim)",
            "2026-04 exchange-online mail: 120 minutes down, 10% 7 (Claim)",
            "2026-05 zones a: 120 minutes down, 10% 100 (Claim)"
        ]
    );
}

#[test]
fn a_promise_without_a_table_says_so() {
    assert_eq!(
        cases("2026-04-02T10:00Z,2026-04-02T12:00Z,azure-openai,a,,USD 1000,,,\n"),
        ["2026-04 azure-openai a: 120 minutes down,  (NoTable)"]
    );
    assert_eq!(
        cases("2026-04-02T10:00Z,2026-04-02T10:43:12Z,azure-openai,a,,USD 1000,,,\n"),
        ["2026-04 azure-openai a: 43 minutes 12 seconds down,  (Kept)"],
        "exactly 99.9%"
    );
}

/// 99.99% of 30 days are 4 minutes 19.2 seconds: exactly that earns nothing, one
/// millisecond more does.
#[test]
fn one_millisecond_decides() {
    let line = |end: &str| format!("2026-04-02T10:00:00Z,2026-04-02T10:{end}Z,zones,a,,USD 20000,,,\n");
    assert!(cases(&line("04:19.200"))[0].ends_with("0% (Kept)"));
    assert!(cases(&line("04:19.201"))[0].ends_with("10% 2000 (Claim)"));
}

#[test]
fn months_begin_where_the_bill_says() {
    let berlin = Calendar { zone: TimeZone::get("Europe/Berlin").unwrap(), billing_day: 1 };
    let terms = Terms { calendar: berlin, ..Terms::default() };
    let text = format!("{HEAD}2026-03-31T21:30Z,2026-03-31T22:30Z,exchange-online,a,,USD 100,,,\n");
    let account = reckoned_with(&Source::new("log.csv", text), &terms).account;
    let bases: Vec<String> = account.cases.iter().map(|case| case.readings[0].parts[0].uptime.base().shown()).collect();
    // In Berlin the last hour of March is half over, and March is an hour short.
    assert_eq!(bases, ["44,580 minutes", "43,200 minutes"]);
    let fifteenth = Calendar { billing_day: 15, ..Calendar::default() };
    let terms = Terms { calendar: fifteenth, ..Terms::default() };
    let text = format!("{HEAD}2026-03-14T23:30Z,2026-03-15T00:30Z,zones,a,,USD 100,,,\n");
    let account = reckoned_with(&Source::new("log.csv", text), &terms).account;
    let shown: Vec<String> =
        account.cases.iter().map(|case| format!("{}: {}", case.bounds.shown(), case.deadline.day)).collect();
    assert_eq!(shown, ["15 February 2026 to 14 March 2026: 2026-05-14", "15 March 2026 to 14 April 2026: 2026-05-14"]);
}

#[test]
fn time_of_service_instead_of_money() {
    let licence = proviso::sla::Licence { id: "open-value".to_owned(), title: "Open Value".to_owned() };
    let buying = Buying { licence: Some(licence), ..Buying::default() };
    let text = format!("{HEAD}2026-03-02T10:00Z,2026-03-02T12:00Z,exchange-online,a,,,,,\n");
    let account = reckoned_with(&Source::new("log.csv", text), &Terms { buying, ..Terms::default() }).account;
    assert_eq!(short(&account), ["2026-03 exchange-online a: 120 minutes down, 10% 3.1 days (Claim)"]);
}

#[test]
fn reservations() {
    let text = std::fs::read_to_string(crate::command::root().join("profiles/northwind-deployments.csv")).unwrap();
    let reckoned = reckoned(&text);
    assert!(reckoned.found.is_empty(), "{:?}", reckoned.found);
    assert_eq!(
        short(&reckoned.account),
        [
            "2026-05 capacity-reservation trading-peak, unit 1: 27 minutes down, 0% (Kept)",
            "2026-05 capacity-reservation trading-peak, unit 2: 52 minutes down, 10% 50 (Claim)"
        ]
    );
    // The same by the other reading, where more units are unused than failed.
    let text = "time,resource,capacity,allocated,tried,failed,error,fees\n".to_owned()
        + &(0..4).map(|at| format!("2026-05-07T2{at}:00Z,r,3,1,1,1,capacity,USD 500\n")).collect::<String>();
    assert_eq!(
        short(&super::reckoned(&text).account),
        [
            "2026-05 capacity-reservation r, unit 1: 60 minutes down, 10% 50 (Claim)",
            "2026-05 capacity-reservation r, unit 2: 60 minutes down, 0% | 10% 50 (Perhaps)"
        ]
    );
}

#[test]
fn units_that_the_log_names() {
    let text = "time,resource,unit,failed,error\n\
                2026-05-07T10:00Z,r,blue,1,capacity\n\
                2026-05-07T10:05Z,r,green,1,capacity\n\
                2026-05-07T10:10Z,r,blue,0,\n";
    assert_eq!(
        short(&reckoned(text).account),
        [
            "2026-05 capacity-reservation r, blue: 10 minutes down, 0% (Kept)",
            "2026-05 capacity-reservation r, green: 15 minutes down, 0% (Kept)"
        ]
    );
}
