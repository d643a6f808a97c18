//! What holds of any two versions of rules and any deal.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proviso::assess::finding::Finding;
use proviso::assess::{Assessment, assess};
use proviso::compare::Facet;
use proviso::plan::{Because, Change, DealMoves, Effect, Move, Verdict, Version, scan};
use proviso::portfolio::Row;
use proviso::profile::{Profile, term_names};
use proviso::rulebook::advice::AdviceId;
use proviso::rulebook::{PackTree, Rulebook, build};
use proviso::source::Source;
use proviso::syntax::parse;

use crate::laws::{Choices, case, choices, config, files, known, profiles, with_figures};

/// One version of the rules, from texts.
fn version(files: &[String]) -> Version {
    let read = |(at, text): (usize, &String)| parse(&Source::new(format!("{at}.proviso"), text.clone())).0;
    let packs = vec![PackTree { files: files.iter().enumerate().map(read).collect(), hash: String::new() }];
    let book = build(&packs).0.unwrap_or_else(|| panic!("{}", files.concat()));
    Version { packs, book }
}

/// Two versions of which the second has a few other choices, and deals made for the first.
struct Scene {
    change: Change,
    rows: Vec<Row>,
    shown: String,
}

/// `figures` is whether there are figures, and comparisons of names with one another. There an
/// outcome too many may be kept, and edits cannot be held to the letter.
fn scene(choices: &Choices, figures: bool) -> Scene {
    let made = |choices: &Choices| if figures { with_figures(choices) } else { case(choices, false) };
    let (vocabulary, rules, before, after) = choices;
    let case = made(choices);
    let mut edited = rules.clone();
    for (at, choice) in after.iter().enumerate().take(4) {
        let len = edited.len().max(1);
        if let Some(slot) = edited.get_mut(usize::from(*choice) % len) {
            *slot = slot.wrapping_add(u16::try_from(at).unwrap() + 1);
        }
    }
    let other = made(&(vocabulary.clone(), edited, before.clone(), after.clone()));
    let (old, new) = (files(&case.book), files(&other.book));
    let deals: Vec<String> = [before, after]
        .iter()
        .enumerate()
        .map(|(at, tape)| known::yaml(&case.book, &profiles::profile(&case.book, tape, at == 1)))
        .collect();
    let row = |text: &String| Row::whole(&Source::new("deal.yaml", text.clone())).unwrap();
    let shown = format!("{}\n=====\n{}\n=====\n{}", old.concat(), new.concat(), deals.join("-----\n"));
    let change = Change::new(version(&old), version(&new));
    Scene { change, rows: deals.iter().map(row).collect(), shown }
}

fn profile(row: &Row, book: &Rulebook) -> Option<Profile> {
    row.profile(book, &term_names(book), None).ok()
}

/// What everything comes to, by id and kind.
fn alone(row: &Row, book: &Rulebook) -> Option<BTreeMap<(String, &'static str), Finding>> {
    let assessment: Assessment = assess(book, &profile(row, book)?).ok()?;
    let key = |id: AdviceId| (book.advice[id.0].id.clone(), book.advice[id.0].body.kind());
    Some(assessment.findings.into_iter().map(|finding| (key(finding.advice), finding)).collect())
}

fn verdict(finding: &Finding) -> Verdict {
    Verdict::new(finding.could_be.iter().copied(), finding.severity.could_be.iter().copied(), finding.is_waived())
}

/// A deal is told to move just where a finding is another, by assessments of their own.
fn moved_is_what_differs(scene: &Scene, row: &Row, effect: &Effect) {
    let (was, is) = (alone(row, &scene.change.before), alone(row, &scene.change.after));
    let (was, is) = match (was, is) {
        (Some(was), Some(is)) => (was, is),
        (Some(_), None) => return assert!(matches!(effect, Effect::OnlyBefore(..)), "{}", scene.shown),
        (None, Some(_)) => return assert!(matches!(effect, Effect::OnlyAfter(..)), "{}", scene.shown),
        (None, None) => return assert!(matches!(effect, Effect::Unread(_)), "{}", scene.shown),
    };
    let idle = |finding: Option<&Finding>| finding.is_none_or(|one| one.could_be.iter().all(|one| one.is_idle()));
    let asks =
        |finding: &Finding| finding.could_be.iter().any(|one| one.asks_for_action() || one.as_str() == "available");
    let mut differ = Vec::new();
    for key in was.keys().chain(is.keys().filter(|key| !was.contains_key(*key))) {
        let differs = match (was.get(key), is.get(key)) {
            (Some(was), Some(is)) => {
                was.could_be != is.could_be || asks(was) && was.severity != is.severity || was.waived != is.waived
            }
            (was, is) => !idle(was) || !idle(is),
        };
        if differs {
            differ.push(key.clone());
        }
    }
    differ.sort();
    let told: Vec<(String, &str)> = match effect {
        Effect::None => Vec::new(),
        Effect::Moved(deal) => told(scene, deal),
        other => panic!("{other:?}\n{}", scene.shown),
    };
    assert_eq!(told, differ, "{}", scene.shown);
    if let Effect::Moved(deal) = effect {
        for one in &deal.moves {
            let (_, rule) = scene.change.advice(&scene.change.rules[one.rule]).unwrap();
            let key = (rule.id.clone(), rule.body.kind());
            assert_eq!(one.went.from, was.get(&key).map(verdict));
            assert_eq!(one.went.to, is.get(&key).map(verdict));
        }
    }
}

fn told(scene: &Scene, deal: &DealMoves) -> Vec<(String, &'static str)> {
    let rule = |at: usize| scene.change.advice(&scene.change.rules[at]).unwrap().1;
    let mut told: Vec<_> =
        deal.moves.iter().map(|one| (rule(one.rule).id.clone(), rule(one.rule).body.kind())).collect();
    told.sort();
    told
}

/// The edits that are named do it, made alone; and without any of those that are needed
/// together it is not done. Without any of the edits that bear on a rule it is as it was.
fn edits_do_what_is_said(scene: &Scene, row: &Row, deal: &DealMoves, tried: &mut u32) {
    let change = &scene.change;
    for one in &deal.moves {
        let pairing = &change.rules[one.rule];
        let (_, rule) = change.advice(pairing).unwrap();
        let key = (rule.id.clone(), rule.body.kind());
        let shown = || format!("{key:?} {:?}\n{:#?}\n{}", one, change.edits, scene.shown);
        assert!(one.reasons().next().is_some(), "{}", shown());
        for (_, because) in one.reasons() {
            assert!(!because.edits().is_empty(), "{}", shown());
            assert!(because.edits().iter().all(|at| pairing.edits.contains(at)), "{}", shown());
        }
        if pairing.before.is_none() || pairing.after.is_none() {
            continue;
        }
        let mut with = |made: &[usize]| {
            let finding = alone(row, &*change.mixed(made, &pairing.edits)?)?.remove(&key)?;
            *tried += 1;
            Some(finding)
        };
        if let Some(without) = with(&[]) {
            assert_eq!(Some(verdict(&without)), one.went.from, "{}", shown());
        }
        let Some(now) = alone(row, &change.after).and_then(|mut all| all.remove(&key)) else { continue };
        if let Some(all) = with(&pairing.edits) {
            assert_eq!(verdict(&all), verdict(&now), "{}", shown());
        }
        for (facet, because) in one.reasons() {
            let same = |other: &Finding| match facet {
                Facet::Severity => other.severity == now.severity,
                _ => other.could_be == now.could_be && other.is_waived() == now.is_waived(),
            };
            let mut does = |made: &[usize]| with(made).map(|finding| same(&finding));
            match because {
                Because::Alone(edits) => {
                    for edit in edits {
                        let alone = does(&[*edit]);
                        assert!(alone == Some(true) || alone.is_none() && pairing.edits.len() == 1, "{}", shown());
                    }
                }
                Because::Together(edits) => {
                    assert_eq!(does(edits), Some(true), "{}", shown());
                    for spared in edits {
                        let rest: Vec<usize> = edits.iter().copied().filter(|edit| edit != spared).collect();
                        assert_eq!(does(&rest), Some(false), "{}", shown());
                    }
                }
                Because::Among(_) => {}
            }
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_deal_moves_where_a_finding_differs(choices in choices()) {
        let scene = scene(&choices, true);
        let rows: Vec<&Row> = scene.rows.iter().collect();
        for (row, effect) in rows.iter().zip(scan(&scene.change, &rows, None)) {
            moved_is_what_differs(&scene, row, &effect);
        }
    }

    #[test]
    fn edits_do_what_is_said_of_them(choices in choices()) {
        let scene = scene(&choices, false);
        let rows: Vec<&Row> = scene.rows.iter().collect();
        for (row, effect) in rows.iter().zip(scan(&scene.change, &rows, None)) {
            moved_is_what_differs(&scene, row, &effect);
            if let Effect::Moved(deal) = &effect {
                edits_do_what_is_said(&scene, row, deal, &mut 0);
            }
        }
    }
}

/// The laws must not hold for want of anything to hold of: rules are mixed, and most moves are
/// told apart.
#[test]
fn there_is_enough_to_try() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    let mut tried = 0;
    for _ in 0..60 {
        let choices = choices().new_tree(&mut runner).unwrap().current();
        let scene = scene(&choices, false);
        let rows: Vec<&Row> = scene.rows.iter().collect();
        for (row, effect) in rows.iter().zip(scan(&scene.change, &rows, None)) {
            let Effect::Moved(deal) = &effect else { continue };
            edits_do_what_is_said(&scene, row, deal, &mut tried);
            for (_, because) in deal.moves.iter().flat_map(Move::reasons) {
                *counts.entry(because.as_str()).or_default() += 1;
            }
        }
    }
    assert!(counts["alone"] > 10 * counts["among"] && counts["together"] > 2 && tried > 100, "{counts:?} {tried}");
}
