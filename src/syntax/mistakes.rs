//! What is said about text that is not in the language.

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::{Place, Source, Span};

use super::LARGEST_FILE;
use super::grammar::{Noun, Rule, Stray, noun};
use super::outline::Block;
use super::scan::{DEEPEST, pasted_as};
use super::words::DeclarationWord;

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

pub(super) fn unclosed_text(place: Place) -> Diagnostic {
    Diagnostic::error(Code::Syntax, "a text is not closed")
        .at(place, "no closing quote follows")
        .help("end the text with the same quotes it begins with; write a quote inside it as `\\\"`")
}

pub(super) fn pasted(place: Place, more: usize) -> Diagnostic {
    let found = place.text().to_owned();
    let first = found.chars().next().unwrap_or(' ');
    let (name, plain) = pasted_as(first).unwrap_or(("an unknown character", "a plain one"));
    let told = match more {
        0 => String::new(),
        1 => ", and one more like it in this declaration".to_owned(),
        _ => format!(", and {more} more like it in this declaration"),
    };
    let shown = if first.is_whitespace() || name == "an invisible character" {
        format!("{name} (U+{:04X}) stands here{told}", u32::from(first))
    } else {
        format!("`{first}` is {name}{told}")
    };
    Diagnostic::error(Code::PastedCharacter, shown)
        .at(place, format!("write {}", if plain.contains(' ') || plain == "nothing" { plain.to_owned() } else { format!("`{plain}`") }))
        .help("text pasted from a word processor often brings such characters; inside quoted texts they are welcome")
}

pub(super) fn unclosed_brace(source: &Source, brace: Span, block: &Block) -> Diagnostic {
    let name = block.name.map(|name| source.slice(name)).unwrap_or_default();
    let word = source.slice(block.word_span);
    Diagnostic::error(Code::Syntax, format!("the {word} `{name}` is not closed"))
        .at(Place::new(source, brace), "this `{` has no `}` before the next declaration")
        .help("add a `}` on a line of its own where the declaration ends")
}

/// A word at the beginning of a declaration that declares nothing.
pub(super) fn no_declaration(source: &Source, block: &Block) -> Diagnostic {
    let place = Place::new(source, block.word_span);
    let word = place.text().to_owned();
    let words = DeclarationWord::ALL.iter().map(|word| word.as_str());
    let known = DeclarationWord::find(&word).is_some();
    let message = match word.chars().next() {
        _ if known => format!("the {word} has no name"),
        Some(first) if pasted_as(first).is_some() => return pasted(place, 0),
        _ => format!("expected a declaration, found `{word}`"),
    };
    let found = Diagnostic::error(Code::Syntax, message);
    if known {
        return found.at(place, "a name must follow").help(format!("write `{word} some-name \"Its title\" {{ … }}`"));
    }
    let found = found.at(place, "declares nothing");
    match nearest(&word, words) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help("a declaration begins with a word such as `fact`, `term`, `risk` or `redline`"),
    }
}

/// Where the grammar had to stop.
pub(super) fn stray(source: &Source, word: DeclarationWord, masked: &str, offset: usize, stray: &Stray) -> Diagnostic {
    let found = found_at(masked, stray.at);
    let place = Place::new(source, Span::new(offset + found.at, offset + found.at + found.text.len()));
    let nouns = nouns(&stray.expected);
    let next_property = nouns.contains(&Noun::NextProperty);
    if found.is_word && next_property && (found.begins_line || near_property(word, found.text).is_some()) {
        return unknown_property(place, word, found.text);
    }
    let expected = one_of(&nouns);
    let shown = found.shown();
    let error = Diagnostic::error(Code::Syntax, format!("expected {expected}, found {shown}"))
        .at(place, format!("expected {expected}"));
    match advice(masked, &found) {
        Some(advice) => error.help(advice),
        None => error,
    }
}

/// A property that the language, or this declaration, does not have.
fn unknown_property(place: Place, declaration: DeclarationWord, word: &str) -> Diagnostic {
    let error = Diagnostic::error(Code::UnknownProperty, format!("a {declaration} has no property `{word}`"))
        .at(place, format!("not a property of a {declaration}"));
    let words: Vec<&str> = declaration.properties().iter().map(|property| property.word.as_str()).collect();
    match near_property(declaration, word) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None => error.help(format!("a {declaration} has: {}", words.join(", "))),
    }
}

fn near_property(declaration: DeclarationWord, word: &str) -> Option<&'static str> {
    let own = declaration.properties().iter().map(|property| property.word.as_str());
    let inner = DeclarationWord::ALL.iter().filter(|inner| inner.may_stand_in(declaration)).map(|inner| inner.as_str());
    nearest(word, own.chain(inner)).or_else(|| nearest(word, ["when", "approver", "wording", "reply"]))
}

struct Found<'t> {
    at: usize,
    text: &'t str,
    is_word: bool,
    begins_line: bool,
}

impl Found<'_> {
    fn shown(&self) -> String {
        match self.text {
            "" => "the end of the declaration".to_owned(),
            "\n" => "the end of the line".to_owned(),
            text => format!("`{text}`"),
        }
    }
}

fn found_at(masked: &str, at: usize) -> Found<'_> {
    let rest = masked.get(at..).unwrap_or_default();
    let at = at + rest.len() - rest.trim_start_matches([' ', '\t', '\r']).len();
    let rest = masked.get(at..).unwrap_or_default();
    let is_word_char = |next: char| next.is_alphanumeric() || matches!(next, '-' | '_' | '.' | '%');
    let word = rest.find(|next| !is_word_char(next)).unwrap_or(rest.len());
    let length = if word > 0 { word } else { rest.chars().next().map_or(0, char::len_utf8) };
    let operator = rest.find(|next| !matches!(next, '=' | '<' | '>' | '!' | '&' | '|')).unwrap_or(rest.len());
    let text = rest.get(..length.max(operator)).unwrap_or_default();
    let before = masked.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let begins_line = line.trim().is_empty() || line.trim_end().ends_with('{');
    Found { at, text, is_word: text.starts_with(char::is_alphabetic), begins_line }
}

fn nouns(expected: &[Rule]) -> Vec<Noun> {
    let mut nouns: Vec<Noun> = Vec::new();
    for rule in expected {
        let noun = noun(*rule);
        if noun != Noun::Silent && !nouns.contains(&noun) {
            nouns.push(noun);
        }
    }
    if nouns.contains(&Noun::NextProperty) && nouns.len() > 2 {
        // A closing brace may always stand where a property may.
        nouns.retain(|noun| *noun != Noun::Exactly("}"));
    }
    nouns.sort();
    nouns
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

/// Habits from other languages and from prose, each with its cure.
fn advice(masked: &str, found: &Found<'_>) -> Option<String> {
    let before = masked.get(..found.at).unwrap_or_default().trim_end();
    let after = masked.get(found.at + found.text.len()..).unwrap_or_default();
    Some(match found.text {
        "=" | "==" => "write `is` for equality".to_owned(),
        "!=" | "<>" => "write `is not`".to_owned(),
        ">=" => "write `at least`".to_owned(),
        "<=" => "write `at most`".to_owned(),
        ">" => "write `above`".to_owned(),
        "<" => "write `below`".to_owned(),
        "&&" | "&" => "write `and`".to_owned(),
        "||" | "|" => "write `or`".to_owned(),
        "!" => "write `not`".to_owned(),
        "AND" | "OR" | "NOT" | "IS" | "WHEN" => format!("write `{}`, in small letters", found.text.to_lowercase()),
        "'" => "put texts in double quotes".to_owned(),
        ":" => "no colon is needed: the value follows the word".to_owned(),
        ";" => "no semicolon is needed: a property ends with its line".to_owned(),
        "," if before.ends_with(|last: char| last.is_ascii_digit()) && after.starts_with(|c: char| c.is_ascii_digit()) => {
            "write decimals with a point, and thousands with `_`, `k`, `M` or `B`".to_owned()
        }
        "€" | "$" | "£" => "write the currency's code before the amount: `USD 500k`, `EUR 2M`".to_owned(),
        "%" => "write the number and the sign together: `99.9%`".to_owned(),
        word if word.contains('_') || word.chars().any(char::is_uppercase) => {
            format!("names use small letters and hyphens: `{}`", word.to_lowercase().replace('_', "-"))
        }
        _ => return None,
    })
}
