//! Figures in prose: "90 days", "ninety days", "99.9%", "USD 5 million", "12 teams".

use rust_decimal::Decimal;

use crate::value::{Duration, Kind, Money, Type, Value, numeral};

/// A figure, as it was written and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quantity {
    pub(super) written: String,
    pub(super) value: Value,
    /// The word after a plain number.
    unit: Option<String>,
    /// The word or two before it.
    pub(super) after: String,
}

impl Quantity {
    /// Whether it is a figure of this type.
    pub(super) fn is_of(&self, of: &Type) -> bool {
        match (&self.value, &of.kind) {
            (Value::Duration(_), Kind::Duration)
            | (Value::Percent(_), Kind::Percent)
            | (Value::Money(_), Kind::Money) => true,
            (Value::Number(_), Kind::Number { unit: Some(unit) }) => {
                self.unit.as_ref().is_some_and(|own| same_word(own, unit))
            }
            _ => false,
        }
    }
}

/// One and many of the same thing.
fn same_word(one: &str, other: &str) -> bool {
    let stem = |word: &str| word.to_lowercase().trim_end_matches('s').to_owned();
    stem(one) == stem(other)
}

const SIGNS: [(&str, &str); 4] = [("US$", "USD"), ("$", "USD"), ("€", "EUR"), ("£", "GBP")];

/// The figures of a text, in order.
pub(super) fn quantities(words: &str) -> Vec<Quantity> {
    let tokens: Vec<&str> = words.split_whitespace().collect();
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let token = |offset: usize| tokens.get(at + offset).copied().unwrap_or_default();
        let before = at.checked_sub(1).and_then(|at| tokens.get(at)).copied().unwrap_or_default();
        let Some(figure) = Figure::read(token(0)) else { continue };
        let (next, skipped) = match &figure.unit {
            Some(unit) => (unit.clone(), 0_usize),
            None => (bare(token(1)).to_lowercase(), 1),
        };
        let (number, next, skipped) = match magnitude(&next) {
            Some(factor) if figure.unit.is_none() => {
                (figure.number.checked_mul(factor).unwrap_or(figure.number), bare(token(2)).to_lowercase(), 2)
            }
            _ => (figure.number, next, skipped),
        };
        let currency = figure.currency.clone().or_else(|| code(before));
        let (value, last) = if figure.percent || matches!(next.as_str(), "percent" | "%") {
            (Value::Percent(number), if figure.percent { 0 } else { skipped })
        } else if let Some(currency) = currency {
            (Value::Money(Money { currency, amount: number }), skipped.saturating_sub(1))
        } else if let Some(duration) = length(number, &next) {
            (Value::Duration(duration), skipped)
        } else if figure.digits {
            (Value::Number(number), skipped)
        } else {
            continue;
        };
        let unit = (!next.is_empty()).then_some(next);
        let from = if matches!(value, Value::Money(_)) && figure.currency.is_none() { at - 1 } else { at };
        // `sixty (60) days` is one figure.
        let in_brackets = token(0).starts_with('(') && token(0).contains(')');
        let twice = in_brackets && numeral(&bare(before).to_lowercase()).is_some();
        let from = if twice { at - 1 } else { from };
        let written = tokens.get(from..(at + last + 1).min(tokens.len())).unwrap_or_default().join(" ");
        let after = tokens.get(from.saturating_sub(2)..from).unwrap_or_default().join(" ").to_lowercase();
        let shown = if in_brackets && !twice { written.trim_end_matches(['.', ',', ';']) } else { bare(&written) };
        found.push(Quantity { written: shown.to_owned(), value, unit, after });
    }
    found
}

/// A number at the beginning of a word, and what else the word says.
struct Figure {
    number: Decimal,
    percent: bool,
    digits: bool,
    currency: Option<String>,
    unit: Option<String>,
}

impl Figure {
    fn read(token: &str) -> Option<Self> {
        let token = bare(token);
        let sign = SIGNS.iter().find_map(|(sign, code)| Some((token.strip_prefix(sign)?, *code)));
        let (rest, currency) = sign.map_or((token, None), |(rest, code)| (rest, Some(code.to_owned())));
        if !rest.starts_with(|first: char| first.is_ascii_digit()) {
            let number = numeral(&rest.to_lowercase())?;
            return Some(Self { number, percent: false, digits: false, currency, unit: None });
        }
        let end = rest.find(|letter: char| !(letter.is_ascii_digit() || matches!(letter, '.' | ',' | '_')));
        let (digits, rest) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
        let digits = digits.trim_end_matches(['.', ',']).replace([',', '_'], "");
        let mut number: Decimal = digits.parse().ok()?;
        let (mut percent, mut unit) = (false, None);
        match rest {
            "" => {}
            "%" => percent = true,
            "k" | "M" | "B" => number = number.checked_mul(magnitude(rest)?)?,
            rest => unit = Some(rest.strip_prefix('-')?.to_lowercase()),
        }
        Some(Self { number, percent, digits: true, currency, unit })
    }
}

/// Without the signs around a word.
fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '$' | '€' | '£' | '%')))
}

fn magnitude(word: &str) -> Option<Decimal> {
    let factor: i64 = match word {
        "k" | "thousand" => 1_000,
        "M" | "m" | "million" => 1_000_000,
        "B" | "b" | "billion" => 1_000_000_000,
        _ => return None,
    };
    Some(Decimal::from(factor))
}

/// The three letters of a currency.
fn code(word: &str) -> Option<String> {
    let word = bare(word);
    (word.len() == 3 && word.chars().all(|letter| letter.is_ascii_uppercase())).then(|| word.to_owned())
}

fn length(number: Decimal, unit: &str) -> Option<Duration> {
    const MINUTE: i64 = 60_000;
    let millis = match unit.trim_end_matches('s') {
        "second" => 1000,
        "minute" => MINUTE,
        "hour" => 60 * MINUTE,
        "day" => 24 * 60 * MINUTE,
        "week" => 7 * 24 * 60 * MINUTE,
        "month" | "year" => {
            let months = i64::try_from(number).ok().filter(|_| number.fract().is_zero())?;
            return Some(Duration::months(if unit.starts_with('y') { months.checked_mul(12)? } else { months }));
        }
        _ => return None,
    };
    let length = number.checked_mul(Decimal::from(millis))?;
    i64::try_from(length.trunc()).ok()?;
    Some(Duration::from_length(length))
}

#[cfg(test)]
mod tests {
    use super::quantities;

    #[test]
    fn figures_in_prose() {
        let shown = |words: &str| -> Vec<String> {
            quantities(words).iter().map(|found| format!("{} = {:?}", found.written, found.value)).collect()
        };
        let all = shown(
            "At least 90 days, a 30-day period, forty-five days, 99.9% or 99.95 percent, USD 5M, $2.5 million, \
             12 teams. Within two months of the 1,500th request; one of these.",
        );
        assert_eq!(
            all,
            [
                "90 days = Duration(Duration { months: 0, days: 90, millis: 0 })",
                "30-day = Duration(Duration { months: 0, days: 30, millis: 0 })",
                "forty-five days = Duration(Duration { months: 0, days: 45, millis: 0 })",
                "99.9% = Percent(99.9)",
                "99.95 percent = Percent(99.95)",
                "USD 5M = Money(Money { currency: \"USD\", amount: 5000000 })",
                "$2.5 million = Money(Money { currency: \"USD\", amount: 2500000.0 })",
                "12 teams = Number(12)",
                "two months = Duration(Duration { months: 2, days: 0, millis: 0 })",
            ]
        );
    }
}
