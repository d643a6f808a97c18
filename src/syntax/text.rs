//! Texts: quotes off, indent off, holes found.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Place, Source, Span, Spanned};

use super::tree::{Part, Text};

/// Reads the text at `span`, quotes included.
pub(super) fn read_text(source: &Source, span: Span, found: &mut Vec<Diagnostic>) -> Text {
    let written = source.slice(span);
    let long = written.starts_with("\"\"\"");
    let quote = if long { 3 } else { 1 };
    let inside = written.get(quote..written.len().saturating_sub(quote)).unwrap_or_default();
    let start = span.start as usize + quote;
    if inside.trim().is_empty() {
        found.push(
            Diagnostic::error(Code::Syntax, "this text is empty")
                .at(Place::new(source, span), "nothing stands between the quotes")
                .help("write what a reader should see; what has nothing to say is left out"),
        );
    }
    let mut parts = split(source, inside, start, found);
    if inside.contains('\n') {
        set_flush(&mut parts, long);
    }
    Text { parts, span }
}

/// Splits words from `{{ holes }}`. A brace pair that holds anything but a name is an
/// error: there are no filters and there is no logic.
fn split(source: &Source, inside: &str, start: usize, found: &mut Vec<Diagnostic>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = inside;
    let mut at = start;
    while let Some((before, after)) = rest.split_once("{{") {
        push_words(&mut parts, before);
        let open = at + before.len();
        let Some((hole, tail)) = after.split_once("}}") else {
            let place = Place::new(source, Span::new(open, open + 2));
            found.push(
                Diagnostic::error(Code::BadHole, "a `{{` is not closed")
                    .at(place, "no `}}` follows in this text")
                    .help("write `{{ name }}`, with one name between the braces"),
            );
            return parts;
        };
        let name = hole.trim();
        let name_at = open + 2 + (hole.len() - hole.trim_start().len());
        let span = Span::new(name_at, name_at + name.len());
        if !name.is_empty()
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.'))
        {
            parts.push(Part::Hole(Spanned::new(name.to_owned(), span)));
        } else {
            let whole = Span::new(open, open + 4 + hole.len());
            found.push(
                Diagnostic::error(Code::BadHole, format!("`{{{{{hole}}}}}` does not hold one name"))
                    .at(Place::new(source, whole), "only a name may stand here")
                    .help("write `{{ name }}`; the value is put in as it is, without any logic"),
            );
        }
        at = open + 4 + hole.len();
        rest = tail;
    }
    push_words(&mut parts, rest);
    parts
}

fn push_words(parts: &mut Vec<Part>, words: &str) {
    if !words.is_empty() {
        parts.push(Part::Words(words.replace("\\\"", "\"").replace("\r\n", "\n")));
    }
}

/// Takes away the indent common to all lines. A long text also loses the line breaks
/// after its opening and before its closing quotes; in a short one that runs over
/// several lines each break and its indent become one space.
fn set_flush(parts: &mut Vec<Part>, long: bool) {
    // Holes never hold a line break, so lines can be found in the words alone.
    let indent = parts
        .iter()
        .enumerate()
        .filter_map(|(at, part)| match part {
            Part::Words(words) => Some((at, words)),
            Part::Hole(_) => None,
        })
        .flat_map(|(at, words)| {
            let last = parts.len() - 1;
            let lines: Vec<&str> = words.split('\n').skip(1).collect();
            let count = lines.len();
            lines.into_iter().enumerate().filter_map(move |(line, text)| {
                let content_follows = line + 1 == count && at < last;
                let blank = text.trim().is_empty() && !content_follows;
                (!blank).then(|| text.len() - text.trim_start_matches([' ', '\t']).len())
            })
        })
        .min()
        .unwrap_or(0);
    for part in parts.iter_mut() {
        if let Part::Words(words) = part {
            let mut lines = words.split('\n');
            let mut flush = lines.next().unwrap_or_default().to_owned();
            for line in lines {
                if long {
                    flush.push('\n');
                    flush.push_str(line.get(indent..).unwrap_or_else(|| line.trim_start()));
                } else {
                    let kept = flush.trim_end().len();
                    flush.truncate(kept);
                    flush.push(' ');
                    flush.push_str(line.trim_start());
                }
            }
            *words = flush;
        }
    }
    if long {
        if let Some(Part::Words(words)) = parts.first_mut() {
            let start = words.len() - words.trim_start_matches([' ', '\t', '\n']).len();
            words.drain(..start);
        }
        if let Some(Part::Words(words)) = parts.last_mut() {
            let kept = words.trim_end().len();
            words.truncate(kept);
        }
    }
    parts.retain(|part| !matches!(part, Part::Words(words) if words.is_empty()));
}
