//! What is said about the workings of figures.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Place;
use crate::syntax::sign::{Aspect, Choice, Sign};
use crate::value::{Kind, Type};

/// What a kind of value is called.
fn noun(kind: &Kind) -> String {
    Type::plain(kind.clone()).noun()
}

pub(in crate::rulebook) fn not_for_figures(place: Place, of: &Type) -> Diagnostic {
    Diagnostic::error(Code::WrongType, format!("a figure cannot be {}", of.noun()))
        .at(place, "nothing to calculate with")
        .help("a figure is `money`, a `percent`, a `duration` or a `number`; a condition with a name is a `define`")
}

pub(in crate::rulebook) fn no_calculation(place: Place, what: &str) -> Diagnostic {
    Diagnostic::error(Code::WrongType, format!("{what} is nothing to calculate with"))
        .at(place, format!("this is {what}"))
        .help("figures are made of amounts, percentages, durations and numbers")
}

pub(in crate::rulebook) fn glued_minus(place: Place, written: &str, left: &str, right: &str) -> Diagnostic {
    Diagnostic::error(Code::UnknownName, format!("no fact, term, parameter, figure or define is called `{written}`"))
        .at(place, "read as one name")
        .help(format!("to subtract, put a space on both sides of `-`: `{left} - {right}`"))
}

/// Two kinds of value that a sign cannot join.
pub(in crate::rulebook) fn does_not_calculate(place: Place, sign: Sign, (left, right): (&Kind, &Kind)) -> Diagnostic {
    let (one, two) = (noun(left), noun(right));
    let says = match sign {
        Sign::Plus => format!("{one} and {two} cannot be added"),
        Sign::Minus => format!("{two} cannot be taken from {one}"),
        Sign::Times => format!("{one} cannot be multiplied by {two}"),
        Sign::Over => format!("{one} cannot be divided by {two}"),
    };
    let found = Diagnostic::error(Code::WrongType, says).at(place, format!("{one} {} {two}", sign.as_str()));
    found.help(instead(sign, left, right))
}

/// What would work in the place of what does not.
fn instead(sign: Sign, left: &Kind, right: &Kind) -> String {
    use Kind::{Duration, Money, Number, Percent};
    let text = match (sign, left, right) {
        (Sign::Plus | Sign::Minus, Number { unit: Some(one) }, Number { unit: Some(two) }) => {
            return format!(
                "numbers of one thing can be added; to bring {two} to {one}, multiply with a number of `{one}`"
            );
        }
        (Sign::Plus | Sign::Minus, Number { .. }, Percent) => {
            "write the number as a percentage: `100%` in place of `1`"
        }
        (Sign::Plus | Sign::Minus, Percent, Number { .. }) => {
            "write the number as a percentage: `5%` in place of `0.05`"
        }
        (Sign::Plus | Sign::Minus, kind, Percent) | (Sign::Plus | Sign::Minus, Percent, kind) => {
            return format!(
                "a share of {} is taken with `*`: `… * 10%`, and `… * (100% - 10%)` without it",
                noun(kind)
            );
        }
        (Sign::Plus | Sign::Minus, ..) => {
            "both sides must be of one kind: two amounts, two durations, two percentages or two numbers"
        }
        (Sign::Times, Money, Money) | (Sign::Times, Duration, Duration) => {
            "multiply by a number or a percentage, or divide one by the other: that gives a number"
        }
        (Sign::Times, Money, Duration) | (Sign::Times, Duration, Money) => {
            "make the duration a number first: `fee * (term / 1 month)` for a fee a month"
        }
        (Sign::Over, Money, Duration) => {
            "make the duration a number first: `fee / (term / 1 month)` for the fee of one month"
        }
        _ => "divide by a number, a percentage, or something of the same kind, which gives a number",
    };
    text.to_owned()
}

pub(in crate::rulebook) fn different_parts(place: Place, choice: Choice, (left, right): (&Kind, &Kind)) -> Diagnostic {
    let (one, two) = (noun(left), noun(right));
    Diagnostic::error(Code::WrongType, format!("`{} […]` holds both {one} and {two}", choice.as_str()))
        .at(place, "two kinds of value")
        .help("all in the list must be of one kind")
}

/// Something that is no name where a service level belongs.
pub(in crate::rulebook) fn no_level_named(place: Place, aspect: Aspect) -> Diagnostic {
    Diagnostic::error(Code::WrongType, format!("`{}` needs a service level", aspect.as_str()))
        .at(place, "no name of a service level")
        .help(format!("write the name of a `level`: `{} NAME`", aspect.as_str()))
}

/// A service level that no `sla` declares.
pub(in crate::rulebook) fn unknown_level(place: Place, name: &str, near: Option<&str>) -> Diagnostic {
    let found =
        Diagnostic::error(Code::UnknownName, format!("no service level is called `{name}`")).at(place, "unknown name");
    match near {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help("declare it in an `sla`: `level NAME \"Title\" { … }`"),
    }
}

/// A kind of resource that a level has no table for.
pub(in crate::rulebook) fn unknown_disk(place: Place, disk: &str, (level, known): (&str, &[&str])) -> Diagnostic {
    let found = Diagnostic::error(Code::UnknownName, format!("the service level `{level}` has no `disk {disk}`"))
        .at(place, "no table of its own");
    match known {
        [] => found.help(format!("it has one table for all: leave out `on {disk}`")),
        known => found.help(format!("it has {}", super::either(known))),
    }
}

/// A level that says something else for each kind of resource.
pub(in crate::rulebook) fn several_disks(place: Place, aspect: Aspect, (level, known): (&str, &[&str])) -> Diagnostic {
    let example = known.first().copied().unwrap_or_default();
    Diagnostic::error(Code::WrongType, format!("`{level}` has a table of credits for each disk, and they differ"))
        .at(place, "of which disk?")
        .help(format!("say for which: `{} {level} on {example}`", aspect.as_str()))
}

/// A service level that does not say what is asked of it.
pub(in crate::rulebook) fn nothing_of_level(place: Place, aspect: Aspect, name: &str) -> Diagnostic {
    let (what, missing) = match aspect {
        Aspect::Promise => ("no promise", "`promise` or a `credit`"),
        Aspect::LargestCredit => ("no table of credits", "a `credit`"),
    };
    Diagnostic::error(Code::WrongType, format!("the service level `{name}` states {what}"))
        .at(place, "nothing to calculate with")
        .help(format!("state {missing} in the level, where a source gives it, or declare a `parameter` instead"))
}

/// A result of another type than the figure declares.
pub(in crate::rulebook) fn wrong_result(place: Place, declared: &Kind, result: &Kind) -> Diagnostic {
    let found = Diagnostic::error(
        Code::WrongType,
        format!("the figure is declared as {}, and this gives {}", noun(declared), noun(result)),
    )
    .at(place, noun(result));
    let word = match result {
        Kind::Money => "money".to_owned(),
        Kind::Percent => "percent".to_owned(),
        Kind::Duration => "duration".to_owned(),
        Kind::Number { unit: Some(unit) } => format!("number \"{unit}\""),
        _ => "number".to_owned(),
    };
    match (declared, result) {
        (Kind::Money, Kind::Number { .. } | Kind::Percent) => {
            found.help("multiply by an amount, such as `USD 1`, or write `type number`".to_owned())
        }
        (Kind::Duration, Kind::Number { .. }) => {
            found.help("multiply by a length, such as `1 hour`, or write `type number`".to_owned())
        }
        (Kind::Number { .. }, Kind::Duration) => {
            found.help("divide by the length you count in: `… / 1 hour`; or write `type duration`".to_owned())
        }
        _ => found.help(format!("write `type {word}`, or change the value")),
    }
}

/// A result that may be `unlimited`, in a figure that may not.
pub(in crate::rulebook) fn endless_result(place: Place, of: &Type) -> Diagnostic {
    let word = match of.kind {
        Kind::Money => "money",
        Kind::Duration => "duration",
        Kind::Percent => {
            return Diagnostic::error(Code::WrongType, "this may be `unlimited`, and a percentage cannot be")
                .at(place, "a part of it may be `unlimited`")
                .help("take the lesser of it and a value that has an end: `min of [a, b]`");
        }
        _ => "number",
    };
    Diagnostic::error(Code::WrongType, "this may be `unlimited`, and the figure does not say so")
        .at(place, "a part of it may be `unlimited`")
        .help(format!("write `type {word} or unlimited`, or take the lesser of it and a value: `min of [a, b]`"))
}

/// Arithmetic where only a plain value may stand.
pub(in crate::rulebook) fn only_figures(place: Place, declaration: &str) -> Diagnostic {
    Diagnostic::error(Code::WrongType, format!("a {declaration} is a value, and does not calculate"))
        .at(place, "only a figure calculates")
        .help("declare it with `figure` in the place of `parameter`, or write the result")
}
