//! Which lines are broken: those that are too long, each property then on a line of its
//! own; and where empty lines stand.

use super::columns::{Columns, columns};
use super::lines::{Braces, Line, Piece};
use super::print::{LEVEL, print_line};

/// The longest line that is kept where it can be broken.
const WIDEST: usize = 120;

/// Breaks what is too long, in all lines and all braces in them.
pub(super) fn settle(lines: &mut Vec<Line<'_>>, indent: usize) {
    // A broken line can widen the columns of its neighbours, and nothing broken is ever
    // joined again: so this ends, and a second run finds nothing to do.
    while break_long(lines, indent) {}
    for piece in lines.iter_mut().flat_map(|line| &mut line.pieces) {
        if let Piece::Braces(braces) = piece
            && braces.broken
            && braces.holds_properties()
        {
            settle(&mut braces.lines, indent + LEVEL);
        }
    }
    space(lines);
}

fn break_long(lines: &mut Vec<Line<'_>>, indent: usize) -> bool {
    let columns = columns(lines);
    let mut changed = false;
    let mut all = Vec::with_capacity(lines.len());
    for (mut line, columns) in std::mem::take(lines).into_iter().zip(columns) {
        if line.parts() > 1 && !fits(&print_line(&line, indent, columns)) {
            all.extend(line.split());
            changed = true;
            continue;
        }
        changed |= open_braces(&mut line, indent, columns);
        all.push(line);
    }
    *lines = all;
    changed
}

fn fits(text: &str) -> bool {
    text.chars().count() <= WIDEST && !text.contains('\n')
}

/// Opens the braces of a line that is too long. A single property after a rung or a
/// pitfall stays with it: the line would hardly become shorter.
fn open_braces(line: &mut Line<'_>, indent: usize, columns: Columns) -> bool {
    let declares = line.declares.is_some();
    let can_open = |braces: &Braces<'_>| {
        !braces.broken
            && braces.holds_properties()
            && (declares || braces.lines.iter().map(Line::parts).sum::<usize>() > 1)
    };
    if !line.pieces.iter().any(|piece| matches!(piece, Piece::Braces(braces) if can_open(braces))) {
        return false;
    }
    let text = print_line(line, indent, columns);
    if fits(text.rsplit('\n').next().unwrap_or_default()) {
        return false;
    }
    for piece in &mut line.pieces {
        if let Piece::Braces(braces) = piece
            && can_open(braces)
        {
            braces.open_up();
        }
    }
    true
}

/// Sets tall declarations apart from what stands before and after them, each with the
/// comments right before it.
fn space(lines: &mut [Line<'_>]) {
    let mut after_tall = false;
    // The first comment of those right before a line.
    let mut begins = 0;
    let mut seen_any = false;
    for at in 0..lines.len() {
        let Some(line) = lines.get(at) else { return };
        if line.is_comment() {
            continue;
        }
        let apart = seen_any && (after_tall || line.is_tall());
        after_tall = line.is_tall();
        let between = lines.get_mut(begins..=at).unwrap_or_default();
        if apart
            && !between.iter().any(|line| line.blank_before)
            && let Some(first) = between.first_mut()
        {
            first.blank_before = true;
        }
        seen_any = true;
        begins = at + 1;
    }
}
