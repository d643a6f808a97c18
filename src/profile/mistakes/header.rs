//! The words for what is wrong with the top-level keys.

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::intake::Node;
use crate::profile::form::Form;
use crate::source::Place;
use crate::value::money::{currencies, is_currency};
use crate::value::{Misread, Money};

use super::{guess, listed, misread, wrong_shape};

pub(in crate::profile) fn profile_form(node: &Node, place: Place) -> Diagnostic {
    let mut diagnostic = wrong_shape("a profile", "a block of keys", node, place);
    diagnostic.help = vec!["write one `key: value` a line, the first of them `profile: Northwind Bank`".to_owned()];
    diagnostic
}

pub(in crate::profile) fn no_name(place: Place, form: Form) -> Diagnostic {
    let (says, help) = match form {
        Form::Blocks => {
            ("the profile does not say whose it is", "begin with the name of the company: `profile: Northwind Bank`")
        }
        Form::Row => {
            ("the row does not say whose deal it is", "fill in the column `profile`, or take the row out if it is none")
        }
        Form::Line => {
            ("the line does not say whose deal it is", "begin with the name: `{\"profile\": \"Northwind Bank\", …}`")
        }
    };
    Diagnostic::error(Code::MissingKey, says).at(place, "`profile` is missing or empty").help(help)
}

pub(in crate::profile) fn no_as_of(place: Place, form: Form) -> Diagnostic {
    let (says, help) = match form {
        Form::Blocks => {
            ("the profile does not say as of which day it is to be judged", "add a line such as `as-of: 2026-11-21`")
        }
        Form::Row => (
            "the row does not say as of which day the deal is to be judged",
            "fill in the column `as-of`, with a day such as `2026-11-21`",
        ),
        Form::Line => {
            ("the line does not say as of which day the deal is to be judged", "add `\"as-of\": \"2026-11-21\"`")
        }
    };
    Diagnostic::error(Code::MissingKey, says)
        .at(place, "`as-of` is missing")
        .help(help)
        .help("or give the day on the command line: `--as-of 2026-11-21`")
}

pub(in crate::profile) fn unknown_top_key(place: Place, key: &str, near: Option<&str>, all: &[&str]) -> Diagnostic {
    if matches!(key, "terms" | "status") {
        return Diagnostic::error(Code::WrongPlace, format!("`{key}` belongs under `draft`"))
            .at(place, "not a key of its own")
            .help(format!("write `draft:` and indent `{key}` below it"));
    }
    let unknown = Diagnostic::error(Code::UnknownKey, format!("a profile has no key `{key}`")).at(place, "not known");
    match near {
        Some(_) => guess(unknown, near),
        None => unknown
            .help(format!("the keys are {}", listed(all.iter().copied(), "and")))
            .help("what is true of the company belongs under `facts`, what the draft says under `draft` and `terms`"),
    }
}

pub(in crate::profile) fn pack_twice(pack: &str, earlier: Place, again: Place) -> Diagnostic {
    Diagnostic::warning(Code::DuplicateKey, format!("the pack `{pack}` is listed twice"))
        .at(again, "listed again")
        .also(earlier, "first listed here")
        .help("once is enough")
}

pub(in crate::profile) fn too_many_packs(place: Place) -> Diagnostic {
    Diagnostic::error(Code::TooLarge, "a profile may list 1000 packs")
        .at(place, "one too many")
        .help("check that this is the file you meant")
}

pub(in crate::profile) fn no_currency_code(text: &str, place: Place) -> Diagnostic {
    let capitals = match text {
        "€" => "EUR".to_owned(),
        "$" | "US$" => "USD".to_owned(),
        "£" => "GBP".to_owned(),
        _ => text.to_ascii_uppercase(),
    };
    let wrong = Diagnostic::error(Code::BadValue, format!("`{text}` is not a currency code"))
        .at(place, "no currency has this code");
    let code = if is_currency(&capitals) { Some(capitals.as_str()) } else { nearest(&capitals, currencies()) };
    guess(wrong, code).help("currencies have codes of three capitals, such as `USD` or `EUR`")
}

/// How rates are written.
const RATE: &str = "a rate is written `EUR: USD 1.08`: one euro is 1.08 dollars";

pub(in crate::profile) fn rates_form(node: &Node, place: Place, form: Form) -> Diagnostic {
    match form {
        Form::Blocks => wrong_shape("`rates`", "a block of keys", node, place).help(RATE),
        Form::Row => {
            wrong_shape("`rates`", "a block in braces", node, place).help("one euro is 1.08 dollars: `{EUR: USD 1.08}`")
        }
        Form::Line => {
            wrong_shape("`rates`", "an object", node, place).help("one euro is 1.08 dollars: `{\"EUR\": \"USD 1.08\"}`")
        }
    }
}

pub(in crate::profile) fn rate_form(what: &str, node: &Node, place: Place) -> Diagnostic {
    wrong_shape(what, "an amount in another currency", node, place).help(RATE)
}

pub(in crate::profile) fn rate_misread(wrong: Misread, place: Place) -> Diagnostic {
    let mut diagnostic = misread(wrong, place, "not a rate");
    diagnostic.help = vec![RATE.to_owned()];
    diagnostic
}

pub(in crate::profile) fn rate_to_itself(currency: &str, place: Place) -> Diagnostic {
    Diagnostic::error(Code::BadValue, format!("the rate of {currency} is stated in {currency} itself"))
        .at(place, "the same currency")
        .help(RATE)
}

pub(in crate::profile) fn rate_of_nothing(currency: &str, place: Place) -> Diagnostic {
    Diagnostic::error(Code::BadValue, format!("the rate of {currency} is not above zero"))
        .at(place, "one unit is worth something")
        .help(RATE)
}

pub(in crate::profile) fn rate_twice(from: &str, to: &str, earlier: Place, again: Place) -> Diagnostic {
    Diagnostic::error(Code::DuplicateKey, format!("the rate between {from} and {to} is stated twice"))
        .at(again, "stated again")
        .also(earlier, "first stated here")
        .help("keep one of the two: a rate serves in both directions")
}

pub(in crate::profile) fn rate_against_others(from: &str, worth: &Money, other: Decimal, place: Place) -> Diagnostic {
    let (to, other) = (&worth.currency, other.round_sf(4).unwrap_or(other).normalize());
    Diagnostic::error(Code::BadValue, format!("the rate between {from} and {to} contradicts the others"))
        .at(place, format!("by the other rates one {from} is {to} {other}"))
        .help("leave it out, since two rates with a third currency are enough, or mend the others")
}

pub(in crate::profile) fn draft_form(node: &Node, place: Place) -> Diagnostic {
    wrong_shape("`draft`", "a block with `status` and `terms`", node, place)
        .help("where there is no draft yet, write `draft: { status: none }` or leave `draft` out")
}

pub(in crate::profile) fn unknown_draft_key(place: Place, key: &str, near: Option<&str>) -> Diagnostic {
    let unknown = Diagnostic::error(Code::UnknownKey, format!("`draft` has no key `{key}`"))
        .at(place, "neither `status` nor `terms`");
    match near {
        Some(_) => guess(unknown, near),
        None => unknown.help("what the draft says belongs one step deeper, under `terms`"),
    }
}

/// What the three states mean.
const STATES: [&str; 3] = [
    "`none`: there is no draft yet",
    "`partial`: only the terms listed here have been looked for",
    "`reviewed`: the draft was read to the end, and what is not listed is not in it",
];

fn with_states(diagnostic: Diagnostic) -> Diagnostic {
    STATES.iter().fold(diagnostic, |diagnostic, state| diagnostic.help(*state))
}

pub(in crate::profile) fn bad_status(written: &str, place: Place) -> Diagnostic {
    let short = written.lines().next().unwrap_or_default();
    with_states(
        Diagnostic::error(Code::BadValue, format!("`{short}` is not a status of the draft"))
            .at(place, "`none`, `partial` or `reviewed`"),
    )
}

pub(in crate::profile) fn no_status(terms: Place) -> Diagnostic {
    with_states(
        Diagnostic::error(Code::MissingKey, "`draft` lists terms but does not say how much of the draft has been read")
            .at(terms, "`status` is missing beside these"),
    )
}

pub(in crate::profile) fn terms_without_draft(status: Place, terms: Place) -> Diagnostic {
    Diagnostic::error(Code::BadValue, "the status says that there is no draft, yet terms of it are listed")
        .at(status, "no draft")
        .also(terms, "terms of the draft")
        .help("write `status: partial` if only these terms have been looked for")
        .help("write `status: reviewed` if the draft was read to the end")
}
