//! Small edits of what is worked out: of formulas, and of when duties are due.

use rust_decimal::Decimal;

use crate::rulebook::Rulebook;
use crate::rulebook::condition::NameId;
use crate::rulebook::due::{Anchor, Due};
use crate::rulebook::figure::Formula;
use crate::rulebook::vocabulary::Role;
use crate::syntax::sign::{Choice, Sign};
use crate::value::{Duration, Kind, Type, Value};

use super::edits::becomes;
use super::steps::{durations, neighbours};
use super::wording;

/// A formula with one edit, and what was done.
type Edited = (Formula, String);

/// Every constant one step up and one down, every sign turned round where the result is
/// still of its kind, the least for the greatest, every part of a list left out.
pub(super) fn formulas(rulebook: &Rulebook, formula: &Formula) -> Vec<Edited> {
    match formula {
        Formula::Name(..) | Formula::OfLevel { .. } => Vec::new(),
        Formula::Value(value, kind) => {
            let of = Type::plain(kind.clone());
            let moved = neighbours(value, &of).into_iter();
            moved.map(|moved| (Formula::Value(moved.clone(), kind.clone()), becomes(value, &moved, &of))).collect()
        }
        Formula::Joined { sign, sides, of, place } => {
            let joined = |sign: Sign, one: Formula, other: Formula| Formula::Joined {
                sign,
                sides: Box::new((one, other)),
                of: of.clone(),
                place: place.clone(),
            };
            let (left, right) = (&sides.0, &sides.1);
            let mut all: Vec<Edited> = Vec::new();
            all.extend(
                formulas(rulebook, left).into_iter().map(|(left, words)| (joined(*sign, left, right.clone()), words)),
            );
            all.extend(
                formulas(rulebook, right).into_iter().map(|(right, words)| (joined(*sign, left.clone(), right), words)),
            );
            all.extend(turned(rulebook, *sign, right).map(|other| {
                let words = format!("`{}` becomes `{}`", sign.as_str(), other.as_str());
                (joined(other, left.clone(), right.clone()), words)
            }));
            if matches!(sign, Sign::Minus | Sign::Over) && left.kind() == right.kind() {
                let words = format!("the sides of `{}` change places", sign.as_str());
                all.push((joined(*sign, right.clone(), left.clone()), words));
            }
            all
        }
        Formula::Among { choice, parts, of, place } => {
            let among = |choice: Choice, parts: Vec<Formula>| Formula::Among {
                choice,
                parts,
                of: of.clone(),
                place: place.clone(),
            };
            let mut all: Vec<Edited> = Vec::new();
            for (at, part) in parts.iter().enumerate() {
                for (edited, words) in formulas(rulebook, part) {
                    let mut parts = parts.clone();
                    if let Some(slot) = parts.get_mut(at) {
                        *slot = edited;
                    }
                    all.push((among(*choice, parts), words));
                }
                if parts.len() > 1 {
                    let mut rest = parts.clone();
                    rest.remove(at);
                    all.push((among(*choice, rest), format!("part {} of `{}` is left out", at + 1, choice.as_str())));
                }
            }
            let other = match choice {
                Choice::Least => Some(Choice::Greatest),
                Choice::Greatest => Some(Choice::Least),
                Choice::Sum => None,
            };
            all.extend(other.filter(|_| parts.len() > 1).map(|other| {
                let words = format!("`{}` becomes `{}`", choice.as_str(), other.as_str());
                (among(other, parts.clone()), words)
            }));
            all
        }
    }
}

/// The sign that could be meant instead, with this on its right.
fn turned(rulebook: &Rulebook, sign: Sign, right: &Formula) -> Option<Sign> {
    let is_bare = matches!(right.kind(), Kind::Number { unit: None } | Kind::Percent);
    // Once, or all of it: times and divided by are the same.
    let whole = |value: &Value| match value {
        Value::Number(number) => *number == Decimal::ONE,
        Value::Percent(percent) => *percent == Decimal::ONE_HUNDRED,
        _ => false,
    };
    let is_whole = match right {
        Formula::Value(value, _) => whole(value),
        Formula::Name(name, _) => match &rulebook.name(*name).role {
            Role::Parameter(cited) => cited.value.values().all(whole),
            _ => false,
        },
        _ => false,
    };
    let is_bare = is_bare && !is_whole;
    match sign {
        Sign::Plus => Some(Sign::Minus),
        Sign::Minus => Some(Sign::Plus),
        Sign::Times => is_bare.then_some(Sign::Over),
        Sign::Over => is_bare.then_some(Sign::Times),
    }
}

/// When a duty is due with one edit, and what was done. What is due on no certain day has
/// none that a test could notice.
pub(super) fn dues(rulebook: &Rulebook, due: &Due) -> Vec<(Due, String)> {
    let Some(name) = due.name() else { return Vec::new() };
    let mut all = Vec::new();
    let spans = |span: Duration| durations(span).into_iter().filter(move |moved| *moved != span);
    let words =
        |from: &Duration, to: &Duration| format!("{} becomes {}", wording::duration(from), wording::duration(to));
    let turned = |from: &str, to: &str| format!("`{from}` becomes `{to}`");
    match due {
        Due::Before(span, name) => {
            all.extend(spans(*span).map(|moved| (Due::Before(moved, *name), words(span, &moved))));
            all.push((Due::After(*span, *name), turned("before", "after")));
        }
        Due::After(span, name) => {
            all.extend(spans(*span).map(|moved| (Due::After(moved, *name), words(span, &moved))));
            all.push((Due::Before(*span, *name), turned("after", "before")));
        }
        Due::Within(span, anchor) => {
            all.extend(spans(*span).map(|moved| (Due::Within(moved, *anchor), words(span, &moved))));
        }
        Due::Every(span, name) => {
            let comes_back = spans(*span).filter(|moved| moved.months + moved.days > 0);
            all.extend(comes_back.map(|moved| (Due::Every(moved, *name), words(span, &moved))));
        }
        Due::On(_) => {}
    }
    let other = |other: NameId| match due {
        Due::Before(span, _) => Due::Before(*span, other),
        Due::After(span, _) => Due::After(*span, other),
        Due::On(_) => Due::On(other),
        Due::Every(span, _) => Due::Every(*span, Some(other)),
        Due::Within(span, _) => Due::Within(*span, Anchor::Name(other)),
    };
    let dates = || rulebook.names().filter(|(_, other)| other.of.kind == Kind::Date).map(|(id, _)| id);
    // The next date of the rules, and for the last one the first.
    let next = dates().find(|id| *id > name).or_else(|| dates().next()).filter(|id| *id != name);
    all.extend(next.map(|id| (other(id), turned(&rulebook.name(name).id, &rulebook.name(id).id))));
    all
}
