//! A checklist → what people wrote under its items; and what lists say, written under them.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::record::form::{Form, Refusal, before_mark};
use crate::record::kept::{self, KeptItem, Tick};
use crate::record::stamp::Fresh;
use crate::record::{GONE, SETTLED, line};
use crate::source::{Place, Source, Span};

use super::day::due;
use super::field::{Document, Field};
use super::mistakes;
use super::outcome::Outcome;
use super::written::{Row, Written};

/// The id of what stands under no item.
pub(super) const NOTES: &str = "checklist/notes";

/// What begins a line that says more than a note.
const NAMED: [(&str, Field); 4] =
    [("outcome", Field::Outcome), ("response", Field::OurResponse), ("owner", Field::OurOwner), ("due", Field::OurDue)];

/// Reads a checklist as people left it. `name` is the file as people know it.
///
/// # Errors
/// It is no checklist by Proviso; or a line says `outcome:` and none that there is: every
/// such line.
pub fn read_checklist(text: &str, name: &str) -> Result<Written, Vec<Diagnostic>> {
    let text = line::plain_ends(text);
    if before_mark(&text).is_none() {
        return Err(vec![Refusal::NotOurs(Form::Checklist).about(name)]);
    }
    let kept = kept::read(&text, &Fresh::read(""));
    let source = Source::new(name, text.as_str());
    let mut found = Vec::new();
    let mut written = Written::of(Document::Checklist);
    for item in &kept.items {
        let row = read_item(item, &source, &mut found);
        written.titles.insert(item.id.clone(), title(&item.body));
        written.rows.insert(item.id.clone(), row);
    }
    let notes: Vec<String> = kept.elsewhere.iter().map(|block| block.join("\n")).collect();
    let mut row = Row::default();
    row.fields.insert(Field::Note, notes.join("\n\n"));
    written.rows.insert(NOTES.to_owned(), row);
    written.titles.insert(NOTES.to_owned(), "Your notes".to_owned());
    if found.is_empty() { Ok(written) } else { Err(found) }
}

pub(super) fn read_item(item: &KeptItem, source: &Source, found: &mut Vec<Diagnostic>) -> Row {
    let mut said = Said::default();
    item.tails.iter().for_each(|tail| said.read(std::slice::from_ref(tail)));
    // So it reads when the checklist is written anew.
    item.edited.iter().for_each(|words| said.read(&[format!("as you had it: {words}")]));
    item.notes.iter().for_each(|block| said.read(block));
    let mut row = Row::default();
    for (_, field) in NAMED {
        let all = said.named.remove(&field).unwrap_or_default();
        let text = match field {
            Field::Outcome => outcome(&item.id, all, source, found),
            Field::OurDue => all.iter().map(|(_, says)| due(says)).collect::<Vec<_>>().join("\n"),
            _ => all.iter().map(|(_, says)| says.as_str()).collect::<Vec<_>>().join("\n"),
        };
        row.fields.insert(field, text);
    }
    let tick = match item.tick {
        Some(Tick::On(_)) => "ticked",
        Some(Tick::Off) => "not ticked",
        None => "",
    };
    row.fields.insert(Field::Tick, tick.to_owned());
    row.fields.insert(Field::Note, said.note.join("\n"));
    row
}

/// The outcome of an item, as it is kept; what is none is told.
fn outcome(id: &str, all: Vec<(String, String)>, source: &Source, found: &mut Vec<Diagnostic>) -> String {
    let mut outcome: Option<String> = None;
    for (line, says) in all {
        let place = || place_of(source, id, &line);
        match (Outcome::read(&says).map(|read| read.to_string()), &outcome) {
            (None, _) => found.push(mistakes::unknown_outcome(place(), &says)),
            (Some(read), Some(first)) if read != *first => found.push(mistakes::two_outcomes(place(), first, &read)),
            (Some(read), _) => outcome = Some(read),
        }
    }
    outcome.unwrap_or_default()
}

/// Where a line stands under an item.
fn place_of(source: &Source, id: &str, line: &str) -> Option<Place> {
    let mut at = 0;
    let mut under = false;
    for written in source.text().split_inclusive('\n') {
        under |= line::item(written, |known, _| known == id).is_some();
        if under && let Some(column) = written.find(line.trim()).filter(|_| !line.trim().is_empty()) {
            return Some(Place::new(source, Span::new(at + column, at + column + line.trim().len())));
        }
        at += written.len();
    }
    None
}

/// What stands under an item.
#[derive(Default)]
struct Said {
    /// By field: the line, and what it says.
    named: BTreeMap<Field, Vec<(String, String)>>,
    note: Vec<String>,
}

impl Said {
    fn read(&mut self, block: &[String]) {
        let margin = block.iter().filter(|line| !line.trim().is_empty()).map(|line| indent(line)).min().unwrap_or(0);
        let mut fence: Option<String> = None;
        // The field whose words may go on in the next line, and how far in it began.
        let mut open: Option<(Field, usize)> = None;
        for line in block {
            let inside = fence.is_some();
            match &fence {
                Some(mark) if line::closes_fence(line, mark) => fence = None,
                None => fence = line::opens_fence(line).map(str::to_owned),
                Some(_) => {}
            }
            let plain = !inside && fence.is_none();
            if let Some((field, says)) = named(line).filter(|_| plain) {
                open = Some((field.clone(), indent(line)));
                if !says.is_empty() {
                    self.named.entry(field).or_default().push((line.clone(), says.to_owned()));
                }
                continue;
            }
            let goes_on = open.as_ref().filter(|(_, from)| {
                plain && !line.trim().is_empty() && indent(line) > *from && unmarked(line) == line.trim()
            });
            match goes_on {
                Some((field, _)) => {
                    let all = self.named.entry(field.clone()).or_default();
                    match all.last_mut() {
                        Some((_, says)) => *says = format!("{says}\n{}", line.trim()),
                        None => all.push((line.clone(), line.trim().to_owned())),
                    }
                }
                None => {
                    open = None;
                    let inner = line.get(margin.min(indent(line))..).unwrap_or(line).trim_end();
                    self.note.push(if indent(inner) == 0 && plain { unmarked(inner) } else { inner }.to_owned());
                }
            }
        }
        // Lines between fields that say nothing themselves.
        while self.note.last().is_some_and(|line| line.is_empty()) {
            self.note.pop();
        }
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// A line without the sign of a list.
fn unmarked(line: &str) -> &str {
    let line = line.trim();
    ["- ", "* ", "+ "].iter().find_map(|sign| line.strip_prefix(sign)).map_or(line, str::trim_start)
}

/// `outcome: won` as the field and what it says.
fn named(line: &str) -> Option<(Field, &str)> {
    let (word, says) = unmarked(line).split_once(':')?;
    let known = NAMED.iter().find(|(known, _)| known.eq_ignore_ascii_case(word.trim()))?;
    Some((known.1.clone(), says.trim()))
}

/// The title of an item: what stands in bold, as plain words.
pub(super) fn title(body: &str) -> String {
    let bold = body.split_once("**").and_then(|(_, rest)| rest.split_once("**")).map_or(body, |(bold, _)| bold);
    let mut plain = String::with_capacity(bold.len());
    let mut signs = bold.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' if signs.peek().is_some_and(char::is_ascii_punctuation) => plain.extend(signs.next()),
            sign => plain.push(sign),
        }
    }
    plain.trim().trim_end_matches('.').to_owned()
}

/// What is known of an item besides, to be shown under it. All texts are Markdown, each on
/// one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The title of the item, for when it is not among those to do.
    pub title: String,
    /// Why nothing is left to do about it; empty where something is.
    pub settled: String,
    /// What lists say: "in the list: Agreed"; empty where they say nothing.
    pub list: String,
}

impl Remark {
    fn lines(&self) -> impl Iterator<Item = String> + '_ {
        let settled = (!self.settled.is_empty()).then(|| format!("  - settled: {}", self.settled));
        let list = (!self.list.is_empty()).then(|| format!("  - {}", self.list));
        settled.into_iter().chain(list)
    }
}

/// A freshly written checklist with what is known besides under its items, by id. At the
/// end stands what is settled, and then what no longer applies, in its words of `old`, the
/// checklist that is to be replaced.
///
/// ```
/// use std::collections::BTreeMap;
/// use proviso::record::{Remark, with_remarks};
/// let fresh = "# Checklist: Deal\n<!-- proviso checklist 1 -->\n\n- [ ] **Ask.** Legal <!-- p/ask -->\n";
/// let remark = |title: &str, settled: &str, list: &str| {
///     Remark { title: title.to_owned(), settled: settled.to_owned(), list: list.to_owned() }
/// };
/// let remarks = BTreeMap::from([
///     ("p/ask".to_owned(), remark("Ask", "", "in the list: Agreed")),
///     ("p/gone".to_owned(), remark("Gone", "", "in the list: Refused")),
///     ("p/had".to_owned(), remark("Had", "answered", "")),
/// ]);
/// let shown = with_remarks(fresh, None, &remarks);
/// assert!(shown.contains("<!-- p/ask -->\n  - in the list: Agreed\n"));
/// assert!(shown.contains("## Settled by now\n\n- [x] **Had.** <!-- p/had -->\n  - settled: answered\n"));
/// assert!(shown.ends_with("## No longer applies\n\n- [ ] **Gone.** <!-- p/gone -->\n  - in the list: Refused\n"));
/// ```
pub fn with_remarks(fresh: &str, old: Option<&str>, remarks: &BTreeMap<String, Remark>) -> String {
    let mut left: BTreeMap<&str, &Remark> = remarks.iter().map(|(id, remark)| (id.as_str(), remark)).collect();
    let mut out: Vec<String> = Vec::new();
    for written in fresh.lines() {
        out.push(written.to_owned());
        let item = line::item(written, |_, _| true);
        if let Some(remark) = item.and_then(|item| left.remove(item.id)) {
            out.extend(remark.lines());
        }
    }
    let (settled, left): (BTreeMap<_, _>, BTreeMap<_, _>) =
        left.into_iter().partition(|(_, remark)| !remark.settled.is_empty());
    if !settled.is_empty() {
        out.extend(["", SETTLED, ""].map(str::to_owned));
        for (id, remark) in settled {
            out.push(format!("- [x] **{}.** <!-- {id} -->", remark.title));
            out.extend(remark.lines());
        }
    }
    if !left.is_empty() {
        let old = line::plain_ends(old.unwrap_or_default());
        let items = kept::read(&old, &Fresh::read(fresh)).items;
        out.extend(["", GONE, ""].map(str::to_owned));
        for (id, remark) in left {
            let body = items.iter().find(|item| item.id == id).map(|item| item.body.clone());
            let body = body.unwrap_or_else(|| format!("**{}.**", remark.title));
            out.push(format!("- [ ] {body} <!-- {id} -->"));
            out.extend(remark.lines());
        }
    }
    out.join("\n") + "\n"
}
