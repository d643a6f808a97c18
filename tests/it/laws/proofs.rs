//! What is proven of rules, held against all profiles there can be.
//!
//! Each question is asked twice: of `prove`, and of the reference interpreter over all
//! completions of an empty profile. Nothing may be claimed that does not hold, and nothing
//! that holds may be missed, unless `prove` says that it was not decided.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proviso::assess::finding::Outcome;
use proviso::diagnostic::{Code, Diagnostic};
use proviso::prove::{Because, Proofs, prove};

use super::model::*;
use super::reference::{Point, Reference};
use super::{Case, case, choices, config, files, write};

/// Where something is claimed: the rule (or risk, or name), and a property of it.
type At = (String, String);

/// What is claimed there, and how often.
type Claims = BTreeMap<At, BTreeMap<&'static str, usize>>;

fn add(claims: &mut Claims, rule: &str, property: &str, claim: &'static str) {
    *claims.entry((rule.to_owned(), property.to_owned())).or_default().entry(claim).or_default() += 1;
}

/// The claims of the findings, by where they stand in the text.
fn found(text: &str, findings: &[Diagnostic]) -> Claims {
    let mut claims = Claims::new();
    for finding in findings {
        let Some(claim) = claim(finding) else { continue };
        let place = finding.place().unwrap();
        let (rule, mut property) = at(text, place.span.start as usize);
        if finding.code == Code::ExcludingRedlines {
            let (other, _) = at(text, finding.labels[1].place.span.start as usize);
            property = other;
        } else if finding.message.contains("rung's `when`") {
            property += " when";
        }
        add(&mut claims, &rule, &property, claim);
    }
    claims
}

fn claim(finding: &Diagnostic) -> Option<&'static str> {
    let arm = finding.message.contains("condition of the");
    Some(match finding.code {
        Code::NeverHolds if arm => "never wins",
        Code::NeverHolds if finding.message.contains(" rung can") => "never reached",
        Code::NeverHolds => "never",
        Code::AlwaysHolds => "always",
        Code::NeverReached => "never reached",
        Code::NeverWins => "never wins",
        Code::DoneRuledOut => "ruled out",
        Code::ExcludingRedlines => "excludes",
        _ => return None,
    })
}

/// The rule and the property that a place in the text belongs to.
fn at(text: &str, offset: usize) -> At {
    let end = text.get(offset..).unwrap().find('\n').map_or(text.len(), |end| offset + end);
    let lines: Vec<&str> = text.get(..end).unwrap().lines().map(str::trim).collect();
    let is_head = |line: &&&str| {
        let words =
            ["redline", "mitigation", "step", "lever", "question", "conflict", "risk", "term", "parameter", "define"];
        words.iter().any(|word| line.starts_with(&format!("{word} ")))
    };
    let head = lines.iter().rev().find(is_head).unwrap();
    let rule = head.split(' ').nth(1).unwrap().to_owned();
    let from = lines.len() - 1 - lines.iter().rev().position(|line| line == head).unwrap();
    let properties = ["when", "done when", "severity", "preferred", "fallback", "walk-away", "standard", "value"];
    let mut property = String::new();
    let mut fallbacks = 0;
    for line in &lines[from + 1..] {
        if let Some(word) = properties.iter().find(|word| line.starts_with(&format!("{word} "))) {
            property = (*word).to_owned();
            if *word == "fallback" {
                property = format!("fallback {fallbacks}");
                fallbacks += 1;
            }
        }
    }
    (rule, property)
}

/// Every profile there can be: each name at each point that can make a difference.
fn everything<'a>(book: &'a Book, blank: &'a Profile) -> Reference<'a> {
    let mut reference = Reference { book, profile: blank, points: Vec::new(), most: 40_000 };
    let points = book.names.iter().enumerate().map(|(at, name)| {
        let mut written = false;
        book.comparisons(&mut |cmp| written |= cmp.left == at && cmp.written.is_some());
        let last = DOCUMENTS.len() - 1;
        let documents = if written && name.is_term() { 0..last + 1 } else { last..last + 1 };
        let given = samples(&reference, name.of).into_iter().flat_map(|val| {
            documents.clone().map(move |document| Point::Given(val.clone(), document)).collect::<Vec<_>>()
        });
        let mut points: Vec<Point> = if name.is_parameter() { Vec::new() } else { given.collect() };
        if name.is_term() {
            points.push(Point::Silent);
            points.extend(name.standard().map(|_| Point::Standard));
        }
        points
    });
    let points: Vec<Vec<Point>> = points.collect();
    reference.points = points;
    reference
}

/// The values that can make a difference, with room for all names of a kind between any
/// two of them.
fn samples(reference: &Reference<'_>, of: Type) -> Vec<Val> {
    if !of.kind.is_line() {
        return reference.samples(of);
    }
    let book = reference.book;
    let names = book.names.iter().filter(|name| name.of.kind == of.kind && !name.is_parameter()).count();
    let beside = if book.compares_names() { i64::try_from(names).unwrap() } else { 1 };
    let mut ends: BTreeSet<Val> = book.constants(of.kind, reference.profile.as_of);
    ends.insert(Val::At(if of.kind == Kind::Date { 20_000 } else { 0 }));
    let mut samples = BTreeSet::new();
    for end in ends {
        if let Val::At(at) = end {
            samples.extend((-beside..=beside).map(|step| Val::At(at + step * of.kind.grain())));
        }
    }
    samples.retain(|val| of.kind.floor().is_none_or(|floor| *val >= Val::At(floor)));
    samples.extend(of.endless.then_some(Val::Endless));
    samples.into_iter().collect()
}

/// What the reference says of a rulebook; nothing for what has too many completions.
struct Expected<'r, 'a> {
    reference: &'r Reference<'a>,
    claims: Claims,
    /// Rules that were not looked at in full.
    skipped: BTreeSet<String>,
}

impl Expected<'_, '_> {
    fn truths(&self, conds: &[&Cond]) -> Option<BTreeSet<bool>> {
        let mut names = BTreeSet::new();
        conds.iter().for_each(|cond| self.reference.names_in(cond, &mut names));
        self.reference
            .collect(&names, None, |completion| conds.iter().all(|cond| self.reference.holds(cond, completion)))
    }

    fn condition(&mut self, rule: &str, property: &str, cond: &Option<Cond>) -> Option<BTreeSet<bool>> {
        let Some(cond) = cond else { return Some([true].into()) };
        let Some(truths) = self.truths(&[cond]) else {
            self.skipped.insert(rule.to_owned());
            return None;
        };
        if truths.len() == 1 {
            add(&mut self.claims, rule, property, if truths.contains(&true) { "always" } else { "never" });
        }
        Some(truths)
    }

    fn arms<T: Clone>(&mut self, rule: &str, property: &str, guarded: &Guarded<T>) {
        if guarded.arms.is_empty() {
            return;
        }
        let mut names = BTreeSet::new();
        guarded.arms.iter().for_each(|(cond, _)| self.reference.names_in(cond, &mut names));
        let wins = self.reference.collect(&names, None, |completion| {
            let first = guarded.arms.iter().position(|(cond, _)| self.reference.holds(cond, completion));
            first.unwrap_or(guarded.arms.len())
        });
        match wins {
            Some(wins) => {
                for _ in wins.len()..=guarded.arms.len() {
                    add(&mut self.claims, rule, property, "never wins");
                }
            }
            None => {
                self.skipped.insert(rule.to_owned());
            }
        }
    }

    fn ruling(&mut self, at: usize) {
        let book = self.reference.book;
        let ruling = &book.rulings[at];
        let applies = self.condition(&ruling.id, "when", &ruling.when);
        if let Some(severity) = &ruling.severity {
            self.arms(&ruling.id, "severity", severity);
        }
        match &ruling.body {
            Body::Mitigation { done: Some(done) } | Body::Step { done: Some(done) } => {
                let own = self.condition(&ruling.id, "done when", &Some(done.clone()));
                let both = match &ruling.when {
                    Some(when) => self.truths(&[when, done]),
                    None => own.clone(),
                };
                let can = |truths: &Option<BTreeSet<bool>>| truths.as_ref().map(|truths| truths.contains(&true));
                match (can(&applies), can(&own), can(&both)) {
                    (Some(true), Some(true), Some(false)) => {
                        add(&mut self.claims, &ruling.id, "done when", "ruled out");
                    }
                    (Some(_), Some(_), Some(_)) => {}
                    _ => {
                        self.skipped.insert(ruling.id.clone());
                    }
                }
            }
            Body::Redline { preferred, fallbacks, walk_away } => {
                let applies = applies.map(|applies| applies.contains(&true));
                let outcomes = self.reference.outcomes(at);
                let fallback = |at: usize| (format!("fallback {at}"), Outcome::Fallback(at));
                let mut rungs = vec![("preferred".to_owned(), Outcome::Preferred, preferred)];
                rungs.extend(fallbacks.iter().enumerate().map(|(at, rung)| (fallback(at).0, fallback(at).1, rung)));
                rungs.extend(walk_away.iter().map(|rung| ("walk-away".to_owned(), Outcome::WalkAway, rung)));
                for (property, outcome, rung) in rungs {
                    let open = self.condition(&ruling.id, &format!("{property} when"), &rung.when);
                    let own = self.rung(rung);
                    match (open, own, applies, &outcomes) {
                        (Some(open), Some(own), Some(applies), Some(outcomes)) => {
                            if open.contains(&true) && !outcomes.contains(&outcome) && (!own || applies) {
                                add(&mut self.claims, &ruling.id, &property, "never reached");
                            }
                        }
                        _ => {
                            self.skipped.insert(ruling.id.clone());
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// Whether a rung can be open and accept something.
    fn rung(&self, rung: &Rung) -> Option<bool> {
        let mut parts: Vec<Cond> = rung.holds.iter().cloned().map(Cond::Cmp).collect();
        parts.extend(rung.when.clone());
        Some(self.truths(&parts.iter().collect::<Vec<_>>())?.contains(&true))
    }

    fn excluding(&mut self) {
        let book = self.reference.book;
        let subject = |ruling: &Ruling| match &ruling.body {
            Body::Redline { preferred, .. } => Some(preferred.holds[0].left),
            _ => None,
        };
        for (two, later) in book.rulings.iter().enumerate() {
            for earlier in &book.rulings[..two] {
                if subject(later).is_none() || subject(later) != subject(earlier) {
                    continue;
                }
                match self.exclude(earlier, later) {
                    Some(true) => add(&mut self.claims, &later.id, &earlier.id, "excludes"),
                    Some(false) => {}
                    None => {
                        self.skipped.insert(later.id.clone());
                    }
                }
            }
        }
    }

    /// Whether for some company each can be fulfilled where both apply, and never both.
    fn exclude(&self, one: &Ruling, two: &Ruling) -> Option<bool> {
        let reference = self.reference;
        let book = reference.book;
        let names: BTreeSet<usize> = reference.names_of(one).into_iter().chain(reference.names_of(two)).collect();
        let all = reference.collect(&names, None, |completion| {
            let facts: Vec<Option<Point>> = (0..book.names.len())
                .map(|at| if book.names[at].is_term() { None } else { completion[at].cloned() })
                .collect();
            let (first, second) = (reference.outcome(one, completion), reference.outcome(two, completion));
            let applies = first != Outcome::NotApplicable && second != Outcome::NotApplicable;
            let fulfilled = |outcome| applies && matches!(outcome, Outcome::Preferred | Outcome::Fallback(_));
            (facts, fulfilled(first), fulfilled(second))
        })?;
        let mut companies: BTreeMap<&Vec<Option<Point>>, (bool, bool, bool)> = BTreeMap::new();
        for (facts, first, second) in &all {
            let company = companies.entry(facts).or_default();
            company.0 |= first;
            company.1 |= second;
            company.2 |= first & second;
        }
        Some(companies.values().any(|(first, second, both)| *first && *second && !both))
    }
}

fn expected<'r, 'a>(reference: &'r Reference<'a>) -> Expected<'r, 'a> {
    let mut expected = Expected { reference, claims: Claims::new(), skipped: BTreeSet::new() };
    let book = reference.book;
    expected.arms("area", "severity", &book.severity);
    for name in &book.names {
        if let Some(standard) = name.standard() {
            let property = if name.is_parameter() { "value" } else { "standard" };
            expected.arms(&name.id, property, standard);
        }
    }
    for at in 0..book.rulings.len() {
        expected.ruling(at);
    }
    expected.excluding();
    expected
}

fn blank(book: &Book, as_of: i64) -> Profile {
    let known = vec![Know::Unknown; book.names.len()];
    Profile { as_of, draft: Draft::Partial, bare_amounts: false, known, done: BTreeSet::new() }
}

/// The names of the rules that something was not decided about, with why.
fn undecided(proofs: &Proofs) -> BTreeSet<(String, Because)> {
    let name = |undecided: &proviso::prove::Undecided| {
        let name = undecided.place.as_ref().map(|place| place.text().to_owned()).unwrap_or_default();
        (name, undecided.because)
    };
    proofs.undecided.iter().map(name).collect()
}

fn sound_and_complete(case: &Case, as_of: i64) {
    let blank = blank(&case.book, as_of);
    let reference = everything(&case.book, &blank);
    let expected = expected(&reference);
    // The rules stand in the second file.
    let text = files(&case.book).swap_remove(1);
    let proofs = prove(&case.built, Some(write::day(as_of)));
    let found = found(&text, &proofs.findings);
    let shown = || format!("{text}\nfound {found:#?}\nexpected {:#?}\n{:?}", expected.claims, undecided(&proofs));
    let undecided: BTreeSet<String> = undecided(&proofs).into_iter().map(|(name, _)| name).collect();
    for (at, claims) in &found {
        if !expected.skipped.contains(&at.0) {
            let holds = expected.claims.get(at).cloned().unwrap_or_default();
            for (claim, count) in claims {
                // What never holds cannot be done either.
                let holds = holds.get(claim).or(holds.get("never").filter(|_| *claim == "ruled out"));
                assert!(holds.is_some_and(|holds| count <= holds), "false: {claim} of {at:?}\n{}", shown());
            }
        }
    }
    // What depends on the rate is claimed at no rate.
    let rates = text.contains("EUR");
    for (at, claims) in &expected.claims {
        if !rates && !undecided.contains(&at.0) && !expected.skipped.contains(&at.0) {
            assert_eq!(found.get(at), Some(claims), "missed of {at:?}\n{}", shown());
        }
    }
}

/// Without a day nothing is claimed that does not hold on any day.
fn sound_on_any_day(case: &Case) {
    let text = files(&case.book).swap_remove(1);
    let proofs = prove(&case.built, None);
    let mut found = found(&text, &proofs.findings);
    for claims in found.values_mut() {
        claims.remove("excludes"); // it names a company, which may do so on one day only
    }
    for as_of in [20_778, 20_483, 20_849, 20_999] {
        let blank = blank(&case.book, as_of);
        let reference = everything(&case.book, &blank);
        let expected = expected(&reference);
        for (at, claims) in found.iter().filter(|(at, _)| !expected.skipped.contains(&at.0)) {
            let holds = expected.claims.get(at).cloned().unwrap_or_default();
            for (claim, count) in claims {
                // On one day a rung is covered by another, on the next it is closed altogether.
                let holds = holds.get(claim).or(holds.get("never"));
                assert!(holds.is_some_and(|holds| count <= holds), "{claim} of {at:?} on {as_of}\n{text}");
            }
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn proofs_are_sound_and_complete(choices in choices()) {
        sound_and_complete(&case(&choices, false), 20_778);
    }

    #[test]
    fn proofs_are_sound_and_complete_where_names_are_compared(choices in choices()) {
        sound_and_complete(&case(&choices, true), 20_778);
    }

    #[test]
    fn proofs_without_a_day_hold_on_any_day(choices in choices()) {
        sound_on_any_day(&case(&choices, true));
    }
}

/// The generator must not run dry: there is enough of everything to be found.
#[test]
fn generated_rulebooks_are_worth_proving() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut undecided = 0;
    for _ in 0..400 {
        let case = case(&choices().new_tree(&mut runner).unwrap().current(), true);
        let text = files(&case.book).swap_remove(1);
        let proofs = prove(&case.built, Some(write::day(20_778)));
        undecided += usize::from(!proofs.undecided.is_empty());
        for (claim, count) in found(&text, &proofs.findings).into_values().flatten() {
            *counts.entry(claim).or_default() += count;
        }
    }
    let least =
        [("never", 20), ("always", 20), ("never reached", 20), ("never wins", 20), ("ruled out", 1), ("excludes", 3)];
    for (claim, least) in least {
        assert!(counts.get(claim).is_some_and(|count| *count >= least), "{claim}: {counts:?}");
    }
    assert!(undecided < 60, "{undecided} of 400 rulebooks are not decided in full");
}
