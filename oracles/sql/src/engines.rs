//! Warehouses as programs that run a script.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use proviso::export::{Dialect, sql};

use crate::cases::Case;

pub struct Engine {
    pub dialect: Dialect,
    program: String,
    arguments: Vec<String>,
}

impl Engine {
    /// The warehouses that the arguments name.
    pub fn all(arguments: &[String]) -> Vec<Self> {
        let mut engines: Vec<Self> = Vec::new();
        for argument in arguments {
            let dialect = match argument.as_str() {
                "--duckdb" => Dialect::DuckDb,
                "--psql" => Dialect::Postgres,
                other => {
                    let last = engines.last_mut().expect("a warehouse before its program");
                    if last.program.is_empty() {
                        last.program = other.to_owned();
                    } else {
                        last.arguments.push(other.to_owned());
                    }
                    continue;
                }
            };
            engines.push(Self { dialect, program: String::new(), arguments: Vec::new() });
        }
        engines
    }

    pub fn name(&self) -> &'static str {
        self.dialect.title()
    }

    /// Runs all cases, each in a schema of its own, and leaves what their views say as CSV.
    pub fn run(&self, cases: &[Case], place: &Path) {
        let mut script = String::new();
        for case in cases {
            script.push_str(&self.script(case, place));
        }
        let file = place.join("script.sql");
        fs::write(&file, script).expect("the script can be written");
        let started = Instant::now();
        let mut command = Command::new(&self.program);
        command.args(&self.arguments);
        match self.dialect {
            Dialect::Postgres => command.args(["-q", "-v", "ON_ERROR_STOP=1", "-f"]).arg(&file),
            _ => command.arg("-bail").arg("-f").arg(&file),
        };
        let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status();
        let status = status.unwrap_or_else(|error| panic!("{} cannot be started: {error}", self.program));
        assert!(status.success(), "{} stopped at a statement: see {}", self.name(), file.display());
        println!("{}: {} cases in {:.1} s", self.name(), cases.len(), started.elapsed().as_secs_f64());
    }

    fn script(&self, case: &Case, place: &Path) -> String {
        let schema = &case.name;
        let export = sql(&case.book, &case.circumstances, self.dialect, Some(schema)).expect("it was exported before");
        let mut script = String::new();
        if self.dialect == Dialect::Postgres {
            script.push_str("SET client_min_messages TO WARNING;\n");
        }
        let _ = writeln!(script, "DROP SCHEMA IF EXISTS {schema} CASCADE;\nCREATE SCHEMA {schema};");
        for (name, text) in &export.files {
            script.push_str(text);
            if name.starts_with('1') {
                script.push_str("BEGIN;\n");
                for deal in &case.deals {
                    let (columns, values): (Vec<&str>, Vec<String>) = deal
                        .row
                        .0
                        .iter()
                        .map(|(column, value)| (column.as_str(), format!("'{}'", value.replace('\'', "''"))))
                        .unzip();
                    let (columns, values) = (columns.join(", "), values.join(", "));
                    let _ = writeln!(script, "INSERT INTO {schema}.proviso_staging ({columns}) VALUES ({values});");
                }
                script.push_str("COMMIT;\n");
            }
        }
        for view in views(&export.files[2].1, schema) {
            let file = file(place, schema, &view);
            let select = format!("SELECT * FROM {schema}.proviso_{view}");
            let _ = match self.dialect {
                Dialect::Postgres => writeln!(script, "\\copy ({select}) TO '{}' CSV HEADER", file.display()),
                _ => writeln!(script, "COPY ({select}) TO '{}' (HEADER, DELIMITER ',');", file.display()),
            };
        }
        script
    }
}

/// The views that people read.
pub fn views(text: &str, schema: &str) -> Vec<String> {
    let start = format!("VIEW {schema}.proviso_");
    let names = text.lines().filter(|line| line.starts_with("CREATE")).filter_map(|line| {
        let (_, rest) = line.split_once(&start)?;
        rest.split_whitespace().next().map(str::to_owned)
    });
    let inner = |name: &String| name.starts_with("reach_") || name.starts_with("faults_") || name == "staged";
    names.filter(|name| !inner(name)).collect()
}

/// Where what a view says is kept.
pub fn file(place: &Path, schema: &str, view: &str) -> PathBuf {
    place.join(format!("{schema}.{view}.csv"))
}
