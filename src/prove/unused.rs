//! What is declared and used nowhere, terms without a direction, sources past their
//! review, texts too long to be read aloud.

use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Body, Part};
use crate::rulebook::condition::{Condition, DefineId, NameId};
use crate::rulebook::vocabulary::{Citation, Role};
use crate::value::{Kind, Levels};

use super::mistakes;
use super::prose::Passage;

/// A sentence of more words than this cannot be read aloud in one breath.
const LONGEST_SENTENCE: usize = 45;

/// A text that is meant to be said, and has more words than this, is a paragraph.
const LONGEST_TEXT: usize = 90;

pub(super) fn look(rulebook: &Rulebook, passages: &[Passage<'_>], found: &mut Vec<Diagnostic>) {
    names(rulebook, passages, found);
    sources(rulebook, found);
    for list in &rulebook.values {
        let used =
            rulebook.names.iter().any(|name| levels(&name.of.kind).is_some_and(|own| Arc::ptr_eq(own, &list.levels)));
        if !used {
            found.push(mistakes::unused(list.place.clone(), "list of values", &list.id));
        }
    }
}

fn levels(kind: &Kind) -> Option<&Arc<Levels>> {
    match kind {
        Kind::Scale(levels) | Kind::OneOf(levels) | Kind::Set(levels) => Some(levels),
        _ => None,
    }
}

fn names(rulebook: &Rulebook, passages: &[Passage<'_>], found: &mut Vec<Diagnostic>) {
    let mut names = vec![false; rulebook.names.len()];
    let mut defines = vec![false; rulebook.defines.len()];
    let mark = |slots: &mut Vec<bool>, at: usize| {
        if let Some(slot) = slots.get_mut(at) {
            *slot = true;
        }
    };
    // A condition that nothing uses is told once; what it names counts as used.
    rulebook.conditions(&mut |condition: &Condition| {
        condition.defines(&mut |DefineId(at)| mark(&mut defines, at));
        condition.comparisons(&mut |comparison| {
            for NameId(at) in std::iter::once(comparison.left).chain(comparison.right_names()) {
                mark(&mut names, at);
            }
        });
    });
    for passage in passages {
        for part in passage.parts {
            if let Part::Name(NameId(at)) = part {
                mark(&mut names, *at);
            }
        }
    }
    for (_, figure) in rulebook.figures() {
        figure.names().into_iter().for_each(|NameId(at)| mark(&mut names, at));
    }
    for advice in &rulebook.advice {
        match &advice.body {
            Body::Question { answered_by, .. } => answered_by.iter().for_each(|NameId(at)| mark(&mut names, *at)),
            Body::Duty { due, .. } => due.name().iter().for_each(|NameId(at)| mark(&mut names, *at)),
            _ => {}
        }
    }
    for (name, used) in rulebook.names.iter().zip(names) {
        if !used {
            let what = match &name.role {
                Role::Fact => "fact",
                Role::Term(_) => "term",
                Role::Parameter(_) => "parameter",
                // Documents show it.
                Role::Figure(_) => continue,
            };
            found.push(mistakes::unused(name.place.clone(), what, &name.id));
        }
    }
    for (define, used) in rulebook.defines.iter().zip(defines) {
        if !used {
            found.push(mistakes::unused(define.place.clone(), "define", &define.id));
        }
    }
}

fn sources(rulebook: &Rulebook, found: &mut Vec<Diagnostic>) {
    let mut used = vec![false; rulebook.sources.len()];
    let of_rules = rulebook.advice.iter().flat_map(|advice| &advice.citations);
    let of_risks = rulebook.risks.iter().flat_map(|risk| &risk.citations);
    let of_values = rulebook.names.iter().filter_map(|name| name.cited()).flat_map(|cited| &cited.citations);
    let of_slas = rulebook.slas.iter().flat_map(|sla| &sla.citations);
    let of_figures = rulebook.figures().flat_map(|(_, figure)| &figure.citations);
    let of_all = of_rules.chain(of_risks).chain(of_values).chain(of_slas).chain(of_figures);
    for Citation { source, .. } in of_all {
        if let Some(slot) = used.get_mut(*source) {
            *slot = true;
        }
    }
    for (source, used) in rulebook.sources.iter().zip(used) {
        if !used {
            found.push(mistakes::unused(source.place.clone(), "source", &source.id));
        }
    }
}

/// Sources past their review on a day.
pub(super) fn stale(rulebook: &Rulebook, on: Date, found: &mut Vec<Diagnostic>) {
    for source in rulebook.sources.iter().filter(|source| source.as_of > on) {
        found.push(mistakes::from_the_future(source.place.clone(), &source.id, source.as_of));
    }
    for source in rulebook.sources.iter().filter(|source| source.is_stale(on)) {
        if let Some(until) = source.good_until() {
            found.push(mistakes::stale(source.place.clone(), &source.id, until, on));
        }
    }
}

/// Waivers that have run out on a day.
pub(super) fn expired(rulebook: &Rulebook, on: Date, found: &mut Vec<Diagnostic>) {
    for advice in &rulebook.advice {
        if let Some(waiver) = advice.waiver.as_ref().filter(|waiver| waiver.until < on) {
            found.push(mistakes::expired(waiver.place.clone(), &advice.id, waiver.until));
        }
    }
}

/// Terms that do not say which way is better, though there is a better way.
pub(super) fn directions(rulebook: &Rulebook, found: &mut Vec<Diagnostic>) {
    for name in &rulebook.names {
        let has_direction = name.of.is_ordered() || name.of.kind == Kind::YesNo;
        if has_direction && name.term().is_some_and(|term| term.better.is_none()) {
            found.push(mistakes::no_direction(name.place.clone(), &name.id, name.of.kind == Kind::YesNo));
        }
    }
}

/// Texts that are meant to be said and are too long for it.
pub(super) fn long_texts(passages: &[Passage<'_>], found: &mut Vec<Diagnostic>) {
    for passage in passages.iter().filter(|passage| passage.spoken) {
        let plain = passage.plain();
        let longest = plain.split(['.', '?', '!', ';', ':', '\n']).map(words).max().unwrap_or(0);
        let all = words(&plain);
        if longest > LONGEST_SENTENCE {
            found.push(mistakes::long_sentence(passage, longest, LONGEST_SENTENCE));
        } else if all > LONGEST_TEXT {
            found.push(mistakes::long_text(passage, all, LONGEST_TEXT));
        }
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}
