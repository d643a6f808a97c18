//! Values of a list that never win: for no profile at all, or for none to which the rule
//! applies that has them.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::logic::{Diagrams, NodeId};
use crate::rulebook::advice::{AdviceId, Body, Rung};
use crate::rulebook::condition::{Condition, Guarded};
use crate::rulebook::vocabulary::Titled;
use crate::source::{Place, Span};

use super::claims::{Guard, Reading, Topic};
use super::mistakes;
use super::space::TooMuch;

/// A guarded value with what it is called and where it counts.
struct List<'r, T> {
    guard: Guard,
    guarded: &'r Guarded<T>,
    what: &'static str,
    /// The conditions under any of which it counts, each made of parts with what they say;
    /// none where it counts for everybody.
    counts: Vec<Vec<Part<'r>>>,
    /// What is so where none of them holds.
    idle: &'static str,
}

/// A condition, and what is so where it holds.
type Part<'r> = (&'r Condition, &'static str);

const APPLIES: &str = "when the rule applies";
const OPEN: &str = "when the rung is open";

/// The rules that have each list, by where the list begins.
type Takers = BTreeMap<(String, Span), Vec<AdviceId>>;

/// Every value that depends on conditions.
pub(super) fn look(reading: &mut Reading<'_>) {
    let rulebook = reading.space.rulebook();
    let everybody = "";
    for (at, risk) in rulebook.risks.iter().enumerate() {
        let guard = Guard::RiskSeverity(at);
        let list = List { guard, guarded: &risk.severity, what: "severity", counts: Vec::new(), idle: everybody };
        ask(reading, &list, |severity| severity.to_string());
    }
    for (id, name) in rulebook.names() {
        if let Some(cited) = name.cited() {
            let what = if name.is_asked() { "standard" } else { "value" };
            let guard = Guard::Name(id.0);
            let list = List { guard, guarded: &cited.value, what, counts: Vec::new(), idle: everybody };
            ask(reading, &list, |value| value.canonical(&name.of));
        }
    }
    let takers = takers(reading);
    for (at, advice) in rulebook.advice.iter().enumerate() {
        let id = AdviceId(at);
        of_rules(reading, &takers, (Guard::Severity(id), "severity"), &advice.severity, |known| known.to_string());
        if let Some(owner) = &advice.owner {
            of_rules(reading, &takers, (Guard::Owner(id), "owner"), owner, |at| titled(&rulebook.owners, *at));
        }
        let Body::Redline(redline) = &advice.body else { continue };
        let priority = (Guard::Priority(id), "priority");
        of_rules(reading, &takers, priority, &redline.priority, |known| known.as_str().to_owned());
        if let Some(instrument) = &redline.instrument {
            let guard = (Guard::Instrument(id), "instrument");
            of_rules(reading, &takers, guard, instrument, |at| titled(&rulebook.documents, *at));
        }
        for (number, rung) in redline.rungs().enumerate() {
            if let Some(approver) = &rung.approver {
                let guard = Guard::Approver(id, number);
                let (counts, idle) = of_rung(&advice.when, rung);
                let list = List { guard, guarded: approver, what: "approver", counts, idle };
                ask(reading, &list, |at| titled(&rulebook.approvers, *at));
            }
        }
    }
}

fn titled(list: &[Titled], at: usize) -> String {
    list.get(at).map(|entry| entry.id.clone()).unwrap_or_default()
}

/// Nobody is asked to agree to a rung that is not open.
fn of_rung<'r>(when: &'r Condition, rung: &'r Rung) -> (Vec<Vec<Part<'r>>>, &'static str) {
    let parts: Vec<Part<'_>> = [(when, APPLIES), (&rung.when, OPEN)]
        .into_iter()
        .filter(|(condition, _)| condition.place().is_some())
        .collect();
    let idle = match rung.when.place() {
        Some(_) => "the rung is not open where the redline applies",
        None => "the rule does not apply",
    };
    (if parts.is_empty() { Vec::new() } else { vec![parts] }, idle)
}

fn beginning<T>(guarded: &Guarded<T>) -> Option<(String, Span)> {
    let first = guarded.arms.first().and_then(|(condition, _)| condition.place())?;
    Some((first.source.name().to_owned(), first.span))
}

fn takers(reading: &Reading<'_>) -> Takers {
    let mut takers = Takers::new();
    for (at, advice) in reading.space.rulebook().advice.iter().enumerate() {
        let mut places = vec![beginning(&advice.severity)];
        places.extend(advice.owner.iter().map(beginning));
        if let Body::Redline(redline) = &advice.body {
            places.push(beginning(&redline.priority));
            places.extend(redline.instrument.iter().map(beginning));
        }
        for place in places.into_iter().flatten() {
            takers.entry(place).or_default().push(AdviceId(at));
        }
    }
    takers
}

/// A list of a rule, which others may take from the same declaration.
fn of_rules<T>(
    reading: &mut Reading<'_>,
    takers: &Takers,
    (guard, what): (Guard, &'static str),
    guarded: &Guarded<T>,
    show: impl Fn(&T) -> String,
) {
    let Some(rules) = beginning(guarded).and_then(|place| takers.get(&place)) else { return };
    let rulebook = reading.space.rulebook();
    let whens: Vec<&Condition> =
        rules.iter().filter_map(|id| rulebook.advice.get(id.0)).map(|advice| &advice.when).collect();
    let always = whens.iter().any(|when| when.place().is_none());
    let idle = match whens.len() {
        1 => "the rule does not apply",
        _ => "none of the rules that take it applies",
    };
    let counts = if always { Vec::new() } else { whens.into_iter().map(|when| vec![(when, APPLIES)]).collect() };
    ask(reading, &List { guard, guarded, what, counts, idle }, show);
}

/// The arms of a list that no profile gets to. What rules take from the declaration around
/// them is looked at once.
fn ask<T>(reading: &mut Reading<'_>, list: &List<'_, T>, show: impl Fn(&T) -> String) {
    let Some(place) = beginning(list.guarded) else { return };
    if !reading.seen.insert(place) {
        return;
    }
    for at in 0..=list.guarded.arms.len() {
        reading.ask(Topic::Arm(list.guard, at), |reading| arm(reading, list, at, &show));
    }
}

fn leaf(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

fn arm<T>(
    reading: &mut Reading<'_>,
    list: &List<'_, T>,
    at: usize,
    show: &impl Fn(&T) -> String,
) -> Result<Option<Diagnostic>, TooMuch> {
    let guarded = list.guarded;
    let diagram = reading.space.conditions.guarded(guarded)?;
    let value = show(guarded.value(at));
    let (what, condition) = (list.what, guarded.arms.get(at).map(|(condition, _)| condition));
    if reading.space.comes_to(diagram, leaf(at))?.is_some() {
        return idle(reading, list, at, diagram, show);
    }
    let Some(condition) = condition else {
        let Some(last) = at.checked_sub(1) else { return Ok(None) };
        let way = reading.space.comes_to(diagram, leaf(last))?;
        let witness = way.map(|way| reading.space.witness(&way));
        let found = |place| mistakes::otherwise_never_wins(place, what, &value, &[], witness.as_ref());
        return Ok(last_condition(guarded).map(found));
    };
    let Some(place) = condition.place() else { return Ok(None) };
    if let Some(contradiction) = reading.contradiction(&[condition])? {
        let what = format!("condition of the {what} `{value}`");
        return Ok(Some(mistakes::never_holds(place, &what, &contradiction)));
    }
    let own = reading.space.condition(condition)?;
    let witness = reading.space.holds(own)?.map(|way| reading.space.witness(&way));
    let wins = match &witness {
        Some(_) => winner(reading, (own, diagram), at)?,
        None => None,
    };
    let wins = wins.map(|arm| (show(guarded.value(arm)), guarded.arms.get(arm).and_then(|(it, _)| it.place())));
    Ok(Some(mistakes::arm_never_wins(place, (what, &value), wins, &[], witness.as_ref())))
}

/// An arm that some profile gets to, but none for which the list counts.
fn idle<T>(
    reading: &mut Reading<'_>,
    list: &List<'_, T>,
    at: usize,
    diagram: NodeId,
    show: &impl Fn(&T) -> String,
) -> Result<Option<Diagnostic>, TooMuch> {
    let guarded = list.guarded;
    let mut somebody = None;
    let mut fulfilled = None;
    for counts in &list.counts {
        reading.space.begin();
        let counts: Vec<NodeId> =
            counts.iter().map(|(part, _)| reading.space.condition(part)).collect::<Result<_, _>>()?;
        let counts = reading.space.diagrams().all(&counts)?;
        let here = reading.space.diagrams().ite(counts, diagram, Diagrams::leaf(u16::MAX))?;
        if reading.space.comes_to(here, leaf(at))?.is_some() {
            return Ok(None);
        }
        if somebody.is_none() {
            somebody = reading.space.holds(counts)?;
        }
        if let (None, Some((condition, _))) = (&fulfilled, guarded.arms.get(at)) {
            let own = reading.space.condition(condition)?;
            let both = reading.space.diagrams().and(counts, own)?;
            fulfilled = reading.space.holds(both)?.map(|way| (way, both));
        }
    }
    // Where the list counts for nobody, that is told of the `when`.
    let Some(somebody) = somebody else { return Ok(None) };
    let parts = list.counts.first().into_iter().flatten();
    let whens: Vec<(Place, &str)> = parts.filter_map(|(part, says)| Some((part.place()?, *says))).collect();
    let value = show(guarded.value(at));
    let Some((condition, _)) = guarded.arms.get(at) else {
        let witness = reading.space.witness(&somebody);
        let found = |place| mistakes::otherwise_never_wins(place, list.what, &value, &whens, Some(&witness));
        return Ok(last_condition(guarded).map(found));
    };
    let Some(place) = condition.place() else { return Ok(None) };
    let Some((way, both)) = fulfilled else {
        let own = reading.space.condition(condition)?;
        let elsewhere = reading.space.holds(own)?.map(|way| reading.space.witness(&way));
        return Ok(Some(mistakes::arm_idle(place, (list.what, &value), (list.idle, &whens), elsewhere.as_ref())));
    };
    let wins = winner(reading, (both, diagram), at)?;
    let wins = wins.map(|arm| (show(guarded.value(arm)), guarded.arms.get(arm).and_then(|(it, _)| it.place())));
    let witness = reading.space.witness(&way);
    Ok(Some(mistakes::arm_never_wins(place, (list.what, &value), wins, &whens, Some(&witness))))
}

fn last_condition<T>(guarded: &Guarded<T>) -> Option<Place> {
    guarded.arms.last().and_then(|(condition, _)| condition.place())
}

/// The first earlier arm that wins where a condition holds.
fn winner(reading: &mut Reading<'_>, (own, list): (NodeId, NodeId), at: usize) -> Result<Option<usize>, TooMuch> {
    for earlier in 0..at {
        // Where the condition holds, the list; elsewhere an outcome that no arm has.
        let here = reading.space.diagrams().ite(own, list, Diagrams::leaf(u16::MAX))?;
        if reading.space.comes_to(here, leaf(earlier))?.is_some() {
            return Ok(Some(earlier));
        }
    }
    Ok(None)
}
