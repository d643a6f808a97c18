//! The laws of the assessment, held against random rulebooks and profiles.

mod beside;
mod claims;
mod columns;
pub(crate) mod engine;
pub(crate) mod everything;
mod figures;
mod flips;
mod forms;
pub(crate) mod generate;
mod judged;
pub(crate) mod known;
mod lanes;
pub(crate) mod model;
mod parts;
pub(crate) mod profiles;
pub(crate) mod proofs;
mod reference;
mod regressions;
mod rows;
pub(crate) mod tape;
pub(crate) mod write;

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proviso::assess::finding::{Assessment, Finding, Outcome};
use proviso::rulebook::Rulebook;

pub(crate) use figures::with_figures;
use judged::against_reference;
use model::{Body, Book, Profile};
use profiles::{at_point, learned};
use reference::Reference;
use tape::Tape;

/// What a case is made of: the vocabulary, the rules, the profile, and what happens to it.
pub(crate) type Choices = (Vec<u16>, Vec<u16>, Vec<u16>, Vec<u16>);

pub(crate) fn choices() -> impl Strategy<Value = Choices> {
    let row = |most| prop::collection::vec(any::<u16>(), 0..most);
    (row(80), row(260), row(80), row(60))
}

pub(crate) fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    // Few by default; `PROPTEST_CASES=5000` in a release build searches in earnest.
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { default.cases } else { 64 };
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 4096, ..default }
}

/// A rulebook as the tests see it and as the engine does.
pub(crate) struct Case {
    pub book: Book,
    pub built: Rulebook,
}

pub(crate) fn case(choices: &Choices, pairs: bool) -> Case {
    case_of(choices, pairs, false)
}

fn case_of((vocabulary, rules, ..): &Choices, pairs: bool, figures: bool) -> Case {
    let mut book = generate::book(vocabulary, rules, pairs, figures);
    let built = match engine::rulebook(&files(&book)) {
        Ok(built) => built,
        Err(told) => {
            // The ladder check refuses some redlines; the rest of the rulebook is sound.
            without_ladders(&mut book);
            engine::rulebook(&files(&book))
                .unwrap_or_else(|again| panic!("{told}\n---\n{again}\n{}", files(&book).concat()))
        }
    };
    Case { book, built }
}

pub(crate) fn files(book: &Book) -> Vec<String> {
    std::iter::once(write::HEADER.to_owned()).chain([write::declarations(book).concat()]).collect()
}

/// A random rulebook as the text of one file, sound in its form.
pub(crate) fn text((vocabulary, rules, ..): &Choices) -> String {
    files(&generate::book(vocabulary, rules, true, true)).concat()
}

/// Keeps of each ladder its preferred rung, or nothing but its `when` if that alone is
/// refused.
fn without_ladders(book: &mut Book) {
    for at in 0..book.rulings.len() {
        if !matches!(book.rulings[at].body, Body::Redline { .. }) {
            continue;
        }
        let mut alone = book.clone();
        alone.rulings.retain(|ruling| ruling.id == book.rulings[at].id);
        if engine::rulebook(&files(&alone)).is_ok() {
            continue;
        }
        if let Body::Redline { fallbacks, walk_away, .. } = &mut alone.rulings[0].body {
            fallbacks.clear();
            *walk_away = None;
        }
        let is_sound = engine::rulebook(&files(&alone)).is_ok();
        book.rulings[at].body = if is_sound { alone.rulings[0].body.clone() } else { Body::Lever };
        if !is_sound {
            book.rulings[at].parts = parts::Parts::default();
        }
    }
}

impl Case {
    pub(crate) fn assess(&self, profile: &Profile) -> Assessment {
        engine::assessment(&self.built, &known::yaml(&self.book, profile))
    }

    /// The findings by the rule they are of.
    pub(crate) fn findings<'a>(&self, assessment: &'a Assessment) -> Vec<&'a Finding> {
        let at = |id: &str| self.built.advice.iter().position(|advice| advice.id == format!("p/{id}")).unwrap();
        self.book.rulings.iter().map(|ruling| &assessment.findings[at(&ruling.id)]).collect()
    }

    pub(crate) fn shown(&self, profile: &Profile) -> String {
        format!("{}\n{}", files(&self.book).concat(), known::yaml(&self.book, profile))
    }
}

fn is_plain(body: &Body) -> bool {
    !matches!(body, Body::Question { .. } | Body::Conflict(..))
}

/// Everything about findings that no order of declarations may change.
fn summary(built: &Rulebook, assessment: &Assessment) -> Vec<String> {
    let name = |name: &proviso::rulebook::condition::NameId| built.name(*name).id.clone();
    let mut lines: Vec<String> = assessment
        .findings
        .iter()
        .map(|finding| {
            let mut waits: Vec<String> = finding.waits_for.iter().map(name).collect();
            waits.sort();
            let id = &built.advice[finding.advice.0].id;
            format!("{id} {:?} {:?} waits for {waits:?}", finding.could_be, finding.severity)
        })
        .collect();
    lines.sort();
    lines.extend(assessment.open_facts.iter().map(|open| {
        let mut settles: Vec<&str> = open.settles.iter().map(|advice| built.advice[advice.0].id.as_str()).collect();
        settles.sort();
        format!("{} settles {settles:?} touches {} {:?}", name(&open.name), open.touches, open.severity)
    }));
    lines
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn could_be_equals_brute_force(choices in choices()) {
        let case = case(&choices, false);
        let profile = profiles::profile(&case.book, &choices.2, false);
        against_reference(&case, &profile);
    }

    #[test]
    fn could_be_misses_nothing_where_names_are_compared(choices in choices()) {
        let case = with_figures(&choices);
        let profile = profiles::profile(&case.book, &choices.2, false);
        against_reference(&case, &profile);
    }

    /// Where nothing is known, comparisons of names with one another are all that limits.
    #[test]
    fn what_cannot_hold_together_is_not_possible(choices in choices()) {
        let case = case(&choices, true);
        let blank = proofs::blank(&case.book, 20_000);
        let mut reference = everything::everything(&case.book, &blank);
        for points in &mut reference.points {
            points.retain(|point| !matches!(point, reference::Point::Standard));
        }
        let assessment = case.assess(&blank);
        for (at, (ruling, finding)) in case.book.rulings.iter().zip(case.findings(&assessment)).enumerate() {
            if let (Some(expected), true) = (reference.outcomes(at), is_plain(&ruling.body)) {
                let could_be: BTreeSet<Outcome> = finding.could_be.iter().copied().collect();
                assert_eq!(could_be, expected, "could-be of {}\n{}", ruling.id, case.shown(&blank));
            }
        }
    }

    #[test]
    fn learning_more_only_shrinks(choices in choices()) {
        let case = with_figures(&choices);
        let before = profiles::profile(&case.book, &choices.2, false);
        let after = learned(&case.book, &before, &choices.3);
        let (one, two) = (case.assess(&before), case.assess(&after));
        for ((ruling, before_it), after_it) in case.book.rulings.iter().zip(case.findings(&one)).zip(case.findings(&two)) {
            if is_plain(&ruling.body) {
                let shrunk = after_it.could_be.iter().all(|outcome| before_it.could_be.contains(outcome));
                assert!(shrunk, "{}: {:?} then {:?}\n{}\n{}", ruling.id, before_it.could_be, after_it.could_be,
                    case.shown(&before), known::yaml(&case.book, &after));
            }
            assert!(after_it.severity.could_be.iter().all(|severity| before_it.severity.could_be.contains(severity)));
        }
    }

    #[test]
    fn with_everything_known_nothing_is_open(choices in choices()) {
        let case = with_figures(&choices);
        let profile = profiles::profile(&case.book, &choices.2, true);
        let assessment = case.assess(&profile);
        for finding in &assessment.findings {
            assert!(finding.decided().is_some(), "{:?}\n{}", finding.could_be, case.shown(&profile));
            assert_eq!(finding.severity.could_be.len(), 1, "{}", case.shown(&profile));
        }
        assert!(assessment.open_facts.is_empty());
    }

    #[test]
    fn what_is_open_waits_for_what_is_not_known(choices in choices()) {
        let case = with_figures(&choices);
        let profile = profiles::profile(&case.book, &choices.2, false);
        let reference = Reference::new(&case.book, &profile);
        let assessment = case.assess(&profile);
        for (ruling, finding) in case.book.rulings.iter().zip(case.findings(&assessment)) {
            let waits: Vec<usize> = finding.waits_for.iter()
                .map(|name| case.book.names.iter().position(|own| own.id == case.built.name(*name).id).unwrap())
                .collect();
            if is_plain(&ruling.body) {
                assert_eq!(waits.is_empty(), finding.decided().is_some(), "{}\n{}", ruling.id, case.shown(&profile));
            }
            // With an answer to all it waits for, it is decided.
            if let ([_, ..], true) = (waits.as_slice(), is_plain(&ruling.body)) {
                let mut answered = profile.clone();
                let mut tape = Tape::new(&choices.3);
                for name in waits {
                    let point = tape.pick(&reference.points[name]).clone();
                    answered = at_point(&case.book, &answered, name, &point);
                }
                let again = case.assess(&answered);
                let at = case.built.advice.iter().position(|advice| advice.id.ends_with(&ruling.id)).unwrap();
                assert!(again.findings[at].decided().is_some(), "{}\n{}\n{}", ruling.id, case.shown(&profile), known::yaml(&case.book, &answered));
            }
        }
    }

    #[test]
    fn the_order_of_declarations_changes_nothing(choices in choices()) {
        let case = with_figures(&choices);
        let profile = profiles::profile(&case.book, &choices.2, false);
        let mut tape = Tape::new(&choices.3);
        let texts = {
            let mut order: Vec<usize> = (0..case.book.rulings.len()).collect();
            tape.shuffle(&mut order);
            let mut texts = write::declarations_in(&case.book, &order);
            tape.shuffle(&mut texts);
            let (one, two) = texts.split_at(tape.below(texts.len()));
            vec![two.concat(), write::HEADER.to_owned(), one.concat()]
        };
        let shuffled = engine::rulebook(&texts).unwrap();
        let text = known::yaml(&case.book, &profile);
        let (one, two) = (engine::assessment(&case.built, &text), engine::assessment(&shuffled, &text));
        assert_eq!(summary(&case.built, &one), summary(&shuffled, &two), "{}\n{}", texts.concat(), case.shown(&profile));
    }

    #[test]
    fn the_same_text_gives_the_same_assessment(choices in choices()) {
        let case = with_figures(&choices);
        let profile = profiles::profile(&case.book, &choices.2, false);
        let again = engine::rulebook(&files(&case.book)).unwrap();
        let text = known::yaml(&case.book, &profile);
        let (one, two) = (engine::assessment(&case.built, &text), engine::assessment(&again, &text));
        assert_eq!(format!("{one:?}"), format!("{two:?}"));
    }

    #[test]
    fn flips_do_what_they_say(choices in choices()) {
        let case = if choices.3.len() % 2 == 0 { with_figures(&choices) } else { case(&choices, false) };
        let profile = profiles::profile(&case.book, &choices.2, false);
        flips::hold(&case, &profile);
    }

    #[test]
    fn many_profiles_at_once_agree_with_each_alone(choices in choices()) {
        let case = with_figures(&choices);
        lanes::agree(&case, &choices.2, 20_778);
    }

    #[test]
    fn a_row_comes_to_what_its_profile_comes_to_alone(choices in choices()) {
        rows::agree(&with_figures(&choices), &choices.2);
    }

    #[test]
    fn a_column_comes_to_what_its_rows_come_to(choices in choices()) {
        columns::agree(&with_figures(&choices), &choices.2);
    }

    #[test]
    fn a_batch_comes_to_what_each_profile_comes_to_alone(choices in choices()) {
        lanes::batches_agree(&with_figures(&choices), &choices.2);
    }
}

/// The generator must not run dry: most rulebooks keep their redlines.
#[test]
fn generated_rulebooks_are_worth_testing() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut redlines, mut whole, mut pairs, mut figures) = (0, 0, 0, 0);
    for _ in 0..200 {
        let choices = choices().new_tree(&mut runner).unwrap().current();
        let case = with_figures(&choices);
        figures += case.book.names.iter().filter(|name| name.figure().is_some()).count();
        pairs += usize::from(case.book.compares_names());
        for ruling in &case.book.rulings {
            if let Body::Redline { walk_away, .. } = &ruling.body {
                redlines += 1;
                whole += usize::from(walk_away.is_some());
            }
        }
    }
    assert!(redlines > 60 && whole > 20 && pairs > 20 && figures > 25, "{redlines} {whole} {pairs} {figures}");
}
