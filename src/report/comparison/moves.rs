//! A finding that moved, as a row: what it was, what it is, and because of which lines.

use serde::Serialize;

use crate::compare::{Facet, Move, Stand};
use crate::report::words::{Reader, grades};

use super::because::{Because, because};
use super::{Compared, Readers};

/// A finding that moved.
#[derive(Clone, Debug, Serialize)]
pub struct MoveRow {
    /// The id of the rule.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How bad it is, whether it can be traded, who sees to it: a few words each.
    pub marks: Vec<String>,
    /// What it was.
    pub before: Cell,
    /// What it is.
    pub after: Cell,
    /// The lines that are different.
    pub because: Vec<Because>,
}

/// How something stands on one side.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    /// The status with its sign.
    pub status: String,
    /// What the draft says, and whatever else is not the same on both sides; a few words each.
    pub more: Vec<String>,
}

pub(super) fn row(deal: &Compared<'_>, one: &Move<'_>) -> MoveRow {
    let Readers { before, after } = deal.readers();
    // Of a rule that is gone, what it was is all there is to say.
    let (reader, stand) = match (one.after, one.before) {
        (Some(is), _) => (after, Some(is)),
        (None, was) => (before, was),
    };
    let marks = |Stand { finding, .. }: Stand<'_>| {
        let mut marks = vec![grades::severity(&finding.severity)];
        marks.extend(finding.priority.as_ref().map(grades::priority));
        marks.extend(reader.owner(finding));
        marks
    };
    MoveRow {
        id: one.id.to_owned(),
        title: stand.map(|stand| reader.short_title(stand.rule)).unwrap_or_default(),
        marks: stand.map(marks).unwrap_or_default(),
        before: cell(before, one.before, &one.facets, true),
        after: cell(after, one.after, &one.facets, false),
        because: because(deal.readers(), &one.causes, one),
    }
}

fn cell(reader: Reader<'_>, stand: Option<Stand<'_>>, facets: &[Facet], was: bool) -> Cell {
    let Some(Stand { rule, finding }) = stand else {
        let status = if was { "– no such rule" } else { "– the rule is gone" };
        return Cell { status: status.to_owned(), more: Vec::new() };
    };
    let differs = |facet| facets.contains(&facet);
    let mut more: Vec<String> = reader.draft_beside(finding, rule).into_iter().collect();
    if differs(Facet::Severity) {
        more.push(format!("severity: {}", grades::severity(&finding.severity)));
    }
    if differs(Facet::Priority) {
        more.extend(finding.priority.as_ref().map(grades::priority));
    }
    if differs(Facet::Owner) {
        more.push(format!("owner: {}", reader.owner(finding).unwrap_or_else(|| "nobody".to_owned())));
    }
    if differs(Facet::Instrument) {
        more.extend(reader.goes_into(finding).map(|document| format!("goes into: {document}")));
    }
    more.extend(reader.due_beside(finding, rule));
    Cell { status: reader.stands(finding, rule), more }
}
