//! Text → value, for rule files and profiles alike.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::diagnostic::{Code, nearest};

use super::money::{currencies, is_currency};
use super::{Duration, Kind, Money, Type, Value, spelling};

/// Why a text is not a value of its type.
#[derive(Clone, Debug)]
pub struct Misread {
    /// What kind of mistake.
    pub code: Code,
    /// What is wrong, for the place of the text.
    pub says: String,
    /// What to do.
    pub help: String,
}

fn misread(of: &Type, says: impl Into<String>) -> Misread {
    Misread { code: Code::BadValue, says: says.into(), help: of.how_to_write() }
}

/// Reads a value of a type. Amounts without a currency take `currency`.
///
/// ```
/// use proviso::value::{Kind, Type, read};
/// let duration = Type::plain(Kind::Duration);
/// assert!(read("30 days", &duration, None).is_ok());
/// assert!(read("30", &duration, None).is_err());
/// ```
///
/// # Errors
/// The text is not a value of the type; the error says what it is and how to write one.
pub fn read(text: &str, of: &Type, currency: Option<&str>) -> Result<Value, Misread> {
    exact(text, of, currency).map_err(|misread| advised(misread, text, of, currency))
}

/// With the spelling that was meant, where it can be told.
fn advised(misread: Misread, text: &str, of: &Type, currency: Option<&str>) -> Misread {
    let meant = spelling::meant(text, of, currency);
    if meant.is_empty() || misread.code != Code::BadValue {
        return misread;
    }
    let meant: Vec<String> = meant.iter().map(|meant| format!("`{meant}`")).collect();
    Misread { help: format!("did you mean {}? {}", meant.join(" or "), misread.help), ..misread }
}

/// Reads a value as it must be written, without a guess at what was meant.
pub(super) fn exact(text: &str, of: &Type, currency: Option<&str>) -> Result<Value, Misread> {
    let text = text.trim();
    if of.endless && text == of.endless_word() {
        return Ok(Value::Endless);
    }
    match &of.kind {
        Kind::YesNo => match text {
            "yes" | "true" => Ok(Value::YesNo(true)),
            "no" | "false" => Ok(Value::YesNo(false)),
            _ => Err(misread(of, format!("`{text}` is neither yes nor no"))),
        },
        Kind::Scale(levels) | Kind::OneOf(levels) => match levels.find(text) {
            Some(at) => Ok(Value::Level(at)),
            None => Err(outside(text, of)),
        },
        Kind::Set(levels) => match levels.find(text) {
            Some(at) => Ok(Value::Members(BTreeSet::from([at]))),
            None => Err(outside(text, of)),
        },
        Kind::Number { .. } => number(text, of).map(Value::Number),
        Kind::Percent => {
            // `0.999` could mean 99.9% or less than one: only the sign tells.
            let Some(bare) = text.strip_suffix('%') else {
                let mut error = misread(of, format!("`{text}` has no percent sign"));
                if let Ok(number) = number(text, of) {
                    // A share of one is written as a fraction; whoever writes 0.995 means 99.5%.
                    let share = number > Decimal::ZERO && number <= Decimal::ONE;
                    let percent = if share { number * Decimal::ONE_HUNDRED } else { number };
                    error.help = format!("did you mean `{}%`? {}", percent.normalize(), error.help);
                }
                return Err(error);
            };
            positive(number(bare.trim_end(), of)?, text, of).map(Value::Percent)
        }
        Kind::Money => money(text, of, currency).map(Value::Money),
        Kind::Duration => duration(text).map(Value::Duration).map_err(|misread| or_endless(misread, of)),
        Kind::Date => date(text).map(Value::Date).map_err(|misread| or_endless(misread, of)),
        Kind::Text => Ok(Value::Text(text.to_owned())),
    }
}

/// The same advice with the word for what has no end, where the type has one.
fn or_endless(misread: Misread, of: &Type) -> Misread {
    let plain = Type::plain(of.kind.clone()).how_to_write();
    if misread.help == plain { Misread { help: of.how_to_write(), ..misread } } else { misread }
}

/// A level that the scale, list or set does not have.
fn outside(text: &str, of: &Type) -> Misread {
    let near = of.levels().and_then(|levels| nearest(text, levels.ids()).map(str::to_owned));
    let how = of.how_to_write();
    let what = match of.kind {
        Kind::Scale(_) => "a level of this scale",
        Kind::OneOf(_) => "one of these choices",
        _ => "a member of this set",
    };
    let help = near.map_or_else(|| how.clone(), |near| format!("did you mean `{near}`? {how}"));
    Misread { code: Code::OutsideScale, says: format!("`{text}` is not {what}"), help }
}

fn number(text: &str, of: &Type) -> Result<Decimal, Misread> {
    let (digits, factor) = match text.strip_suffix(['k', 'M', 'B']) {
        Some(digits) if text.ends_with('k') => (digits, 1_000),
        Some(digits) if text.ends_with('M') => (digits, 1_000_000),
        Some(digits) => (digits, 1_000_000_000),
        None => (text, 1),
    };
    let plain = digits.replace('_', "");
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    if !is_digits(whole.strip_prefix('-').unwrap_or(whole)) || !is_digits(fraction) {
        let mut error = misread(of, format!("`{text}` is not a number"));
        if text.contains(',') {
            error.help = "write decimals with a point, and thousands with `_`, `k`, `M` or `B`".to_owned();
        }
        return Err(error);
    }
    let too_long = || misread(of, format!("`{text}` has more than 28 digits"));
    let number = Decimal::from_str_exact(&plain).map_err(|_| too_long())?;
    number.checked_mul(Decimal::from(factor)).map(|number| number.normalize()).ok_or_else(too_long)
}

fn positive(number: Decimal, text: &str, of: &Type) -> Result<Decimal, Misread> {
    if number.is_sign_negative() && !number.is_zero() {
        return Err(misread(of, format!("`{text}` is below zero")));
    }
    Ok(number)
}

fn money(text: &str, of: &Type, currency: Option<&str>) -> Result<Money, Misread> {
    let stated = text.get(..3).filter(|code| code.chars().all(|c| c.is_ascii_uppercase()));
    let (code, rest) = match (stated, currency) {
        (Some(code), _) => (code, text.get(3..).unwrap_or_default().trim_start()),
        (None, Some(currency)) => (currency, text),
        (None, None) => {
            let mut error = misread(of, format!("`{text}` has no currency"));
            if text.starts_with(['$', '€', '£']) {
                error.says = format!("`{text}` begins with a sign instead of a currency code");
            }
            return Err(error);
        }
    };
    if !is_currency(code) {
        let mut error = misread(of, format!("no currency has the code `{code}`"));
        if let Some(near) = nearest(code, currencies()) {
            error.help = format!("did you mean `{near}`? {}", error.help);
        }
        return Err(error);
    }
    let amount = number(rest, of).map_err(|mut error| {
        error.says = format!("`{text}` is not an amount");
        error
    })?;
    Ok(Money { currency: code.to_owned(), amount: positive(amount, text, of)? })
}

/// Reads a duration: one or more numbers with their units.
///
/// # Errors
/// The text is no duration, has a part of a month, or counts business days.
pub fn read_duration(text: &str) -> Result<Duration, Misread> {
    duration(text).map_err(|misread| advised(misread, text, &Type::plain(Kind::Duration), None))
}

fn duration(text: &str) -> Result<Duration, Misread> {
    let of = Type::plain(Kind::Duration);
    let wrong = || {
        let mut error = misread(&of, format!("`{text}` is not a duration"));
        if number(text, &of).is_ok() {
            error.says = format!("`{text}` has no unit of time");
            error.help = format!("did you mean `{text} days`? {}", error.help);
        }
        error
    };
    let mut duration = Duration { months: 0, days: 0, millis: 0 };
    let mut words = text.split_whitespace().peekable();
    if words.peek().is_none() {
        return Err(wrong());
    }
    while let Some(word) = words.next() {
        // `30days` and `30 days` are the same.
        let split = word.find(|c: char| c.is_alphabetic()).unwrap_or(word.len());
        let (count, glued) = word.split_at_checked(split).ok_or_else(wrong)?;
        let unit = if glued.is_empty() { words.next().ok_or_else(wrong)? } else { glued };
        if matches!(unit, "business" | "working" | "business-days" | "working-days") {
            return Err(Misread {
                code: Code::BusinessDays,
                says: "business days depend on a calendar of holidays".to_owned(),
                help: "count calendar days: five business days are at least `7 days`".to_owned(),
            });
        }
        let (months, days, millis) = match unit {
            "ms" | "millisecond" | "milliseconds" => (0, 0, 1),
            "second" | "seconds" => (0, 0, 1_000),
            "minute" | "minutes" => (0, 0, 60_000),
            "hour" | "hours" => (0, 0, 3_600_000),
            "day" | "days" => (0, 1, 0),
            "week" | "weeks" => (0, 7, 0),
            "month" | "months" => (1, 0, 0),
            "year" | "years" => (12, 0, 0),
            _ => return Err(wrong()),
        };
        let count = positive(number(count, &of).map_err(|_| wrong())?, text, &of)?;
        let times = |factor: i64| -> Result<i64, Misread> {
            let product = count.checked_mul(Decimal::from(factor)).ok_or_else(wrong)?;
            let whole = product.fract().is_zero() && product <= Decimal::from(4_000_000_000_000_i64);
            if whole { i64::try_from(product).map_err(|_| wrong()) } else { Err(wrong()) }
        };
        if days > 0 && !count.fract().is_zero() {
            duration.millis += times(days * 86_400_000)?;
        } else {
            duration.days += times(days)?;
        }
        duration.months += times(months)?;
        duration.millis += times(millis)?;
    }
    Ok(duration)
}

/// Reads a date, `2026-11-21`.
///
/// # Errors
/// The text is no date, or there is no such day.
pub fn read_date(text: &str) -> Result<Date, Misread> {
    date(text).map_err(|misread| advised(misread, text, &Type::plain(Kind::Date), None))
}

fn date(text: &str) -> Result<Date, Misread> {
    let of = Type::plain(Kind::Date);
    let parts: Vec<&str> = text.split('-').collect();
    let numbers: Option<Vec<i16>> = parts
        .iter()
        .map(|part| part.chars().all(|c| c.is_ascii_digit()).then(|| part.parse().ok()).flatten())
        .collect();
    match (numbers.as_deref(), parts.first().map(|year| year.len())) {
        (Some([year, month, day]), Some(4)) => {
            let date = i8::try_from(*month).ok().zip(i8::try_from(*day).ok());
            date.and_then(|(month, day)| Date::new(*year, month, day).ok())
                .filter(|_| *year > 0)
                .ok_or_else(|| misread(&of, format!("there is no day `{text}` in the calendar")))
        }
        _ => Err(misread(&of, format!("`{text}` is not a date"))),
    }
}
