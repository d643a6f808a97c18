//! Letters and statements as those read them who get them: the vendor, and one's own head
//! of finance.

use crate::command::Ran;

use super::letters;

const HEAD: &str = "start,end,level,resource,month,cause,what,fees,retail,disks\n";

fn written(lines: &str, more: &[&str]) -> (Ran, Vec<(String, String)>) {
    let folder = tempfile::tempdir().unwrap();
    letters(folder.path(), &format!("{HEAD}{lines}"), more)
}

fn of<'l>(all: &'l [(String, String)], name: &str) -> &'l str {
    let found = all.iter().find(|(file, _)| file.contains(name));
    &found.unwrap_or_else(|| panic!("no letter {name} among {all:?}")).1
}

fn parts(letter: &str) -> (&str, &str) {
    letter.split_once("## For us").unwrap()
}

/// Our part says which reading gives the early day, and which the later one.
#[test]
fn the_early_day_is_explained() {
    let (_, all) = written("2026-02-28T20:00Z,2026-03-01T20:00Z,zones,a,,,Down,USD 1000,,\n", &[]);
    let (sent, ours) = parts(of(&all, "2026-03"));
    assert!(
        ours.contains("Why the early day: 28 April 2026 is 2 months after 28 February 2026, the end of the month in which the incident began that ran into March 2026. The later day, 31 May 2026, holds only if an incident over the end of a month occurred in March 2026 too, and if months counted from the last day of one end with the last day of another."),
        "{ours}"
    );
    assert!(!sent.contains("early day"));
    let (_, ours) = parts(of(&all, "2026-02"));
    assert!(
        ours.contains("28 April 2026 is 2 months after 28 February 2026, the end of the billing month. The later day, 30 April 2026, holds only if months counted from the last day of one end with the last day of another."),
        "{ours}"
    );
    // One reading needs no word.
    let (_, all) = written("2026-03-10T20:00Z,2026-03-11T20:00Z,zones,a,,,Down,USD 1000,,\n", &[]);
    assert!(!all[0].1.contains("early day"), "{all:?}");
}

#[test]
fn resources_are_named() {
    let log: String = ["a", "b", "c"]
        .map(|name| format!("2026-05-03T09:00Z,2026-05-03T11:00Z,zones,{name},,,Down,USD 1000,,\n"))
        .concat();
    let (_, all) = written(&format!("{log},,zones,d,2026-05,,,USD 1000,,\n"), &[]);
    let (sent, _) = parts(&all[0].1);
    assert!(sent.contains("was not met in May 2026 for a, b and c."), "{sent}");
    assert!(sent.contains("- a, b, c and d together: 360 minutes of downtime"), "{sent}");
}

/// A letter for one unit tells of the deployments that concerned it.
#[test]
fn other_units_are_left_out_of_a_letter() {
    let rows: String = (0..4)
        .map(|hour| {
            format!("2026-05-07T1{hour}:00Z,blue,r,1,capacity,USD 500\n2026-05-07T1{hour}:30Z,green,r,1,capacity,\n")
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let (_, all) = letters(folder.path(), &format!("time,unit,resource,failed,error,fees\n{rows}"), &[]);
    let (blue, green) = (parts(of(&all, "blue")).0, parts(of(&all, "green")).0);
    assert!(blue.contains("2026-05-07 10:00 UTC: 1 tried") && !blue.contains("2026-05-07 10:30 UTC: "), "{blue}");
    assert!(green.contains("2026-05-07 10:30 UTC: 1 tried") && !green.contains("2026-05-07 10:00 UTC: "), "{green}");
    // The same where units are counted: the second one failed later, and once less.
    let rows = ["10:00,1", "10:20,2", "10:40,2", "11:00,2", "11:20,2"].map(|row| format!("2026-05-07T{row}"));
    let rows: String = rows
        .iter()
        .map(|row| {
            row.split_once(',').map(|(time, count)| format!("{time}Z,r,{count},{count},capacity,USD 500\n")).unwrap()
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let (_, all) = letters(folder.path(), &format!("time,resource,tried,failed,error,fees\n{rows}"), &[]);
    let (first, second) = (parts(of(&all, "unit-1")).0, parts(of(&all, "unit-2")).0);
    assert!(first.contains("10:00 UTC: 1 tried") && !second.contains("10:00 UTC: 1 tried"), "{second}");
}

/// Whoever gets the statement alone sees what was left out, and why.
#[test]
fn a_statement_stands_alone() {
    let (run, _) = written(
        "2026-05-03T09:00Z,2026-05-03T11:00Z,zones,a,,,Down,USD 1.000,,\n\
         2026-05-03T09:00Z,yesterday,zones,a,,,Down,,,\n\
         2026-05-04T09:00Z,2026-05-04T11:00Z,zones,b,,,Down,USD 500,,\n",
        &[],
    );
    assert_eq!(run.code, 1);
    for says in [
        "**1 line was left out**: it is listed under [Left out](#left-out).",
        "- Line 3, about `a`: “yesterday” has no time of day",
        "**1 line has a figure that could not be read**: see [Left open](#left-open).",
        "- Line 2: “USD 1.000” may be 1 or 1000",
    ] {
        assert!(run.result.contains(says), "{says}\n{}", run.result);
    }
    assert!(!run.result.contains("above."), "{}", run.result);
}

/// A line that could not be read makes those letters not ready that it may bear on.
#[test]
fn a_bad_line_touches_its_own_time() {
    let good = |month: &str, level: &str, name: &str| {
        format!("2026-{month}-03T09:00Z,2026-{month}-03T20:00Z,{level},{name},,,Down,USD 1000,,premium\n")
    };
    let months: String =
        ["02", "05", "07"].map(|month| good(month, "zones", "a") + &good(month, "openai-availability", "o")).concat();
    let unready = |bad: &str| -> Vec<String> {
        let (_, all) = written(&format!("{months}{bad}\n"), &[]);
        assert_eq!(all.len(), 6);
        all.into_iter().filter(|(_, text)| text.contains("**[not ready: ")).map(|(name, _)| name).collect()
    };
    let zones =
        |months: &[&str]| -> Vec<String> { months.iter().map(|month| format!("2026-{month}-zones-a.md")).collect() };
    // From its beginning on; until its end; in all months.
    assert_eq!(unready("2026-05-03T09:00Z,yesterday,zones,a,,,,,,"), zones(&["05", "07"]));
    assert_eq!(unready("yesterday,2026-05-03T09:00Z,zones,a,,,,,,"), zones(&["02", "05"]));
    assert_eq!(unready("yesterday,today,zones,a,,,,,,"), zones(&["02", "05", "07"]));
    // Under a level of the whole service any resource bears on the claim.
    assert_eq!(unready("2026-07-03T09:00Z,yesterday,zones,z,,,,,,"), zones(&["07"]));
    assert_eq!(unready("2026-07-03T09:00Z,yesterday,openai-availability,z,,,,,,"), zones(&[]));
    // Without a resource nobody knows.
    assert_eq!(
        unready("2026-07-03T09:00Z,2026-07-04T09:00Z,openai-availability,,,,,,,"),
        ["2026-07-openai-availability-o.md"]
    );
}

/// What can no longer be claimed does not stand among what can.
#[test]
fn closed_windows_stand_apart() {
    let (run, all) = written(
        "2026-02-03T09:00Z,2026-02-03T20:00Z,zones,a,,,Down,USD 1000,,\n\
         2026-05-03T09:00Z,2026-05-03T20:00Z,zones,a,,,Down,USD 1000,,\n",
        &["--as-of", "2026-06-01"],
    );
    let (_, after) = run.result.split_once("## To claim").unwrap();
    let (open, after) = after.split_once("## Too late to claim").unwrap();
    let (closed, _) = after.split_once("\n## ").unwrap();
    assert!(open.contains("May 2026") && !open.contains("February 2026"), "{}", run.result);
    assert!(closed.contains("February 2026") && !closed.contains("May 2026"), "{}", run.result);
    assert_eq!(all.len(), 2);
    assert!(!of(&all, "2026-02").contains("early day"), "{all:?}");
}

/// What a reseller's customer must find out, in words.
#[test]
fn a_reseller_is_to_be_asked() {
    let (run, all) = written("2026-05-03T09:00Z,2026-05-03T11:00Z,zones,a,,,Down,USD 900,,\n", &["--reseller"]);
    let ask = "The vendor's estimate of the retail price of “a” in 2026-05 is missing. Ask your reseller for it, and add a line to the log with this resource and month, the level zones, and the estimate in the column “retail”.";
    let (sent, ours) = parts(&all[0].1);
    assert!(run.result.contains(ask) && ours.contains(ask), "{}\n{ours}", run.result);
    assert!(sent.contains("**[fill in: 10% of your estimate of the retail price for the month]**"), "{sent}");
    let (_, all) = written("2026-05-03T09:00Z,2026-05-03T11:00Z,zones,a,,,Down,USD 900,EUR 800,\n", &["--reseller"]);
    assert!(all[0].1.contains("retail price for the month, in the currency of the fees]**"), "{}", all[0].1);
}

/// The letter goes to the vendor with the free words of the cause in it.
#[test]
fn the_words_of_the_cause_are_sent() {
    let (_, all) = written("2026-05-03T09:00Z,2026-05-03T11:00Z,zones,a,,our own fault,Down,USD 900,,\n", &[]);
    let (sent, ours) = parts(&all[0].1);
    assert!(sent.contains("Down; cause: our own fault"), "{sent}");
    assert!(ours.contains("The letter tells the cause as the log has it: “our own fault”."), "{ours}");
}
