//! What the library has no words for, put into the parts it made: head rows that repeat on
//! every page, boxes that can be ticked, and what the file says of itself.

use docx_rs::XMLDocx;

use super::Page;
use super::blocks::BOXES;

/// The parts, with what was missing.
pub(super) fn finished(mut parts: XMLDocx, page: &Page, copy: &str) -> Result<XMLDocx, String> {
    let document = String::from_utf8(std::mem::take(&mut parts.document)).map_err(|error| error.to_string())?;
    parts.document = boxed(&headed(&document)).into_bytes();
    let core = String::from_utf8(std::mem::take(&mut parts.doc_props.core)).map_err(|error| error.to_string())?;
    parts.doc_props.core = described(&core, &page.title, copy).into_bytes();
    Ok(parts)
}

/// Has the first row of each table repeat: tables hold no tables.
fn headed(document: &str) -> String {
    const ROW: &str = "<w:trPr>";
    let mut out = String::with_capacity(document.len());
    for (at, part) in document.split("<w:tbl>").enumerate() {
        if at == 0 {
            out.push_str(part);
            continue;
        }
        out.push_str("<w:tbl>");
        match part.split_once(ROW) {
            Some((before, after)) => {
                out.push_str(before);
                out.push_str(ROW);
                out.push_str("<w:tblHeader />");
                out.push_str(after);
            }
            None => out.push_str(part),
        }
    }
    out
}

/// Has the box that a task begins with change when it is clicked.
fn boxed(document: &str) -> String {
    let mut out = document.to_owned();
    for (at, sign) in BOXES.iter().enumerate() {
        let text = format!("<w:t xml:space=\"preserve\">{sign}</w:t></w:r>");
        let runs = [format!("<w:r><w:rPr />{text}"), format!("<w:r>{text}")];
        let font = "<w:rFonts w:ascii=\"MS Gothic\" w:hAnsi=\"MS Gothic\" w:eastAsia=\"MS Gothic\" />";
        let ticked = format!(
            "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val=\"{at}\" />\
             <w14:checkedState w14:val=\"2612\" w14:font=\"MS Gothic\" />\
             <w14:uncheckedState w14:val=\"2610\" w14:font=\"MS Gothic\" /></w14:checkbox></w:sdtPr>\
             <w:sdtContent><w:r><w:rPr>{font}</w:rPr>{text}</w:sdtContent></w:sdt>"
        );
        for run in runs {
            out = out.replace(&run, &ticked);
        }
    }
    out
}

/// What the file says of itself: its title, that Proviso made it, and which copy it is.
fn described(core: &str, title: &str, copy: &str) -> String {
    let title = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let title = super::inlines::plain(&title);
    let core = core.replace(">unknown<", ">Proviso<");
    core.replace(
        "</cp:coreProperties>",
        &format!("<dc:title>{title}</dc:title><cp:keywords>{copy}</cp:keywords></cp:coreProperties>"),
    )
}
