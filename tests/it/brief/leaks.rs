//! Nothing internal reaches the other side: marks in every internal field are looked for in
//! every byte of every document that is handed over.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proviso::assess::assess;
use proviso::intake;
use proviso::profile;
use proviso::record::{Form, Lists, Record, read_checklist, renewed};
use proviso::report::excel::{Tables, excel};
use proviso::report::issues::{issues, issues_json};
use proviso::report::ledger::known;
use proviso::report::{Audience, Manifest, Paper, PaperKind, Templates, html, papers, word};
use proviso::rulebook::{PackTree, build};
use proviso::source::Source;
use proviso::syntax::parse;

use super::marked::{Drawn, Marked, drawn, marked};
use super::parts::parts;

const ONE: Drawn = Drawn { draft: 0, by_parameter: true, wording: true, known: true, standard: true };

/// Every byte of every form of the papers for an audience, part by part, with its name.
/// The checklist has been worked in, and its record goes into the lists.
fn bytes_for(deal: &mut Marked, audience: Audience) -> Vec<(String, Vec<u8>)> {
    let (file, found) = parse(&Source::new("deal/deal.proviso", deal.rules.as_str()));
    assert!(found.is_empty(), "{}\n{found:?}", deal.rules);
    let (rulebook, found) = build(&[PackTree { files: vec![file], hash: "cd".repeat(32) }]);
    let rulebook = rulebook.unwrap_or_else(|| panic!("{}\n{found:?}", deal.rules));
    let source = Source::new("northwind.yaml", deal.profile.as_str());
    let node = intake::yaml(&source).unwrap_or_else(|found| panic!("{}\n{found:?}", deal.profile));
    let mut found = Vec::new();
    let header = profile::header(&source, &node, &mut found);
    let profile = profile::read(&source, &node, &header, &rulebook, None, &mut found);
    let profile = profile.unwrap_or_else(|| panic!("{}\n{found:?}", deal.profile));
    let assessment = assess(&rulebook, &profile).unwrap();
    let manifest = Manifest { proviso: "0".to_owned(), profile_hash: "ab".repeat(32) };
    let templates = Templates::new(BTreeMap::new()).unwrap();
    let of = |kinds: &[PaperKind], lists: &Lists| {
        papers(&rulebook, &profile, &assessment, &manifest, lists, kinds, &templates).unwrap()
    };
    let mut record = Record::default();
    record.renew(&profile.name, &known(&rulebook, &profile, &assessment));
    let checklist = &of(&[PaperKind::Checklist], &record.lists())[0].markdown;
    let checklist = &renewed(Form::Checklist, checklist, None).unwrap();
    record.take_in(&[read_checklist(&deal.worked_in(checklist), "checklist.md").unwrap()], None, None).unwrap();
    assert!(record.standing().len() > 1, "{checklist}");
    let lists = record.lists();
    let kinds: Vec<PaperKind> = PaperKind::ALL.into_iter().filter(|kind| kind.audience() == audience).collect();
    let mut all = Vec::new();
    for paper in &of(&kinds, &lists) {
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
        let view = issues(&rulebook, &profile, &assessment).with(&lists);
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
            // All marks begin alike: one search finds any of them.
            if holds(&bytes, "zq0") {
                // In a packed file, three signs may stand by chance.
                let leaked = deal.marks().find(|mark| holds(&bytes, mark));
                prop_assert!(leaked.is_none(), "{name} holds {leaked:?}\n{}\n{}", deal.rules, deal.profile);
            }
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
