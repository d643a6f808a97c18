//! What letters say, and what becomes of those that stand there.

use crate::command::Ran;

use super::letters;

const HEAD: &str = "start,end,level,resource,cause,what,users,region,fees,disks\n";

fn one(lines: &str, more: &[&str]) -> (Ran, String) {
    let folder = tempfile::tempdir().unwrap();
    let (run, mut all) = letters(folder.path(), &format!("{HEAD}{lines}"), more);
    assert_eq!(all.len(), 1, "{}", run.said);
    (run, all.remove(0).1)
}

fn to_vendor(letter: &str) -> &str {
    letter.split_once("## For us").unwrap().0
}

#[test]
fn several_resources() {
    let (_, letter) = one(
        "2026-05-04T09:00Z,2026-05-04T11:00Z,zones,b,,Down,1,Spain,USD 4500,\n\
         2026-05-03T09:00Z,2026-05-03T23:00Z,zones,a,,Down,20,Spain,USD 4000,\n\
         2026-05-05T09:00Z,2026-05-05T10:00Z,zones,p9,maintenance,Patched,,,USD 900,\n",
        &["--billing-day", "15"],
    );
    assert!(letter.contains("not met in the month from 15 April 2026 to 14 May 2026 for a and b."), "{letter}");
    let (first, second) = (letter.find("| a | 2026-05-03").unwrap(), letter.find("| b | 2026-05-04").unwrap());
    assert!(first < second);
    assert!(letter.contains("b: 1 user, Spain"), "{letter}");
    assert!(!to_vendor(&letter).contains("p9: 0 minutes"), "{letter}");
}

/// The agreement's formula is for the subscription; the resource alone is the alternative.
#[test]
fn the_own_words_first() {
    let (run, letter) = one(
        "2026-05-03T09:00Z,2026-05-03T18:00Z,zones,a,,Down,2,Spain,USD 4000,\n\
         2026-05-03T09:00Z,2026-05-03T10:00Z,zones,b,,Down,2,Spain,USD 1000,\n",
        &[],
    );
    let letter = to_vendor(&letter);
    assert!(letter.contains("**Credit claimed: USD 500.00**"), "{letter}");
    assert!(
        letter.contains(
            "In the alternative, should the agreement be read so that it is counted for each resource alone:"
        )
    );
    assert!(letter.contains("**Credit claimed in the alternative: USD 1,100.00**"), "{letter}");
    assert!(run.result.contains("10% to 25%, USD 1,100.00"), "{}", run.result);
}

/// Where the formula gives nothing, the letter says so and asks for the other calculation.
#[test]
fn the_alternative_alone() {
    let (_, letter) =
        one("2026-05-03T09:00Z,2026-05-03T09:06Z,zones,a,,Down,2,Spain,USD 4000,\n,,zones,b,,,,,USD 1000,\n", &[]);
    let letter = to_vendor(&letter);
    assert!(
        letter.contains(
            "Counted for all resources of the subscription together (a and b), the percentage is (89,280 - 6) / 89,280"
        ),
        "{letter}"
    );
    // It does not say that the level was not met, and then that it was.
    assert!(letter.contains("which, counted for each resource alone, was not met in May 2026 for a."), "{letter}");
    assert!(!letter.contains("level was met"), "{letter}");
    assert!(letter.contains("**Credit claimed: USD 400.00**"), "{letter}");
}

#[test]
fn unknown_disks_are_to_be_filled_in() {
    let (_, letter) = one("2026-05-03T09:00Z,2026-05-05T10:00Z,single-instance,a,,Down,2,Spain,USD 4000,\n", &[]);
    let letter = to_vendor(&letter);
    assert!(letter.contains("**[fill in: which kind it is; keep the lines of that kind"), "{letter}");
    assert!(letter.contains("**Credit claimed: [fill in:"), "{letter}");
    assert!(letter.contains("a (Premium SSD or Ultra Disk)") && letter.contains("a (Standard SSD managed disk)"));
}

/// Lines that could not be read bear on the letters of their resource.
#[test]
fn a_line_left_out_is_told_in_the_letter() {
    let folder = tempfile::tempdir().unwrap();
    let good = "2026-05-03T09:00Z,2026-05-03T11:00Z,zones,a,,Down,2,Spain,USD 4000,\n";
    let bad = "2026-05-03T09:00Z,yesterday,zones,a,maintenance,,,,,\n";
    let other = "2026-05-03T09:00Z,2026-05-03T11:00Z,single-instance,b,,Down,2,Spain,USD 4000,premium\n";
    let (run, all) = letters(folder.path(), &format!("{HEAD}{good}{bad}{other}"), &[]);
    assert_eq!(run.code, 1);
    assert!(run.result.contains("- Line 3, about `a`"), "{}", run.result);
    let says =
        |name: &str| all.iter().find(|(file, _)| file.contains(name)).unwrap().1.contains("**[not ready: line 3");
    assert!(says("zones") && !says("single"), "{all:?}");
}

/// The README has the last part taken out before a letter is sent, and the mark stands in it.
#[test]
fn a_letter_that_was_sent_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let log = |fees: &str| format!("{HEAD}2026-05-03T09:00Z,2026-05-03T11:00Z,zones,a,,Down,2,Spain,{fees},\n");
    let (_, all) = letters(folder.path(), &log("USD 4000"), &[]);
    let place = folder.path().join("claims").join(&all[0].0);
    let sent = all[0].1.split("\n---\n").next().unwrap();
    assert!(!sent.contains("proviso document"));
    std::fs::write(&place, sent).unwrap();
    let (run, _) = letters(folder.path(), &log("USD 4000"), &[]);
    assert_eq!(run.code, 0, "{}", run.said);
    assert!(run.said.lines().any(|line| line.ends_with("as you made it ready to send")), "{}", run.said);
    let (run, _) = letters(folder.path(), &log("USD 9000"), &[]);
    assert!(run.said.contains("ready to send; it claims USD 400.00, and by the log of today"), "{}", run.said);
    let nothing = format!("{HEAD}2026-05-03T09:00Z,2026-05-03T09:01Z,zones,a,,Down,2,Spain,USD 4000,\n");
    let (run, _) = letters(folder.path(), &nothing, &[]);
    assert!(run.said.contains("this log does not give its claim"), "{}", run.said);
    assert_eq!(std::fs::read_to_string(&place).unwrap(), sent);
}

#[test]
fn what_an_edited_letter_does_not_know() {
    let folder = tempfile::tempdir().unwrap();
    let log = |fees: &str| format!("{HEAD}2026-05-03T09:00Z,2026-05-03T11:00Z,zones,a,,Down,2,Spain,{fees},\n");
    let ics = ["--ics", "last.ics"];
    let (_, all) = letters(folder.path(), &log("USD 4000"), &ics);
    let place = folder.path().join("claims").join(&all[0].0);
    let edited = all[0].1.replace("**[fill in: company and contact]**", "Northwind");
    std::fs::write(&place, &edited).unwrap();
    let calendar = std::fs::read_to_string(folder.path().join("last.ics")).unwrap();
    std::fs::write(folder.path().join("last.ics"), calendar.replace("-P14D", "-P30D")).unwrap();
    let (run, _) = letters(folder.path(), &log("USD 9000"), &ics);
    assert!(
        run.said.contains("as you edited it; it claims USD 400.00, and by the log of today it would be USD 900.00"),
        "{}",
        run.said
    );
    assert!(run.said.contains("kept last.ics as you edited it"), "{}", run.said);
    let (run, _) = letters(folder.path(), &log("USD 4000"), &[]);
    assert!(run.said.lines().any(|line| line.ends_with("as you edited it")), "{}", run.said);
    // The claim is gone, and its letter is still there.
    let (run, all) = letters(
        folder.path(),
        &format!("{HEAD}2026-05-03T09:00Z,2026-05-03T11:00Z,single-instance,z,,,,,USD 9,premium\n"),
        &[],
    );
    assert!(run.said.contains("this log does not give its claim"), "{}", run.said);
    assert!(all.iter().any(|(_, text)| *text == edited));
    // A file of somebody else is no letter.
    std::fs::write(&place, "Minutes of a meeting\n").unwrap();
    let (run, _) = letters(folder.path(), &log("USD 4000"), &[]);
    assert!(run.code == 2 && run.said.contains("error[not-ours]") && run.said.contains("`--claims`"), "{}", run.said);
}

/// All files are written, or none.
#[test]
fn nothing_half_written() {
    let folder = tempfile::tempdir().unwrap();
    let log = format!("{HEAD}2026-05-03T09:00Z,2026-05-03T11:00Z,zones,{},,Down,2,Spain,USD 4000,\n", "a".repeat(600));
    let (run, all) = letters(folder.path(), &log, &["--ics", "nowhere/last.ics"]);
    assert_eq!((run.code, all.len()), (2, 0), "{}", run.said);
    assert!(
        run.said.contains("there is no such folder") && run.said.contains("nothing has been changed"),
        "{}",
        run.said
    );
    assert!(!folder.path().join("claims").exists() && !run.said.contains("--out"), "{}", run.said);
    let (run, all) = letters(folder.path(), &log, &[]);
    assert_eq!((run.code, all.len()), (0, 1), "{}", run.said);
}

/// Letters cite what the vendor wrote, and nobody else.
#[test]
fn no_adviser_is_cited() {
    let (_, letter) = one(
        "2026-05-03T09:00Z,2026-05-03T13:00Z,openai-availability,a,planned maintenance,Down,2,Spain,USD 4000,\n",
        &[],
    );
    let sent = to_vendor(&letter);
    assert!(sent.contains("This claim rests on: **[fill in: the section on Azure OpenAI in the Microsoft Online Services SLA of our term]**"), "{sent}");
    assert!(!sent.contains("no source says") && !sent.contains("coverage"), "{sent}");
    assert!(letter.contains("Make sure that it is none of those that do not count."), "{letter}");
}

/// Both letters of two claims that exclude each other say that only one may be sent.
#[test]
fn one_of_two_letters() {
    let folder = tempfile::tempdir().unwrap();
    let log = "2026-05-03T09:00Z,2026-05-03T11:00Z,zones,a,,Down,2,Spain,,\n\
               2026-05-04T09:00Z,2026-05-04T11:00Z,sets,b,,Down,2,Spain,USD 50,\n";
    let (run, all) = letters(folder.path(), &format!("{HEAD}{log}"), &["--as-of", "2026-05-02"]);
    assert_eq!(all.len(), 2);
    assert!(all.iter().all(|(_, text)| text.contains("Send this letter or the one for")), "{all:?}");
    assert!(run.result.contains("or `sets` instead, which is open: claim one of the two"), "{}", run.result);
    assert!(run.result.contains("The fees of “a” in 2026-05 are missing. Add a line"), "{}", run.result);
    assert!(run.said.contains("the incident begins after 2 May 2026"), "{}", run.said);
    let open = all.iter().find(|(name, _)| name.contains("zones")).unwrap();
    assert!(open.1.contains("- **[fill in: 10% of the fees of the month]**"), "{}", open.1);
}

/// What cannot be right does not look as if it could be sent.
#[test]
fn downtime_beyond_the_running_time() {
    let head = "start,end,level,resource,what,fees,running\n";
    let log = format!("{head}2026-06-03T09:00Z,2026-06-03T12:00Z,zones,q,Down,USD 500,1 hour\n");
    let folder = tempfile::tempdir().unwrap();
    let (run, all) = letters(folder.path(), &log, &[]);
    assert!(all[0].1.contains("**[not ready: the downtime is longer than the running time"), "{all:?}");
    assert!(run.result.contains("**Look again** where the downtime is longer"), "{}", run.result);
}

/// A unit that failed once, beside one that failed often: only the other reading credits it.
#[test]
fn every_unused_unit_is_asked_for_openly() {
    let rows: String = [("10:00", 2), ("10:15", 1), ("10:30", 1), ("10:45", 1)]
        .map(|(time, count)| format!("2026-05-07T{time}Z,r,3,1,{count},{count},capacity,USD 500\n"))
        .concat();
    let folder = tempfile::tempdir().unwrap();
    let head = "time,resource,capacity,allocated,tried,failed,error,fees\n";
    let (_, all) = letters(folder.path(), &format!("{head}{rows}"), &[]);
    assert_eq!(all.len(), 2, "{all:?}");
    let (first, second) = (to_vendor(&all[0].1), to_vendor(&all[1].1));
    assert!(!first.contains("every unused unit") && first.contains("before it 1 of 3 units were in use"), "{first}");
    assert!(first.contains("or for 15 minutes, whichever comes first"), "{first}");
    assert!(second.contains("so we ask to count each unused unit."), "{second}");
    assert!(second.contains("| 2026-05-07 10:45 UTC | 2026-05-07 11:00 UTC |"), "{second}");
    assert!(second.contains("**Credit claimed: USD 50.00**"), "{second}");
}

/// A claim of a service without what is claimed alone: both letters say what they need to.
#[test]
fn two_letters_of_one_service() {
    let log = "2026-05-03T00:00Z,2026-05-04T16:00Z,zones;single-instance,a,,Down,2,Spain,USD 3000,premium\n\
               2026-05-03T00:00Z,2026-05-03T20:00Z,zones,b,,Down,2,Spain,USD 10000,\n";
    let folder = tempfile::tempdir().unwrap();
    let (run, all) = letters(folder.path(), &format!("{HEAD}{log}"), &[]);
    assert_eq!(all.len(), 2, "{}", run.said);
    assert!(
        run.result.contains("What `zones` counts in May 2026 is without incidents that credit more elsewhere: line 2, `a`, is claimed under `single-instance`."),
        "{}",
        run.result
    );
    let (alone, service) = (to_vendor(&all[0].1), to_vendor(&all[1].1));
    assert!(alone.contains("**Credit claimed: USD 3,000.00**") && !alone.contains("claimed under"), "{alone}");
    assert!(service.contains("**Credit claimed: USD 2,500.00**"), "{service}");
    assert!(
        service
            .contains("| a | 2026-05-03 00:00 UTC | 2026-05-04 16:00 UTC | claimed under “A single virtual machine” |"),
        "{service}"
    );
    assert!(all[1].1.contains("line 2, a, is claimed in the letter for “A single virtual machine”"), "{}", all[1].1);
}
