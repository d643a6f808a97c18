//! What every form of a document reads in its Markdown in the same way.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};

/// The signs that statuses begin with, and the class each gives its words. Classes are named
/// by their colours: what a status means to us is not told in a page for the other side.
const SIGNS: [(&str, &str); 5] = [("✖ ", "red"), ("● ", "orange"), ("◐ ", "yellow"), ("✔ ", "green"), ("? ", "violet")];

pub(super) fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.strikethrough = true;
    options.extension.header_id_prefix = Some(String::new());
    options.render.tasklist_classes = true;
    // What was not written as Markdown is shown, not run.
    options.render.escape = true;
    options
}

/// The class of a text that begins with a status, the words of the status, up to the next
/// dot between remarks, and what follows.
pub(super) fn status(text: &str) -> Option<(&'static str, &str, &str)> {
    let (_, class) = SIGNS.iter().find(|(sign, _)| text.starts_with(sign))?;
    let (status, rest) = text.find(" · ").map_or((text, ""), |at| text.split_at(at));
    Some((class, status, rest))
}

/// The words of a node and all that it holds.
pub(super) fn text_of<'a>(node: &'a AstNode<'a>) -> String {
    node.descendants()
        .filter_map(|node| match &node.data.borrow().value {
            NodeValue::Text(text) => Some(text.to_string()),
            NodeValue::Code(code) => Some(code.literal.clone()),
            NodeValue::SoftBreak | NodeValue::LineBreak => Some(" ".to_owned()),
            _ => None,
        })
        .collect()
}

/// Takes out comments, in which ids stand.
pub(super) fn drop_comments<'a>(document: &'a AstNode<'a>) {
    let comments: Vec<_> = document
        .descendants()
        .filter(|node| match &node.data.borrow().value {
            NodeValue::HtmlInline(html) => is_comment(html),
            NodeValue::HtmlBlock(block) => is_comment(&block.literal),
            _ => false,
        })
        .collect();
    for comment in comments {
        comment.detach();
    }
}

fn is_comment(html: &str) -> bool {
    let html = html.trim();
    html.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->")).is_some_and(|text| !text.contains("-->"))
}

/// The words of a row that heads those below it: all that stands in it is in the first cell.
pub(super) fn heading_of<'a>(row: &'a AstNode<'a>) -> Option<String> {
    let mut words = row.children().map(text_of);
    let heading = words.next().filter(|heading| !heading.is_empty())?;
    let mut rest = words.peekable();
    (rest.peek().is_some() && rest.all(|words| words.is_empty())).then_some(heading)
}

/// A Markdown text as people read it: paragraphs on lines of their own, without signs.
pub(super) fn plain(markdown: &str) -> String {
    let arena = Arena::new();
    let document = parse_document(&arena, markdown, &options());
    drop_comments(document);
    let holds_words = |node: &&AstNode<'_>| node.data.borrow().value.contains_inlines();
    let paragraphs: Vec<String> = document.descendants().filter(holds_words).map(text_of).collect();
    paragraphs.join("\n")
}
