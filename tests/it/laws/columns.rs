//! Many profiles at once, from columns of numbers.

use proptest::strategy::{Strategy as _, ValueTree as _};
use proviso::assess::wide::{Column, Wide};
use proviso::logic::variables::{Circumstances, Variables};
use proviso::logic::{Many, Mask, Numbers};
use proviso::profile::{Reading, State};
use proviso::rulebook::Rulebook;
use proviso::rulebook::condition::NameId;
use proviso::value::{Duration, Key, Kind, Money, Possible, Type, Value};
use rust_decimal::Decimal;

use super::lanes::rates;
use super::profiles::profile;
use super::tape::Tape;
use super::write::day;
use super::{Case, engine, known};

/// What columns of numbers say is what rows say that hold the values of these numbers.
pub(crate) fn agree(case: &Case, choices: &[u16]) {
    let read = engine::read(&case.built, &known::yaml(&case.book, &profile(&case.book, choices, false)));
    let circumstances = Circumstances { as_of: read.as_of, rates: read.rates.clone() };
    let mut wide = Wide::new(&case.built, &circumstances).unwrap();
    let rest = wide.rest(&read).unwrap();
    let mut tape = Tape::new(choices);
    let profiles = 1 + tape.below(130);
    let told: Vec<NameId> = case.built.names().map(|(name, _)| name).filter(|_| tape.below(3) > 0).collect();
    let columns: Vec<(NameId, Column, Vec<i32>)> = told
        .into_iter()
        .filter_map(|name| Some((name, wide.column(name, Some("USD"))?)))
        .map(|(name, column)| {
            let near = constants(&case.built, name);
            let number = |tape: &mut Tape<'_>| match tape.below(8) {
                0 => i32::MIN,
                1 => i32::try_from(tape.below(3)).unwrap() - 1,
                2 => [i32::MAX, i32::MIN + 1][tape.below(2)],
                _ if near.is_empty() => i32::try_from(tape.below(4)).unwrap(),
                _ => near[tape.below(near.len())] + i32::try_from(tape.below(3)).unwrap() - 1,
            };
            (name, column, (0..profiles).map(|_| number(&mut tape)).collect())
        })
        .collect();
    if columns.is_empty() {
        return;
    }
    let mut batch = wide.batch::<Many>();
    // An earlier batch leaves nothing behind.
    wide.put(&mut batch, &read).unwrap();
    let given: Vec<(&Column, Numbers<'_>)> =
        columns.iter().map(|(_, column, values)| (column, Numbers::I32(values))).collect();
    let refused = wide.fill(&mut batch, &rest, &given);
    assert_eq!(batch.len(), profiles);
    let together = wide.judge(&mut batch);
    batch.clear();
    for lane in 0..profiles {
        let mut said = Vec::new();
        let mut wrong = false;
        for (name, _, values) in &columns {
            match value(&case.built.name(*name).of, values[lane]) {
                Some(value) => {
                    let state = State::Known(Possible::one(value));
                    let reading = Reading { state, documents: Vec::new(), place: None };
                    said.push(wide.said(*name, &reading).unwrap());
                }
                None => wrong |= values[lane] != i32::MIN,
            }
        }
        assert_eq!(refused.has(lane), wrong, "lane {lane}");
        assert!(wide.put_row(&mut batch, &rest, &said));
    }
    assert_eq!(wide.judge(&mut batch), together);
}

/// The law must not run dry: most rulebooks have names that columns can tell of.
#[test]
fn there_is_enough_to_try() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut columns = 0;
    for _ in 0..40 {
        let case = super::with_figures(&super::choices().new_tree(&mut runner).unwrap().current());
        let circumstances = Circumstances { as_of: day(0), rates: rates() };
        let wide = Wide::new(&case.built, &circumstances).unwrap();
        columns += case.built.names().filter(|(name, _)| wide.column(*name, Some("USD")).is_some()).count();
    }
    assert!(columns > 40, "{columns}");
}

/// The values that rules compare a name with, as numbers.
fn constants(book: &Rulebook, name: NameId) -> Vec<i32> {
    let circumstances = Circumstances { as_of: day(0), rates: rates() };
    let variables = Variables::new(book, &circumstances).unwrap();
    let number = |constant: &Value| {
        let number = match constant {
            Value::Money(money) => money.amount,
            Value::Duration(duration) => duration.length() / Decimal::from(86_400_000),
            Value::Date(_) | Value::Number(_) | Value::Percent(_) => match constant.key()? {
                Key::At(number) => number,
                Key::Top => return None,
            },
            _ => return None,
        };
        i32::try_from(i64::try_from(number.trunc()).ok()?).ok()
    };
    variables.cutting(name).constants.iter().filter_map(number).collect()
}

/// The value that a number of a column stands for.
fn value(of: &Type, number: i32) -> Option<Value> {
    let counted = i64::from(number);
    let place = usize::try_from(number).ok();
    let value = match of.kind {
        Kind::YesNo => Value::YesNo(place.filter(|place| *place < 2)? == 1),
        Kind::Scale(_) | Kind::OneOf(_) => {
            Value::Level(place.filter(|place| *place < of.levels().unwrap().levels.len())?)
        }
        Kind::Number { .. } => Value::Number(counted.into()),
        Kind::Percent => Value::Percent(place.map(|_| counted)?.into()),
        Kind::Money => Value::Money(Money { currency: "USD".to_owned(), amount: place.map(|_| counted)?.into() }),
        Kind::Duration => Value::Duration(Duration::days(place.map(|_| counted)?)),
        Kind::Date => {
            let days = jiff::Span::new().try_days(counted).ok()?;
            Value::Date(jiff::civil::date(1970, 1, 1).checked_add(days).ok().filter(|day| day.year() > 0)?)
        }
        Kind::Text | Kind::Set(_) => return None,
    };
    (number != i32::MIN).then_some(value)
}
