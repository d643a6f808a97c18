//! An Excel file → its sheets.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader as _, SheetType, Xlsx, XlsxError};
use jiff::civil::Date;

use super::package::Package;
use super::{Grid, GridRow, MOST_COLUMNS, MOST_ROWS, OfficeFile, Unreadable, plain_ends};

/// Reads the sheets of an Excel file: texts as they are, numbers as they are kept, days as
/// days, formulas by what they last came to. Of cells that are merged downwards each has
/// the text; of cells merged sideways the first.
///
/// # Errors
/// It is no Excel file that could be read.
pub fn excel_file(bytes: &[u8]) -> Result<OfficeFile, Unreadable> {
    let (comments, mark) = sound(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(why)?;
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = sheets.map(|sheet| sheet.name.clone()).collect();
    if names.is_empty() {
        return Err(Unreadable::NotOffice);
    }
    let mut grids = Vec::new();
    for name in names {
        let mut rows = rows(&mut book, &name)?;
        let merged = book.merge_cells_by_sheet_name(&name).map_err(why)?;
        merged.iter().for_each(|range| fill(&mut rows, range));
        let rows = rows.into_iter().filter_map(|(number, cells)| row(number, cells)).collect();
        grids.push(Grid { name: format!("the sheet “{name}”"), rows });
    }
    Ok(OfficeFile { grids, beside: String::new(), comments, mark })
}

/// The cells of a row by column, both from 0.
type Rows = BTreeMap<u32, BTreeMap<u32, String>>;

/// Unpacks every part once under the limit, and refuses what the library would trust
/// blindly; tells how many comments there are, and the mark of the copy.
fn sound(bytes: &[u8]) -> Result<(usize, String), Unreadable> {
    let mut package = Package::open(bytes)?;
    let names: Vec<String> = package.names().into_iter().filter(|name| is_text(name)).collect();
    if !names.iter().any(|name| name.eq_ignore_ascii_case("[Content_Types].xml")) {
        return Err(Unreadable::NotOffice);
    }
    if !names.iter().any(|name| name.starts_with("xl/")) && names.iter().any(|name| name.starts_with("word/")) {
        return Err(Unreadable::Word);
    }
    let mut comments = 0;
    for name in names {
        let Some(text) = package.text(&name)? else { continue };
        // The library makes room for as many texts as the file says that it has.
        let said = text.split("uniqueCount=").skip(1).filter_map(|after| after.get(1..)?.split(['"', '\'']).next());
        if said.map(str::trim).any(|said| said.parse::<usize>().map_or(true, |count| count > text.len())) {
            return Err(Unreadable::Damaged);
        }
        if name.starts_with("xl/comments") || name.starts_with("xl/threadedComments") {
            comments += text.matches("<comment ").count() + text.matches("<threadedComment ").count();
        }
    }
    Ok((comments, package.mark()?))
}

fn is_text(name: &str) -> bool {
    [".xml", ".rels"].iter().any(|end| name.to_ascii_lowercase().ends_with(end))
}

fn why(error: XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Protected,
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => Unreadable::NotOffice,
        _ => Unreadable::Damaged,
    }
}

fn rows(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Rows, Unreadable> {
    let mut rows = Rows::new();
    let mut cells = book.worksheet_cells_reader(name).map_err(why)?;
    while let Some(cell) = cells.next_cell().map_err(why)? {
        let (row, column) = cell.get_position();
        let text = plain_ends(shown(cell.get_value()).trim());
        if text.is_empty() {
            continue;
        }
        if column as usize >= MOST_COLUMNS || rows.len() >= MOST_ROWS {
            return Err(Unreadable::TooLarge);
        }
        rows.entry(row).or_default().insert(column, text);
    }
    Ok(rows)
}

/// Gives the rows that a merged cell covers its text.
fn fill(rows: &mut Rows, range: &Dimensions) {
    let ((first, column), (last, _)) = (range.start, range.end);
    let Some(text) = rows.get(&first).and_then(|row| row.get(&column)).cloned() else { return };
    if first >= last {
        return;
    }
    for (_, row) in rows.range_mut(first + 1..=last) {
        row.entry(column).or_insert_with(|| text.clone());
    }
}

fn row(number: u32, cells: BTreeMap<u32, String>) -> Option<GridRow> {
    let last = *cells.keys().next_back()?;
    let mut cells = cells;
    let texts = (0..=last).map(|column| cells.remove(&column).unwrap_or_default()).collect();
    Some(GridRow { number: number as usize + 1, cells: texts })
}

/// A value as people see it.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::DateTimeIso(text) => text.strip_suffix("T00:00:00").unwrap_or(text).replace('T', " "),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(moment) => moment_shown(moment),
        DataRef::Error(error) => error.to_string(),
    }
}

/// A day as year-month-day, and the time where there is one.
fn moment_shown(moment: &ExcelDateTime) -> String {
    let raw = moment.as_f64();
    if moment.is_duration() || !(1.0..2_958_466.0).contains(&raw) {
        return raw.to_string();
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let signed = |part: u8| i8::try_from(part).unwrap_or_default();
    let year = i16::try_from(year).unwrap_or_default();
    let Ok(date) = Date::new(year, signed(month), signed(day)) else { return raw.to_string() };
    match (hour, minute, second) {
        (0, 0, 0) => date.to_string(),
        _ => format!("{date} {hour:02}:{minute:02}"),
    }
}
