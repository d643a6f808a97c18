//! How messages look.

use proptest::prelude::*;
use proviso::diagnostic::{Code, Diagnostic, Style, render, sort, summary};
use proviso::source::{Place, Source, Span, Undecodable};

const PLAIN: Style = Style { colour: false, width: 80 };

fn place(source: &Source, text: &str) -> Place {
    let start = source.text().find(text).expect("the source holds the text");
    Place::new(source, Span::new(start, start + text.len()))
}

fn shown(diagnostic: Diagnostic) -> String {
    render(&[diagnostic], PLAIN)
}

#[test]
fn several_places_in_two_files() {
    let rules = Source::new("rules/ümlaut.proviso", "risk a {\n}\n\nwhen größe above EUR 5 # 日本語 😀\n");
    let profile = Source::new("acme.yaml", "facts:\n  größe: \"viel\"\n");
    let found = Diagnostic::error(Code::WrongType, "text cannot be compared with money")
        .at(place(&rules, "größe"), "this is text")
        .also(place(&rules, "EUR 5"), "this is money")
        .also(place(&profile, "\"viel\""), "the value")
        .help("write the amount as money")
        .help("or change the type");
    assert_eq!(
        shown(found),
        r#"error[wrong-type]: text cannot be compared with money
 --> rules/ümlaut.proviso:4:6
  |
4 | when größe above EUR 5 # 日本語 😀
  |      ^^^^^       ----- this is money
  |      |
  |      this is text
  |
 ::: acme.yaml:2:10
  |
2 |   größe: "viel"
  |          ------ the value
  = help: write the amount as money
  = help: or change the type
"#
    );
}

#[test]
fn without_a_place() {
    let found = Diagnostic::warning(Code::MissingKey, "the profile has no `as-of`").help("write it").help("or give it");
    assert_eq!(
        shown(found.clone()),
        "warning[missing-key]: the profile has no `as-of`\n = help: write it\n = help: or give it\n"
    );
    let bare = Diagnostic { help: vec![], ..found };
    assert_eq!(
        render(&[bare.clone(), bare], PLAIN),
        "warning[missing-key]: the profile has no `as-of`\n\nwarning[missing-key]: the profile has no `as-of`\n"
    );
}

/// The excerpt alone: source line, underline with label.
fn excerpt(text: &str, span: Span) -> String {
    let source = Source::new("e", text);
    let shown = shown(Diagnostic::error(Code::Syntax, "m").at(Place::new(&source, span), "here"));
    shown.lines().skip(3).collect::<Vec<_>>().join("\n")
}

#[test]
fn line_ends_and_empty_places() {
    for (text, span, expected) in [
        ("", (0, 0), "1 |\n  | ^ here"),
        ("ab", (2, 2), "1 | ab\n  |   ^ here"),
        ("ab\r\ncd\tx\r\n", (4, 6), "2 | cd    x\n  | ^^ here"),
        ("ab\r\ncd\tx\r\n", (7, 10), "2 | cd    x\n  |       ^ here"),
        ("ab\r\ncd\tx\r\n", (9, 9), "2 | cd    x\n  |        ^ here"),
        ("ab\n", (3, 3), "2 |\n  | ^ here"),
        ("ab\ncd", (2, 3), "1 | ab\n  |   ^ here"),
        ("ab\ncd", (900, 5), "2 | cd\n  |   ^ here"),
        ("a😀b", (2, 4), "1 | a😀b\n  |  ^ here"),
    ] {
        assert_eq!(excerpt(text, Span { start: span.0, end: span.1 }), expected, "{text:?} {span:?}");
    }
}

#[test]
fn long_lines_are_cut_and_control_characters_shown() {
    let text = format!("{}here{}\n", "long ".repeat(2000), " more".repeat(2000));
    let source = Source::new("e", text);
    let found =
        Diagnostic::error(Code::Syntax, "a\nb\u{1b}[31m").at(place(&source, "here"), "c\nd").help("e\r\nf\u{202e}");
    let shown = shown(found);
    assert!(shown.lines().all(|line| line.chars().count() <= 90), "{shown}");
    assert!(shown.starts_with("error[syntax]: a b␛[31m\n --> e:1:10001\n"), "{shown}");
    assert!(shown.contains("^^^^ c d\n"), "{shown}");
    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
}

#[test]
fn colour_only_where_asked() {
    let found = Diagnostic::error(Code::Syntax, "m").help("h");
    assert!(render(std::slice::from_ref(&found), Style { colour: true, width: 80 }).contains('\u{1b}'));
    assert!(!shown(found).contains('\u{1b}'));
}

#[test]
fn reading_order_and_summary() {
    let [a, b] = ["a", "b"].map(|name| Source::new(name, "0123456789"));
    let at = |source, start, code| Diagnostic::error(code, "m").at(Place::new(source, Span::new(start, 10)), "");
    let mut all = vec![
        at(&b, 1, Code::Syntax),
        at(&a, 5, Code::Syntax),
        at(&a, 5, Code::BadValue),
        at(&a, 2, Code::Syntax),
        Diagnostic::warning(Code::MissingKey, "m"),
    ];
    sort(&mut all);
    let order: Vec<_> = all
        .iter()
        .map(|found| found.place().map(|place| (place.source.name(), place.span.start, found.code)))
        .collect();
    let expected = [("a", 2, Code::Syntax), ("a", 5, Code::BadValue), ("a", 5, Code::Syntax), ("b", 1, Code::Syntax)];
    assert_eq!(order, std::iter::once(None).chain(expected.map(Some)).collect::<Vec<_>>());
    assert_eq!(summary(&all), "4 errors and 1 warning");
    assert_eq!(summary(&all[1..2]), "1 error");
}

#[test]
fn codes_are_distinct_words() {
    let mut codes: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert!(codes.iter().all(|code| code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')));
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), Code::ALL.len());
}

#[test]
fn files_that_are_no_text() {
    let at = proviso::source::Position { line: 3, column: 5 };
    for (reason, start) in [
        (
            Undecodable::TooLarge { bytes: 4_194_305, most: 4_194_304 },
            "error[too-large]: `p.yaml` is too large: 4194305 bytes of at most 4194304\n",
        ),
        (
            Undecodable::Utf16,
            "error[not-utf8]: `p.yaml` is saved as UTF-16 (often called `Unicode`)\n = help: save it as UTF-8\n",
        ),
        (
            Undecodable::NotUtf8 { at, byte: 0xFC },
            "error[not-utf8]: `p.yaml` is not saved as UTF-8: line 3, column 5 holds the byte FC, which is no character\n",
        ),
        (Undecodable::Zero { at }, "error[not-utf8]: `p.yaml` is not plain text: line 3, column 5 holds a zero byte\n"),
        (
            Undecodable::Office,
            "error[not-utf8]: `p.yaml` is a document of Word, Excel or a similar program (or a zip file), not plain text\n",
        ),
        (Undecodable::Pdf, "error[not-utf8]: `p.yaml` is a PDF document, not plain text\n"),
    ] {
        let shown = shown(Diagnostic::undecodable("p.yaml", &reason));
        assert!(shown.starts_with(start), "{shown}");
        assert!(shown.contains(" = help: "), "{shown}");
    }
}

proptest! {
    #[test]
    fn any_span_over_any_text(
        text in "([a-z\\t \\r\\n\u{0}\u{1b}]|\r\n|😀|👩‍👩‍👧|é|\u{301}|日|\\PC){0,40}",
        spans in prop::collection::vec((0u32..60, 0u32..60), 0..4),
        far in prop::bool::ANY,
        width in 0usize..200,
        colour in prop::bool::ANY,
    ) {
        let source = Source::new("e", text);
        let mut found = Diagnostic::error(Code::Syntax, source.text()).help(source.text());
        for (start, end) in spans {
            let end = if far { u32::MAX } else { end };
            found = found.also(Place::new(&source, Span { start, end }), source.text());
        }
        let shown = render(&[found], Style { colour, width });
        prop_assert!(shown.starts_with("error") || colour);
        prop_assert!(shown.contains("help"));
        prop_assert!(colour || !shown.contains('\u{1b}'), "no colour was asked for");
    }
}
