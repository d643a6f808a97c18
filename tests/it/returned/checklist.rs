//! What stands under the items of a checklist.

use proviso::record::{Field, read_checklist};

use super::pack::{EARLY, Pack, under};
use crate::snapshot::shown;

fn lines(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

#[test]
fn fields_notes_and_lines_that_go_on() {
    let mut pack = Pack::new();
    let mut files = pack.write(None);
    files.checklist = under(
        &files.checklist,
        EARLY.1,
        &lines(&[
            "  - OUTCOME: Conceded to fallback 1.",
            "  - response: They give 60 days,",
            "    and a way out.",
            "  - called Anna",
            "    - she agrees",
            "",
            "due: end of the quarter",
            "```",
            "owner: in a quotation",
            "```",
        ]),
    );
    pack.take_in(&files);
    assert_eq!(pack.said(EARLY.1, &Field::Outcome), "conceded to fallback 1");
    assert_eq!(pack.said(EARLY.1, &Field::OurResponse), "They give 60 days,\nand a way out.");
    assert_eq!(pack.said(EARLY.1, &Field::OurDue), "end of the quarter");
    assert_eq!(pack.said(EARLY.1, &Field::OurOwner), "");
    let note = pack.said(EARLY.1, &Field::Note);
    assert!(note.starts_with("  - called Anna\n    - she agrees\n") || note.starts_with("called Anna"), "{note}");
    assert!(note.contains("owner: in a quotation"), "{note}");
    // It is the company's own: no list for the other side has any of it.
    assert_eq!(pack.record.lists().cells[EARLY.0], proviso::record::ListCells::default());
}

#[test]
fn outcomes_that_are_none() {
    let mut pack = Pack::new();
    let files = pack.write(None);
    let checklist = under(&files.checklist, EARLY.1, &lines(&["  - outcome: lost, I think"]));
    let checklist = under(
        &checklist,
        "base/watch",
        &lines(&["outcome: won", "outcome: waived by CFO until soon", "outcome: refused"]),
    );
    let found = read_checklist(&checklist, "checklist.md").unwrap_err();
    crate::command::snapshot("returned/outcomes.txt", &format!("{checklist}=====\n{}", shown(&found)));
}

#[test]
fn what_is_taken_back_stays_in_the_record() {
    let mut pack = Pack::new();
    let fresh = pack.write(None);
    let mut files = fresh.clone();
    files.checklist = under(&files.checklist, EARLY.1, &lines(&["  - owner: Anna"]));
    pack.take_in(&files);
    assert_eq!(pack.take_in(&fresh).changes[0].now, "");
    assert_eq!(pack.said(EARLY.1, &Field::OurOwner), "");
    assert!(pack.record.text().contains("Anna"));
}

#[test]
fn a_checklist_that_lost_its_mark() {
    let found = read_checklist("- [x] mine\n", "deal/internal/checklist.md").unwrap_err();
    assert!(shown(&found).starts_with("error[not-ours]: `deal/internal/checklist.md` was not written by Proviso"));
}
