//! The braces that are open at a place, and which of them a `}` was meant to close.
//!
//! As long as braces add up, the innermost is closed, however the file is laid out. Where
//! they do not, the indent tells which one is missing or too many.

use crate::source::Span;

use super::scan::{Token, TokenKind};
use super::words::DeclarationWord;

/// A `{`, and bytes before the line it stands on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Brace {
    pub(super) span: Span,
    pub(super) column: usize,
}

/// A brace or bracket that was opened and never closed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unclosed {
    pub(super) open: Span,
    /// Where it must have been closed; nothing for the end of the file.
    pub(super) before: Option<Span>,
}

/// What a `}` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// It closes the innermost brace, after so many that were forgotten.
    Closes { forgotten: usize },
    /// It stands where nothing ends.
    Extra,
}

/// What a `}` closes, by its indent and the line after it.
pub(super) fn fit(text: &str, open: &[Brace], close: &Token, after: &[Token]) -> Fit {
    let Some(top) = open.last() else { return Fit::Extra };
    let between = text.get(top.span.end as usize..close.span.start as usize).unwrap_or_default();
    if !between.contains('\n') {
        return Fit::Closes { forgotten: 0 };
    }
    if close.first_of_line
        && close.column < top.column
        && let Some(outer) = open.iter().rposition(|brace| brace.column == close.column)
    {
        return Fit::Closes { forgotten: open.len() - 1 - outer };
    }
    let next = after.iter().find(|token| token.kind != TokenKind::LineEnd);
    let goes_on = next.is_some_and(|next| {
        let word = text.get(next.span.range()).unwrap_or_default();
        let stands_apart = DeclarationWord::find(word).is_some_and(|word| !word.may_stand_inside());
        next.first_of_line && next.kind == TokenKind::Word && next.column > top.column && !stands_apart
    });
    if goes_on { Fit::Extra } else { Fit::Closes { forgotten: 0 } }
}
