//! Rows and columns that people add, move, copy and take away.

use proviso::intake::{Grid, GridRow, OfficeFile};
use proviso::record::{Document, Field, Office, Taken, Written, read_list};

use super::office::{changed, write_word, xml};
use super::pack::{DELETION, EARLY, Files, Pack};
use crate::command::snapshot;
use crate::snapshot::shown;

fn file(rows: &[&[&str]]) -> OfficeFile {
    let row = |(at, cells): (usize, &&[&str])| GridRow {
        number: at + 1,
        cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
    };
    let rows = rows.iter().enumerate().map(row).collect();
    OfficeFile { grids: vec![Grid { name: "the table".to_owned(), rows }], ..OfficeFile::default() }
}

fn read(pack: &Pack, file: &OfficeFile) -> Written {
    read_list(Document::Issues(Office::Word), file, &pack.record, "issues-list.docx").unwrap()
}

const HEADS: &[&str] = &["No.", "Ref", "Response of Acme", "Status", "Owner", "Due"];

#[test]
fn columns_in_another_order_and_of_their_own() {
    let mut pack = Pack::new();
    pack.write(None);
    let moved = file(&[
        &["Our list, as of today"],
        &["STATUS", "Due", "Legal  remark", "ref", "Owner", "Response of Acme Inc.", ""],
        &["Agreed", "31 March 2027", "watch out", &EARLY.0.to_lowercase(), "Anna", "yes", "at the margin"],
    ]);
    let written = read(&pack, &moved);
    pack.record.take_in(&[written], None, None).unwrap();
    let cells = &pack.record.lists().cells[EARLY.0];
    assert_eq!((cells.status.as_str(), cells.due.as_str()), ("Agreed", "2027-03-31"));
    assert_eq!((cells.owner.as_str(), cells.response.as_str()), ("Anna", "yes"));
    let column = |head: &str| pack.said(EARLY.1, &Field::Column(Document::Issues(Office::Word), head.to_owned()));
    assert_eq!((column("Legal remark").as_str(), column("column 7").as_str()), ("watch out", "at the margin"));
}

#[test]
fn what_people_write_into_a_column_of_proviso_s() {
    let mut pack = Pack::new();
    let mut files = pack.write(None);
    files.word = write_word(&files.word, EARLY.0, "Proposal", "At least 45 days of notice.");
    let taken = pack.take_in(&files);
    assert_eq!(taken.changes.len(), 1, "{taken:?}");
    assert_eq!(taken.changes[0].now, "At least 45 days of notice.");
    let anew = pack.write(Some(&files));
    assert_eq!(pack.take_in(&anew), Taken::default());
    assert!(
        pack.record.text().contains("At least 45 days of notice."),
        "the proposal is Proviso's again, the words are kept"
    );
}

/// The Word list with a row at its end.
fn with_row(word: &[u8], cells: &[&str]) -> Vec<u8> {
    let cell = |text: &&str| format!("<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>", xml(text));
    let row: String = cells.iter().map(cell).collect();
    changed(word, "word/document.xml", |document| {
        document.replacen("</w:tbl>", &format!("<w:tr>{row}</w:tr></w:tbl>"), 1)
    })
}

#[test]
fn rows_without_a_reference_stay_in_the_lists() {
    let mut pack = Pack::new();
    let mut files = pack.write(None);
    let untouched = files.word.clone();
    files.word =
        with_row(&files.word, &["", "", "Price", "Indexation", "none", "A cap of 3%", "no way", "refused", "Bob"]);
    pack.take_in(&files);
    // Changed before it was written anew, it is the same row.
    files.word =
        with_row(&untouched, &["", "", "Price", "Indexation", "none", "A cap of 2%", "maybe", "Parked", "Bob"]);
    pack.take_in(&files);
    let anew = pack.write(Some(&files));
    assert_eq!(pack.take_in(&anew), Taken::default());
    let lists = pack.record.lists();
    let [row] = lists.own_issues.as_slice() else { panic!("{lists:?}") };
    assert_eq!(
        (row.reference.as_str(), row.list.status.as_str(), row.list.response.as_str()),
        ("N1", "Parked", "maybe")
    );
    assert_eq!(row.cells["Proposal of Small & Co"], "A cap of 2%");
    // From now on it is known by its reference, in Excel too.
    let mut next = anew.clone();
    next.excel = super::office::write_excel(&next.excel, "N1", "Status", "Agreed");
    pack.take_in(&next);
    assert_eq!(pack.record.lists().own_issues[0].list.status, "Agreed");
    assert!(pack.record.text().contains("A cap of 3%"), "what stood before is kept");
}

#[test]
fn the_same_row_in_both_lists_is_one() {
    let mut pack = Pack::new();
    pack.write(None);
    let own = |office: Office, cells: &[&str]| {
        let list = file(&[HEADS, cells]);
        read_list(Document::Issues(office), &list, &pack.record, "list").unwrap()
    };
    let row: &[&str] = &["3", "", "their words", "Open", "", ""];
    let documents = [own(Office::Word, row), own(Office::Excel, row)];
    pack.record.take_in(&documents, None, None).unwrap();
    assert_eq!(pack.record.lists().own_issues.len(), 1);
}

#[test]
fn a_row_that_was_deleted_takes_nothing_with_it() {
    let mut pack = Pack::new();
    pack.write(None);
    let both = file(&[HEADS, &["1", EARLY.0, "yes", "Agreed", "", ""], &["2", DELETION.0, "no", "Refused", "", ""]]);
    let written = read(&pack, &both);
    pack.record.take_in(&[written], None, None).unwrap();
    let written = read(&pack, &file(&[HEADS, &["1", EARLY.0, "yes", "Agreed", "", ""]]));
    assert_eq!(pack.record.take_in(&[written], None, None).unwrap(), Taken::default());
    assert_eq!(pack.record.lists().cells[DELETION.0].response, "no");
}

#[test]
fn what_cannot_be_told_apart() {
    let mut pack = Pack::new();
    pack.write(None);
    let mut said = String::new();
    let mut judge = |what: &str, mut file: OfficeFile, comments: usize| {
        file.comments = comments;
        let read = read_list(Document::Issues(Office::Word), &file, &pack.record, "deal/issues-list.docx");
        let found = match &read {
            Ok(written) => &written.warnings,
            Err(found) => found,
        };
        said += &format!("# {what}\n{}\n", shown(found));
    };
    judge(
        "unknown and doubled references",
        file(&[
            HEADS,
            &["1", EARLY.0, "yes", "Agreed"],
            &["2", EARLY.0, "no", "Refused"],
            &["3", "new", "what about price?"],
            &["4", DELETION.0, "same", "Open"],
            &["5", DELETION.0, "same", "Open"],
        ]),
        0,
    );
    judge("another table", file(&[&["Ref", "Topic"], &[EARLY.0, "price"]]), 0);
    judge(
        "columns with other names, a status of their own, comments",
        file(&[&["Ref", "Response of Acme", "State", "Status"], &[EARLY.0, "yes", "fine", "Agreed subject to Legal"]]),
        2,
    );
    snapshot("returned/rows.txt", &said);
}

/// Killed when the lists stand there and the record does not say so yet.
#[test]
fn a_run_that_was_stopped_half_way_undoes_nothing() {
    let mut pack = Pack::new();
    let mut files = pack.write(None);
    files.word = write_word(&files.word, EARLY.0, "Proposal", "45 days");
    files.word = write_word(&files.word, EARLY.0, "Response", "two  spaces\nand lines");
    files.word = write_word(&files.word, DELETION.0, "Status", "Agreed");
    files.excel = super::office::write_excel(&files.excel, DELETION.0, "Status", "Refused");
    files.word = with_row(&files.word, &["", "", "Price", "Indexation", "none", "A cap", "no", "Refused", "Bob"]);
    pack.take_in(&files);
    let mut stopped = Pack::new();
    stopped.record = pack.record.clone();
    let anew = pack.write(Some(&files));
    pack.read(&anew).iter().for_each(|written| stopped.record.will_write(written));
    for half in [
        Files { excel: files.excel.clone(), ..anew.clone() },
        Files { word: files.word.clone(), ..anew.clone() },
        anew.clone(),
    ] {
        let mut next = Pack::new();
        next.record = stopped.record.clone();
        assert_eq!(next.take_in(&half), Taken::default());
        assert_eq!(next.record.lists(), pack.record.lists());
        assert_eq!(next.write(Some(&half)), anew);
    }
}

#[test]
fn an_earlier_copy_that_comes_back_undoes_nothing() {
    let mut pack = Pack::new();
    let first = pack.write(None);
    let mut files = first.clone();
    files.word = write_word(&files.word, EARLY.0, "Owner", "Anna");
    files.word = write_word(&files.word, EARLY.0, "Response", "60 days");
    pack.take_in(&files);
    let mut second = pack.write(Some(&files));
    assert_ne!(second.word, first.word);
    // The other side wrote into the list that it was sent at first.
    second.word = write_word(&first.word, DELETION.0, "Status", "Agreed");
    second.word = write_word(&second.word, EARLY.0, "Response", "70 days");
    let taken = pack.take_in(&second);
    let changed: Vec<&str> = taken.changes.iter().map(|change| change.now.as_str()).collect();
    assert_eq!(changed, ["Word: 60 days / Word: 70 days", "Agreed"]);
    let lists = pack.record.lists();
    assert_eq!(lists.cells[EARLY.0].owner, "Anna");
    // Before it is written anew, more is written into it.
    second.word = write_word(&second.word, DELETION.0, "Owner", "Bob");
    second.word = write_word(&second.word, DELETION.0, "Status", "Open");
    pack.take_in(&second);
    let lists = pack.record.lists();
    assert_eq!((lists.cells[DELETION.0].owner.as_str(), lists.cells[DELETION.0].status.as_str()), ("Bob", "Open"));
    let third = pack.write(Some(&second));
    assert_eq!(pack.take_in(&third), Taken::default());
}
