//! One step up and one step down from a value, in the smallest unit that it is written in.

use rust_decimal::Decimal;

use crate::value::{Duration, Kind, Money, Type, Value};

use super::wording::scale;

/// The nearest values that somebody could have meant instead.
pub(super) fn neighbours(value: &Value, of: &Type) -> Vec<Value> {
    match value {
        // What is not in order has no neighbours, and of yes the only other value is no.
        Value::YesNo(yes) => vec![Value::YesNo(!yes)],
        Value::Level(at) => match &of.kind {
            Kind::Scale(levels) => {
                let above = (at + 1 < levels.levels.len()).then(|| Value::Level(at + 1));
                above.into_iter().chain(at.checked_sub(1).map(Value::Level)).collect()
            }
            _ => Vec::new(),
        },
        Value::Number(number) => around(*number, digit(*number), None).map(Value::Number).collect(),
        Value::Percent(number) => around(*number, digit(*number), Some(Decimal::ZERO)).map(Value::Percent).collect(),
        Value::Money(Money { currency, amount }) => {
            let money = |amount| Value::Money(Money { currency: currency.clone(), amount });
            around(*amount, digit(*amount), Some(Decimal::ZERO)).map(money).collect()
        }
        Value::Duration(duration) => durations(*duration).into_iter().map(Value::Duration).collect(),
        Value::Date(date) => {
            [date.tomorrow(), date.yesterday()].into_iter().filter_map(Result::ok).map(Value::Date).collect()
        }
        Value::Members(_) | Value::Text(_) | Value::Endless => Vec::new(),
    }
}

/// A length of time, one unit longer and one unit shorter.
pub(super) fn durations(duration: Duration) -> Vec<Duration> {
    const MINUTE: i64 = 60_000;
    const HOUR: i64 = 60 * MINUTE;
    let Duration { months, days, millis } = duration;
    let step = if millis != 0 {
        let unit = match millis {
            millis if millis % HOUR == 0 && millis >= 2 * HOUR => HOUR,
            millis if millis % MINUTE == 0 => MINUTE,
            millis if millis % 1000 == 0 => 1000,
            _ => 1,
        };
        Duration { months: 0, days: 0, millis: unit }
    } else if days != 0 || months == 0 {
        Duration::days(1)
    } else {
        Duration::months(1)
    };
    let plus = |sign: i64| Duration {
        months: months + sign * step.months,
        days: days + sign * step.days,
        millis: millis + sign * step.millis,
    };
    [plus(1), plus(-1)].into_iter().filter(|moved| moved.months >= 0 && moved.days >= 0 && moved.millis >= 0).collect()
}

fn around(number: Decimal, step: Decimal, floor: Option<Decimal>) -> impl Iterator<Item = Decimal> {
    let moved = [number.checked_add(step), number.checked_sub(step)];
    moved.into_iter().flatten().filter(move |moved| floor.is_none_or(|floor| *moved >= floor))
}

/// One unit of the last digit that a number is written with: 1000 for 500k, 0.1 for 99.9.
fn digit(number: Decimal) -> Decimal {
    let (factor, _) = scale(number);
    let scaled = number.checked_div(factor).unwrap_or(number).normalize();
    let last = Decimal::try_new(1, scaled.scale()).unwrap_or(Decimal::ONE);
    last.checked_mul(factor).unwrap_or(Decimal::ONE)
}
