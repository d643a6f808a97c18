//! The ledger for machines, `proviso.ledger/1`: a copy with names of its own.

use serde::Serialize;

use crate::record::{Field, Kind, Matter, Record};

use super::lines::Line;

/// The name of the form. Names and types under it are never changed or taken away; new ones
/// may be added.
pub const SCHEMA: &str = "proviso.ledger/1";

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Document {
    schema: &'static str,
    company: String,
    conflicts: Vec<Disagreement>,
    now: Vec<Entry>,
    rounds: Vec<Round>,
    #[serde(skip_serializing_if = "String::is_empty")]
    notes: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Disagreement {
    #[serde(skip_serializing_if = "String::is_empty")]
    reference: String,
    title: String,
    field: String,
    says: Vec<Says>,
}

#[derive(Serialize)]
struct Says {
    file: &'static str,
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Round {
    round: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
    entries: Vec<Entry>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Entry {
    id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    reference: String,
    title: String,
    applies: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    settled: String,
    ticked: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    status: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    outcome: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    response: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    owner: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    due: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    our_response: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    our_owner: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    our_due: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
}

impl Entry {
    fn of(matter: &Matter<'_>, line: Line, settled: &str) -> Self {
        let said = |field: Field| matter.said(&field);
        Self {
            id: matter.id().to_owned(),
            reference: matter.reference().to_owned(),
            title: matter.title().to_owned(),
            applies: matter.applies(),
            settled: settled.to_owned(),
            ticked: said(Field::Tick) == "ticked",
            status: said(Field::Status),
            outcome: said(Field::Outcome),
            response: said(Field::Response),
            owner: said(Field::Owner),
            due: said(Field::Due),
            our_response: said(Field::OurResponse),
            our_owner: said(Field::OurOwner),
            our_due: said(Field::OurDue),
            notes: line.notes,
        }
    }
}

/// The ledger as JSON. Days read year-month-day; a status that is left out is open.
pub fn ledger_json(record: &Record) -> String {
    let is_entry = |matter: &&Matter<'_>| matter.kind() != Kind::Notes;
    let matters = record.standing();
    let notes = matters.iter().find(|matter| matter.kind() == Kind::Notes).map(|matter| matter.said(&Field::Note));
    let rounds = record.by_round().into_iter().map(|(round, matters)| Round {
        round: round.name.clone(),
        as_of: round.as_of.map(|day| day.to_string()),
        entries: matters.iter().filter(is_entry).map(|matter| Entry::of(matter, Line::of_round(matter), "")).collect(),
    });
    let conflicts = record.conflicts().into_iter().map(|conflict| Disagreement {
        reference: conflict.reference,
        title: conflict.title,
        field: conflict.field.words(),
        says: conflict.claims.into_iter().map(|claim| Says { file: claim.from.path(), text: claim.says }).collect(),
    });
    let document = Document {
        schema: SCHEMA,
        company: record.company.clone(),
        conflicts: conflicts.collect(),
        now: matters
            .iter()
            .filter(is_entry)
            .map(|matter| Entry::of(matter, Line::of(matter), matter.settled()))
            .collect(),
        rounds: rounds.collect(),
        notes: notes.unwrap_or_default(),
    };
    // Names and texts alone: writing them does not fail.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}
