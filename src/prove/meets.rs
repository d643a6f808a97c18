//! Rungs that accept what the walk-away refuses, where more than the draft decides. What the
//! rungs alone tell is refused before a rulebook is made.

use crate::diagnostic::Diagnostic;
use crate::rulebook::advice::{AdviceId, Body, Redline};

use super::claims::{Reading, Topic};
use super::gap::speaks_of;
use super::ladder::Ladder;
use super::mistakes;
use super::rungs::{rung_name, rung_place};
use super::space::TooMuch;

/// Every redline, and nothing else.
pub(super) fn look(reading: &mut Reading<'_>) {
    let rulebook = reading.space.rulebook();
    for (at, advice) in rulebook.advice.iter().enumerate() {
        let Body::Redline(redline) = &advice.body else { continue };
        if redline.walk_away.is_none() {
            continue;
        }
        reading.space.begin();
        let ladder = Ladder::new(&mut reading.space, advice, redline);
        ask(reading, AdviceId(at), redline, ladder.as_ref().map_err(|too_much| *too_much));
    }
}

/// The rungs of one redline. Only rungs that speak of the subject have an order to keep.
pub(super) fn ask(reading: &mut Reading<'_>, id: AdviceId, redline: &Redline, ladder: Result<&Ladder, TooMuch>) {
    let walk_away = redline.walk_away.as_ref().filter(|rung| speaks_of(rung, redline.subject));
    let Some(walk_away) = walk_away else { return };
    for (number, rung) in redline.rungs().enumerate().take(redline.fallbacks.len() + 1) {
        if !speaks_of(rung, redline.subject) {
            continue;
        }
        reading.ask(Topic::Meets(id, number), |reading| -> Result<Option<Diagnostic>, TooMuch> {
            let ladder = ladder?;
            let Some(accepts) = ladder.accepted().get(number).copied() else { return Ok(None) };
            let both = reading.space.diagrams().all(&[ladder.applies, accepts, ladder.walk_away()])?;
            let Some(way) = reading.space.holds(both)? else { return Ok(None) };
            let places = (rung_place(rung), rung_place(walk_away));
            let name = rung_name(redline, number);
            Ok(Some(mistakes::meets(places, name, &reading.space.witness(&way))))
        });
    }
}
