//! The record as a file, `proviso.record/1`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic};
use crate::value::read_date;

use super::field::{Document, Field};
use super::seen::{Prints, Rows, Seen};
use super::{Claim, Entry, Kind, Known, Record, Round, Said};

/// The name of the form. Names and types under it are never changed or taken away; new ones
/// may be added.
const SCHEMA: &str = "proviso.record/1";

#[derive(Serialize, Deserialize)]
struct File {
    schema: String,
    company: String,
    rounds: Vec<RoundLine>,
    entries: Vec<EntryLine>,
    documents: Vec<DocumentLine>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct RoundLine {
    round: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct EntryLine {
    id: String,
    #[serde(default, rename = "ref", skip_serializing_if = "String::is_empty")]
    reference: String,
    kind: String,
    title: String,
    applies: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    settled: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    said: Vec<SaidLine>,
}

const KINDS: [(Kind, &str); 6] = [
    (Kind::Issue, "issue"),
    (Kind::Question, "question"),
    (Kind::Task, "task"),
    (Kind::OwnIssue, "own-issue"),
    (Kind::OwnQuestion, "own-question"),
    (Kind::Notes, "notes"),
];

#[derive(Serialize, Deserialize)]
struct SaidLine {
    round: String,
    field: String,
    /// Empty where it was taken back.
    says: Vec<ClaimLine>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    before: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct ClaimLine {
    text: String,
    file: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct DocumentLine {
    file: String,
    /// The mark of the copy that was written or read last.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    copy: String,
    /// What people had said in it then, by id and field.
    said: SaidInRows,
    /// What each copy said when it was written.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    copies: BTreeMap<String, SaidInRows>,
    /// The fingerprints of what Proviso wrote, by id and head, a space between them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    written: BTreeMap<String, BTreeMap<String, String>>,
    /// The same of what stands beside the tables.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    beside: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    by_hand: Vec<HandLine>,
}

type SaidInRows = BTreeMap<String, BTreeMap<String, String>>;

#[derive(Serialize, Deserialize)]
struct HandLine {
    row: String,
    id: String,
}

impl Record {
    /// The record as a text; the same record gives the same bytes.
    pub fn text(&self) -> String {
        let round = |round: &Round| RoundLine {
            round: round.name.clone(),
            as_of: round.as_of.map(|day: Date| day.to_string()),
        };
        let mut entries: Vec<(&String, &Entry)> = self.entries.iter().collect();
        entries.sort_by_key(|(id, entry)| (entry.order, *id));
        let file = File {
            schema: SCHEMA.to_owned(),
            company: self.company.clone(),
            rounds: self.rounds.iter().map(round).collect(),
            entries: entries.into_iter().map(|(id, entry)| self.entry_line(id, entry)).collect(),
            documents: self.seen.iter().map(|(document, seen)| document_line(*document, seen)).collect(),
        };
        // Names and texts alone: writing them does not fail.
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }

    fn entry_line(&self, id: &str, entry: &Entry) -> EntryLine {
        let name = |at: &usize| self.rounds.get(*at).map(|round| round.name.clone()).unwrap_or_default();
        let claim = |claim: &Claim| ClaimLine { text: claim.says.clone(), file: claim.from.path().to_owned() };
        let said = entry.rounds.iter().flat_map(|(at, fields)| {
            fields.iter().map(move |(field, said)| SaidLine {
                round: name(at),
                field: field.key(),
                says: said.claims.iter().map(claim).collect(),
                before: said.before.clone(),
            })
        });
        let kind = KINDS.iter().find(|(kind, _)| *kind == entry.kind);
        EntryLine {
            id: id.to_owned(),
            reference: entry.reference.clone(),
            kind: kind.map_or("task", |(_, word)| word).to_owned(),
            title: entry.title.clone(),
            applies: entry.applies,
            settled: entry.settled.clone(),
            said: said.collect(),
        }
    }

    /// Reads the record of a pack. `name` is the file as people know it.
    ///
    /// # Errors
    /// It is no record, or has been damaged.
    pub fn read_text(text: &str, name: &str) -> Result<Self, Diagnostic> {
        let not_ours = || {
            Diagnostic::error(Code::NotOurs, format!("`{name}` is not the record of a briefing pack"))
                .help("move or rename it, or name another folder")
        };
        let file: File = serde_json::from_str(text).map_err(|error| match text.contains(SCHEMA) {
            true => Diagnostic::error(
                Code::DamagedDocument,
                format!("`{name}` has been damaged: line {}, column {} makes no sense", error.line(), error.column()),
            )
            .help("put a copy of it back, or undo the change; it is written by Proviso and not meant to be edited"),
            false => not_ours(),
        })?;
        if file.schema != SCHEMA {
            return Err(not_ours());
        }
        let mut record = Self { company: file.company, ..Self::default() };
        for line in file.rounds {
            let as_of = line.as_of.and_then(|day| read_date(&day).ok());
            record.rounds.push(Round { name: line.round, as_of });
        }
        for (order, line) in file.entries.into_iter().enumerate() {
            record.enter(order, line);
        }
        for line in file.documents {
            if let Some(document) = Document::at(&line.file) {
                record.seen.insert(document, seen(line));
            }
        }
        Ok(record)
    }

    fn enter(&mut self, order: usize, line: EntryLine) {
        let kind = KINDS.iter().find(|(_, word)| *word == line.kind).map_or(Kind::Task, |(kind, _)| *kind);
        let known = Known { id: line.id, reference: line.reference, kind, title: line.title, settled: line.settled };
        let mut entry = Entry { order, applies: line.applies, ..Entry::of(&known) };
        for said in line.said {
            let at = self.rounds.iter().position(|round| round.name == said.round);
            let (Some(at), Some(field)) = (at, Field::from_key(&said.field)) else { continue };
            let claim = |claim: ClaimLine| Claim {
                says: claim.text,
                from: Document::at(&claim.file).unwrap_or(Document::Checklist),
            };
            let claims = said.says.into_iter().map(claim).collect();
            entry.rounds.entry(at).or_default().insert(field, Said { claims, before: said.before });
        }
        self.entries.insert(known.id, entry);
    }
}

fn document_line(document: Document, seen: &Seen) -> DocumentLine {
    let prints = |prints: &BTreeSet<String>| prints.iter().cloned().collect::<Vec<_>>().join(" ");
    let heads = |heads: &Prints| heads.iter().map(|(head, all)| (head.clone(), prints(all))).collect();
    DocumentLine {
        file: document.path().to_owned(),
        copy: seen.mark.clone(),
        said: said_lines(&seen.items),
        copies: seen.copies.iter().map(|(mark, rows)| (mark.clone(), said_lines(rows))).collect(),
        written: seen.written.iter().map(|(id, all)| (id.clone(), heads(all))).collect(),
        beside: prints(&seen.beside),
        by_hand: seen.by_hand.iter().map(|(row, id)| HandLine { row: row.clone(), id: id.clone() }).collect(),
    }
}

fn said_lines(rows: &Rows) -> SaidInRows {
    let fields = |fields: &BTreeMap<Field, String>| {
        fields.iter().map(|(field, text)| (field.key(), text.clone())).collect::<BTreeMap<_, _>>()
    };
    rows.iter().map(|(id, said)| (id.clone(), fields(said))).collect()
}

fn seen(line: DocumentLine) -> Seen {
    let prints = |text: &str| text.split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>();
    let heads = |heads: &BTreeMap<String, String>| {
        heads.iter().map(|(head, text)| (head.clone(), prints(text))).collect::<Prints>()
    };
    Seen {
        mark: line.copy,
        items: rows(line.said),
        copies: line.copies.into_iter().map(|(mark, said)| (mark, rows(said))).collect(),
        written: line.written.iter().map(|(id, all)| (id.clone(), heads(all))).collect(),
        by_hand: line.by_hand.into_iter().map(|hand| (hand.row, hand.id)).collect(),
        beside: prints(&line.beside),
    }
}

fn rows(lines: SaidInRows) -> Rows {
    let fields = |fields: BTreeMap<String, String>| {
        let known = fields.into_iter().filter_map(|(key, text)| Some((Field::from_key(&key)?, text)));
        known.collect::<BTreeMap<_, _>>()
    };
    lines.into_iter().map(|(id, said)| (id, fields(said))).collect()
}
