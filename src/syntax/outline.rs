//! Where each declaration begins and ends, found before any grammar runs.
//!
//! The outline needs only texts, comments, braces and the first word of each line, so it
//! holds even where a declaration is broken: one mistake costs one declaration, and a
//! forgotten `}` ends at the next declaration instead of swallowing the file.

use crate::source::Span;

use super::block::{Block, needs_braces};
use super::braces::{Brace, Fit, Unclosed, fit};
use super::scan::{Token, TokenKind};
use super::words::{DeclarationWord, DeclarationWord as D, PropertyWord};

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
    let (read, uneven) = outlined(text, tokens, false);
    if uneven == 0 {
        return read;
    }
    let (by_indent, still) = outlined(text, tokens, true);
    if still <= uneven { by_indent } else { read }
}

/// The outline, and how many braces in it are missing or too many.
fn outlined(text: &str, tokens: &[Token], by_indent: bool) -> (Vec<Block>, usize) {
    let mut builder = Builder {
        text,
        by_indent,
        done: Vec::new(),
        open: Vec::new(),
        braces: Vec::new(),
        brackets: Vec::new(),
        column: 0,
        strays: 0,
    };
    for (at, token) in tokens.iter().enumerate() {
        builder.take(token, tokens.get(at + 1..).unwrap_or_default());
    }
    let strays = builder.strays;
    let blocks = builder.finish();
    let uneven = blocks.iter().map(Block::uneven).sum::<usize>();
    (blocks, uneven + strays)
}

struct Builder<'t> {
    text: &'t str,
    /// Whether the indent of a `}` counts.
    by_indent: bool,
    done: Vec<Block>,
    open: Vec<Open>,
    braces: Vec<Brace>,
    /// Brackets that are open in the innermost declaration.
    brackets: Vec<Span>,
    /// Bytes before the first token of this line.
    column: usize,
    /// How many `}` close nothing.
    strays: usize,
}

impl Builder<'_> {
    fn take(&mut self, token: &Token, after: &[Token]) {
        if token.first_of_line {
            self.column = token.column;
        }
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
                self.braces.push(Brace { span: token.span, column: self.column });
            }
            TokenKind::CloseBrace => self.close_brace(token, after),
            TokenKind::OpenBracket => {
                self.brackets.push(token.span);
                self.outside(token.span);
            }
            TokenKind::CloseBracket => {
                self.brackets.pop();
                self.outside(token.span);
            }
            TokenKind::LineEnd => self.line_end(token.span, after),
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
        let then = after.get(1).map(|next| next.kind);
        let named = |word: &DeclarationWord| match next {
            // A test is called by its title.
            Some(TokenKind::Text) => *word == D::Test || then == Some(TokenKind::OpenBrace),
            Some(TokenKind::OpenBrace) => true,
            _ => next == Some(TokenKind::Word) && *word != D::Test,
        };
        let Some(declares) = DeclarationWord::find(word).filter(named) else {
            self.begin_unknown(token, after);
            return;
        };
        if !declares.may_stand_inside() {
            let indented = !self.braces.is_empty() && token.column > 0;
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
                self.abandon_last(Some(token.span));
            }
            self.forget_braces(token.span);
        } else {
            while let Some(open) = self.open.last() {
                // What stands further in than an open declaration is inside it, even where
                // it may not be; what does not, shows that a `}` was forgotten.
                let holds =
                    open.block.word.is_none_or(|outer| declares.may_stand_in(outer)) || token.column > open.column;
                if holds && (open.brace.is_some() || self.braces.len() > open.depth) {
                    break;
                }
                self.abandon_last(Some(token.span));
            }
            if !self.open.is_empty() {
                self.forget_braces(token.span);
            }
        }
        self.push(Some(declares), token, after);
    }

    /// Leaves the braces inside the innermost declaration, which nothing closed before
    /// another begins.
    fn forget_braces(&mut self, next: Span) {
        let depth = self.open.last().map_or(0, |open| open.depth + 1);
        if let Some(brace) = self.braces.get(depth..).and_then(<[Brace]>::last)
            && let Some(open) = self.open.last_mut()
        {
            open.block.unclosed.get_or_insert(Unclosed { open: brace.span, before: Some(next) });
        }
        self.braces.truncate(depth);
    }

    /// `redlien notice "…" {`: shaped like a declaration, with a word that is none.
    fn begin_unknown(&mut self, token: &Token, after: &[Token]) {
        let word = self.text.get(token.span.range()).unwrap_or_default();
        let inside = match self.open.last() {
            None => true,
            Some(open) => {
                self.braces.len() == open.depth + 1 && open.block.word.is_some_and(DeclarationWord::holds_others)
            }
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
        let of = |token: &Token| self.text.get(token.span.range()).and_then(DeclarationWord::find);
        let says_what = !changes || after.first().and_then(of).is_some();
        let name = after.get(usize::from(changes)).filter(|next| says_what && next.kind == TokenKind::Word);
        let name = name.map(|next| next.span);
        let block = Block { name, ..Block::new(word, token.span) };
        self.open.push(Open { block, depth: self.braces.len(), brace: None, column: token.column });
        self.brackets.clear();
    }

    fn close_brace(&mut self, token: &Token, after: &[Token]) {
        if self.braces.is_empty() {
            self.strays += 1;
            self.stray(token.span);
            return;
        }
        if self.by_indent {
            match fit(self.text, &self.braces, token, after) {
                Fit::Closes { forgotten } => (0..forgotten).for_each(|_| self.leave_open(token.span)),
                Fit::Extra => {
                    if let Some(open) = self.open.last_mut() {
                        open.block.extra.get_or_insert(token.span);
                    }
                    return;
                }
            }
        }
        self.close(Some(token.span));
    }

    /// Goes on as if the innermost brace were closed before this.
    fn leave_open(&mut self, before: Span) {
        if let (Some(brace), Some(open)) = (self.braces.last(), self.open.last_mut())
            && !open.block.braceless
        {
            open.block.unclosed.get_or_insert(Unclosed { open: brace.span, before: Some(before) });
        }
        self.close(None);
    }

    fn close(&mut self, brace: Option<Span>) {
        self.braces.pop();
        match self.open.last() {
            Some(open) if open.block.word == Some(DeclarationWord::Define) => {
                self.brackets.pop();
            }
            _ => self.brackets.clear(),
        }
        if let Some(open) = self.open.last_mut()
            && self.braces.len() == open.depth
            && open.brace.is_some()
        {
            open.block.span.end = brace.map_or(open.block.span.end, |brace| brace.end);
            self.pop();
        }
    }

    /// A declaration without braces ends with its line, unless its properties follow.
    fn line_end(&mut self, span: Span, after: &[Token]) {
        let brackets = self.brackets.is_empty();
        let Some(open) = self.open.last_mut() else { return };
        let ends =
            open.brace.is_none() && brackets && self.braces.len() == open.depth && open.block.span.end <= span.start;
        if !ends {
            return;
        }
        // Looked for once for each declaration: many empty lines may follow.
        let next = after.iter().find(|token| token.kind != TokenKind::LineEnd);
        let lacks_brace = needs_braces(open.block.word)
            && next.is_some_and(|next| next.column > open.column && begins_property(self.text, next));
        if lacks_brace {
            let span = open.block.word_span;
            open.brace = Some(span);
            open.block.braceless = true;
            self.braces.push(Brace { span, column: open.column });
        } else {
            self.pop();
        }
    }

    fn pop(&mut self) {
        if let Some(mut open) = self.open.pop() {
            open.block.braceless |= open.brace.is_none();
            match self.open.last_mut() {
                Some(outer) => {
                    outer.block.span.end = open.block.span.end;
                    outer.block.children.push(open.block);
                }
                None => self.done.push(open.block),
            }
        }
    }

    /// Ends the innermost declaration although it is open.
    fn abandon_last(&mut self, before: Option<Span>) {
        if let Some(open) = self.open.last_mut() {
            let brace = self.braces.get(open.depth..).and_then(<[Brace]>::last).map(|brace| brace.span);
            let innermost = self.brackets.last().copied().or(brace).unwrap_or(open.block.word_span);
            if !open.block.braceless {
                open.block.unclosed.get_or_insert(Unclosed { open: innermost, before });
            }
            if let Some(before) = before {
                open.block.span.end = open.block.span.end.min(before.start);
            }
            self.braces.truncate(open.depth);
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
        let begins = Block::new(None, token.span);
        let block = self.done.pop_if(is_stray).unwrap_or(begins);
        self.open.push(Open { block, depth: self.braces.len(), brace: Some(token.span), column: token.column });
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
        self.done.push(Block { braceless: true, ..Block::new(None, span) });
    }

    fn finish(mut self) -> Vec<Block> {
        while let Some(open) = self.open.last() {
            if open.brace.is_some() || self.braces.len() > open.depth {
                self.abandon_last(None);
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

fn begins_property(text: &str, token: &Token) -> bool {
    let word = text.get(token.span.range()).unwrap_or_default();
    token.first_of_line
        && token.kind == TokenKind::Word
        && (PropertyWord::find(word).is_some() || matches!(word, "done" | "answered"))
}
