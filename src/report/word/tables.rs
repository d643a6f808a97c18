//! Tables: as wide as the page, each column as wide as its words ask for.

use comrak::nodes::{AstNode, NodeValue};
use docx_rs::{
    BorderType, Paragraph, Run, Shading, Table, TableBorder, TableBorderPosition, TableCell, TableCellMargins,
    TableLayoutType, TableRow, VAlignType, WidthType,
};

use crate::record::{is_filled_in, is_list};
use crate::report::commonmark::{heading_of, text_of};

use super::inlines::{Look, filled, plain};
use super::styles::{CELL, GROUP, HEAD, LINE, WASH};

/// A table; none where it has no columns.
pub(super) fn table<'a>(node: &'a AstNode<'a>, width: usize) -> Option<Table> {
    let rows: Vec<&AstNode<'a>> = node.children().collect();
    let widths = widths(&rows, width);
    if widths.is_empty() {
        return None;
    }
    let rows = rows.iter().map(|row| match heading_of(row).filter(|_| !is_head(row)) {
        Some(heading) => group(&heading, &widths),
        None => cells(row, &widths),
    });
    let table = Table::new(rows.collect())
        .set_grid(widths.clone())
        .width(width, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(20, 80, 20, 80));
    Some(BORDERS.iter().fold(table, |table, (position, border)| {
        let line = TableBorder::new(position.clone()).border_type(*border).color(LINE).size(4);
        table.set_border(line)
    }))
}

const BORDERS: [(TableBorderPosition, BorderType); 6] = [
    (TableBorderPosition::Top, BorderType::Single),
    (TableBorderPosition::Bottom, BorderType::Single),
    (TableBorderPosition::InsideH, BorderType::Single),
    (TableBorderPosition::InsideV, BorderType::Nil),
    (TableBorderPosition::Left, BorderType::Nil),
    (TableBorderPosition::Right, BorderType::Nil),
];

fn is_head<'a>(row: &'a AstNode<'a>) -> bool {
    matches!(row.data.borrow().value, NodeValue::TableRow(true))
}

fn cells<'a>(row: &'a AstNode<'a>, widths: &[usize]) -> TableRow {
    let head = is_head(row);
    let style = if head { HEAD } else { CELL };
    let cell = |(node, width): (&'a AstNode<'a>, &usize)| {
        let cell = TableCell::new().width(*width, WidthType::Dxa).vertical_align(VAlignType::Top);
        let cell = if head { cell.shading(Shading::new().fill(WASH)) } else { cell };
        cell.add_paragraph(filled(Paragraph::new().style(style), node, Look::default()))
    };
    TableRow::new(row.children().zip(widths).map(cell).collect()).cant_split()
}

/// A row that heads those below it.
fn group(heading: &str, widths: &[usize]) -> TableRow {
    let paragraph = Paragraph::new().style(GROUP).keep_next(true).add_run(Run::new().add_text(plain(heading)));
    let cell = TableCell::new().grid_span(widths.len()).width(widths.iter().sum(), WidthType::Dxa);
    TableRow::new(vec![cell.add_paragraph(paragraph)]).cant_split()
}

/// Columns share the page by how much stands in them, no column too narrow for its longest
/// word as far as there is room.
fn widths<'a>(rows: &[&'a AstNode<'a>], width: usize) -> Vec<usize> {
    let heads = heads(rows);
    let is_list = is_list(&heads);
    let (mut words, mut longest) = (Vec::new(), Vec::new());
    let body = rows.iter().filter(|row| is_head(row) || heading_of(row).is_none());
    for row in body {
        let cells: Vec<String> = row.children().map(text_of).collect();
        words.resize(words.len().max(cells.len()), 0);
        longest.resize(words.len(), 0);
        for (at, cell) in cells.iter().enumerate() {
            // What people fill in does not move the columns.
            if !is_head(row) && is_list && heads.get(at).is_some_and(|head| is_filled_in(head)) {
                continue;
            }
            let longest_word = cell.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
            if let (Some(words), Some(longest)) = (words.get_mut(at), longest.get_mut(at)) {
                *words += cell.chars().count();
                *longest = longest_word.max(*longest);
            }
        }
    }
    // A sign of small print is about a twentieth of an inch wide.
    const SIGN: usize = 95;
    let least: Vec<usize> = longest.iter().map(|signs| ((*signs).clamp(3, 16) * SIGN + 160).min(width)).collect();
    let room = width.saturating_sub(least.iter().sum());
    // The square root lets a column with much in it not starve the others.
    let mut weights: Vec<usize> = words.iter().map(|words: &usize| (words * 100).isqrt().max(1)).collect();
    // A column that people are to write in needs room for it, the more so the longer its head.
    let mean = weights.iter().sum::<usize>() / weights.len().max(1);
    for (weight, (words, head)) in weights.iter_mut().zip(words.iter().zip(&heads)) {
        let head = head.chars().count();
        if *words == head && rows.len() > 1 {
            *weight = if head > 8 { mean * 3 / 2 } else { mean / 2 };
        }
    }
    let all: usize = weights.iter().sum();
    let shares = weights.iter().map(|weight| room * weight / all.max(1));
    least.iter().zip(shares).map(|(least, share)| least + share).collect()
}

/// What stands in the head of each column.
fn heads<'a>(rows: &[&'a AstNode<'a>]) -> Vec<String> {
    let head = rows.iter().find(|row| is_head(row));
    head.map(|row| row.children().map(text_of).collect()).unwrap_or_default()
}
