//! How a profile is written, which tells what to advise.

use crate::intake::Node;
use crate::source::{Source, Span};

/// How a profile is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    /// As blocks of keys, in a file of its own.
    #[default]
    Blocks,
    /// As a row of a table, whose keys are the names of its columns.
    Row,
    /// As a line of JSON.
    Line,
}

impl Form {
    pub(super) fn of(source: &Source, node: &Node) -> Self {
        let entries = node.entries().unwrap_or_default();
        let outside = |key: Span| key.start < node.span.start || key.end > node.span.end;
        let text = source.slice(node.span);
        if entries.iter().any(|entry| outside(entry.key.span)) {
            Self::Row
        } else if text.starts_with('{') && !text.contains('\n') {
            Self::Line
        } else {
            Self::Blocks
        }
    }

    /// Where to say that something is missing: of blocks and lines at their first key, and
    /// of a row at itself, since its keys are those of all rows.
    pub(super) fn place_of_missing(self, node: &Node) -> Span {
        let first = node.entries().and_then(|entries| entries.first()).map(|entry| entry.key.span);
        match self {
            Self::Row => node.span,
            Self::Blocks | Self::Line => first.unwrap_or_default(),
        }
    }
}
