//! The words for YAML that is not well-formed.
//!
//! The parser reports where it could not go on and in which state it was; people want
//! to hear what they did. So each state is traced back to the slip that leads to it.

use serde_saphyr::granit_parser::ErrorKind;

use super::pitfalls;
use super::wording::{Words, cut};
use super::yaml::MOST_DEPTH;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// Where reading broke off.
pub(super) struct Broken {
    /// The byte at which the parser gave up.
    pub(super) at: usize,
    /// The last text it had read.
    pub(super) last: Span,
    /// The innermost bracket it knows to be open.
    pub(super) bracket: Option<usize>,
}

impl Broken {
    pub(super) fn words(&self, words: Words<'_>, kind: &ErrorKind) -> Diagnostic {
        use ErrorKind as K;
        match kind {
            K::TabNotAllowed
            | K::TabInBlockIndentation
            | K::TabInIndentation
            | K::TabInPlainScalar
            | K::TabAtBlockScalarStart => self.tab(words),
            K::MappingValueNotAllowed => self.second_colon(words),
            K::SimpleKeyExpected | K::InvalidSimpleKey => self.no_colon(words),
            K::UnclosedQuotedScalar | K::InvalidQuotedScalarIndent | K::DocumentIndicatorInQuotedScalar => {
                self.open_quote(words)
            }
            K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar
                if self.here(words).starts_with(['"', '\'']) =>
            {
                self.after_quote(words).help("divide items by commas, or put one pair of quotes around the whole value")
            }
            K::InvalidTrailingSingleQuotedScalar => self
                .after_quote(words)
                .help("inside '…' an apostrophe is written twice: `'it''s'`")
                .help("or use double quotes: `\"it's\"`"),
            K::InvalidTrailingDoubleQuotedScalar => self
                .after_quote(words)
                .help("inside \"…\" a quote is written `\\\"`")
                .help("or put single quotes around the whole value: '…'"),
            K::UnknownQuotedScalarEscape
            | K::InvalidQuotedScalarHexEscape
            | K::InvalidLowSurrogateHexEscape
            | K::InvalidLowSurrogate
            | K::MissingLowSurrogate
            | K::UnpairedLowSurrogate
            | K::InvalidUnicodeEscape => self.escape(words),
            K::UnclosedFlowCollection { open } => self.bracket(words, self.at, *open),
            K::MismatchedFlowCollectionEnd { open, close } => words
                .fault(format!("`{open}` is closed by `{close}`"), self.character(words), "opened here")
                .help(format!("close it with `{}`", closing(*open))),
            K::MisplacedFlowCollectionEnd => words
                .fault("this bracket closes nothing", self.character(words), "no bracket is open")
                .help("remove it, or put the value in quotes if the bracket belongs to it"),
            K::ExpectedFlowSequenceSeparator
            | K::ExpectedFlowMappingSeparator
            | K::InvalidColonPlacement
            | K::FlowMappingValueAdjacentCollection
            | K::BlockEntryInFlowCollection
            | K::InvalidFlowScalarIndent
            | K::PlainScalarStartsWithDashFlowIndicator
            | K::UnexpectedEofFlowSequence
            | K::UnexpectedEofFlowMapping
            | K::UnexpectedEofImplicitFlowMapping => self.in_brackets(words),
            K::ExpectedBlockMappingKey
            | K::ExpectedBlockSequenceEntry
            | K::ExpectedDocumentStart
            | K::InvalidIndentation
            | K::InvalidDocumentEnd
            | K::InvalidBlockScalarIndent => self.indentation(words),
            K::UnexpectedCharacter { character } if !character.is_control() => self.first_character(words, *character),
            K::UnexpectedCharacter { character } => self.odd_character(words, *character),
            K::UnexpectedEofBlockMapping
            | K::MappingKeyNotAllowed
            | K::ExpectedNodeContent
            | K::MissingAnchorOrAliasName => {
                self.first_character(words, self.here(words).chars().next().unwrap_or(' '))
            }
            K::UndeclaredTagHandle
            | K::ExpectedTagBang
            | K::InvalidGlobalTagCharacter
            | K::InvalidTagTerminator
            | K::MissingTagUri
            | K::UnclosedVerbatimTag
            | K::InvalidTagEscape
            | K::InvalidTagUtf8LeadingByte
            | K::InvalidTagUtf8TrailingByte
            | K::InvalidTagUtf8 => self.first_character(words, '!'),
            K::DirectiveDisallowed => words
                .fault("a line cannot begin with `%`", self.rest(words), "not read")
                .help("put the text in quotes, or delete the line if it is `%YAML` or `%TAG`"),
            K::BlockSequenceEntryNotAllowed => words
                .fault("a list cannot begin on the line of its key", self.rest(words), "a dash begins a list")
                .help("put each item on a line of its own below the key, or write `[one, two]`")
                .help("if the dash belongs to the value, put the value in quotes"),
            K::InvalidBlockScalarHeader | K::ZeroBlockScalarIndent if self.above(words).is_some() => {
                let (value, number) = self.above(words).unwrap_or_default();
                words
                    .fault("a value cannot begin with `>`", value, "more than this")
                    .help(format!("a range is written with two points: `{number}..`"))
            }
            K::InvalidBlockScalarHeader | K::ZeroBlockScalarIndent => words
                .fault("after `|` or `>` the text begins on the next line", self.rest(words), "nothing may follow here")
                .help("put the text on the next line, indented, or put the value in quotes"),
            K::CommentInterceptedScalar => words
                .fault("a comment stands in the middle of a text", self.rest(words), "the text goes on after it")
                .help("move the comment, or put the text in quotes"),
            K::CommentNotSeparated => words
                .fault("a comment needs a space before its `#`", self.rest(words), "no space before it")
                .help("put a space before it, or put the value in quotes if `#` belongs to it"),
            K::BomInsideDocument => self.odd_character(words, '\u{feff}'),
            K::RecursionLimitExceeded => words.too_deep(self.character(words), MOST_DEPTH),
            _ => words
                .fault("the file cannot be understood from here on", self.rest(words), "not well-formed YAML")
                .help("check this line and the one above for quotes, brackets, colons and indentation"),
        }
    }

    /// `>200` or `>= 200` as a value: where it stands, and the number.
    fn above<'s>(&self, words: Words<'s>) -> Option<(Span, &'s str)> {
        let text = words.source.text();
        let start = line_start(text, self.at);
        let (key, value) = text.get(start..)?.split('\n').next()?.split_once(": ")?;
        let value = value.split_once(" #").map_or(value, |(value, _)| value).trim();
        let number = value.strip_prefix('>')?.trim_start_matches('=').trim_start();
        let at = start + key.len() + 2;
        number.starts_with(|first: char| first.is_ascii_digit()).then(|| (line_from(text, at), number))
    }

    fn tab(&self, words: Words<'_>) -> Diagnostic {
        let text = words.source.text();
        let start = line_start(text, self.at);
        let tab = start + text.get(start..).and_then(|rest| rest.find('\t')).unwrap_or(self.at - start);
        let tabs = text.get(tab..).map_or(0, |rest| rest.len() - rest.trim_start_matches('\t').len());
        let indents = text.get(line_start(text, tab)..tab).is_some_and(|before| before.trim().is_empty());
        let message = if indents { "a tab cannot indent a line of YAML" } else { "a tab cannot stand here" };
        words
            .fault(message, Span::new(tab, tab + tabs), "a tab")
            .help("use spaces, two for each level; most editors can turn tabs into spaces")
    }

    /// `note: renewal: pending`, or a line indented as if it continued the text above.
    fn second_colon(&self, words: Words<'_>) -> Diagnostic {
        let text = words.source.text();
        let start = self.last.start as usize;
        let before = text.get(line_start(text, start)..start).unwrap_or_default().trim();
        let ends_here = self.last.end as usize == self.at;
        if ends_here && words.text(self.last).contains('\n') {
            let first = line(text, start);
            if before.is_empty() {
                return words
                    .fault(format!("`{}` has no colon", cut(words.text(first))), first, "neither a key nor a value")
                    .help("write `key: value`");
            }
            if let Some(key) = set_in_too_little(text, start, self.at) {
                return words
                    .fault("this line does not fit the lines around it", key, "begins further left than they do")
                    .help("start the keys of one block in the same column");
            }
            return words
                .fault("this line is indented as if it went on with the value above", line(text, self.at), "a key")
                .also(words.place(first), "the value above")
                .help(format!("start both keys in the same column, or remove the value after `{}`", cut(before)));
        }
        if ends_here && before.ends_with(':') {
            let value = line(text, start);
            return words.fault("a value that holds `: ` needs quotes", value, "read as a second key").help(format!(
                "write `{} {}`",
                cut(before),
                quoted(&cut(words.text(value)))
            ));
        }
        let line = line(text, self.at);
        words
            .fault("this colon is not expected here", self.character(words), "")
            .help(format!("if it belongs to a value, put the value in quotes: `{}`", quoted(&cut(words.text(line)))))
    }

    fn no_colon(&self, words: Words<'_>) -> Diagnostic {
        let line = line(words.source.text(), self.at);
        let content = words.text(line);
        if let Some(found) = pitfalls::glued(content, line.start as usize) {
            return words.pitfall(&found);
        }
        match content.strip_prefix('-') {
            Some(item) if !item.starts_with(' ') => words
                .fault("a space is missing after `-`", line, "read as a text, not as an item")
                .help(format!("write `- {}`", cut(item))),
            _ => words
                .fault(format!("`{}` has no colon", cut(content)), line, "a key was expected here")
                .help("write `key: value`; indent the line if it goes on with the value above"),
        }
    }

    fn open_quote(&self, words: Words<'_>) -> Diagnostic {
        let text = words.source.text();
        let quote = unclosed(text, self.last.end as usize, self.at).unwrap_or(self.at);
        let span = line(text, quote);
        let mark = words.text(span).chars().next().unwrap_or('"');
        words
            .fault("the quote that opens here is not closed", span, "opened here")
            .help(format!("close it with `{mark}` at the end of the value"))
            .help("a text in quotes may go on in the next line only if that line is indented")
    }

    fn after_quote(&self, words: Words<'_>) -> Diagnostic {
        words.fault("text follows the closing quote", self.rest(words), "after the closing quote")
    }

    fn escape(&self, words: Words<'_>) -> Diagnostic {
        let message = "after a backslash in double quotes only certain characters have a meaning";
        words
            .fault(message, self.rest(words), "holds another")
            .help("write `\\\\` for a backslash, or use single quotes: '…'")
    }

    fn bracket(&self, words: Words<'_>, at: usize, open: char) -> Diagnostic {
        words
            .fault(format!("the bracket `{open}` is not closed"), Span::new(at, at + open.len_utf8()), "opened here")
            .help(format!("close it with `{}`", closing(open)))
            .help("or put the value in quotes if the bracket belongs to it")
    }

    /// Inside brackets: on a later line than the bracket, most likely nobody closed it.
    fn in_brackets(&self, words: Words<'_>) -> Diagnostic {
        let text = words.source.text();
        let Some(bracket) = self.bracket else {
            return words
                .fault("this does not fit between brackets", self.rest(words), "not expected here")
                .help("divide items by commas, and put texts with brackets, commas or colons in quotes");
        };
        let open = text.get(bracket..).and_then(|rest| rest.chars().next()).unwrap_or('[');
        if line_start(text, bracket) != line_start(text, self.at) {
            return self.bracket(words, bracket, open);
        }
        words
            .fault(format!("a comma or `{}` is missing", closing(open)), self.rest(words), "not expected here")
            .also(words.place(Span::new(bracket, bracket + 1)), "inside this bracket")
            .help("divide items by commas, and put texts with brackets, commas or colons in quotes")
    }

    fn indentation(&self, words: Words<'_>) -> Diagnostic {
        let text = words.source.text();
        let line = line(text, self.at);
        let before = text.get(line.start as usize..self.at).unwrap_or_default();
        if !before.is_empty() && before != "- " {
            return words
                .fault("this text is not expected here", self.rest(words), "the value ended before it")
                .help("put the whole value in quotes, or put this on a line of its own");
        }
        words
            .fault(
                "this line does not fit the lines above",
                line,
                "neither part of the block above nor of one around it",
            )
            .help("start the keys, or the dashes, of one block in the same column")
    }

    fn first_character(&self, words: Words<'_>, character: char) -> Diagnostic {
        if character.is_whitespace() {
            return words
                .fault("something is missing here", self.character(words), "a value was expected")
                .help("write `key: value`, or delete the line");
        }
        let span = self.rest(words);
        if words.text(span) == "?" {
            return words
                .fault("a value cannot be `?`", span, "read as the beginning of a key")
                .help("what is not known is left out, or written `unknown`");
        }
        let name = if character == '`' { "a backtick".to_owned() } else { format!("`{character}`") };
        words
            .fault(format!("a text cannot begin with {name}"), span, "not in quotes")
            .help(format!("put it in quotes: `{}`", quoted(&cut(words.text(span)))))
    }

    fn odd_character(&self, words: Words<'_>, character: char) -> Diagnostic {
        let message = format!("the invisible character U+{:04X} cannot stand here", u32::from(character));
        Diagnostic::error(Code::PastedCharacter, message)
            .at(words.place(self.character(words)), "here")
            .help("delete it; such characters come with text pasted from documents and web pages")
    }

    fn here<'s>(&self, words: Words<'s>) -> &'s str {
        words.source.text().get(self.at..).unwrap_or_default()
    }

    fn character(&self, words: Words<'_>) -> Span {
        words.character(self.at)
    }

    /// From here to the end of the line, without a comment.
    fn rest(&self, words: Words<'_>) -> Span {
        line_from(words.source.text(), self.at)
    }
}

fn closing(open: char) -> char {
    if open == '{' { '}' } else { ']' }
}

fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

/// The line of a value, where the lines before and after it are set in alike, and further.
fn set_in_too_little(text: &str, value: usize, next: usize) -> Option<Span> {
    let indent = |at: usize| {
        let rest = text.get(line_start(text, at)..).unwrap_or_default();
        rest.len() - rest.trim_start_matches(' ').len()
    };
    let start = line_start(text, value);
    let before = text.get(..start)?.trim_end();
    let above = before.len().checked_sub(1).map(indent)?;
    (above == indent(next) && indent(value) < above).then(|| line(text, start + indent(value)))
}

/// What stands on the line of an offset: without indentation, and from `at` on if text
/// before it is a key; without a comment.
fn line(text: &str, at: usize) -> Span {
    let start = line_start(text, at);
    let before = text.get(start..at).unwrap_or_default();
    let blank = before.len() - before.trim_start_matches(' ').len();
    line_from(text, if before.contains(": ") { at } else { start + blank })
}

fn line_from(text: &str, at: usize) -> Span {
    let line = text.get(at..).unwrap_or_default().split('\n').next().unwrap_or_default();
    let line = line.split_once(" #").map_or(line, |(content, _)| content);
    Span::new(at, at + line.trim_end().len())
}

/// The first quote after an offset that opens a text which is not closed on its line.
fn unclosed(text: &str, from: usize, to: usize) -> Option<usize> {
    let mut at = from;
    while at < to {
        let rest = text.get(at..to)?;
        let offset = rest.find(['"', '\''])?;
        let open = at + offset;
        let mark = rest.get(offset..)?.chars().next()?;
        let before = text.get(..open)?.chars().next_back();
        if before.is_some_and(|c| !c.is_whitespace() && !matches!(c, '[' | '{' | ',')) {
            at = open + 1;
            continue;
        }
        let mut escaped = false;
        let mut line = text.get(open + 1..to)?.char_indices().take_while(|(_, c)| *c != '\n');
        let close = line.find(|(_, c)| {
            let closes = *c == mark && !escaped;
            escaped = mark == '"' && *c == '\\' && !escaped;
            closes
        });
        match close {
            Some((close, _)) => at = open + 1 + close + 1,
            None => return Some(open),
        }
    }
    None
}
