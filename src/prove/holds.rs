//! Conditions that never hold, or always.

use crate::rulebook::Rulebook;
use crate::rulebook::advice::{AdviceId, Body};
use crate::rulebook::condition::Condition;

use super::claims::{Reading, Topic};
use super::mistakes;
use super::space::TooMuch;
use crate::diagnostic::Diagnostic;

/// Every `when`, `done when` and pitfall.
pub(super) fn look(reading: &mut Reading<'_>) {
    let rulebook = reading.space.rulebook();
    for (at, risk) in rulebook.risks.iter().enumerate() {
        for (number, (_, when)) in risk.pitfalls.iter().enumerate() {
            reading.ask(Topic::Pitfall(at, number), |reading| condition(reading, when, "pitfall's `when`"));
        }
    }
    for (at, advice) in rulebook.advice.iter().enumerate() {
        let id = AdviceId(at);
        reading.ask(Topic::When(id), |reading| condition(reading, &advice.when, "`when`"));
        if let Body::Mitigation { done_when: Some(done), .. }
        | Body::Step { done_when: Some(done) }
        | Body::Duty { done_when: Some(done), .. } = &advice.body
        {
            reading.ask(Topic::Done(id), |reading| match condition(reading, done, "`done when`")? {
                Some(found) => Ok(Some(found)),
                None => never_both_ways(reading, &advice.when, done),
            });
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

/// A `done when` that cannot hold where the rule applies, though it can elsewhere; or that
/// always does, so that there is never anything left to do.
fn never_both_ways(
    reading: &mut Reading<'_>,
    when: &Condition,
    done: &Condition,
) -> Result<Option<Diagnostic>, TooMuch> {
    let (Some(when_place), Some(done_place)) = (when.place(), done.place()) else { return Ok(None) };
    let applies = reading.space.condition(when)?;
    let Some(way) = reading.space.holds(applies)? else { return Ok(None) };
    let holds = reading.space.condition(done)?;
    let both = reading.space.diagrams().and(applies, holds)?;
    if reading.space.holds(both)?.is_none() {
        return Ok(Some(mistakes::done_ruled_out(done_place, when_place, &reading.space.witness(&way))));
    }
    let open = reading.space.diagrams().not(holds)?;
    let open = reading.space.diagrams().and(applies, open)?;
    if reading.space.holds(open)?.is_none() {
        return Ok(Some(mistakes::always_done(done_place, when_place, &reading.space.witness(&way))));
    }
    Ok(None)
}
