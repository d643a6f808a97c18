//! Word files as Word and other editors save them.

use proviso::intake::{OfficeFile, Unreadable, word_file};

use super::office::{docx, packed};

fn read(body: &str) -> OfficeFile {
    word_file(&docx(body)).unwrap()
}

fn cells(row: &str) -> Vec<String> {
    let file = read(&format!("<w:tbl><w:tr>{row}</w:tr></w:tbl>"));
    file.grids[0].rows.first().map(|row| row.cells.clone()).unwrap_or_default()
}

fn run(text: &str) -> String {
    format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>")
}

fn cell(content: &str) -> String {
    format!("<w:tc><w:tcPr/><w:p>{content}</w:p></w:tc>")
}

#[test]
fn runs_paragraphs_breaks_and_signs() {
    let split = format!("{}{}", run("Agr"), run("eed"));
    assert_eq!(cells(&cell(&split)), ["Agreed"]);
    let lines = format!(
        "<w:tc><w:p>{}</w:p><w:p/><w:p><w:r><w:t>b</w:t><w:br/><w:t>c</w:t><w:tab/></w:r></w:p></w:tc>",
        run("a")
    );
    assert_eq!(cells(&lines), ["a\n\nb\nc"]);
    assert_eq!(cells(&cell(&run("AT&amp;T &#x1F600; &lt;b&gt; <![CDATA[<i>]]>"))), ["AT&T 😀 <b> <i>"]);
    assert_eq!(
        cells(&cell(
            "<w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r>"
        )),
        ["a-b"]
    );
    assert_eq!(
        cells(&cell(&format!("<w:hyperlink>{}</w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r>", run("link")))),
        ["link"]
    );
}

#[test]
fn tracked_changes_count_as_accepted() {
    let changed = format!(
        "{}<w:del w:author=\"V\"><w:r><w:delText>30 days</w:delText></w:r></w:del><w:ins w:author=\"V\">{}</w:ins><w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo>",
        run("within "),
        run("60 days"),
        run("gone"),
        run(" or so"),
    );
    assert_eq!(cells(&cell(&changed)), ["within 60 days or so"]);
    // A paragraph whose end was deleted goes on in the next.
    let joined = format!(
        "<w:tc><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p><w:p>{}</w:p></w:tc>",
        run("one "),
        run("line")
    );
    assert_eq!(cells(&joined), ["one line"]);
    let rows = format!(
        "<w:tbl><w:tr>{}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{}</w:tr><w:tr><w:trPr><w:ins/></w:trPr>{}</w:tr></w:tbl>",
        cell(&run("first")),
        cell(&run("struck")),
        cell(&run("new"))
    );
    let rows: Vec<(usize, String)> =
        read(&rows).grids[0].rows.iter().map(|row| (row.number, row.cells.concat())).collect();
    assert_eq!(rows, [(1, "first".to_owned()), (2, "new".to_owned())]);
}

#[test]
fn content_controls_are_read_and_their_prompts_are_not() {
    let control = |properties: &str, content: &str| {
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
    };
    assert_eq!(cells(&cell(&control("<w:dropDownList/>", &run("Agreed")))), ["Agreed"]);
    assert_eq!(cells(&cell(&control("<w:showingPlcHdr/>", &run("Choose an item.")))), [""; 0]);
    // Around a cell, and around a row.
    assert_eq!(cells(&control("", &cell(&run("a")))), ["a"]);
    let row = control("", &format!("<w:tr>{}</w:tr>", cell(&run("b"))));
    assert_eq!(read(&format!("<w:tbl>{row}</w:tbl>")).grids[0].rows[0].cells, ["b"]);
}

#[test]
fn merged_cells_keep_their_columns() {
    let wide = format!(
        "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p>{}</w:p></w:tc>{}",
        run("wide"),
        cell(&run("next"))
    );
    assert_eq!(cells(&wide), ["wide", "", "next"]);
    let merged = |value: &str, text: &str| {
        format!(
            "<w:tr>{}<w:tc><w:tcPr><w:vMerge{value}/></w:tcPr><w:p>{}</w:p></w:tc></w:tr>",
            cell(&run("x")),
            run(text)
        )
    };
    let table = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        merged(" w:val=\"restart\"", "Agreed"),
        merged("", ""),
        merged(" w:val=\"continue\"", "")
    );
    let rows: Vec<String> = read(&table).grids[0].rows.iter().map(|row| row.cells[1].clone()).collect();
    assert_eq!(rows, ["Agreed"; 3]);
    let before = format!("<w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}", cell(&run("second")));
    assert_eq!(cells(&before), ["", "second"]);
}

#[test]
fn tables_in_cells_and_texts_beside() {
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell(&run("in")), cell(&run("side")));
    let file = read(&format!(
        "<w:p>{}</w:p><w:tbl><w:tr><w:tc><w:p>{}</w:p>{inner}</w:tc>{}</w:tr></w:tbl><w:p>{}</w:p><w:tbl><w:tr>{}</w:tr></w:tbl>",
        run("Before"),
        run("out"),
        cell(&run("last")),
        run("After"),
        cell(&run("other"))
    ));
    assert_eq!(file.grids.len(), 2);
    assert_eq!(file.grids[0].rows[0].cells, ["out\nin\nside", "last"]);
    assert_eq!(file.grids[0].place(&file.grids[0].rows[0]), "row 1 of table 1");
    assert_eq!(file.beside, "Before\nAfter");
}

#[test]
fn comments_are_counted() {
    let with = |name: &str, content: &str| (name.to_owned(), content.as_bytes().to_vec());
    let bytes = packed(&[
        with("word/document.xml", "<w:document><w:body/></w:document>"),
        with("word/comments.xml", "<w:comments><w:comment w:id=\"1\"/><w:comment w:id=\"2\"/></w:comments>"),
    ]);
    assert_eq!(word_file(&bytes).unwrap().comments, 2);
}

#[test]
fn what_is_no_word_file() {
    let why = |bytes: &[u8]| word_file(bytes).unwrap_err();
    assert_eq!(why(b""), Unreadable::NotOffice);
    assert_eq!(why(b"Dear all"), Unreadable::NotOffice);
    assert_eq!(why(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1]), Unreadable::Protected);
    assert_eq!(why(b"PK\x03\x04 and no more"), Unreadable::Damaged);
    assert_eq!(why(&packed(&[("mimetype".to_owned(), Vec::new())])), Unreadable::NotOffice);
    let excel = packed(&[("[Content_Types].xml".to_owned(), Vec::new()), ("xl/workbook.xml".to_owned(), Vec::new())]);
    assert_eq!(why(&excel), Unreadable::Excel);
    assert_eq!(why(&docx("<w:p>")), Unreadable::Damaged);
    assert_eq!(why(&docx(&"<w:sdt>".repeat(500))), Unreadable::TooDeep);
    let row = format!("<w:tr>{}</w:tr>", "<w:tc/>".repeat(600));
    assert_eq!(why(&docx(&format!("<w:tbl>{row}</w:tbl>"))), Unreadable::TooLarge);
    let bomb = " ".repeat(65 << 20);
    assert_eq!(why(&docx(&bomb)), Unreadable::TooLarge, "few bytes that unpack to many");
}
