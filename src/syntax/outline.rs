//! Where each declaration begins and ends, found before any grammar runs.
//!
//! The outline needs only texts, comments, braces and the first word of each line, so it
//! holds even where a declaration is broken: one mistake costs one declaration, and a
//! forgotten `}` ends at the next declaration instead of swallowing the file.

use crate::source::Span;

use super::scan::{Token, TokenKind};
use super::words::{DeclarationWord, DeclarationWord as D, PropertyWord};

/// A declaration's place in the file, and those inside it.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// What it declares; nothing for a word that declares nothing.
    pub(super) word: Option<DeclarationWord>,
    /// Its first word.
    pub(super) word_span: Span,
    /// The name after the word, if one stands there.
    pub(super) name: Option<Span>,
    /// All of it.
    pub(super) span: Span,
    /// Declarations inside it.
    pub(super) children: Vec<Block>,
    /// The brace or bracket that was opened and never closed.
    pub(super) unclosed: Option<Span>,
    /// Whether it has no `{`.
    pub(super) braceless: bool,
}

impl Block {
    /// Whether it has no `{`, and cannot do without.
    pub(super) fn needs_braces(&self) -> bool {
        let complete =
            matches!(self.word, None | Some(D::Define | D::Values | D::Step | D::Exclusion | D::Extend | D::Retire));
        self.braceless && self.unclosed.is_none() && !complete
    }
}

struct Open {
    block: Block,
    /// Depth of braces outside it.
    depth: usize,
    /// Its own `{`, once seen.
    brace: Option<Span>,
    /// Bytes before it on its line.
    column: usize,
}

/// The outline of a file: its declarations and the stray words between them.
pub(super) fn outline(text: &str, tokens: &[Token]) -> Vec<Block> {
    let mut builder = Builder { text, done: Vec::new(), open: Vec::new(), depth: 0, brackets: Vec::new() };
    for (at, token) in tokens.iter().enumerate() {
        builder.take(token, tokens.get(at + 1..).unwrap_or_default());
    }
    builder.finish(text.len())
}

struct Builder<'t> {
    text: &'t str,
    done: Vec<Block>,
    open: Vec<Open>,
    depth: usize,
    /// Brackets that are open in the innermost declaration.
    brackets: Vec<Span>,
}

impl Builder<'_> {
    fn take(&mut self, token: &Token, after: &[Token]) {
        if token.first_of_line && token.kind == TokenKind::Word {
            self.begin(token, after);
        }
        match token.kind {
            TokenKind::OpenBrace => {
                match self.open.last_mut() {
                    // The braces of a define are those of its condition; it ends with its line.
                    Some(open) if open.block.word == Some(DeclarationWord::Define) => self.brackets.push(token.span),
                    Some(open) if open.brace.is_none() => open.brace = Some(token.span),
                    Some(_) => {}
                    None => self.wrapper(token),
                }
                self.depth += 1;
            }
            TokenKind::CloseBrace => self.close_brace(token.span),
            TokenKind::OpenBracket => {
                self.brackets.push(token.span);
                self.outside(token.span);
            }
            TokenKind::CloseBracket => {
                self.brackets.pop();
                self.outside(token.span);
            }
            TokenKind::LineEnd => self.line_end(token.span),
            TokenKind::Word | TokenKind::Text | TokenKind::Other => self.outside(token.span),
        }
        if let Some(open) = self.open.last_mut()
            && token.kind != TokenKind::LineEnd
        {
            open.block.span.end = token.span.end;
        }
    }

    /// A word at the beginning of a line: does a declaration begin here?
    fn begin(&mut self, token: &Token, after: &[Token]) {
        let word = self.text.get(token.span.range()).unwrap_or_default();
        let next = after.first().map(|next| next.kind);
        // A test is called by its title.
        let named = |word: &DeclarationWord| match word {
            D::Test => next == Some(TokenKind::Text),
            _ => next == Some(TokenKind::Word),
        };
        let Some(declares) = DeclarationWord::find(word).filter(named) else {
            self.begin_unknown(token, after);
            return;
        };
        if !declares.may_stand_inside() {
            let indented = self.depth > 0 && token.column > 0;
            // `risk x` inside a redline is a property, unless a body follows.
            if indented && !has_body(declares, after) {
                return;
            }
            // The left margin ends every declaration; braces around good declarations end
            // with their own brace, wherever that is.
            while let Some(open) = self.open.last() {
                let wraps = open.block.word.is_none() && open.brace.is_some();
                if wraps || indented && token.column > open.column && open.brace.is_some() {
                    break;
                }
                self.abandon_last(token.span);
            }
            self.depth = self.open.last().map_or(0, |open| open.depth + 1);
        } else {
            while let Some(open) = self.open.last() {
                // What stands further in than an open declaration is inside it, even where
                // it may not be; what does not, shows that a `}` was forgotten.
                let holds =
                    open.block.word.is_none_or(|outer| declares.may_stand_in(outer)) || token.column > open.column;
                if holds && (open.brace.is_some() || self.depth > open.depth) {
                    break;
                }
                self.abandon_last(token.span);
            }
            if let Some(open) = self.open.last() {
                self.depth = open.depth + 1;
            }
        }
        self.push(Some(declares), token, after);
    }

    /// `redlien notice "…" {`: shaped like a declaration, with a word that is none.
    fn begin_unknown(&mut self, token: &Token, after: &[Token]) {
        let word = self.text.get(token.span.range()).unwrap_or_default();
        let inside = match self.open.last() {
            None => true,
            Some(open) => self.depth == open.depth + 1 && open.block.word.is_some_and(DeclarationWord::holds_others),
        };
        let shape: Vec<TokenKind> = after.iter().take(3).map(|token| token.kind).collect();
        let declares = matches!(
            shape.as_slice(),
            [TokenKind::Word, TokenKind::Text, TokenKind::OpenBrace, ..] | [TokenKind::Word, TokenKind::OpenBrace, ..]
        );
        let property = PropertyWord::find(word).is_some() || matches!(word, "done" | "answered");
        if inside && declares && !property {
            self.push(None, token, after);
        }
    }

    fn push(&mut self, word: Option<DeclarationWord>, token: &Token, after: &[Token]) {
        // `override redline NAME`: the name comes after what is changed.
        let changes = matches!(word, Some(D::Override | D::Retire));
        let name = after.get(usize::from(changes)).filter(|next| next.kind == TokenKind::Word).map(|next| next.span);
        let block = Block {
            word,
            word_span: token.span,
            name,
            span: token.span,
            children: Vec::new(),
            unclosed: None,
            braceless: false,
        };
        self.open.push(Open { block, depth: self.depth, brace: None, column: token.column });
        self.brackets.clear();
    }

    fn close_brace(&mut self, span: Span) {
        if self.depth == 0 {
            self.stray(span);
            return;
        }
        self.depth -= 1;
        match self.open.last() {
            Some(open) if open.block.word == Some(DeclarationWord::Define) => {
                self.brackets.pop();
            }
            _ => self.brackets.clear(),
        }
        if let Some(open) = self.open.last_mut()
            && self.depth == open.depth
            && open.brace.is_some()
        {
            open.block.span.end = span.end;
            self.pop();
        }
    }

    /// A declaration without braces ends with its line.
    fn line_end(&mut self, span: Span) {
        let ends = self.open.last().is_some_and(|open| {
            open.brace.is_none()
                && self.brackets.is_empty()
                && self.depth == open.depth
                && open.block.span.end <= span.start
        });
        if ends {
            self.pop();
        }
    }

    fn pop(&mut self) {
        if let Some(mut open) = self.open.pop() {
            open.block.braceless = open.brace.is_none();
            match self.open.last_mut() {
                Some(outer) => {
                    outer.block.span.end = open.block.span.end;
                    outer.block.children.push(open.block);
                }
                None => self.done.push(open.block),
            }
        }
    }

    fn abandon_last(&mut self, next: Span) {
        if let Some(open) = self.open.last_mut() {
            open.block.unclosed = self.brackets.last().copied().or(open.brace).or(Some(open.block.word_span));
            open.block.span.end = open.block.span.end.min(next.start);
            self.depth = open.depth;
        }
        self.brackets.clear();
        self.pop();
    }

    fn outside(&mut self, span: Span) {
        if self.open.is_empty() {
            self.stray(span);
        }
    }

    /// A brace that belongs to no declaration. What stands before it on its line, if
    /// anything does, was meant to be one.
    fn wrapper(&mut self, token: &Token) {
        if self.done.last().is_some_and(Block::needs_braces) {
            self.stray(token.span);
            return;
        }
        let is_stray = |last: &mut Block| last.word.is_none() && last.name.is_none();
        let begins = Block {
            word: None,
            word_span: token.span,
            name: None,
            span: token.span,
            children: Vec::new(),
            unclosed: None,
            braceless: false,
        };
        let block = self.done.pop_if(is_stray).unwrap_or(begins);
        self.open.push(Open { block, depth: self.depth, brace: Some(token.span), column: token.column });
        self.brackets.clear();
    }

    /// Something outside every declaration. What follows on it up to the next declaration
    /// belongs to the same mistake: to other strays, or to a declaration without `{`.
    fn stray(&mut self, span: Span) {
        if let Some(last) = self.done.last_mut() {
            let is_stray = last.word.is_none() && last.name.is_none();
            if is_stray || last.needs_braces() {
                last.span.end = span.end;
                return;
            }
        }
        self.done.push(Block {
            word: None,
            word_span: span,
            name: None,
            span,
            children: Vec::new(),
            unclosed: None,
            braceless: true,
        });
    }

    fn finish(mut self, end: usize) -> Vec<Block> {
        while let Some(open) = self.open.last() {
            if open.brace.is_some() || self.depth > open.depth {
                self.abandon_last(Span::new(end, end));
            } else {
                self.pop();
            }
        }
        self.done
    }
}

/// Whether more than a name follows the word: what only a declaration has.
fn has_body(declares: DeclarationWord, after: &[Token]) -> bool {
    let kind = |at: usize| after.get(at).map(|token| token.kind);
    match declares {
        DeclarationWord::Define | DeclarationWord::Values => true,
        _ => {
            let next = if kind(1) == Some(TokenKind::Text) { 2 } else { 1 };
            kind(next) == Some(TokenKind::OpenBrace)
        }
    }
}
