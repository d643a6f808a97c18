//! Two readings of a rulebook: one in which opaque comparisons may be either, one in
//! which they are looked into as if the day, the rates and the texts were known. What both
//! claim is found; what only the second claims is not decided.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::diagnostic::Diagnostic;
use crate::logic::variables::Circumstances;
use crate::rulebook::Rulebook;
use crate::rulebook::condition::{Condition, DefineId, NameId};
use crate::source::Place;
use crate::value::{Money, Rates};

use super::claims::{Guard, Reading, Topic};
use super::opaque::{Because, Opaque, currencies};
use super::space::{Space, TooMuch};
use super::{Proofs, Undecided, arms, conflicts, excluding, gap, holds, mistakes, rungs, same};

/// What the conditions of a rulebook come to, by the questions that `look` asks.
pub(super) fn logic(rulebook: &Rulebook, as_of: Option<Date>, look: fn(&mut Reading<'_>)) -> Proofs {
    let opaque = Opaque::new(rulebook, as_of.is_none());
    let circumstances = Circumstances { as_of: as_of.unwrap_or_else(|| some_day(rulebook)), rates: even(rulebook) };
    let rewritten = opaque.rewritten(rulebook);
    let exact = read(rulebook, &circumstances, look);
    let loose = rewritten.as_ref().map(|rewritten| read(rewritten, &circumstances, look));
    let (Ok(exact), Ok(loose)) = (exact, loose.transpose()) else {
        let undecided = vec![Undecided { place: None, because: Because::Effort }];
        return Proofs { findings: Vec::new(), undecided };
    };
    let mut proofs = Proofs::default();
    let mut told: BTreeSet<(Option<(String, u32)>, Because)> = BTreeSet::new();
    let mut undecided = |topic: Topic, because: Because| {
        let place = topic_place(rulebook, topic);
        let key = place.as_ref().map(|place| (place.source.name().to_owned(), place.span.start));
        if told.insert((key, because)) {
            proofs.undecided.push(Undecided { place, because });
        }
    };
    for topic in exact.undecided.iter().chain(loose.iter().flat_map(|loose| &loose.undecided)) {
        undecided(*topic.0, *topic.1);
    }
    let mut found: Vec<(Topic, Diagnostic)> = Vec::new();
    for (topic, claim) in exact.claims {
        let reasons = || reasons(rulebook, &opaque, topic);
        match &loose {
            None => found.push((topic, claim)),
            // That something is possible may depend on the rates.
            Some(_) if rests_on_a_profile(topic) && reasons().contains(&Because::Rates) => {
                undecided(topic, Because::Rates);
            }
            Some(loose) => match loose.claims.get(&topic) {
                Some(same) if (same.code, &same.message) == (claim.code, &claim.message) => found.push((topic, claim)),
                Some(other) => {
                    // The less is true in any case, the more is not decided.
                    found.push((topic, other.clone()));
                    undecided(topic, reasons().first().copied().unwrap_or(Because::Effort));
                }
                None if loose.undecided.contains_key(&topic) => {}
                None => undecided(topic, reasons().first().copied().unwrap_or(Because::Effort)),
            },
        }
    }
    if let Some(day) = as_of {
        of_that_day(rulebook, &circumstances, look, day, &mut found);
    }
    proofs.findings = found.into_iter().map(|(_, found)| found).collect();
    proofs
}

/// Says of what is so on the given day, and may not be on another, that it is.
fn of_that_day(
    rulebook: &Rulebook,
    circumstances: &Circumstances,
    look: fn(&mut Reading<'_>),
    day: Date,
    found: &mut [(Topic, Diagnostic)],
) {
    let opaque = Opaque::new(rulebook, true);
    let rests_on_day = |topic: &Topic| reasons(rulebook, &opaque, *topic).contains(&Because::Date);
    let mut dated: Vec<&mut (Topic, Diagnostic)> = found.iter_mut().filter(|(topic, _)| rests_on_day(topic)).collect();
    let rewritten = if dated.is_empty() { None } else { opaque.rewritten(rulebook) };
    let Some(rewritten) = rewritten else { return };
    let any_day = read(&rewritten, circumstances, look).ok();
    for (topic, found) in &mut dated {
        let always = any_day.as_ref().and_then(|reading| reading.claims.get(topic));
        if always.is_none_or(|always| always.code != found.code) {
            *found = mistakes::on_that_day(found.clone(), day);
        }
    }
}

fn read<'r>(
    rulebook: &'r Rulebook,
    circumstances: &'r Circumstances,
    look: fn(&mut Reading<'_>),
) -> Result<Reading<'r>, TooMuch> {
    let mut reading = Reading::new(Space::new(rulebook, circumstances)?);
    look(&mut reading);
    Ok(reading)
}

/// All questions about conditions.
pub(super) fn all(reading: &mut Reading<'_>) {
    holds::look(reading);
    arms::look(reading);
    conflicts::look(reading);
    rungs::look(reading);
    gap::look(reading);
    excluding::look(reading);
    same::look(reading);
}

/// Whether a finding says that there is a profile, not only that there is none.
fn rests_on_a_profile(topic: Topic) -> bool {
    matches!(topic, Topic::Excluding(..) | Topic::Gap(..) | Topic::Room(_) | Topic::Meets(..))
}

/// Some day to look into dates with, where none is given.
fn some_day(rulebook: &Rulebook) -> Date {
    rulebook.sources.iter().map(|source| source.as_of).max().unwrap_or(Date::constant(2000, 1, 1))
}

/// Every currency worth the same.
fn even(rulebook: &Rulebook) -> Rates {
    let mut rates = Rates::default();
    let all = currencies(rulebook);
    for (at, one) in all.iter().enumerate() {
        for other in all.iter().skip(at + 1) {
            rates.add(one.clone(), Money { currency: other.clone(), amount: Decimal::ONE });
        }
    }
    rates
}

/// The declaration a topic belongs to.
fn topic_place(rulebook: &Rulebook, topic: Topic) -> Option<Place> {
    if let Some(id) = topic.advice() {
        return rulebook.advice.get(id.0).map(|advice| advice.place.clone());
    }
    match topic {
        Topic::Pitfall(risk, _) | Topic::Arm(Guard::RiskSeverity(risk), _) => {
            rulebook.risks.get(risk).map(|risk| risk.place.clone())
        }
        Topic::Arm(Guard::Name(name), _) => rulebook.names.get(name).map(|name| name.place.clone()),
        _ => None,
    }
}

/// Why the conditions of a declaration are not looked into, the first reason first.
fn reasons(rulebook: &Rulebook, opaque: &Opaque, topic: Topic) -> BTreeSet<Because> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&Condition> = conditions(rulebook, topic);
    let (mut defines, mut names) = (BTreeSet::new(), BTreeSet::new());
    while let Some(condition) = open.pop() {
        condition.defines(&mut |DefineId(at)| {
            if let (true, Some(define)) = (defines.insert(at), rulebook.defines.get(at)) {
                open.push(&define.condition);
            }
        });
        condition.comparisons(&mut |comparison| {
            found.extend(opaque.because(rulebook, comparison));
            for NameId(at) in std::iter::once(comparison.left).chain(comparison.right_names()) {
                if let (true, Some(cited)) = (names.insert(at), rulebook.names.get(at).and_then(|name| name.cited())) {
                    open.extend(cited.value.arms.iter().map(|(condition, _)| condition));
                }
            }
        });
    }
    found
}

fn conditions(rulebook: &Rulebook, topic: Topic) -> Vec<&Condition> {
    let mut found: Vec<&Condition> = Vec::new();
    let rules = match topic {
        Topic::Excluding(one, two) | Topic::Same(one, two) => vec![one, two],
        Topic::Live(id) => rulebook.sides(id).into_iter().collect(),
        topic => topic.advice().into_iter().collect(),
    };
    for advice in rules.into_iter().filter_map(|id| rulebook.advice.get(id.0)) {
        advice.conditions(&mut |condition| found.push(condition));
    }
    match topic {
        Topic::Pitfall(risk, number) => {
            let risk = rulebook.risks.get(risk);
            found.extend(risk.and_then(|risk| risk.pitfalls.get(number)).map(|(_, when)| when));
        }
        Topic::Arm(Guard::RiskSeverity(risk), _) => {
            let arms = rulebook.risks.get(risk).into_iter().flat_map(|risk| &risk.severity.arms);
            found.extend(arms.map(|(condition, _)| condition));
        }
        Topic::Arm(Guard::Name(name), _) => {
            let cited = rulebook.names.get(name).and_then(|name| name.cited());
            found.extend(cited.into_iter().flat_map(|cited| &cited.value.arms).map(|(condition, _)| condition));
        }
        _ => {}
    }
    found
}
