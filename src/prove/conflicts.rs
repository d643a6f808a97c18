//! Conflicts that never come about: their sides are never live together, or not where the
//! conflict applies.

use crate::diagnostic::Diagnostic;
use crate::logic::NodeId;
use crate::rulebook::advice::{Advice, AdviceId, Body};

use super::claims::{Reading, Topic};
use super::ladder::Ladder;
use super::mistakes;
use super::space::{Space, TooMuch};

/// Every conflict.
pub(super) fn look(reading: &mut Reading<'_>) {
    for (at, advice) in reading.space.rulebook().advice.iter().enumerate() {
        if let Body::Conflict { between, .. } = &advice.body {
            reading.ask(Topic::Live(AdviceId(at)), |reading| never_live(reading, advice, *between));
        }
    }
}

fn never_live(
    reading: &mut Reading<'_>,
    advice: &Advice,
    (left, right): (AdviceId, AdviceId),
) -> Result<Option<Diagnostic>, TooMuch> {
    let rulebook = reading.space.rulebook();
    let (Some(one), Some(two)) = (rulebook.advice.get(left.0), rulebook.advice.get(right.0)) else { return Ok(None) };
    let space = &mut reading.space;
    let applies = space.condition(&advice.when)?;
    let lives = [live(space, left)?, live(space, right)?];
    let both = space.diagrams().all(&lives)?;
    let here = space.diagrams().and(applies, both)?;
    if space.holds(here)?.is_some() || space.holds(applies)?.is_none() {
        return Ok(None);
    }
    for (side, lives) in [one, two].into_iter().zip(lives) {
        if space.holds(lives)?.is_some() {
            continue;
        }
        // Of all but redlines, what keeps them from being live is told where they stand.
        let when = space.condition(&side.when)?;
        let told = !matches!(side.body, Body::Redline(_)) || space.holds(when)?.is_none();
        return Ok((!told).then(|| mistakes::never_live_alone(advice.place.clone(), side.place.clone(), &side.id)));
    }
    if let Some(way) = space.holds(both)? {
        let Some(when) = advice.when.place() else { return Ok(None) };
        return Ok(Some(mistakes::live_elsewhere(when, [one, two], &space.witness(&way))));
    }
    let [lives, _] = lives;
    let witness = space.holds(lives)?.map(|way| space.witness(&way));
    Ok(Some(mistakes::never_live_together(advice.place.clone(), [one, two], witness.as_ref())))
}

/// Where a rule is live, once everything is known: of a conflict, where all are that it
/// rests on. A question may be asked wherever it applies, since its answer may be unknown.
fn live(space: &mut Space<'_>, id: AdviceId) -> Result<NodeId, TooMuch> {
    let rulebook = space.rulebook();
    let mut all = Vec::new();
    for advice in rulebook.sides(id).into_iter().filter_map(|id| rulebook.advice.get(id.0)) {
        all.push(match &advice.body {
            Body::Redline(redline) => {
                let ladder = Ladder::new(space, advice, redline)?;
                let accepted = space.diagrams().any(ladder.accepted())?;
                let refused = space.diagrams().not(accepted)?;
                let fails = space.diagrams().or(ladder.walk_away(), refused)?;
                space.diagrams().and(ladder.applies, fails)?
            }
            Body::Mitigation { done_when: Some(done), .. }
            | Body::Step { done_when: Some(done) }
            | Body::Duty { done_when: Some(done), .. } => {
                let (applies, done) = (space.condition(&advice.when)?, space.condition(done)?);
                let open = space.diagrams().not(done)?;
                space.diagrams().and(applies, open)?
            }
            _ => space.condition(&advice.when)?,
        });
    }
    Ok(space.diagrams().all(&all)?)
}
