//! Properties in the order in which the standard wants them. The library writes them in an
//! order of its own, which some programs take for damage.
//!
//! The orders are the sequences of the schema `wml.xsd` of ISO/IEC 29500-1, without what no
//! document here has.

use quick_xml::Reader;
use quick_xml::events::Event;

const PARAGRAPH: &[&str] = &[
    "w:pStyle",
    "w:keepNext",
    "w:keepLines",
    "w:pageBreakBefore",
    "w:framePr",
    "w:widowControl",
    "w:numPr",
    "w:pBdr",
    "w:shd",
    "w:tabs",
    "w:bidi",
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:textAlignment",
    "w:outlineLvl",
    "w:rPr",
    "w:sectPr",
];

const RUN: &[&str] = &[
    "w:rStyle",
    "w:rFonts",
    "w:b",
    "w:bCs",
    "w:i",
    "w:iCs",
    "w:caps",
    "w:smallCaps",
    "w:strike",
    "w:dstrike",
    "w:vanish",
    "w:color",
    "w:spacing",
    "w:w",
    "w:kern",
    "w:position",
    "w:sz",
    "w:szCs",
    "w:highlight",
    "w:u",
    "w:bdr",
    "w:shd",
    "w:vertAlign",
    "w:rtl",
    "w:cs",
    "w:lang",
];

const STYLE: &[&str] = &[
    "w:name",
    "w:aliases",
    "w:basedOn",
    "w:next",
    "w:link",
    "w:uiPriority",
    "w:semiHidden",
    "w:unhideWhenUsed",
    "w:qFormat",
    "w:pPr",
    "w:rPr",
    "w:tblPr",
    "w:trPr",
    "w:tcPr",
];

const TABLE: &[&str] =
    &["w:tblStyle", "w:tblW", "w:jc", "w:tblInd", "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"];

const CELL: &[&str] =
    &["w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders", "w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:vAlign"];

const SECTION: &[&str] = &[
    "w:headerReference",
    "w:footerReference",
    "w:type",
    "w:pgSz",
    "w:pgMar",
    "w:pgNumType",
    "w:cols",
    "w:titlePg",
    "w:docGrid",
];

const NUMBER: &[&str] = &["w:ilvl", "w:numId"];

const SETTINGS: &[&str] = &["w:zoom", "w:defaultTabStop", "w:compat"];

/// The order of what stands directly in an element, where there is one.
fn order_in(element: &str) -> Option<&'static [&'static str]> {
    Some(match element {
        "w:pPr" => PARAGRAPH,
        "w:rPr" => RUN,
        "w:style" => STYLE,
        "w:tblPr" => TABLE,
        "w:tcPr" => CELL,
        "w:sectPr" => SECTION,
        "w:numPr" => NUMBER,
        "w:settings" => SETTINGS,
        _ => return None,
    })
}

/// An element that is being read.
struct Open<'x> {
    name: &'x str,
    /// What stands in it so far, each piece with its place in the order.
    pieces: Vec<(usize, String)>,
}

impl<'x> Open<'x> {
    fn begun(tag: &'x str) -> Self {
        Self { name: name_of(tag), pieces: Vec::new() }
    }

    /// Adds what stands directly in it. What its order does not know comes last.
    fn add(&mut self, name: &str, text: &str) {
        let order = order_in(self.name);
        let rank = order.map_or(0, |order| order.iter().position(|known| *known == name).unwrap_or(order.len()));
        match self.pieces.last_mut().filter(|_| order.is_none()) {
            Some((_, piece)) => piece.push_str(text),
            None => self.pieces.push((rank, text.to_owned())),
        }
    }

    fn inside(mut self) -> String {
        self.pieces.sort_by_key(|(rank, _)| *rank);
        self.pieces.into_iter().map(|(_, piece)| piece).collect()
    }
}

/// A part with all properties in order, and without what the standard does not know.
///
/// # Errors
/// It is not XML, in the words of the reader.
pub(super) fn ordered(part: &[u8]) -> Result<Vec<u8>, String> {
    let part = std::str::from_utf8(part).map_err(|error| error.to_string())?;
    let mut reader = Reader::from_str(part);
    let mut outer: Vec<(Open<'_>, &str)> = Vec::new();
    let mut open = Open::begun("");
    let mut at = 0;
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let end = usize::try_from(reader.buffer_position()).map_err(|error| error.to_string())?;
        let text = part.get(at..end).unwrap_or_default();
        at = end;
        match event {
            Event::Start(_) => outer.push((std::mem::replace(&mut open, Open::begun(text)), text)),
            Event::End(_) => {
                let Some((parent, tag)) = outer.pop() else { return Err(format!("{text} ends nothing")) };
                let done = std::mem::replace(&mut open, parent);
                let name = done.name;
                open.add(name, &format!("{tag}{}{text}", done.inside()));
            }
            Event::Empty(_) => match name_of(text) {
                // Says nothing, and may not stand in the paragraphs of a style.
                "w:rPr" if open.name == "w:pPr" => {}
                name @ "w:gridCol" => open.add(name, &text.replace(" w:type=\"dxa\"", "")),
                name => open.add(name, text),
            },
            Event::Eof => return Ok(open.inside().into_bytes()),
            _ => open.add("", text),
        }
    }
}

/// The name in a tag.
fn name_of(tag: &str) -> &str {
    tag.trim_start_matches('<').split([' ', '/', '>']).next().unwrap_or_default()
}
