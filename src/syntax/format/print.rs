//! Lines → text.

use std::iter::repeat_n;

use super::super::scan::TokenKind;
use super::columns::{APART, Columns, columns, label};
use super::lines::{Braces, Line, Piece, Token};
use super::texts::moved;

/// Blanks for each level.
pub(super) const LEVEL: usize = 4;

/// The lines as the text of a file.
pub(super) fn print(lines: &[Line<'_>]) -> String {
    let mut printer = Printer::default();
    printer.block(lines, 0);
    printer.text
}

/// One line, without the comment at its end.
pub(super) fn print_line(line: &Line<'_>, indent: usize, columns: Columns) -> String {
    let mut printer = Printer::default();
    printer.blanks(indent);
    printer.line(line, indent, columns);
    printer.text
}

#[derive(Default)]
struct Printer {
    text: String,
}

impl Printer {
    fn block(&mut self, lines: &[Line<'_>], indent: usize) {
        for (at, (line, columns)) in lines.iter().zip(columns(lines)).enumerate() {
            if at > 0 && line.blank_before {
                self.text.push('\n');
            }
            self.blanks(indent);
            self.line(line, indent, columns);
            if let Some(comment) = line.comment {
                self.text.push_str(if line.is_comment() { "" } else { "  " });
                self.text.push_str(comment);
            }
            self.text.push('\n');
        }
    }

    fn line(&mut self, line: &Line<'_>, indent: usize, columns: Columns) {
        let hang = indent + columns.word.max(LEVEL);
        // The indent of the line of the file that is being written.
        let mut margin = indent;
        let mut brackets = 0;
        for (at, piece) in line.pieces.iter().enumerate() {
            match piece {
                Piece::Token(token) => {
                    self.blanks(gap(line, at, columns));
                    self.text.push_str(&moved(token, indent + LEVEL));
                    match token.kind {
                        TokenKind::OpenBracket => brackets += 1,
                        TokenKind::CloseBracket => brackets = usize::saturating_sub(brackets, 1),
                        _ => {}
                    }
                }
                Piece::Break => {
                    margin = match line.pieces.get(at + 1) {
                        Some(Piece::Braces(braces)) if braces.holds_properties() => indent,
                        _ => hang + LEVEL * usize::saturating_sub(brackets, closing(line, at + 1)),
                    };
                    self.text.push('\n');
                    self.blanks(margin);
                }
                Piece::Comment { text, own_line } => {
                    self.text.push_str(if *own_line { "" } else { "  " });
                    self.text.push_str(text);
                }
                Piece::Braces(braces) => {
                    self.blanks(gap(line, at, columns));
                    self.braces(braces, if braces.holds_properties() { indent } else { margin });
                }
            }
        }
    }

    fn braces(&mut self, braces: &Braces<'_>, indent: usize) {
        match braces.lines.as_slice() {
            [] if braces.comment.is_none() => self.text.push_str("{ }"),
            [line] if !braces.broken => {
                self.text.push_str("{ ");
                self.line(line, indent, Columns::default());
                self.text.push_str(" }");
            }
            lines => {
                self.text.push('{');
                if let Some(comment) = braces.comment {
                    self.text.push_str("  ");
                    self.text.push_str(comment);
                }
                self.text.push('\n');
                self.block(lines, indent + LEVEL);
                self.blanks(indent);
                self.text.push('}');
            }
        }
    }

    fn blanks(&mut self, count: usize) {
        self.text.extend(repeat_n(' ', count));
    }
}

/// How many brackets close right from a place on.
fn closing(line: &Line<'_>, at: usize) -> usize {
    let closes = |piece: &&Piece<'_>| matches!(piece, Piece::Token(Token { kind: TokenKind::CloseBracket, .. }));
    line.pieces.iter().skip(at).take_while(closes).count()
}

/// The blanks before a piece.
fn gap(line: &Line<'_>, at: usize, columns: Columns) -> usize {
    let Some(before) = at.checked_sub(1).and_then(|before| line.pieces.get(before)) else { return 0 };
    let token = line.token(at);
    if let Some(begins) = token.and_then(|token| token.begins) {
        return if begins.glued { 1 } else { APART };
    }
    if token.is_some_and(sticks) {
        return 0;
    }
    match before {
        Piece::Break => 0,
        Piece::Token(before) if before.kind == TokenKind::OpenBracket => 0,
        Piece::Token(before) if at == 1 => before.fill(columns.word),
        Piece::Token(before) if at == 2 && line.declares.is_some() => before.fill(columns.name),
        Piece::Token(before) if at == 2 && label(line).is_some() => before.fill(columns.label),
        _ => 1,
    }
}

/// Whether no blank stands before it.
fn sticks(token: &Token<'_>) -> bool {
    token.kind == TokenKind::CloseBracket || token.kind == TokenKind::Other && matches!(token.text, "," | "%")
}
