//! Value → text: canonical for machines, readable for people.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Bound, Kind, Possible, Range, Type, Value};

/// How the amounts of one phrase are written, so that they can be compared at a glance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Amounts {
    /// `USD 3.9M`, where that says it all in few digits.
    #[default]
    Short,
    /// With all digits: `USD 3,900,000`.
    Full,
}

impl Amounts {
    /// The style of two amounts in one phrase.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        if self == other { self } else { Self::Full }
    }
}

impl Value {
    /// The one spelling that machines compare: `USD 3900000`, `30 days`, `99.9%`.
    pub fn canonical(&self, of: &Type) -> String {
        match self {
            Self::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Self::Level(at) => level(of, *at).0,
            Self::Members(members) => list(members.iter().map(|at| level(of, *at).0)),
            Self::Number(number) => number.normalize().to_string(),
            Self::Percent(number) => format!("{}%", number.normalize()),
            Self::Money(money) => format!("{} {}", money.currency, money.amount.normalize()),
            Self::Duration(duration) => duration.shown(),
            Self::Date(date) => date.to_string(),
            Self::Text(text) => text.clone(),
            Self::Endless => of.endless_word().to_owned(),
        }
    }

    /// As a person would write it in a letter: `USD 3.9M`, `30 days`, `21 November 2026`.
    pub fn shown(&self, of: &Type) -> String {
        self.shown_with(of, Amounts::Short)
    }

    /// The same, with amounts in this style.
    pub fn shown_with(&self, of: &Type, amounts: Amounts) -> String {
        match self {
            Self::Level(at) => level(of, *at).1,
            Self::Members(members) if members.is_empty() => "none".to_owned(),
            Self::Members(members) => members.iter().map(|at| level(of, *at).1).collect::<Vec<_>>().join(", "),
            Self::Number(number) => match &of.kind {
                Kind::Number { unit: Some(unit) } => format!("{} {unit}", grouped(*number)),
                _ => grouped(*number),
            },
            Self::Money(money) => match short(money.amount).filter(|_| amounts == Amounts::Short) {
                Some(short) => format!("{} {short}", money.currency),
                None => format!("{} {}", money.currency, grouped(money.amount)),
            },
            Self::Date(date) => show_date(*date),
            _ => self.canonical(of),
        }
    }

    /// The style that this value asks for: an amount that is not said in few digits, all
    /// digits.
    pub fn amounts(&self) -> Amounts {
        match self {
            Self::Money(money) if money.amount.abs() >= Decimal::ONE_THOUSAND && short(money.amount).is_none() => {
                Amounts::Full
            }
            _ => Amounts::Short,
        }
    }
}

impl Possible {
    /// The one spelling that machines compare; `unknown` where nothing is known.
    pub fn canonical(&self, of: &Type) -> String {
        match self {
            Self::Anything => "unknown".to_owned(),
            Self::Ranges(ranges) => match ranges.as_slice() {
                [range] => range.spelled(|value| value.canonical(of)),
                _ => list(ranges.iter().map(|range| range.spelled(|value| value.canonical(of)))),
            },
            Self::Members { must, may } if may.is_empty() => Value::Members(must.clone()).canonical(of),
            Self::Members { must, may } => {
                let must = Value::Members(must.clone()).canonical(of);
                let may = Value::Members(may.clone()).canonical(of);
                format!("includes {must}, perhaps {may}")
            }
        }
    }

    /// In words: "USD 3M to USD 5M", "confidential or regulated", "not known yet". All amounts
    /// are in one style.
    pub fn shown(&self, of: &Type) -> String {
        self.shown_with(of, Amounts::Short)
    }

    /// The same, with amounts in this style at least: all digits stay all digits.
    pub fn shown_with(&self, of: &Type, amounts: Amounts) -> String {
        let amounts = amounts.and(self.amounts());
        match self {
            Self::Anything => "not known yet".to_owned(),
            Self::Ranges(ranges) => {
                ranges.iter().map(|range| range.in_words(of, amounts)).collect::<Vec<_>>().join(" or ")
            }
            Self::Members { must, may } if may.is_empty() => Value::Members(must.clone()).shown(of),
            Self::Members { must, may } => {
                let may = Value::Members(may.clone()).shown(of);
                match must.is_empty() {
                    true => format!("perhaps {may}"),
                    false => format!("{}, perhaps {may}", Value::Members(must.clone()).shown(of)),
                }
            }
        }
    }

    /// The style that its amounts ask for.
    pub fn amounts(&self) -> Amounts {
        let Self::Ranges(ranges) = self else { return Amounts::Short };
        let ends = ranges.iter().flat_map(|range| [&range.low, &range.high]).filter_map(Bound::value);
        ends.map(Value::amounts).fold(Amounts::Short, Amounts::and)
    }
}

impl Range {
    fn spelled(&self, show: impl Fn(&Value) -> String) -> String {
        if let Some(value) = self.single() {
            return show(value);
        }
        let end = |bound: &Bound, beyond: &str| match bound {
            Bound::Open => String::new(),
            Bound::Included(value) => show(value),
            Bound::Excluded(value) => format!("{beyond}{}", show(value)),
        };
        format!("{}..{}", end(&self.low, ">"), end(&self.high, "<"))
    }

    fn in_words(&self, of: &Type, amounts: Amounts) -> String {
        let show = |value: &Value| value.shown_with(of, amounts);
        if let Some(value) = self.single() {
            return show(value);
        }
        match (&self.low, &self.high) {
            (Bound::Open, Bound::Open) => "not known yet".to_owned(),
            (Bound::Included(low), Bound::Open) => format!("at least {}", show(low)),
            (Bound::Excluded(low), Bound::Open) => format!("above {}", show(low)),
            (Bound::Open, Bound::Included(high)) => format!("at most {}", show(high)),
            (Bound::Open, Bound::Excluded(high)) => format!("below {}", show(high)),
            (low, high) => {
                // "40 to 120 tokens": the unit is said once.
                let unitless = |value: &Value| match value {
                    Value::Number(number) => grouped(*number),
                    value => show(value),
                };
                let words = |bound: &Bound, beyond: &str, show: &dyn Fn(&Value) -> String| match bound {
                    Bound::Excluded(value) => format!("{beyond} {}", show(value)),
                    bound => bound.value().map(show).unwrap_or_default(),
                };
                format!("{} to {}", words(low, "above", &unitless), words(high, "below", &show))
            }
        }
    }
}

/// A day as people write it: 21 November 2026.
pub fn show_date(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// Id and title of a level.
fn level(of: &Type, at: usize) -> (String, String) {
    of.levels()
        .and_then(|levels| levels.levels.get(at))
        .map(|level| (level.id.clone(), level.title.clone()))
        .unwrap_or_default()
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

/// `3900000` as `3.9M`, where that says it all in few digits.
fn short(amount: Decimal) -> Option<String> {
    if amount.is_sign_negative() && !amount.is_zero() {
        return short(-amount).map(|short| format!("-{short}"));
    }
    for (factor, suffix) in [(1_000_000_000_i64, "B"), (1_000_000, "M"), (1_000, "k")] {
        let factor = Decimal::from(factor);
        if amount >= factor
            && let Some(scaled) = amount.checked_div(factor)
        {
            let scaled = scaled.normalize();
            return (scaled.scale() <= 2 && scaled < Decimal::ONE_THOUSAND).then(|| format!("{scaled}{suffix}"));
        }
    }
    None
}

/// With commas between thousands.
fn grouped(number: Decimal) -> String {
    let text = number.normalize().to_string();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.as_str()),
    };
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut shown = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            shown.push(',');
        }
        shown.push(digit);
    }
    if let Some(fraction) = fraction {
        shown.push('.');
        shown.push_str(fraction);
    }
    shown
}
