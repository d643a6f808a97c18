//! YAML: values with places, limits, and what people are told.
#![expect(clippy::string_slice, reason = "a test may stop at the first surprise")]

use std::fmt::Write as _;
use std::path::Path;

use proptest::prelude::*;
use proviso::diagnostic::{Code, Style, render};
use proviso::intake::{Data, MOST_BYTES, Node, yaml};
use proviso::source::{Source, decode};

/// The tree as text, each value with the source its place covers.
fn tree(text: &str) -> String {
    let source = Source::new("p.yaml", text);
    let mut out = String::new();
    show(&source, &yaml(&source).unwrap_or_else(|all| panic!("{}", shown(&all))), 0, &mut out);
    out
}

fn show(source: &Source, node: &Node, depth: usize, out: &mut String) {
    let at = source.slice(node.span);
    let pad = "  ".repeat(depth);
    match &node.data {
        Data::Null => writeln!(out, "null @{at:?}"),
        Data::Scalar { text, quoted: false } if text == at => writeln!(out, "{text}"),
        Data::Scalar { text, quoted } => writeln!(out, "{text:?}{} @{at:?}", if *quoted { " quoted" } else { "" }),
        Data::List(items) => {
            writeln!(out, "list @{at:?}").unwrap();
            for item in items {
                write!(out, "{pad}- ").unwrap();
                show(source, item, depth + 1, out);
            }
            Ok(())
        }
        Data::Map(entries) => {
            writeln!(out, "map @{at:?}").unwrap();
            for entry in entries {
                write!(out, "{pad}{} @{:?}: ", entry.key.node, source.slice(entry.key.span)).unwrap();
                show(source, &entry.value, depth + 1, out);
            }
            Ok(())
        }
    }
    .unwrap();
}

fn shown(all: &[proviso::diagnostic::Diagnostic]) -> String {
    render(all, Style { colour: false, width: 100 })
}

#[test]
fn letter_for_letter() {
    for text in [
        "1.10",
        "0755",
        "yes",
        "NO",
        "2026-11-21",
        "3M..5M",
        "..5M",
        "3M..",
        "0x1F",
        ".nan",
        "1_000",
        "-0",
        "123456789012345678901234567890",
        "99.90%",
        "USD 500k",
        "10:30",
        "https://example.org/a#b",
        "a text, with more",
    ] {
        assert_eq!(tree(&format!("k: {text}   # note\r\n")), format!("map @\"k: {text}\"\nk @\"k\": {text}\n"));
    }
}

#[test]
fn quotes_and_blocks() {
    let text = "a: \"x\\ty\"\nb: 'it''s'\nc: |\n  one\n  two\n\nd: >-\n  one\n  two\ne: \"\"\nf: one\n  two\n\"g h\": 'null'\n";
    assert_eq!(
        tree(text),
        "map @".to_owned()
            + &format!("{:?}\n", text.trim_end())
            + r#"a @"a": "x\ty" quoted @"\"x\\ty\""
b @"b": "it's" quoted @"'it''s'"
c @"c": "one\ntwo\n" quoted @"one\n  two"
d @"d": "one two" quoted @"one\n  two"
e @"e": "" quoted @"\"\""
f @"f": "one two" @"one\n  two"
g h @"\"g h\"": "null" quoted @"'null'"
"#
    );
}

#[test]
fn places_after_wide_characters() {
    for end in ["\n", "\r\n"] {
        let text = ["größe: 日本 # 😀", "👩‍👩‍👧:", "  - é: x", "  - [ü, {ß: \"日\"}]", ""].join(end);
        let block = |from: &str, to: &str| {
            let start = text.find(from).unwrap();
            format!("{:?}", &text[start..text.find(to).unwrap() + to.len()])
        };
        let expected = format!(
            "map @{}\ngröße @\"größe\": 日本\n👩‍👩‍👧 @{:?}: list @{}\n  - map @\"é: x\"\n    é @\"é\": x\n  - list @{}\n    - ü\n    - map @{}\n      ß @\"ß\": \"日\" quoted @\"\\\"日\\\"\"\n",
            block("größe", "}]"),
            "👩‍👩‍👧",
            block("- é", "}]"),
            block("[ü", "}]"),
            block("{ß", "}"),
        );
        assert_eq!(tree(&text), expected);
    }
}

#[test]
fn nothing_in_all_its_forms() {
    assert_eq!(tree(""), "null @\"\"\n");
    assert_eq!(tree("# only a note\n"), "null @\"\"\n");
    assert_eq!(tree("---\n"), "null @\"\"\n");
    assert_eq!(
        tree("a:\nb: ~\nc: null\nd: {}\ne: []\nf: unknown\n"),
        "map @\"a:\\nb: ~\\nc: null\\nd: {}\\ne: []\\nf: unknown\"\na @\"a\": null @\"\"\nb @\"b\": null @\"~\"\nc @\"c\": null @\"null\"\nd @\"d\": map @\"{}\"\ne @\"e\": list @\"[]\"\nf @\"f\": unknown\n"
    );
}

#[test]
fn a_list_begins_at_its_first_dash() {
    for text in ["k:\n- a\n- b\n", "k:\n  - a\n  - b\n", "k:\n-   a\n- b", "k:\n- -5\n- b\n"] {
        assert!(tree(text).contains("list @\"- "), "{}", tree(text));
        assert!(tree(text).contains("- b\"\n"), "{}", tree(text));
    }
    assert_eq!(tree("k:\n-\n"), "map @\"k:\\n-\"\nk @\"k\": list @\"-\"\n  - null @\"\"\n");
}

#[test]
fn keys_stand_as_often_as_they_were_written() {
    assert_eq!(tree("a: 1\nb: 2\na: 3\n"), "map @\"a: 1\\nb: 2\\na: 3\"\na @\"a\": 1\nb @\"b\": 2\na @\"a\": 3\n");
}

#[test]
fn a_reference_stands_where_it_is_used() {
    let text = "a: &x [1, {b: 2}]\nc: *x\n";
    assert_eq!(
        tree(text),
        "map @\"a: &x [1, {b: 2}]\\nc: *x\"\na @\"a\": list @\"[1, {b: 2}]\"\n  - 1\n  - map @\"{b: 2}\"\n    b @\"b\": 2\nc @\"c\": list @\"*x\"\n  - 1\n  - map @\"{b: 2}\"\n    b @\"b\": 2\n"
    );
}

#[test]
fn a_mark_at_the_start_is_dropped_or_skipped() {
    let text = decode(b"\xEF\xBB\xBFa: 1\n", MOST_BYTES).unwrap();
    assert_eq!(tree(&text), "map @\"a: 1\"\na @\"a\": 1\n");
    assert_eq!(tree("\u{feff}a: 1\n"), "map @\"a: 1\"\na @\"a\": 1\n");
}

/// Each input comes to an end, with this code.
#[test]
fn hostile_files_come_to_an_end() {
    let laughs = (1..10).fold("a0: &a0 [x, x, x]\n".to_owned(), |text, n| {
        let p = n - 1;
        text + &format!("a{n}: &a{n} [*a{p}, *a{p}, *a{p}, *a{p}, *a{p}, *a{p}, *a{p}, *a{p}, *a{p}]\n")
    });
    let chain = (1..90).fold("a0: &a0 [x]\n".to_owned(), |text, n| text + &format!("a{n}: &a{n} [*a{}]\n", n - 1));
    let indented = |line: &str| (0..2000).map(|n| format!("{}{line}\n", " ".repeat(n))).collect::<String>();
    for (name, text, code) in [
        ("brackets", "[".repeat(200_000), Code::NestedTooDeep),
        ("braces", "{a: ".repeat(200_000), Code::NestedTooDeep),
        ("dashes", "- ".repeat(200_000), Code::NestedTooDeep),
        ("questions", "? ".repeat(200_000), Code::NestedTooDeep),
        ("closed brackets", "[".repeat(500_000) + &"]".repeat(500_000), Code::NestedTooDeep),
        ("deep keys", indented("a:"), Code::NestedTooDeep),
        ("deep items", indented("-"), Code::NestedTooDeep),
        ("laughs", laughs, Code::AliasBomb),
        ("chain", chain, Code::NestedTooDeep),
        ("references", "a: &a 1\nb: [".to_owned() + &"*a, ".repeat(101) + "]\n", Code::AliasBomb),
        ("itself", "a: &a [*a]\n".to_owned(), Code::YamlSyntax),
        ("items", "- a\n".repeat(1_000_000), Code::TooLarge),
        ("keys", "a: b\n".repeat(800_000), Code::TooLarge),
        ("too large", " ".repeat(MOST_BYTES + 1), Code::TooLarge),
        ("tags", "- !a b\n".repeat(500_000), Code::YamlSyntax),
        ("quotes", "a: \"".to_owned() + &"' ".repeat(2_000_000), Code::YamlSyntax),
        ("colons", "a: ".repeat(1_300_000), Code::YamlSyntax),
        ("named", "&a ".repeat(1_300_000), Code::YamlSyntax),
    ] {
        let source = Source::new("p.yaml", text);
        let all = yaml(&source).expect_err(name);
        let message = shown(&all[..1]);
        assert_eq!(all[0].code, code, "{name}: {message}");
        assert!(!all[0].help.is_empty() && (name == "too large" || all[0].place().is_some()), "{name}: {message}");
    }
}

#[test]
fn long_texts_are_values() {
    let long = "word ".repeat(20_000);
    assert!(tree(&format!("[{}]", "a, ".repeat(200_000))).ends_with("- a\n"));
    for text in [format!("k: {long}\n"), format!("k: \"{long}\"\n"), format!("- {long}\n"), format!("k: [{long}]\n")] {
        assert!(tree(&text).contains("word word"));
    }
}

/// One file a message: the source, `---`, and what people are told about it. With
/// `UPDATE_SNAPSHOTS=1` the messages are written anew.
#[test]
fn messages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/snapshots/yaml");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 20);
    for file in files {
        let all = std::fs::read_to_string(&file).unwrap();
        let (input, expected) = all.split_once("=====\n").unwrap_or((&all, ""));
        let text = input
            .replace("<TAB>", "\t")
            .replace("<NBSP>", "\u{a0}")
            .replace("<BOM>", "\u{feff}")
            .replace("<BEL>", "\u{7}");
        let found = match yaml(&Source::new("p.yaml", text)) {
            Ok(_) => "(no message)\n".to_owned(),
            Err(all) => shown(&all),
        };
        for word in ["saphyr", "granit", "serde", "scalar", "sequence", "mapping", "EOF", "token", "alias", "anchor"] {
            assert!(!found.contains(word), "{word}: {found}");
        }
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::write(&file, format!("{input}=====\n{found}")).unwrap();
        } else {
            assert_eq!(found, expected, "{}", file.display());
        }
    }
}

/// Pieces that mean something to YAML, so that random texts reach far into it.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "a", "b: ", ": ", "- ", "\n", "\r\n", "  ", "\t", "[", "]", "{", "}", ",", "\"", "'", "\\", "#", " #", "&x ",
        "*x", "!t ", "|\n", ">-\n", "? ", "<<: ", "---\n", "...\n", "%", "@", "`", "é", "日", "😀", "\u{a0}",
        "\u{feff}", "\u{7}", "\u{85}", "\u{2028}", "a:b", "~",
    ])
}

fn within(source: &Source, node: &Node) -> Result<(), TestCaseError> {
    let fits = |span: proviso::source::Span| source.text().get(span.range()).is_some();
    prop_assert!(fits(node.span), "{:?}", node.span);
    match &node.data {
        Data::Null => Ok(()),
        Data::Scalar { text, .. } => {
            prop_assert!(text.trim().is_empty() || node.span.start < node.span.end);
            Ok(())
        }
        Data::List(items) => {
            // A list of nothing but empty items may end the file behind its dashes.
            let holds = items.iter().any(|item| !matches!(item.data, Data::Null));
            prop_assert!(!holds || node.span.start < node.span.end);
            items.iter().try_for_each(|item| within(source, item))
        }
        Data::Map(entries) => entries.iter().try_for_each(|entry| {
            prop_assert!(node.span.start < node.span.end && fits(entry.key.span));
            within(source, &entry.value)
        }),
    }
}

fn judge(text: String) -> Result<(), TestCaseError> {
    let source = Source::new("p.yaml", text);
    match yaml(&source) {
        Ok(node) => within(&source, &node),
        Err(all) => {
            prop_assert!(!all.is_empty());
            for found in &all {
                let place = found.place().unwrap();
                prop_assert!(source.text().get(place.span.range()).is_some(), "{found:?}");
                prop_assert!(!found.help.is_empty() && !found.message.ends_with('.'));
            }
            prop_assert!(!shown(&all).is_empty());
            Ok(())
        }
    }
}

proptest! {
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(text) = decode(&bytes, MOST_BYTES) {
            judge(text)?;
        }
        judge(String::from_utf8_lossy(&bytes).into_owned())?;
    }

    #[test]
    fn any_text(text in "\\PC{0,80}") {
        judge(text)?;
    }

    #[test]
    fn any_mixture(pieces in prop::collection::vec(piece(), 0..40)) {
        judge(pieces.concat())?;
    }
}
