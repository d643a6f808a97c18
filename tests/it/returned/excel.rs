//! Excel files as Excel and other programs save them.

use proviso::intake::{Unreadable, excel_file};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::office::{changed, docx, packed};

#[test]
fn values_as_people_see_them() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Issues & more").unwrap();
    let dated = |form: &str| Format::new().set_num_format(form);
    let day = ExcelDateTime::from_ymd(2027, 3, 31).unwrap();
    sheet.write_string(2, 0, " two\nlines ").unwrap();
    sheet.write_number(2, 1, 42.0).unwrap();
    sheet.write_number(2, 2, 0.5).unwrap();
    sheet.write_boolean(2, 3, true).unwrap();
    sheet.write_datetime_with_format(2, 4, &day, &dated("d mmm yyyy")).unwrap();
    sheet.write_datetime_with_format(2, 5, &day, &dated("dd/mm/yy;@")).unwrap();
    let noon = ExcelDateTime::from_ymd(2027, 3, 31).unwrap().and_hms(12, 30, 0).unwrap();
    sheet.write_datetime_with_format(2, 6, &noon, &dated("yyyy-mm-dd hh:mm")).unwrap();
    sheet.write_formula(2, 7, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write_string(2, 8, "=1+1").unwrap();
    sheet.write_string(2, 10, "👩‍⚖️ _x0041_").unwrap();
    let file = excel_file(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(file.grids[0].name, "the sheet “Issues & more”");
    let [row] = file.grids[0].rows.as_slice() else { panic!("{file:?}") };
    assert_eq!(row.number, 3, "as people count");
    assert_eq!(
        row.cells,
        [
            "two\nlines",
            "42",
            "0.5",
            "TRUE",
            "2027-03-31",
            "2027-03-31",
            "2027-03-31 12:30",
            "2",
            "=1+1",
            "",
            "👩‍⚖️ _x0041_"
        ]
    );
}

#[test]
fn merged_cells() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    (0..4).for_each(|row| drop(sheet.write_string(row, 0, "x")));
    sheet.merge_range(0, 1, 2, 1, "Agreed", &plain).unwrap();
    sheet.merge_range(3, 1, 3, 2, "wide", &plain).unwrap();
    let file = excel_file(&book.save_to_buffer().unwrap()).unwrap();
    let rows: Vec<String> = file.grids[0].rows.iter().map(|row| row.cells.join("|")).collect();
    assert_eq!(rows, ["x|Agreed", "x|Agreed", "x|Agreed", "x|wide"]);
}

#[test]
fn cells_far_away_cost_nothing_and_too_far_is_refused() {
    let mut book = Workbook::new();
    book.add_worksheet().write_string(1_048_575, 3, "far").unwrap();
    let file = excel_file(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(file.grids[0].rows[0].cells, ["", "", "", "far"]);
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 16_000, "far").unwrap();
    assert_eq!(excel_file(&book.save_to_buffer().unwrap()), Err(Unreadable::TooLarge));
}

#[test]
fn what_is_no_excel_file() {
    assert_eq!(excel_file(b"No.;Ref"), Err(Unreadable::NotOffice));
    assert_eq!(excel_file(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1]), Err(Unreadable::Protected));
    assert_eq!(excel_file(&packed(&[("mimetype".to_owned(), Vec::new())])), Err(Unreadable::NotOffice));
    assert_eq!(excel_file(&docx("<w:p/>")), Err(Unreadable::Word));
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 0, "a").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let boast = changed(&bytes, "xl/sharedStrings.xml", |strings| {
        strings.replace("uniqueCount=\"1\"", "uniqueCount=\"99999999999999999\"")
    });
    assert_eq!(excel_file(&boast), Err(Unreadable::Damaged));
}
