//! A named text, and places in it.
//!
//! Everything Proviso reads is a [`Source`]; everything it says about what it read
//! points back with a [`Place`].

mod decode;

use std::fmt;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

pub use decode::{Undecodable, decode};

/// A text with a name, cheap to clone. The text is never changed.
///
/// ```
/// use proviso::source::{Source, Span};
/// let source = Source::new("deal.yaml", "profile: Ünal\nas-of: 2026-11-21\n");
/// assert_eq!(source.slice(Span::new(0, 7)), "profile");
/// let at = source.position(16);
/// assert_eq!((at.line, at.column), (2, 2));
/// ```
#[derive(Clone)]
pub struct Source(Arc<Text>);

struct Text {
    name: String,
    label: String,
    text: String,
    /// Of a longer text: how many lines stand where they stood, and how many are left out
    /// after them.
    excerpt: (u32, u32),
    /// Found when a place is first asked for: most texts are never pointed into.
    line_starts: OnceLock<Vec<u32>>,
}

impl Source {
    /// A text named as the person who gave it named it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let name = name.into();
        Self::labelled(name.clone(), name, text)
    }

    /// A text whose place in documents differs from its name in messages: a message
    /// shows the path that was typed, a document the path inside the pack, so that
    /// its bytes do not depend on the folder Proviso was started in.
    pub fn labelled(name: impl Into<String>, label: impl Into<String>, text: impl Into<String>) -> Self {
        Self::cut(name.into(), label.into(), text.into(), (0, 0))
    }

    /// A part of a longer text: its first `head` lines, then `left_out` lines that are not
    /// there, then the rest. Places count the lines of the whole.
    ///
    /// ```
    /// use proviso::source::Source;
    /// let part = Source::excerpt("deals.csv", "name,notice\nNorthwind,30\n", 1, 4_096);
    /// assert_eq!(part.position(0).line, 1);
    /// assert_eq!(part.position(12).line, 4_098);
    /// ```
    pub fn excerpt(name: impl Into<String>, text: impl Into<String>, head: u32, left_out: u32) -> Self {
        let name = name.into();
        Self::cut(name.clone(), name, text.into(), (head, left_out))
    }

    fn cut(name: String, label: String, text: String, excerpt: (u32, u32)) -> Self {
        Self(Arc::new(Text { name, label, text, excerpt, line_starts: OnceLock::new() }))
    }

    /// Whether it is the same text, and not only one that reads the same.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// The name for messages.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The name for documents.
    pub fn label(&self) -> &str {
        &self.0.label
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The part of the text a span covers; nothing where the span does not fit the text.
    pub fn slice(&self, span: Span) -> &str {
        self.0.text.get(span.range()).unwrap_or_default()
    }

    /// Line and column of a byte offset, both counted from 1, columns in characters.
    pub fn position(&self, at: u32) -> Position {
        let line_starts = self.0.line_starts.get_or_init(|| line_starts(self.text()));
        let line = line_starts.partition_point(|start| *start <= at);
        let start = line.checked_sub(1).and_then(|index| line_starts.get(index)).copied().unwrap_or(0);
        let before = self.slice(Span { start, end: at });
        let (head, left_out) = self.0.excerpt;
        let line = count(line.max(1));
        let line = if line > head { line.saturating_add(left_out) } else { line };
        Position { line, column: count(before.chars().count() + 1) }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({})", self.0.name)
    }
}

/// Line and column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column, in characters.
    pub column: u32,
}

/// A range of bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// From offsets; files are refused long before 4 GiB, so the offsets fit.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: offset(start), end: offset(end) }
    }

    /// As a range of `usize`.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A span in a source.
#[derive(Clone, Debug)]
pub struct Place {
    /// Where.
    pub source: Source,
    /// Which part.
    pub span: Span,
}

impl Place {
    /// A span in a source.
    pub fn new(source: &Source, span: Span) -> Self {
        Self { source: source.clone(), span }
    }

    /// Line and column of the first character.
    pub fn position(&self) -> Position {
        self.source.position(self.span.start)
    }

    /// Whether it is the same stretch of the same text.
    pub fn is_same(&self, other: &Self) -> bool {
        self.span == other.span && self.source.is_same(&other.source)
    }

    /// The text at this place.
    pub fn text(&self) -> &str {
        self.source.slice(self.span)
    }
}

/// A value with its span. Two are equal when their values are, wherever they stand.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Spanned<T> {
    /// The value.
    pub node: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value and where it was written.
    pub fn new(node: T, span: Span) -> Self {
        Self { node, span }
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

impl<T: Eq> Eq for Spanned<T> {}

fn line_starts(text: &str) -> Vec<u32> {
    let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    std::iter::once(0).chain(ends.map(|(at, _)| offset(at + 1))).collect()
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
