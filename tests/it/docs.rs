//! The documentation, kept true: every example is read, every table is compared with the
//! code, every path and link is followed.

pub(crate) mod examples;

use std::fs;

use proviso::assess::assess;
use proviso::assess::finding::Outcome;
use proviso::diagnostic::Code;
use proviso::source::Source;
use proviso::syntax::properties::{Audience, PITFALL_PROPERTIES, Property, RUNG_PROPERTIES};
use proviso::syntax::words::DeclarationWord;

use crate::layers::ORDER;
use examples::{Example, examples, hold, page, profile, root, rulebook};

const PAGES: [&str; 15] = [
    "language.md",
    "profile.md",
    "authoring.md",
    "compare.md",
    "credit.md",
    "record.md",
    "packs.md",
    "plan.md",
    "portfolio.md",
    "scale.md",
    "performance.md",
    "diagnostics.md",
    "architecture.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
];

#[test]
fn examples_of_the_language() {
    hold("language.md");
}

#[test]
fn examples_of_the_profile() {
    hold("profile.md");
}

#[test]
fn examples_of_the_guide_for_authors() {
    hold("authoring.md");
}

#[test]
fn examples_of_logs() {
    hold("credit.md");
}

#[test]
fn examples_of_the_messages() {
    hold("diagnostics.md");
}

/// The first pack of the page comes to what the page says.
#[test]
fn the_first_look() {
    let pack = examples("language.md").into_iter().find(|example| example.has("alone")).unwrap();
    let (book, _) = rulebook(&[vec![pack.source()]]);
    let book = book.unwrap();
    let outcome = |draft: &str| {
        let source = Source::new("p.yaml", format!("profile: P\nas-of: 2026-11-21\n{draft}"));
        let (profile, found) = profile(&source, &book);
        assert!(found.is_empty());
        assess(&book, &profile.unwrap()).unwrap().findings[0].decided()
    };
    assert_eq!(outcome("draft: { status: partial, terms: { change.notice: 60 days } }\n"), Some(Outcome::Gap));
    assert_eq!(outcome("draft: { status: reviewed }\n"), Some(Outcome::Gap), "silence is not the worst number");
    assert_eq!(outcome(""), None, "open");
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
        let proved = own.iter().filter(|example| example.has("proved")).count();
        assert!(proved == 0 || proved == own.len(), "`{code}`: only some examples are proved");
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
    let written: Vec<&str> = text
        .lines()
        .skip_while(|line| !line.starts_with("| Declaration |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .collect();
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
            let ours =
                ["src", "docs", "grammar", "rules", "templates", "profiles", "tests", "benches"].contains(&first);
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
    plain
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
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
