//! Laws of logs, held against counting minute by minute.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proviso::sla::Length;

use super::{reckoned, short};

/// Minutes since the beginning of April 2026, as a log writes them.
fn time(minute: i64) -> String {
    let (day, rest) = (minute / 1440, minute % 1440);
    let (month, day) = if day < 30 { (4, day + 1) } else { (5, day - 29) };
    format!("2026-{month:02}-{day:02}T{:02}:{:02}:00Z", rest / 60, rest % 60)
}

/// An incident: start, length, whether it counts.
type Given = (i64, i64, bool);

fn log(incidents: &[Given]) -> String {
    let mut text = "start,end,level,resource,cause\n".to_owned();
    for (start, length, counts) in incidents {
        let cause = if *counts { "" } else { "maintenance" };
        text.push_str(&format!("{},{},exchange-online,mail,{cause}\n", time(*start), time(start + length)));
    }
    text
}

fn incidents() -> impl Strategy<Value = Vec<Given>> {
    prop::collection::vec((0_i64..44_000, 1_i64..700, prop::bool::weighted(0.7)), 1..25)
}

/// The minutes of April and of May that are down and not excluded.
fn naive(incidents: &[Given]) -> [i64; 2] {
    let minutes = |counts: bool| -> BTreeSet<i64> {
        incidents.iter().filter(|one| one.2 == counts).flat_map(|one| one.0..one.0 + one.1).collect()
    };
    let down: Vec<i64> = minutes(true).difference(&minutes(false)).copied().collect();
    let april = down.iter().filter(|minute| **minute < 43_200).count() as i64;
    [april, down.len() as i64 - april]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn minutes_are_counted_once_and_excluded_ones_not(given in incidents()) {
        let reckoned = reckoned(&log(&given));
        prop_assert_eq!(reckoned.lines.left_out, 0);
        let mut counted = [Length::ZERO; 2];
        for case in &reckoned.account.cases {
            counted[usize::from(case.bounds.month().month == 5)] = case.readings[0].parts[0].uptime.down();
        }
        prop_assert_eq!(counted, naive(&given).map(Length::minutes));
    }

    #[test]
    fn the_order_of_lines_changes_nothing(given in incidents(), turn in 0_usize..25) {
        let mut turned = given.clone();
        turned.rotate_left(turn % given.len());
        prop_assert_eq!(short(&reckoned(&log(&given)).account), short(&reckoned(&log(&turned)).account));
    }

    /// More downtime never earns less.
    #[test]
    fn more_downtime_never_earns_less(given in incidents()) {
        let percent = |given: &[Given]| {
            let account = reckoned(&log(given)).account;
            let april = account.cases.into_iter().find(|case| case.bounds.month().month == 4);
            april.and_then(|case| Some(case.readings[0].credit()?.percent)).unwrap_or_default()
        };
        let fewer: Vec<Given> = given.iter().enumerate().filter(|(at, one)| *at > 0 || !one.2).map(|(_, one)| *one).collect();
        prop_assert!(fewer.is_empty() || percent(&fewer) <= percent(&given));
    }

    /// Whatever a log holds, reading it ends and says something of every line.
    #[test]
    fn any_text_is_read(lines in prop::collection::vec("[-0-9TZ:,;\"a-z ü]{0,40}", 0..20)) {
        let text = format!("start,end,level,resource\n{}\n", lines.join("\n"));
        let reckoned = reckoned(&text);
        prop_assert!(reckoned.lines.left_out == 0 || !reckoned.found.is_empty());
    }

    /// The places of cells are where their texts stand.
    #[test]
    fn cells_stand_where_they_say(
        rows in prop::collection::vec(prop::collection::vec("[a-zü ,;\"]{0,8}", 3..=3), 1..12),
    ) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let mut text = "a,b,c\r\n".to_owned();
        for row in &rows {
            text.push_str(&format!("{}\r\n", row.iter().map(quoted).collect::<Vec<_>>().join(",")));
        }
        let source = proviso::source::Source::new("t.csv", text);
        let mut found = Vec::new();
        let sheet = proviso::intake::csv(&source, &mut found, &mut |_| {});
        prop_assert!(found.is_empty());
        let mut all = sheet.rows.iter();
        for row in rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())) {
            let read = all.next().unwrap();
            for (at, cell) in row.iter().enumerate() {
                let there = sheet.cell(read, at);
                prop_assert_eq!(there.map_or("", |there| sheet.text(there)), cell.trim());
                if let Some(there) = there {
                    prop_assert_eq!(source.slice(there.span), quoted(cell));
                }
            }
        }
    }
}
