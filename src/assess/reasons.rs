//! Because: the comparisons a finding rests on.

use crate::logic::conditions::Conditions;
use crate::logic::{TRUE, TooEntangled};
use crate::rulebook::advice::{Advice, Body, Redline};
use crate::rulebook::condition::Condition;

use super::finding::{Outcome, Part, Reason, Truth};
use super::world::World;

/// Whether a condition holds, over all completions of the profile.
pub(super) fn truth(
    conditions: &mut Conditions<'_>,
    world: &World,
    condition: &Condition,
) -> Result<Truth, TooEntangled> {
    if matches!(condition, Condition::Always) {
        return Ok(Truth::True);
    }
    conditions.diagrams.begin_list();
    let node = conditions.condition(condition)?;
    Ok(match conditions.outcomes(&conditions.diagrams.chart(node), &world.cells).as_slice() {
        [leaf] if Some(*leaf) == TRUE.leaf() => Truth::True,
        [_] => Truth::False,
        _ => Truth::Unknown,
    })
}

/// The reasons of a rule that has come to `decided`, or is open.
pub(super) fn because(
    conditions: &mut Conditions<'_>,
    world: &World,
    advice: &Advice,
    decided: Option<Outcome>,
) -> Result<Vec<Reason>, TooEntangled> {
    let mut tracer = Tracer { conditions, world, reasons: Vec::new() };
    tracer.part(Part::When, &advice.when)?;
    if decided.is_some_and(Outcome::is_idle) {
        return Ok(tracer.reasons);
    }
    match &advice.body {
        Body::Redline(redline) => tracer.redline(redline, decided)?,
        Body::Mitigation { done_when: Some(done), .. }
        | Body::Step { done_when: Some(done) }
        | Body::Duty { done_when: Some(done), .. } => {
            tracer.part(Part::Done, done)?;
        }
        _ => {}
    }
    let mut reasons = tracer.reasons;
    if decided.is_none() {
        reasons.retain(|reason| reason.truth == Truth::Unknown);
    }
    Ok(reasons)
}

/// The comparisons that decide whether a condition holds.
pub(super) fn because_of(
    conditions: &mut Conditions<'_>,
    world: &World,
    part: Part,
    condition: &Condition,
) -> Result<Vec<Reason>, TooEntangled> {
    let mut tracer = Tracer { conditions, world, reasons: Vec::new() };
    tracer.part(part, condition)?;
    Ok(tracer.reasons)
}

struct Tracer<'a, 'r> {
    conditions: &'a mut Conditions<'r>,
    world: &'a World,
    reasons: Vec<Reason>,
}

impl Tracer<'_, '_> {
    fn part(&mut self, part: Part, condition: &Condition) -> Result<(), TooEntangled> {
        let truth = truth(self.conditions, self.world, condition)?;
        self.trace(part, condition, truth)
    }

    /// The winning rung, and the failure of each better one that was open to this company,
    /// nearest first; of an open redline, all.
    fn redline(&mut self, redline: &Redline, decided: Option<Outcome>) -> Result<(), TooEntangled> {
        let rungs: Vec<_> = redline.rungs().collect();
        let fallbacks = redline.fallbacks.len();
        let (winning, better) = match decided {
            Some(Outcome::WalkAway) => (Some(fallbacks + 1), 0),
            Some(Outcome::Preferred) => (Some(0), 0),
            Some(Outcome::Fallback(at)) => (Some(at + 1), at + 1),
            Some(_) => (None, fallbacks + 1),
            None => (None, 0),
        };
        let mut wanted: Vec<usize> = winning.into_iter().collect();
        for at in (0..better).rev() {
            if let Some(rung) = rungs.get(at)
                && truth(self.conditions, self.world, &rung.when)? != Truth::False
            {
                wanted.push(at);
            }
        }
        if decided.is_none() {
            wanted.extend(0..rungs.len());
        }
        for at in wanted {
            if let Some(rung) = rungs.get(at) {
                self.part(Part::Rung(at), &rung.when)?;
                self.part(Part::Rung(at), &rung.condition)?;
            }
        }
        Ok(())
    }

    /// Of an `and` that is true or an `or` that is false, all operands; otherwise the
    /// first that decides, or all that are open.
    fn trace(&mut self, part: Part, condition: &Condition, holds: Truth) -> Result<(), TooEntangled> {
        match condition {
            Condition::Always => {}
            Condition::Compare(comparison) => {
                let known = self.reasons.iter().any(|reason| {
                    reason.comparison.place.span == comparison.place.span
                        && reason.comparison.place.source.name() == comparison.place.source.name()
                });
                if !known {
                    self.reasons.push(Reason { comparison: comparison.clone(), truth: holds, part });
                }
            }
            Condition::Not(operand) => {
                let inner = match holds {
                    Truth::True => Truth::False,
                    Truth::False => Truth::True,
                    Truth::Unknown => Truth::Unknown,
                };
                self.trace(part, operand, inner)?;
            }
            Condition::Define(id, _) => {
                let rulebook = self.conditions.rulebook;
                if let Some(define) = rulebook.defines.get(id.0) {
                    self.trace(part, &define.condition, holds)?;
                }
            }
            Condition::All(operands) => self.operands(part, operands, holds, Truth::False)?,
            Condition::Any(operands) => self.operands(part, operands, holds, Truth::True)?,
        }
        Ok(())
    }

    fn operands(
        &mut self,
        part: Part,
        operands: &[Condition],
        holds: Truth,
        deciding: Truth,
    ) -> Result<(), TooEntangled> {
        let mut truths = Vec::with_capacity(operands.len());
        for operand in operands {
            truths.push(truth(self.conditions, self.world, operand)?);
        }
        if holds == deciding
            && let Some((operand, _)) = operands.iter().zip(&truths).find(|(_, truth)| **truth == deciding)
        {
            return self.trace(part, operand, deciding);
        }
        for (operand, truth) in operands.iter().zip(truths) {
            if holds != Truth::Unknown || truth == Truth::Unknown {
                self.trace(part, operand, truth)?;
            }
        }
        Ok(())
    }
}
