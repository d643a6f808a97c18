//! The briefing fits on one page. No printer is at hand here, so its lines are counted as
//! they come out on A4: the numbers were chosen by printing it from Word and from a browser.

use std::fs;

use crate::command::{proviso, root};

/// So many lines were seen to fit on the page in either form, a few left over.
const MOST_LINES: f64 = 61.0;
const MOST_WORDS: usize = 600;
const MOST_MUST_HAVES: usize = 5;

/// How many lines of running text a document takes on paper.
fn printed_lines(markdown: &str) -> f64 {
    let lines = markdown.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("|---"));
    lines.map(|line| printed(&line.replace('*', ""))).sum()
}

fn printed(line: &str) -> f64 {
    let wrapped = |text: &str, signs: usize| text.chars().count().div_ceil(signs) as f64;
    if let Some(row) = line.strip_prefix('|') {
        // Small print in five columns.
        return row.split(" | ").map(|cell| wrapped(cell, 22)).fold(0.0, f64::max) * 0.85 + 0.4;
    }
    match line.chars().next() {
        Some('#') => 2.3,
        Some('-') => wrapped(line, 100) + 0.2,
        _ => wrapped(line, 105) + 0.5,
    }
}

fn fits(profile: &str) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let run = proviso(root(), &["brief", profile, "--out", out, "--only", "briefing", "--format", "markdown"]);
    assert_eq!(run.code, 0, "{}", run.said);
    let briefing = fs::read_to_string(folder.path().join("internal/briefing.md")).unwrap();
    let rows = briefing.lines().filter(|line| line.starts_with("| **")).count();
    assert!(rows <= MOST_MUST_HAVES, "{profile}: {rows} rows");
    let words = briefing.split_whitespace().count();
    assert!(words <= MOST_WORDS, "{profile}: {words} words");
    let lines = printed_lines(&briefing);
    assert!(lines <= MOST_LINES, "{profile}: {lines} lines\n{briefing}");
    for kept in ["Dates:", "## Who may agree"] {
        assert!(briefing.contains(kept) || rows < 3, "{profile} lacks {kept}");
    }
}

#[test]
fn the_briefing_of_every_profile_fits_on_one_page() {
    for entry in fs::read_dir(root().join("profiles")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            fits(path.to_str().unwrap());
        }
    }
}

/// Three packs, a pilot, and a draft read in part: much is open.
#[test]
fn the_briefing_of_an_insurer_fits_on_one_page() {
    fits("tests/it/brief/insurer.yaml");
}
