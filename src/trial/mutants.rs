//! All small edits of a rulebook.

use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, AdviceId, Body, Priority, Severity};
use crate::rulebook::condition::{Condition, DefineId, Guarded, NameId};
use crate::rulebook::due::Due;
use crate::rulebook::figure::{Figure, Formula};
use crate::rulebook::vocabulary::{Cited, Name, Role, Silence};
use crate::source::Place;
use crate::value::{Type, Value};

use super::claims::short;
use super::edits::{Replacement, always_text, becomes, edits};
use super::formulas::{dues, formulas};
use super::parts::{rung, slots};
use super::shared::{Shared, instruments, owners, severities};
use super::steps::neighbours;
use super::wording;

/// One edit.
#[derive(Clone, Debug)]
pub(super) struct Mutant {
    /// What it was done to, as rule files name it.
    pub(super) rule: String,
    /// The part of it: "fallback 1".
    pub(super) part: String,
    /// What was done: "90 days becomes 91 days".
    pub(super) words: String,
    pub(super) place: Place,
    /// The edit as text; nothing where that is not known.
    pub(super) instead: Vec<Replacement>,
    pub(super) change: Change,
}

/// What an edit changes.
#[derive(Clone, Debug)]
pub(super) enum Change {
    /// Rules, and the severity of a risk, alone.
    Rules {
        rules: Vec<(AdviceId, Advice)>,
        risk: Option<(usize, Guarded<Severity>)>,
    },
    /// When a duty is due.
    Due(AdviceId, Due),
    Define(DefineId, Condition),
    Name(NameId, Box<Name>),
}

/// Every edit, in the order of the files.
pub(super) fn mutants(rulebook: &Rulebook) -> Vec<Mutant> {
    let mut all = Vec::new();
    for (at, define) in rulebook.defines.iter().enumerate() {
        for edited in edits(rulebook, &define.condition) {
            all.push(Mutant {
                rule: define.id.clone(),
                part: "define".to_owned(),
                words: edited.words,
                place: edited.place.unwrap_or_else(|| define.place.clone()),
                instead: edited.instead,
                change: Change::Define(DefineId(at), edited.condition),
            });
        }
    }
    for (id, name) in rulebook.names() {
        all.extend(of_name(rulebook, id, name));
    }
    for (at, advice) in rulebook.advice.iter().enumerate() {
        all.extend(of_rule(rulebook, AdviceId(at), advice));
    }
    all.extend(of_severities(rulebook));
    let owner = |advice: &mut Advice, value: Guarded<usize>| advice.owner = Some(value);
    let instrument = |advice: &mut Advice, value: Guarded<usize>| {
        if let Body::Redline(redline) = &mut advice.body {
            redline.instrument = Some(value);
        }
    };
    all.extend(of_shared(rulebook, &owners(rulebook), "owner", owner));
    all.extend(of_shared(rulebook, &instruments(rulebook), "instrument", instrument));
    all.sort_by(|a, b| (a.place.source.name(), a.place.span.start).cmp(&(b.place.source.name(), b.place.span.start)));
    all
}

/// A guarded value with one edit: what was done, where, and the edit as text.
type EditedValue<T> = (Guarded<T>, String, Option<Place>, Vec<Replacement>);

/// A value one step on: in words what was done, and as a rule file writes it.
type Step<T> = (T, String, String);

/// Each arm of a guarded value with its condition edited, then each value one step on. What
/// nobody wrote cannot be edited.
fn of_guarded<T: Clone>(
    rulebook: &Rulebook,
    guarded: &Guarded<T>,
    steps: impl Fn(&T) -> Vec<Step<T>>,
) -> Vec<EditedValue<T>> {
    let mut all = Vec::new();
    for (at, place) in guarded.places.iter().enumerate() {
        let arm = guarded.arms.get(at).map(|(condition, _)| condition);
        for edited in arm.map(|condition| edits(rulebook, condition)).unwrap_or_default() {
            let mut copy = guarded.clone();
            if let Some((slot, _)) = copy.arms.get_mut(at) {
                *slot = edited.condition;
            }
            all.push((copy, edited.words, edited.place, edited.instead));
        }
        for (moved, words, text) in steps(guarded.value(at)) {
            let mut copy = guarded.clone();
            match copy.arms.get_mut(at) {
                Some((_, slot)) => *slot = moved,
                None => copy.otherwise = moved,
            }
            let words = match arm {
                Some(condition) => format!("{words} when {}", wording::written(rulebook, condition)),
                None => words,
            };
            all.push((copy, words, Some(place.clone()), vec![Replacement { place: place.clone(), text }]));
        }
    }
    all
}

fn of_name(rulebook: &Rulebook, id: NameId, name: &Name) -> Vec<Mutant> {
    let mutant = |part: &str, words: String, place: Option<Place>, instead, name: Name| Mutant {
        rule: name.id.clone(),
        part: part.to_owned(),
        words,
        place: place.unwrap_or_else(|| name.place.clone()),
        instead,
        change: Change::Name(id, Box::new(name)),
    };
    let part = if name.term().is_some() { "standard" } else { "value" };
    let mut all = Vec::new();
    if let Some(cited) = name.cited() {
        for (value, words, place, instead) in of_guarded(rulebook, &cited.value, |value| values(value, &name.of)) {
            let cited = Cited { value, citations: cited.citations.clone() };
            let mut copy = name.clone();
            match &mut copy.role {
                Role::Parameter(slot) => *slot = cited,
                Role::Term(term) => term.standard = Some(cited),
                Role::Fact | Role::Figure(_) => {}
            }
            all.push(mutant(part, words, place, instead, copy));
        }
    }
    if let Some(figure) = name.figure() {
        for (value, words, place, instead) in of_formulas(rulebook, &figure.value) {
            let mut copy = name.clone();
            copy.role = Role::Figure(Box::new(Figure { value, ..figure.clone() }));
            all.push(mutant(part, words, place, instead, copy));
        }
    }
    if let Some(Silence::Means(value)) = name.term().map(|term| &term.silence) {
        for (moved, words, _) in values(value, &name.of) {
            let mut copy = name.clone();
            if let Role::Term(term) = &mut copy.role {
                term.silence = Silence::Means(moved);
            }
            all.push(mutant("silent", words, None, Vec::new(), copy));
        }
    }
    all
}

/// The conditions of a figure edited, and each of its formulas.
fn of_formulas(rulebook: &Rulebook, value: &Guarded<Formula>) -> Vec<EditedValue<Formula>> {
    let mut all = of_guarded(rulebook, value, |_| Vec::new());
    for (at, formula) in value.values().enumerate() {
        let when = value.arms.get(at).map(|(condition, _)| format!(" when {}", wording::written(rulebook, condition)));
        for (edited, words) in formulas(rulebook, formula) {
            let mut copy = value.clone();
            match copy.arms.get_mut(at) {
                Some((_, slot)) => *slot = edited,
                None => copy.otherwise = edited,
            }
            let words = format!("{words}{}", when.as_deref().unwrap_or_default());
            all.push((copy, words, value.places.get(at).cloned(), Vec::new()));
        }
    }
    all
}

fn values(value: &Value, of: &Type) -> Vec<Step<Value>> {
    let step = |moved: Value| {
        let (words, text) = (becomes(value, &moved, of), wording::literal(&moved, of));
        (moved, words, text)
    };
    neighbours(value, of).into_iter().map(step).collect()
}

fn of_rule(rulebook: &Rulebook, id: AdviceId, advice: &Advice) -> Vec<Mutant> {
    let mutant = |part: String, words: String, place: Option<Place>, instead, copy: Advice| Mutant {
        rule: short(&advice.id).to_owned(),
        part,
        words,
        place: place.unwrap_or_else(|| advice.place.clone()),
        instead,
        change: Change::Rules { rules: vec![(id, copy)], risk: None },
    };
    let mut all = Vec::new();
    let mut original = advice.clone();
    for (at, (part, condition)) in slots(&mut original).into_iter().enumerate() {
        let with = |changed: Condition| {
            let mut copy = advice.clone();
            if let Some((_, slot)) = slots(&mut copy).into_iter().nth(at) {
                *slot = changed;
            }
            copy
        };
        for edited in edits(rulebook, condition) {
            all.push(mutant(part.words(advice), edited.words, edited.place, edited.instead, with(edited.condition)));
        }
        if part.is_dispensable() && !matches!(condition, Condition::Always) {
            let words = format!("`when {}` is left out", wording::written(rulebook, condition));
            let instead = always_text(condition).into_iter().collect();
            all.push(mutant(part.words(advice), words, condition.place(), instead, with(Condition::Always)));
        }
    }
    if let Body::Duty { due, .. } = &advice.body {
        for (moved, words) in dues(rulebook, due) {
            let mutant = mutant("due".to_owned(), words, None, Vec::new(), advice.clone());
            all.push(Mutant { change: Change::Due(id, moved), ..mutant });
        }
    }
    if let Body::Redline(redline) = &advice.body {
        for (priority, words, place, instead) in of_guarded(rulebook, &redline.priority, priorities) {
            let mut copy = advice.clone();
            if let Body::Redline(redline) = &mut copy.body {
                redline.priority = priority;
            }
            all.push(mutant("priority".to_owned(), words, place, instead, copy));
        }
        for at in 1..redline.rungs().count() {
            let words = format!("{} and {} change places", rung(advice, at - 1), rung(advice, at));
            let mut places = redline.rungs().skip(at - 1).map(|rung| &rung.place);
            let (Some(one), Some(two)) = (places.next(), places.next()) else { continue };
            let instead = swapped_text(one, two);
            all.push(mutant("rungs".to_owned(), words, Some(two.clone()), instead, swapped(advice, at)));
        }
    }
    all
}

/// The rule with a rung in the place of the one before it.
fn swapped(advice: &Advice, at: usize) -> Advice {
    let mut copy = advice.clone();
    if let Body::Redline(redline) = &mut copy.body {
        let mut rungs: Vec<_> = redline.rungs().cloned().collect();
        rungs.swap(at - 1, at);
        let has_walk_away = redline.walk_away.is_some();
        let walk_away = if has_walk_away { rungs.pop() } else { None };
        let mut rungs = rungs.into_iter();
        if let Some(preferred) = rungs.next() {
            redline.preferred = preferred;
            redline.fallbacks = rungs.collect();
            redline.walk_away = walk_away;
        }
    }
    copy
}

/// Two rungs that change places, each keeping its word.
fn swapped_text(one: &Place, two: &Place) -> Vec<Replacement> {
    let split = |place: &Place| {
        let text = place.text();
        let at = text.find(char::is_whitespace).unwrap_or(text.len());
        text.split_at_checked(at).map(|(word, rest)| (word.to_owned(), rest.to_owned()))
    };
    let (Some((first, rest)), Some((second, other))) = (split(one), split(two)) else { return Vec::new() };
    let replaced = |place: &Place, text: String| Replacement { place: place.clone(), text };
    vec![replaced(one, first + &other), replaced(two, second + &rest)]
}

fn priorities(value: &Priority) -> Vec<Step<Priority>> {
    let others: &[Priority] = match value {
        Priority::NiceToHave | Priority::MustHave => &[Priority::Tradeable],
        Priority::Tradeable => &[Priority::MustHave, Priority::NiceToHave],
    };
    let step = |other: &Priority| {
        let text = other.as_str().to_owned();
        (*other, format!("`{}` becomes `{text}`", value.as_str()), text)
    };
    others.iter().map(step).collect()
}

fn severity_steps(value: &Severity) -> Vec<Step<Severity>> {
    let at = *value as usize;
    let others = Severity::ALL.into_iter().filter(|other| (*other as usize).abs_diff(at) == 1);
    others.map(|other| (other, format!("`{value}` becomes `{other}`"), other.to_string())).collect()
}

fn of_severities(rulebook: &Rulebook) -> Vec<Mutant> {
    let mut all = Vec::new();
    for shared in severities(rulebook) {
        let Some(home) = home(rulebook, &shared) else { continue };
        for (value, words, place, instead) in of_guarded(rulebook, &shared.value, severity_steps) {
            let rules = changed(rulebook, &shared, |advice| advice.severity = value.clone());
            let risk = shared.risk.map(|at| (at, value.clone()));
            all.push(Mutant {
                rule: short(shared.owner(rulebook)).to_owned(),
                part: "severity".to_owned(),
                words,
                place: place.unwrap_or_else(|| home.clone()),
                instead,
                change: Change::Rules { rules, risk },
            });
        }
    }
    all
}

fn of_shared(
    rulebook: &Rulebook,
    all: &[Shared<usize>],
    part: &str,
    set: impl Fn(&mut Advice, Guarded<usize>),
) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for shared in all {
        let Some(home) = home(rulebook, shared) else { continue };
        for (value, words, place, instead) in of_guarded(rulebook, &shared.value, |_| Vec::new()) {
            mutants.push(Mutant {
                rule: short(shared.owner(rulebook)).to_owned(),
                part: part.to_owned(),
                words,
                place: place.unwrap_or_else(|| home.clone()),
                instead,
                change: Change::Rules {
                    rules: changed(rulebook, shared, |advice| set(advice, value.clone())),
                    risk: None,
                },
            });
        }
    }
    mutants
}

fn changed<T>(rulebook: &Rulebook, shared: &Shared<T>, change: impl Fn(&mut Advice)) -> Vec<(AdviceId, Advice)> {
    let copy = |id: &AdviceId| {
        let mut copy = rulebook.advice.get(id.0)?.clone();
        change(&mut copy);
        Some((*id, copy))
    };
    shared.rules.iter().filter_map(copy).collect()
}

/// Where the declaration stands that the value is written in, or the first that takes it.
fn home<T>(rulebook: &Rulebook, shared: &Shared<T>) -> Option<Place> {
    let risk = shared.risk.and_then(|at| rulebook.risks.get(at)).map(|risk| risk.place.clone());
    let rule = shared.rules.first().and_then(|id| rulebook.advice.get(id.0)).map(|rule| rule.place.clone());
    risk.or(rule)
}
