//! Rules as SQL. That it says what the engine says is held in real warehouses, by the package
//! in `oracles/sql`; here is what it looks like, what fits, and what people are told.

use std::collections::BTreeSet;

use crate::command::{Ran, proviso, root, snapshot};

const DIALECTS: [&str; 5] = ["duckdb", "postgres", "spark", "trino", "bigquery"];

fn export(dialect: &str, rules: &[&str]) -> Ran {
    let mut arguments = vec!["export", "sql", "--dialect", dialect, "--as-of", "2026-11-21"];
    if !rules.is_empty() {
        arguments.push("--rules");
        arguments.extend(rules);
    }
    proviso(root(), &arguments)
}

#[test]
fn a_small_rulebook_in_each_dialect() {
    for dialect in DIALECTS {
        let run = export(dialect, &["tests/it/export/small.proviso"]);
        assert_eq!(run.code, 0, "{}", run.said);
        assert_eq!(run.said, "6 rules, for days of assessment from 2006-11-21 to 2046-11-21\n");
        snapshot(&format!("export/{dialect}.sql"), &run.result);
    }
}

/// The limits of PostgreSQL for names, tables and queries, and that of BigQuery for views.
#[test]
fn what_is_exported_fits_every_warehouse() {
    for dialect in DIALECTS {
        let run = export(dialect, &[]);
        assert_eq!(run.code, 0, "{}", run.said);
        let mut quoted = false;
        for word in run.result.split(|letter: char| !(letter.is_ascii_alphanumeric() || "_'".contains(letter))) {
            quoted ^= word.matches('\'').count() % 2 == 1;
            assert!(quoted || word.contains('\'') || word.len() <= 63, "{dialect}: {word}");
        }
        for statement in run.result.split(";\n") {
            let head: String = statement.chars().take(200).collect();
            if head.contains("VIEW") {
                assert!(statement.len() < 256_000, "{dialect}: {} letters in {head}", statement.len());
                let columns = statement.lines().filter(|line| line.contains(" AS ") && line.ends_with(',')).count();
                assert!(columns < 1_600, "{dialect}: {columns} columns in {head}");
            }
            if head.contains("CREATE TABLE") {
                assert!(statement.lines().count() < 1_500, "{dialect}: {head}");
            }
        }
    }
}

#[test]
fn bundled_rules_are_exported_without_exception() {
    let run = export("duckdb", &[]);
    assert!(!run.said.contains("not exported"), "{}", run.said);
    let all: BTreeSet<&str> = run
        .result
        .lines()
        .filter(|line| ["'redline'", "'mitigation'", "'step'", "'duty'"].iter().any(|kind| line.contains(kind)))
        .collect();
    assert!(all.len() > 80, "{}", all.len());
}

/// What has no exact form is named on the terminal, in each file, and in the table of names.
#[test]
fn what_is_left_out_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let small = std::fs::read_to_string(root().join("tests/it/export/small.proviso")).unwrap();
    let more = small.replace("above USD 50k or", "above USD 0.0000000001 or")
        + "\nconflict watch-or-renew \"Either\" { between watch and renew   weigh \"Watch.\"   from guide \"Levers\" }\n";
    std::fs::write(folder.path().join("rules.proviso"), more).unwrap();
    let arguments =
        ["export", "sql", "--dialect", "postgres", "--as-of", "2026-11-21", "--rules", "rules.proviso", "--out", "sql"];
    let run = proviso(folder.path(), &arguments);
    assert_eq!(run.code, 0, "{}", run.said);
    snapshot("export/left-out.txt", &run.said);
    for name in ["1-staging.sql", "2-tables.sql", "3-views.sql", "4-load.sql"] {
        let text = std::fs::read_to_string(folder.path().join("sql").join(name)).unwrap();
        for id in ["small/watch,", "small/watch-or-renew,"] {
            assert!(text.contains(&format!("-- Not exported: {id} because")), "{name}: {id}");
        }
    }
    let names = std::fs::read_to_string(folder.path().join("sql/2-tables.sql")).unwrap();
    assert_eq!(names.matches("'not exported'").count(), 2);
}

#[test]
fn files_of_others_stay() {
    let folder = tempfile::tempdir().unwrap();
    let run = |out: &str| {
        let rules = root().join("tests/it/export/small.proviso");
        let arguments = ["export", "sql", "--dialect", "spark", "--as-of", "2026-11-21", "--rules"];
        proviso(folder.path(), &[&arguments[..], &[rules.to_str().unwrap(), "--out", out]].concat())
    };
    assert_eq!(run("sql").code, 0);
    assert_eq!(run("sql").code, 0, "again without harm");
    std::fs::write(folder.path().join("sql/3-views.sql"), "SELECT 1;\n").unwrap();
    std::fs::write(folder.path().join("sql/4-load.sql"), "-- gone\n").unwrap();
    std::fs::remove_file(folder.path().join("sql/1-staging.sql")).unwrap();
    let refused = run("sql");
    assert_eq!(refused.code, 2);
    snapshot("export/refused.txt", &refused.said);
    assert!(!folder.path().join("sql/1-staging.sql").exists(), "nothing is written by halves");
    assert_eq!(std::fs::read_to_string(folder.path().join("sql/3-views.sql")).unwrap(), "SELECT 1;\n");
}

#[test]
fn what_cannot_be_exported_is_told() {
    let small = "tests/it/export/small.proviso";
    let mut all = String::new();
    for arguments in [
        &["--dialect", "oracle", "--as-of", "2026-11-21"][..],
        &["--dialect", "spark"],
        &["--dialect", "spark", "--as-of", "2026-02-30"],
        &["--dialect", "spark", "--as-of", "2026-11-21", "--schema", "My Schema"],
        &["--dialect", "spark", "--as-of", "2026-11-21", "--rules", "azure-opnai"],
        &["--dialect", "spark", "--as-of", "2026-11-21", "--rules", small, small],
    ] {
        let run = proviso(root(), &[&["export", "sql"], arguments].concat());
        assert_eq!((run.code, run.result.as_str()), (2, ""), "{arguments:?}");
        all.push_str(&format!("$ proviso export sql {}\n{}\n", arguments.join(" "), run.said));
    }
    snapshot("export/mistakes.txt", &all);
}

/// Many names do not fit one table: the tables are split, and joined where rules look.
#[test]
fn many_names_are_split_over_tables() {
    let folder = tempfile::tempdir().unwrap();
    let small = std::fs::read_to_string(root().join("tests/it/export/small.proviso")).unwrap();
    let mut more = small.replace("risk change", "define any-of-them as number.n0 above 1\n\nrisk change");
    for at in 0..900 {
        more.push_str(&format!("fact number.n{at} \"N\" {{ type number   ask \"N?\" }}\n"));
        more.push_str(&format!(
            "lever l{at} \"L\" {{ when number.n{at} above {at} and workload.criticality is high   play \"Ask.\"   from guide \"Levers\" }}\n"
        ));
    }
    std::fs::write(folder.path().join("rules.proviso"), more).unwrap();
    let arguments = ["export", "sql", "--dialect", "postgres", "--as-of", "2026-11-21", "--rules", "rules.proviso"];
    let run = proviso(folder.path(), &arguments);
    assert_eq!(run.code, 0, "{}", run.said);
    for table in ["proviso_staging (", "proviso_staging_2 (", "proviso_cells (", "proviso_cells_2 ("] {
        assert!(run.result.contains(&format!("CREATE TABLE {table}")), "{table}");
    }
    assert!(run.result.contains("LEFT JOIN proviso_staging_2 AS s2 ON s2.deal = s1.deal"));
    assert!(run.result.contains("FROM proviso_cells AS c1 JOIN proviso_cells_2 AS c2 ON c2.deal = c1.deal"));
}

#[test]
#[ignore = "needs DuckDB and PostgreSQL: run .ci/sql"]
fn warehouses_say_what_the_engine_says() {
    let done = std::process::Command::new(root().join(".ci/sql")).status().unwrap();
    assert!(done.success());
}
