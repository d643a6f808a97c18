//! Two redlines on the same term, both for the same company, whose acceptable values
//! exclude each other: whatever the draft says, one of them fails.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::logic::{FALSE, NodeId, Var};
use crate::rulebook::advice::{AdviceId, Body};
use crate::rulebook::condition::NameId;

use super::claims::{Reading, Topic};
use super::ladder::Ladder;
use super::mistakes;
use super::opaque::Because;
use super::space::{Space, TooMuch, Way};

/// The most pairs of redlines that are compared; those beyond are not decided.
const MOST_PAIRS: usize = 20_000;

/// What a redline asks, as far as another can contradict it.
struct Side {
    id: AdviceId,
    applies: NodeId,
    fulfilled: NodeId,
    /// The preferred rung where it is not the walk-away; nothing where more than the draft
    /// decides about it, or where the draft decides whether the redline applies.
    wish: Option<NodeId>,
}

/// Every two redlines on one term.
pub(super) fn look(reading: &mut Reading<'_>) {
    let mut by_subject: BTreeMap<NameId, Vec<Side>> = BTreeMap::new();
    for (at, advice) in reading.space.rulebook().advice.iter().enumerate() {
        let Body::Redline(redline) = &advice.body else { continue };
        reading.space.begin();
        let side = Ladder::new(&mut reading.space, advice, redline).and_then(|ladder| {
            let fulfilled = ladder.fulfilled(&mut reading.space)?;
            let wish = wish(&mut reading.space, &ladder)?;
            Ok(Side { id: AdviceId(at), applies: ladder.applies, fulfilled, wish })
        });
        if let Ok(side) = side {
            by_subject.entry(redline.subject).or_default().push(side);
        }
    }
    let mut pairs = 0;
    let mut granted: BTreeMap<(NodeId, NodeId), bool> = BTreeMap::new();
    for sides in by_subject.values() {
        for (at, two) in sides.iter().enumerate() {
            for one in sides.iter().take(at) {
                if let (Some(one), Some(two)) = (one.wish, two.wish)
                    && *granted.entry((one, two)).or_insert_with(|| both_granted(&mut reading.space, one, two))
                {
                    continue;
                }
                let topic = Topic::Excluding(two.id, one.id);
                pairs += 1;
                if pairs > MOST_PAIRS {
                    reading.undecided.insert(topic, Because::Effort);
                    return;
                }
                reading.ask(topic, |reading| exclude(reading, one, two));
            }
        }
    }
}

/// What a redline asks for before all else, where the draft alone decides about it.
fn wish(space: &mut Space<'_>, ladder: &Ladder) -> Result<Option<NodeId>, TooMuch> {
    let stays = space.diagrams().not(ladder.walk_away())?;
    let preferred = ladder.rungs.first().copied().unwrap_or(FALSE);
    let wish = space.diagrams().and(preferred, stays)?;
    let is = |list: &[bool], var: &Var| list.get(var.0 as usize) == Some(&true);
    let of_draft = |var: &Var| is(&space.drafted, var) && !is(&space.compares_terms, var);
    let of_company = |var: &Var| !is(&space.drafted, var) && !is(&space.compares_terms, var);
    let diagrams = &space.conditions.diagrams;
    let alone = diagrams.support(wish).iter().all(of_draft) && diagrams.support(ladder.applies).iter().all(of_company);
    Ok(alone.then_some(wish))
}

/// Whether some draft grants both wishes. Then the two redlines never exclude each other.
fn both_granted(space: &mut Space<'_>, one: NodeId, two: NodeId) -> bool {
    space.begin();
    let both = space.diagrams().and(one, two);
    both.is_ok_and(|both| space.holds(both).is_ok_and(|found| found.is_some()))
}

fn exclude(reading: &mut Reading<'_>, one: &Side, two: &Side) -> Result<Option<Diagnostic>, TooMuch> {
    let both_fulfilled = reading.space.diagrams().and(one.fulfilled, two.fulfilled)?;
    let both_apply = reading.space.diagrams().and(one.applies, two.applies)?;
    if both_apply == FALSE || one.fulfilled == two.fulfilled {
        return Ok(None);
    }
    let first = reading.space.diagrams().and(both_apply, one.fulfilled)?;
    let second = reading.space.diagrams().and(both_apply, two.fulfilled)?;
    let way = if [both_apply, one.fulfilled, two.fulfilled].iter().any(|node| reading.space.compares_terms(*node)) {
        always_exclude(reading, both_fulfilled, first, second)?
    } else {
        let company = company(reading, both_fulfilled, first, second)?;
        match reading.space.holds(company)? {
            Some(_) => {
                // The company together with a draft that fulfils the first.
                let shown = reading.space.diagrams().and(company, first)?;
                reading.space.holds(shown)?
            }
            None => None,
        }
    };
    let Some(way) = way else { return Ok(None) };
    let witness = reading.space.witness(&way);
    let rulebook = reading.space.rulebook();
    let side = |id: AdviceId| rulebook.advice.get(id.0).map(|advice| (advice.place.clone(), advice.id.clone()));
    let (Some((earlier, name)), Some((later, _))) = (side(one.id), side(two.id)) else { return Ok(None) };
    let subject = rulebook.advice.get(two.id.0).and_then(|advice| match &advice.body {
        Body::Redline(redline) => Some(rulebook.name(redline.subject).id.clone()),
        _ => None,
    });
    Ok(Some(mistakes::excluding((later, earlier), &subject.unwrap_or_default(), &name, &witness)))
}

/// The companies for which each can be fulfilled where both apply, and never both.
fn company(reading: &mut Reading<'_>, both: NodeId, first: NodeId, second: NodeId) -> Result<NodeId, TooMuch> {
    let first = for_some_draft(reading, first)?;
    let second = for_some_draft(reading, second)?;
    let both = for_some_draft(reading, both)?;
    let never = reading.space.diagrams().not(both)?;
    Ok(reading.space.diagrams().all(&[first, second, never])?)
}

/// The companies for which some draft fulfils a condition; where comparisons of a term
/// with another name come in, at most these.
fn for_some_draft(reading: &mut Reading<'_>, condition: NodeId) -> Result<NodeId, TooMuch> {
    let space = &mut reading.space;
    let is = |list: &[bool], var: Var| list.get(var.0 as usize) == Some(&true);
    let over = |var: Var| is(&space.drafted, var) || is(&space.compares_terms, var);
    Ok(space.conditions.diagrams.some(condition, &space.legal, over)?)
}

/// Where a condition holds however terms compare with other names.
fn however_compared(reading: &mut Reading<'_>, condition: NodeId) -> Result<NodeId, TooMuch> {
    let space = &mut reading.space;
    let fails = space.conditions.diagrams.not(condition)?;
    let over = |var: Var| space.compares_terms.get(var.0 as usize) == Some(&true);
    let somehow = space.conditions.diagrams.some(fails, &space.legal, over)?;
    Ok(space.conditions.diagrams.not(somehow)?)
}

/// The same where terms are compared with other names: no draft fulfils both for any
/// company, and for one company each can be fulfilled. What may hold for some companies
/// only is not decided.
fn always_exclude(
    reading: &mut Reading<'_>,
    both: NodeId,
    first: NodeId,
    second: NodeId,
) -> Result<Option<Way>, TooMuch> {
    let exclude = reading.space.holds(both)?.is_none();
    if exclude {
        for (one, other) in [(first, second), (second, first)] {
            let surely = however_compared(reading, other)?;
            let surely = for_some_draft(reading, surely)?;
            let one = reading.space.diagrams().and(one, surely)?;
            if let Some(way) = reading.space.holds(one)? {
                return Ok(Some(way));
            }
        }
    }
    let surely = if exclude { FALSE } else { however_compared(reading, both)? };
    let company = company(reading, surely, first, second)?;
    if reading.space.holds(company)?.is_none() { Ok(None) } else { Err(TooMuch(Because::Names)) }
}
