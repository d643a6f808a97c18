//! The room between what is acceptable and the walk-away: none at all, or a single value
//! that nobody meant.

use rust_decimal::Decimal;

use crate::diagnostic::Diagnostic;
use crate::logic::variables::Meaning;
use crate::logic::{Knowledge, NodeId, Var};
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, AdviceId, Body, Redline, Rung};
use crate::rulebook::condition::{Ask, NameId, Operand};
use crate::rulebook::vocabulary::Role;
use crate::value::{CellSet, Cut, Key, Kind, Value};

use super::claims::{Reading, Topic};
use super::ladder::Ladder;
use super::mistakes;
use super::opaque::Because;
use super::space::TooMuch;

/// Every redline with a walk-away whose subject has an order.
pub(super) fn look(reading: &mut Reading<'_>) {
    let rulebook = reading.space.rulebook();
    for (at, advice) in rulebook.advice.iter().enumerate() {
        let Body::Redline(redline) = &advice.body else { continue };
        let (id, of) = (AdviceId(at), &rulebook.name(redline.subject).of);
        if redline.walk_away.is_none() || !of.is_ordered() {
            continue;
        }
        let has_room = match &of.kind {
            Kind::Scale(levels) => levels.levels.len() > 2,
            _ => true,
        };
        if redline.fallbacks.is_empty() && has_room {
            reading.ask(Topic::Room(id), |reading| no_room(reading, advice, redline));
        }
        let boundaries = boundaries(reading, redline);
        reading.space.begin();
        let sides = Sides::new(reading, advice, redline);
        for (var, cell) in boundaries {
            reading.ask(Topic::Gap(id, cell), |reading| {
                let sides = sides.as_ref().map_err(|too_much| *too_much)?;
                single_value(reading, redline, sides, (var, cell))
            });
        }
    }
}

/// Preferred and walk-away with nothing between: no profile comes to a gap while the
/// draft addresses the subject.
fn no_room(reading: &mut Reading<'_>, advice: &Advice, redline: &Redline) -> Result<Option<Diagnostic>, TooMuch> {
    let ladder = Ladder::new(&mut reading.space, advice, redline)?;
    let cutting = reading.space.conditions.variables.cutting(redline.subject);
    let (var, values) = (cutting.var, CellSet::full(cutting.cut.cells()));
    let list = ladder.list(&mut reading.space)?;
    let given = reading.space.diagrams().test(var, &values)?;
    let given = reading.space.diagrams().ite(given, list, crate::logic::Diagrams::leaf(super::ladder::IDLE))?;
    if reading.space.comes_to(given, super::ladder::GAP)?.is_some() {
        return Ok(None);
    }
    let preferred = reading.space.comes_to(given, ladder.outcome(0))?;
    let walk_away = reading.space.comes_to(given, ladder.outcome(1))?;
    // Where one of the two never comes about, that is what is wrong.
    let (Some(preferred), Some(walk_away)) = (preferred, walk_away) else { return Ok(None) };
    let (preferred, walk_away) = (reading.space.witness(&preferred), reading.space.witness(&walk_away));
    let Some(rung) = &redline.walk_away else { return Ok(None) };
    let places = (super::rungs::rung_place(rung), super::rungs::rung_place(&redline.preferred));
    Ok(Some(mistakes::no_room(places, (&preferred, &walk_away))))
}

/// The values on the line of the subject that this redline names, as cells.
fn boundaries(reading: &Reading<'_>, redline: &Redline) -> Vec<(Var, u32)> {
    let cutting = reading.space.conditions.variables.cutting(redline.subject);
    let Cut::Line { points, .. } = &cutting.cut else { return Vec::new() };
    let named = values_compared(reading, redline);
    let cell = |at: usize| u32::try_from(2 * at + 1).ok();
    let points = points.iter().enumerate().filter(|(_, point)| named.contains(point));
    points.filter_map(|(at, _)| Some((cutting.var, cell(at)?))).collect()
}

/// The values that the rungs compare the subject with, those of parameters included.
fn values_compared(reading: &Reading<'_>, redline: &Redline) -> Vec<Decimal> {
    let rulebook = reading.space.rulebook();
    let currency = reading.space.conditions.variables.cutting(redline.subject).currency.as_deref();
    let mut values: Vec<&Value> = Vec::new();
    for rung in redline.rungs() {
        rung.condition.comparisons(&mut |comparison| {
            if comparison.left == redline.subject {
                values.extend(operands(rulebook, &comparison.ask));
            }
        });
    }
    let key = |value: &Value| match reading.space.conditions.circumstances.key(value, currency) {
        Ok(Some(Key::At(at))) => Some(at.normalize()),
        _ => None,
    };
    values.into_iter().filter_map(key).collect()
}

/// The constants on the right side of a comparison, those of parameters included.
pub(super) fn operands<'r>(rulebook: &'r Rulebook, ask: &'r Ask) -> Vec<&'r Value> {
    let of = |operand: &'r Operand| -> Vec<&'r Value> {
        match operand {
            Operand::Value(value) => vec![value],
            Operand::Name(name) => match &rulebook.name(*name).role {
                Role::Parameter(cited) => cited.value.values().collect(),
                Role::Fact | Role::Term(_) | Role::Figure(_) => Vec::new(),
            },
        }
    };
    match ask {
        Ask::Order(_, operand) | Ask::IsNot(operand) => of(operand),
        Ask::Between(low, high) => of(low).into_iter().chain(of(high)).collect(),
        Ask::OneOf { values, .. } => values.iter().collect(),
        Ask::Within(_) | Ask::HasPassed | Ask::Addressed(_) | Ask::Includes(..) => Vec::new(),
    }
}

/// A redline as three conditions: acceptable, the walk-away, neither.
struct Sides {
    ladder: Ladder,
    list: NodeId,
    accepted: NodeId,
    leaves: NodeId,
    gap: NodeId,
}

impl Sides {
    fn new(reading: &mut Reading<'_>, advice: &Advice, redline: &Redline) -> Result<Self, TooMuch> {
        let ladder = Ladder::new(&mut reading.space, advice, redline)?;
        let list = ladder.list(&mut reading.space)?;
        let accepted = ladder.fulfilled(&mut reading.space)?;
        let leaves = reading.space.diagrams().and(ladder.applies, ladder.walk_away())?;
        let taken = reading.space.diagrams().any(&ladder.rungs)?;
        let open = reading.space.diagrams().not(taken)?;
        let gap = reading.space.diagrams().and(ladder.applies, open)?;
        Ok(Self { ladder, list, accepted, leaves, gap })
    }
}

/// A value that is a gap while the values right above and below it are acceptable on one
/// side and the walk-away on the other, all else being equal.
fn single_value(
    reading: &mut Reading<'_>,
    redline: &Redline,
    sides: &Sides,
    (var, cell): (Var, u32),
) -> Result<Option<Diagnostic>, TooMuch> {
    let cutting = reading.space.conditions.variables.cutting(redline.subject);
    let inhabited = cutting.cut.inhabited();
    let below = inhabited.iter().rev().find(|other| *other < cell);
    let above = inhabited.iter().find(|other| *other > cell);
    let (Some(below), Some(above)) = (below, above) else { return Ok(None) };
    let Sides { ladder, list, accepted, leaves, gap } = sides;
    let only = reading.space.diagrams().test(var, &CellSet::single(cell))?;
    // Where a rung that speaks of the subject takes the value, from some at least, it was
    // thought of.
    let speaking = redline.rungs().zip(&ladder.rungs).filter(|(rung, _)| speaks_of(rung, redline.subject));
    for (_, taken) in speaking {
        let here = reading.space.diagrams().and(only, *taken)?;
        if reading.space.holds(here)?.is_some() {
            return Ok(None);
        }
    }
    let joint = joint(reading, *list, redline);
    for (good, bad) in [(above, below), (below, above)] {
        let here = at(reading, *gap, (var, cell), &joint)?;
        let good = at(reading, *accepted, (var, good), &joint)?;
        let bad = at(reading, *leaves, (var, bad), &joint)?;
        let all = reading.space.diagrams().all(&[only, here, good, bad])?;
        let Some(way) = reading.space.holds(all)? else { continue };
        if !joint.is_empty() {
            return Err(TooMuch(Because::Names));
        }
        let witness = reading.space.witness(&way);
        let Some(rung) = &redline.walk_away else { continue };
        let last = redline.fallbacks.last().unwrap_or(&redline.preferred);
        let places = (super::rungs::rung_place(rung), super::rungs::rung_place(last));
        return Ok(Some(mistakes::gap_of_one_value(places, &witness)));
    }
    Ok(None)
}

pub(super) fn speaks_of(rung: &Rung, name: NameId) -> bool {
    let mut speaks = false;
    rung.condition.comparisons(&mut |comparison| speaks |= comparison.left == name);
    speaks
}

/// A condition at one cell of a variable, all else being equal; the comparisons in `joint`
/// may come out in any way, since they change with the cell.
fn at(reading: &mut Reading<'_>, condition: NodeId, (var, cell): (Var, u32), joint: &[Var]) -> Result<NodeId, TooMuch> {
    let cells = CellSet::single(cell);
    let known = crate::logic::Possible::default();
    let known = known.with(var, &cells);
    let diagrams = &mut reading.space.conditions.diagrams;
    let there = diagrams.restrict(condition, &known);
    Ok(diagrams.some(there, &known, |var| joint.contains(&var))?)
}

/// The comparisons of the subject with other names in a list.
fn joint(reading: &Reading<'_>, list: NodeId, redline: &Redline) -> Vec<Var> {
    let variables = &reading.space.conditions.variables;
    let mut support = reading.space.conditions.diagrams.support(list);
    support.retain(|var| match variables.meaning(*var) {
        Some(Meaning::Pair(pair)) => pair.left == redline.subject || pair.right == redline.subject,
        _ => false,
    });
    support
}
