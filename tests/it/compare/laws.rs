//! What holds of any two assessments.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proviso::assess::Assessment;
use proviso::assess::finding::Finding;
use proviso::compare::{Cause, Comparison, Facet, Line, Piece, Side, compare};
use proviso::profile::Profile;
use proviso::rulebook::Rulebook;
use proviso::rulebook::condition::NameId;

use crate::laws::engine;
use crate::laws::{Choices, choices, config, files, known, profiles, with_figures};

/// Rules, a profile and what follows.
struct Half {
    book: Rulebook,
    profile: Profile,
    assessment: Assessment,
    shown: String,
}

impl Half {
    fn new(rules: &[String], profile: &str) -> Self {
        let book = engine::rulebook(rules).unwrap();
        let read = engine::read(&book, profile);
        let assessment = engine::assessment(&book, profile);
        Self { book, profile: read, assessment, shown: format!("{}\n{profile}", rules.concat()) }
    }

    fn side(&self) -> Side<'_> {
        Side { book: &self.book, profile: &self.profile, assessment: &self.assessment }
    }

    fn findings(&self) -> BTreeMap<&str, &Finding> {
        let findings = self.assessment.findings.iter();
        findings.map(|finding| (self.book.advice[finding.advice.0].id.as_str(), finding)).collect()
    }
}

/// Two profiles over the same rules, or one over two kinds of rules, or both.
fn halves(choices: &Choices) -> (Half, Half) {
    let (vocabulary, rules, before, after) = choices;
    let case = with_figures(choices);
    let one = known::yaml(&case.book, &profiles::profile(&case.book, before, false));
    // Some choices of the rules are others.
    let mut edited = rules.clone();
    for (at, choice) in after.iter().enumerate().take(3) {
        let len = edited.len().max(1);
        if let Some(slot) = edited.get_mut(usize::from(*choice) % len) {
            *slot = slot.wrapping_add(u16::try_from(at).unwrap() + 1);
        }
    }
    let kind = vocabulary.len() % 3;
    let other = with_figures(&(vocabulary.clone(), edited, before.clone(), after.clone()));
    let (other, tape) = match kind {
        0 => (&case, after),
        1 => (&other, before),
        _ => (&other, after),
    };
    let two = known::yaml(&other.book, &profiles::profile(&other.book, tape, false));
    (Half::new(&files(&case.book), &one), Half::new(&files(&other.book), &two))
}

/// The lines of causes with what they say.
fn said(causes: &[Cause], mirrored: bool) -> Vec<(Line, Option<String>, Option<String>)> {
    let one = |cause: &Cause| match mirrored {
        false => (cause.line.clone(), text(&cause.before), text(&cause.after)),
        true => (cause.line.clone(), text(&cause.after), text(&cause.before)),
    };
    causes.iter().map(one).collect()
}

fn ids<'a>(comparison: &Comparison<'a>) -> Vec<&'a str> {
    let mut ids: Vec<&str> =
        comparison.moves.iter().map(|one| one.id).chain(comparison.unmoved.iter().copied()).collect();
    ids.sort_unstable();
    ids
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_laws_of_comparing(choices in choices()) {
        let (one, two) = halves(&choices);
        nothing_moves_against_itself(&one);
        seen_from_the_other_side_all_is_mirrored(&one, &two);
        every_finding_is_counted_once(&one, &two);
        what_moved_is_where_the_two_differ(&one, &two);
        nothing_moves_without_a_line_that_changed(&one, &two);
    }
}

fn nothing_moves_against_itself(one: &Half) {
    let comparison = compare(one.side(), one.side());
    assert!(comparison.moves.is_empty() && comparison.figures.is_empty() && comparison.beside.is_empty());
    assert!(comparison.asked.newly.is_empty() && comparison.asked.no_longer.is_empty());
    assert!(comparison.grown_old.is_empty());
    assert_eq!(comparison.unmoved.len(), one.book.advice.len());
}

fn seen_from_the_other_side_all_is_mirrored(one: &Half, two: &Half) {
    let there = compare(one.side(), two.side());
    let back = compare(two.side(), one.side());
    assert_eq!(there.unmoved, back.unmoved);
    let by_id: BTreeMap<_, _> = back.moves.iter().map(|one| ((one.id, one.kind()), one)).collect();
    assert_eq!(there.moves.len(), back.moves.len());
    for one in &there.moves {
        let other = by_id[&(one.id, one.kind())];
        assert_eq!(one.turn, other.turn.mirrored(), "{}", one.id);
        assert_eq!(one.facets, other.facets);
        assert_eq!(said(&one.causes, false), said(&other.causes, true), "{}", one.id);
        assert!(!(one.newly_fails() && other.newly_fails()), "{}", one.id);
    }
    assert_eq!(said(&there.beside, false), said(&back.beside, true));
    let names = |of: &[NameId], half: &Half| -> Vec<String> {
        of.iter().map(|name| half.book.name(*name).id.clone()).collect()
    };
    assert_eq!(names(&there.asked.newly, two), names(&back.asked.no_longer, two));
    assert_eq!(names(&there.asked.no_longer, one), names(&back.asked.newly, one));
    let figures = |comparison: &Comparison<'_>, mirrored| -> BTreeMap<String, _> {
        comparison.figures.iter().map(|figure| (figure.id.clone(), said(&figure.causes, mirrored))).collect()
    };
    assert_eq!(figures(&there, false), figures(&back, true));
}

fn every_finding_is_counted_once(one: &Half, two: &Half) {
    let comparison = compare(one.side(), two.side());
    let kinds = |half: &Half| -> BTreeSet<(String, &'static str)> {
        half.book.advice.iter().map(|rule| (rule.id.clone(), rule.body.kind())).collect()
    };
    let mut all: Vec<String> = kinds(one).union(&kinds(two)).map(|(id, _)| id.clone()).collect();
    all.sort_unstable();
    assert_eq!(ids(&comparison), all);
}

/// Held against the findings themselves, without the help of the comparison.
fn what_moved_is_where_the_two_differ(one: &Half, two: &Half) {
    let comparison = compare(one.side(), two.side());
    let (old, new) = (one.findings(), two.findings());
    let owners = |half: &Half, finding: &Finding| -> BTreeSet<String> {
        finding.owner.iter().map(|at| half.book.owners[*at].id.clone()).collect()
    };
    for id in &comparison.unmoved {
        let (was, is) = (old[id], new[id]);
        assert_eq!(was.could_be, is.could_be, "{id}\n{}\n{}", one.shown, two.shown);
        assert_eq!(was.waived, is.waived);
        if was.could_be.iter().any(|outcome| outcome.asks_for_action()) {
            assert_eq!(was.severity, is.severity, "{id}");
            assert_eq!(was.priority, is.priority, "{id}");
            assert_eq!(owners(one, was), owners(two, is), "{id}");
        }
    }
    for moved in &comparison.moves {
        let (Some(was), Some(is)) = (moved.before, moved.after) else { continue };
        let differs = was.finding.could_be != is.finding.could_be;
        assert_eq!(moved.facets.contains(&Facet::Status), differs, "{} {:?}", moved.id, moved.facets);
        assert!(!moved.facets.is_empty());
    }
}

fn nothing_moves_without_a_line_that_changed(one: &Half, two: &Half) {
    let comparison = compare(one.side(), two.side());
    let causes = comparison.moves.iter().map(|one| (one.id, &one.causes));
    let figures = comparison.figures.iter().map(|one| (one.id.as_str(), &one.causes));
    for (id, causes) in causes.chain(figures) {
        assert!(!causes.is_empty(), "{id}\n{}\n---\n{}", one.shown, two.shown);
        for cause in causes {
            assert_ne!(text(&cause.before), text(&cause.after), "{id} {:?}", cause.line);
        }
    }
}

fn text(piece: &Option<Piece>) -> Option<String> {
    piece.as_ref().map(|piece| piece.text.clone())
}

/// The generator must not run dry: most pairs have moves of several kinds.
#[test]
fn generated_pairs_are_worth_comparing() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut turns: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut unmoved, mut figures) = (0, 0);
    for _ in 0..100 {
        let (one, two) = halves(&choices().new_tree(&mut runner).unwrap().current());
        let comparison = compare(one.side(), two.side());
        for moved in &comparison.moves {
            *turns.entry(moved.turn.as_str()).or_default() += 1;
        }
        unmoved += comparison.unmoved.len();
        figures += comparison.figures.len();
    }
    assert!(turns.len() >= 8 && turns.values().sum::<usize>() > 120, "{turns:?}");
    assert!(unmoved > 50 && figures > 5, "{unmoved} {figures}");
}
