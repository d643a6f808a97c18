//! Paragraphs, headings, lists, clauses and tables in their order.

use comrak::nodes::{AstNode, ListType, NodeValue};
use docx_rs::{Docx, LineSpacing, Paragraph, Run, Table};

use super::inlines::{Look, filled, plain};
use super::lists::{Lists, Mark};
use super::styles::{CLAUSE, NORMAL, heading};
use super::tables::table;

/// Something that stands on a page.
pub(super) enum Block {
    Paragraph(Box<Paragraph>),
    Table(Box<Table>),
}

impl Block {
    fn paragraph(paragraph: Paragraph) -> Self {
        Self::Paragraph(Box::new(paragraph))
    }

    pub(super) fn added_to(self, docx: Docx) -> Docx {
        match self {
            Self::Paragraph(paragraph) => docx.add_paragraph(*paragraph),
            // Two tables in a row would grow together.
            Self::Table(table) => docx
                .add_table(*table)
                .add_paragraph(Paragraph::new().style(NORMAL).size(8).line_spacing(LineSpacing::new().after(0))),
        }
    }
}

/// Blocks on their way into a document.
pub(super) struct Writer {
    /// The width of the text, in twentieths of a point.
    width: usize,
    pub(super) lists: Lists,
}

/// The signs of a task that is to be done, and of one that is done.
pub(super) const BOXES: [&str; 2] = ["☐", "☒"];

/// Deeper than this, blocks stand where those around them do.
const DEEPEST: usize = 12;

impl Writer {
    pub(super) fn new(width: usize) -> Self {
        Self { width, lists: Lists::default() }
    }

    pub(super) fn blocks<'a>(&mut self, document: &'a AstNode<'a>) -> Vec<Block> {
        let mut out = Vec::new();
        self.children(document, 0, &mut out);
        out
    }

    fn children<'a>(&mut self, node: &'a AstNode<'a>, depth: usize, out: &mut Vec<Block>) {
        for child in node.children() {
            match &child.data.borrow().value {
                NodeValue::Heading(level) => {
                    let paragraph = Paragraph::new().style(&heading(level.level)).keep_next(true);
                    out.push(Block::paragraph(filled(paragraph, child, Look::default())));
                }
                NodeValue::Paragraph => {
                    out.push(Block::paragraph(filled(Paragraph::new().style(NORMAL), child, Look::default())));
                }
                NodeValue::List(list) => {
                    let mark = match list.list_type {
                        ListType::Bullet => Mark::Bullet,
                        ListType::Ordered => self.lists.begin(list.start),
                    };
                    child.children().for_each(|item| self.item(item, mark, depth, out));
                }
                NodeValue::BlockQuote => quoted(child, out),
                NodeValue::Table(_) => out.extend(table(child, self.width).map(|table| Block::Table(Box::new(table)))),
                NodeValue::CodeBlock(block) => out.extend(block.literal.lines().map(written)),
                NodeValue::HtmlBlock(block) => out.extend(block.literal.lines().map(written)),
                NodeValue::ThematicBreak => out.push(Block::paragraph(Paragraph::new().page_break_before(true))),
                _ if depth < DEEPEST => self.children(child, depth + 1, out),
                _ => {}
            }
        }
    }

    /// An item: its first paragraph carries the sign, what follows stands below it.
    fn item<'a>(&mut self, item: &'a AstNode<'a>, mark: Mark, depth: usize, out: &mut Vec<Block>) {
        let task = match &item.data.borrow().value {
            NodeValue::TaskItem(task) => BOXES.get(usize::from(task.symbol.is_some())).copied(),
            _ => None,
        };
        let mark = if task.is_some() { Mark::None } else { mark };
        let mut first = true;
        for child in item.children() {
            let is_paragraph = matches!(child.data.borrow().value, NodeValue::Paragraph);
            if is_paragraph {
                let mut paragraph = Lists::item(if first { mark } else { Mark::None }, depth);
                if let Some(sign) = task.filter(|_| first) {
                    paragraph = paragraph.add_run(Run::new().add_text(sign)).add_run(Run::new().add_tab());
                }
                out.push(Block::paragraph(filled(paragraph, child, Look::default())));
                first = false;
            } else {
                self.below(child, depth, out);
            }
        }
    }

    /// What an item holds beside its words.
    fn below<'a>(&mut self, node: &'a AstNode<'a>, depth: usize, out: &mut Vec<Block>) {
        match &node.data.borrow().value {
            NodeValue::List(list) if depth < DEEPEST => {
                let mark = match list.list_type {
                    ListType::Bullet => Mark::Bullet,
                    ListType::Ordered => self.lists.begin(list.start),
                };
                node.children().for_each(|item| self.item(item, mark, depth + 1, out));
            }
            NodeValue::BlockQuote => quoted(node, out),
            NodeValue::CodeBlock(block) => out.extend(block.literal.lines().map(written)),
            _ => {}
        }
    }
}

/// A clause, set apart.
fn quoted<'a>(quote: &'a AstNode<'a>, out: &mut Vec<Block>) {
    let paragraphs = quote.descendants().filter(|node| matches!(node.data.borrow().value, NodeValue::Paragraph));
    out.extend(paragraphs.map(|node| Block::paragraph(filled(Paragraph::new().style(CLAUSE), node, Look::default()))));
}

/// A line as it is written.
fn written(line: &str) -> Block {
    Block::paragraph(Paragraph::new().style(NORMAL).add_run(super::styles::code(Run::new().add_text(plain(line)))))
}
