//! Incidents that miss several levels: each is claimed under one, and no other division
//! of them credits more.

use proptest::prelude::*;
use proviso::sla::Amount;
use proviso::sla::reckon::{Account, Standing};
use rust_decimal::Decimal;

use super::{reckoned, short};

const HEAD: &str = "start,end,level,resource,month,fees,disks\n";

/// What is claimed altogether, by the safe reading of each claim.
fn claimed(account: &Account) -> Decimal {
    let claims = account.cases.iter().filter(|case| case.standing == Standing::Claim);
    let credits = claims.filter_map(|case| case.safe()?.credit());
    let known = credits.map(|credit| match credit.amount {
        Amount::Money { credit, .. } => credit.amount,
        other => panic!("{other:?}"),
    });
    known.sum()
}

/// One machine is worth more by itself, the other stands in the service: two letters.
#[test]
fn a_claim_of_a_service_is_made_without_a_machine_that_is_claimed_alone() {
    let text = format!(
        "{HEAD}2026-05-03T00:00Z,2026-05-04T16:00Z,zones; single-instance,a,2026-05,USD 3000,premium\n\
         2026-05-03T00:00Z,2026-05-03T20:00Z,zones,b,2026-05,USD 10000,\n"
    );
    let account = reckoned(&text).account;
    assert_eq!(
        short(&account),
        [
            "2026-05 zones b: 1,200 minutes down, 25% 2500 | 25% 2500 (Claim)",
            "2026-05 single-instance a: 2,400 minutes down, 100% 3000 (Claim)"
        ]
    );
    assert_eq!((account.cases[0].elsewhere.as_slice(), account.cases[1].elsewhere.len()), (&[0][..], 0));
}

/// What is claimed for one service in one month leaves nothing out for the next month.
#[test]
fn an_incident_over_the_end_of_a_month_has_one_level() {
    let text = format!(
        "{HEAD}2026-05-30T00:00Z,2026-06-02T00:00Z,zones; single-instance,a,,,premium\n\
         ,,zones,a,2026-05,USD 1000,\n,,single-instance,a,2026-05,USD 2000,\n\
         ,,zones,a,2026-06,USD 5000,\n,,single-instance,a,2026-06,USD 1000,\n"
    );
    let account = reckoned(&text).account;
    let ends: Vec<String> =
        short(&account).into_iter().map(|case| case.rsplit_once(' ').unwrap().1.to_owned()).collect();
    assert_eq!(ends, ["(Claim)", "(Instead(0))", "(Claim)", "(Instead(2))"], "{:?}", short(&account));
}

/// An incident: resource, hour, minutes, levels.
type Given = (usize, i64, i64, usize);

const LEVELS: [&[&str]; 6] = [
    &["zones"],
    &["single-instance"],
    &["zones", "single-instance"],
    &["availability-set", "single-instance"],
    &["zones", "availability-set"],
    &["zones", "availability-set", "single-instance"],
];

/// A log in which each incident names these levels. Every resource is named under every
/// level, so that the time that a level is measured in is always the same.
fn log(given: &[Given], fees: &[i64], levels: &[&[&str]]) -> String {
    let mut text = HEAD.to_owned();
    for (place, ((resource, hour, minutes, _), levels)) in given.iter().zip(levels).enumerate() {
        // Never two at once, and now and then over the end of May.
        let start = (place as i64) * 5 * 1440 + hour * 60 + 5 * 1440;
        let time = |minute: i64| {
            let (day, rest) = (minute / 1440, minute % 1440);
            let (month, day) = if day < 31 { (5, day + 1) } else { (6, day - 30) };
            format!("2026-{month:02}-{day:02}T{:02}:{:02}Z", rest / 60, rest % 60)
        };
        let names = levels.join("; ");
        text.push_str(&format!("{},{},{names},r{resource},,,\n", time(start), time(start + minutes)));
    }
    for (resource, fees) in fees.iter().enumerate() {
        for level in ["zones", "availability-set", "single-instance"] {
            for month in ["2026-05", "2026-06"] {
                text.push_str(&format!(",,{level},r{resource},{month},USD {fees},premium\n"));
            }
        }
    }
    text
}

/// The most that any choice of one level for each incident gives.
fn most(given: &[Given], fees: &[i64]) -> Decimal {
    let mut most = Decimal::ZERO;
    let choices: Vec<&[&str]> = given.iter().map(|one| LEVELS[one.3]).collect();
    let all: usize = choices.iter().map(|levels| levels.len()).product();
    for mut number in 0..all {
        let one = choices.iter().map(|levels| {
            let at = number % levels.len();
            number /= levels.len();
            &levels[at..=at]
        });
        let one: Vec<&[&str]> = one.collect();
        most = most.max(claimed(&reckoned(&log(given, fees, &one)).account));
    }
    most
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The claims of a log are worth as much as those of the best division, tried out one
    /// by one.
    #[test]
    fn no_other_division_credits_more(
        given in prop::collection::vec((0_usize..3, 0_i64..24, 1_i64..5_700, 0_usize..6), 1..6),
        fees in prop::collection::vec(1_i64..50, 3..=3),
    ) {
        let levels: Vec<&[&str]> = given.iter().map(|one| LEVELS[one.3]).collect();
        let account = reckoned(&log(&given, &fees, &levels)).account;
        prop_assert_eq!(claimed(&account), most(&given, &fees), "{:?}", short(&account));
        // What a claim leaves out is in another claim.
        let claims = || account.cases.iter().filter(|case| case.standing == Standing::Claim);
        for left in claims().flat_map(|case| &case.elsewhere) {
            prop_assert!(claims().any(|other| other.counted.contains(left)), "{:?}", short(&account));
        }
    }
}
