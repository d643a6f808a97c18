//! Figures in the texts of a redline that disagree with its rungs.

use crate::diagnostic::Diagnostic;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Body, Part, Redline, Slot};
use crate::rulebook::condition::{Ask, NameId, Operand};
use crate::value::{Type, Value};

use super::gap::operands;
use super::mistakes;
use super::prose::Passage;
use super::quantities::{Quantity, quantities};
use super::rungs::{rung_name, rung_place};

/// What stands before a figure that a reason gives as the demand, not as a fact.
const DEMANDS: [&str; 8] =
    ["at least", "less than", "at most", "more than", "no later", "minimum of", "maximum of", "up to"];

/// The constants of one rung: of its subject's type, and all others.
pub(super) fn rung_values<'r>(rulebook: &'r Rulebook, redline: &'r Redline, number: usize) -> Vec<&'r Value> {
    let mut values = Vec::new();
    if let Some(rung) = redline.rungs().nth(number) {
        rung.condition.comparisons(&mut |comparison| values.extend(operands(rulebook, &comparison.ask)));
    }
    values
}

/// What a rung asks of its subject.
fn asked(rulebook: &Rulebook, redline: &Redline, number: usize) -> Option<Value> {
    let mut first = None;
    redline.rungs().nth(number)?.condition.comparisons(&mut |comparison| {
        if first.is_none() && comparison.left == redline.subject {
            first = operands(rulebook, &comparison.ask).first().map(|value| (*value).clone());
        }
    });
    first
}

/// The names that a rung compares its terms with.
fn names(redline: &Redline, number: usize) -> Vec<NameId> {
    let mut names = Vec::new();
    let of = |operand: &Operand| match operand {
        Operand::Name(name) => Some(*name),
        Operand::Value(_) => None,
    };
    if let Some(rung) = redline.rungs().nth(number) {
        rung.condition.comparisons(&mut |comparison| match &comparison.ask {
            Ask::Order(_, operand) | Ask::IsNot(operand) => names.extend(of(operand)),
            Ask::Between(low, high) => names.extend(of(low).into_iter().chain(of(high))),
            _ => {}
        });
    }
    names
}

/// Every text of a redline that speaks of a rung.
pub(super) fn look(rulebook: &Rulebook, passages: &[Passage<'_>], found: &mut Vec<Diagnostic>) {
    for passage in passages {
        let advice = passage.advice.and_then(|id| rulebook.advice.get(id.0));
        let Some(Body::Redline(redline)) = advice.map(|advice| &advice.body) else { continue };
        let is_reason = passage.property == "rationale";
        let number = match (passage.property, passage.rung) {
            ("wording" | "label", Some(number)) => number,
            ("propose" | "wording" | "rationale", None) => 0,
            _ => continue,
        };
        let of = &rulebook.name(redline.subject).of;
        let Some(asked) = asked(rulebook, redline, number) else { continue };
        if !is_reason && shows_the_value(passage, redline, number) {
            continue;
        }
        let figures: Vec<Quantity> = passage.words().flat_map(quantities).filter(|figure| figure.is_of(of)).collect();
        let known = known(rulebook, redline, number, is_reason);
        let says_it = figures.iter().any(|figure| known.contains(&&figure.value));
        let other = figures.iter().find(|figure| !is_reason || DEMANDS.contains(&figure.after.as_str()));
        if let (false, Some(other)) = (says_it, other) {
            found.push(told(passage, redline, number, of, &asked, other));
        }
    }
}

/// Whether a text fills in the value of its rung instead of writing it out.
fn shows_the_value(passage: &Passage<'_>, redline: &Redline, number: usize) -> bool {
    let slot = match rung_name(redline, number) {
        "preferred" => Slot::Preferred,
        "fallback" => Slot::Fallback,
        _ => Slot::WalkAway,
    };
    let names = names(redline, number);
    passage.shows(slot) || passage.parts.iter().any(|part| matches!(part, Part::Name(name) if names.contains(name)))
}

/// The figures that a text may say: those of its rung; in a reason also those of all
/// others, and of the vendor's standard.
fn known<'r>(rulebook: &'r Rulebook, redline: &'r Redline, number: usize, all: bool) -> Vec<&'r Value> {
    let mut known = rung_values(rulebook, redline, number);
    if all {
        for other in 0..redline.rungs().count() {
            known.extend(rung_values(rulebook, redline, other));
        }
        known.extend(rulebook.name(redline.subject).cited().into_iter().flat_map(|cited| cited.value.values()));
    }
    known
}

fn told(
    passage: &Passage<'_>,
    redline: &Redline,
    number: usize,
    of: &Type,
    asked: &Value,
    figure: &Quantity,
) -> Diagnostic {
    let place = passage.place_of(&figure.written);
    let rung = redline.rungs().nth(number).map(rung_place);
    let name = rung_name(redline, number);
    mistakes::drift(place, passage.property, &figure.written, rung, name, &asked.shown(of))
}
