//! The styles of a Word document, its header and its footer.

use docx_rs::{
    AlignmentType, Docx, Footer, Header, LineSpacing, LineSpacingType, NumPages, PageNum, Paragraph, Run, RunFonts,
    SpecialIndentType, Style, StyleType, Tab, TabValueType,
};

use crate::value::show_date;

use super::Page;

pub(super) const NORMAL: &str = "Normal";
pub(super) const TITLE: &str = "Title";
pub(super) const LIST: &str = "ListParagraph";
pub(super) const CLAUSE: &str = "Quote";
pub(super) const CELL: &str = "TableText";
pub(super) const HEAD: &str = "TableHead";
pub(super) const GROUP: &str = "TableGroup";
const SMALL: &str = "Small";

/// The colour of headings and of what leads the eye.
pub(super) const INK: &str = "1F3864";
const SOFT: &str = "59636E";
/// Behind the heads of tables.
pub(super) const WASH: &str = "E9EDF4";
pub(super) const LINE: &str = "B8C0CC";

const TEXT_FONT: &str = "Calibri";
const CODE_FONT: &str = "Consolas";

/// The colour of a status, by its class.
pub(super) fn status_colour(class: &str) -> &'static str {
    match class {
        "red" => "A3121D",
        "orange" => "9A4A00",
        "yellow" => "705A00",
        "green" => "1A6B37",
        _ => "5B3EA8",
    }
}

/// Words as they are written in a file.
pub(super) fn code(run: Run) -> Run {
    run.fonts(fonts(CODE_FONT)).size(16).color(SOFT)
}

fn fonts(font: &str) -> RunFonts {
    RunFonts::new().ascii(font).hi_ansi(font).cs(font)
}

/// The style of a heading; the first level is the title of the document.
pub(super) fn heading(level: u8) -> String {
    match level {
        0 | 1 => TITLE.to_owned(),
        level => format!("Heading{}", level - 1),
    }
}

fn spacing(before: u32, after: u32) -> LineSpacing {
    LineSpacing::new().before(before).after(after)
}

fn paragraph(id: &str, name: &str) -> Style {
    Style::new(id, StyleType::Paragraph).name(name).q_format(true)
}

/// A document with all styles.
pub(super) fn styled(docx: Docx) -> Docx {
    let based = |id: &str, name: &str| paragraph(id, name).based_on(NORMAL);
    let headings = [(1_usize, 28, 260, 80), (2, 24, 240, 60), (3, 22, 200, 50), (4, 21, 160, 40)];
    let styles = [
        paragraph(NORMAL, "Normal")
            .size(20)
            .fonts(fonts(TEXT_FONT))
            .line_spacing(spacing(0, 100).line(252).line_rule(LineSpacingType::Auto)),
        based(TITLE, "Title").size(40).bold().color(INK).line_spacing(spacing(0, 120)).next(NORMAL),
        based(LIST, "List Paragraph").line_spacing(spacing(0, 40)),
        based(CLAUSE, "Quote").indent(Some(567), None, Some(284), None).line_spacing(spacing(40, 100)).italic(),
        based(CELL, "Table Text").size(17).line_spacing(spacing(30, 30)),
        based(HEAD, "Table Head").size(17).bold().color(INK).line_spacing(spacing(40, 40)),
        based(GROUP, "Table Group").size(17).bold().color(INK).line_spacing(spacing(80, 40)),
        based(SMALL, "Small Print").size(16).color(SOFT).line_spacing(spacing(0, 0)),
    ];
    let docx = headings.iter().fold(docx, |docx, (level, size, before, after)| {
        let style = based(&format!("Heading{level}"), &format!("heading {level}"));
        let style = style.size(*size).bold().color(INK).line_spacing(spacing(*before, *after)).next(NORMAL);
        docx.add_style(style.outline_lvl(level - 1))
    });
    let docx = styles.into_iter().fold(docx, Docx::add_style);
    docx.default_fonts(fonts(TEXT_FONT)).default_size(20)
}

/// What the document is, and who may read it.
pub(super) fn header(page: &Page) -> Header {
    Header::new().add_paragraph(line(page, &page.title, Run::new().add_text(&page.running).bold(), |after| after))
}

/// The day, and the number of the page.
pub(super) fn footer(page: &Page) -> Footer {
    let day = format!("As of {}", show_date(page.as_of));
    Footer::new().add_paragraph(line(page, &day, Run::new().add_text("Page "), |paragraph| {
        paragraph.add_page_num(PageNum::new()).add_run(Run::new().add_text(" of ")).add_num_pages(NumPages::new())
    }))
}

/// A line with words at its left and at its right end.
fn line(page: &Page, left: &str, right: Run, after: impl Fn(Paragraph) -> Paragraph) -> Paragraph {
    let tab = Tab::new().val(TabValueType::Right).pos(page.width());
    let paragraph = Paragraph::new().style(SMALL).align(AlignmentType::Left).add_tab(tab);
    after(paragraph.add_run(Run::new().add_text(left)).add_run(Run::new().add_tab()).add_run(right))
}

/// The indent of a list, its sign hanging out.
pub(super) fn list_indent(depth: usize) -> (Option<i32>, Option<SpecialIndentType>) {
    let depth = i32::try_from(depth).unwrap_or(1);
    (Some(340 * (depth + 1)), Some(SpecialIndentType::Hanging(340)))
}
