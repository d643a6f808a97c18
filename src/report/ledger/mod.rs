//! The record of the talks as a ledger, round by round: for the company's own people.

mod json;
mod known;
mod lines;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::record::{Claim, Conflict, Field, Kind, Matter, OPEN, Record, Remark, due_shown};
use crate::value::show_date;

use super::markdown::{Markdown, escape, escape_lines};
use super::words::counted;
use super::{Templates, rendered, templates};

pub use json::{SCHEMA, ledger_json};
pub use known::known;

use lines::Line;

/// What came back from the talks. Each text is ready to print.
#[derive(Clone, Debug, Serialize)]
pub struct Ledger {
    /// Whose deal it is.
    pub company: String,
    /// How much is recorded: "2 rounds · 12 points · 1 conflict".
    pub summary: String,
    /// What documents say differently, and nobody has settled.
    pub conflicts: Vec<LedgerConflict>,
    /// Where everything stands that applies and that people said something of.
    pub now: Vec<Row>,
    /// What was said in each round, the last first.
    pub rounds: Vec<LedgerRound>,
    /// What people wrote into the checklist under no item, line by line.
    pub notes: Vec<Markdown>,
    /// Where that stands which is settled, with why.
    pub settled: Vec<Row>,
    /// Where that stands which no longer applies.
    pub gone: Vec<Row>,
}

/// What two documents say differently.
#[derive(Clone, Debug, Serialize)]
pub struct LedgerConflict {
    /// By which lists know it.
    pub reference: String,
    /// What it is about.
    pub title: String,
    /// What of it.
    pub field: String,
    /// What each says.
    pub says: Markdown,
}

/// A round of the talks.
#[derive(Clone, Debug, Serialize)]
pub struct LedgerRound {
    /// What people call it.
    pub name: String,
    /// The day for which something was last taken in.
    pub as_of: Option<String>,
    /// What people said something of, as it stood at its end.
    pub rows: Vec<Row>,
}

/// A row of the ledger.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "each field is the column of its name")]
pub struct Row {
    pub reference: String,
    pub position: String,
    pub response: Markdown,
    pub status: Markdown,
    pub outcome: Markdown,
    pub owner: Markdown,
    pub due: Markdown,
    pub notes: Markdown,
}

impl Row {
    fn of(line: &Line) -> Self {
        Self {
            reference: line.reference.clone(),
            position: line.title.clone(),
            response: escape_lines(&line.response),
            status: escape_lines(&line.status),
            outcome: escape_lines(&line.outcome),
            owner: escape_lines(&line.owner),
            due: escape_lines(&line.due),
            notes: escape_lines(&line.notes.join("\n")),
        }
    }
}

/// Puts a record into words.
pub fn ledger(record: &Record) -> Ledger {
    let matters = record.standing();
    let is_row = |matter: &&Matter<'_>| matter.kind() != Kind::Notes;
    let rows = |wanted: fn(&Matter<'_>) -> bool| {
        let wanted = matters.iter().filter(is_row).filter(|matter| wanted(matter));
        wanted.map(|matter| Row::of(&Line::as_of_today(matter))).collect::<Vec<_>>()
    };
    let conflicts: Vec<LedgerConflict> = record.conflicts().iter().map(conflict).collect();
    let by_round = record.by_round();
    let rounds = by_round.iter().rev().map(|(round, matters)| LedgerRound {
        name: round.name.clone(),
        as_of: round.as_of.map(show_date),
        rows: matters.iter().filter(is_row).map(|matter| Row::of(&Line::of_round(matter))).collect(),
    });
    let counts = [
        Some(counted(by_round.len(), "round")),
        Some(counted(matters.iter().filter(is_row).count(), "point")),
        (!conflicts.is_empty()).then(|| counted(conflicts.len(), "conflict")),
    ];
    let notes = matters.iter().filter(|matter| matter.kind() == Kind::Notes).map(|matter| matter.said(&Field::Note));
    let notes: Vec<String> = notes.collect();
    Ledger {
        company: record.company.clone(),
        summary: counts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        now: rows(|matter| matter.applies() && matter.settled().is_empty()),
        rounds: rounds.filter(|round| !round.rows.is_empty()).collect(),
        notes: notes.iter().flat_map(|text| text.lines()).map(|line| Markdown::trusted(escape(line))).collect(),
        settled: rows(|matter| !matter.settled().is_empty()),
        gone: rows(|matter| !matter.applies()),
        conflicts,
    }
}

fn conflict(conflict: &Conflict) -> LedgerConflict {
    let says = |claim: &Claim| match conflict.field {
        Field::Due | Field::OurDue => format!("{}: {}", claim.from.label(), due_shown(&claim.says)),
        _ => format!("{}: {}", claim.from.label(), claim.says),
    };
    LedgerConflict {
        reference: conflict.reference.clone(),
        title: conflict.title.clone(),
        field: conflict.field.words(),
        says: escape_lines(&conflict.claims.iter().map(says).collect::<Vec<_>>().join("\n")),
    }
}

/// The ledger as a document.
///
/// # Errors
/// A replaced template asks for something that is not there.
pub fn ledger_markdown(ledger: &Ledger, templates: &Templates) -> Result<String, Diagnostic> {
    rendered(templates, templates::LEDGER, ledger)
}

/// What lists say of the items of the checklist, and which are settled, by id, to be shown
/// under them.
pub fn remarks(record: &Record) -> BTreeMap<String, Remark> {
    let in_list = |matter: &Matter<'_>| {
        let list = matter.list();
        let named = [("response", list.response), ("owner", list.owner), ("due", due_shown(&list.due))];
        let named = named.into_iter().filter(|(_, says)| !says.is_empty());
        let named = named.map(|(word, says)| format!("{word}: {}", escape(&says)));
        let status = (list.status != OPEN).then(|| escape(&list.status));
        let line = status.into_iter().chain(named).collect::<Vec<_>>().join(" · ");
        format!("in the list: {line}")
    };
    let remark = |matter: Matter<'_>| {
        let said = matches!(matter.kind(), Kind::Issue | Kind::Question) && matter.is_said_in_list();
        let list = if said { in_list(&matter) } else { String::new() };
        let remark = Remark { title: escape(matter.title()), settled: matter.settled().to_owned(), list };
        (said || !remark.settled.is_empty()).then(|| (matter.id().to_owned(), remark))
    };
    record.standing().into_iter().filter_map(remark).collect()
}
