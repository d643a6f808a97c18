//! The proof that two files say the same.

use crate::source::Source;

use super::super::outline::outline;
use super::super::scan::{Scan, Token, TokenKind, scan};
use super::super::tree::File;
use super::marks::Marks;
use super::texts::parts;

/// What is written in a file, apart from its layout.
pub(super) struct Words {
    source: Source,
    pub(super) scan: Scan,
    pub(super) marks: Marks,
}

impl Words {
    pub(super) fn of(file: &File) -> Self {
        let text = file.source.text();
        let scan = scan(text);
        let marks = Marks::new(&file.declarations, &outline(text, &scan.tokens));
        Self { source: file.source.clone(), scan, marks }
    }

    /// Whether both hold the same words and texts, in the same declarations and
    /// properties, and the same comments.
    pub(super) fn are_those_of(&self, other: &Self) -> bool {
        let mut others = other.tokens();
        let words = self.tokens().all(|own| others.next().is_some_and(|token| self.says(own, other, token)));
        words && others.next().is_none() && self.comments().eq(other.comments())
    }

    fn tokens(&self) -> impl Iterator<Item = &Token> {
        self.scan.tokens.iter().filter(|token| token.kind != TokenKind::LineEnd)
    }

    fn says(&self, own: &Token, other: &Self, token: &Token) -> bool {
        let (begins, other_begins) = (own.span.start, token.span.start);
        let (text, other_text) = (self.source.slice(own.span), other.source.slice(token.span));
        self.marks.begins(begins) == other.marks.begins(other_begins)
            && self.marks.declares(begins) == other.marks.declares(other_begins)
            && (text == other_text
                || own.kind == TokenKind::Text && token.kind == own.kind && parts(text) == parts(other_text))
    }

    fn comments(&self) -> impl Iterator<Item = &str> {
        self.scan.comments.iter().map(|span| self.source.slice(*span).trim_end_matches([' ', '\t', '\r']))
    }
}
