//! Because of which lines something moved, in words.

use serde::Serialize;

use crate::compare::{Cause, Line, Move, NamePart, Piece, RulePart};
use crate::report::markdown::{Markdown, code, escape};
use crate::report::words::Reader;
use crate::value::{read_date, show_date};

use super::Readers;

/// A line that is different.
#[derive(Clone, Debug, Serialize)]
pub struct Because {
    /// What it is about: "Notice of material changes", "the preferred position".
    pub about: Markdown,
    /// What it said.
    pub before: Said,
    /// What it says.
    pub after: Said,
}

/// What a line says, and where.
#[derive(Clone, Debug, Serialize)]
pub struct Said {
    /// In words; nothing where the row has said it already.
    pub words: Option<Markdown>,
    /// Where: `round-1.yaml:31`.
    pub place: Option<Markdown>,
}

/// The causes of a move.
pub(super) fn because(readers: Readers<'_>, causes: &[Cause], of: &Move<'_>) -> Vec<Because> {
    let both = of.before.is_some() && of.after.is_some();
    causes.iter().map(|cause| one(readers, cause, Some(of.id), both)).collect()
}

/// The causes of what is no rule.
pub(super) fn because_of_lines(readers: Readers<'_>, causes: &[Cause]) -> Vec<Because> {
    causes.iter().map(|cause| one(readers, cause, None, true)).collect()
}

fn one(readers: Readers<'_>, cause: &Cause, rule: Option<&str>, both: bool) -> Because {
    let side = |reader: Reader<'_>, piece: Option<&Piece>| Said {
        words: words(reader, &cause.line, piece, both).map(Markdown::trusted),
        place: piece
            .and_then(|piece| piece.place.as_ref())
            .map(|place| Markdown::trusted(code(&format!("{}:{}", place.source.label(), place.position().line)))),
    };
    let about = about(readers.after, &cause.line, rule).or_else(|| about(readers.before, &cause.line, rule));
    Because {
        about: Markdown::trusted(about.unwrap_or_default()),
        before: side(readers.before, cause.before.as_ref()),
        after: side(readers.after, cause.after.as_ref()),
    }
}

/// What a line says on one side; of the subject of a redline nothing, since its row shows
/// what the draft says.
fn words(reader: Reader<'_>, line: &Line, piece: Option<&Piece>, both: bool) -> Option<String> {
    let text = piece.map(|piece| piece.text.as_str());
    match (line, text) {
        (Line::Subject(_), _) if both => None,
        (Line::Subject(id) | Line::Known(id), _) => match reader.book.find_name(id) {
            Some(name) => Some(escape(&reader.shown_with_origin(name))),
            None => Some("not asked for".to_owned()),
        },
        (Line::Day, Some(text)) => Some(escape(&read_date(text).map_or_else(|_| text.to_owned(), show_date))),
        (Line::Done(_) | Line::Pack(_), Some(text)) => Some(escape(text)),
        (Line::Rule(_, RulePart::Itself), Some(text)) => Some(match text.strip_prefix("retired: ") {
            Some(because) => format!("retired: {}", escape(because)),
            None => "there".to_owned(),
        }),
        (_, Some(text)) => Some(code(text)),
        (Line::Rule(_, RulePart::Itself) | Line::Pack(_), None) => Some("not there".to_owned()),
        (Line::Rule(_, RulePart::When), None) => Some("always".to_owned()),
        (_, None) => Some("none".to_owned()),
    }
}

/// What a line is about, as a side knows it; nothing where it does not.
fn about(reader: Reader<'_>, line: &Line, rule: Option<&str>) -> Option<String> {
    let title = |id: &str| Some(escape(&reader.name(reader.book.find_name(id)?).title));
    Some(match line {
        Line::Subject(_) => "what the draft says".to_owned(),
        Line::Known(id) => title(id)?,
        Line::Done(id) => match Some(id.as_str()) == rule {
            true => "seen to".to_owned(),
            false => format!("“{}”, seen to", escape(&rule_title(reader, id)?)),
        },
        Line::Day => "the day of the assessment".to_owned(),
        Line::Rates => "the rates".to_owned(),
        Line::Pack(_) => "the pack".to_owned(),
        Line::Rule(id, part) => {
            let part = rule_part(*part);
            match Some(id.as_str()) == rule {
                true => part,
                false => format!("“{}”, {part}", escape(&rule_title(reader, id)?)),
            }
        }
        Line::Define(id) => format!("what {} means", code(id)),
        Line::Name(id, part) => match part {
            NamePart::Value => format!("the figure “{}”", title(id)?),
            NamePart::Standard => format!("the standard for “{}”", title(id)?),
            NamePart::Silence => format!("what silence means for “{}”", title(id)?),
            NamePart::Type => format!("the answers to “{}”", title(id)?),
            NamePart::When => format!("when “{}” matters", title(id)?),
        },
        Line::Documents => "the order of documents".to_owned(),
    })
}

fn rule_title(reader: Reader<'_>, id: &str) -> Option<String> {
    reader.book.advice.iter().find(|rule| rule.id == id).map(|rule| reader.short_title(rule))
}

fn rule_part(part: RulePart) -> String {
    let words = match part {
        RulePart::Rung(0) => "the preferred position",
        RulePart::Rung(at) => return format!("fallback {at}"),
        RulePart::WalkAway => "the walk-away",
        RulePart::Itself => "the rule",
        RulePart::When => "when it applies",
        RulePart::Done => "when it is done",
        RulePart::AnsweredBy => "what answers it",
        RulePart::Between => "what pulls apart",
        RulePart::Due => "when it is due",
        RulePart::Severity => "the severity",
        RulePart::Priority => "the priority",
        RulePart::Owner => "the owner",
        RulePart::Instrument => "the document it goes into",
        RulePart::Waiver => "the waiver",
    };
    words.to_owned()
}
