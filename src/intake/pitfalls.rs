//! YAML that is well-formed and yet not what was meant.

use crate::source::{Source, Span};

/// A likely slip, and where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pitfall {
    /// `key:value`, which YAML reads as one text: key with colon, and what follows.
    MissingSpace { key: Span, rest: Span },
    /// A key whose colon is followed by a space that YAML does not count as one.
    OddSpace { key: Span, space: Span },
    /// A list item that YAML reads as part of the text above.
    SwallowedItem { item: Span },
}

/// What is suspicious about a plain text. Only whole lines are looked at: after a key,
/// `10:30` and `https://…` are good values.
pub(super) fn in_plain(source: &Source, span: Span) -> Option<Pitfall> {
    let before = source.text().get(..span.start as usize)?.trim_end_matches(' ');
    let alone = before.is_empty() || before.ends_with('\n');
    let mut start = span.start as usize;
    for (index, line) in source.slice(span).split('\n').enumerate() {
        let content = line.trim_start();
        let at = start + (line.len() - content.len());
        let content = content.trim_end();
        start += line.len() + 1;
        if index == 0 && !alone {
            continue;
        }
        if index > 0 && content.starts_with("- ") {
            return Some(Pitfall::SwallowedItem { item: Span::new(at, at + content.len()) });
        }
        if let Some(found) = glued(content, at) {
            return Some(found);
        }
    }
    None
}

/// Blanks before a line that look plain and are not; YAML takes them for a part of the
/// text. Of the lines up to an offset, the last one that has any.
pub(super) fn odd_indent(source: &Source, up_to: usize) -> Option<Span> {
    let text = source.text();
    let end = text.get(up_to..).and_then(|rest| rest.find('\n')).map_or(text.len(), |newline| up_to + newline);
    let mut start = 0;
    let mut last = None;
    for line in text.get(..end)?.split('\n') {
        let indent = line.len() - line.trim_start().len();
        let odd = |next: &(usize, char)| !next.1.is_ascii() && next.1.is_whitespace();
        if indent < line.len()
            && let Some((at, first)) = line.get(..indent).and_then(|blanks| blanks.char_indices().find(odd))
        {
            last = Some(Span::new(start + at, start + at + first.len_utf8()));
        }
        start += line.len() + 1;
    }
    last
}

/// A key without a value that itself reads like key and value, as in `{fee:1}`.
pub(super) fn in_key(source: &Source, span: Span) -> Option<Pitfall> {
    glued(source.slice(span), span.start as usize)
}

/// Whether a text at an offset reads `key:value`.
pub(super) fn glued(text: &str, at: usize) -> Option<Pitfall> {
    let (key, rest) = text.split_once(':')?;
    let name = key.starts_with(|c: char| c.is_alphabetic())
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
    let next = rest.chars().next()?;
    if !name || rest.starts_with("//") || matches!(next, ' ' | '\t' | '\r' | '\n' | ':') {
        return None;
    }
    let colon = at + key.len() + 1;
    let key = Span::new(at, colon);
    if next.is_whitespace() {
        return Some(Pitfall::OddSpace { key, space: Span::new(colon, colon + next.len_utf8()) });
    }
    let line = rest.lines().next().unwrap_or_default().trim_end();
    Some(Pitfall::MissingSpace { key, rest: Span::new(colon, colon + line.len()) })
}

#[cfg(test)]
mod tests {
    use super::{Pitfall, in_plain};
    use crate::source::{Source, Span};

    fn found(text: &str) -> Option<String> {
        let source = Source::new("p", text);
        let start = text.find(|c: char| c != ' ').unwrap_or(0);
        in_plain(&source, Span::new(start, text.len())).map(|found| match found {
            Pitfall::MissingSpace { key, rest } => format!("{}|{}", source.slice(key), source.slice(rest)),
            Pitfall::OddSpace { key, .. } => format!("{} ", source.slice(key)),
            Pitfall::SwallowedItem { item } => source.slice(item).to_owned(),
        })
    }

    #[test]
    fn slips() {
        assert_eq!(found("  fee:10").as_deref(), Some("fee:|10"));
        assert_eq!(found("one\n  support.tier:basic").as_deref(), Some("support.tier:|basic"));
        assert_eq!(found("größe:\u{a0}10").as_deref(), Some("größe: "));
        assert_eq!(found("b\n - c").as_deref(), Some("- c"));
    }

    #[test]
    fn no_slips() {
        for text in ["10:30", "https://example.org", "a text: with a colon", "one\n  two", "C:", "a - b"] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
