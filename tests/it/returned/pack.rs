//! A small pack in memory: written, given to people, read back, written anew.

use std::collections::BTreeMap;

use proviso::assess::{Assessment, assess};
use proviso::intake::{excel_file, word_file};
use proviso::profile::Profile;
use proviso::record::{
    Document, Field, Form, Office, Record, Taken, Written, read_checklist, read_list, renewed, with_remarks,
};
use proviso::report::excel::{Tables, excel};
use proviso::report::{self, Manifest, Paper, PaperKind, Templates, ledger};
use proviso::rulebook::Rulebook;
use proviso::source::Source;

use crate::docs::examples::{profile, root, rulebook};

/// A deal with two points and a question.
pub(super) struct Pack {
    rulebook: Rulebook,
    profile: Profile,
    assessment: Assessment,
    pub(super) record: Record,
}

/// Its documents, as they stand in the folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Files {
    pub(super) word: Vec<u8>,
    pub(super) excel: Vec<u8>,
    pub(super) checklist: String,
}

/// The references of the points, and their ids.
pub(super) const EARLY: (&str, &str) = ("8995", "base/early");
pub(super) const DELETION: (&str, &str) = ("E66H", "base/deletion");

impl Pack {
    pub(super) fn new() -> Self {
        let file = |name: &str| std::fs::read_to_string(root().join("tests/it/handbook").join(name)).unwrap();
        let (book, found) = rulebook(&[vec![Source::new("base/base.proviso", file("base.proviso"))]]);
        let rulebook = book.unwrap_or_else(|| panic!("{found:?}"));
        let (read, found) = profile(&Source::new("deal.yaml", file("deal.yaml")), &rulebook);
        let profile = read.unwrap_or_else(|| panic!("{found:?}"));
        let assessment = assess(&rulebook, &profile).unwrap();
        let mut record = Record::default();
        record.renew(&profile.name, &ledger::known(&rulebook, &profile, &assessment));
        Self { rulebook, profile, assessment, record }
    }

    /// Writes the documents, with what is recorded, in the place of those that are there.
    pub(super) fn write(&mut self, old: Option<&Files>) -> Files {
        let manifest = Manifest { proviso: "0.1.0".to_owned(), profile_hash: String::new() };
        let templates = Templates::new(BTreeMap::new()).unwrap();
        let kinds = [PaperKind::Checklist, PaperKind::IssuesList];
        let papers = report::papers(
            &self.rulebook,
            &self.profile,
            &self.assessment,
            &manifest,
            &self.record,
            &kinds,
            &templates,
        )
        .unwrap();
        let [checklist, list] = papers.as_slice() else { panic!("two papers") };
        let old = old.map(|old| old.checklist.as_str());
        let fresh = with_remarks(&checklist.markdown, old, &ledger::remarks(&self.record));
        let files = Files {
            word: report::word(&list.markdown, &list.page()).unwrap(),
            excel: excel_of(list),
            checklist: renewed(Form::Checklist, &fresh, old).unwrap(),
        };
        self.read(&files).iter().for_each(|written| self.record.wrote(written));
        files
    }

    pub(super) fn read(&self, files: &Files) -> Vec<Written> {
        let list = |office, file| read_list(Document::Issues(office), &file, &self.record, "issues-list").unwrap();
        vec![
            read_checklist(&files.checklist, "checklist.md").unwrap(),
            list(Office::Word, word_file(&files.word).unwrap()),
            list(Office::Excel, excel_file(&files.excel).unwrap()),
        ]
    }

    /// Takes in what people wrote, and sees that a second time there is nothing new.
    pub(super) fn take_in(&mut self, files: &Files) -> Taken {
        let documents = self.read(files);
        let mut reversed = self.record.clone();
        let taken = self.record.take_in(&documents, None, None).unwrap();
        let backwards: Vec<Written> = documents.iter().rev().cloned().collect();
        assert_eq!(reversed.take_in(&backwards, None, None).unwrap(), taken, "the order makes no difference");
        assert_eq!(reversed, self.record);
        let again = self.record.take_in(&documents, None, None).unwrap();
        assert_eq!((again, &reversed), (Taken::default(), &self.record), "once more changes nothing");
        let kept = Record::read_text(&self.record.text(), "record.json").unwrap();
        assert_eq!(kept.text(), self.record.text(), "the file says it all");
        taken
    }

    /// What stands of a field.
    pub(super) fn said(&self, id: &str, field: &Field) -> String {
        let standing = self.record.standing();
        standing.iter().find(|matter| matter.id() == id).map(|matter| matter.said(field)).unwrap_or_default()
    }
}

fn excel_of(list: &Paper) -> Vec<u8> {
    let tables = Tables {
        title: list.title.clone(),
        running: list.running().to_owned(),
        as_of: list.as_of,
        sheets: list.tables.clone(),
    };
    excel(&tables).unwrap()
}

/// The checklist with lines under an item.
pub(super) fn under(checklist: &str, id: &str, lines: &[String]) -> String {
    let item = checklist.lines().find(|line| line.contains(&format!("<!-- {id} "))).unwrap();
    checklist.replacen(item, &format!("{item}\n{}", lines.join("\n")), 1)
}
