//! Small edits of a condition, such as a slip of the pen would make.

use crate::rulebook::Rulebook;
use crate::rulebook::condition::{Ask, Comparison, Condition, Operand, Quantifier};
use crate::source::Place;
use crate::value::{Kind, Relation, Type, Value};

use super::steps::{durations, neighbours};
use super::wording;

/// A condition with one edit.
#[derive(Clone, Debug)]
pub(super) struct Edited {
    pub(super) condition: Condition,
    /// What was done: "90 days becomes 91 days".
    pub(super) words: String,
    /// Where it was done, where that is known.
    pub(super) place: Option<Place>,
    /// What would stand at that place.
    pub(super) instead: Option<String>,
}

/// Every constant one step up and one down, every comparison turned round, every part of
/// an `and` left out.
pub(super) fn edits(rulebook: &Rulebook, condition: &Condition) -> Vec<Edited> {
    match condition {
        Condition::Always => Vec::new(),
        Condition::All(operands) => {
            let mut all = inside(rulebook, operands, Condition::All);
            all.extend(left_out(rulebook, operands));
            all
        }
        Condition::Any(operands) => inside(rulebook, operands, Condition::Any),
        Condition::Not(operand) => match operand.as_ref() {
            Condition::Define(..) => vec![turned(rulebook, condition, (**operand).clone())],
            operand => {
                let mut all = edits(rulebook, operand);
                for edited in &mut all {
                    edited.condition = Condition::Not(Box::new(edited.condition.clone()));
                }
                all
            }
        },
        Condition::Define(..) => vec![turned(rulebook, condition, Condition::Not(Box::new(condition.clone())))],
        Condition::Compare(comparison) => comparisons(rulebook, comparison),
    }
}

fn turned(rulebook: &Rulebook, from: &Condition, to: Condition) -> Edited {
    let words = format!("`{}` becomes `{}`", wording::written(rulebook, from), wording::written(rulebook, &to));
    Edited { condition: to, words, place: None, instead: None }
}

/// The edits of each operand, the others as they are.
fn inside(rulebook: &Rulebook, operands: &[Condition], join: fn(Vec<Condition>) -> Condition) -> Vec<Edited> {
    let mut all = Vec::new();
    for (at, operand) in operands.iter().enumerate() {
        for mut edited in edits(rulebook, operand) {
            let mut others = operands.to_vec();
            if let Some(slot) = others.get_mut(at) {
                *slot = edited.condition;
            }
            edited.condition = join(others);
            all.push(edited);
        }
    }
    all
}

fn left_out(rulebook: &Rulebook, operands: &[Condition]) -> Vec<Edited> {
    if operands.len() < 2 {
        return Vec::new();
    }
    let without = |(at, operand): (usize, &Condition)| {
        let mut others = operands.to_vec();
        others.remove(at);
        let mut place = None;
        operand.comparisons(&mut |comparison| place = place.take().or(Some(comparison.place.clone())));
        Edited {
            condition: Condition::All(others),
            words: format!("`{}` is left out", wording::written(rulebook, operand)),
            place,
            instead: None,
        }
    };
    operands.iter().enumerate().map(without).collect()
}

/// The edits of one comparison.
fn comparisons(rulebook: &Rulebook, comparison: &Comparison) -> Vec<Edited> {
    let of = &rulebook.name(comparison.left).of;
    let edited = |condition: Condition, words: String| Edited {
        instead: Some(wording::condition(rulebook, &condition)),
        condition,
        words,
        place: Some(comparison.place.clone()),
    };
    let with = |ask: Ask| Condition::Compare(Comparison { ask, ..comparison.clone() });
    let mut all = Vec::new();
    for (ask, words) in nudged(comparison, of) {
        let condition = with(ask);
        // "Yes becomes no" would not say of what.
        let words = if of.kind == Kind::YesNo { becomes_instead(rulebook, comparison, &condition) } else { words };
        all.push(edited(condition, words));
    }
    for (document, words) in other_documents(rulebook, comparison) {
        let moved = Comparison { written_in: Some(document), ..comparison.clone() };
        all.push(edited(Condition::Compare(moved), words));
    }
    if let Some(condition) = opposite(comparison, of) {
        let words = becomes_instead(rulebook, comparison, &condition);
        all.push(edited(condition, words));
    }
    all
}

fn becomes_instead(rulebook: &Rulebook, from: &Comparison, to: &Condition) -> String {
    let from = wording::written(rulebook, &Condition::Compare(from.clone()));
    format!("`{from}` becomes `{}`", wording::condition(rulebook, to))
}

/// A value one step on, in words.
pub(super) fn becomes(from: &Value, to: &Value, of: &Type) -> String {
    let show = |value: &Value| match value {
        Value::Level(_) => format!("`{}`", wording::literal(value, of)),
        value => wording::literal(value, of),
    };
    format!("{} becomes {}", show(from), show(to))
}

/// The comparison with each of its constants one step up and one down.
fn nudged(comparison: &Comparison, of: &Type) -> Vec<(Ask, String)> {
    let around = |operand: &Operand| match operand {
        Operand::Value(value) => {
            let all = neighbours(value, of).into_iter();
            all.map(|moved| (becomes(value, &moved, of), Operand::Value(moved))).collect()
        }
        Operand::Name(_) => Vec::new(),
    };
    match &comparison.ask {
        Ask::Order(relation, operand) => {
            around(operand).into_iter().map(|(words, moved)| (Ask::Order(*relation, moved), words)).collect()
        }
        Ask::IsNot(operand) => around(operand).into_iter().map(|(words, moved)| (Ask::IsNot(moved), words)).collect(),
        Ask::Between(low, high) => {
            let lows = around(low).into_iter().map(|(words, moved)| (Ask::Between(moved, high.clone()), words));
            let highs = around(high).into_iter().map(|(words, moved)| (Ask::Between(low.clone(), moved), words));
            lows.chain(highs).collect()
        }
        Ask::OneOf { values, negated } => {
            let mut all = Vec::new();
            for (at, value) in values.iter().enumerate() {
                for moved in neighbours(value, of) {
                    let words = becomes(value, &moved, of);
                    let mut values = values.clone();
                    if let Some(slot) = values.get_mut(at) {
                        *slot = moved;
                    }
                    all.push((Ask::OneOf { values, negated: *negated }, words));
                }
            }
            all
        }
        Ask::Within(span) => durations(*span)
            .into_iter()
            .map(|moved| {
                (Ask::Within(moved), format!("{} becomes {}", wording::duration(span), wording::duration(&moved)))
            })
            .collect(),
        Ask::HasPassed | Ask::Addressed(_) | Ask::Includes(..) => Vec::new(),
    }
}

fn other_documents(rulebook: &Rulebook, comparison: &Comparison) -> Vec<(usize, String)> {
    let Some(document) = comparison.written_in else { return Vec::new() };
    let id = |at: usize| rulebook.documents.get(at).map(|document| document.id.as_str());
    let others = [Some(document + 1), document.checked_sub(1)].into_iter().flatten();
    others.filter_map(|other| Some((other, format!("`{}` becomes `{}`", id(document)?, id(other)?)))).collect()
}

/// The comparison turned round; nothing where a step does that already.
fn opposite(comparison: &Comparison, of: &Type) -> Option<Condition> {
    let ask = match &comparison.ask {
        Ask::Order(Relation::Is, Operand::Value(_)) | Ask::IsNot(Operand::Value(_)) if of.kind == Kind::YesNo => {
            return None;
        }
        Ask::Order(relation, operand) => match relation {
            Relation::Is => Ask::IsNot(operand.clone()),
            Relation::AtLeast => Ask::Order(Relation::Below, operand.clone()),
            Relation::AtMost => Ask::Order(Relation::Above, operand.clone()),
            Relation::Above => Ask::Order(Relation::AtMost, operand.clone()),
            Relation::Below => Ask::Order(Relation::AtLeast, operand.clone()),
        },
        Ask::IsNot(operand) => Ask::Order(Relation::Is, operand.clone()),
        Ask::OneOf { values, negated } => Ask::OneOf { values: values.clone(), negated: !negated },
        Ask::Addressed(addressed) => Ask::Addressed(!addressed),
        Ask::Includes(Quantifier::Any, members) => Ask::Includes(Quantifier::None, members.clone()),
        Ask::Includes(Quantifier::None, members) => Ask::Includes(Quantifier::Any, members.clone()),
        Ask::Includes(Quantifier::All, _) | Ask::Between(..) | Ask::Within(_) | Ask::HasPassed => {
            return Some(Condition::Not(Box::new(Condition::Compare(comparison.clone()))));
        }
    };
    Some(Condition::Compare(Comparison { ask, ..comparison.clone() }))
}
