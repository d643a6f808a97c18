//! What is said about overlays.

use crate::diagnostic::{Code, Diagnostic, nearest, with_article};
use crate::source::Place;
use crate::syntax::tree::Declaration;
use crate::syntax::words::{DeclarationWord, PropertyWord};

pub(in crate::rulebook) fn extends_itself(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::Overlay, format!("the pack `{name}` extends itself"))
        .at(place, "its own name")
        .help("name the pack that it changes, or delete the line")
}

pub(in crate::rulebook) fn extends_nothing<'a>(
    place: Place,
    name: &str,
    own: Option<&str>,
    others: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let others: Vec<&str> = others.collect();
    let found = Diagnostic::error(Code::UnknownName, format!("no pack called `{name}` is read with this one"))
        .at(place, "names no pack");
    match nearest(name, others.iter().copied()) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => {
            let own = own.unwrap_or("FOLDER");
            let found = match others.as_slice() {
                [] => found,
                others => found.help(format!("the other packs that are read: {}", others.join(", "))),
            };
            found.help(format!("name the folders of both packs: `proviso check {name} {own}`"))
        }
    }
}

pub(in crate::rulebook) fn extends_no_pack(place: Place, over: &Declaration, others: usize) -> Diagnostic {
    let word = over.word.node;
    let found = Diagnostic::error(Code::Overlay, format!("`{word}` changes another pack, and this one extends none"))
        .at(place, "changes what?")
        .help(format!("write `extend PACK` after the head, or change `{}` where it stands", over.name.node));
    match others {
        0 => found,
        1 => found.help("one more declaration of this pack changes another pack"),
        _ => found.help(format!("{others} more declarations of this pack change another pack")),
    }
}

pub(in crate::rulebook) fn not_retirable(place: Place, word: DeclarationWord, rules: &[DeclarationWord]) -> Diagnostic {
    Diagnostic::error(
        Code::Overlay,
        format!("{} cannot be retired: other rules rest on it", with_article(word.as_str())),
    )
    .at(place, with_article(word.as_str()))
    .help(format!("only a {} can be retired", or(rules)))
}

pub(in crate::rulebook) fn changes_nothing(
    place: Place,
    name: &str,
    words: &[DeclarationWord],
    near: Option<&str>,
) -> Diagnostic {
    let found = Diagnostic::error(
        Code::UnknownName,
        format!("no {} called `{name}` stands in the pack that is extended", or(words)),
    )
    .at(place, "changes nothing");
    match near {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found,
    }
}

pub(in crate::rulebook) fn another_kind(
    place: Place,
    name: &str,
    is: DeclarationWord,
    words: &[DeclarationWord],
) -> Diagnostic {
    let found = Diagnostic::error(Code::Overlay, format!("`{name}` is a {is}, not a {}", or(words)))
        .at(place, with_article(is.as_str()));
    match words {
        [_] => found.help(format!("write `{is} {name}`")),
        _ => found.help("what asks for nothing needs no waiver"),
    }
}

pub(in crate::rulebook) fn ambiguous(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::AmbiguousName, format!("several of the extended packs have a `{name}`"))
        .at(place, "which one?")
        .help("extend only the pack that is meant")
}

pub(in crate::rulebook) fn changed_twice(place: Place, first: Place, name: &str, same_pack: bool) -> Diagnostic {
    let message = match same_pack {
        true => format!("`{name}` is changed twice"),
        false => format!("two packs change `{name}`"),
    };
    Diagnostic::error(Code::Overlay, message)
        .at(place, "the second time")
        .also(first, "the first time")
        .help("bring both changes together in one place")
}

pub(in crate::rulebook) fn changes_no_property(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::Overlay, format!("this override of `{name}` changes nothing"))
        .at(place, "its braces are empty")
        .help("write the properties that are to be different, or delete it")
}

pub(in crate::rulebook) fn fixed(place: Place, word: PropertyWord, declaration: DeclarationWord) -> Diagnostic {
    Diagnostic::error(
        Code::Overlay,
        format!("the {word} of {} cannot be overridden", with_article(declaration.as_str())),
    )
    .at(place, "other rules rest on it")
    .help(format!("declare {} of your own, with another name", with_article(declaration.as_str())))
}

pub(in crate::rulebook) fn removes_unknown(place: Place, written: &str, declaration: DeclarationWord) -> Diagnostic {
    let optional: Vec<&str> = declaration
        .properties()
        .iter()
        .filter(|row| !row.need.is_required() && row.word != PropertyWord::Allow)
        .map(|row| row.word.as_str())
        .collect();
    let owner = with_article(declaration.as_str());
    Diagnostic::error(Code::UnknownProperty, format!("{owner} has no property `{written}` to remove"))
        .at(place, "not a property")
        .help(match nearest(written, optional.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("what can be removed from {owner}: {}", optional.join(", ")),
        })
}

pub(in crate::rulebook) fn removes_required(
    place: Place,
    word: PropertyWord,
    declaration: DeclarationWord,
) -> Diagnostic {
    Diagnostic::error(
        Code::Overlay,
        format!("`{word}` cannot be removed: {} needs it", with_article(declaration.as_str())),
    )
    .at(place, "required")
    .help(format!("give another `{word}` instead"))
}

pub(in crate::rulebook) fn removes_nothing(place: Place, word: PropertyWord, name: &str) -> Diagnostic {
    Diagnostic::error(Code::Overlay, format!("`{name}` has no `{word}` to remove"))
        .at(place, "removes nothing")
        .help("delete this line")
}

pub(in crate::rulebook) fn guarded_approver(place: Place) -> Diagnostic {
    Diagnostic::error(Code::WrongType, "a waiver has one approver, whatever else is true")
        .at(place, "depends on conditions")
        .help("name the one who agreed")
}

pub(in crate::rulebook) fn is_retired(place: Place, by: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::Overlay, format!("`{name}` has been retired, and something still rests on it"))
        .at(place, "rests on it")
        .also(by, "retired here")
        .help("retire this too, or override it")
}

pub(in crate::rulebook) fn waives_retired(place: Place, by: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::Overlay, format!("`{name}` has been retired: there is nothing left to waive"))
        .at(place, "waived here")
        .also(by, "retired here")
        .help("waive it for a while, or retire it for good, but not both")
}

fn or(words: &[DeclarationWord]) -> String {
    let words: Vec<&str> = words.iter().map(|word| word.as_str()).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}
