//! What the warehouse says against what the engine says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proviso::assess::finding::Outcome;
use proviso::rulebook::advice::Severity;
use proviso::rulebook::overlay::Waiver;

use crate::cases::{Case, Deal, Expected};
use crate::engines::{Engine, file};

/// What came of a comparison.
#[derive(Default)]
pub struct Told {
    findings: usize,
    outcomes: usize,
    open: usize,
    /// Left undecided where names are compared.
    unjudged: usize,
    wider: usize,
    exposures: usize,
    faults: usize,
    pub wrong: Vec<String>,
}

impl Told {
    pub fn summary(&self) -> String {
        format!(
            "{} findings ({} of them open, {} not judged, {} from figures that were staged too wide), {} outcomes, \
             {} exposures, {} faults: {} wrong",
            self.findings,
            self.open,
            self.unjudged,
            self.wider,
            self.outcomes,
            self.exposures,
            self.faults,
            self.wrong.len()
        )
    }
}

type Rows = Vec<BTreeMap<String, String>>;

/// Compares everything.
pub fn all(engine: &Engine, cases: &[Case], place: &Path) -> Told {
    let mut told = Told::default();
    for case in cases {
        let export = proviso::export::sql(&case.book, &case.circumstances, engine.dialect, Some(&case.name)).unwrap();
        let deals: BTreeMap<&str, &Deal> = case.deals.iter().map(|deal| (deal.name.as_str(), deal)).collect();
        let left_out: BTreeSet<usize> = export.left_out.iter().map(|left_out| left_out.advice.0).collect();
        let mut unclear: BTreeSet<String> = BTreeSet::new();
        for view in crate::engines::views(&export.files[2].1, &case.name) {
            let rows = read(&file(place, &case.name, &view));
            match view.as_str() {
                "findings" => {
                    let expected = case.deals.len() * (case.book.advice.len() - left_out.len());
                    if rows.len() != expected {
                        told.wrong.push(format!("{}: {} findings, not {expected}", case.name, rows.len()));
                    }
                    for row in &rows {
                        finding(case, deals[row["deal"].as_str()], row, &mut told, &mut unclear);
                    }
                }
                "exposure" => exposures(case, &deals, &rows, &unclear, &left_out, &mut told),
                "faults" => faults(case, &rows, &mut told),
                _ => rows.iter().for_each(|row| side_by_side(case, deals[row["deal"].as_str()], row, &mut told)),
            }
        }
    }
    told
}

fn read(path: &Path) -> Rows {
    let mut reader = csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let head = reader.headers().unwrap().clone();
    let row = |row: csv::StringRecord| {
        head.iter().zip(&row).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn status(could_be: &[Outcome]) -> &'static str {
    match could_be {
        [only] => only.as_str(),
        _ => "open",
    }
}

fn waived(waiver: Option<&Waiver>, expected: &Expected, row: &BTreeMap<String, String>) -> &'static str {
    match waiver {
        Some(waiver) if expected.could_be.iter().any(|outcome| outcome.asks_for_action()) => {
            if row["as_of"].parse::<jiff::civil::Date>().unwrap() <= waiver.until { "in force" } else { "expired" }
        }
        _ => "",
    }
}

fn finding(case: &Case, deal: &Deal, row: &BTreeMap<String, String>, told: &mut Told, unclear: &mut BTreeSet<String>) {
    told.findings += 1;
    let at = case.book.advice.iter().position(|advice| advice.id == row["rule"]).expect("the rule is known");
    let got = [&row["status"], &row["severity"], &row["could_be"], &row["waived"]].map(String::as_str);
    let place = || format!("{} {} {}", case.name, deal.name, row["rule"]);
    let Some(expected) = deal.expected.as_ref().map(|all| &all[at]) else {
        if got != ["not judged", "", "", ""] {
            told.wrong.push(format!("{}: {got:?}, though the row is faulty", place()));
        }
        return;
    };
    let mut could_be: Vec<&str> = expected.could_be.iter().map(|outcome| outcome.as_str()).collect();
    could_be.dedup();
    let could_be = if expected.could_be.len() > 1 { could_be.join(", ") } else { String::new() };
    let waived = waived(case.book.advice[at].waiver.as_ref(), expected, row);
    let severity = expected.severity.iter().max().map_or("", |severity| severity.as_str());
    told.open += usize::from(got[0] == "open");
    if expected.wider {
        told.wider += 1;
        unclear.insert(deal.name.clone());
        let bits: u64 = row["could"].parse().unwrap_or(u64::MAX);
        if status(&expected.could_be) != got[0] && bits.count_ones() < 2 {
            told.wrong.push(format!("{}: {got:?}, and the engine says {could_be:?}", place()));
        }
        return;
    }
    if expected.compares && (got[0] == "not judged" || got[1].is_empty()) {
        told.unjudged += 1;
        unclear.insert(deal.name.clone());
        let severities = got[1].is_empty() || got[1] == severity;
        let statuses = got[0] == "not judged" || got[0] == status(&expected.could_be);
        if severities && statuses {
            return;
        }
    }
    if got != [status(&expected.could_be), severity, &could_be, waived] {
        let right = [status(&expected.could_be), severity, &could_be, waived];
        told.wrong.push(format!("{}: {got:?}, and the engine says {right:?}", place()));
    }
}

/// Each outcome of each rule of a pack.
fn side_by_side(case: &Case, deal: &Deal, row: &BTreeMap<String, String>, told: &mut Told) {
    for (column, value) in row {
        let Some((code, what)) = column.split_once('_').filter(|(code, _)| code.starts_with('r')) else { continue };
        let Ok(at) = code[1..].parse::<usize>() else { continue };
        let place = || format!("{} {} {column}", case.name, deal.name);
        let Some(expected) = deal.expected.as_ref().map(|all| &all[at - 1]) else {
            if !matches!(value.as_str(), "" | "not judged") {
                told.wrong.push(format!("{}: {value}, though the row is faulty", place()));
            }
            continue;
        };
        if expected.wider || expected.compares && matches!(value.as_str(), "" | "not judged") {
            continue;
        }
        let right = match what {
            "status" => status(&expected.could_be).to_owned(),
            "severity" => expected.severity.iter().max().map_or("", |severity: &Severity| severity.as_str()).to_owned(),
            outcome => {
                told.outcomes += 1;
                let is = |one: &Outcome| match one {
                    Outcome::Fallback(at) => outcome == format!("fallback_{}", at + 1),
                    one => one.as_str().replace('-', "_") == outcome,
                };
                let short = row[column].len() == 1;
                match (expected.could_be.iter().any(is), short) {
                    (true, true) => "t",
                    (false, true) => "f",
                    (true, false) => "true",
                    (false, false) => "false",
                }
                .to_owned()
            }
        };
        if *value != right {
            told.wrong.push(format!("{}: {value}, and the engine says {right}", place()));
        }
    }
}

fn exposures(
    case: &Case,
    deals: &BTreeMap<&str, &Deal>,
    rows: &Rows,
    unclear: &BTreeSet<String>,
    left_out: &BTreeSet<usize>,
    told: &mut Told,
) {
    for row in rows.iter().filter(|row| left_out.is_empty() && !unclear.contains(&row["deal"])) {
        let deal = deals[row["deal"].as_str()];
        let Some(exposure) = deal.exposure.as_ref().filter(|_| deal.expected.is_some()) else { continue };
        told.exposures += 1;
        let [critical, high, medium, low] = exposure.short;
        let right = [
            ("walk_away", exposure.walk_away),
            ("short_critical", critical),
            ("short_high", high),
            ("short_medium", medium),
            ("short_low", low),
            ("open", exposure.open),
            ("to_do", exposure.to_do),
            ("fallback", exposure.fallback),
            ("not_judged", 0),
        ];
        for (column, right) in right {
            if row[column] != right.to_string() {
                told.wrong.push(format!("{} {} {column}: {}, not {right}", case.name, deal.name, row[column]));
            }
        }
    }
}

/// Every mistake is told, and nothing else.
fn faults(case: &Case, rows: &Rows, told: &mut Told) {
    let told_of: BTreeSet<(&str, &str)> =
        rows.iter().map(|row| (row["deal"].as_str(), row["staged_column"].as_str())).collect();
    for deal in &case.deals {
        let of_deal = || told_of.iter().filter(|(name, _)| *name == deal.name);
        match &deal.fault {
            Some(fault) => {
                told.faults += 1;
                if !told_of.contains(&(deal.name.as_str(), fault.as_str())) {
                    told.wrong.push(format!("{} {}: {fault} is wrong, and not told", case.name, deal.name));
                }
            }
            None => {
                told.wrong.extend(of_deal().map(|(_, column)| format!("{} {}: {column} is told", case.name, deal.name)))
            }
        }
    }
}
