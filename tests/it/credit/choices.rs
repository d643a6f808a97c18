//! Which claims are chosen, where fees are open or of several currencies.

use super::{reckoned, short};

const HEAD: &str = "start,end,level,resource,fees\n";

fn cases(lines: &str) -> Vec<String> {
    short(&reckoned(&format!("{HEAD}{lines}")).account)
}

/// A fee that is not known takes nothing away from those that are.
#[test]
fn one_empty_cell_costs_nothing() {
    let cases = cases(
        "2026-05-03T09:00:00Z,2026-05-05T10:00:00Z,zones,a,USD 100000\n\
         2026-05-03T09:00:00Z,2026-05-03T09:10:00Z,zones,b,\n\
         2026-05-03T09:00:00Z,2026-05-03T10:00:00Z,availability-set,c,USD 50\n",
    );
    assert!(cases[0].starts_with("2026-05 zones a+b:") && cases[0].ends_with("(Claim)"), "{cases:?}");
    assert!(cases[1].ends_with("10% 5 (Instead(0))"), "{cases:?}");
}

/// Where the open amount may be the larger, both are shown.
#[test]
fn what_is_open_may_be_more() {
    let blank = cases(
        "2026-05-03T09:00Z,2026-05-07T10:00Z,zones,a,\n\
         2026-05-03T09:00Z,2026-05-03T10:00Z,availability-set,c,USD 50\n",
    );
    assert!(blank[0].ends_with("(Either(1))") && blank[1].ends_with("10% 5 (Claim)"), "{blank:?}");
    let currencies = cases(
        "2026-05-03T09:00Z,2026-05-03T10:00Z,zones,a,EUR 40\n\
         2026-05-03T09:00Z,2026-05-03T10:00Z,availability-set,c,USD 50\n",
    );
    assert!(currencies[0].ends_with("10% 4 (Either(1))"), "{currencies:?}");
    // Without any fees the percentage decides under two levels of one resource.
    let same = cases("2026-05-03T09:00Z,2026-05-04T09:00Z,zones;single-instance,a,\n");
    assert!(same[0].ends_with("25% open (Claim)") && same[1].contains("(Instead(0))"), "{same:?}");
}

/// Two lines with one resource and time are one incident, so one level is chosen.
#[test]
fn one_incident_in_two_lines() {
    let cases = cases(
        "2026-05-03T09:00Z,2026-05-03T11:00Z,zones,a,USD 1000\n\
         2026-05-03T09:30Z,2026-05-03T11:30Z,single-instance,a,USD 1000\n\
         2026-05-03T09:30Z,2026-05-03T11:30Z,single-instance,b,USD 1000\n",
    );
    let ends: Vec<&str> = cases.iter().map(|case| case.rsplit_once(' ').unwrap().1).collect();
    assert_eq!(ends, ["(Claim)", "(Instead(0))", "(Claim)"], "{cases:?}");
}

/// The case named as claimed instead is the one that stands in the way.
#[test]
fn what_is_claimed_instead() {
    let cases = cases(
        "2026-05-03T09:00Z,2026-05-03T11:00Z,single-instance,z,USD 90000\n\
         2026-05-03T09:00Z,2026-05-03T11:00Z,zones,a,USD 1000\n\
         2026-05-04T09:00Z,2026-05-04T11:00Z,availability-set,b,USD 5000\n",
    );
    assert!(cases[0].contains("zones a") && cases[0].ends_with("(Instead(1))"), "{cases:?}");
    assert!(cases[1].contains("availability-set b"), "{cases:?}");
}

#[test]
fn two_currencies_at_one_level() {
    let run = reckoned(&format!(
        "{HEAD}2026-05-03T09:00Z,2026-05-03T11:00Z,zones,a,USD 1000\n\
         2026-05-03T09:00Z,2026-05-03T11:00Z,zones,b,EUR 500\n"
    ));
    assert_eq!(short(&run.account), ["2026-05 zones a+b: 240 minutes down, 10% 2 amounts | 10% 2 amounts (Claim)"]);
}

/// Of two fees for one month the smaller counts; of two currencies neither.
#[test]
fn two_fees_for_one_month() {
    let with = |first: &str, second: &str| {
        cases(&format!(
            "2026-05-03T09:00Z,2026-05-03T11:00Z,zones,a,{first}\n2026-05-04T09:00Z,2026-05-04T11:00Z,zones,a,{second}\n"
        ))
    };
    for (one, other) in [("USD 900", "USD 700"), ("USD 700", "USD 900")] {
        assert!(with(one, other)[0].contains("10% 70 "), "{:?}", with(one, other));
    }
    assert!(with("USD 900", "EUR 900")[0].contains("10% open"));
}

/// An incident that runs over the end of a month: where it began is the safe day.
#[test]
fn a_window_over_the_end_of_a_month() {
    let account = reckoned(&format!("{HEAD}2026-02-28T20:00Z,2026-03-01T20:00Z,zones,a,USD 1000\n")).account;
    let days: Vec<(String, Option<String>)> = account
        .cases
        .iter()
        .map(|case| (case.deadline.day.to_string(), case.deadline.later.map(|day| day.to_string())))
        .collect();
    let day = |day: &str, later: &str| (day.to_owned(), Some(later.to_owned()));
    assert_eq!(days, [day("2026-04-28", "2026-04-30"), day("2026-04-28", "2026-05-31")]);
}

/// A bad cell leaves what it says open, and the rest of its line as it is.
#[test]
fn one_bad_cell() {
    let head = "start,end,level,resource,cause,fees,running\n";
    let run = reckoned(&format!(
        "{head}2026-05-03T09:00Z,2026-05-03T11:00Z,zones,a,,USD 12.000,\n\
         2026-05-03T09:30Z,2026-05-03T10:30Z,zones,a,maintenance,USD 12_000,soon\n"
    ));
    assert_eq!((run.lines.read, run.lines.in_part, run.lines.left_out), (2, 2, 0));
    assert_eq!(short(&run.account), ["2026-05 zones a: 60 minutes down, 10% 1200 (Claim)"]);
}

/// A claim that only may be larger is not dropped for a small one that is sure.
#[test]
fn what_may_be_more_is_kept() {
    let cases = cases(
        "2026-05-03T09:00Z,2026-05-03T09:06Z,zones,a,USD 12000\n,,zones,b,USD 50\n\
         2026-05-04T09:00Z,2026-05-04T11:00Z,availability-set,c,USD 50\n",
    );
    assert!(cases[0].ends_with("0% | 10% 1200 (Either(1))") && cases[1].ends_with("10% 5 (Claim)"), "{cases:?}");
}
