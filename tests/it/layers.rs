//! The house rules that no compiler checks: imports go one way, only `cli` touches the
//! world outside, each library stays in its module, and files and types keep to the
//! names and sizes agreed on.

mod paths;

use std::fs;
use std::path::{Path, PathBuf};

use paths::{paths, tokens};

/// The modules, lowest first. Each may use those before it.
pub(crate) const ORDER: [&str; 20] = [
    "source",
    "diagnostic",
    "value",
    "intake",
    "sla",
    "syntax",
    "rulebook",
    "logic",
    "profile",
    "assess",
    "prove",
    "trial",
    "compare",
    "portfolio",
    "plan",
    "record",
    "report",
    "interview",
    "export",
    "cli",
];

/// Libraries that only these modules may name.
const HOMES: [(&str, &[&str]); 18] = [
    ("annotate_snippets", &["diagnostic"]),
    ("calamine", &["intake"]),
    ("csv", &["intake", "report"]),
    ("docx_rs", &["report"]),
    ("rust_xlsxwriter", &["report"]),
    ("quick_xml", &["intake", "report"]),
    ("parquet", &["intake", "report"]),
    ("zip", &["intake"]),
    ("serde_saphyr", &["intake"]),
    ("pest", &["syntax"]),
    ("pest_derive", &["syntax"]),
    ("postcard", &["syntax"]),
    ("smallvec", &["value", "assess", "portfolio"]),
    ("minijinja", &["report"]),
    ("comrak", &["report"]),
    ("anstream", &["cli"]),
    ("clap", &["cli"]),
    ("tempfile", &["cli"]),
];

/// A file with more lines than this is two files.
const MOST_LINES: usize = 400;

/// What is wrong with one file; `path` is relative to `src`.
fn complaints(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let module = module_of(path);
    for part in path.trim_end_matches(".rs").split('/') {
        if matches!(part, "util" | "utils") {
            found.push(format!("{path}: a file called `{part}` says nothing"));
        }
    }
    let lines = text.lines().count();
    if lines > MOST_LINES {
        found.push(format!("{path}: {lines} lines, more than {MOST_LINES}"));
    }
    let tokens = tokens(text);
    for (token, next) in tokens.iter().zip(tokens.iter().skip(1)) {
        let declares = matches!(token.text.as_str(), "struct" | "enum" | "trait" | "type" | "union");
        if declares && (next.text == "Rule" || next.text.ends_with("Manager")) {
            found.push(format!("{path}:{}: a type called `{}`", next.line, next.text));
        }
    }
    let root = matches!(path, "lib.rs" | "main.rs");
    for used in paths(&tokens) {
        let at = format!("{path}:{}", used.line);
        let words: Vec<&str> = used.path.iter().map(String::as_str).collect();
        let shown = words.join("::");
        if words.first() == Some(&"super") && words.last() == Some(&"*") && !used.in_tests {
            found.push(format!("{at}: `use {shown}` outside a test module"));
        }
        if root {
            continue;
        }
        if let (Some(own), Some(top)) = (module.first(), used.top_level(&module)) {
            match (rank(own), rank(&top)) {
                (Some(own_rank), Some(rank)) if rank > own_rank => {
                    found.push(format!("{at}: `{shown}` climbs from `{own}` to `{top}`"));
                }
                (_, None) => found.push(format!("{at}: `{shown}` names `{top}`, which has no place in the order")),
                (None, _) => found.push(format!("{at}: `{own}` has no place in the order")),
                _ => {}
            }
        }
        let own = module.first().map_or("", String::as_str);
        if own != "cli" && touches_the_world(&words) {
            found.push(format!("{at}: `{shown}` outside `cli`"));
        }
        for (library, homes) in HOMES {
            if words.first() == Some(&library) && !homes.contains(&own) {
                found.push(format!("{at}: `{shown}` outside `{}`", homes.join("` and `")));
            }
        }
    }
    found
}

fn rank(module: &str) -> Option<usize> {
    ORDER.iter().position(|known| *known == module)
}

/// `rulebook/from_tree/mod.rs` as rulebook, from_tree.
fn module_of(path: &str) -> Vec<String> {
    let mut parts: Vec<String> = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if matches!(parts.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        parts.pop();
    }
    parts
}

/// Files, environment, terminal, other programs, clock.
fn touches_the_world(words: &[&str]) -> bool {
    let macros = ["print!", "println!", "eprint!", "eprintln!", "dbg!"];
    let whole = |module: &str| words.starts_with(&["std", module]);
    let pair = |module: &str, items: &[&str]| {
        words.windows(2).any(|pair| matches!(pair, [first, second] if *first == module && items.contains(second)))
    };
    whole("fs")
        || whole("env")
        || whole("process")
        || whole("net")
        || pair("io", &["stdin", "stdout", "stderr", "Stdin", "Stdout", "Stderr", "*"])
        || pair("time", &["SystemTime", "Instant", "*"])
        || pair("std", &["*"])
        || words.iter().skip(1).any(|word| *word == "now")
        || words.first().is_some_and(|word| macros.contains(word))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            files(&entry, found);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            found.push(entry);
        }
    }
}

#[test]
fn the_house_is_in_order() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&src, &mut all);
    assert!(all.len() > 50, "the sources were not found");
    let found: Vec<String> = all
        .iter()
        .flat_map(|file| {
            let path = file.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/");
            complaints(&path, &fs::read_to_string(file).unwrap())
        })
        .collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn the_detector_detects() {
    for (path, text, expected) in [
        ("value/read.rs", "use crate::profile::Profile;", "climbs from `value` to `profile`"),
        ("value/mod.rs", "use crate::{source::Span, rulebook::{Rulebook, advice::Advice}};", "to `rulebook`"),
        ("value/mod.rs", "use super::assess::Finding;", "climbs from `value` to `assess`"),
        ("value/a/b.rs", "fn f() -> super::super::super::logic::Mask { x }", "to `logic`"),
        ("value/a/b.rs", "use super::super::super::{source, report::View};", "to `report`"),
        ("value/mod.rs", "mod inner { use super::super::cli; }", "to `cli`"),
        ("value/mod.rs", "mod inner { fn f() {} }\nuse super::cli;", "to `cli`"),
        (
            "intake/mod.rs",
            "// crate::source\nfn f(s: &str) { s == \"//\" && crate::syntax::is(s); }",
            ":2: `crate::syntax::is`",
        ),
        ("intake/mod.rs", "const Q: char = '\"'; use crate::cli::x; const R: &str = \"\";", "to `cli`"),
        ("intake/mod.rs", "const Q: &str = r#\"a\"b\"#; use crate::cli::x;", "to `cli`"),
        ("odd/mod.rs", "use crate::source::Span;", "`odd` has no place"),
        ("value/mod.rs", "use crate::odd::Span;", "`odd`, which has no place"),
        ("report/html.rs", "use std::{fmt, fs::read};", "`std::fs::read` outside `cli`"),
        ("report/html.rs", "use std::io::{self, Write, stdout};", "`std::io::stdout` outside"),
        ("report/html.rs", "use std::io; fn f() { io::stderr(); }", "`io::stderr` outside"),
        ("report/html.rs", "use std::time::{Duration, Instant};", "`std::time::Instant` outside"),
        ("report/html.rs", "let day = jiff::Zoned::now();", "`jiff::Zoned::now` outside"),
        ("report/html.rs", "fn f() { std::env::var(\"HOME\"); }", "`std::env::var` outside"),
        ("report/html.rs", "fn f() { println!(\"x\") }", "`println!` outside"),
        ("report/html.rs", "use pest::Parser as _;", "outside `syntax`"),
        ("cli/utils.rs", "", "called `utils`"),
        ("cli/mod.rs", "pub(crate) enum Rule { A }", "a type called `Rule`"),
        ("cli/mod.rs", "struct FileManager;", "a type called `FileManager`"),
        ("cli/mod.rs", "use super::*;", "outside a test module"),
        ("cli/mod.rs", "mod other { use super::*; }", "outside a test module"),
        ("cli/mod.rs", &"\n".repeat(401), "401 lines"),
    ] {
        let found = complaints(path, text);
        assert!(found.concat().contains(expected), "{path}: {text}\n{found:?}");
    }
}

#[test]
fn the_detector_lets_pass() {
    for (path, text) in [
        ("profile/mod.rs", "use crate::{source::{Place, Source}, rulebook::Rulebook}; use super::value::Type;"),
        ("profile/a/b.rs", "use super::super::c::D; pub(in crate::profile) fn f() {}"),
        ("profile/a.rs", "//! crate::cli\n/* crate::cli /* std::fs */ */ const A: &str = \"crate::cli std::fs\";"),
        ("profile/a.rs", "fn f<'a>(x: &'a str) -> char { 'x' } const A: &[u8] = b\"std::fs::read \\\" crate::cli\";"),
        ("profile/a.rs", "#[cfg(test)]\nmod tests { use super::*; use super::super::a; mod deep { use super::*; } }"),
        ("profile/a.rs", "use std::time::Duration; use std::io::Write; fn f(now: u8) -> u8 { now }"),
        ("profile/a.rs", "enum Rules { A } fn f() -> Option<syntax::Rule> { Vec::<u8>::new(); None }"),
        ("cli/run.rs", "use std::{env, fs, process}; use clap::Parser; fn f() { println!(); }"),
        ("lib.rs", "pub use crate::cli::run;"),
    ] {
        assert_eq!(complaints(path, text), Vec::<String>::new(), "{text}");
    }
}
