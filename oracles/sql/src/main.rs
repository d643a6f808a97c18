//! Holds the SQL that Proviso writes to Proviso itself: rulebooks and deals, generated and
//! bundled, are judged by the engine and by real warehouses, and every status, severity and
//! possible outcome is compared, row for row.
//!
//! usage: proviso-oracle-sql FOLDER CASES [--duckdb PROGRAM] [--psql PROGRAM ARGUMENT…]
//!
//! Everything that is run and read stands in the folder afterwards. `.ci/sql` starts the
//! engines.

mod cases;
mod compare;
mod engines;
#[allow(dead_code, unused_imports, reason = "the tests of the product stand beside what is used here")]
#[path = "../../../tests/it/laws/mod.rs"]
mod laws;
mod stage;

use std::path::PathBuf;
use std::process::ExitCode;

use engines::Engine;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("a folder to work in"));
    let count: usize = arguments.next().and_then(|count| count.parse().ok()).expect("how many rulebooks to generate");
    let rest: Vec<String> = arguments.collect();
    let engines = Engine::all(&rest);
    assert!(!engines.is_empty(), "name a warehouse: --duckdb PROGRAM, --psql PROGRAM ARGUMENT…");
    let mut cases = cases::bundled();
    cases.extend(cases::generated(count));
    let mut failed = false;
    for engine in &engines {
        let place = folder.join(engine.name());
        std::fs::create_dir_all(&place).expect("the folder can be made");
        engine.run(&cases, &place);
        let told = compare::all(engine, &cases, &place);
        println!("{}: {}", engine.name(), told.summary());
        failed |= !told.wrong.is_empty();
        for wrong in told.wrong.iter().take(20) {
            println!("  {wrong}");
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
