//! What the other side must not read, in texts that it may come to read.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, AdviceId, Body, Part, Redline, Slot};
use crate::rulebook::condition::{Condition, NameId};
use crate::rulebook::vocabulary::Role;
use crate::value::{Type, Value};

use super::drift::rung_values;
use super::mistakes;
use super::prose::Passage;
use super::quantities::quantities;
use super::rungs::rung_name;

/// Words that tell the other side that there is something behind what is asked for.
const GIVEAWAYS: [&str; 30] = [
    "failing that",
    "failing this",
    "or failing",
    "at least accept",
    "we would accept",
    "we could accept",
    "we can accept",
    "we might accept",
    "we would also accept",
    "we could also accept",
    "we would settle",
    "we could settle",
    "settle for",
    "we could live with",
    "we can live with",
    "fallback",
    "fall-back",
    "fall back to",
    "fall back on",
    "walk away",
    "walk-away",
    "bottom line",
    "as a last resort",
    "second best",
    "second-best",
    "if that is not possible",
    "if this is not possible",
    "if not possible",
    "our minimum",
    "our lower limit",
];

/// Every text that the other side may come to read.
pub(super) fn look(rulebook: &Rulebook, passages: &[Passage<'_>], found: &mut Vec<Diagnostic>) {
    let preferred_alone = preferred_alone(rulebook);
    for passage in passages.iter().filter(|passage| passage.outward) {
        for part in passage.parts {
            match part {
                Part::Words(_) => {}
                Part::Slot(Slot::Preferred | Slot::Draft) => {}
                Part::Slot(Slot::Fallback) => found.push(mistakes::leaks_rung(passage, "fallback")),
                Part::Slot(Slot::WalkAway) => found.push(mistakes::leaks_rung(passage, "walk-away")),
                Part::Name(name) => {
                    let declared = rulebook.name(*name);
                    let what = match &declared.role {
                        Role::Fact if declared.shared => continue,
                        Role::Fact => "fact",
                        Role::Figure(_) => "figure",
                        Role::Parameter(_) if !preferred_alone.contains(name) => "parameter",
                        Role::Parameter(_) | Role::Term(_) => continue,
                    };
                    found.push(mistakes::leaks_name(passage, what, &declared.id));
                }
            }
        }
        let words = passage.plain();
        let plain: String = words.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(giveaway) = GIVEAWAYS.iter().find(|giveaway| holds_words(&plain, giveaway)) {
            found.push(mistakes::gives_away(passage, giveaway));
        }
        for (id, redline) in concerned(rulebook, passage) {
            literals(rulebook, passage, id, redline, found);
        }
    }
}

/// Whether words stand in a text as whole words.
fn holds_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        !letter(text.get(..at).and_then(|before| before.chars().next_back()))
            && !letter(text.get(at + words.len()..).and_then(|after| after.chars().next()))
    })
}

/// The redlines whose values a text could give away: its own; of a question to the vendor,
/// those on the terms that answer it.
fn concerned<'r>(rulebook: &'r Rulebook, passage: &Passage<'_>) -> Vec<(AdviceId, &'r Redline)> {
    let redlines = rulebook.advice.iter().enumerate().filter_map(|(at, advice)| match &advice.body {
        Body::Redline(redline) => Some((AdviceId(at), &**redline)),
        _ => None,
    });
    let Some(id) = passage.advice else { return Vec::new() };
    match rulebook.advice.get(id.0).map(|advice| &advice.body) {
        Some(Body::Redline(redline)) => vec![(id, redline)],
        Some(Body::Question { answered_by, .. }) => {
            redlines.filter(|(_, redline)| answered_by.contains(&redline.subject)).collect()
        }
        _ => Vec::new(),
    }
}

/// Figures that are those of a fallback or the walk-away, and neither what is asked for
/// nor the vendor's own.
fn literals(rulebook: &Rulebook, passage: &Passage<'_>, id: AdviceId, redline: &Redline, found: &mut Vec<Diagnostic>) {
    let figures: Vec<_> = passage.words().flat_map(quantities).collect();
    let plain = passage.plain().to_lowercase();
    let mut open: Vec<&Value> = rung_values(rulebook, redline, 0);
    open.extend(rulebook.name(redline.subject).cited().into_iter().flat_map(|cited| cited.value.values()));
    for number in 1..redline.rungs().count() {
        let secret: Vec<&Value> =
            rung_values(rulebook, redline, number).into_iter().filter(|value| !open.contains(value)).collect();
        let of = &rulebook.name(redline.subject).of;
        let figure = figures.iter().find(|figure| figure.is_of(of) && secret.contains(&&figure.value));
        // What is asked for may say the same and more.
        let asked: Vec<String> = open.iter().filter_map(|value| level(of, value)).collect();
        let is_part = |title: &String| asked.iter().any(|asked| holds_words(asked, title));
        let level = || {
            let titles = secret.iter().filter_map(|value| level(of, value));
            titles.filter(|title| !is_part(title)).find(|title| holds_words(&plain, title))
        };
        if let Some(written) = figure.map(|figure| figure.written.clone()).or_else(level) {
            let rung = redline.rungs().nth(number).map(super::rungs::rung_place);
            let name = rung_name(redline, number);
            let rule = rulebook.advice.get(id.0).map(|advice: &Advice| advice.id.as_str()).unwrap_or_default();
            found.push(mistakes::leaks_figure(passage, &written, name, rung, rule));
            return;
        }
    }
}

/// The title of a level, where it has several words: a single one may mean anything.
fn level(of: &Type, value: &Value) -> Option<String> {
    let Value::Level(at) = value else { return None };
    let title = of.levels()?.levels.get(*at)?.title.replace('-', " ").to_lowercase();
    title.contains(' ').then_some(title)
}

/// The parameters that nothing but preferred rungs uses.
fn preferred_alone(rulebook: &Rulebook) -> BTreeSet<NameId> {
    let count = |condition: &Condition, counts: &mut Vec<usize>| {
        condition.comparisons(&mut |comparison| {
            for NameId(at) in std::iter::once(comparison.left).chain(comparison.right_names()) {
                if let Some(count) = counts.get_mut(at) {
                    *count += 1;
                }
            }
        });
    };
    let mut all = vec![0; rulebook.names.len()];
    let mut preferred = vec![0; rulebook.names.len()];
    rulebook.conditions(&mut |condition| count(condition, &mut all));
    for advice in &rulebook.advice {
        if let Body::Redline(redline) = &advice.body {
            count(&redline.preferred.condition, &mut preferred);
        }
    }
    let alone = all.iter().zip(&preferred).enumerate().filter(|(_, (all, preferred))| all == preferred && **all > 0);
    alone.map(|(at, _)| NameId(at)).collect()
}
