//! Tables → an Excel file: filters, a head row that stays, columns as wide as they need,
//! statuses in colour and in words.

mod counterparty;
mod internal;

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, ConditionalFormatText, ConditionalFormatTextRule, DataValidation, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::value::read_date;

use super::copy_mark;

pub use counterparty::{issues_table, questions_table};
pub use internal::{checklist_table, gap_table};

/// The sheets of one file.
#[derive(Clone, Debug)]
pub struct Tables {
    /// What it is: "Issues list: Northwind Bank".
    pub title: String,
    /// What every printed page says at its head.
    pub running: String,
    /// The day it speaks for, which is also the day it says it was made.
    pub as_of: Date,
    /// The sheets.
    pub sheets: Vec<Table>,
}

/// A sheet: one table under one head row.
#[derive(Clone, Debug)]
pub struct Table {
    /// What stands on its tab.
    pub name: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
    /// A row of texts, one for each column.
    pub rows: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// What stands in the head row.
    pub title: String,
    /// About so many signs fit beside each other.
    pub width: u16,
    /// What it is for.
    pub kind: ColumnKind,
}

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// To be read.
    Text,
    /// To be read, in colour by how it begins.
    Status,
    /// To be filled in.
    Blank,
    /// To be filled in with a day.
    Day,
    /// To be filled in with one of these.
    Choice(&'static [&'static str]),
}

/// What statuses begin with, and their colours.
const COLOURS: [(&str, u32, u32); 10] = [
    ("✖", 0x00A3_121D, 0x00FB_E3E4),
    ("●", 0x009A_4A00, 0x00FC_EBDD),
    ("◐", 0x0070_5A00, 0x00FB_F4D4),
    ("✔", 0x001A_6B37, 0x00E1_F3E7),
    ("?", 0x005B_3EA8, 0x00EB_E6F8),
    ("Agreed in part", 0x0070_5A00, 0x00FB_F4D4),
    ("Agreed", 0x001A_6B37, 0x00E1_F3E7),
    ("Refused", 0x00A3_121D, 0x00FB_E3E4),
    ("Parked", 0x0059_636E, 0x00EE_F0F2),
    ("Withdrawn", 0x0059_636E, 0x00EE_F0F2),
];

const INK: u32 = 0x001F_3864;
const WASH: u32 = 0x00E9_EDF4;
const LINE: u32 = 0x00B8_C0CC;
/// Behind what is to be filled in.
const OPEN: u32 = 0x00FF_FBEF;

/// The longest text that a cell takes.
const LONGEST: usize = 32_000;

/// Tables as an Excel file. Every text stays a text: none is taken for a formula. The same
/// input gives the same bytes.
///
/// # Errors
/// The file cannot be put together, in the words of the library; nothing in a table leads
/// to it.
///
/// ```
/// use jiff::civil::date;
/// use proviso::report::excel::{Column, ColumnKind, Table, Tables, excel};
/// let column = Column { title: "Question".to_owned(), width: 40, kind: ColumnKind::Text };
/// let sheet = Table { name: "Questions", columns: vec![column], rows: vec![vec!["=1+1".to_owned()]] };
/// let tables = Tables {
///     title: "Questions".to_owned(), running: String::new(),
///     as_of: date(2026, 11, 22), sheets: vec![sheet],
/// };
/// assert!(excel(&tables).unwrap().starts_with(b"PK"));
/// ```
pub fn excel(tables: &Tables) -> Result<Vec<u8>, String> {
    made(tables).map_err(|error| error.to_string())
}

fn made(tables: &Tables) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let day = |part: i8| u8::try_from(part).unwrap_or(1);
    let year = u16::try_from(tables.as_of.year()).unwrap_or(1900);
    let made = ExcelDateTime::from_ymd(year, day(tables.as_of.month()), day(tables.as_of.day()))?;
    let texts = tables.sheets.iter().flat_map(|sheet| sheet.rows.iter().flatten());
    let copy = copy_mark(texts.map(String::as_str));
    let properties = DocProperties::new().set_title(&tables.title).set_author("Proviso").set_keywords(copy);
    book.set_properties(&properties.set_creation_datetime(&made));
    for table in &tables.sheets {
        filled(book.add_worksheet(), table, tables)?;
    }
    book.save_to_buffer()
}

fn filled(sheet: &mut Worksheet, table: &Table, tables: &Tables) -> Result<(), XlsxError> {
    sheet.set_name(table.name)?;
    let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border_bottom(FormatBorder::Hair);
    let cell = cell.set_border_color(Color::RGB(LINE)).set_font_name("Calibri").set_font_size(10);
    let open = cell.clone().set_background_color(Color::RGB(OPEN));
    let dated = open.clone().set_num_format("d mmm yyyy").set_align(FormatAlign::Left);
    let head = cell.clone().set_bold().set_font_color(Color::RGB(INK)).set_background_color(Color::RGB(WASH));
    let last_row = u32::try_from(table.rows.len()).unwrap_or(u32::MAX - 1);
    for (at, column) in (0..).zip(&table.columns) {
        sheet.set_column_width(at, f64::from(column.width))?;
        sheet.write_string_with_format(0, at, &column.title, &head)?;
        if last_row == 0 {
            continue;
        }
        match column.kind {
            ColumnKind::Choice(choices) => {
                let choice = DataValidation::new().allow_list_strings(choices)?;
                let choice = choice.set_error_title("Not a status")?;
                let choice = choice.set_error_message("Choose one of the list, or clear the cell.")?;
                sheet.add_data_validation(1, at, last_row, at, &choice)?;
                coloured(sheet, at, last_row)?;
            }
            ColumnKind::Status => coloured(sheet, at, last_row)?,
            ColumnKind::Text | ColumnKind::Blank | ColumnKind::Day => {}
        }
    }
    for (row, texts) in (1..).zip(&table.rows) {
        sheet.set_row_height(row, height(&table.columns, texts))?;
        for ((at, column), text) in (0..).zip(&table.columns).zip(texts) {
            let format = match column.kind {
                ColumnKind::Blank | ColumnKind::Day | ColumnKind::Choice(_) => &open,
                ColumnKind::Text | ColumnKind::Status => &cell,
            };
            match day(text).filter(|_| column.kind == ColumnKind::Day) {
                Some(day) => sheet.write_datetime_with_format(row, at, &day, &dated)?,
                None => sheet.write_string_with_format(row, at, cell_text(text), format)?,
            };
        }
    }
    let last_column = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(0);
    sheet.autofilter(0, 0, last_row, last_column)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_header(format!("&L{}&R{}", printed(&tables.title), printed(&tables.running)));
    sheet.set_footer(format!("&LAs of {}&RPage &P of &N", tables.as_of));
    Ok(())
}

/// A day that is written year-month-day, and that Excel has.
fn day(text: &str) -> Option<ExcelDateTime> {
    let day = read_date(text).ok()?;
    let part = |part: i8| u8::try_from(part).ok();
    ExcelDateTime::from_ymd(u16::try_from(day.year()).ok()?, part(day.month())?, part(day.day())?).ok()
}

/// The height of a row that shows all its texts, in points, as far as a row can be so high:
/// not every program works it out by itself.
fn height(columns: &[Column], texts: &[String]) -> f64 {
    const LINE_HEIGHT: usize = 13;
    const HIGHEST: usize = 400;
    let lines = |(column, text): (&Column, &String)| -> usize {
        let width = usize::from(column.width.max(1));
        text.lines().map(|line| line.chars().count().div_ceil(width).max(1)).sum()
    };
    let most = columns.iter().zip(texts).map(lines).max().unwrap_or(1).max(1);
    u16::try_from((most * LINE_HEIGHT + 4).min(HIGHEST)).map_or(15.0, f64::from)
}

fn coloured(sheet: &mut Worksheet, column: u16, last_row: u32) -> Result<(), XlsxError> {
    for (begins, ink, paper) in COLOURS {
        let rule = ConditionalFormatTextRule::BeginsWith(begins.to_owned());
        let format = Format::new().set_font_color(Color::RGB(ink)).set_background_color(Color::RGB(paper));
        let colour = ConditionalFormatText::new().set_rule(rule).set_format(format).set_stop_if_true(true);
        sheet.add_conditional_format(1, column, last_row, column, &colour)?;
    }
    Ok(())
}

/// What a cell takes: no sign that a file may not hold, and not more than fits.
fn cell_text(text: &str) -> String {
    let plain = super::word::plain(text);
    match plain.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", plain.get(..end).unwrap_or_default()),
        None => plain,
    }
}

/// A text in the head of a printed page, where `&` begins a code.
fn printed(text: &str) -> String {
    text.replace('&', "&&").chars().take(120).collect()
}
