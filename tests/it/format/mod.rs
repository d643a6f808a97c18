//! The one layout: it changes blanks and line ends, and nothing else.

mod command;
mod disturb;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proviso::source::Source;
use proviso::syntax::tree::{Property, PropertyValue};
use proviso::syntax::words::PropertyWord;
use proviso::syntax::{format, parse, tree};

use crate::command::root;
use crate::docs::examples::examples;
use crate::language::{damaged, soup};
use crate::laws;
use crate::laws::tape::Tape;
use crate::snapshot::{corpus, shown};
use words::kept;

fn laid_out(text: &str) -> String {
    format(&Source::new("rules.proviso", text)).unwrap_or_else(|found| panic!("{text}\n{}", shown(&found)))
}

#[test]
fn before_and_after() {
    corpus("format", 15, |text| {
        let text = text.replace("<CR>", "\r").replace("<TAB>", "\t").replace("<BLANK>", " ");
        hold(&text);
        laid_out(&text)
    });
}

/// The tree without its places.
fn tree_of(text: &str) -> (String, Vec<(PropertyWord, bool)>) {
    let (file, found) = parse(&Source::new("rules.proviso", text));
    assert!(found.is_empty(), "{text}\n{}", shown(&found));
    let debug = format!("{:?}", file.declarations);
    let mut pieces = debug.split("Span {");
    let first = pieces.next().unwrap().to_owned();
    let all = pieces.fold(first, |all, piece| all + piece.split_once('}').unwrap().1);
    let all = all.replace("begins_line: true", "").replace("begins_line: false", "");
    let mut lines = Vec::new();
    file.declarations.iter().for_each(|declaration| line_words(declaration, &mut lines));
    // A number and its sign are one value, and a value kept as written keeps no returns.
    (all.replace(" %\"", "%\"").replace("\\r\\n", "\\n"), lines)
}

/// The properties that mean something else at the beginning of a line, and where they stand.
fn line_words(declaration: &tree::Declaration, found: &mut Vec<(PropertyWord, bool)>) {
    fn walk(properties: &[Property], found: &mut Vec<(PropertyWord, bool)>) {
        let mut cites = false;
        let mut unguarded = false;
        for property in properties {
            let word = property.word.node;
            if cites && word == PropertyWord::From || unguarded && word == PropertyWord::When {
                found.push((word, property.begins_line));
            }
            cites = matches!(word, PropertyWord::Standard | PropertyWord::Value);
            unguarded = matches!(&property.value, PropertyValue::Guarded(value) if value.arms.is_empty());
            match &property.value {
                PropertyValue::Rung(rung) => walk(&rung.block, found),
                PropertyValue::Pitfall { block, .. } => walk(block.as_deref().unwrap_or_default(), found),
                _ => {}
            }
        }
    }
    walk(&declaration.properties, found);
    declaration.children.iter().for_each(|child| line_words(child, found));
}

/// Holds a sound text to all that is promised of its layout.
fn hold(text: &str) {
    let once = laid_out(text);
    assert_eq!(laid_out(&once), once, "a second run changes something; the first came from\n{text}");
    assert_eq!(tree_of(&once), tree_of(text), "{text}\n{once}");
    assert_eq!(kept(&once), kept(text), "{text}\n{once}");
    for line in outside_texts(&once).lines() {
        assert!(!line.ends_with([' ', '\t', '\r']), "blanks at the end of {line:?} in\n{once}");
        assert!(!line.contains('\t') || line.contains('#'), "a tab in {line:?} in\n{once}");
    }
    assert!(once.is_empty() || once.ends_with('\n') && !once.ends_with("\n\n"), "{once:?}");
    assert!(!outside_texts(&once).contains("\n\n\n") && !once.starts_with('\n'), "{once}");
}

fn outside_texts(text: &str) -> String {
    let (pieces, end) = words::pieces(text);
    let shown = |piece: &words::Piece| {
        format!("{}{}", piece.gap, if piece.text.starts_with('"') { "\"\"" } else { &piece.text })
    };
    pieces.iter().map(shown).collect::<String>() + &end
}

fn rule_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            rule_files(&entry, found);
        } else if entry.extension().is_some_and(|extension| extension == "proviso") {
            found.push(entry);
        }
    }
}

/// Every sound rule file there is: bundled packs, inputs of tests, examples of the language.
fn real() -> Vec<String> {
    let mut files = Vec::new();
    rule_files(&root().join("rules"), &mut files);
    rule_files(&root().join("tests/it/corpus"), &mut files);
    let mut texts: Vec<String> = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    texts.extend(
        examples("language.md").into_iter().filter(|example| example.language == "proviso").map(|example| example.text),
    );
    texts.push(TEST.to_owned());
    texts.retain(|text| parse(&Source::new("rules.proviso", text.as_str())).1.is_empty());
    assert!(texts.len() > 50 && texts.iter().any(|text| text == TEST), "{}", texts.len());
    texts
}

/// Words that other files do not use yet.
const TEST: &str = r#"extend azure-openai
test "a bank, regulated" {
    given company.industry is banking
    given company.regulations is { includes: [gdpr],  excludes: [dora] }   # as in a profile
    given as-of is 2026-11-21
    given draft is reviewed   given draft change.notice is 30..60 days   given done is [a,   b]
    given company.name is "Bank  # no comment"
    expect change-notice is fallback 2
    expect nothing in liability
    expect change-notice is open on company.industry, company.regulations
}
override redline change-notice "Title" { remove  done   when   priority must-have }
retire mitigation watch because "We have our own."
waive cap { because "Agreed."   approver cfo   until 2027-03-31   allow rung-shape because "So."   treat cycle as warning }
"#;

/// Where lines of their own would turn the name `step` into a declaration.
#[test]
fn what_a_layout_would_change_stays_as_it_is() {
    let text = "define d as all of { step is yes\n b }\n";
    assert_eq!(laid_out(text), text);
}

#[test]
fn examples_are_laid_out() {
    let shown = |(page, text): (&str, String)| {
        let source = Source::new(page, text);
        let canonical = format(&source).unwrap_or_else(|_| source.text().to_owned());
        assert!(canonical == source.text(), "`proviso fmt` lays out an example of {page} as\n{canonical}");
    };
    examples("language.md").into_iter().map(|example| ("docs/language.md", example.text)).for_each(shown);
    crate::readme::blocks("proviso").into_iter().map(|text| ("README.md", text)).for_each(shown);
}

#[test]
fn real_files_keep_their_meaning() {
    real().iter().for_each(|text| hold(text));
}

#[test]
fn bundled_packs_are_laid_out() {
    let mut files = Vec::new();
    rule_files(&root().join("rules"), &mut files);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        assert!(laid_out(&text) == text, "`cargo run -- fmt rules` lays out {}", file.display());
    }
}

fn row() -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(any::<u16>(), 0..400)
}

proptest! {
    #![proptest_config(laws::config())]

    #[test]
    fn blanks_make_no_difference(text in prop::sample::select(real()), row in row()) {
        let disturbed = disturb::blanks(&text, &mut Tape::new(&row));
        hold(&disturbed);
        prop_assert_eq!(laid_out(&disturbed), laid_out(&text), "{}", disturbed);
    }

    #[test]
    fn lines_and_comments_are_kept(text in prop::sample::select(real()), row in row()) {
        hold(&disturb::lines(&text, &mut Tape::new(&row)));
    }

    #[test]
    fn any_sound_text_keeps_its_meaning(text in prop_oneof![1 => soup(), 9 => damaged()]) {
        let source = Source::new("rules.proviso", text.as_str());
        match format(&source) {
            Ok(_) => hold(&text),
            Err(found) => prop_assert_eq!(shown(&found), shown(&parse(&source).1)),
        }
    }

    #[test]
    fn generated_files_keep_their_meaning(choices in laws::choices(), one in row(), other in row()) {
        let text = laws::text(&choices);
        hold(&text);
        let disturbed = disturb::lines(&text, &mut Tape::new(&one));
        hold(&disturbed);
        hold(&disturb::blanks(&disturbed, &mut Tape::new(&other)));
    }
}
