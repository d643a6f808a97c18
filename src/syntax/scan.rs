//! One linear pass over a rule file: its tokens, and apart from them its comments; where
//! lines really end, how deep brackets go, and what was pasted from a word processor.

use crate::source::Span;

use super::lines::{begins_declaration, begins_top_declaration, is_word, starts_with_joiner};
use super::quotes::{Fault, Misquoted, Opening, Searched};
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
    pub(super) misquoted: Vec<Misquoted>,
    /// Brackets where the brace of a declaration belongs.
    pub(super) misbraced: Vec<Span>,
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
        odd: Vec::new(),
        searched: Searched::default(),
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
    /// Which of them stand in the place of a `{`.
    odd: Vec<usize>,
    searched: Searched,
    /// Up to where a search for the closing quote of a pasted text has failed.
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
        let odd = bracket != '{'
            && matches!(head(self.text, self.line_so_far()), Some(Head::Titled | Head::Words { declares: true }));
        if odd {
            self.found.misbraced.push(Span::new(self.at, self.at + 1));
            self.odd.push(self.open.len());
        }
        let brace = odd || bracket == '{';
        self.open.push(if brace { b'{' } else { bracket as u8 });
        if self.open.len() + self.nots > DEEPEST && self.found.too_deep.is_none() {
            self.found.too_deep = Some(Span::new(self.at, self.at + 1));
        }
        let kind = if brace { TokenKind::OpenBrace } else { TokenKind::OpenBracket };
        self.push(kind, self.at + 1);
    }

    fn close_bracket(&mut self, bracket: char) {
        self.nots = 0;
        let odd = self.odd.last().is_some_and(|at| at + 1 == self.open.len());
        let opener = match bracket {
            _ if odd => b'{',
            '}' => b'{',
            ')' => b'(',
            _ => b'[',
        };
        // A `}` also closes what was forgotten inside the braces.
        if let Some(at) = self.open.iter().rposition(|open| *open == opener) {
            self.open.truncate(at);
            self.odd.retain(|odd| *odd < at);
        }
        let kind = if odd || bracket == '}' { TokenKind::CloseBrace } else { TokenKind::CloseBracket };
        self.push(kind, self.at + 1);
    }

    fn text_token(&mut self) {
        self.nots = 0;
        let long = self.rest().starts_with("\"\"\"");
        let line = self.line_so_far();
        let opening = Opening {
            text: self.text,
            at: self.at,
            title: matches!(head(self.text, line), Some(Head::Words { .. })),
            words: words_before(self.text, line, self.at),
        };
        let read = match long {
            // A text begins on the line of its word.
            true if self.fresh => Err((3, self.closes_nothing())),
            true => opening.long(&mut self.searched),
            false => opening.short(&mut self.searched),
        };
        let length = read.unwrap_or_else(|(length, fault)| {
            let span = Span::new(self.at, self.at + length);
            self.found.misquoted.push(Misquoted { span, fault });
            length
        });
        let newline = self.rest().get(..length).and_then(|text| text.rfind('\n'));
        let start = self.at;
        self.push(TokenKind::Text, start + length);
        if let Some(newline) = newline {
            self.line_start = start + newline + 1;
        }
    }

    /// The tokens of this line before this place; none where they are too many for the head
    /// of a declaration.
    fn line_so_far(&self) -> &[Token] {
        const MOST: usize = 24;
        let tokens = &self.found.tokens;
        let from = tokens.len().saturating_sub(MOST);
        let last = tokens.get(from..).unwrap_or_default();
        match last.iter().rposition(|token| token.kind == TokenKind::LineEnd) {
            Some(at) => last.get(at + 1..).unwrap_or_default(),
            None if from == 0 => last,
            None => &[],
        }
    }

    /// Quotes at the beginning of a line: what was meant to open the text they close.
    fn closes_nothing(&self) -> Fault {
        /// A text of more tokens than this is not looked through.
        const FAR: usize = 400;
        let tokens = &self.found.tokens;
        let before = tokens
            .iter()
            .rev()
            .take(FAR)
            .take_while(|token| !(token.kind == TokenKind::CloseBrace && token.first_of_line));
        let mut last_of_line = false;
        for token in before {
            match token.kind {
                TokenKind::LineEnd => {
                    last_of_line = true;
                    continue;
                }
                TokenKind::Text if last_of_line && token.span.end - token.span.start == 2 => {
                    return Fault::LongUnopened { opened: Some(token.span), after: None };
                }
                TokenKind::Word
                    if last_of_line
                        && token.first_of_line
                        && self.text.get(token.span.range()).and_then(PropertyWord::find).is_some() =>
                {
                    return Fault::LongUnopened { opened: None, after: Some(token.span) };
                }
                _ => {}
            }
            last_of_line = false;
        }
        Fault::LongUnopened { opened: None, after: None }
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

/// What of the head of a declaration a line has so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    /// No more than words: `redline NAME`, `redlien NAME`, `test`.
    Words { declares: bool },
    /// Its title too.
    Titled,
}

fn head(text: &str, line: &[Token]) -> Option<Head> {
    let (first, others) = line.split_first()?;
    let word = text.get(first.span.range()).unwrap_or_default();
    let names = others.iter().take_while(|token| token.kind == TokenKind::Word).count();
    let declares = match DeclarationWord::find(word) {
        Some(DeclarationWord::Define | DeclarationWord::Values | DeclarationWord::Extend | DeclarationWord::Retire) => {
            false
        }
        // A condition may begin with a fact of that name.
        Some(_) => !others.iter().take(names).any(|token| joins(text, token)),
        None => first.kind == TokenKind::Word && names == 1 && PropertyWord::find(word).is_none(),
    };
    match others.get(names..)? {
        _ if !declares || !first.first_of_line => None,
        [] => Some(Head::Words { declares: names > 0 && DeclarationWord::find(word).is_some() }),
        [title] if title.kind == TokenKind::Text => Some(Head::Titled),
        _ => None,
    }
}

fn joins(text: &str, token: &Token) -> bool {
    matches!(text.get(token.span.range()), Some("and" | "or" | "not" | "is"))
}

/// The words of a line after its property word, or after the name that it declares: what
/// a quote that closes nothing may have been meant to close.
fn words_before(text: &str, line: &[Token], at: usize) -> Option<Span> {
    let word = |token: &Token| text.get(token.span.range()).unwrap_or_default();
    let property = line.iter().rposition(|token| PropertyWord::find(word(token)).is_some());
    let declares = line.first().is_some_and(|first| DeclarationWord::find(word(first)).is_some());
    let first = line.get(if declares { 2 } else { property? + 1 })?;
    Some(Span::new(first.span.start as usize, at))
}
