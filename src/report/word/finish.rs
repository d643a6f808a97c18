//! What the library has no words for, put into the parts it made: head rows that repeat on
//! every page, boxes that can be ticked, and what the file says of itself.

use docx_rs::XMLDocx;

use super::Page;
use super::blocks::BOXES;
use super::ordered::ordered;

/// The parts, with what was missing, as the standard wants them.
pub(super) fn finished(mut parts: XMLDocx, page: &Page, copy: &str) -> Result<XMLDocx, String> {
    parts.document = changed(&parts.document, |document| boxed(&headed(document)))?;
    parts.styles = changed(&parts.styles, one_normal)?;
    parts.doc_props.core = changed(&parts.doc_props.core, |core| described(core, &page.title, copy))?;
    let rest = [&mut parts.document, &mut parts.styles, &mut parts.numberings, &mut parts.settings];
    for part in rest.into_iter().chain(&mut parts.headers).chain(&mut parts.footers) {
        *part = ordered(part)?;
    }
    Ok(parts)
}

fn changed(part: &[u8], change: impl FnOnce(&str) -> String) -> Result<Vec<u8>, String> {
    let text = std::str::from_utf8(part).map_err(|error| error.to_string())?;
    Ok(change(text).into_bytes())
}

/// Takes out the plain style that the library writes before ours of the same name, and
/// makes ours the style of all paragraphs.
fn one_normal(styles: &str) -> String {
    const PLAIN: &str = "<w:style w:type=\"paragraph\" w:styleId=\"Normal\"><w:name w:val=\"Normal\" /><w:rPr />\
                         <w:pPr><w:rPr /></w:pPr><w:qFormat /></w:style>";
    let ours = styles.replacen(PLAIN, "", 1);
    ours.replacen("w:styleId=\"Normal\"", "w:default=\"1\" w:styleId=\"Normal\"", 1)
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
