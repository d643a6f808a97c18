//! What is said about the properties of a declaration.

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::Place;
use crate::syntax::properties::Property;
use crate::syntax::words::{DeclarationWord, PropertyWord, with_article};

pub(in crate::rulebook) fn unknown_property(
    place: Place,
    owner: &str,
    rows: &[Property],
    word: PropertyWord,
) -> Diagnostic {
    let words: Vec<&str> = rows.iter().filter(|row| row.is_of_the_deal()).map(|row| row.word.as_str()).collect();
    let owner = if matches!(owner, "preferred" | "fallback" | "walk-away") { "rung" } else { owner };
    let an_owner = with_article(owner);
    let found = Diagnostic::error(Code::UnknownProperty, format!("{an_owner} has no property `{word}`"))
        .at(place, format!("not a property of {an_owner}"));
    if word == PropertyWord::From && matches!(owner, "term" | "parameter") {
        return found.help("write it on the line of the value it supports: `standard … from SOURCE \"section\"`");
    }
    if word == PropertyWord::When {
        return found.help("a value that depends on conditions ends with `, otherwise VALUE`");
    }
    match nearest(word.as_str(), words.iter().copied()) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help(format!("{an_owner} has: {}", words.join(", "))),
    }
}

pub(in crate::rulebook) fn unknown_code(place: Place, written: &str, near: Option<&str>) -> Diagnostic {
    let found =
        Diagnostic::error(Code::UnknownName, format!("`{written}` is no finding that can be allowed or treated"))
            .at(place, "names no finding");
    match near {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help("it is the word in brackets after `warning`; an error cannot be allowed"),
    }
}

pub(in crate::rulebook) fn missing_otherwise(place: Place, word: PropertyWord) -> Diagnostic {
    Diagnostic::error(Code::MissingOtherwise, format!("this `{word}` depends on a condition and does not say what holds otherwise"))
        .at(place, "`, otherwise VALUE` must follow")
        .help(format!("write `{word} VALUE when CONDITION, otherwise VALUE`; if the whole rule depends on it, put `when` on a line of its own"))
}

pub(in crate::rulebook) fn repeated_property((place, first): (Place, Place), word: PropertyWord) -> Diagnostic {
    Diagnostic::error(Code::RepeatedProperty, format!("`{word}` is given twice"))
        .at(place, "the second time")
        .also(first, "the first time")
        .help("keep one of them")
}

pub(in crate::rulebook) fn missing_property(
    place: Place,
    word: DeclarationWord,
    name: &str,
    row: &Property,
) -> Diagnostic {
    let property = row.word;
    let found = Diagnostic::error(Code::MissingProperty, format!("the {} `{name}` has no `{property}`", word.noun()))
        .at(place, format!("needs `{property}`"));
    let inherited =
        matches!(property, PropertyWord::Risk | PropertyWord::Owner | PropertyWord::Phase | PropertyWord::From);
    let shape = format!("add `{property}`: {}", row.shape.trim_end_matches(", guarded"));
    match (inherited, word) {
        (true, DeclarationWord::Redline | DeclarationWord::Mitigation | DeclarationWord::Question) => {
            found.help(format!("{shape}, here or in the risk it stands in"))
        }
        (true, DeclarationWord::Step) => found.help(format!("{shape}, here or in the checklist it stands in")),
        _ => found.help(shape),
    }
}

pub(in crate::rulebook) fn pitfall_without_when(place: Place) -> Diagnostic {
    Diagnostic::error(Code::MissingProperty, "the braces after this pitfall do not say when it holds")
        .at(place, "needs `when`")
        .help("write `{ when CONDITION }`, or leave the braces out if it always holds")
}

pub(in crate::rulebook) fn no_title(place: Place, word: DeclarationWord, name: &str) -> Diagnostic {
    let lacks = if word == DeclarationWord::Step { "does not say what is to be done" } else { "has no title" };
    Diagnostic::error(Code::MissingProperty, format!("the {word} `{name}` {lacks}"))
        .at(place, "a text must follow")
        .help(format!("write `{word} {name} \"…\"`: people read this text in every document"))
}

pub(in crate::rulebook) fn guarded_owner(place: Place) -> Diagnostic {
    Diagnostic::error(Code::BadValue, "whoever answers a question cannot depend on conditions")
        .at(place, "name one owner")
        .help("leave out `when … otherwise …`")
}
