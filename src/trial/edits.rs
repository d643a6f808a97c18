//! Small edits of a condition, such as a slip of the pen would make.

use crate::rulebook::Rulebook;
use crate::rulebook::condition::{Ask, Comparison, Condition, Operand, Quantifier};
use crate::source::{Place, Span};
use crate::value::{Kind, Relation, Type, Value};

use super::steps::{durations, neighbours};
use super::wording;

/// What would stand at a place instead of what stands there.
#[derive(Clone, Debug)]
pub struct Replacement {
    /// The place.
    pub place: Place,
    /// What would stand there.
    pub text: String,
}

impl Replacement {
    /// A text with these in the place of what stands there; what does not fit is left out.
    pub fn in_text(text: &str, all: &[&Self]) -> String {
        let mut all = all.to_vec();
        // From the end, so that what comes before stays where it is.
        all.sort_by_key(|part| std::cmp::Reverse(part.place.span.start));
        let mut text = text.to_owned();
        for part in all {
            let span = part.place.span.range();
            if text.get(span.clone()).is_some() {
                text.replace_range(span, &part.text);
            }
        }
        text
    }
}

/// A condition with one edit.
#[derive(Clone, Debug)]
pub(super) struct Edited {
    pub(super) condition: Condition,
    /// What was done: "90 days becomes 91 days".
    pub(super) words: String,
    /// Where it was done, where that is known.
    pub(super) place: Option<Place>,
    /// The edit as text; nothing where that is not known.
    pub(super) instead: Vec<Replacement>,
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
    let (before, after) = (wording::written(rulebook, from), wording::written(rulebook, &to));
    let place = from.place();
    // Of `not big` only `big` has a place.
    let instead = match (from, &place) {
        (Condition::Define(..), Some(place)) => vec![Replacement { place: place.clone(), text: after.clone() }],
        _ => Vec::new(),
    };
    Edited { condition: to, words: format!("`{before}` becomes `{after}`"), place, instead }
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
        Edited {
            condition: Condition::All(others),
            words: format!("`{}` is left out", wording::written(rulebook, operand)),
            place: operand.place(),
            instead: without_text(operands, at).into_iter().collect(),
        }
    };
    operands.iter().enumerate().map(without).collect()
}

/// A part of an `and` left out of the text, where it stands plainly beside the others.
fn without_text(operands: &[Condition], at: usize) -> Option<Replacement> {
    let place = |at: usize| operands.get(at).filter(|operand| is_plain(operand)).and_then(Condition::place);
    let (before, after) = if at == 0 { (place(0)?, place(1)?) } else { (place(at - 1)?, place(at)?) };
    let between = Span { start: before.span.end, end: after.span.start };
    let joined = before.source.is_same(&after.source) && before.source.slice(between).trim() == "and";
    let span = if at == 0 {
        Span { start: before.span.start, end: after.span.start }
    } else {
        Span { start: before.span.end, end: after.span.end }
    };
    joined.then(|| Replacement { place: Place { source: before.source, span }, text: String::new() })
}

fn is_plain(condition: &Condition) -> bool {
    matches!(condition, Condition::Compare(_) | Condition::Define(..))
}

/// A condition turned into one that always holds, in its text; nothing where what stands
/// around its parts is not all of it.
pub(super) fn always_text(condition: &Condition) -> Option<Replacement> {
    let mut place = condition.place()?;
    let negated = matches!(condition, Condition::Not(operand) if is_plain(operand));
    if negated {
        // The place of what is turned round leaves out the word before it.
        let before = place.source.text().get(..place.span.start as usize)?.trim_end();
        place.span.start = u32::try_from(before.strip_suffix("not")?.len()).ok()?;
    }
    let text = place.text();
    let mut open = 0;
    let balanced = text.chars().all(|letter| {
        open += i32::from(letter == '(') - i32::from(letter == ')');
        open >= 0 && letter != '\n'
    });
    let whole = balanced && open == 0 && (negated || !begins_with_not(condition));
    let always = format!("({text} or not ({text}))");
    whole.then_some(Replacement { place, text: always })
}

fn begins_with_not(condition: &Condition) -> bool {
    match condition {
        Condition::Not(_) => true,
        Condition::All(operands) | Condition::Any(operands) => operands.first().is_some_and(begins_with_not),
        Condition::Always | Condition::Define(..) | Condition::Compare(_) => false,
    }
}

/// The edits of one comparison.
fn comparisons(rulebook: &Rulebook, comparison: &Comparison) -> Vec<Edited> {
    let of = &rulebook.name(comparison.left).of;
    let instead = |condition: &Condition| {
        vec![Replacement { place: comparison.place.clone(), text: wording::condition(rulebook, condition) }]
    };
    let edited = |condition: Condition, words: String| Edited {
        instead: instead(&condition),
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
