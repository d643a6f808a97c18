//! Texts, moved as a whole.

use std::borrow::Cow;
use std::iter::repeat_n;

use crate::source::{Source, Span};

use super::super::scan::TokenKind;
use super::super::text::read_text;
use super::super::tree::Part;
use super::lines::Token;

const LONG: &str = "\"\"\"";

/// A token as it is written anew. The lines of a long text move together to an indent, so
/// that what they share, and the text does not hold, stays shared; everything else in
/// quotes is kept.
pub(super) fn moved<'t>(token: &'t Token<'_>, indent: usize) -> Cow<'t, str> {
    let written = token.shown();
    if !written.contains('\n') {
        return Cow::Borrowed(written);
    }
    let kept = unix(written);
    if token.kind != TokenKind::Text || !kept.starts_with(LONG) {
        return Cow::Owned(kept);
    }
    let moved = indented(&kept, indent);
    Cow::Owned(if parts(&moved) == parts(&kept) { moved } else { kept })
}

/// With line ends of one character.
fn unix(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        let more = lines.peek().is_some();
        // Of two returns the first would become a part of a line end.
        let ends = more && line.ends_with('\r') && !line.ends_with("\r\r");
        all.push_str(if ends { line.get(..line.len() - 1).unwrap_or(line) } else { line });
        if more {
            all.push('\n');
        }
    }
    all
}

fn indented(text: &str, indent: usize) -> String {
    let mut lines = text.split('\n');
    let first = lines.next().unwrap_or_default();
    let rest: Vec<&str> = lines.collect();
    let blank = |line: &str| line.trim_end_matches(LONG).trim().is_empty();
    let blanks = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let common = rest.iter().filter(|line| !blank(line)).map(|line| blanks(line)).min();
    let mut all = first.to_owned();
    for (at, line) in rest.iter().enumerate() {
        all.push('\n');
        let last = at + 1 == rest.len();
        let content = match (blank(line), last) {
            (true, true) => line.trim_start(),
            // Of blank lines alone, none says how far in they stand.
            _ => common.and_then(|common| line.get(common..)).unwrap_or_default(),
        };
        if !content.is_empty() {
            all.extend(repeat_n(' ', indent));
            all.push_str(content);
        }
    }
    all
}

/// What a text in quotes says.
pub(super) fn parts(written: &str) -> Vec<Part> {
    read_text(&Source::new("", written), Span::new(0, written.len()), &mut Vec::new()).parts
}
