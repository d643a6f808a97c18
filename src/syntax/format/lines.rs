//! A rule file as lines and the pieces of lines: all that was written but blanks.

use super::super::scan::TokenKind;
use super::super::words::DeclarationWord;
use super::marks::Begins;

/// A line as the language counts lines: it may go on over several lines of the file.
#[derive(Debug, Default)]
pub(super) struct Line<'t> {
    /// Whether an empty line stands before it.
    pub(super) blank_before: bool,
    /// What it declares, if a declaration begins here.
    pub(super) declares: Option<DeclarationWord>,
    /// None where the line is a comment.
    pub(super) pieces: Vec<Piece<'t>>,
    /// The comment at its end.
    pub(super) comment: Option<&'t str>,
}

#[derive(Debug)]
pub(super) enum Piece<'t> {
    Token(Token<'t>),
    /// The line goes on in the next line of the file.
    Break,
    /// A comment where the line goes on after it.
    Comment {
        text: &'t str,
        own_line: bool,
    },
    Braces(Braces<'t>),
}

#[derive(Debug)]
pub(super) struct Token<'t> {
    pub(super) kind: TokenKind,
    pub(super) text: &'t str,
    /// The property that begins with it.
    pub(super) begins: Option<Begins>,
}

/// `{ … }`.
#[derive(Debug, Default)]
pub(super) struct Braces<'t> {
    /// The comment right after the `{`.
    pub(super) comment: Option<&'t str>,
    pub(super) lines: Vec<Line<'t>>,
    /// Whether what they hold has lines of its own.
    pub(super) broken: bool,
}

impl<'t> Line<'t> {
    pub(super) fn of_comment(text: &'t str, blank_before: bool) -> Self {
        Self { blank_before, comment: Some(text), ..Self::default() }
    }

    pub(super) fn is_comment(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The token at a place.
    pub(super) fn token(&self, at: usize) -> Option<&Token<'t>> {
        match self.pieces.get(at) {
            Some(Piece::Token(token)) => Some(token),
            _ => None,
        }
    }

    /// The property it begins with.
    pub(super) fn begins(&self) -> Option<Begins> {
        self.token(0).and_then(|token| token.begins)
    }

    /// Into how many lines it can be split.
    pub(super) fn parts(&self) -> usize {
        let begins = self.pieces.iter().skip(1).filter(|piece| piece.begins_part());
        begins.count() + 1
    }

    /// One line for each property; a property that must stay with the one before it does.
    pub(super) fn split(self) -> Vec<Self> {
        let mut lines = Vec::new();
        let mut line = Self { blank_before: self.blank_before, declares: self.declares, ..Self::default() };
        for piece in self.pieces {
            if piece.begins_part() && !line.pieces.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line.pieces.push(piece);
        }
        line.comment = self.comment;
        lines.push(line);
        lines
    }

    /// Whether it is a declaration over several lines, which empty lines set apart.
    pub(super) fn is_tall(&self) -> bool {
        self.declares.is_some()
            && self.pieces.iter().any(|piece| matches!(piece, Piece::Braces(braces) if braces.broken))
    }

    /// Whether it cannot stand on one line of the file.
    fn is_broken(&self) -> bool {
        self.is_comment() || self.comment.is_some() || self.pieces.iter().any(Piece::is_broken)
    }
}

impl Piece<'_> {
    fn begins_part(&self) -> bool {
        matches!(self, Self::Token(Token { begins: Some(begins), .. }) if !begins.glued)
    }

    fn is_broken(&self) -> bool {
        match self {
            Self::Token(token) => token.text.contains('\n'),
            Self::Break | Self::Comment { .. } => true,
            Self::Braces(braces) => braces.broken,
        }
    }
}

impl Braces<'_> {
    /// Whether they hold properties or declarations, not conditions.
    pub(super) fn holds_properties(&self) -> bool {
        self.lines.iter().any(|line| line.begins().is_some() || line.declares.is_some())
    }

    /// Gives what they hold lines of its own: each property one.
    pub(super) fn open_up(&mut self) {
        if !self.broken {
            self.broken = true;
            self.lines = std::mem::take(&mut self.lines).into_iter().flat_map(Line::split).collect();
        }
    }

    /// Opens them up where they cannot stand on one line.
    pub(super) fn settle(&mut self) {
        if self.comment.is_some() || self.lines.len() > 1 || self.lines.iter().any(Line::is_broken) {
            self.open_up();
        }
    }
}
