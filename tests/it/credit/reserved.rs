//! Reservations that are full, or nearly.

use super::{reckoned, short};

const HEAD: &str = "time,resource,capacity,allocated,tried,failed,error,fees\n";

fn cases(rows: &[&str]) -> Vec<String> {
    let rows: String = (0..4)
        .flat_map(|hour| {
            rows.iter().map(move |row| format!("2026-05-07T{:02}:00Z,r,{row},capacity,USD 500\n", hour + 10))
        })
        .collect();
    short(&reckoned(&format!("{HEAD}{rows}")).account)
}

/// Only failures into an unused reservation count.
#[test]
fn a_full_reservation_has_nothing_to_give() {
    assert!(cases(&["10,10,2,2"]).is_empty());
    let run = reckoned(&format!("{HEAD}2026-05-07T10:00Z,r,10,12,2,2,capacity,\n"));
    assert_eq!(run.lines.left_out, 1);
    assert!(run.found[0].message.contains("12 units were in use, and only 10 are reserved"));
}

/// What succeeds may fill it: then the machines that failed had no unit left.
#[test]
fn a_reservation_that_is_full_afterwards() {
    assert!(cases(&["10,8,3,1"]).is_empty());
    let text = format!("{HEAD}2026-05-07T10:00Z,r,10,7,3,1,capacity,\n");
    assert_eq!(short(&reckoned(&text).account).len(), 1);
}

#[test]
fn no_more_units_fail_than_are_free() {
    assert_eq!(cases(&["10,9,5,5"]), ["2026-05 capacity-reservation r, unit 1: 60 minutes down, 10% 50 (Claim)"]);
}

/// Others take the units that failed: their time ends.
#[test]
fn units_that_are_taken_meanwhile() {
    let text = "2026-05-07T10:00Z,r,10,8,2,2,capacity,\n2026-05-07T10:05Z,r,10,10,1,1,capacity,\n";
    let found = short(&reckoned(&format!("{HEAD}{text}")).account);
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|case| case.contains("5 minutes down")), "{found:?}");
}
