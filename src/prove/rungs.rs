//! Rungs that no profile comes to.

use crate::diagnostic::Diagnostic;
use crate::logic::NodeId;
use crate::rulebook::advice::{Advice, AdviceId, Body, Redline, Rung};
use crate::source::Place;

use super::claims::{Reading, Topic};
use super::ladder::Ladder;
use super::space::TooMuch;
use super::{holds, meets, mistakes};

/// Every rung of every redline.
pub(super) fn look(reading: &mut Reading<'_>) {
    let rulebook = reading.space.rulebook();
    for (at, advice) in rulebook.advice.iter().enumerate() {
        let Body::Redline(redline) = &advice.body else { continue };
        let id = AdviceId(at);
        reading.space.begin();
        let ladder = Ladder::new(&mut reading.space, advice, redline).and_then(|ladder| {
            let list = ladder.list(&mut reading.space)?;
            Ok((ladder, list))
        });
        let own = ladder.as_ref().map(|(ladder, _)| ladder).map_err(|too_much| *too_much);
        meets::ask(reading, id, redline, own);
        for (number, rung) in redline.rungs().enumerate() {
            let topic = Topic::RungWhen(id, number);
            reading.ask(topic, |reading| holds::condition(reading, &rung.when, "rung's `when`"));
            if reading.is_settled(topic) && !always(reading, topic) {
                continue;
            }
            reading.ask(Topic::Rung(id, number), |reading| {
                let (ladder, list) = ladder.as_ref().map_err(|too_much| *too_much)?;
                if reading.space.comes_to(*list, ladder.outcome(number))?.is_some() {
                    return Ok(None);
                }
                let meets = reading.claims.contains_key(&Topic::Meets(id, number));
                why_not(reading, advice, redline, ladder, (number, meets))
            });
        }
    }
}

fn always(reading: &Reading<'_>, topic: Topic) -> bool {
    reading.claims.get(&topic).is_some_and(|found| found.code == crate::diagnostic::Code::AlwaysHolds)
}

/// The name of a rung in a message.
pub(super) fn rung_name(redline: &Redline, number: usize) -> &'static str {
    match number {
        0 => "preferred",
        number if number <= redline.fallbacks.len() => "fallback",
        _ => "walk-away",
    }
}

/// Where the comparisons of a rung stand.
pub(super) fn rung_place(rung: &Rung) -> Place {
    rung.condition.place().unwrap_or_else(|| rung.place.clone())
}

/// What keeps profiles from a rung that none comes to; `meets` is whether it is told that it
/// meets the walk-away.
fn why_not(
    reading: &mut Reading<'_>,
    advice: &Advice,
    redline: &Redline,
    ladder: &Ladder,
    (number, meets): (usize, bool),
) -> Result<Option<Diagnostic>, TooMuch> {
    let Some(rung) = redline.rungs().nth(number) else { return Ok(None) };
    let (place, name) = (rung_place(rung), rung_name(redline, number));
    if let Some(contradiction) = reading.contradiction(&[&rung.condition, &rung.when])? {
        return Ok(Some(mistakes::never_holds(place, &format!("{name} rung"), &contradiction)));
    }
    let applies = ladder.applies;
    if reading.space.holds(applies)?.is_none() {
        // Said of the `when` of the redline.
        return Ok(None);
    }
    let own = ladder.rungs.get(number).copied().unwrap_or(applies);
    let here = reading.space.diagrams().and(applies, own)?;
    let Some(way) = reading.space.holds(here)? else {
        let elsewhere = reading.space.holds(own)?.map(|way| reading.space.witness(&way));
        let when = advice.when.place();
        return Ok(Some(mistakes::only_where_idle(place, name, when, elsewhere.as_ref())));
    };
    let by = covered_by(reading, redline, ladder, number, here)?;
    let walk_away = ladder.walks_away.then_some(ladder.rungs.len() - 1);
    if meets && by.as_ref().map(|(other, _)| *other) == walk_away {
        // That it accepts what the walk-away refuses says why nothing comes to it.
        return Ok(None);
    }
    let by = by.map(|(other, rung)| (rung_name(redline, other), rung));
    Ok(Some(mistakes::covered(place, name, by, &reading.space.witness(&way))))
}

/// The rung before this one that takes all of what this one accepts.
fn covered_by(
    reading: &mut Reading<'_>,
    redline: &Redline,
    ladder: &Ladder,
    number: usize,
    here: NodeId,
) -> Result<Option<(usize, Place)>, TooMuch> {
    let last = ladder.rungs.len() - 1;
    let before = ladder.walks_away.then_some(last).into_iter().chain(0..number);
    for other in before.filter(|other| *other != number) {
        let Some(node) = ladder.rungs.get(other).copied() else { continue };
        let escapes = reading.space.diagrams().not(node)?;
        let escapes = reading.space.diagrams().and(here, escapes)?;
        if reading.space.holds(escapes)?.is_none() {
            return Ok(redline.rungs().nth(other).map(|rung| (other, rung_place(rung))));
        }
    }
    Ok(None)
}
