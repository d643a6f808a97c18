//! What rules say, spelled as rules are: names by their ids, values in their one form. Two
//! spellings are the same just where the rules say the same, however they are laid out.

use crate::rulebook::Rulebook;
use crate::rulebook::condition::{Ask, Comparison, Condition, Guarded, Members, NameId, Operand, Quantifier};
use crate::rulebook::due::{Anchor, Due};
use crate::rulebook::figure::Formula;
use crate::rulebook::vocabulary::Titled;
use crate::value::{Kind, Relation, Type, Value};

/// A condition: `change.notice at least 60 days and change.exit is yes`.
pub(super) fn condition(book: &Rulebook, of: &Condition) -> String {
    let joined = |operands: &[Condition], word: &str| {
        let operand = |operand: &Condition| match operand {
            Condition::All(many) | Condition::Any(many) if many.len() > 1 => format!("({})", condition(book, operand)),
            operand => condition(book, operand),
        };
        operands.iter().map(operand).collect::<Vec<_>>().join(word)
    };
    match of {
        Condition::Always => "always".to_owned(),
        Condition::All(operands) => joined(operands, " and "),
        Condition::Any(operands) => joined(operands, " or "),
        Condition::Not(operand) => match &**operand {
            operand @ Condition::Define(..) => format!("not {}", condition(book, operand)),
            operand => format!("not ({})", condition(book, operand)),
        },
        Condition::Define(id, _) => book.defines.get(id.0).map(|define| define.id.clone()).unwrap_or_default(),
        Condition::Compare(compared) => comparison(book, compared),
    }
}

fn comparison(book: &Rulebook, of: &Comparison) -> String {
    let name = book.name(of.left);
    let value = |value: &Value| value.canonical(&name.of);
    let operand = |operand: &Operand| match operand {
        Operand::Value(own) => value(own),
        Operand::Name(other) => book.name(*other).id.clone(),
    };
    let asked = match &of.ask {
        Ask::Order(relation, right) => format!("{} {}", order(*relation, &name.of), operand(right)),
        Ask::IsNot(right) => format!("is not {}", operand(right)),
        Ask::OneOf { values, negated } => {
            let values: Vec<String> = values.iter().map(value).collect();
            format!("is {}one of [{}]", if *negated { "not " } else { "" }, values.join(", "))
        }
        Ask::Between(low, high) => format!("between {} and {}", operand(low), operand(high)),
        Ask::Within(span) => format!("within {}", span.shown()),
        Ask::HasPassed => "has passed".to_owned(),
        Ask::Addressed(true) => "is addressed".to_owned(),
        Ask::Addressed(false) => "is not addressed".to_owned(),
        Ask::Includes(quantifier, members) => {
            let word = match quantifier {
                Quantifier::Any => "any of",
                Quantifier::All => "all of",
                Quantifier::None => "none of",
            };
            let members = match members {
                Members::These(members) => Value::Members(members.clone()).canonical(&name.of),
                Members::Of(other) => book.name(*other).id.clone(),
            };
            format!("includes {word} {members}")
        }
    };
    let document = of.written_in.and_then(|at| book.documents.get(at));
    let document = document.map(|document| format!(" in at least {}", document.id)).unwrap_or_default();
    format!("{} {asked}{document}", name.id)
}

fn order(relation: Relation, of: &Type) -> &'static str {
    match (&of.kind, relation) {
        (Kind::Date, Relation::AtLeast) => "on or after",
        (Kind::Date, Relation::AtMost) => "on or before",
        (Kind::Date, Relation::Above) => "after",
        (Kind::Date, Relation::Below) => "before",
        _ => relation.words(),
    }
}

/// A value that may depend on conditions: `high when vital, otherwise medium`.
pub(super) fn guarded<T>(book: &Rulebook, of: &Guarded<T>, word: impl Fn(&T) -> String) -> String {
    let arms = of.arms.iter().map(|(when, value)| format!("{} when {}", word(value), condition(book, when)));
    let mut parts: Vec<String> = arms.collect();
    let otherwise = word(&of.otherwise);
    parts.push(if parts.is_empty() { otherwise } else { format!("otherwise {otherwise}") });
    parts.join(", ")
}

/// The id of an owner, approver or document.
pub(super) fn entry(of: &[Titled], at: usize) -> String {
    of.get(at).map(|titled| titled.id.clone()).unwrap_or_default()
}

/// A formula: `fees.month * 12`.
pub(super) fn formula(book: &Rulebook, of: &Formula) -> String {
    let side = |side: &Formula| match side {
        Formula::Joined { .. } => format!("({})", formula(book, side)),
        side => formula(book, side),
    };
    match of {
        Formula::Value(value, kind) => value.canonical(&Type::plain(kind.clone())),
        Formula::Name(name, _) => book.name(*name).id.clone(),
        Formula::Joined { sign, sides, .. } => format!("{} {} {}", side(&sides.0), sign.as_str(), side(&sides.1)),
        Formula::OfLevel { aspect, level, disk, value, of } => {
            let disk = disk.as_ref().map(|disk| format!(" on {disk}")).unwrap_or_default();
            format!("{} “{level}”{disk} ({})", aspect.as_str(), value.canonical(&Type::plain(of.clone())))
        }
        Formula::Among { choice, parts, .. } => {
            let parts: Vec<String> = parts.iter().map(|part| formula(book, part)).collect();
            format!("{} [{}]", choice.as_str(), parts.join(", "))
        }
    }
}

/// When something is due: `90 days before agreement.renewal`.
pub(super) fn due(book: &Rulebook, of: &Due) -> String {
    let id = |name: &NameId| &book.name(*name).id;
    match of {
        Due::Before(span, name) => format!("{} before {}", span.shown(), id(name)),
        Due::After(span, name) => format!("{} after {}", span.shown(), id(name)),
        Due::On(name) => format!("on {}", id(name)),
        Due::Every(span, None) => format!("every {}", span.shown()),
        Due::Every(span, Some(name)) => format!("every {} after {}", span.shown(), id(name)),
        Due::Within(span, anchor) => {
            let anchor = match anchor {
                Anchor::BillingMonth => "billing-month",
                Anchor::Incident => "incident",
                Anchor::Name(name) => id(name),
            };
            format!("within {} after {anchor}", span.shown())
        }
    }
}

/// A type with its levels: `scale low < medium < high`, `duration or unlimited`.
pub(super) fn type_of(of: &Type) -> String {
    let levels = |between: &str| of.levels().map(|levels| levels.ids().collect::<Vec<_>>().join(between));
    let kind = match &of.kind {
        Kind::YesNo => "yes-no".to_owned(),
        Kind::Scale(_) => format!("scale {}", levels(" < ").unwrap_or_default()),
        Kind::OneOf(_) => format!("one of {}", levels(", ").unwrap_or_default()),
        Kind::Set(_) => format!("set of {}", levels(", ").unwrap_or_default()),
        Kind::Number { unit: Some(unit) } => format!("number “{unit}”"),
        Kind::Number { unit: None } => "number".to_owned(),
        Kind::Percent => "percent".to_owned(),
        Kind::Money => "money".to_owned(),
        Kind::Duration => "duration".to_owned(),
        Kind::Date => "date".to_owned(),
        Kind::Text => "text".to_owned(),
    };
    if of.endless { format!("{kind} or {}", of.endless_word()) } else { kind }
}
