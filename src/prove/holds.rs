//! Conditions that never hold, or always; values of a list that never win.

use crate::logic::Diagrams;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{AdviceId, Body};
use crate::rulebook::condition::{Condition, Guarded};

use super::claims::{Guard, Reading, Topic};
use super::mistakes;
use super::space::TooMuch;
use crate::diagnostic::Diagnostic;

/// Every `when`, `done when` and pitfall, and every value that depends on conditions.
pub(super) fn look(reading: &mut Reading<'_>) {
    let rulebook = reading.space.rulebook();
    for (at, risk) in rulebook.risks.iter().enumerate() {
        for (number, (_, when)) in risk.pitfalls.iter().enumerate() {
            reading.ask(Topic::Pitfall(at, number), |reading| condition(reading, when, "pitfall's `when`"));
        }
        arms(reading, Guard::RiskSeverity(at), &risk.severity, "severity", |severity| severity.to_string());
    }
    for (id, name) in rulebook.names() {
        if let Some(cited) = name.cited() {
            let what = if name.is_asked() { "standard" } else { "value" };
            arms(reading, Guard::Name(id.0), &cited.value, what, |value| value.canonical(&name.of));
        }
    }
    for (at, advice) in rulebook.advice.iter().enumerate() {
        let id = AdviceId(at);
        reading.ask(Topic::When(id), |reading| condition(reading, &advice.when, "`when`"));
        arms(reading, Guard::Severity(id), &advice.severity, "severity", |severity| severity.to_string());
        let titled = |list: &[crate::rulebook::vocabulary::Titled], at: usize| {
            list.get(at).map(|entry| entry.id.clone()).unwrap_or_default()
        };
        if let Some(owner) = &advice.owner {
            arms(reading, Guard::Owner(id), owner, "owner", |at| titled(&rulebook.owners, *at));
        }
        match &advice.body {
            Body::Redline(redline) => {
                arms(reading, Guard::Priority(id), &redline.priority, "priority", |priority| {
                    priority.as_str().to_owned()
                });
                if let Some(instrument) = &redline.instrument {
                    arms(reading, Guard::Instrument(id), instrument, "instrument", |at| {
                        titled(&rulebook.documents, *at)
                    });
                }
                for (number, rung) in redline.rungs().enumerate() {
                    if let Some(approver) = &rung.approver {
                        arms(reading, Guard::Approver(id, number), approver, "approver", |at| {
                            titled(&rulebook.approvers, *at)
                        });
                    }
                }
            }
            Body::Mitigation { done_when: Some(done), .. }
            | Body::Step { done_when: Some(done) }
            | Body::Duty { done_when: Some(done), .. } => {
                reading.ask(Topic::Done(id), |reading| match condition(reading, done, "`done when`")? {
                    Some(found) => Ok(Some(found)),
                    None => ruled_out(reading, &advice.when, done),
                });
            }
            _ => {}
        }
    }
}

/// What is wrong with a condition by itself.
pub(super) fn condition(
    reading: &mut Reading<'_>,
    condition: &Condition,
    what: &str,
) -> Result<Option<Diagnostic>, TooMuch> {
    let Some(place) = condition.place() else { return Ok(None) };
    if let Some(contradiction) = reading.contradiction(&[condition])? {
        return Ok(Some(mistakes::never_holds(place, what, &contradiction)));
    }
    let node = reading.space.condition(condition)?;
    let fails = reading.space.diagrams().not(node)?;
    if reading.space.holds(fails)?.is_some() {
        return Ok(None);
    }
    // Of all profiles the one that looks least like it: its first comparison fails there.
    let unlike = match first_comparison(reading.space.rulebook(), condition) {
        Some(first) => {
            let first = reading.space.condition(first)?;
            let unlike = reading.space.diagrams().not(first)?;
            match reading.space.holds(unlike)? {
                Some(way) => Some(way),
                None => reading.space.holds(first)?,
            }
        }
        None => None,
    };
    let unlike = unlike.map(|way| reading.space.witness(&way));
    Ok(Some(mistakes::always_holds(place, what, unlike.as_ref())))
}

/// The first comparison of a condition, be it in a define.
fn first_comparison<'c>(rulebook: &'c Rulebook, condition: &'c Condition) -> Option<&'c Condition> {
    match condition {
        Condition::Always => None,
        Condition::Compare(_) => Some(condition),
        Condition::Not(operand) => first_comparison(rulebook, operand),
        Condition::Define(id, _) => first_comparison(rulebook, &rulebook.defines.get(id.0)?.condition),
        Condition::All(operands) | Condition::Any(operands) => {
            operands.iter().find_map(|operand| first_comparison(rulebook, operand))
        }
    }
}

/// A `done when` that cannot hold where the rule applies, though it can elsewhere.
fn ruled_out(reading: &mut Reading<'_>, when: &Condition, done: &Condition) -> Result<Option<Diagnostic>, TooMuch> {
    let (Some(when_place), Some(done_place)) = (when.place(), done.place()) else { return Ok(None) };
    let applies = reading.space.condition(when)?;
    let Some(way) = reading.space.holds(applies)? else { return Ok(None) };
    let holds = reading.space.condition(done)?;
    let both = reading.space.diagrams().and(applies, holds)?;
    if reading.space.holds(both)?.is_some() {
        return Ok(None);
    }
    Ok(Some(mistakes::done_ruled_out(done_place, when_place, &reading.space.witness(&way))))
}

/// The arms of a list that no profile gets to.
fn arms<T>(reading: &mut Reading<'_>, guard: Guard, guarded: &Guarded<T>, what: &str, show: impl Fn(&T) -> String) {
    // What rules take from the declaration around them is looked at once.
    let Some(first) = guarded.arms.first().and_then(|(condition, _)| condition.place()) else { return };
    if !reading.seen.insert((first.source.name().to_owned(), first.span)) {
        return;
    }
    for at in 0..=guarded.arms.len() {
        reading.ask(Topic::Arm(guard, at), |reading| {
            let list = reading.space.conditions.guarded(guarded)?;
            let leaf = u16::try_from(at).unwrap_or(u16::MAX);
            if reading.space.comes_to(list, leaf)?.is_some() {
                return Ok(None);
            }
            let value = show(guarded.value(at));
            let Some((condition, _)) = guarded.arms.get(at) else {
                let Some(last) = at.checked_sub(1) else { return Ok(None) };
                let way = reading.space.comes_to(list, u16::try_from(last).unwrap_or(u16::MAX))?;
                let witness = way.map(|way| reading.space.witness(&way));
                let place = guarded.arms.last().and_then(|(condition, _)| condition.place());
                return Ok(place.map(|place| mistakes::otherwise_never_wins(place, what, &value, witness.as_ref())));
            };
            let Some(place) = condition.place() else { return Ok(None) };
            if let Some(contradiction) = reading.contradiction(&[condition])? {
                return Ok(Some(mistakes::never_holds(
                    place,
                    &format!("condition of the {what} `{value}`"),
                    &contradiction,
                )));
            }
            let own = reading.space.condition(condition)?;
            let witness = reading.space.holds(own)?.map(|way| reading.space.witness(&way));
            let wins = match &witness {
                Some(_) => winner(reading, guarded, at)?,
                None => None,
            };
            let wins = wins.map(|arm| (show(guarded.value(arm)), guarded.arms.get(arm).and_then(|(it, _)| it.place())));
            Ok(Some(mistakes::arm_never_wins(place, what, &value, wins, witness.as_ref())))
        });
    }
}

/// The first earlier arm that wins where this one's condition holds.
fn winner<T>(reading: &mut Reading<'_>, guarded: &Guarded<T>, at: usize) -> Result<Option<usize>, TooMuch> {
    let Some((condition, _)) = guarded.arms.get(at) else { return Ok(None) };
    let own = reading.space.condition(condition)?;
    let list = reading.space.conditions.guarded(guarded)?;
    for earlier in 0..at {
        let leaf = Diagrams::leaf(u16::try_from(earlier).unwrap_or(u16::MAX));
        // Where the condition holds, the list; elsewhere an outcome that no arm has.
        let here = reading.space.diagrams().ite(own, list, Diagrams::leaf(u16::MAX))?;
        if reading.space.comes_to(here, leaf.leaf().unwrap_or_default())?.is_some() {
            return Ok(Some(earlier));
        }
    }
    Ok(None)
}
