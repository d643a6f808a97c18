//! Word and Excel files: that they are well made, and say what their Markdown says.

use jiff::civil::date;
use proptest::prelude::*;
use proviso::record::STATUSES;
use proviso::report::excel::{Column, ColumnKind, Table, Tables, excel};
use proviso::report::{Page, word};

use super::parts::part;

fn page() -> Page {
    Page {
        title: "Paper & more".to_owned(),
        running: "Internal".to_owned(),
        as_of: date(2026, 11, 21),
        landscape: false,
    }
}

fn document(markdown: &str) -> String {
    part(&word(markdown, &page()).unwrap(), "word/document.xml")
}

/// The words of a document, without what sets them.
fn words(xml: &str) -> String {
    let texts = xml.split("<w:t ").skip(1).map(|rest| rest.split_once('>').unwrap().1.split("</w:t>").next().unwrap());
    let all: String = texts.collect::<Vec<_>>().join("");
    all.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

#[test]
fn headings_lists_clauses_and_tables_have_their_styles() {
    let xml = document(
        "# T\n\n## One\n\n- a\n  1. b\n\n> Clause.\n\n| A | B |\n|---|---|\n| *Group* | |\n| x | ● falls short |\n",
    );
    for style in ["Title", "Heading1", "ListParagraph", "Quote", "TableHead", "TableGroup", "TableText"] {
        assert!(xml.contains(&format!("<w:pStyle w:val=\"{style}\"")), "{style}: {xml}");
    }
    assert!(xml.contains("<w:gridSpan w:val=\"2\""), "{xml}");
    assert!(xml.contains("9A4A00"), "a status has its colour: {xml}");
    assert_eq!(xml.matches("<w:tblHeader />").count(), 1, "the head row repeats: {xml}");
}

/// The columns that people fill are as wide filled as empty.
#[test]
fn a_column_that_is_filled_keeps_its_width() {
    let list = |response: &str, status: &str, owner: &str| {
        let row =
            format!("| 1 | F3EA | Notice | 14 days | At least 90 days of notice | {response} | {status} | {owner} | |");
        let head = "| No. | Ref | Topic | The draft says | Proposal | Response of Acme | Status | Owner | Due |";
        let xml = document(&format!("{head}\n|---|---|---|---|---|---|---|---|---|\n{row}\n"));
        let grid = xml.split("<w:gridCol ").skip(1).map(|column| column.split("/>").next().unwrap().to_owned());
        grid.collect::<Vec<_>>()
    };
    let empty = list("", "", "");
    assert_eq!(empty.len(), 9);
    assert_eq!(list("No.", "Refused", "Ann"), empty);
    assert_eq!(list("Only if the term is three years, and then sixty days", "Agreed in part", "Ann Other"), empty);
}

#[test]
fn tasks_can_be_ticked() {
    let xml = document("- [ ] to do\n- [x] done\n");
    assert_eq!(xml.matches("<w14:checkbox>").count(), 2, "{xml}");
    assert!(xml.contains("<w14:checked w14:val=\"0\" />") && xml.contains("<w14:checked w14:val=\"1\" />"), "{xml}");
}

#[test]
fn a_file_says_what_it_is_and_nothing_of_the_clock() {
    let file = word("# T\n", &page()).unwrap();
    let core = part(&file, "docProps/core.xml");
    assert!(core.contains("<dc:title>Paper &amp; more</dc:title>") && core.contains(">Proviso<"), "{core}");
    assert!(core.contains("2026-11-21T00:00:00Z") && !core.contains("unknown"), "{core}");
    assert_eq!(file, word("# T\n", &page()).unwrap());
}

fn table(cells: &[&str]) -> Tables {
    let column = |kind| Column { title: "Head".to_owned(), width: 20, kind };
    let rows = cells.iter().map(|cell| vec![(*cell).to_owned(), "Open".to_owned()]).collect();
    let sheet =
        Table { name: "S", columns: vec![column(ColumnKind::Text), column(ColumnKind::Choice(STATUSES))], rows };
    Tables { title: "T".to_owned(), running: String::new(), as_of: date(2026, 11, 21), sheets: vec![sheet] }
}

#[test]
fn a_sheet_can_be_filtered_and_offers_its_statuses() {
    let file = excel(&table(&["a", "=1+1"])).unwrap();
    let sheet = part(&file, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<autoFilter ref=\"A1:B3\"/>"), "{sheet}");
    assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<dataValidation type=\"list\""), "{sheet}");
    assert!(sheet.contains("Agreed in part") && !sheet.contains("<f>"), "no text is a formula: {sheet}");
    assert_eq!(file, excel(&table(&["a", "=1+1"])).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever people write, the file opens: its parts are well-formed, and the words are
    /// there.
    #[test]
    fn any_text_makes_a_file(text in "\\PC{0,40}", hidden in "[\\x00-\\x1f\u{fffe}\u{feff}]{0,4}") {
        let escaped = proviso::report::escape(&format!("{text}{hidden}"));
        let xml = document(&format!("x {escaped} x\n\n| A |\n|---|\n| {escaped} |\n"));
        assert_well_formed(&xml)?;
        let shown: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if shown.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ') {
            prop_assert!(words(&xml).contains(shown.trim()), "{}", xml);
        }
        let sheet = excel(&table(&[&format!("{text}{hidden}")])).unwrap();
        assert_well_formed(&part(&sheet, "xl/sharedStrings.xml"))?;
    }

    /// Markdown of any kind makes a file.
    #[test]
    fn any_markdown_makes_a_file(markdown in "[-#>*_`|0-9a-z \\[\\]\n.!&<]{0,200}") {
        assert_well_formed(&document(&markdown))?;
    }
}

fn assert_well_formed(xml: &str) -> Result<(), TestCaseError> {
    let mut open: Vec<&str> = Vec::new();
    for piece in xml.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').ok_or_else(|| TestCaseError::fail("a tag without end"))?;
        let name =
            tag.trim_start_matches('/').split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
        if tag.starts_with('?') || tag.ends_with('/') {
            continue;
        }
        if tag.starts_with('/') {
            prop_assert_eq!(open.pop(), Some(name));
        } else {
            open.push(name);
        }
    }
    prop_assert!(open.is_empty());
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r') || !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    prop_assert!(xml.chars().all(allowed), "a sign that no file may hold");
    Ok(())
}
