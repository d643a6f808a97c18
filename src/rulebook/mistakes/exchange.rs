//! What is said about what points are given for, and what they need first.

use crate::diagnostic::{Code, Diagnostic, with_article};
use crate::source::Place;
use crate::syntax::words::{DeclarationWord, PropertyWord};

/// So many rules of a circle are shown.
const MOST_SHOWN: usize = 8;

pub(in crate::rulebook) fn no_weight(place: Place) -> Diagnostic {
    Diagnostic::error(Code::BadValue, format!("`{}` cannot stand here", place.text()))
        .at(place, "expected a whole number from 1 to 5")
        .help("1 is hardly anything, 5 as much as anything in the deal")
}

pub(in crate::rulebook) fn weight_depends(place: Place, word: PropertyWord) -> Diagnostic {
    Diagnostic::error(Code::BadValue, format!("`{word}` is one number, whatever the conditions are"))
        .at(place, "expected a whole number from 1 to 5")
        .help("leave out `when … otherwise …`; what depends on the company, say with `priority` or `severity`")
}

pub(in crate::rulebook) fn exchange_with_itself(place: Place, word: PropertyWord, name: &str) -> Diagnostic {
    let (message, help) = match word {
        PropertyWord::TradesFor => {
            (format!("`{name}` cannot be given in exchange for itself"), "name what you want in return")
        }
        _ => (format!("`{name}` cannot need itself first"), "name what must be there before it"),
    };
    Diagnostic::error(Code::BadExchange, message).at(place, "names itself").help(help)
}

pub(in crate::rulebook) fn cannot_stand_in(
    place: Place,
    word: PropertyWord,
    kind: DeclarationWord,
    name: &str,
    kinds: &[DeclarationWord],
) -> Diagnostic {
    let (message, label) = match word {
        PropertyWord::TradesFor => {
            (format!("nothing is given in exchange for {} such as `{name}`", with_article(kind.as_str())), "not traded")
        }
        _ => (format!("{} such as `{name}` cannot be had first", with_article(kind.as_str())), "cannot be had first"),
    };
    let kinds: Vec<String> = kinds.iter().map(|kind| with_article(kind.as_str())).collect();
    let kinds = match kinds.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => kinds.concat(),
    };
    Diagnostic::error(Code::BadExchange, message).at(place, label).help(format!("name {kinds}"))
}

pub(in crate::rulebook) fn named_twice(place: Place, word: PropertyWord, name: &str) -> Diagnostic {
    Diagnostic::error(Code::BadExchange, format!("`{word}` names `{name}` twice"))
        .at(place, "the second time")
        .help("keep one of them")
}

pub(in crate::rulebook) fn lever_brings_nothing(place: Place, lever: Place) -> Diagnostic {
    Diagnostic::error(Code::BadExchange, format!("the lever `{}` does not say what it is to bring", place.text()))
        .at(place, "something is to be given for it")
        .also(lever, "has no `get`")
        .help("add `get \"…\"` to the lever, or name a redline")
}

pub(in crate::rulebook) fn circle(circle: &[Place]) -> Diagnostic {
    let names: Vec<String> = circle.iter().chain(circle.first()).map(|place| format!("`{}`", place.text())).collect();
    let mut found =
        Diagnostic::error(Code::Cycle, format!("each of these needs the next one first: {}", names.join(" → ")));
    for (at, place) in circle.iter().take(MOST_SHOWN).enumerate() {
        found = match at {
            0 => found.at(place.clone(), "needs itself first"),
            _ => found.also(place.clone(), "by way of this"),
        };
    }
    found.help("leave out one `requires`: something must come first")
}
