//! Texts on their way into a Markdown document: what is escaped, and what is not.

use std::fmt;

/// Text that is Markdown already: written as such in a rule, with every value in it
/// escaped. Templates print it as it stands; any other text they escape.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown(String);

impl Markdown {
    /// Takes a text for Markdown.
    pub fn trusted(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text as it goes into a document.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// On one line, for a sentence, a list item or a table cell, where a bar would end
    /// the cell.
    pub(in crate::report) fn inline(&self) -> Self {
        let mut one = String::with_capacity(self.0.len());
        for word in self.0.split_whitespace() {
            if !one.is_empty() {
                one.push(' ');
            }
            let mut escaped = false;
            for c in word.chars() {
                if c == '|' && !escaped {
                    one.push('\\');
                }
                escaped = c == '\\' && !escaped;
                one.push(c);
            }
        }
        Self(one)
    }

    /// Its lines, without those that are empty at either end.
    pub(super) fn lines(&self) -> Vec<Self> {
        self.0.trim().lines().map(|line| Self(line.trim_end().to_owned())).collect()
    }
}

impl fmt::Display for Markdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A plain text in Markdown, so that it reads as it was written wherever it stands: on
/// one line, with no sign that Markdown, HTML or a table would take for its own.
///
/// ```
/// use proviso::report::escape;
/// assert_eq!(escape("a|b *c*\n<script>"), r"a\|b \*c\* \<script\>");
/// assert_eq!(escape("- no list"), r"\- no list");
/// ```
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    if text.starts_with(char::is_whitespace) {
        escaped.push(' ');
    }
    for (at, word) in text.split_whitespace().enumerate() {
        if at > 0 {
            escaped.push(' ');
        }
        if word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b',' | b':' | b'%' | b'\'' | b'/')) {
            escaped.push_str(word);
            continue;
        }
        let word: String = word.chars().filter(|c| !is_hidden(*c)).collect();
        for (at, c) in word.char_indices() {
            let starts = escaped.is_empty() && matches!(c, '-' | '+' | '=' | '~');
            let ends_number = matches!(c, '.' | ')') && is_number(&escaped) && word.ends_with(c);
            let entity = c == '&' && word.get(at + 1..).is_some_and(begins_entity);
            if starts || ends_number || entity || is_markup(c) {
                escaped.push('\\');
            }
            escaped.push(c);
        }
    }
    if text.ends_with(char::is_whitespace) && !escaped.ends_with(' ') {
        escaped.push(' ');
    }
    escaped
}

/// A text in a cell of a table as it was written, letter for letter: words of rules, places
/// in files. A bar would end the cell even there.
pub(in crate::report) fn code(text: &str) -> String {
    let shown: String = text.chars().filter(|c| c.is_whitespace() || !is_hidden(*c)).collect();
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|");
    if !shown.contains('`') {
        return format!("`{shown}`");
    }
    let longest = shown.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    format!("{fence} {shown} {fence}")
}

/// A text of several lines in Markdown, for a table cell: its lines stay lines.
pub(super) fn escape_lines(text: &str) -> Markdown {
    Markdown(text.lines().map(|line| escape(line.trim())).collect::<Vec<_>>().join(BREAK))
}

/// What ends a line inside a cell.
pub(super) const BREAK: &str = "<br>";

fn is_markup(c: char) -> bool {
    matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~')
}

/// Whether what follows an `&` makes a character of it, as in `&amp;`.
fn begins_entity(text: &str) -> bool {
    text.split_once(';').is_some_and(|(name, _)| {
        !name.is_empty() && name.trim_start_matches('#').bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a character shows nothing itself but changes how others show: control
/// characters, and those that turn the direction of writing.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A document with no space at the end of a line, never two empty lines in a row, and
/// one line end at its end.
pub(super) fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut empty = true;
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && empty) {
            tidy.push_str(line);
            tidy.push('\n');
        }
        empty = line.is_empty();
    }
    while tidy.ends_with("\n\n") {
        tidy.pop();
    }
    tidy
}

#[cfg(test)]
mod tests {
    use super::{Markdown, code, escape, tidy};

    #[test]
    fn a_value_stays_what_it_is() {
        assert_eq!(escape("USD 3.9M to USD 5M"), "USD 3.9M to USD 5M");
        assert_eq!(escape("99.9%"), "99.9%");
        assert_eq!(escape("-5 items"), r"\-5 items");
        assert_eq!(escape("1. of May"), r"1\. of May");
        assert_eq!(escape("1.5"), "1.5");
        assert_eq!(escape(" · "), " · ");
        assert_eq!(escape("\n"), " ");
    }

    #[test]
    fn nothing_hidden_comes_through() {
        assert_eq!(escape("a\u{202e}b\u{0}c\u{feff}"), "abc");
        assert_eq!(escape("AT&amp;T &#38;c"), r"AT\&amp;T \&\#38;c");
        assert_eq!(escape("Usage & Privacy, AT&T"), "Usage & Privacy, AT&T");
        assert_eq!(escape("a&\u{0}amp;b"), r"a\&amp;b");
        assert_eq!(escape("line\r\nbreak\u{2028}too"), "line break too");
    }

    #[test]
    fn a_bar_ends_no_cell() {
        assert_eq!(Markdown::trusted("a | b \\| c\nd").inline().as_str(), "a \\| b \\| c d");
        assert_eq!(Markdown::trusted("\\\\|").inline().as_str(), "\\\\\\|");
    }

    #[test]
    fn code_stays_in_its_cell() {
        assert_eq!(code("notice_floor  at\nleast"), "`notice_floor at least`");
        assert_eq!(code("a|b"), r"`a\|b`");
        assert_eq!(code("a `b` ``c``"), "``` a `b` ``c`` ```");
    }

    #[test]
    fn documents_end_tidily() {
        assert_eq!(tidy("\n\na  \n\n\n\nb\n\n"), "a\n\nb\n");
    }
}
