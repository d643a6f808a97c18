//! Profiles that hold what Markdown, HTML, tables and templates take for their own.

use proptest::prelude::*;
use proviso::report::{escape, html};

use super::deal::{Deal, built_in};

const HOUSE: &str = include_str!("house.proviso");

fn deal(company: &str, motto: &str) -> Deal {
    let quote = |text: &str| serde_json::to_string(text).unwrap();
    let profile = format!(
        "profile: {}\nas-of: 2026-11-21\npacks: [house]\nfacts: {{ company: {{ motto: {}, big: unknown }} }}\n\
         draft:\n  status: partial\n  terms:\n    notice: 14 days\n    form: {{ by-reference: {} }}\nnotes: {{ company.motto: {} }}\n",
        quote(company),
        quote(motto),
        quote(motto),
        quote(motto),
    );
    Deal::new(&[("house/house.proviso", HOUSE)], &profile)
}

const NASTY: [&str; 10] = [
    "a | b || c",
    "<script>alert('x')</script>",
    "<!-- fact/notice -->",
    "{{ company }} {% for %} {# #}",
    "`tick` ``two`` ~~~",
    "one\ntwo\n\n# three\n- four",
    "**bold** _it_ [a](javascript:x) ![b](http://c)",
    "- [x] ticked",
    "\u{202e}turned\u{202c} \\ back\\",
    "&lt;b&gt; &#60;i&#62;",
];

/// Bars of a table row that end a cell.
fn cells(row: &str) -> usize {
    let mut escaped = false;
    row.chars()
        .filter(|c| {
            let counts = *c == '|' && !escaped;
            escaped = *c == '\\' && !escaped;
            counts
        })
        .count()
}

#[test]
fn no_value_leaves_its_place() {
    let plain = deal("Deal", "word");
    let lines = |text: &str| text.lines().count();
    for nasty in NASTY {
        let found = deal(nasty, nasty);
        let report = format!("{}\n{}", found.gap_report(), found.negotiation_plan());
        let plain_report = format!("{}\n{}", plain.gap_report(), plain.negotiation_plan());
        assert_eq!(lines(&report), lines(&plain_report), "{nasty:?} adds or takes lines:\n{report}");
        let checklist = found.checklist();
        assert_eq!(lines(&checklist), lines(&plain.checklist()), "{nasty:?}:\n{checklist}");
        let mut columns = 0;
        for row in report.lines() {
            let begins = row.starts_with('|') && columns == 0;
            columns = if begins {
                cells(row)
            } else if row.starts_with('|') {
                columns
            } else {
                0
            };
            assert!(columns == 0 || cells(row) == columns, "{nasty:?}: {row}");
        }
        assert!(!report.contains('\u{202e}'), "the direction of writing is turned");
        let page = html(nasty, &report, &built_in()).unwrap();
        assert!(
            !page.contains("<script") && !page.contains("href=\"javascript") && !page.contains("<img"),
            "{nasty:?}"
        );
        assert!(!page.contains("raw HTML omitted"), "{nasty:?}");
    }
}

#[test]
fn braces_are_not_run() {
    let report = deal("{{ made.profile_hash }}", "{{ 7 * 7 }}").negotiation_plan();
    assert!(report.starts_with("# Negotiation plan: {{ made.profile\\_hash }}\n"), "{report}");
    assert!(report.contains("says {{ 7 \\* 7 }};") && !report.contains("49"), "{report}");
}

#[test]
fn holes_of_rules_are_filled_once() {
    let report = deal("Deal", "{{ preferred }}").negotiation_plan();
    assert!(report.contains("*Ask:* At least 90 days, says {{ preferred }}; the draft says 14 days."), "{report}");
    assert!(report.contains("  > Notice of 90 days.\n  >\n  > Signed: {{ preferred }}\n"), "{report}");
    assert!(report.contains("“Then 30 days.”"), "{report}");
}

#[test]
fn titles_are_text_and_texts_are_markdown() {
    let report = deal("Deal", "word").negotiation_plan();
    assert!(report.contains("**House \\| rules**"), "{report}");
    assert!(report.contains("### Terms \\*can\\* move (high)"), "{report}");
    assert!(report.contains("*Ask:* A clause \\| a figure."), "{report}");
    assert!(report.contains("Write `word` down."), "{report}");
}

/// The text of a page's first paragraph.
fn read_back(markdown: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    let shown = comrak::markdown_to_html(markdown, &options);
    let shown = shown.trim().strip_prefix("<p>x").and_then(|rest| rest.strip_suffix("x</p>")).unwrap_or(&shown);
    shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn escaped_text_reads_as_it_was_written(text in "[ -~äß€日]{0,60}") {
        let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assume!(!plain.contains("www.") && !plain.contains("://") && !plain.contains('@'));
        let shown = read_back(&format!("x {} x", escape(&text)));
        prop_assert_eq!(shown.trim(), plain);
    }

    #[test]
    fn any_company_name_is_one_line(name in "\\PC{1,40}") {
        prop_assume!(!name.trim().is_empty());
        let escaped = escape(&name);
        prop_assert!(escaped.lines().count() <= 1);
        let page = html("x", &format!("- {escaped}\n- end\n"), &built_in()).unwrap();
        prop_assert_eq!(page.matches("<li>").count(), 2, "{}", page);
    }
}
