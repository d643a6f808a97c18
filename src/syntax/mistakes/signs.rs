//! What is said about quotes and braces that do not fit, and about pasted characters.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Place, Source, Span};

use super::super::block::Block;
use super::super::braces::Unclosed;
use super::super::quotes::{Fault, Misquoted};
use super::super::scan::pasted_as;

pub(in crate::syntax) fn misquoted(source: &Source, wrong: &Misquoted) -> Diagnostic {
    let place = Place::new(source, wrong.span);
    let text = place.text().to_owned();
    let long = text.starts_with("\"\"\"");
    match wrong.fault {
        Fault::Open { before } if long => {
            let quotes = Span { end: wrong.span.start + 3, ..wrong.span };
            let found = Diagnostic::error(Code::Syntax, "a text is not closed")
                .at(Place::new(source, quotes), "no closing quotes follow");
            match before.map(|before| Place::new(source, before)) {
                Some(next) => {
                    let line = next.position().line;
                    found
                        .also(next, "begins before the text ends")
                        .help(format!("write `\"\"\"` where the text ends, before line {line}"))
                }
                None => found.help("write `\"\"\"` where the text ends"),
            }
        }
        Fault::Open { .. } => Diagnostic::error(Code::Syntax, "a text is not closed")
            .at(place, "no closing quote follows")
            .help("end the text with the same quotes it begins with; write a quote inside it as `\\\"`"),
        Fault::OpenTitle => Diagnostic::error(Code::Syntax, "a text is not closed")
            .at(place, "no closing quote follows")
            .help(format!("write `\"` before the `{{`: `{text}\" {{`")),
        Fault::Curled(quote) => {
            let curled = Place::new(source, quote);
            let shown = curled.text().to_owned();
            Diagnostic::error(Code::PastedCharacter, format!("`{shown}` is a typographic quote and closes no text"))
                .at(curled, "write `\"`")
                .also(Place::new(source, Span { end: wrong.span.start + 1, ..wrong.span }), "the text begins here")
                .help("word processors put curled quotes in; a text begins and ends with straight ones")
        }
        Fault::Unopened { words } => {
            let words = words.filter(|words| !source.slice(*words).trim().is_empty());
            let found = Diagnostic::error(Code::Syntax, "this quote closes a text that nothing opens");
            match words {
                Some(words) => {
                    let text = source.slice(words).trim().to_owned();
                    found
                        .at(Place::new(source, words.to(wrong.span)), "no quote before the words")
                        .help(format!("write `\"{text}\"`"))
                }
                None => found
                    .at(place, "no quote before it")
                    .help("write a quote before the first word of the text too, or delete this one"),
            }
        }
        Fault::LongUnopened { opened: Some(opened), .. } => {
            Diagnostic::error(Code::Syntax, "a text of several lines begins with two quotes instead of three")
                .at(Place::new(source, opened), "an empty text")
                .also(place, "its closing quotes")
                .help("write `\"\"\"`")
        }
        Fault::LongUnopened { opened: None, after } => {
            let found = Diagnostic::error(Code::Syntax, "these quotes close a text that nothing opens")
                .at(place, "no opening quotes before them");
            match after {
                Some(after) => {
                    let word = source.slice(after).to_owned();
                    found
                        .also(Place::new(source, after), "the text begins after this")
                        .help(format!("write `{word} \"\"\"`, then the text, then these quotes"))
                }
                None => found.help("a text of several lines begins with `\"\"\"`, on the line of its word"),
            }
        }
        Fault::EmptyLine => Diagnostic::error(Code::Syntax, "an empty line stands in a text with single quotes")
            .at(place, "goes on after an empty line")
            .help("write `\"\"\"` at its beginning and at its end, or delete the empty line"),
        Fault::Uneven(end) => {
            let (opens, closes) = if long { ("\"\"\"", "two quotes") } else { ("\"", "three quotes") };
            let opened = Span { end: wrong.span.start + if long { 3 } else { 1 }, ..wrong.span };
            let begins = if long { "begins with three quotes" } else { "begins with one quote" };
            Diagnostic::error(Code::Syntax, format!("a text {begins} and ends with {closes}"))
                .at(Place::new(source, end), if long { "one quote too few" } else { "the text ends here" })
                .also(Place::new(source, opened), if long { "it begins here" } else { "two quotes too few" })
                .help(match opens {
                    "\"" => "write `\"\"\"` at its beginning too",
                    _ => "write `\"\"\"` at its end too",
                })
        }
    }
}

pub(in crate::syntax) fn pasted(place: Place, more: usize) -> Diagnostic {
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
    let label = match plain {
        "nothing" => "delete it".to_owned(),
        "a plain space" => "write a plain space".to_owned(),
        plain => format!("write `{plain}`"),
    };
    Diagnostic::error(Code::PastedCharacter, shown)
        .at(place, label)
        .help("text pasted from a word processor often brings such characters; inside quoted texts they are welcome")
}

/// A brace or bracket of a declaration that nothing closes.
pub(in crate::syntax) fn unclosed(source: &Source, wrong: Unclosed, block: &Block) -> Diagnostic {
    let place = Place::new(source, wrong.open);
    let (opened, closes) = match source.slice(wrong.open) {
        "(" => ("(", ")"),
        "[" => ("[", "]"),
        _ => ("{", "}"),
    };
    let inner = closes == "}" && opens_line(source, wrong.open) != opens_line(source, block.word_span);
    let what = if inner { "a `{` in ".to_owned() } else { String::new() };
    let found = Diagnostic::error(Code::Syntax, format!("{what}the {} is not closed", head(source, block)))
        .at(place.clone(), format!("this `{opened}` has no `{closes}`"));
    if closes != "}" {
        return found.help(format!("add the `{closes}`"));
    }
    let rest = source.text().get(wrong.open.end as usize..).unwrap_or_default();
    let line = rest.split(['\n', '#']).next().unwrap_or_default();
    match wrong.before.map(|before| Place::new(source, before).position().line) {
        _ if !line.trim().is_empty() => found.help("add a `}` at the end of this line"),
        Some(line) => found.help(format!("add a line with `}}` before line {line}")),
        None => found.help("add a line with `}` at the end of the file"),
    }
}

/// Where the line of a place begins.
fn opens_line(source: &Source, span: Span) -> usize {
    let before = source.text().get(..span.start as usize).unwrap_or_default();
    before.rfind('\n').map_or(0, |at| at + 1)
}

/// A `}` inside a declaration that goes on after it.
pub(in crate::syntax) fn extra_brace(source: &Source, extra: Span, block: &Block) -> Diagnostic {
    let head = head(source, block);
    Diagnostic::error(Code::Syntax, format!("this `}}` closes nothing: the {head} goes on after it"))
        .at(Place::new(source, extra), "one too many")
        .help("delete it")
}

/// Another bracket in the place of a declaration's `{`.
pub(in crate::syntax) fn misbraced(place: Place) -> Diagnostic {
    Diagnostic::error(Code::Syntax, format!("`{}` cannot stand here", place.text()))
        .at(place, "not understood")
        .help("put the properties in `{` and `}`")
}

/// A declaration that has a head and no body.
pub(in crate::syntax) fn no_braces(source: &Source, block: &Block) -> Diagnostic {
    let mut words = source.slice(block.span).split_whitespace();
    if let (Some("override" | "retire"), Some(kind @ ("define" | "values"))) = (words.next(), words.next()) {
        return Diagnostic::error(Code::Syntax, format!("a {kind} of another pack cannot be changed"))
            .at(Place::new(source, block.word_span), "not of this")
            .help("override the rules that go by it, or the parameters it compares with");
    }
    let head = head(source, block);
    Diagnostic::error(Code::Syntax, format!("the {head} has no `{{`"))
        .at(Place::new(source, block.name.unwrap_or(block.word_span)), "its properties must follow in braces")
        .help(format!("write `{} \"…\" {{`, the properties, and `}}`", head.replace('`', "")))
}

/// `risk `exit``, as the message calls it.
fn head(source: &Source, block: &Block) -> String {
    let word = source.slice(block.word_span);
    block.name.map_or_else(|| word.to_owned(), |name| format!("{word} `{}`", source.slice(name)))
}
