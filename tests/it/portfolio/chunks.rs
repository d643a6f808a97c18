//! A table that is read a part at a time is the same table.

use std::io::BufReader;

use proptest::prelude::*;
use proviso::intake::{Chunks, Rows, csv};
use proviso::source::Source;

/// Every cell with its column and its line and column in the file.
fn cells(source: &Source) -> Vec<(String, String, u32, u32)> {
    let sheet = csv(source, &mut Vec::new(), &mut |_| {});
    let row = |row: &proviso::intake::Row| {
        let cell = |cell: &proviso::intake::Cell| {
            let at = source.position(cell.span.start);
            (sheet.columns[cell.column as usize].node.clone(), sheet.text(cell).to_owned(), at.line, at.column)
        };
        row.cells.iter().map(cell).collect::<Vec<_>>()
    };
    sheet.rows.iter().flat_map(row).collect()
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z ]{0,6}", "\"[a-z,;\n]{0,9}\"", "\"a\"\"[a-z]{0,3}\"\"\n\"", "ü{1,3}"]
}

proptest! {
    #[test]
    fn parts_make_the_whole(
        rows in prop::collection::vec(prop::collection::vec(cell(), 3), 0..30),
        size in 1..400_usize,
        told in any::<bool>(),
        ends in any::<bool>(),
        breaks in any::<bool>(),
    ) {
        let mut text = String::from(if told { "sep=,\n" } else { "" });
        text.push_str("one,two,three");
        for row in &rows {
            text.push_str(if breaks { "\r\n" } else { "\n" });
            text.push_str(&row.join(","));
        }
        text.push_str(if ends { "\n" } else { "" });
        let whole = cells(&Source::new("deals.csv", text.clone()));
        let parts = Chunks::new("deals.csv", BufReader::with_capacity(7, text.as_bytes()), Rows::Csv).of(size);
        let parts: Vec<Source> = parts.map(Result::unwrap).collect();
        prop_assert_eq!(parts.iter().flat_map(cells).collect::<Vec<_>>(), whole, "{:?}", text);
    }

    /// A row that is no text is told, and is otherwise as if it were empty.
    #[test]
    fn rows_that_are_no_text(
        rows in prop::collection::vec((prop::collection::vec(cell(), 3), prop::bool::weighted(0.2)), 0..30),
        size in 1..400_usize,
    ) {
        let (mut bytes, mut without) = (b"one,two,three".to_vec(), String::from("one,two,three"));
        for (row, broken) in &rows {
            let row = row.join(",");
            bytes.extend_from_slice(format!("\n{row}").as_bytes());
            bytes.extend_from_slice(if *broken { b",\xFF" } else { b"" });
            without.push('\n');
            without.push_str(&if *broken { "\n".repeat(row.matches('\n').count()) } else { row });
        }
        let (mut read, mut told) = (Vec::new(), 0);
        for part in Chunks::new("deals.csv", bytes.as_slice(), Rows::Csv).of(size) {
            match part {
                Ok(part) => read.extend(cells(&part)),
                Err(_) => told += 1,
            }
        }
        prop_assert_eq!(told, rows.iter().filter(|(_, broken)| *broken).count());
        prop_assert_eq!(read, cells(&Source::new("deals.csv", without)));
    }

    #[test]
    fn lines_make_the_whole(lines in prop::collection::vec("[a-z{}\"]{0,12}", 0..40), size in 1..200_usize) {
        let text = lines.join("\n");
        let parts = Chunks::new("deals.jsonl", text.as_bytes(), Rows::Lines).of(size);
        let mut read = Vec::new();
        for part in parts.map(Result::unwrap) {
            let mut at = 0;
            for line in part.text().split_inclusive('\n') {
                read.push((part.position(at).line as usize, line.trim_end().to_owned()));
                at += u32::try_from(line.len()).unwrap();
            }
        }
        let numbered = text.lines().enumerate().map(|(at, line)| (at + 1, line.to_owned()));
        prop_assert_eq!(read, numbered.collect::<Vec<_>>());
    }
}
