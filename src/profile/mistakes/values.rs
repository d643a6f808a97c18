//! The words for values that cannot be read.

use crate::diagnostic::{Code, Diagnostic};
use crate::intake::Node;
use crate::rulebook::vocabulary::Name;
use crate::source::Place;
use crate::value::money::NO_CURRENCY;
use crate::value::{Kind, Misread, Type, read};

use super::{guess, listed, misread, spelling, wrong_shape};

/// How people write that they do not know.
const NOT_KNOWN: [&str; 18] = [
    "unknown",
    "tbd",
    "tbc",
    "tba",
    "n/a",
    "na",
    "?",
    "??",
    "-",
    "not known",
    "not sure",
    "unsure",
    "maybe",
    "perhaps",
    "unclear",
    "open",
    "don't know",
    "no idea",
];

pub(in crate::profile) fn bad_value(name: &Name, written: &str, wrong: Misread, place: Place) -> Diagnostic {
    let diagnostic = misread(wrong, place, format!("`{}` is {}", name.id, name.of.noun()));
    let lower = written.trim().to_lowercase();
    // A comma inside a number is rather a thousand.
    let may_be_listed = !matches!(name.of.kind, Kind::Number { .. } | Kind::Percent | Kind::Money);
    let parts: Vec<_> = written.split(',').map(str::trim).collect();
    let habit = spelling::range(written, &name.of);
    if NOT_KNOWN.contains(&lower.as_str()) {
        diagnostic.help("what is not known is left out, or written `unknown`")
    } else if lower == "silent" && name.term().is_some() {
        diagnostic.help("did you mean `silent`?")
    } else if let Some(number) = spelling::without_unit(written, &name.of) {
        Diagnostic { help: vec![format!("write the number alone: `{number}`")], ..diagnostic }
    } else if let Some(value) = spelling::about(written, &name.of) {
        let help = format!("write `{value}`, or between which values it lies, with two points: `LOWEST..HIGHEST`");
        Diagnostic { help: vec![help], ..diagnostic }
    } else if written.contains(" is ") && written.contains(" and ") {
        diagnostic.help("one value stands here: write what follows `and` on a line of its own")
    } else if let Some(range) = habit {
        Diagnostic { help: vec![format!("a range is written with two points: `{range}`")], ..diagnostic }
    } else if may_be_listed
        && (2..100).contains(&parts.len())
        && parts.iter().all(|part| read(part, &name.of, Some(NO_CURRENCY)).is_ok())
    {
        let meaning = if matches!(name.of.kind, Kind::Set(_)) { "all of them" } else { "one of them, not yet which" };
        diagnostic.help(format!("put several in brackets: `[{}]` means {meaning}", parts.join(", ")))
    } else {
        diagnostic
    }
}

pub(in crate::profile) fn no_currency(written: &str, place: Place) -> Diagnostic {
    Diagnostic::error(Code::BadValue, format!("`{written}` has no currency"))
        .at(place, "an amount of what?")
        .help(format!("write the currency before it, such as `USD {written}`"))
        .help("or state the currency of all such amounts once, at the top: `currency: USD`; in a table, in a column `currency`")
}

pub(in crate::profile) fn no_order(name: &Name, written: &str, place: Place) -> Diagnostic {
    Diagnostic::error(
        Code::BadValue,
        format!("`{written}` is a range, but `{}` is {}, which has no order", name.id, name.of.noun()),
    )
    .at(place, "nothing lies between")
    .help(name.of.how_to_write())
    .help("where several answers are possible, list them: `[one, another]`")
}

pub(in crate::profile) fn endless_range(place: Place) -> Diagnostic {
    Diagnostic::error(Code::BadValue, "the range has no end on either side")
        .at(place, "this leaves everything open")
        .help("what is not known is left out, or written `unknown`")
}

pub(in crate::profile) fn three_points(low: &str, high: &str, place: Place) -> Diagnostic {
    Diagnostic::error(Code::BadValue, "a range is written with two points, and these are more")
        .at(place, "too many points")
        .help(format!("write `{low}..{high}`"))
}

pub(in crate::profile) fn several_ranges(place: Place) -> Diagnostic {
    Diagnostic::error(Code::BadValue, "a range has two ends, with `..` once between them")
        .at(place, "more than two ends")
        .help("where several ranges are possible, list them: `[1..2, 5..6]`")
}

/// A range such as `30..60 days`.
pub(in crate::profile) fn unit_at_both_ends(low: &str, high: &str) -> String {
    let unit = high.trim_start_matches(|letter: char| !letter.is_alphabetic());
    format!("write the unit at both ends: `{low} {unit}..{high}`")
}

pub(in crate::profile) fn two_currencies(low: &str, high: &str, place: Place) -> Diagnostic {
    Diagnostic::error(Code::BadValue, format!("the range begins in {low} and ends in {high}"))
        .at(place, "two currencies")
        .help("write both ends in one currency")
}

pub(in crate::profile) fn backward(low: &str, high: &str, of: &Type, place: Place) -> Diagnostic {
    let (beyond, first) = if of.kind == Kind::Date { ("after", "earlier") } else { ("above", "lower") };
    Diagnostic::error(Code::BackwardRange, format!("`{low}` is {beyond} `{high}`"))
        .at(place, format!("the {first} end comes first"))
        .help(format!("did you mean `{high}..{low}`?"))
}

pub(in crate::profile) fn silent_fact(name: &str, place: Place) -> Diagnostic {
    Diagnostic::error(Code::WrongPlace, format!("`{name}` is a fact about the company, and only a draft can be silent"))
        .at(place, "said of a fact")
        .help("what is not known is left out, or written `unknown`")
}

pub(in crate::profile) fn silent_in(value: Place, document: Place) -> Diagnostic {
    Diagnostic::error(Code::BadValue, "what the draft does not address stands in no document")
        .at(value, "not addressed")
        .also(document, "yet said to stand here")
        .help("write `silent` alone")
}

pub(in crate::profile) fn no_value(name: &str, place: Place) -> Diagnostic {
    Diagnostic::error(Code::MissingKey, format!("it is said where `{name}` stands, but not what it is"))
        .at(place, "`value` is missing")
        .help("write `{ value: …, in: … }`")
}

pub(in crate::profile) fn unknown_document(
    written: &str,
    near: Option<&str>,
    all: &[&str],
    place: Place,
) -> Diagnostic {
    let unknown = Diagnostic::error(Code::UnknownName, format!("no document is called `{written}`"))
        .at(place, "not in the rules");
    match all {
        [] => unknown.help("these rules tell no documents apart: write the value alone"),
        _ => guess(unknown, near)
            .help(format!("the documents are, from weakest to strongest: {}", listed(all.iter().copied(), "and"))),
    }
}

pub(in crate::profile) fn unknown_value_key(
    key: &str,
    name: &str,
    near: Option<&str>,
    all: &[&str],
    place: Place,
) -> Diagnostic {
    let unknown = Diagnostic::error(Code::UnknownKey, format!("`{key}` cannot stand in this block"))
        .at(place, format!("`{name}` has {} here", listed(all.iter().copied(), "and")));
    match (near, key) {
        (Some(_), _) => guess(unknown, near),
        (None, "includes" | "excludes" | "by-reference") => {
            unknown.help(format!("put it inside the value: `{{ value: {{ {key}: … }}, in: … }}`"))
        }
        (None, "value" | "in") => unknown.help("put the block inside the value: `{ value: { … }, in: … }`"),
        _ => unknown.help("remove it"),
    }
}

pub(in crate::profile) fn only_terms(key: &str, name: &str, place: Place) -> Diagnostic {
    Diagnostic::error(Code::WrongPlace, format!("`{key}` is for terms of the draft, and `{name}` is a fact"))
        .at(place, "said of a fact")
        .help("write the value alone; where it comes from can go into `notes`")
}

pub(in crate::profile) fn not_a_block(name: &Name, near: Option<&str>, place: Place) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::BadValue, format!("`{}` has a value, not a block of keys", name.id))
        .at(place, format!("`{}` is {}", name.id, name.of.noun()));
    let diagnostic = guess(diagnostic, near);
    match &name.of.kind {
        Kind::Set(_) => diagnostic.help("write `[…]` for its members, or `{ includes: […], excludes: […] }`"),
        _ => diagnostic.help(name.of.how_to_write()),
    }
}

pub(in crate::profile) fn no_alternatives(name: &str, place: Place) -> Diagnostic {
    Diagnostic::error(Code::BadValue, format!("an empty list leaves no value of `{name}` possible"))
        .at(place, "nothing is listed")
        .help("what is not known is left out, or written `unknown`")
}

pub(in crate::profile) fn bad_item(item: &Node, place: Place) -> Diagnostic {
    wrong_shape("each item of the list", "a single value", item, place)
}

pub(in crate::profile) fn word_in_list(silent: bool, place: Place) -> Diagnostic {
    let (message, help) = match silent {
        true => (
            "a list of possible values cannot hold `silent`",
            "write `silent` alone, or `unknown` until you have looked",
        ),
        false => (
            "a list of possible values that holds `unknown` says nothing",
            "write `unknown` alone, or list only what is possible",
        ),
    };
    Diagnostic::error(Code::BadValue, message).at(place, "not a value").help(help)
}

pub(in crate::profile) fn word_in_set(silent: bool, place: Place) -> Diagnostic {
    let message = match silent {
        true => "`silent` is not a member of a set",
        false => "a plain list is the whole set, so `unknown` cannot be in it",
    };
    Diagnostic::error(Code::BadValue, message)
        .at(place, "not a member")
        .help("where only some members are known, write `{ includes: […], excludes: […] }`")
}

pub(in crate::profile) fn none_of_a_set(place: Place) -> Diagnostic {
    Diagnostic::error(Code::OutsideScale, "`none` is not a member of this set")
        .at(place, "not a member")
        .help("write `[]` for a set without members")
}

pub(in crate::profile) fn listed_twice(written: &str, earlier: Place, again: Place) -> Diagnostic {
    Diagnostic::error(Code::DuplicateKey, format!("`{written}` is listed twice"))
        .at(again, "listed again")
        .also(earlier, "first listed here")
        .help("keep one of the two")
}

pub(in crate::profile) fn in_and_out(member: &str, included: Place, excluded: Place) -> Diagnostic {
    Diagnostic::error(Code::BadValue, format!("`{member}` is both included and excluded"))
        .at(excluded, "excluded here")
        .also(included, "included here")
        .help("keep one of the two; what is in neither list is not known yet")
}
