//! Days and values that tests expect, read as those of a profile are, and held against
//! what follows.

use jiff::civil::Date;

use crate::assess::finding::DueDate;
use crate::diagnostic::Diagnostic;
use crate::profile::{self, Header, State};
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{AdviceId, Body};
use crate::rulebook::condition::NameId;
use crate::rulebook::test::{Claim, Test};
use crate::rulebook::vocabulary::{Name, Role};
use crate::source::{Place, Source, Spanned};
use crate::value::size::Size;
use crate::value::{Bound, Kind, Possible, Range, Type, Value};

use super::given::value;
use super::wording::literal;

/// Reports what is wrong with the days and values that a test expects.
pub(super) fn check(rulebook: &Rulebook, test: &Test, header: &Header, found: &mut Vec<Diagnostic>) {
    for expectation in &test.expectations {
        let (name, is) = match &expectation.claim {
            Claim::Due { of, is } => (day_of(rulebook, *of), is),
            Claim::Figure { of, is } => (figure(rulebook, *of), is),
            _ => continue,
        };
        let state = name.map(|name| read(rulebook, &expectation.place, header, &name, is));
        found.extend(state.and_then(Result::err).into_iter().flatten());
    }
}

/// The day of a duty as if it had a name of its own.
fn day_of(rulebook: &Rulebook, duty: AdviceId) -> Option<Name> {
    let advice = rulebook.advice.get(duty.0)?;
    let Body::Duty { due, .. } = &advice.body else { return None };
    let date = rulebook.name(due.name()?);
    let id = format!("due of {}", super::claims::short(&advice.id));
    Some(Name { id, of: Type { kind: Kind::Date, endless: true }, role: Role::Fact, ..date.clone() })
}

fn figure(rulebook: &Rulebook, figure: NameId) -> Option<Name> {
    Some(Name { role: Role::Fact, ..rulebook.name(figure).clone() })
}

fn read(
    rulebook: &Rulebook,
    place: &Place,
    header: &Header,
    name: &Name,
    is: &Spanned<String>,
) -> Result<State, Vec<Diagnostic>> {
    let source: &Source = &place.source;
    let node = value(source, is)?;
    let mut found = Vec::new();
    let state = profile::state(source, &node, header, rulebook, name, &mut found);
    state.ok_or(found)
}

/// What is expected; `None` for `unknown`.
fn expected(rulebook: &Rulebook, place: &Place, name: &Name, is: &Spanned<String>) -> Option<Possible> {
    match read(rulebook, place, &Header::default(), name, is) {
        Ok(State::Known(possible)) => Some(possible),
        _ => None,
    }
}

/// Whether a duty is due as expected.
pub(super) fn is_due(rulebook: &Rulebook, place: &Place, of: AdviceId, is: &Spanned<String>, due: &DueDate) -> bool {
    day_of(rulebook, of).is_some_and(|name| same(expected(rulebook, place, &name, is).as_ref(), days(due).as_ref()))
}

/// Whether a figure comes to what is expected.
pub(super) fn comes_to(
    rulebook: &Rulebook,
    place: &Place,
    of: NameId,
    is: &Spanned<String>,
    worth: Option<&Possible>,
) -> bool {
    let name = figure(rulebook, of);
    name.is_some_and(|name| same(expected(rulebook, place, &name, is).as_ref(), known(worth)))
}

/// The days that something may be due; nothing where that is not known.
fn days(due: &DueDate) -> Option<Possible> {
    let included = |day: Date| Bound::Included(Value::Date(day));
    match due {
        DueDate::Day { first, last, .. } => {
            let high = last.map_or(Bound::Open, included);
            Some(Possible::Ranges(vec![Range { low: included(*first), high }]))
        }
        DueDate::Never => Some(Possible::one(Value::Endless)),
        DueDate::Waits(_) | DueDate::Recurring | DueDate::AfterEach => None,
    }
}

/// What is known of a figure; nothing where nothing limits it.
fn known(worth: Option<&Possible>) -> Option<&Possible> {
    worth.filter(|possible| match possible {
        Possible::Anything => false,
        Possible::Ranges(ranges) => ranges.iter().any(|range| range.low != Bound::Open || range.high != Bound::Open),
        Possible::Members { .. } => true,
    })
}

fn same(expected: Option<&Possible>, seen: Option<&Possible>) -> bool {
    match (expected, seen) {
        (Some(Possible::Ranges(expected)), Some(Possible::Ranges(seen))) => {
            expected.len() == seen.len()
                && expected
                    .iter()
                    .zip(seen)
                    .all(|(one, other)| same_bound(&one.low, &other.low) && same_bound(&one.high, &other.high))
        }
        (None, None) => true,
        _ => false,
    }
}

fn same_bound(one: &Bound, other: &Bound) -> bool {
    match (one, other) {
        (Bound::Open, Bound::Open) => true,
        (Bound::Included(one), Bound::Included(other)) | (Bound::Excluded(one), Bound::Excluded(other)) => {
            same_value(one, other)
        }
        _ => false,
    }
}

/// A day and 24 hours are the same length, and USD 1 and USD 1.00 the same amount.
fn same_value(one: &Value, other: &Value) -> bool {
    let currency = |value: &Value| match value {
        Value::Money(money) if !money.amount.is_zero() => Some(money.currency.clone()),
        _ => None,
    };
    match (Size::of_value(one), Size::of_value(other)) {
        (Some(size), Some(own)) => size == own && currency(one) == currency(other),
        _ => one == other,
    }
}

/// A day in the words of tests.
pub(super) fn shown_day(due: &DueDate) -> String {
    shown(days(due).as_ref(), &Type { kind: Kind::Date, endless: true })
}

/// What a figure comes to, in the words of tests.
pub(super) fn shown_figure(rulebook: &Rulebook, of: NameId, worth: Option<&Possible>) -> String {
    shown(known(worth), &rulebook.name(of).of)
}

fn shown(possible: Option<&Possible>, of: &Type) -> String {
    let Some(Possible::Ranges(ranges)) = possible else { return "unknown".to_owned() };
    let end = |bound: &Bound| bound.value().map(|value| literal(value, of)).unwrap_or_default();
    let one = |range: &Range| match range.single() {
        Some(value) => literal(value, of),
        None => format!("{}..{}", end(&range.low), end(&range.high)),
    };
    let all: Vec<String> = ranges.iter().map(one).collect();
    if let [only] = all.as_slice() { only.clone() } else { format!("[{}]", all.join(", ")) }
}
