//! One linear pass over a rule file: its tokens, and apart from them its comments; where
//! lines really end, how deep brackets go, and what was pasted from a word processor.

use crate::source::Span;

use super::words::{DeclarationWord, PropertyWord};

/// Brackets, and `not` after `not`, may nest this deep. Everything after the scan may
/// recurse, so this bounds every recursion over rule files.
pub(super) const DEEPEST: usize = 64;

/// What a token is, as far as the outline cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Word,
    Text,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    LineEnd,
    Other,
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
    /// Whether a line begins with it.
    pub(super) first_of_line: bool,
    /// Bytes between the beginning of its line and it.
    pub(super) column: usize,
}

/// What one pass finds.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) tokens: Vec<Token>,
    /// From the `#` to the end of the line; of no concern to the grammar.
    pub(super) comments: Vec<Span>,
    pub(super) unclosed_texts: Vec<Span>,
    /// Characters outside texts and comments that a word processor puts in.
    pub(super) pasted: Vec<Span>,
    pub(super) too_deep: Option<Span>,
}

pub(super) fn scan(text: &str) -> Scan {
    let mut scanner = Scanner {
        text,
        at: 0,
        line_start: 0,
        fresh: true,
        open: Vec::new(),
        nots: 0,
        no_short_end: 0,
        no_long_end: 0,
        no_pasted_end: 0,
        found: Scan::default(),
    };
    while scanner.at < text.len() && scanner.found.too_deep.is_none() {
        scanner.step();
    }
    scanner.push(TokenKind::LineEnd, text.len());
    scanner.found
}

/// Characters that look like plain ones and are not.
pub(super) fn pasted_as(found: char) -> Option<(&'static str, &'static str)> {
    Some(match found {
        '“' | '”' | '„' | '‟' | '«' | '»' => ("a typographic quote", "\""),
        '‘' | '’' | '‚' | '‹' | '›' => ("a typographic apostrophe", "\""),
        '\u{a0}' | '\u{202f}' | '\u{2007}' => ("a non-breaking space", "a plain space"),
        '\u{2009}' | '\u{2003}' | '\u{2002}' | '\u{3000}' => ("a wide or thin space", "a plain space"),
        '–' | '—' | '―' | '−' | '‑' | '‐' => ("a typographic dash", "-"),
        '…' => ("an ellipsis", "nothing"),
        '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' | '\u{2060}' | '\u{ad}' => {
            ("an invisible character", "nothing")
        }
        '≤' => ("a sign for at most", "at most"),
        '≥' => ("a sign for at least", "at least"),
        _ => return None,
    })
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    line_start: usize,
    /// No token yet on this line.
    fresh: bool,
    /// Brackets that are open, by their characters.
    open: Vec<u8>,
    /// How many `not` stand right before this place.
    nots: usize,
    /// Up to where a search for the closing quote of a short, a long and a pasted text has
    /// failed, so that none is made twice.
    no_short_end: usize,
    no_long_end: usize,
    no_pasted_end: usize,
    found: Scan,
}

impl<'t> Scanner<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn push(&mut self, kind: TokenKind, end: usize) {
        let span = Span::new(self.at, end);
        let column = self.at - self.line_start;
        self.found.tokens.push(Token { kind, span, first_of_line: self.fresh, column });
        self.fresh = kind == TokenKind::LineEnd;
        self.at = end;
    }

    fn step(&mut self) {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return };
        match first {
            '\n' => self.line_end(),
            ' ' | '\t' | '\r' => self.at += 1,
            '#' => {
                let end = self.at + rest.find('\n').unwrap_or(rest.len());
                self.found.comments.push(Span::new(self.at, end));
                self.at = end;
            }
            '"' => self.text_token(),
            '“' | '„' | '«' => self.pasted_text(first),
            '{' | '(' | '[' => self.open_bracket(first),
            '}' | ')' | ']' => self.close_bracket(first),
            _ if is_word(first) => {
                let length = rest.find(|next| !is_word(next)).unwrap_or(rest.len());
                self.word(rest.get(..length).unwrap_or_default());
            }
            _ => {
                let end = self.at + first.len_utf8();
                if pasted_as(first).is_some() {
                    self.found.pasted.push(Span::new(self.at, end));
                }
                if first.is_whitespace() {
                    self.at = end;
                } else {
                    self.nots = 0;
                    self.push(TokenKind::Other, end);
                }
            }
        }
    }

    fn word(&mut self, word: &str) {
        if word == "not" {
            self.nots += 1;
            if self.open.len() + self.nots > DEEPEST && self.found.too_deep.is_none() {
                self.found.too_deep = Some(Span::new(self.at, self.at + word.len()));
            }
        } else {
            self.nots = 0;
        }
        self.push(TokenKind::Word, self.at + word.len());
    }

    fn open_bracket(&mut self, bracket: char) {
        self.open.push(bracket as u8);
        if self.open.len() + self.nots > DEEPEST && self.found.too_deep.is_none() {
            self.found.too_deep = Some(Span::new(self.at, self.at + 1));
        }
        let kind = if bracket == '{' { TokenKind::OpenBrace } else { TokenKind::OpenBracket };
        self.push(kind, self.at + 1);
    }

    fn close_bracket(&mut self, bracket: char) {
        self.nots = 0;
        let opener = match bracket {
            '}' => b'{',
            ')' => b'(',
            _ => b'[',
        };
        // A `}` also closes what was forgotten inside the braces.
        if let Some(at) = self.open.iter().rposition(|open| *open == opener) {
            self.open.truncate(at);
        }
        let kind = if bracket == '}' { TokenKind::CloseBrace } else { TokenKind::CloseBracket };
        self.push(kind, self.at + 1);
    }

    fn text_token(&mut self) {
        self.nots = 0;
        let rest = self.rest();
        let (quote, kind) =
            if rest.starts_with("\"\"\"") { ("\"\"\"", &mut self.no_long_end) } else { ("\"", &mut self.no_short_end) };
        let end = if self.at < *kind {
            None
        } else {
            match text_length(rest.get(quote.len()..).unwrap_or_default(), quote) {
                Ok(length) => Some(length + 2 * quote.len()),
                Err(searched) => {
                    *kind = self.at + searched;
                    None
                }
            }
        };
        let length = end.unwrap_or_else(|| {
            let length = rest.find('\n').unwrap_or(rest.len());
            self.found.unclosed_texts.push(Span::new(self.at, self.at + length));
            length
        });
        let newline = rest.get(..length).and_then(|text| text.rfind('\n'));
        let start = self.at;
        self.push(TokenKind::Text, start + length);
        if let Some(newline) = newline {
            self.line_start = start + newline + 1;
        }
    }

    /// A text in typographic quotes: its inside is no concern of the grammar.
    fn pasted_text(&mut self, first: char) {
        self.found.pasted.push(Span::new(self.at, self.at + first.len_utf8()));
        let rest = self.rest();
        let inside = rest.get(first.len_utf8()..).unwrap_or_default();
        let is_end = |next: &char| matches!(next, '”' | '“' | '»' | '"' | '\n');
        let end =
            if self.at < self.no_pasted_end { None } else { inside.char_indices().find(|(_, next)| is_end(next)) };
        let length = match end {
            Some((at, next)) if next != '\n' => at + next.len_utf8(),
            Some((at, _)) => {
                self.no_pasted_end = self.at + at;
                0
            }
            None if self.at < self.no_pasted_end => 0,
            None => {
                self.no_pasted_end = self.text.len();
                0
            }
        };
        self.push(TokenKind::Text, self.at + first.len_utf8() + length);
    }

    fn line_end(&mut self) {
        let next = self.text.get(self.at + 1..).unwrap_or_default();
        let inside_brackets = self.open.last().is_some_and(|open| *open != b'{');
        let goes_on = !begins_declaration(next)
            && (inside_brackets || self.ends_openly() || starts_with_joiner(next))
            && !self.fresh;
        if goes_on {
            self.at += 1;
        } else {
            if inside_brackets && begins_declaration(next) {
                let braces = self.open.iter().rposition(|open| *open == b'{').map_or(0, |at| at + 1);
                self.open.truncate(braces);
            }
            self.push(TokenKind::LineEnd, self.at + 1);
        }
        self.line_start = self.at;
        // Every brace before a declaration at the left margin was forgotten.
        if next.starts_with(|first: char| first.is_ascii_lowercase()) && begins_top_declaration(next) {
            self.open.clear();
            self.nots = 0;
        }
    }

    /// Whether the line so far ends in a word or sign after which more must come.
    fn ends_openly(&self) -> bool {
        let mut before = self.found.tokens.iter().rev().take_while(|token| token.kind != TokenKind::LineEnd);
        let mut word = || before.next().and_then(|token| self.text.get(token.span.range()));
        match word() {
            Some("," | "<" | "+" | "-" | "*" | "/") => true,
            Some(
                "and" | "or" | "not" | "is" | "above" | "below" | "between" | "before" | "after" | "within"
                | "includes" | "when" | "otherwise",
            ) => true,
            Some("least" | "most") => word() == Some("at"),
            Some("of") => matches!(word(), Some("one" | "any" | "all" | "none" | "set")),
            _ => false,
        }
    }
}

fn is_word(found: char) -> bool {
    found.is_alphanumeric() || matches!(found, '-' | '_' | '.')
}

/// The length of a text up to its closing quote; without one, how far it was looked for.
/// A short text ends at the latest before an empty line or a declaration, so that a
/// forgotten quote does not turn the rest of the file inside out.
fn text_length(inside: &str, quote: &str) -> Result<usize, usize> {
    let mut skip = false;
    let bytes = inside.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        if skip {
            skip = false;
            continue;
        }
        match byte {
            b'\\' => skip = true,
            b'"' if inside.get(at..).is_some_and(|rest| rest.starts_with(quote)) => return Ok(at),
            b'\n' if quote.len() == 1 => {
                let next = inside.get(at + 1..).unwrap_or_default();
                let blank = next.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
                if blank || begins_declaration(next) || begins_text_property(next) {
                    return Err(at);
                }
            }
            _ => {}
        }
    }
    Err(inside.len())
}

/// Whether a line goes on with the one before: `and …`, `or …`, `{ …`, `+ …`.
fn starts_with_joiner(line: &str) -> bool {
    let text = line.trim_start_matches([' ', '\t']);
    let word = text.find(|next| !is_word(next)).and_then(|end| text.get(..end));
    let sign = text.strip_prefix(['+', '-', '*', '/']).is_some_and(|rest| rest.starts_with([' ', '\t']));
    text.starts_with('{') || sign || matches!(word, Some("and" | "or"))
}

/// Whether a line looks like the head of a declaration: a declaration word, then a name.
fn begins_declaration(line: &str) -> bool {
    let Some((word, rest)) = head(line) else { return false };
    let Some(declares) = DeclarationWord::find(word) else { return false };
    let indented = line.starts_with([' ', '\t']);
    rest.starts_with(char::is_alphabetic) && (!indented || (declares.may_stand_inside() && names_and_opens(rest)))
}

/// Whether a line begins with a property word and a quote: the quote of another text.
fn begins_text_property(line: &str) -> bool {
    head(line).is_some_and(|(word, rest)| rest.starts_with('"') && PropertyWord::find(word).is_some())
}

fn begins_top_declaration(line: &str) -> bool {
    begins_declaration(line)
        && head(line).and_then(|(word, _)| DeclarationWord::find(word)).is_some_and(|word| !word.may_stand_inside())
}

/// `NAME "…` or `NAME {`: what no line inside a text or a bracket is likely to be.
fn names_and_opens(rest: &str) -> bool {
    let after = rest.trim_start_matches(is_word).trim_start_matches([' ', '\t']);
    after.starts_with(['"', '{'])
}

fn head(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches([' ', '\t']);
    let end = line.find(|next| !is_word(next))?;
    let (word, rest) = line.split_at_checked(end)?;
    let spaced = rest.trim_start_matches([' ', '\t']);
    (spaced.len() < rest.len()).then_some((word, spaced))
}
