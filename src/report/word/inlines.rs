//! Words inside a paragraph.

use comrak::nodes::{AstNode, NodeValue};
use docx_rs::{BreakType, Paragraph, Run};

use crate::report::commonmark::status;
use crate::report::markdown::BREAK;

use super::styles::{code, status_colour};

/// How words are set.
#[derive(Clone, Copy, Default)]
pub(super) struct Look {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) strike: bool,
}

/// A paragraph with the words of a node.
pub(super) fn filled<'a>(paragraph: Paragraph, node: &'a AstNode<'a>, look: Look) -> Paragraph {
    let mut runs = Vec::new();
    collect(node, look, 0, &mut runs);
    runs.into_iter().fold(paragraph, Paragraph::add_run)
}

/// Deeper than this, words are set as those around them.
const DEEPEST: usize = 16;

fn collect<'a>(node: &'a AstNode<'a>, look: Look, depth: usize, runs: &mut Vec<Run>) {
    for child in node.children() {
        match &child.data.borrow().value {
            NodeValue::Text(text) => words(text, look, runs),
            NodeValue::HtmlInline(html) if html == BREAK => {
                runs.push(Run::new().add_break(BreakType::TextWrapping));
            }
            NodeValue::HtmlInline(html) => words(html, look, runs),
            NodeValue::Code(written) => runs.push(code(Run::new().add_text(plain(&written.literal)))),
            NodeValue::SoftBreak | NodeValue::LineBreak => words(" ", look, runs),
            value if depth < DEEPEST => {
                let look = match value {
                    NodeValue::Strong => Look { bold: true, ..look },
                    NodeValue::Emph => Look { italic: true, ..look },
                    NodeValue::Strikethrough => Look { strike: true, ..look },
                    _ => look,
                };
                collect(child, look, depth + 1, runs);
            }
            _ => {}
        }
    }
}

/// Words as they are; those of a status in its colour.
fn words(text: &str, look: Look, runs: &mut Vec<Run>) {
    match status(text) {
        Some((class, status, rest)) => {
            runs.push(set(status, look).bold().color(status_colour(class)));
            if !rest.is_empty() {
                runs.push(set(rest, look));
            }
        }
        None => runs.push(set(text, look)),
    }
}

fn set(text: &str, look: Look) -> Run {
    let mut run = Run::new().add_text(plain(text));
    if look.bold {
        run = run.bold();
    }
    if look.italic {
        run = run.italic();
    }
    if look.strike {
        run = run.strike();
    }
    run
}

/// A text without signs that an office file may not hold: with one of them it does not open.
pub(in crate::report) fn plain(text: &str) -> String {
    let allowed =
        |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(allowed).collect()
}
