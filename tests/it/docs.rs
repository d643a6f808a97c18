//! The documentation, kept true: every example is read, every table is compared with the
//! code, every path and link is followed.
//!
//! The rules in `docs/language.md` are one pack, which all other examples of rules stand
//! among; profiles are held against it and the second pack there. An HTML comment right
//! above an example says how it is read:
//!
//! | mark | the example is |
//! |---|---|
//! | `bad: CODE` | wrong, and exactly this code says so; other marks may follow after a comma |
//! | `alone` | a pack of its own |
//! | `second` | a second pack beside the first |
//! | `conditions` | one condition a line; an indented line goes on |
//! | `types` | one type a line |
//! | `facts`, `terms` | the inside of `facts:`, of `terms:` |
//! | `good` | another example, not a part of that pack |
//! | `whole` | a whole file, to which no missing head is added |
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may stop at the first surprise, too")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use proviso::assess::assess;
use proviso::diagnostic::{Code, Diagnostic, Style, render};
use proviso::intake::yaml;
use proviso::rulebook::{PackTree, Rulebook, build};
use proviso::source::Source;
use proviso::syntax::parse;
use proviso::syntax::properties::{Audience, PITFALL_PROPERTIES, Property, RUNG_PROPERTIES};
use proviso::syntax::words::DeclarationWord;

use crate::layers::ORDER;

const PAGES: [&str; 6] = ["language.md", "profile.md", "diagnostics.md", "architecture.md", "CONTRIBUTING.md", "CHANGELOG.md"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join("docs").join(name)).unwrap()
}

/// An example of a page.
#[derive(Clone, Debug)]
struct Example {
    page: String,
    line: usize,
    language: String,
    marks: Vec<String>,
    /// The heading above it, without its signs.
    section: String,
    /// The last line before it that is neither empty nor a mark.
    label: String,
    text: String,
}

impl Example {
    fn has(&self, mark: &str) -> bool {
        self.marks.iter().any(|known| known == mark)
    }

    fn bad(&self) -> Option<&str> {
        self.marks.iter().find_map(|mark| mark.strip_prefix("bad: "))
    }

    fn source(&self) -> Source {
        Source::new(format!("docs/{}", self.page), format!("{}{}", "\n".repeat(self.line), self.text))
    }

    /// The whole profile that the example is a part of.
    fn profile(&self) -> Source {
        let mut text = String::new();
        let says = |key: &str| self.text.lines().any(|line| line.starts_with(&format!("{key}:")));
        if !self.has("whole") {
            if !says("profile") {
                text.push_str("profile: Example\n");
            }
            if !says("as-of") {
                text.push_str("as-of: 2026-11-21\n");
            }
        }
        let indent = if self.has("facts") {
            text.push_str("facts:\n");
            2
        } else if self.has("terms") {
            text.push_str("draft:\n  status: partial\n  terms:\n");
            4
        } else {
            0
        };
        for line in self.text.lines() {
            writeln!(text, "{}{line}", " ".repeat(indent)).unwrap();
        }
        Source::new(format!("docs/{}:{}", self.page, self.line), text)
    }
}

fn examples(name: &str) -> Vec<Example> {
    let text = page(name);
    let mut found = Vec::new();
    let (mut section, mut label, mut marks) = (String::new(), String::new(), Vec::new());
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
            let (marks, text) = (std::mem::take(&mut marks), format!("{}\n", body.join("\n")));
            let (page, language) = (name.to_owned(), language.to_owned());
            found.push(Example { page, line: at + 1, language, marks, section: section.clone(), label: label.clone(), text });
        } else if let Some(mark) = line.strip_prefix("<!-- ").and_then(|line| line.strip_suffix(" -->")) {
            marks = mark.split(", ").map(str::to_owned).collect();
        } else if !line.trim().is_empty() {
            marks.clear();
            if line.starts_with('#') {
                section = line.trim_start_matches('#').trim().to_owned();
            }
            label = line.to_owned();
        }
    }
    found
}

/// Whose unmarked examples are the rules that all other examples stand among.
const RULES: &str = "language.md";

fn is_base(example: &Example) -> bool {
    example.page == RULES && example.language == "proviso" && example.marks.is_empty()
}

/// The rules that all examples stand among: each example a file of one pack.
fn base() -> Vec<Source> {
    examples(RULES).iter().filter(|example| is_base(example)).map(Example::source).collect()
}

fn shown(found: &[Diagnostic]) -> String {
    render(found, Style { colour: false, width: 100 })
}

fn codes(found: &[Diagnostic]) -> BTreeSet<&'static str> {
    found.iter().map(|found| found.code.as_str()).collect()
}

fn rulebook(packs: &[Vec<Source>]) -> (Option<Rulebook>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let mut trees = Vec::new();
    for pack in packs {
        let mut files = Vec::new();
        for source in pack {
            let (file, mistakes) = parse(source);
            files.push(file);
            found.extend(mistakes);
        }
        trees.push(PackTree { files, hash: String::new() });
    }
    let (book, mistakes) = build(&trees);
    found.extend(mistakes);
    (book, found)
}

/// Lines that go on belong to the one before.
fn items(text: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match items.last_mut() {
            Some(last) if line.starts_with([' ', '}', ')']) => {
                last.push('\n');
                last.push_str(line);
            }
            _ => items.push(line.to_owned()),
        }
    }
    items
}

/// What is said about an example of rules.
fn about_rules(example: &Example, base: &[Source]) -> Vec<Diagnostic> {
    let wrapped = |head: &str, tail: &str| {
        let items = items(&example.text);
        let all = items.iter().enumerate().map(|(at, item)| format!("{}{item}{tail}\n", head.replace('#', &at.to_string())));
        Source::new(format!("docs/{}:{}", example.page, example.line), all.collect::<String>())
    };
    let source = if example.has("conditions") {
        wrapped("define example-# as ", "")
    } else if example.has("types") {
        wrapped("fact example.x# \"Example\" {\nask \"?\"\ntype ", "\n}")
    } else {
        example.source()
    };
    let packs = if example.has("alone") {
        vec![vec![source]]
    } else if example.has("second") {
        vec![base.to_vec(), vec![source]]
    } else {
        vec![base.iter().cloned().chain([source]).collect()]
    };
    rulebook(&packs).1
}

/// What is said about an example of a profile, which is also assessed.
fn about_profile(example: &Example, book: &Rulebook) -> Vec<Diagnostic> {
    let source = example.profile();
    let node = match yaml(&source) {
        Ok(node) => node,
        Err(found) => return found,
    };
    let mut found = Vec::new();
    let header = proviso::profile::header(&source, &node, &mut found);
    let profile = proviso::profile::read(&source, &node, &header, book, None, &mut found);
    match profile {
        Some(profile) => found.extend(assess(book, &profile).err().unwrap_or_default()),
        None => assert!(!found.is_empty(), "docs/{}:{}: refused without a word", example.page, example.line),
    }
    found
}

/// Holds every example of a page to its mark.
fn hold(name: &str) {
    let base = base();
    let second = examples(RULES).into_iter().filter(|example| example.has("second") && example.bad().is_none());
    let (book, found) = rulebook(&[base.clone(), second.map(|example| example.source()).collect()]);
    let book = book.unwrap_or_else(|| panic!("the examples of {RULES} do not hold together:\n{}", shown(&found)));
    assert!(found.is_empty(), "{}", shown(&found));
    let mut failed = String::new();
    for example in examples(name).into_iter().filter(|example| !is_base(example)) {
        let found = match example.language.as_str() {
            "proviso" => about_rules(&example, &base),
            "yaml" => about_profile(&example, &book),
            _ => continue,
        };
        let expected: BTreeSet<&str> = example.bad().into_iter().collect();
        if codes(&found) != expected {
            writeln!(failed, "docs/{name}:{}: expected {expected:?}\n{}\n", example.line, shown(&found)).unwrap();
        }
    }
    assert!(failed.is_empty(), "\n{failed}");
}

#[test]
fn examples_of_the_language() {
    hold("language.md");
}

#[test]
fn examples_of_the_profile() {
    hold("profile.md");
}

#[test]
fn examples_of_the_messages() {
    hold("diagnostics.md");
}

#[test]
fn every_message_has_a_section_with_both_examples() {
    let text = page("diagnostics.md");
    let sections: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let mut all: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    all.sort_unstable();
    assert_eq!(sections, all, "the sections are the codes, in the order of the alphabet");
    let examples = examples("diagnostics.md");
    for code in all {
        let own: Vec<&Example> = examples.iter().filter(|example| example.section == code).collect();
        let has = |label: &str| own.iter().any(|example| example.label.starts_with(label));
        assert!(has("**Bad**") && has("**Good**"), "`{code}` lacks an example");
        for example in own {
            let tested = example.language != "text";
            let bad = example.label.starts_with("**Bad**");
            assert!(!tested || example.bad() == bad.then_some(code), "docs/diagnostics.md:{}: mark", example.line);
        }
    }
}

#[test]
fn the_property_table() {
    let rows = |owner: &str, properties: &[Property]| -> Vec<String> {
        let row = |property: &Property| {
            let audience = match property.audience {
                Audience::Internal => "internal",
                Audience::Both => "both sides",
            };
            format!("| {owner} | `{}` | {} | {} | {audience} |", property.word, property.need.as_str(), property.shape)
        };
        properties.iter().map(row).collect()
    };
    let mut expected: Vec<String> =
        DeclarationWord::ALL.iter().flat_map(|word| rows(&format!("`{word}`"), word.properties())).collect();
    expected.extend(rows("a rung", RUNG_PROPERTIES));
    expected.extend(rows("a pitfall", PITFALL_PROPERTIES));
    let text = page("language.md");
    let written: Vec<&str> =
        text.lines().skip_while(|line| !line.starts_with("| Declaration |")).skip(2).take_while(|line| line.starts_with('|')).collect();
    assert_eq!(written.join("\n"), expected.join("\n"), "the table should read\n\n{}\n", expected.join("\n"));
}

#[test]
fn every_declaration_has_a_section() {
    let text = page("language.md");
    for word in DeclarationWord::ALL {
        assert!(text.lines().any(|line| line == format!("### `{word}`")), "`{word}` has no section");
    }
}

/// Every file named between backticks exists; every module has its row, in order.
#[test]
fn paths_and_modules() {
    for name in PAGES {
        for word in page(name).split('`').skip(1).step_by(2) {
            let first = word.split('/').next().unwrap_or_default();
            let ours = ["src", "docs", "grammar", "rules", "templates", "profiles", "tests", "benches"].contains(&first);
            if word == first || !ours || word.contains([' ', '…', '*']) || word.contains("NAME") {
                continue;
            }
            assert!(root().join(word).exists(), "docs/{name} names `{word}`, which is not there");
        }
    }
    let text = page("architecture.md");
    let rows: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` |"))
        .map(|(module, _)| module)
        .filter(|module| ORDER.contains(module))
        .collect();
    let in_order: Vec<&str> = ORDER.into_iter().filter(|module| rows.contains(module)).collect();
    assert_eq!(rows, in_order, "the modules stand in the order of imports");
    for entry in fs::read_dir(root().join("src")).unwrap() {
        let path = entry.unwrap().path();
        let module = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(matches!(module.as_str(), "lib" | "main") || rows.contains(&module.as_str()), "`{module}` has no row");
    }
}

#[test]
fn every_library_has_its_line() {
    let text = page("architecture.md");
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut dependencies = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            dependencies = line.ends_with("dependencies]");
        } else if let (true, Some((library, _))) = (dependencies, line.split_once(" = ")) {
            let has = text.lines().any(|row| row.starts_with('|') && row.contains(&format!("`{library}`")));
            assert!(has, "docs/architecture.md does not say what `{library}` is for");
        }
    }
}

/// `### One `word` more` as `one-word-more`, the way GitHub names the places in a page.
fn anchor(heading: &str) -> String {
    let plain = heading.trim_start_matches('#').trim().to_lowercase();
    plain.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_')).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// The lines of a page that are no part of an example.
fn prose(text: &str) -> Vec<&str> {
    let mut inside = false;
    let outside = |line: &&str| {
        let fence = line.starts_with("```");
        inside ^= fence;
        !inside && !fence
    };
    text.lines().filter(outside).collect()
}

#[test]
fn links_lead_somewhere() {
    for name in PAGES {
        let text = page(name);
        for link in prose(&text).iter().flat_map(|line| line.split("](").skip(1)) {
            let target = link.split(')').next().unwrap_or_default();
            if target.starts_with("http") {
                continue;
            }
            let (file, place) = target.split_once('#').map_or((target, None), |(file, place)| (file, Some(place)));
            let path = root().join("docs").join(if file.is_empty() { name } else { file });
            assert!(path.exists(), "docs/{name}: `{target}` leads nowhere");
            if let Some(place) = place {
                let text = fs::read_to_string(path).unwrap();
                let known = prose(&text).iter().any(|line| line.starts_with('#') && anchor(line) == place);
                assert!(known, "docs/{name}: `{target}` leads to no heading");
            }
        }
    }
}

#[test]
fn headings_skip_no_level() {
    for name in PAGES {
        let text = page(name);
        let mut before = 0;
        for line in prose(&text).iter().filter(|line| line.starts_with('#')) {
            let level = line.chars().take_while(|letter| *letter == '#').count();
            assert!(level <= before + 1, "docs/{name}: `{line}` skips a level");
            before = level;
        }
        assert!(!text.contains("TODO"), "docs/{name} is not finished");
    }
}
