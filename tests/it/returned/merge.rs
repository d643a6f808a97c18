//! Two documents, one record: what is taken, what stands side by side, what is never lost.

use proptest::prelude::*;
use proviso::intake::{Grid, GridRow, OfficeFile};
use proviso::record::{Document, Kind, Known, Office, Record, Taken, Written, read_list};

const HEADS: [&str; 6] = ["Ref", "Response of V", "Status", "Owner", "Due", "Remark"];
const REFERENCES: [&str; 2] = ["AAAA", "CCCC"];

/// The cells of a list: a row for each point.
type Cells = [[String; 5]; 2];

fn blank() -> Cells {
    let mut cells = Cells::default();
    cells.iter_mut().for_each(|row| "Open".clone_into(&mut row[1]));
    cells
}

fn record() -> Record {
    let mut record = Record::default();
    let known = |reference: &str| Known {
        id: format!("p/{}", reference.to_lowercase()),
        reference: reference.to_owned(),
        kind: Kind::Issue,
        title: reference.to_owned(),
        settled: String::new(),
    };
    record.renew("Deal", &REFERENCES.map(known));
    record
}

fn read(record: &Record, office: Office, cells: &Cells) -> Written {
    let row = |number: usize, cells: Vec<String>| GridRow { number, cells };
    let mut rows = vec![row(1, HEADS.map(str::to_owned).into())];
    for (at, (reference, cells)) in REFERENCES.iter().zip(cells).enumerate() {
        rows.push(row(at + 2, [&[(*reference).to_owned()], cells.as_slice()].concat()));
    }
    let grids = vec![Grid { name: "the table".to_owned(), rows }];
    read_list(Document::Issues(office), &OfficeFile { grids, ..OfficeFile::default() }, record, "list").unwrap()
}

/// What goes into a new list.
fn written(record: &Record) -> Cells {
    let lists = record.lists();
    REFERENCES.map(|reference| {
        let cells = lists.cells[reference].clone();
        // Columns that people added are not written again.
        [cells.response, cells.status, cells.owner, cells.due, String::new()]
    })
}

#[derive(Clone, Debug)]
enum Step {
    Write { excel: bool, row: usize, column: usize, text: &'static str },
    Read { word: bool, excel: bool },
    Renew,
}

fn step() -> impl Strategy<Value = Step> {
    let texts = prop::sample::select(vec!["", "Agreed", "Refused", "a", "b", "31 March 2027", "2027-03-31"]);
    prop_oneof![
        6 => (any::<bool>(), 0_usize..2, 0_usize..5, texts)
            .prop_map(|(excel, row, column, text)| Step::Write { excel, row, column, text }),
        3 => (any::<bool>(), any::<bool>()).prop_map(|(word, excel)| Step::Read { word, excel }),
        1 => Just(Step::Renew),
    ]
}

proptest! {
    #[test]
    fn laws(steps in prop::collection::vec(step(), 0..30)) {
        let mut record = record();
        let (mut word, mut excel) = (blank(), blank());
        for (office, cells) in [(Office::Word, &word), (Office::Excel, &excel)] {
            let written = read(&record, office, cells);
            record.wrote(&written);
        }
        let mut wrote: Vec<String> = Vec::new();
        for step in steps {
            match step {
                Step::Write { excel: true, row, column, text } => text.clone_into(&mut excel[row][column]),
                Step::Write { excel: false, row, column, text } => text.clone_into(&mut word[row][column]),
                Step::Read { word: with_word, excel: with_excel } => {
                    let mut documents = Vec::new();
                    documents.extend(with_word.then(|| read(&record, Office::Word, &word)));
                    documents.extend(with_excel.then(|| read(&record, Office::Excel, &excel)));
                    let mut other = record.clone();
                    let taken = record.take_in(&documents, None, None).unwrap();
                    documents.reverse();
                    prop_assert_eq!(other.take_in(&documents, None, None).unwrap(), taken);
                    prop_assert_eq!(&other, &record, "the order of documents makes no difference");
                    prop_assert_eq!(record.take_in(&documents, None, None).unwrap(), Taken::default());
                    prop_assert_eq!(&other, &record, "once more changes nothing");
                    let read_now = [(with_word, &word), (with_excel, &excel)];
                    wrote.extend(read_now.iter().filter(|(read, _)| *read).flat_map(|(_, cells)| cells.concat()));
                }
                Step::Renew => {
                    let all = [read(&record, Office::Word, &word), read(&record, Office::Excel, &excel)];
                    record.take_in(&all, None, None).unwrap();
                    wrote.extend(word.concat().into_iter().chain(excel.concat()));
                    (word, excel) = (written(&record), written(&record));
                    let (as_word, as_excel) =
                        (read(&record, Office::Word, &word), read(&record, Office::Excel, &excel));
                    record.wrote(&as_word);
                    record.wrote(&as_excel);
                    let kept = record.clone();
                    prop_assert_eq!(record.take_in(&[as_word, as_excel], None, None).unwrap(), Taken::default());
                    prop_assert_eq!(&record, &kept, "what was just written says nothing new");
                }
            }
            // Through its file and back it is the same.
            let text = record.text();
            prop_assert_eq!(Record::read_text(&text, "record.json").unwrap().text(), text);
        }
        // Nothing that was ever read has left the record.
        let kept = record.text();
        for says in wrote.iter().filter(|says| !["", "Open", "31 March 2027"].contains(&says.as_str())) {
            prop_assert!(kept.contains(&format!("\"text\": \"{says}\"")) || kept.contains(&format!("\"{says}\"")) || says.contains(" / "), "{}", says);
        }
    }
}

/// Both lists, read and held against each other.
struct Both {
    record: Record,
    word: Cells,
    excel: Cells,
}

impl Both {
    fn new() -> Self {
        let mut both = Self { record: record(), word: blank(), excel: blank() };
        both.renew();
        both
    }

    fn read(&mut self) -> String {
        let all = [read(&self.record, Office::Word, &self.word), read(&self.record, Office::Excel, &self.excel)];
        self.record.take_in(&all, None, None).unwrap();
        self.status()
    }

    fn renew(&mut self) {
        (self.word, self.excel) = (written(&self.record), written(&self.record));
        for (office, cells) in [(Office::Word, &self.word), (Office::Excel, &self.excel)] {
            let written = read(&self.record, office, cells);
            self.record.wrote(&written);
        }
    }

    fn status(&self) -> String {
        self.record.lists().cells["AAAA"].status.clone()
    }

    fn write(&mut self, word: &str, excel: &str) {
        word.clone_into(&mut self.word[0][1]);
        excel.clone_into(&mut self.excel[0][1]);
    }
}

#[test]
fn a_change_in_one_or_the_same_in_both_is_taken() {
    let mut both = Both::new();
    both.write("Agreed", "Open");
    assert_eq!(both.read(), "Agreed");
    both.write("Agreed", "agreed");
    assert_eq!(both.read(), "Agreed");
    both.write("Parked", "Agreed");
    assert_eq!(both.read(), "Parked", "Excel has said so before");
    both.write("Open", "Agreed");
    assert_eq!(both.read(), "Open", "and it may be taken back");
}

#[test]
fn what_differs_stands_side_by_side_until_it_is_settled() {
    for (settles_in_word, settled) in [("Agreed", "Agreed"), ("Parked", "Parked"), ("", "Open")] {
        let mut both = Both::new();
        both.write("Agreed", "Refused");
        assert_eq!(both.read(), "Word: Agreed / Excel: Refused");
        assert_eq!(both.record.conflicts().len(), 1);
        both.renew();
        assert_eq!(both.word[0][1], "Word: Agreed / Excel: Refused");
        assert_eq!(both.read(), "Word: Agreed / Excel: Refused");
        both.word[0][1] = settles_in_word.to_owned();
        assert_eq!(both.read(), settled);
        both.renew();
        assert_eq!(both.excel[0][1], settled);
        assert!(both.record.conflicts().is_empty());
    }
}

#[test]
fn documents_can_be_made_to_agree_where_they_stand() {
    let mut both = Both::new();
    both.write("Agreed", "Refused");
    both.read();
    both.write("Parked", "Refused");
    assert_eq!(both.read(), "Word: Parked / Excel: Refused", "still two words");
    both.write("Refused", "Refused");
    assert_eq!(both.read(), "Refused");
}

#[test]
fn who_has_not_seen_a_change_does_not_undo_it() {
    let mut both = Both::new();
    both.write("Agreed", "Open");
    both.read();
    both.write("Agreed", "Refused");
    assert_eq!(both.read(), "Word: Agreed / Excel: Refused");
    let mut both = Both::new();
    both.write("Agreed", "Open");
    both.read();
    both.renew();
    both.write("Agreed", "Refused");
    assert_eq!(both.read(), "Refused", "now it has been seen");
}

#[test]
fn words_outweigh_an_emptied_cell() {
    let mut both = Both::new();
    both.write("Agreed", "Agreed");
    both.read();
    both.renew();
    both.write("", "Refused");
    assert_eq!(both.read(), "Refused");
}
