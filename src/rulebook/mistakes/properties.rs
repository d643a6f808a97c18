//! What is said about the properties of a declaration.

use crate::diagnostic::{Code, Diagnostic, nearest, with_article};
use crate::source::Place;
use crate::syntax::properties::Property;
use crate::syntax::words::{DeclarationWord, PropertyWord};

pub(in crate::rulebook) fn unknown_property(
    place: Place,
    owner: &str,
    rows: &[Property],
    word: PropertyWord,
) -> Diagnostic {
    let words: Vec<&str> = rows.iter().filter(|row| row.is_of_the_deal()).map(|row| row.word.as_str()).collect();
    let noun = if matches!(owner, "preferred" | "fallback" | "walk-away") { "rung" } else { owner };
    let owner = with_article(noun);
    let found = Diagnostic::error(Code::UnknownProperty, format!("{owner} has no property `{word}`"))
        .at(place, format!("not a property of {owner}"));
    if word == PropertyWord::When && noun == "test" {
        return found.help("write `given` before what a test assumes: `given … is …`");
    }
    if word == PropertyWord::From && matches!(noun, "term" | "parameter") {
        return found.help("write it on the line of the value it supports: `standard … from SOURCE \"section\"`");
    }
    if word == PropertyWord::When {
        return found.help("a value that depends on conditions ends with `, otherwise VALUE`");
    }
    match nearest(word.as_str(), words.iter().copied()) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help(format!("{owner} has: {}", words.join(", "))),
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
    let example = example(property).map_or(String::new(), |example| format!(", such as `{example}`"));
    let shape = format!("add `{property}`: {}{example}", row.shape.trim_end_matches(", guarded"));
    match (inherited, word) {
        (true, DeclarationWord::Redline | DeclarationWord::Mitigation | DeclarationWord::Question) => {
            found.help(format!("{shape}, here or in the risk it stands in"))
        }
        (true, DeclarationWord::Step) => found.help(format!("{shape}, here or in the checklist it stands in")),
        _ => found.help(shape),
    }
}

/// A property as it may be written: what words alone do not show.
fn example(property: PropertyWord) -> Option<&'static str> {
    Some(match property {
        PropertyWord::Version => "version \"1\"",
        PropertyWord::Vendor => "vendor \"Acme\"",
        PropertyWord::Owners => "owners legal \"Legal\", it \"IT\"",
        PropertyWord::Phases => "phases prepare < sign",
        PropertyWord::Documents => "documents e-mail < contract",
        PropertyWord::Kind => "kind contract",
        PropertyWord::AsOf => "as-of 2026-01-31",
        PropertyWord::Type => "type yes-no",
        PropertyWord::Ask => "ask \"How many users do you have?\"",
        PropertyWord::Value => "value 90 days",
        PropertyWord::Risk => "risk exit",
        PropertyWord::Severity => "severity high",
        PropertyWord::Pitfall => "pitfall \"What may go wrong.\"",
        PropertyWord::Preferred => "preferred change.notice at least 90 days",
        PropertyWord::Propose => "propose \"At least {{ preferred }}.\"",
        PropertyWord::To => "to vendor",
        PropertyWord::Between => "between notice and price",
        PropertyWord::Owner => "owner legal",
        PropertyWord::Phase => "phase sign",
        PropertyWord::From => "from guide \"Section 4\"",
        PropertyWord::Approver => "approver cfo",
        PropertyWord::Until => "until 2027-12-31",
        PropertyWord::Expect => "expect notice is preferred",
        _ => return None,
    })
}

/// A rule that would take from the braces of another what it lacks.
pub(in crate::rulebook) fn outside(place: Place, word: DeclarationWord, name: &str, lacks: &[&Property]) -> Diagnostic {
    let outer = if word == DeclarationWord::Step { "checklist" } else { "risk" };
    let lacks: Vec<String> = lacks.iter().map(|row| format!("`{}`", row.word)).collect();
    let lacks = match lacks.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => lacks.concat(),
    };
    Diagnostic::error(Code::MissingProperty, format!("the {word} `{name}` stands in no {outer}, and has no {lacks}"))
        .at(place, format!("outside the braces of every {outer}"))
        .help(format!("move it into the braces of a `{outer}`, which gives it the rest; or add {lacks}"))
}

pub(in crate::rulebook) fn pitfall_without_when(place: Place) -> Diagnostic {
    Diagnostic::error(Code::MissingProperty, "the braces after this pitfall do not say when it holds")
        .at(place, "needs `when`")
        .help("write `{ when CONDITION }`, or leave the braces out if it always holds")
}

pub(in crate::rulebook) fn pitfall_when(place: Place) -> Diagnostic {
    Diagnostic::error(Code::UnknownProperty, "when a pitfall holds is said in braces after its text")
        .at(place, "stands outside the braces")
        .help("write `{ when CONDITION }`")
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

pub(in crate::rulebook) fn no_day_of_year(place: Place) -> Diagnostic {
    Diagnostic::error(Code::BadValue, format!("`{}` is no day of the year", place.text()))
        .at(place, "expected a day and its month")
        .help("write the day and the English name of the month, such as `30 June`")
}
