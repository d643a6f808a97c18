//! What documents say now + what they said before + the record → the record.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::record::stamp::hash;

use super::field::{Document, Field};
use super::shown::shown;
use super::{Claim, Entry, Kind, Known, Record, Round, Seen};

/// What stands in a document.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Row {
    /// What is asked for: each field that the document has room for, empty or not.
    pub(super) fields: BTreeMap<Field, String>,
    /// All other columns, by their heads.
    pub(super) others: BTreeMap<String, String>,
}

impl Row {
    pub(super) fn says_anything(&self) -> bool {
        self.fields.values().chain(self.others.values()).any(|text| !text.is_empty())
    }

    /// By which a row without a reference is known again.
    fn key(&self) -> String {
        let named = self.fields.iter().map(|(field, text)| (field.key(), text));
        let named = named.chain(self.others.iter().map(|(head, text)| (Field::Cell(head.clone()).key(), text)));
        let said: Vec<String> =
            named.filter(|(_, text)| !text.is_empty()).map(|(key, text)| format!("{key}={text}")).collect();
        said.join("\n")
    }

    /// Of a row that people added, every column is theirs.
    fn as_own(&self) -> BTreeMap<Field, String> {
        let cells = self.others.iter().map(|(head, text)| (Field::Cell(head.clone()), text.clone()));
        self.fields.clone().into_iter().chain(cells).collect()
    }
}

/// A document as it is: what people wrote into it, and what else it says.
#[derive(Clone, Debug)]
pub struct Written {
    pub(super) document: Document,
    /// By id.
    pub(super) rows: BTreeMap<String, Row>,
    /// What the document calls what it holds, where it knows it better than the record.
    pub(super) titles: BTreeMap<String, String>,
    /// Rows without a reference.
    pub(super) by_hand: Vec<Row>,
    /// The fingerprint of what stands beside.
    pub(super) beside: String,
    /// What people should know of it.
    pub warnings: Vec<Diagnostic>,
}

impl Written {
    pub(super) fn of(document: Document) -> Self {
        Self {
            document,
            rows: BTreeMap::new(),
            titles: BTreeMap::new(),
            by_hand: Vec::new(),
            beside: String::new(),
            warnings: Vec::new(),
        }
    }
}

/// What was taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// What is new in the record, by entry and field.
    pub changes: Vec<Change>,
}

/// Something that people changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is about.
    pub title: String,
    /// What of it.
    pub field: Field,
    /// Where it was changed.
    pub from: Vec<Document>,
    /// What stood there.
    pub was: String,
    /// What stands there now.
    pub now: String,
}

/// A round was named that is over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("round `{named}` is over: round `{on}` is on")]
pub struct RoundOver {
    /// The one that was named.
    pub named: String,
    /// The one that is on.
    pub on: String,
}

/// What each document says of one field of one entry.
type Voices = BTreeMap<(String, Field), Vec<(Document, String)>>;

/// What is said of entries, by id.
type Rows = BTreeMap<String, BTreeMap<Field, String>>;

impl Record {
    /// Takes in what people changed, under a round: the one that is on, or a new one. The
    /// order of the documents makes no difference, and taking in once more changes nothing.
    ///
    /// A change in one document is taken, and so is the same change in several. Where they
    /// differ, both stand until somebody settles it: by writing into a document that shows
    /// both, or by making the documents agree. Where one document empties what another
    /// changes, the words stay.
    ///
    /// # Errors
    /// The round is over.
    pub fn take_in(
        &mut self,
        documents: &[Written],
        round: Option<&str>,
        as_of: Option<Date>,
    ) -> Result<Taken, RoundOver> {
        let (at, name) = self.round_to_be(round)?;
        if round.is_some() && at == self.rounds.len() {
            self.rounds.push(Round { name: name.clone(), as_of });
        }
        let mut documents: Vec<&Written> = documents.iter().collect();
        documents.sort_by_key(|written| written.document);
        let mut voices = Voices::new();
        let mut now: Vec<(Document, Seen)> = Vec::new();
        let mut new_rows = Rows::new();
        for written in documents {
            let (seen, items) = self.read(written, &mut new_rows);
            for (id, fields) in items {
                for (field, says) in fields {
                    voices.entry((id.clone(), field)).or_default().push((written.document, says));
                }
            }
            now.push((written.document, seen));
        }
        let mut taken = Taken::default();
        let mut voices: Vec<((String, Field), Vec<(Document, String)>)> = voices.into_iter().collect();
        voices.sort_by_key(|((id, _), _)| self.entries.get(id).map_or(usize::MAX, |entry| entry.order));
        for ((id, field), voices) in &voices {
            taken.changes.extend(self.merge(id, field, voices, at));
        }
        if !taken.changes.is_empty() {
            if at == self.rounds.len() {
                self.rounds.push(Round { name, as_of });
            }
            if let Some(round) = self.rounds.get_mut(at) {
                round.as_of = as_of.or(round.as_of);
            }
        }
        self.seen.extend(now);
        Ok(taken)
    }

    /// Notes how a document was written, so that the next change in it is known.
    pub fn wrote(&mut self, written: &Written) {
        let mut seen = Seen { beside: written.beside.clone(), ..Seen::default() };
        for (id, row) in &written.rows {
            let own = self.is_own(id);
            let fields = if own { row.as_own() } else { row.fields.clone() };
            seen.items.insert(id.clone(), said_alone(fields));
            if !own && !row.others.is_empty() {
                let prints = row.others.iter().map(|(head, text)| (head.clone(), hash(text)));
                seen.written.insert(id.clone(), prints.collect());
            }
        }
        self.seen.insert(written.document, seen);
    }

    fn round_to_be(&self, named: Option<&str>) -> Result<(usize, String), RoundOver> {
        let last = self.rounds.last();
        let Some(name) = named else {
            let name = last.map_or_else(|| "1".to_owned(), |round| round.name.clone());
            return Ok((self.last_round(), name));
        };
        match self.rounds.iter().position(|round| round.name == name) {
            None => Ok((self.rounds.len(), name.to_owned())),
            Some(at) if at == self.last_round() => Ok((at, name.to_owned())),
            Some(_) => {
                let on = last.map(|round| round.name.clone()).unwrap_or_default();
                Err(RoundOver { named: name.to_owned(), on })
            }
        }
    }

    /// What a document says, by id, and how it is remembered. Rows that people added are
    /// given an entry.
    fn read(&mut self, written: &Written, new_rows: &mut Rows) -> (Seen, Rows) {
        let before = self.seen.get(&written.document).cloned().unwrap_or_default();
        let mut items = Rows::new();
        for (id, row) in &written.rows {
            self.meet(id, written);
            let fields = match self.is_own(id) {
                true => row.as_own(),
                false => edited(written.document, row, before.written.get(id)),
            };
            items.insert(id.clone(), fields);
        }
        let by_hand = self.by_hand(written, &before.by_hand, new_rows);
        for (row, (_, id)) in written.by_hand.iter().zip(&by_hand) {
            items.entry(id.clone()).or_insert_with(|| row.as_own());
        }
        let mut seen = Seen { by_hand, ..before };
        for (id, fields) in &items {
            seen.items.insert(id.clone(), said_alone(fields.clone()));
        }
        (seen, items)
    }

    /// Makes an entry for what only the document knows.
    fn meet(&mut self, id: &str, written: &Written) {
        if !self.entries.contains_key(id) {
            let kind = if id == super::checklist::NOTES { Kind::Notes } else { Kind::Task };
            let title = written.titles.get(id).cloned().unwrap_or_else(|| id.to_owned());
            let known = Known { id: id.to_owned(), reference: String::new(), kind, title };
            let says = written.rows.get(id).is_some_and(Row::says_anything);
            // What nobody wrote anything to is not worth an entry.
            if says {
                self.entries.insert(known.id.clone(), Entry { order: usize::MAX, ..Entry::of(&known) });
            }
        }
    }

    fn is_own(&self, id: &str) -> bool {
        self.entries.get(id).is_some_and(|entry| matches!(entry.kind, Kind::OwnIssue | Kind::OwnQuestion))
    }

    /// The ids of the rows without a reference: the one that a row was given before, the
    /// one of a row that says the same elsewhere, or a new one.
    fn by_hand(
        &mut self,
        written: &Written,
        before: &[(String, String)],
        new_rows: &mut Rows,
    ) -> Vec<(String, String)> {
        let keys: Vec<String> = written.by_hand.iter().map(Row::key).collect();
        let mut left: Vec<&(String, String)> = before.iter().collect();
        let mut ids: Vec<Option<String>> = Vec::new();
        for key in &keys {
            let known = left.iter().position(|(seen, _)| seen == key).map(|at| left.remove(at).1.clone());
            ids.push(known);
        }
        // Rows that were changed stand in the order in which they stood.
        let mut left = left.into_iter();
        let mut given: Vec<(String, String)> = Vec::new();
        for ((key, id), row) in keys.into_iter().zip(ids).zip(&written.by_hand) {
            let id = id.or_else(|| left.next().map(|(_, id)| id.clone()));
            let free = |id: &String| !given.iter().any(|(_, known)| known == id);
            let id = id.or_else(|| self.row_that_says(row, new_rows, free));
            let id = id.unwrap_or_else(|| {
                let id = self.new_row(written.document, row);
                new_rows.insert(id.clone(), said_alone(row.as_own()));
                id
            });
            given.push((key, id));
        }
        given
    }

    /// A row that people added elsewhere and that says the same.
    fn row_that_says(&self, row: &Row, new_rows: &Rows, free: impl Fn(&String) -> bool) -> Option<String> {
        let says = said_alone(row.as_own());
        let own = self.entries.iter().filter(|(id, _)| self.is_own(id) && free(id));
        let same = |(id, entry): &(&String, &Entry)| match new_rows.get(*id) {
            Some(new) => *new == says,
            None => entry.said_in_lists() == says,
        };
        own.filter(same).map(|(id, _)| id.clone()).next()
    }

    fn new_row(&mut self, document: Document, row: &Row) -> String {
        let number = self.entries.keys().filter_map(|id| id.strip_prefix(BY_HAND)?.parse::<u32>().ok()).max();
        let number = number.unwrap_or(0) + 1;
        let kind = match document {
            Document::Questions(_) => Kind::OwnQuestion,
            _ => Kind::OwnIssue,
        };
        let heads = ["Clause", "Question", "Topic"];
        let named = heads.iter().filter_map(|head| row.others.get(*head)).chain(row.others.values());
        let title = named.chain(row.fields.values()).find(|text| !text.is_empty());
        let title = title.map(|text| text.lines().next().unwrap_or_default().to_owned()).unwrap_or_default();
        let id = format!("{BY_HAND}{number}");
        let known = Known { id: id.clone(), reference: format!("N{number}"), kind, title };
        self.entries.insert(id.clone(), Entry { order: usize::MAX, ..Entry::of(&known) });
        id
    }

    /// One field of one entry, as the documents say it now.
    fn merge(&mut self, id: &str, field: &Field, voices: &[(Document, String)], at: usize) -> Option<Change> {
        let entry = self.entries.get(id)?;
        let claims = entry.claims(field, at).to_vec();
        let stands = shown(field, &claims);
        let mut kept: Vec<(Claim, bool)> = claims.iter().map(|claim| (claim.clone(), true)).collect();
        let mut new: Vec<Claim> = Vec::new();
        let mut from: Vec<Document> = Vec::new();
        for (document, says) in voices {
            let seen = self.seen.get(document).and_then(|seen| seen.items.get(id)?.get(field));
            let seen = seen.map_or("", String::as_str);
            // A document that shows both sides of a conflict says nothing of its own.
            if says == seen || *says == stands || (claims.len() > 1 && alike(says, &stands)) {
                continue;
            }
            from.push(*document);
            // Whoever changes a text has read it: what it said is settled.
            for (claim, stays) in &mut kept {
                *stays &= !(alike(&claim.says, seen) || alike(&stands, seen));
            }
            if !says.is_empty() {
                new.push(Claim { says: says.clone(), from: *document });
            }
        }
        let stay = kept.into_iter().filter(|(_, stays)| *stays).map(|(claim, _)| claim);
        let mut result: Vec<Claim> = Vec::new();
        for claim in stay.chain(new) {
            if !result.iter().any(|known| alike(&known.says, &claim.says)) {
                result.push(claim);
            }
        }
        result.sort_by_key(|claim| claim.from);
        if from.is_empty() || result.iter().map(|claim| &claim.says).eq(claims.iter().map(|claim| &claim.says)) {
            return None;
        }
        let change =
            Change { title: entry.title.clone(), field: field.clone(), from, was: stands, now: shown(field, &result) };
        let said = self.entries.get_mut(id)?.rounds.entry(at).or_default().entry(field.clone()).or_default();
        for claim in std::mem::take(&mut said.claims) {
            if !said.before.contains(&claim.says) {
                said.before.push(claim.says);
            }
        }
        said.before.retain(|before| !result.iter().any(|claim| claim.says == *before));
        said.claims = result;
        Some(change)
    }
}

/// What the ids of rows begin with that people added.
const BY_HAND: &str = "by-hand/";

/// The fields of a row of Proviso's: what it asks for, columns that people added, and
/// columns of its own that they wrote into.
fn edited(document: Document, row: &Row, written: Option<&BTreeMap<String, String>>) -> BTreeMap<Field, String> {
    let mut fields = row.fields.clone();
    for (head, text) in &row.others {
        let says = match written.map(|written| written.get(head)) {
            // Nothing is known of what was written here: the usual columns are Proviso's.
            None if is_usual(head) => continue,
            Some(Some(print)) if *print == hash(text) => String::new(),
            _ => text.clone(),
        };
        fields.insert(Field::Column(document, head.clone()), says);
    }
    fields
}

/// Whether lists have a column of this head by themselves.
pub(super) fn is_usual(head: &str) -> bool {
    head.starts_with("Proposal of ")
        || ["Topic", "Clause", "Issue: the draft says", "Proposed wording", "Question"].contains(&head)
}

fn said_alone(mut fields: BTreeMap<Field, String>) -> BTreeMap<Field, String> {
    fields.retain(|_, text| !text.is_empty());
    fields
}

/// Whether two texts are the same to a reader: a document may have another line break or
/// have dropped a sign that does not show.
fn alike(one: &str, other: &str) -> bool {
    let shows = |c: &char| {
        !c.is_whitespace()
            && !c.is_control()
            && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    one.chars().filter(shows).eq(other.chars().filter(shows))
}
