//! The same rules, written by other hands: other blanks, other line ends, more comments.

use crate::laws::tape::Tape;

use super::words::pieces;

/// Other blanks only, which no layout should show.
pub(crate) fn blanks(text: &str, tape: &mut Tape<'_>) -> String {
    rewritten(text, |gap, near| {
        if near.verbatim {
            return gap.to_owned();
        }
        if !gap.contains('\n') {
            let needed = if near.signs { 0 } else { 1 };
            return if near.first { String::new() } else { some_blanks(tape, needed) };
        }
        let indented = gap.rsplit('\n').next().is_some_and(|indent| !indent.is_empty());
        let end = if tape.chance(20) { "\r\n" } else { "\n" };
        let mut lines = gap.matches('\n').count();
        if lines > 1 {
            lines += tape.below(3);
        }
        let mut all = String::new();
        for _ in 0..lines {
            all.push_str(&some_blanks(tape, 0));
            all.push_str(end);
        }
        // At the left margin some property words would declare something.
        all + &if indented { some_blanks(tape, 1) } else { String::new() }
    })
}

/// Other lines as well, and comments wherever one may stand.
pub(crate) fn lines(text: &str, tape: &mut Tape<'_>) -> String {
    let mut count = 0;
    let mut depth = 0usize;
    rewritten(text, |gap, near| {
        match near.before {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if near.verbatim || near.first {
            return gap.to_owned();
        }
        let mut comment = |tape: &mut Tape<'_>| {
            count += 1;
            if tape.chance(30) { format!(" # comment {count} \t") } else { String::new() }
        };
        let goes_on = depth > 0
            || matches!(near.before, "," | "<" | "and" | "or" | "not" | "is" | "above" | "below" | "between" | "when");
        // Only the next line is looked at for what joins: an empty one or a comment ends it.
        let joins = matches!(near.after, "and" | "or" | "{") || calculates(near.after);
        let breaks = matches!(near.before, "{") || near.after == "}";
        if gap.contains('\n') && !near.in_comment {
            let indent = gap.rsplit('\n').next().unwrap();
            let mut all = comment(tape);
            all.push('\n');
            if !joins && tape.chance(10) {
                all.push_str("\n  # on its own line\n");
            }
            all + indent
        } else if !gap.contains('\n') && (goes_on || breaks || joins) && tape.chance(30) {
            let own = if joins || !tape.chance(20) { "" } else { "\n# between\n" };
            format!("{}\n{own}  ", comment(tape))
        } else {
            gap.to_owned()
        }
    })
}

/// What stands around a gap.
struct Near<'t> {
    before: &'t str,
    after: &'t str,
    first: bool,
    /// One of both is a sign, so that no blank is needed.
    signs: bool,
    /// What is before is a comment, which ends with its line.
    in_comment: bool,
    /// In a value that is kept as it is written.
    verbatim: bool,
}

fn rewritten(text: &str, mut gap: impl FnMut(&str, &Near<'_>) -> String) -> String {
    let (all, end) = pieces(text);
    let mut written = String::new();
    let mut verbatim = false;
    for (at, piece) in all.iter().enumerate() {
        let before = at.checked_sub(1).map_or("", |before| &all[before].text);
        let is_sign = |text: &str| matches!(text, "{" | "}" | "(" | ")" | "[" | "]" | "," | "<");
        // A value as in a profile runs to the end of its line.
        let begins = before == "given" || before == "expect" && matches!(piece.text.as_str(), "figure" | "due");
        verbatim = verbatim && !piece.gap.contains('\n') || begins;
        let near = Near {
            before,
            after: &piece.text,
            first: at == 0,
            signs: (is_sign(before) || is_sign(&piece.text)) && !calculates(before) && !calculates(&piece.text),
            in_comment: before.starts_with('#'),
            verbatim,
        };
        written.push_str(&gap(&piece.gap, &near));
        written.push_str(&piece.text);
    }
    written + &end
}

fn calculates(text: &str) -> bool {
    matches!(text, "+" | "-" | "*" | "/")
}

fn some_blanks(tape: &mut Tape<'_>, least: usize) -> String {
    let count = least + tape.below(4);
    (0..count).map(|_| if tape.chance(30) { '\t' } else { ' ' }).collect()
}
