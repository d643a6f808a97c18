//! Those that run in other programs, which time themselves inside.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use made::book::{Advice, Comparison, Guard, Kind, Test};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{Tried, Work};
use made::spelled::Words;

/// What such a program tells of its fastest round.
#[derive(Deserialize)]
struct Told {
    seconds: f64,
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Runs a program with a folder, in which it finds its work and leaves its answers.
fn run(program: &Path, arguments: &[&OsStr], folder: &Path) -> Told {
    let output = Command::new(program).args(arguments).arg(folder).output();
    let output =
        output.unwrap_or_else(|error| panic!("{}: {error}; run benches/peers/prepare first", program.display()));
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("what the program tells")
}

/// An engine in Rust, in the program `others`.
pub struct Engine {
    pub word: &'static str,
    name: &'static str,
    how: &'static str,
}

/// All of them.
pub const RUST: [Engine; 5] = [
    Engine { word: "zen", name: "ZEN engine (zen-expression)", how: "a compiled expression for each rule" },
    Engine { word: "cel", name: "CEL (cel)", how: "a compiled program for each rule" },
    Engine { word: "cedar", name: "Cedar (cedar-policy)", how: "a policy for each end of a list, one request for all" },
    Engine { word: "rego", name: "Rego (regorus)", how: "a compiled policy, interpreted" },
    Engine { word: "rego-machine", name: "Rego (regorus)", how: "a program for its register machine" },
];

pub fn other(engine: &Engine, work: &Work, deals: usize) -> Tried {
    let folder = tempfile::tempdir().expect("a folder for the work");
    let program = std::env::current_exe().expect("a program").with_file_name("others");
    let sizes = [work.book.rules.len(), work.book.names.len(), deals].map(|size| OsString::from(size.to_string()));
    let arguments: Vec<&OsStr> =
        std::iter::once(OsStr::new(engine.word)).chain(sizes.iter().map(OsString::as_os_str)).collect();
    let told = run(&program, &arguments, folder.path());
    let answers = fs::read(folder.path().join("answers")).expect("answers");
    Tried { name: engine.name, how: engine.how, deals, seconds: told.seconds, answers: Some(answers) }
}

pub fn json_rules_engine(work: &Work, deals: usize) -> Tried {
    let folder = tempfile::tempdir().expect("a folder for the work");
    let rows = work.first(deals);
    let rules: Vec<Value> = work.book.rules.iter().map(rule_of_conditions).collect();
    let facts = |row: &Vec<i64>| -> Map<String, Value> {
        row.iter().enumerate().map(|(name, value)| (format!("f{name}"), (*value).into())).collect()
    };
    let all = json!({ "rules": rules, "deals": rows.iter().map(facts).collect::<Vec<_>>() });
    fs::write(folder.path().join("work.json"), all.to_string()).expect("room for the work");
    let told = run(Path::new("node"), &[here("json-rules-engine/run.mjs").as_os_str()], folder.path());
    let answers = fs::read(folder.path().join("answers")).expect("answers");
    Tried {
        name: "json-rules-engine",
        how: "Node.js; a rule for each end of a list",
        deals: rows.len(),
        seconds: told.seconds,
        answers: Some(answers),
    }
}

/// `{last, ends: [[end, conditions]…]}`, of which at most one holds.
fn rule_of_conditions(rule: &Advice) -> Value {
    let (guards, last) = rule.list();
    let mut before: Vec<Value> = Vec::new();
    let mut ends = Vec::new();
    for guard in &guards {
        let here = conditions(guard);
        let all: Vec<Value> = before.iter().cloned().chain([here.clone()]).collect();
        ends.push(json!([guard.end as u8, { "all": all }]));
        before.push(json!({ "not": here }));
    }
    json!({ "last": last as u8, "ends": ends })
}

fn conditions(guard: &Guard<'_>) -> Value {
    let each: Vec<Value> = guard.of.iter().map(|one| condition(one)).collect();
    let joined = json!({ if guard.all { "all" } else { "any" }: each });
    if guard.holds { joined } else { json!({ "not": joined }) }
}

fn condition(one: &Comparison) -> Value {
    let operator = match one.test {
        Test::Is => "equal",
        Test::IsNot => "notEqual",
        Test::AtLeast => "greaterThanInclusive",
        Test::AtMost => "lessThanInclusive",
        Test::Above => "greaterThan",
        Test::Below => "lessThan",
    };
    json!({ "fact": format!("f{}", one.name), "operator": operator, "value": one.value })
}

pub fn duckdb(work: &Work) -> Tried {
    let folder = tempfile::tempdir().expect("a folder for the work");
    let columns = work.book.names.iter().enumerate().map(|(at, name)| {
        let kind = match name.kind {
            Kind::YesNo | Kind::Level => "TINYINT",
            Kind::Days => "SMALLINT",
            Kind::Dollars => "INTEGER",
        };
        format!("f{at} {kind}")
    });
    let columns: Vec<String> = columns.collect();
    let rules: Vec<String> = work.book.rules.iter().enumerate().map(|(at, rule)| case(at, rule)).collect();
    let select = format!("SELECT {} FROM deals", rules.join(", "));
    let all = json!({ "columns": columns.join(", "), "select": select, "rules": rules.len() });
    fs::write(folder.path().join("work.json"), all.to_string()).expect("room for the work");
    let mut table = std::io::BufWriter::new(fs::File::create(folder.path().join("deals.csv")).expect("room for deals"));
    for row in &work.rows {
        let cells: Vec<String> = row.iter().map(i64::to_string).collect();
        writeln!(table, "{}", cells.join(",")).expect("room for deals");
    }
    table.flush().expect("room for deals");
    let told = run(&here(".venv/bin/python"), &[here("duckdb/run.py").as_os_str()], folder.path());
    let answers = fs::read(folder.path().join("answers")).expect("answers");
    Tried {
        name: "DuckDB",
        how: "SELECT with CASE over a table in memory",
        deals: work.rows.len(),
        seconds: told.seconds,
        answers: Some(answers),
    }
}

fn case(at: usize, rule: &Advice) -> String {
    let words = Words { and: " AND ", or: " OR ", not: "NOT ", name: "f" };
    let (guards, last) = rule.list();
    let whens: Vec<String> =
        guards.iter().map(|guard| format!("WHEN {} THEN {}::TINYINT", words.guard(guard), guard.end as u8)).collect();
    let case = format!("CASE {} ELSE {}::TINYINT END AS r{at}", whens.join(" "), last as u8);
    case.replace("==", "=").replace("!=", "<>")
}
