//! Markdown → a page that stands alone.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Anchorizer, Arena, format_html, parse_document};
use serde::Serialize;

use crate::diagnostic::Diagnostic;

use super::commonmark::{drop_comments, heading_of, options, status, text_of};
use super::markdown::{BREAK, tidy};
use super::templates::{Html, PAGE, Templates, given};

/// What the page template is given.
#[derive(Serialize)]
struct Page<'a> {
    title: &'a str,
    style: Html,
    contents: Vec<Entry>,
    body: Html,
}

/// A line of the table of contents.
#[derive(Serialize)]
struct Entry {
    id: String,
    title: String,
}

/// A Markdown document as one HTML file: nothing is loaded, no script runs, HTML inside
/// the Markdown shows as text, and comments do not show.
///
/// # Errors
/// A replaced page template asks for something that is not there.
///
/// ```
/// use std::collections::BTreeMap;
/// use proviso::report::{Templates, html};
/// let templates = Templates::new(BTreeMap::new()).unwrap();
/// let page = html("Checklist", "- [ ] Read <b>it</b> <!-- a/b -->\n", &templates).unwrap();
/// assert!(page.contains("Read &lt;b&gt;it&lt;/b&gt;"));
/// assert!(!page.contains("a/b"));
/// ```
pub fn html(title: &str, markdown: &str, templates: &Templates) -> Result<String, Diagnostic> {
    let options = options();
    let arena = Arena::new();
    let document = parse_document(&arena, markdown, &options);
    let contents = contents(document);
    drop_comments(document);
    keep_anchors(document);
    keep_breaks(document);
    colour_statuses(document);
    label_cells(&arena, document);
    let mut body = String::new();
    // Writing into a string does not fail.
    let _ = format_html(document, &options, &mut body);
    let page = Page { title, style: Html(templates.style().to_owned()), contents, body: Html(body) };
    templates.render(PAGE, &given(&page)).map(|text| tidy(&text))
}

/// The headings of parts, with the ids that they are given.
fn contents<'a>(document: &'a AstNode<'a>) -> Vec<Entry> {
    let mut anchors = Anchorizer::new();
    let mut contents = Vec::new();
    for node in document.descendants() {
        let NodeValue::Heading(heading) = &node.data.borrow().value else { continue };
        let title = text_of(node);
        let id = anchors.anchorize(&title);
        // A first heading is the title of the page; another begins a second document.
        let first = node.previous_sibling().is_none();
        if heading.level == 2 || (heading.level == 1 && !first) {
            contents.push(Entry { id, title });
        }
    }
    // A document with contents of its own needs no others.
    if contents.iter().any(|entry| entry.title == "Contents") { Vec::new() } else { contents }
}

/// Lets the places that links lead to stand: `<a id="…"></a>` with nothing in it.
fn keep_anchors<'a>(document: &'a AstNode<'a>) {
    let html = |node: &'a AstNode<'a>| match &node.data.borrow().value {
        NodeValue::HtmlInline(html) => Some(html.clone()),
        _ => None,
    };
    let anchors: Vec<_> = document
        .descendants()
        .filter_map(|node| {
            let id = html(node)?.strip_prefix("<a id=\"")?.strip_suffix("\">")?.to_owned();
            let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'));
            let end = node.next_sibling().filter(|next| html(next).is_some_and(|html| html == "</a>"))?;
            plain.then_some((node, end, id))
        })
        .collect();
    for (node, end, id) in anchors {
        node.data.borrow_mut().value = NodeValue::Raw(format!("<a id=\"{id}\"></a>"));
        end.detach();
    }
}

/// Lets the line ends inside cells stand.
fn keep_breaks<'a>(document: &'a AstNode<'a>) {
    for node in document.descendants() {
        let mut data = node.data.borrow_mut();
        if matches!(&data.value, NodeValue::HtmlInline(html) if html == BREAK) {
            data.value = NodeValue::Raw(BREAK.to_owned());
        }
    }
}

/// Gives the words of a status, up to the next dot between remarks, its class.
fn colour_statuses<'a>(document: &'a AstNode<'a>) {
    for node in document.descendants() {
        let mut data = node.data.borrow_mut();
        let NodeValue::Text(text) = &data.value else { continue };
        let Some((class, status, rest)) = status(text) else { continue };
        let coloured = format!("<span class=\"status {class}\">{}</span>{}", escaped(status), escaped(rest));
        data.value = NodeValue::Raw(coloured);
    }
}

/// Puts into each cell the heading of its column, for screens too narrow for a table, and
/// its words together beside it.
fn label_cells<'a>(arena: &'a Arena<'a>, document: &'a AstNode<'a>) {
    let tables: Vec<_> = document.descendants().filter(|node| is_table(node)).collect();
    for table in tables {
        let mut rows = table.children();
        let Some(head) = rows.next() else { continue };
        let labels: Vec<String> = head.children().map(text_of).collect();
        for row in rows {
            if let Some(heading) = heading_of(row) {
                span_row(arena, row, &heading);
                continue;
            }
            for (cell, label) in row.children().zip(&labels) {
                let raw = |html: String| arena.alloc(AstNode::from(NodeValue::Raw(html)));
                cell.prepend(raw(format!("<span class=\"label\">{}</span><span class=\"cell\">", escaped(label))));
                cell.append(raw("</span>".to_owned()));
            }
        }
    }
}

fn span_row<'a>(arena: &'a Arena<'a>, row: &'a AstNode<'a>, heading: &str) {
    let cells: Vec<_> = row.children().collect();
    cells.iter().for_each(|cell| cell.detach());
    let html = format!("<th colspan=\"{}\" class=\"group\">{}</th>", cells.len(), escaped(heading));
    row.append(arena.alloc(AstNode::from(NodeValue::Raw(html))));
}

fn is_table<'a>(node: &'a AstNode<'a>) -> bool {
    matches!(node.data.borrow().value, NodeValue::Table(_))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
