//! Markdown → a Word document: the same master as the page, with real styles, headings,
//! repeated head rows, task boxes, and page numbers.

mod blocks;
mod finish;
mod inlines;
mod lists;
mod ordered;
mod styles;
mod tables;

use std::io::Cursor;

use comrak::{Arena, parse_document};
use docx_rs::{Docx, PageMargin, PageOrientationType};
use jiff::civil::Date;

use super::commonmark::{drop_comments, options};
use super::copy_mark;

use blocks::Writer;

pub(super) use inlines::plain;

/// What stands around a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// What it is: "Gap report: Northwind Bank".
    pub title: String,
    /// What every page says at its head: "Internal, do not forward".
    pub running: String,
    /// The day it speaks for, which is also the day it says it was made.
    pub as_of: Date,
    /// Whether the page lies on its side, for wide tables.
    pub landscape: bool,
}

/// A4 in twentieths of a point, and its margins.
const SHORT: u32 = 11_906;
const LONG: u32 = 16_838;
const MARGIN: u32 = 1_134;

impl Page {
    /// The width of the text, in twentieths of a point.
    fn width(&self) -> usize {
        let width = if self.landscape { LONG } else { SHORT };
        (width - 2 * MARGIN) as usize
    }
}

/// A Markdown document as a Word file. Comments do not show, HTML in the Markdown shows as
/// text. The same input gives the same bytes.
///
/// # Errors
/// The file cannot be put together, in the words of the library; nothing in a document
/// leads to it.
///
/// ```
/// use jiff::civil::date;
/// use proviso::report::{Page, word};
/// let page = Page {
///     title: "Checklist".to_owned(), running: "Internal".to_owned(),
///     as_of: date(2026, 11, 22), landscape: false,
/// };
/// let file = word("# Checklist\n\n- [ ] Read it\n", &page).unwrap();
/// assert!(file.starts_with(b"PK"));
/// ```
pub fn word(markdown: &str, page: &Page) -> Result<Vec<u8>, String> {
    let arena = Arena::new();
    let document = parse_document(&arena, markdown, &options());
    drop_comments(document);
    let mut writer = Writer::new(page.width());
    let blocks = writer.blocks(document);
    let day = format!("{}T00:00:00Z", page.as_of);
    let (width, height, orientation) = match page.landscape {
        true => (LONG, SHORT, PageOrientationType::Landscape),
        false => (SHORT, LONG, PageOrientationType::Portrait),
    };
    let margin = i32::try_from(MARGIN).unwrap_or_default();
    let docx = styles::styled(Docx::new())
        .page_size(width, height)
        .page_orient(orientation)
        .page_margin(PageMargin {
            top: margin + 227,
            bottom: margin,
            left: margin,
            right: margin,
            header: 567,
            footer: 567,
            gutter: 0,
        })
        .header(styles::header(page))
        .footer(styles::footer(page))
        .created_at(&day)
        .updated_at(&day);
    let docx = writer.lists.numbered(docx);
    let docx = blocks.into_iter().fold(docx, |docx, block| block.added_to(docx));
    let mut file = Cursor::new(Vec::new());
    finish::finished(docx.build(), page, &copy_mark([markdown]))?.pack(&mut file).map_err(|error| error.to_string())?;
    Ok(file.into_inner())
}
