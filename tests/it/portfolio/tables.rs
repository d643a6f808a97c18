//! Tables of deals: what they may say, and what is said of what is wrong in them.

use std::path::Path;

use crate::command::{Ran, proviso, snapshot};

fn run(folder: &Path, name: &str, text: &str, more: &[&str]) -> Ran {
    std::fs::write(folder.join(name), text).unwrap();
    proviso(folder, &[&["portfolio", name][..], more].concat())
}

/// The same deals as a profile, as CSV and as JSON Lines.
#[test]
fn all_forms_say_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let yaml = "profile: Alpha\nas-of: 2026-11-21\npacks: [azure-openai]\nfacts:\n  company.industry: banking\n  \
                workload.criticality: [business-critical, mission-critical]\n  usage.monthly-cost: USD 50k..USD 80k\n\
                draft:\n  status: partial\n  terms:\n    change.notice: 14 days\n    liability.cap: silent\n";
    let csv = "profile,as-of,packs,company.industry,workload.criticality,usage.monthly-cost,change.notice,liability.cap,data.health,#own\n\
               Alpha,2026-11-21,azure-openai,banking,\"[business-critical, mission-critical]\",USD 50k..USD 80k,14 days,silent,,C-1\n";
    let flat = "{\"profile\": \"Alpha\", \"as-of\": \"2026-11-21\", \"packs\": [\"azure-openai\"], \"company.industry\": \"banking\", \
                \"workload.criticality\": [\"business-critical\", \"mission-critical\"], \"usage.monthly-cost\": \"USD 50k..USD 80k\", \
                \"change.notice\": \"14 days\", \"liability.cap\": \"silent\", \"draft\": \"partial\", \"#own\": 1}\n\n";
    let nested = "{\"profile\": \"Alpha\", \"as-of\": \"2026-11-21\", \"packs\": [\"azure-openai\"], \"facts\": {\"company\": {\"industry\": \
                  \"banking\"}, \"workload.criticality\": [\"business-critical\", \"mission-critical\"], \"usage\": {\"monthly-cost\": \
                  \"USD 50k..USD 80k\"}}, \"draft\": {\"status\": \"partial\", \"terms\": {\"change.notice\": \"14 days\", \
                  \"liability.cap\": \"silent\"}}}";
    let mixed = "{\"profile\": \"Alpha\", \"as-of\": \"2026-11-21\", \"packs\": [\"azure-openai\"], \"company.industry\": \"banking\", \
                 \"facts\": {\"workload.criticality\": [\"business-critical\", \"mission-critical\"], \"#own\": 1}, \"usage.monthly-cost\": \
                 \"USD 50k..USD 80k\", \"draft\": {\"terms\": {\"change.notice\": \"14 days\"}, \"status\": \"partial\"}, \
                 \"liability.cap\": \"silent\"}";
    let form = ["--format", "json-lines"];
    let expected = run(folder.path(), "alpha.yaml", yaml, &form);
    assert_eq!((expected.code, expected.said.as_str()), (0, ""));
    for (name, text) in [("deals.csv", csv), ("flat.jsonl", flat), ("nested.ndjson", nested), ("mixed.jsonl", mixed)] {
        assert_eq!(run(folder.path(), name, text, &form), expected, "{name}");
    }
}

#[test]
fn a_bad_row_is_told_and_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "profile;as-of;packs;company.industry;workload.criticality;change.notice;#contract\n\
               Alpha Bank;2026-11-21;azure-openai;banking;mission-critical;14 days;C-1\n\
               Beta Shop;2026-11-21;[azure-openai];retail;[important, mission-critical];silent;C-2\n\
               Gamma;2026-11-21;azure-openai;bankng;;;C-3\n\
               ;2026-11-21;azure-openai;banking;;;C-4\n\
               Delta;21.11.2026;azure-openai;banking;;;C-5\n\
               Epsilon;2026-11-21;azure-opnai;banking;;;C-6\n\
               Eta;2026-11-21;azure-openai;bankng;;;C-7\n\
               \"Zeta \"\"Q\"\" GmbH\";2026-11-21;azure-openai;insurance;;90 days;C-8\n";
    let run = run(folder.path(), "deals.csv", csv, &["--rejects", "left-out.jsonl", "--format", "csv"]);
    assert_eq!(run.code, 1);
    let kept = std::fs::read_to_string(folder.path().join("left-out.jsonl")).unwrap();
    snapshot("portfolio/rows.txt", &format!("{csv}=====\n{}=====\n{}=====\n{kept}", run.said, run.result));
    assert_eq!((run.result.lines().count(), kept.lines().count()), (3, 6));
}

#[test]
fn what_is_no_table_of_deals() {
    let folder = tempfile::tempdir().unwrap();
    let mut shown = String::new();
    for (name, text) in [
        ("outages.csv", "start,end\n2026-02-03,2026-02-04\n"),
        ("empty.csv", ""),
        ("head.csv", "profile,as-of\n"),
        ("deals.jsonl", "[1, 2]\n{\"profile\": \"A\"\n"),
        ("deals.xlsx", "PK"),
        ("bytes.csv", "profile\nA\0\n"),
    ] {
        let run = run(folder.path(), name, text, &["--rules", "azure-openai", "--as-of", "2026-11-21"]);
        assert_eq!((run.code, run.result.as_str()), (2, ""), "{name}");
        shown.push_str(&format!("===== {name}\n{}", run.said));
    }
    let missing = proviso(folder.path(), &["portfolio", "nowhere.csv", "no-folder"]);
    shown.push_str(&format!("===== missing\n{}", missing.said));
    snapshot("portfolio/no-tables.txt", &shown);
}

/// Risks that come later get columns of their own, and what came before has nothing there.
#[test]
fn packs_may_differ_from_row_to_row() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "profile,as-of,packs\nFirst,2026-11-21,azure-openai\nSecond,2026-11-21,\"[azure-openai, hipaa]\"\nThird,2026-11-20,azure-openai\n";
    let table = run(folder.path(), "deals.csv", csv, &["--format", "csv"]).result;
    let cells: Vec<usize> = table.lines().map(|line| line.split(',').count()).collect();
    assert!(cells.len() == 4 && cells.iter().all(|count| *count == cells[0]), "{table}");
    let names: Vec<&str> = table.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(names, ["First", "Second", "Third"]);
    assert!(table.lines().next().unwrap().ends_with("hipaa/patient-data"), "{table}");
}

/// What is odd is told as for one profile, and the row is judged.
#[test]
fn what_may_be_meant_otherwise_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "profile;as-of;packs;usage.monthly-cost\nPoint;2026-11-21;azure-openai;USD 50.000\n\
               Plain;2026-11-21;azure-openai;USD 50_000\nAgain;2026-11-21;azure-openai;USD 70.000\n";
    let run = run(folder.path(), "deals.csv", csv, &["--format", "csv"]);
    assert_eq!((run.code, run.result.lines().count()), (0, 4));
    snapshot("portfolio/odd.txt", &format!("{csv}=====\n{}", run.said));
}

/// A quote inside a text takes no other row with it.
#[test]
fn text_behind_a_quote_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "profile,as-of,packs,#note\nAlpha,2026-11-21,azure-openai,\"5 seats\nBeta,2026-11-21,azure-openai,fine\n\
               Gamma,2026-11-21,azure-openai,\"late\" \nDelta,2026-11-21,azure-openai,\"see 5\" pipe\nEpsilon,2026-11-21,azure-openai,\n";
    let run = run(folder.path(), "deals.csv", csv, &["--format", "json-lines"]);
    let names: Vec<&str> = run.result.lines().map(|line| line.split('"').nth(3).unwrap()).collect();
    assert_eq!((run.code, names), (1, vec!["Beta", "Gamma", "Epsilon"]), "{}", run.said);
    snapshot("portfolio/quotes.txt", &format!("{csv}=====\n{}", run.said));
}

/// A table in a folder that is meant to be one of deals is not passed over; what a run has
/// written is.
#[test]
fn what_is_in_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("deals.csv", "profile,as-of,packs\nAlpha,2026-11-21,azure-openai\nBeta,,azure-openai\n");
    write("outages.csv", "start,end\n2026-02-03,2026-02-04\n");
    let all = || proviso(folder.path(), &["portfolio", ".", "--out", ".", "--rejects", "left.jsonl"]);
    let first = all();
    assert_eq!(first.code, 1, "{}", first.said);
    assert_eq!(all(), first);
    write("more.csv", "Profile,as-of,packs\nGamma,2026-11-21,azure-openai\n");
    let more = all();
    assert!(more.said.contains("`profile`") && more.said.contains("2 entries were left out"), "{}", more.said);
}

/// Neither inputs nor what others have written are overwritten.
#[test]
fn nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let table = "profile,as-of,packs\nAlpha,2026-11-21,azure-openai\n";
    let files = [("matrix.csv", table), ("findings.jsonl", "notes\n"), ("other.yaml", "profile: Other\n")];
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let mut shown = String::new();
    for more in [&["--rejects", "matrix.csv"][..], &["--rejects", "other.yaml"], &["--out", "."]] {
        let run = proviso(folder.path(), &[&["portfolio", "matrix.csv"][..], more].concat());
        assert_eq!((run.code, run.result.as_str()), (2, ""));
        shown.push_str(&format!("===== {}\n{}", more.join(" "), run.said));
    }
    let plan = ["plan", "--from", "azure-openai", "--to", "azure-openai", "matrix.csv", "--rejects", "matrix.csv"];
    assert_eq!(proviso(folder.path(), &plan).code, 2);
    for (name, text) in files {
        assert_eq!(std::fs::read_to_string(folder.path().join(name)).unwrap(), text, "{name}");
    }
    snapshot("portfolio/kept.txt", &shown);
}

#[test]
fn names_stand_as_they_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "profile,as-of,packs\nR&D_Alpha #1,2026-11-21,azure-openai\n";
    let page = run(folder.path(), "deals.csv", csv, &["--format", "html"]).result;
    assert!(page.contains("R&amp;D_Alpha #1"), "{page}");
}

/// What is advised can be done in a table, or in a line.
#[test]
fn advice_suits_the_form() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "profile,as-of,packs,usage.monthly-cost,contract no,rates\n\
               Alpha,2026-11-21,azure-openai,USD 1k,,{EUR: USD 1.08}\nBeta,,azure-openai,,,\n,2026-11-21,azure-openai,,,\n\
               Gamma,2026-11-21,\"azure-openai, hipaa\",,,\nDelta,2026-11-21,azure-openai,lots,,\n\
               Epsilon,2026-11-21,azure-openai,many,,\nZeta,2026-11-21,azure-openai,,C-1,\n\
               Eta,2026-11-21,azure-openai,,,EUR = USD 1.08\n";
    let table = run(folder.path(), "deals.csv", csv, &["--format", "csv"]);
    assert_eq!((table.code, table.result.lines().count()), (1, 2));
    let lines = "{\"profile\": \"Alpha\", \"packs\": [\"azure-openai\"]}\n\
                 {\"as-of\": \"2026-11-21\", \"packs\": [\"azure-openai\"]}\n\
                 {\"profile\": \"Beta\", \"as-of\": \"2026-11-21\", \"packs\": [\"azure-openai\"], \"contract no\": \"C-1\"}\n\
                 {\"profile\": \"Gamma\", \"as-of\": \"2026-11-21\", \"packs\": [\"azure-openai\"], \"rates\": \"EUR = USD 1.08\"}\n";
    let lines = run(folder.path(), "deals.jsonl", lines, &[]);
    let missing = run(folder.path(), "deals.csv", csv, &["--rules", "house/rules"]);
    snapshot(
        "portfolio/advice.txt",
        &format!("{csv}=====\n{}=====\n{}=====\n{}", table.said, lines.said, missing.said),
    );
}

/// A row that is saved in another encoding takes no other with it.
#[test]
fn a_row_that_is_no_text_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let csv = b"profile,as-of,packs\nAlpha,2026-11-21,azure-openai\nCaf\xE9,2026-11-21,azure-openai\n\
                Beta,2026-11-21,azure-openai\nN\xFC,2026-11-21,azure-openai\n";
    std::fs::write(folder.path().join("deals.csv"), csv).unwrap();
    let run = proviso(folder.path(), &["portfolio", "deals.csv", "--format", "csv", "--rejects", "left.jsonl"]);
    assert_eq!((run.code, run.result.lines().count()), (1, 3), "{}", run.said);
    let left = std::fs::read_to_string(folder.path().join("left.jsonl")).unwrap();
    snapshot("portfolio/encoding.txt", &format!("{}=====\n{left}", run.said));
}

/// Two rows of one name are told, since each counts.
#[test]
fn deals_of_one_name_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let row = "2026-11-21,azure-openai\n";
    let csv = format!("profile,as-of,packs\nAlpha,{row}Beta,{row}Alpha,{row}Alpha,{row}Beta,{row}");
    let page = run(folder.path(), "deals.csv", &csv, &[]);
    let says = "3 deals have the name of another, for example Alpha and Beta; each of them counts";
    assert_eq!(page.code, 0);
    assert!(page.result.contains(&format!("\n{says}.\n")), "{}", page.result);
    assert!(page.said.starts_with(&format!("warning[duplicate-name]: {says}\n")), "{}", page.said);
    let alone =
        run(folder.path(), "deals.csv", &csv.replace("Alpha,2026", "Gamma,2026").replacen("Gamma", "Alpha", 1), &[]);
    assert!(alone.result.contains("\n2 deals have the name of another, Gamma and Beta; each of them counts.\n"));
}

/// What is not shown is counted, and kept where that is asked for.
#[test]
fn messages_beyond_the_first_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let rows: String = (0..25).map(|row| format!("Deal {row},2026-11-21,pack-{row}\n")).collect();
    let csv = format!("profile,as-of,packs\nAlpha,2026-11-21,azure-openai\n{rows}");
    let run = run(folder.path(), "deals.csv", &csv, &["--format", "csv", "--rejects", "left.jsonl"]);
    assert_eq!((run.code, run.said.matches("error[").count()), (1, 20));
    assert!(run.said.contains("\n5 more messages are not shown; "), "{}", run.said);
    assert_eq!(std::fs::read_to_string(folder.path().join("left.jsonl")).unwrap().lines().count(), 25);
}

/// Rules are named by each row, or for all.
#[test]
fn a_row_without_packs_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "profile,as-of,packs\nAlpha,2026-11-21,azure-openai\nBeta,2026-11-21,\n";
    let without = run(folder.path(), "deals.csv", csv, &["--format", "csv"]);
    assert_eq!((without.code, without.result.lines().count()), (1, 2));
    assert!(without.said.contains("the row names no rule packs\n --> deals.csv:3:1\n"), "{}", without.said);
    let all = run(folder.path(), "deals.csv", csv, &["--format", "csv", "--rules", "azure-openai"]);
    assert_eq!((all.code, all.result.lines().count()), (0, 3));
}

/// A message is short, whatever stands in the cell.
#[test]
fn long_cells_are_not_told_in_full() {
    let folder = tempfile::tempdir().unwrap();
    let csv =
        format!("profile,as-of,packs,company.industry\nAlpha,2026-11-21,azure-openai,{}\n", "bank".repeat(50_000));
    let run = run(folder.path(), "deals.csv", &csv, &[]);
    assert!(run.said.contains(" […] ") && run.said.len() < 10_000, "{}", run.said.len());
}
