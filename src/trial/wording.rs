//! Conditions and values as rule files write them.

use rust_decimal::Decimal;

use crate::rulebook::Rulebook;
use crate::rulebook::condition::{Ask, Comparison, Condition, Members, Operand, Quantifier};
use crate::value::{Duration, Kind, Relation, Type, Value};

/// A condition of a rule file, each comparison as it is written there.
pub(super) fn written(rulebook: &Rulebook, condition: &Condition) -> String {
    joined(rulebook, condition, 0, &|compared| compared.place.text().split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A condition in the words of the language.
pub(super) fn condition(rulebook: &Rulebook, condition: &Condition) -> String {
    joined(rulebook, condition, 0, &|compared| match compared.ask {
        Ask::Order(Relation::Is, Operand::Value(Value::YesNo(true))) if compared.written_in.is_none() => {
            rulebook.name(compared.left).id.clone()
        }
        _ => comparison(rulebook, compared),
    })
}

/// `binding` is how tightly the place binds: 0 nothing, 1 inside `or`, 2 inside `and`, 3
/// after `not`.
fn joined(rulebook: &Rulebook, condition: &Condition, binding: u8, say: &dyn Fn(&Comparison) -> String) -> String {
    let group = |text: String, own: u8| if own < binding { format!("({text})") } else { text };
    let all = |operands: &[Condition], word: &str, inner: u8| {
        operands.iter().map(|operand| joined(rulebook, operand, inner, say)).collect::<Vec<_>>().join(word)
    };
    match condition {
        Condition::Always => "always".to_owned(),
        Condition::All(operands) => group(all(operands, " and ", 3), 2),
        Condition::Any(operands) => group(all(operands, " or ", 2), 1),
        Condition::Not(operand) => format!("not {}", joined(rulebook, operand, 4, say)),
        Condition::Define(id) => rulebook.defines.get(id.0).map(|define| define.id.clone()).unwrap_or_default(),
        // `not x is y` reads as if it were `not x`.
        Condition::Compare(compared) => {
            let text = say(compared);
            if text.contains(' ') { group(text, 3) } else { text }
        }
    }
}

/// A comparison in the words of the language.
pub(super) fn comparison(rulebook: &Rulebook, compared: &Comparison) -> String {
    let name = rulebook.name(compared.left);
    let of = &name.of;
    let one = |side: &Operand| operand(rulebook, side, of);
    let list = |values: &[Value]| values.iter().map(|value| literal(value, of)).collect::<Vec<_>>().join(", ");
    let asks = match &compared.ask {
        Ask::Order(relation, side) => format!("{} {}", relation_word(*relation, of), one(side)),
        Ask::IsNot(side) => format!("is not {}", one(side)),
        Ask::OneOf { values, negated: false } => format!("is one of [{}]", list(values)),
        Ask::OneOf { values, negated: true } => format!("is not one of [{}]", list(values)),
        Ask::Between(low, high) => format!("between {} and {}", one(low), one(high)),
        Ask::Within(span) => format!("within {}", duration(span)),
        Ask::HasPassed => "has passed".to_owned(),
        Ask::Addressed(true) => "is addressed".to_owned(),
        Ask::Addressed(false) => "is not addressed".to_owned(),
        Ask::Includes(quantifier, members) => includes(rulebook, *quantifier, members, of),
    };
    let document = compared.written_in.and_then(|at| rulebook.documents.get(at));
    let written_in = document.map(|document| format!(" in at least {}", document.id)).unwrap_or_default();
    format!("{} {asks}{written_in}", name.id)
}

fn includes(rulebook: &Rulebook, quantifier: Quantifier, members: &Members, of: &Type) -> String {
    let (members, single) = match members {
        Members::Of(name) => (rulebook.name(*name).id.clone(), false),
        Members::These(places) => {
            let levels = of.levels().map_or(&[][..], |levels| &levels.levels);
            let ids: Vec<&str> =
                places.iter().filter_map(|at| levels.get(*at)).map(|level| level.id.as_str()).collect();
            match ids.as_slice() {
                [only] => ((*only).to_owned(), true),
                _ => (format!("[{}]", ids.join(", ")), false),
            }
        }
    };
    match (quantifier, single) {
        (Quantifier::None, true) => format!("includes none of [{members}]"),
        (_, true) => format!("includes {members}"),
        (Quantifier::Any, false) => format!("includes any of {members}"),
        (Quantifier::All, false) => format!("includes all of {members}"),
        (Quantifier::None, false) => format!("includes none of {members}"),
    }
}

fn operand(rulebook: &Rulebook, side: &Operand, of: &Type) -> String {
    match side {
        Operand::Value(value) => literal(value, of),
        Operand::Name(name) => rulebook.name(*name).id.clone(),
    }
}

/// The word for a relation, which for dates has words of its own.
pub(super) fn relation_word(relation: Relation, of: &Type) -> &'static str {
    match (relation, &of.kind) {
        (Relation::AtLeast, Kind::Date) => "on or after",
        (Relation::AtMost, Kind::Date) => "on or before",
        (Relation::Above, Kind::Date) => "after",
        (Relation::Below, Kind::Date) => "before",
        _ => relation.words(),
    }
}

/// A value as a rule file writes it: `USD 500k`, `30 days`, `unified`.
pub(super) fn literal(value: &Value, of: &Type) -> String {
    match value {
        Value::Number(number) => short(*number),
        Value::Money(money) => format!("{} {}", money.currency, short(money.amount)),
        Value::Text(text) => format!("\"{text}\""),
        Value::Duration(length) => duration(length),
        value => value.canonical(of),
    }
}

/// A length of time in the unit that a step is counted in: `12 months`, `60 minutes`.
pub(super) fn duration(length: &Duration) -> String {
    match (length.months, length.days, length.millis) {
        (months, 0, 0) if months > 0 => counted(months, "month"),
        (0, 0, 3_600_000) => "60 minutes".to_owned(),
        _ => length.shown(),
    }
}

fn counted(n: i64, unit: &str) -> String {
    if n == 1 { format!("1 {unit}") } else { format!("{n} {unit}s") }
}

/// `500000` as `500k`, where that says it all.
fn short(number: Decimal) -> String {
    let (factor, suffix) = scale(number);
    let scaled = number.checked_div(factor).unwrap_or(number).normalize();
    format!("{scaled}{suffix}")
}

/// The greatest of thousand, million and billion that a number is written with in at most
/// two decimals.
pub(super) fn scale(number: Decimal) -> (Decimal, &'static str) {
    for (factor, suffix) in [(1_000_000_000_i64, "B"), (1_000_000, "M"), (1_000, "k")] {
        let factor = Decimal::from(factor);
        if number.abs() >= factor && number.checked_div(factor).is_some_and(|scaled| scaled.normalize().scale() <= 2) {
            return (factor, suffix);
        }
    }
    (Decimal::ONE, "")
}
