//! What `check` finds, for machines: [`json()`] in a form of our own, [`sarif()`] for the
//! tools that show findings beside the text.

mod json;
mod sarif;

use crate::diagnostic::{Diagnostic, Label, Level};
use crate::source::Position;

pub use json::{SCHEMA, json};
pub use sarif::sarif;

fn level(found: &Diagnostic) -> &'static str {
    match found.level {
        Level::Error => "error",
        Level::Warning => "warning",
    }
}

/// Where a label begins, and one past where it ends.
fn ends(label: &Label) -> (Position, Position) {
    (label.place.position(), label.place.source.position(label.place.span.end))
}

/// Two-space indentation and one line end at the end.
fn written(document: &impl serde::Serialize) -> String {
    // Texts, numbers, lists and structs always serialise.
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    text
}
