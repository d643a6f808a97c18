//! What is said about text that is not in the language.

mod signs;

use crate::diagnostic::{Code, Diagnostic, nearest, with_article};
use crate::source::{Place, Source};

use super::LARGEST_FILE;
use super::block::Block;
use super::grammar::{Noun, Rule, Stray, noun};
use super::lines::first_word;
use super::masked::Masked;
use super::scan::{DEEPEST, pasted_as};
use super::stray::{Found, advice, advice_before};
use super::surroundings;
use super::words::{DeclarationWord, PropertyWord};

pub(super) use signs::{extra_brace, misbraced, misquoted, no_braces, pasted, unclosed};

pub(super) fn too_large(source: &Source) -> Diagnostic {
    let most = LARGEST_FILE / 1024 / 1024;
    Diagnostic::error(Code::TooLarge, format!("`{}` is larger than {most} MiB", source.name()))
        .help("split the pack into several files in one folder")
}

pub(super) fn too_deep(place: Place) -> Diagnostic {
    Diagnostic::error(Code::NestedTooDeep, format!("brackets and `not` go deeper than {DEEPEST} levels"))
        .at(place, "one level too many")
        .help("give parts of the condition a name with `define`")
}

/// A `when` on the line of a rung or a text, which would be that of the whole rule.
pub(super) fn when_after(place: Place, before: PropertyWord, condition: &str, is_text: bool) -> Diagnostic {
    let (before, condition) = (before.as_str(), condition.trim());
    let found = Diagnostic::error(Code::Syntax, "this `when` would decide whether the whole rule applies")
        .at(place, format!("after `{before}`, on its line"))
        .help("if it is meant for the whole rule, put it on a line of its own");
    if is_text {
        found.help(format!("`{before}` cannot depend on anything; make a second rule for the other case"))
    } else {
        found.help(format!("if it is meant for this {before} alone, put it in braces: `{{ {condition} }}`"))
    }
}

/// A word at the beginning of a declaration that declares nothing.
pub(super) fn no_declaration(source: &Source, block: &Block) -> Diagnostic {
    let place = Place::new(source, block.word_span);
    let word = place.text().to_owned();
    if DeclarationWord::find(&word).is_some() {
        return no_name(place, &word);
    }
    if word.chars().next().is_some_and(|first| pasted_as(first).is_some()) {
        return pasted(place, 0);
    }
    if PropertyWord::find(&word).is_some() {
        return Diagnostic::error(Code::Syntax, format!("`{word}` stands outside every declaration"))
            .at(place, "a property of nothing")
            .help("a `{` is missing before it, or a `}` stands too early");
    }
    let found = Diagnostic::error(Code::Syntax, format!("expected a declaration, found `{word}`"));
    match (word.as_str(), nearest_declaration(&word)) {
        ("}" | ")" | "]", _) => Diagnostic::error(Code::Syntax, format!("this `{word}` closes nothing"))
            .at(place, "nothing is open here")
            .help("delete it, or look for one above that stands too early"),
        ("/", _) => found.at(place, "declares nothing").help("a comment begins with `#`"),
        ("rule", _) => found
            .at(place, "declares nothing")
            .help("say what kind of rule it is: `redline`, `mitigation`, `question`, `lever` or `conflict`"),
        (_, Some(near)) => found.at(place, "declares nothing").help(format!("did you mean `{near}`?")),
        _ if !block.children.is_empty() => found
            .at(place, "declares nothing")
            .help("delete it, with its `{` and `}`: the declarations inside need nothing around them"),
        (_, None) => found
            .at(place, "declares nothing")
            .help("a declaration begins with a word such as `fact`, `term`, `risk` or `redline`, a comment with `#`"),
    }
}

/// What a word was meant to declare.
pub(super) fn nearest_declaration(word: &str) -> Option<DeclarationWord> {
    nearest(word, DeclarationWord::ALL.iter().map(|word| word.as_str())).and_then(DeclarationWord::find)
}

fn no_name(place: Place, word: &str) -> Diagnostic {
    if word == DeclarationWord::Test.as_str() {
        return Diagnostic::error(Code::Syntax, "the test has no title")
            .at(place, "a title in quotes must follow")
            .help("write `test \"What must hold\"`");
    }
    let after = place.source.text().get(place.span.end as usize..).unwrap_or_default();
    let next = first_word(after).filter(|next| DeclarationWord::find(next).is_none() && *next != "because");
    let next = next.unwrap_or("NAME").to_owned();
    let changes = matches!(word, "override" | "retire") && next != "NAME";
    let found = match changes {
        true => Diagnostic::error(Code::Syntax, format!("`{word}` does not say what `{next}` is"))
            .at(place, "a word such as `redline` must follow"),
        false => Diagnostic::error(Code::Syntax, format!("the {word} has no name")).at(place, "a name must follow"),
    };
    found.help(match DeclarationWord::find(word) {
        Some(DeclarationWord::Extend) => "write `extend` and the name of a pack".to_owned(),
        Some(DeclarationWord::Override) => {
            format!("write what it changes and its name: `override redline {next} {{ … }}`")
        }
        Some(DeclarationWord::Retire) => {
            format!("write what it takes out and its name: `retire redline {next} because \"…\"`")
        }
        _ => format!("write `{word} some-name \"Its title\"`"),
    })
}

/// Where the grammar had to stop.
pub(super) fn stray(source: &Source, word: DeclarationWord, masked: &Masked, stray: &Stray) -> Diagnostic {
    let found = Found::at(&masked.text, stray.at);
    let place = |at: usize, length: usize| Place::new(source, masked.span(at, length));
    let here = place(found.at, found.text.len());
    let nouns = nouns(&stray.expected, word, &found);
    let head = masked.text.split_whitespace().nth(1).and_then(DeclarationWord::find);
    let changed = head.filter(|_| word == DeclarationWord::Override).unwrap_or(word);
    let unknown = advice(&found, &nouns).is_none() && advice_before(&found).is_none();
    let on_word = || surroundings::advice_on_word(&found, word);
    let told = surroundings::advice(&masked.text, &found, word, &nouns)
        .or_else(|| on_word().filter(|_| unknown && near_property(changed, found.text).is_none()));
    if let Some(advice) = told {
        let text = masked.text.get(advice.at..advice.at + advice.length).unwrap_or_default();
        let marked = place(advice.at, advice.length);
        return match (advice.lacks, text.trim()) {
            (Some(lacks), _) => Diagnostic::error(Code::Syntax, format!("`{text}` has no {lacks}"))
                .at(marked, format!("a {lacks} must follow")),
            (None, "") => {
                let expected = one_of(&nouns);
                Diagnostic::error(Code::Syntax, format!("expected {expected}, found {}", found.shown()))
                    .at(marked, format!("expected {expected}"))
            }
            (None, _) => {
                Diagnostic::error(Code::Syntax, format!("`{text}` cannot stand here")).at(marked, "not understood")
            }
        }
        .help(advice.help);
    }
    let next_property = stray.expected.iter().any(|rule| noun(*rule) == Noun::NextProperty);
    if found.is_word && next_property && found.in_braces() {
        let begins_property =
            found.begins_line || found.after.trim_start().starts_with('"') && !found.before.ends_with('"');
        if found.begins_line && DeclarationWord::find(found.text).is_some() {
            return inner_declaration(here, word, 0);
        }
        if advice(&found, &nouns).is_none() && (begins_property || near_property(changed, found.text).is_some()) {
            return unknown_property(here, word, changed, found.text);
        }
    }
    if let Some((at, length, advice)) = advice_before(&found) {
        let text = masked.text.get(at..at + length).unwrap_or_default();
        return Diagnostic::error(Code::Syntax, format!("`{text}` cannot stand here"))
            .at(place(at, length), "not understood")
            .help(advice);
    }
    if let Some(advice) = advice(&found, &nouns) {
        return Diagnostic::error(Code::Syntax, format!("{} cannot stand here", found.shown()))
            .at(here, "not understood")
            .help(advice);
    }
    let expected = one_of(&nouns);
    Diagnostic::error(Code::Syntax, format!("expected {expected}, found {}", found.shown()))
        .at(here, format!("expected {expected}"))
}

/// A declaration inside one that cannot hold it, or one without a name. `more` are in the
/// same place.
pub(super) fn inner_declaration(place: Place, outer: DeclarationWord, more: usize) -> Diagnostic {
    let word = place.text().to_owned();
    if DeclarationWord::find(&word).is_some_and(|inner| inner.may_stand_in(outer)) {
        return no_name(place, &word);
    }
    let found = Diagnostic::error(
        Code::MisplacedDeclaration,
        format!("{} cannot stand inside {}", with_article(&word), with_article(outer.as_str())),
    )
    .at(place, "belongs elsewhere")
    .help("put it outside the braces");
    match more {
        0 => found,
        1 => found.help("one more declaration in the same braces cannot stand there"),
        _ => found.help(format!("{more} more declarations in the same braces cannot stand there")),
    }
}

/// A property that the language, or this declaration, does not have. An override has
/// those of what it changes.
fn unknown_property(place: Place, declaration: DeclarationWord, changed: DeclarationWord, word: &str) -> Diagnostic {
    let owner = with_article(declaration.as_str());
    let error = Diagnostic::error(Code::UnknownProperty, format!("{owner} has no property `{word}`"))
        .at(place, format!("not a property of {owner}"));
    let rows = changed.properties().iter().filter(|property| property.is_of_the_deal());
    let mut words: Vec<&str> = rows.map(|property| property.word.as_str()).collect();
    if changed != declaration {
        words.push(PropertyWord::Remove.as_str());
    }
    match near_property(changed, word) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None => error.help(format!("{} has: {}", with_article(changed.as_str()), words.join(", "))),
    }
}

fn near_property(declaration: DeclarationWord, word: &str) -> Option<&'static str> {
    let own = declaration.properties().iter().map(|property| property.word.as_str());
    let inner = DeclarationWord::ALL.iter().filter(|inner| inner.may_stand_in(declaration)).map(|inner| inner.as_str());
    nearest(word, own.chain(inner)).or_else(|| nearest(word, ["when", "approver", "wording", "reply", "remove"]))
}

fn nouns(expected: &[Rule], declaration: DeclarationWord, found: &Found<'_>) -> Vec<Noun> {
    let mut nouns: Vec<Noun> = Vec::new();
    for rule in expected {
        let noun = noun(*rule);
        if noun != Noun::Silent && !nouns.contains(&noun) {
            nouns.push(noun);
        }
    }
    let goes_on = nouns.contains(&Noun::NextProperty);
    let ends_line = matches!(declaration, DeclarationWord::Define | DeclarationWord::Values);
    if goes_on && (ends_line || found.in_braces()) {
        // What may follow a finished value, but is hardly what was meant.
        let either = nouns.contains(&Noun::Exactly("and"));
        nouns.retain(|noun| match noun {
            Noun::Exactly("}" | "{") => false,
            Noun::Exactly("or") => either,
            Noun::Kind(_) => false,
            _ => true,
        });
    } else if goes_on {
        nouns.retain(|noun| *noun != Noun::NextProperty);
    }
    if nouns.contains(&Noun::Exactly("all of")) && nouns.contains(&Noun::Exactly("(")) {
        nouns = vec![Noun::Kind("a condition")];
    }
    if nouns.iter().any(|noun| !is_measure(*noun)) {
        nouns.retain(|noun| !is_measure(*noun));
    }
    if goes_on && ends_line {
        nouns.retain(|noun| *noun != Noun::NextProperty);
        nouns.push(Noun::Kind("the end of the line"));
    }
    nouns.sort();
    nouns
}

/// What may follow any bare number.
fn is_measure(noun: Noun) -> bool {
    matches!(noun, Noun::Kind(text) if text.starts_with("a unit of time") || text.starts_with("a duration"))
}

fn one_of(nouns: &[Noun]) -> String {
    let mut words: Vec<String> = nouns
        .iter()
        .map(|noun| match noun {
            Noun::Exactly(text) => format!("`{text}`"),
            Noun::Kind(text) => (*text).to_owned(),
            Noun::NextProperty => "the next property".to_owned(),
            Noun::Operator => "a comparison such as `is` or `at least`".to_owned(),
            Noun::Silent => String::new(),
        })
        .collect();
    words.dedup();
    match (words.pop(), words.is_empty()) {
        (None, _) => "something else".to_owned(),
        (Some(last), true) => last,
        (Some(last), false) => format!("{} or {last}", words.join(", ")),
    }
}
