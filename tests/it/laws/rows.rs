//! Rows of tables: what is worked out once for many rows is what each comes to alone.

use proviso::assess::assess;
use proviso::intake::{self, Data, Node, Rows};
use proviso::portfolio::{Desk, Row, Shelf};
use proviso::profile::term_names;
use proviso::source::{Source, Span};

use super::known::Profile;
use super::profiles::profile;
use super::{Case, files, known};

/// A few profiles that differ in some names, one after another, and the first again, as a
/// table in both forms.
pub(crate) fn agree(case: &Case, choices: &[u16]) {
    let mut rest = choices.to_vec();
    let mut drawn: Vec<Profile> = Vec::new();
    for at in 0..6 {
        let next = profile(&case.book, &rest, at % 2 == 1);
        // Most rows of a table are of one day; the names of the one before stay in part.
        let known = next.known.iter().enumerate().map(|(name, know)| match drawn.last() {
            Some(before) if (name + at) % 3 != 0 && before.draft == next.draft => before.known[name].clone(),
            _ => know.clone(),
        });
        let as_of = drawn.first().filter(|_| at != 4).map_or(next.as_of, |first| first.as_of);
        drawn.push(Profile { known: known.collect(), as_of, ..next });
        let shift = 5.min(rest.len());
        rest.rotate_left(shift);
        rest.iter_mut().for_each(|choice| *choice = choice.rotate_left(3) ^ 0x3c3c);
    }
    drawn.push(drawn[0].clone());
    let texts: Vec<String> = drawn.iter().map(|one| known::yaml(&case.book, one)).collect();
    let rows: Vec<Vec<(String, Node)>> = texts.iter().map(|text| flat(text)).collect();
    let lines: String = rows.iter().map(|row| json_line(row)).collect();
    let days = Shelf::default();
    let book_of = |_: &Row| Ok(&case.built);
    let mut desk = Desk::new(&book_of, &days, None, true);
    for (part, form) in [(Source::new("d.jsonl", lines.clone()), Rows::Lines), (table(&rows), Rows::Csv)] {
        let done = desk.table(&part, form);
        let mut standings = done.standings.into_iter().map(|(_, standing)| standing);
        let mut rejects = done.rejects.len();
        for line in lines.lines() {
            match alone(case, line) {
                Some(expected) => {
                    let standing = standings.next().unwrap_or_else(|| panic!("{line}"));
                    assert_eq!(standing.findings, expected, "{}\n{line}", files(&case.book).concat());
                }
                None => rejects -= 1,
            }
        }
        assert!(standings.next().is_none() && rejects == 0, "{}\n{}", files(&case.book).concat(), part.text());
        assert_eq!(done.tally.deals + done.rejects.len() as u64, rows.len() as u64);
    }
}

/// What a row comes to by itself.
fn alone(case: &Case, line: &str) -> Option<Vec<proviso::portfolio::Brief>> {
    let source = Source::new("d.jsonl", line);
    let row = Row::line(&source, Span::new(0, line.len())).unwrap();
    let profile = row.profile(&case.built, &term_names(&case.built), None).ok()?;
    let assessment = assess(&case.built, &profile).ok()?;
    let concerns = assessment.findings.iter().filter(|finding| !finding.could_be.iter().all(|one| one.is_idle()));
    let brief = |finding: &proviso::assess::finding::Finding| proviso::portfolio::Brief {
        advice: finding.advice,
        could_be: finding.could_be.iter().copied().collect(),
        severity: finding.severity.worst,
        waived: finding.is_waived(),
    };
    Some(concerns.map(brief).collect())
}

/// A profile as the cells of a row.
fn flat(text: &str) -> Vec<(String, Node)> {
    let node = intake::yaml(&Source::new("profile.yaml", text)).unwrap();
    let mut cells = Vec::new();
    for entry in node.entries().unwrap() {
        match entry.key.node.as_str() {
            "facts" => names(&entry.value, "", &mut cells),
            "draft" => {
                cells.extend(entry.value.get("status").map(|status| ("draft".to_owned(), status.clone())));
                entry.value.get("terms").into_iter().for_each(|terms| names(terms, "", &mut cells));
            }
            key => cells.push((key.to_owned(), entry.value.clone())),
        }
    }
    cells
}

fn names(block: &Node, before: &str, cells: &mut Vec<(String, Node)>) {
    for entry in block.entries().unwrap() {
        cells.push((format!("{before}{}", entry.key.node), entry.value.clone()));
    }
}

fn json_line(row: &[(String, Node)]) -> String {
    let cells: Vec<String> = row.iter().map(|(key, value)| format!("\"{key}\": {}", json(value))).collect();
    format!("{{{}}}\n", cells.join(", "))
}

fn json(node: &Node) -> String {
    match &node.data {
        Data::Null => "null".to_owned(),
        Data::Scalar { text, .. } => serde_json::to_string(text).unwrap(),
        Data::List(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(", ")),
        Data::Map(entries) => {
            let entries = entries.iter().map(|entry| format!("\"{}\": {}", entry.key.node, json(&entry.value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

/// The rows under all their columns: a text stands as it is, all else as in JSON.
fn table(rows: &[Vec<(String, Node)>]) -> Source {
    let mut columns: Vec<&str> = Vec::new();
    for (key, _) in rows.iter().flatten() {
        if !columns.contains(&key.as_str()) {
            columns.push(key);
        }
    }
    let mut text = format!("{}\n", columns.join(","));
    for row in rows {
        let cell = |column: &&str| match row.iter().find(|(key, _)| key == column).map(|(_, value)| value) {
            None => String::new(),
            Some(Node { data: Data::Null, .. }) => cell("unknown"),
            Some(Node { data: Data::Scalar { text, .. }, .. }) => cell(text),
            Some(node) => cell(&json(node)),
        };
        text.push_str(&columns.iter().map(cell).collect::<Vec<_>>().join(","));
        text.push('\n');
    }
    Source::new("d.csv", text)
}

fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
