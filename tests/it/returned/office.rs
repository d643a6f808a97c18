//! Word and Excel files, written into as a person would.

use std::io::{Cursor, Read as _, Write as _};

use proviso::intake::{OfficeFile, excel_file, word_file};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The parts of a file, by name.
pub(super) fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        })
        .collect()
}

pub(super) fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The file with one part changed.
pub(super) fn changed(bytes: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut parts = parts(bytes);
    let (_, content) = parts.iter_mut().find(|(name, _)| name == part).unwrap();
    *content = change(std::str::from_utf8(content).unwrap()).into_bytes();
    packed(&parts)
}

pub(super) fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A Word file with this body.
pub(super) fn docx(body: &str) -> Vec<u8> {
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    packed(&[
        ("[Content_Types].xml".to_owned(), b"<Types/>".to_vec()),
        ("word/document.xml".to_owned(), document.into_bytes()),
    ])
}

/// The row and the column, from 0, of a cell of the first table.
fn cell(file: &OfficeFile, reference: &str, head: &str) -> (usize, usize) {
    let rows = &file.grids[0].rows;
    let column = rows[0].cells.iter().position(|cell| cell.starts_with(head)).unwrap();
    let row = rows.iter().find(|row| row.cells.get(1).is_some_and(|cell| cell == reference)).unwrap();
    (row.number - 1, column)
}

/// Writes into a cell of a Word list. Lines end as people end them: some with a new
/// paragraph, some within it.
pub(super) fn write_word(bytes: &[u8], reference: &str, head: &str, text: &str) -> Vec<u8> {
    let (row, column) = cell(&word_file(bytes).unwrap(), reference, head);
    let run = |line: &str| format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", xml(line));
    let mut paragraphs = String::from("<w:p>");
    for (at, line) in text.split('\n').enumerate() {
        match at {
            0 => {}
            at if at % 2 == 1 => paragraphs.push_str("</w:p><w:p>"),
            _ => paragraphs.push_str("<w:r><w:br/></w:r>"),
        }
        paragraphs.push_str(&run(line));
    }
    paragraphs.push_str("</w:p>");
    changed(bytes, "word/document.xml", |document| {
        let mut rows: Vec<String> = document.split("<w:tr>").map(str::to_owned).collect();
        let mut cells: Vec<String> = rows[row + 1].split("<w:tc>").map(str::to_owned).collect();
        let (cell, beyond) = cells[column + 1].split_once("</w:tc>").unwrap();
        let start = cell.find("<w:p ").or_else(|| cell.find("<w:p>")).unwrap();
        cells[column + 1] = format!("{}{paragraphs}</w:tc>{beyond}", cell.split_at(start).0);
        rows[row + 1] = cells.join("<w:tc>");
        rows.join("<w:tr>")
    })
}

/// Writes into a cell of an Excel list.
pub(super) fn write_excel(bytes: &[u8], reference: &str, head: &str, text: &str) -> Vec<u8> {
    let content = format!("t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", xml(text));
    put_excel(bytes, reference, head, &content)
}

/// Writes a day into a cell of an Excel list, as Excel keeps days.
pub(super) fn write_excel_day(bytes: &[u8], reference: &str, head: &str, day: jiff::civil::Date) -> Vec<u8> {
    put_excel(bytes, reference, head, &format!("t=\"d\"><v>{day}T00:00:00</v></c>"))
}

fn put_excel(bytes: &[u8], reference: &str, head: &str, content: &str) -> Vec<u8> {
    let (row, column) = cell(&excel_file(bytes).unwrap(), reference, head);
    let name = format!("{}{}", char::from(b'A' + u8::try_from(column).unwrap()), row + 1);
    changed(bytes, "xl/worksheets/sheet1.xml", |sheet| {
        let (before, cell) = sheet.split_at(sheet.find(&format!("<c r=\"{name}\"")).unwrap());
        let (tag, rest) = cell.split_once('>').unwrap();
        let rest = if tag.ends_with('/') { rest } else { rest.split_once("</c>").unwrap().1 };
        format!("{before}<c r=\"{name}\" {content}{rest}")
    })
}
