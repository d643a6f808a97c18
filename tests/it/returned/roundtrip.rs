//! Whatever people write into any of the three documents is read back exactly, and is
//! still there when the documents are written anew.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use proviso::record::{Field, OPEN, STATUSES, Taken};

use super::office::{write_excel, write_excel_day, write_word};
use super::pack::{DELETION, EARLY, Pack, under};

/// A line as people write it.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "\\PC{0,24}",
        1 => Just("=SUM(A1:A9)".to_owned()),
        1 => Just("| a | b |".to_owned()),
        1 => Just("\"quoted\" & <b>bold</b> 'so'".to_owned()),
        1 => Just("👩‍⚖️ agrees, 日本語, Ünïcödé".to_owned()),
        1 => Just("two  spaces\tand a tab".to_owned()),
        1 => Just("- dash, 1. number, # head, *star*, `tick`, <br>".to_owned()),
        1 => Just("2027-03-31".to_owned()),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(line(), 1..4).prop_map(|lines| lines.join("\n"))
}

fn day() -> impl Strategy<Value = Date> {
    (1950_i16..2150, 1_i8..13, 1_i8..29).prop_map(|(year, month, day)| date(year, month, day))
}

fn status() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(STATUSES).prop_map(str::to_owned),
        1 => prop::sample::select(STATUSES).prop_map(str::to_uppercase),
        1 => "[a-z ]{1,12}",
    ]
}

/// A status as it is read back.
fn kept_status(written: &str) -> String {
    let written = written.trim();
    let known = STATUSES.iter().find(|status| status.eq_ignore_ascii_case(written));
    known.map_or(if written.is_empty() { OPEN } else { written }, |status| status).to_owned()
}

/// A note as it is written in one line, and that says nothing but a note.
fn note() -> impl Strategy<Value = String> {
    let plain = |note: &String| {
        let word = note.split(':').next().unwrap_or_default().trim().trim_start_matches(['-', '*', '+', ' ']);
        !note.trim().is_empty()
            && !note.contains("<!--")
            && !["outcome", "owner", "due", "response"].contains(&word.to_lowercase().as_str())
    };
    line().prop_map(|note| note.trim().to_owned()).prop_filter("a note", plain)
}

fn is_day(text: &str) -> bool {
    text.split('-').count() == 3 && text.trim().parse::<Date>().is_ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn lists(response in text(), owner in line(), due in line(), when in day(), status in status(), excel in any::<bool>()) {
        let mut pack = Pack::new();
        let mut files = pack.write(None);
        let write = |files: &mut super::pack::Files, reference: &str, head: &str, text: &str| match excel {
            true => files.excel = write_excel(&files.excel, reference, head, text),
            false => files.word = write_word(&files.word, reference, head, text),
        };
        write(&mut files, EARLY.0, "Response", &response);
        write(&mut files, EARLY.0, "Owner", &owner);
        write(&mut files, EARLY.0, "Due", &due);
        write(&mut files, EARLY.0, "Status", &status);
        match excel {
            true => files.excel = write_excel_day(&files.excel, DELETION.0, "Due", when),
            false => files.word = write_word(&files.word, DELETION.0, "Due", &proviso::record::due_shown(&when.to_string())),
        }
        pack.take_in(&files);
        let lists = pack.record.lists();
        let cells = &lists.cells[EARLY.0];
        prop_assert_eq!(&cells.response, response.trim());
        prop_assert_eq!(&cells.owner, owner.trim());
        prop_assert_eq!(&cells.status, &kept_status(&status));
        prop_assert!(cells.due == due.trim() || is_day(&cells.due), "{:?}", cells.due);
        prop_assert_eq!(&lists.cells[DELETION.0].due, &when.to_string());

        // Written anew, all of it stands in both lists, and there is nothing new to read.
        let anew = pack.write(Some(&files));
        prop_assert_eq!(pack.take_in(&anew), Taken::default());
        prop_assert_eq!(pack.record.lists(), lists);
        prop_assert_eq!(pack.write(Some(&anew)), anew, "the same bytes");
    }

    #[test]
    fn checklists(notes in prop::collection::vec(note(), 0..4), owner in "[A-Za-z| ]{1,12}", when in day(), tick in any::<bool>()) {
        let mut pack = Pack::new();
        let mut files = pack.write(None);
        let mut lines: Vec<String> = notes.iter().map(|note| format!("  - {note}")).collect();
        lines.push(format!("  - Owner: {owner}"));
        lines.push(format!("  - due: {when}"));
        lines.push("  * outcome: Waived by the CFO, until 31 March 2027".to_owned());
        files.checklist = under(&files.checklist, "base/watch", &lines);
        if tick {
            files.checklist = files.checklist.replacen("- [ ] **Watch", "- [x] **Watch", 1);
        }
        pack.take_in(&files);
        prop_assert_eq!(pack.said("base/watch", &Field::Note), notes.join("\n"));
        prop_assert_eq!(pack.said("base/watch", &Field::OurOwner), owner.trim());
        prop_assert_eq!(pack.said("base/watch", &Field::OurDue), when.to_string());
        prop_assert_eq!(pack.said("base/watch", &Field::Outcome), "waived by the CFO, until 31 March 2027");
        prop_assert_eq!(pack.said("base/watch", &Field::Tick), if tick { "ticked" } else { "" });
        let anew = pack.write(Some(&files));
        prop_assert_eq!(pack.take_in(&anew), Taken::default());
        prop_assert_eq!(pack.write(Some(&anew)), anew, "the same bytes");
    }
}
