//! Nothing internal reaches the other side: marks in every internal field are looked for in
//! every byte of every document that is handed over.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proviso::assess::{Assessment, assess};
use proviso::intake::{self, Grid, GridRow, OfficeFile};
use proviso::profile::{self, Profile};
use proviso::record::{Document, Form, Office, Record, Written, read_checklist, read_list, renewed};
use proviso::report::excel::{Tables, excel};
use proviso::report::issues::{issues, issues_json};
use proviso::report::ledger::known;
use proviso::report::{Audience, Manifest, Paper, PaperKind, Templates, html, papers, word};
use proviso::rulebook::{PackTree, Rulebook, build};
use proviso::source::Source;
use proviso::syntax::parse;

use super::marked::{Drawn, Marked, drawn, marked};
use super::parts::parts;

const ONE: Drawn = Drawn { draft: 0, by_parameter: true, wording: true, known: true, standard: true, met: false };

/// A profile as it is read and judged.
fn judged(text: &str, rulebook: &Rulebook) -> (Profile, Assessment) {
    let source = Source::new("northwind.yaml", text);
    let node = intake::yaml(&source).unwrap_or_else(|found| panic!("{text}\n{found:?}"));
    let mut found = Vec::new();
    let header = profile::header(&source, &node, &mut found);
    let profile = profile::read(&source, &node, &header, rulebook, None, &mut found);
    let profile = profile.unwrap_or_else(|| panic!("{text}\n{found:?}"));
    let assessment = assess(rulebook, &profile).unwrap();
    (profile, assessment)
}

/// The list of issues with a status at every point.
fn agreed(references: impl IntoIterator<Item = String>, record: &Record) -> Written {
    let row = |(at, cells): (usize, Vec<String>)| GridRow { number: at + 1, cells };
    let head = vec!["Ref".to_owned(), "Status".to_owned()];
    let said = references.into_iter().map(|reference| vec![reference, "Agreed".to_owned()]);
    let rows = std::iter::once(head).chain(said).enumerate().map(row).collect();
    let file = OfficeFile { grids: vec![Grid { name: "the table".to_owned(), rows }], ..OfficeFile::default() };
    read_list(Document::Issues(Office::Word), &file, record, "issues-list.docx").unwrap()
}

/// Every byte of every form of the papers for an audience, part by part, with its name.
/// The checklist has been worked in, every point has a status in the list, and the next
/// round is on, in which the draft may have what was asked for.
fn bytes_for(deal: &mut Marked, audience: Audience) -> Vec<(String, Vec<u8>)> {
    let (file, found) = parse(&Source::new("deal/deal.proviso", deal.rules.as_str()));
    assert!(found.is_empty(), "{}\n{found:?}", deal.rules);
    let (rulebook, found) = build(&[PackTree { files: vec![file], hash: "cd".repeat(32) }]);
    let rulebook = rulebook.unwrap_or_else(|| panic!("{}\n{found:?}", deal.rules));
    let (profile, assessment) = judged(&deal.profile, &rulebook);
    let manifest = Manifest { proviso: "0".to_owned(), profile_hash: "ab".repeat(32) };
    let templates = Templates::new(BTreeMap::new()).unwrap();
    let mut record = Record::default();
    record.renew(&profile.name, &known(&rulebook, &profile, &assessment));
    let of = |profile: &Profile, assessment: &Assessment, record: &Record, kinds: &[PaperKind]| {
        papers(&rulebook, profile, assessment, &manifest, record, kinds, &templates).unwrap()
    };
    let checklist = &of(&profile, &assessment, &record, &[PaperKind::Checklist])[0].markdown;
    let checklist = &renewed(Form::Checklist, checklist, None).unwrap();
    let asked = issues(&rulebook, &profile, &assessment, &record.lists()).issues;
    let answers = agreed(asked.into_iter().map(|issue| issue.reference), &record);
    let worked_in = read_checklist(&deal.worked_in(checklist), "checklist.md").unwrap();
    record.take_in(&[worked_in, answers], None, None).unwrap();
    assert!(record.standing().len() > 1, "{checklist}");
    let (profile, assessment) = judged(&deal.later, &rulebook);
    record.renew(&profile.name, &known(&rulebook, &profile, &assessment));
    let lists = record.lists();
    let kinds: Vec<PaperKind> = PaperKind::ALL.into_iter().filter(|kind| kind.audience() == audience).collect();
    let mut all = Vec::new();
    for paper in &of(&profile, &assessment, &record, &kinds) {
        let mut add = |form: &str, bytes: Vec<u8>| {
            let named = |(part, bytes): (String, Vec<u8>)| (format!("{} {form} {part}", paper.title), bytes);
            all.extend(parts(&bytes).into_iter().map(named));
            all.push((format!("{} {form}", paper.title), bytes));
        };
        add("markdown", paper.markdown.clone().into_bytes());
        add("html", html(&paper.title, &paper.markdown, &templates).unwrap().into_bytes());
        add("word", word(&paper.markdown, &paper.page()).unwrap());
        add("excel", excel(&tables(paper)).unwrap());
    }
    if audience == Audience::Counterparty {
        let view = issues(&rulebook, &profile, &assessment, &lists);
        all.push(("json".to_owned(), issues_json(&view).into_bytes()));
    } else {
        all.push(("record".to_owned(), record.text().into_bytes()));
    }
    all
}

fn tables(paper: &Paper) -> Tables {
    Tables {
        title: paper.title.clone(),
        running: paper.running().to_owned(),
        as_of: paper.as_of,
        sheets: paper.tables.clone(),
    }
}

fn holds(bytes: &[u8], mark: &str) -> bool {
    bytes.windows(mark.len()).any(|window| window.eq_ignore_ascii_case(mark.as_bytes()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_mark_reaches_the_other_side(rules in drawn()) {
        let mut deal = marked(&rules);
        for (name, bytes) in bytes_for(&mut deal, Audience::Counterparty) {
            // All marks begin alike, which saves most searches; packed bytes may do so by chance.
            let begun = holds(&bytes, "zq0");
            let leaked = deal.marks().filter(|_| begun).find(|mark| holds(&bytes, mark));
            prop_assert!(leaked.is_none(), "{name} holds {leaked:?}\n{}\n{}", deal.rules, deal.later);
        }
    }
}

/// The search would find a mark: those of the documents for the own people are found.
#[test]
fn marks_are_found_where_they_may_stand() {
    let internal = bytes_for(&mut marked(&[ONE]), Audience::Internal);
    for form in ["markdown", "html", "word", "excel", "record"] {
        assert!(internal.iter().any(|(name, bytes)| name.contains(form) && holds(bytes, "zq0")), "{form}");
    }
}

/// What may be read is there, and what may not leaves a blank.
#[test]
fn what_may_be_read_is_there() {
    let list = bytes_for(&mut marked(&[ONE]), Audience::Counterparty);
    let list = String::from_utf8(list.into_iter().find(|(name, _)| name.contains("markdown")).unwrap().1).unwrap();
    assert!(list.contains("At least 365 days, 14 days said, […], […], […]."), "{list}");
    assert!(list.contains("> At least 365 days, […] agreed, […]."), "{list}");
    assert!(list.contains("*Refers to:* Their paper, “Terms”"), "{list}");
}

/// Not even how we tell good from bad, in what only a program reads: the styles of a page,
/// the formats of a sheet.
#[test]
fn no_word_of_our_scale_reaches_the_other_side() {
    for (name, bytes) in bytes_for(&mut marked(&[ONE]), Audience::Counterparty) {
        for word in
            ["walk-away", "walkaway", "fallback", "must-have", "approver", "falls short", "severity", "leverage"]
        {
            assert!(!holds(&bytes, word), "{name} says {word:?}");
        }
    }
}

/// What the draft has by now stays where people wrote a status, as it was asked for.
#[test]
fn what_the_draft_has_by_now_stays_with_its_status() {
    let list = bytes_for(&mut marked(&[Drawn { met: true, ..ONE }]), Audience::Counterparty);
    let list = String::from_utf8(list.into_iter().find(|(name, _)| name.contains("markdown")).unwrap().1).unwrap();
    assert!(list.contains("| 400 days | At least 365 days, 400 days said, […], […], […]. |  | Agreed |"), "{list}");
}
