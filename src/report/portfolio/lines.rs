//! A deal as a line of a table or of JSON Lines.

use csv::WriterBuilder;
use serde::Serialize;

use crate::portfolio::{Heat, Reject, Standing};
use crate::rulebook::Rulebook;

/// A deal and what each rule that concerns it, or may, comes to.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Line<'a> {
    profile: &'a str,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Finding<'a> {
    id: &'a str,
    status: &'static str,
    severity: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    could_be: Vec<&'static str>,
    /// Whether the house lives with it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    waived: bool,
}

/// A deal as a line of JSON, with its end.
pub fn finding_line(standing: &Standing, rulebook: &Rulebook) -> String {
    let finding = |brief: &crate::portfolio::Brief| {
        let mut could_be: Vec<&'static str> = brief.could_be.iter().map(|outcome| outcome.as_str()).collect();
        let status = match brief.could_be.as_slice() {
            [only] => only.as_str(),
            _ => "open",
        };
        could_be.dedup();
        Some(Finding {
            id: &rulebook.advice.get(brief.advice.0)?.id,
            status,
            severity: brief.severity.as_str(),
            could_be: if status == "open" { could_be } else { Vec::new() },
            waived: brief.waived,
        })
    };
    let line = Line { profile: &standing.name, findings: standing.findings.iter().filter_map(finding).collect() };
    json(&line)
}

/// A row that was left out, as a line of JSON, with its end.
#[derive(Serialize)]
struct RejectLine<'a> {
    file: &'a str,
    line: u32,
    row: &'a str,
    wrong: Vec<&'a str>,
}

/// A row that was left out, with what is wrong with it, as a line of JSON, with its end.
pub fn reject_line(reject: &Reject) -> String {
    let place = &reject.place;
    let line = RejectLine {
        file: place.source.name(),
        line: place.position().line,
        row: place.source.slice(place.span),
        wrong: reject.found.iter().map(|found| found.message.as_str()).collect(),
    };
    json(&line)
}

fn json(line: &impl Serialize) -> String {
    // Only maps with keys that are no texts fail, and there are none.
    serde_json::to_string(line).unwrap_or_default() + "\n"
}

/// The columns that every table of deals by risk begins with.
const MATRIX: [&str; 7] = ["profile", "walk-away", "short", "short-critical", "open", "to-do", "fallback"];

/// Whether a file that begins so was written here, or by the plan of a rule change: nobody
/// else's is written over, and none of them holds deals to be judged.
pub fn is_written_here(beginning: &str) -> bool {
    let first = beginning.lines().next().unwrap_or_default();
    first.starts_with(&MATRIX.join(","))
        || first.starts_with("{\"file\":") && first.contains(",\"row\":")
        || first.starts_with("{\"profile\":")
            && [",\"findings\":[", ",\"moves\":["].iter().any(|key| first.contains(key))
}

/// The first line of the table of deals by risk, with its end.
pub fn matrix_head(risks: &[(String, String)]) -> String {
    csv_line(MATRIX.into_iter().chain(risks.iter().map(|(id, _)| id.as_str())))
}

/// A deal as a line of the table, with its end, its risks in the order of `columns`, each
/// the place of a risk in the deal's rulebook.
pub fn matrix_line(standing: &Standing, columns: &[Option<usize>]) -> String {
    let exposure = &standing.exposure;
    let [critical, ..] = exposure.short;
    let counts = [exposure.walk_away, exposure.all_short(), critical, exposure.open, exposure.to_do, exposure.fallback];
    let counts = counts.map(|count| count.to_string());
    let heat =
        |column: &Option<usize>| column.and_then(|at| standing.risks.get(at)).copied().unwrap_or(Heat::Idle).as_str();
    let cells = std::iter::once(standing.name.as_str()).chain(counts.iter().map(String::as_str));
    csv_line(cells.chain(columns.iter().map(heat)))
}

fn csv_line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    // Writing into memory does not fail.
    let _ = writer.write_record(cells.map(str::as_bytes));
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
