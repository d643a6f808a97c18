//! What documents say now + what they said before + the record → the record.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::field::{Document, Field};
use super::seen::{Reading, Rows};
use super::shown::shown;
use super::written::Written;
use super::{Claim, Record, Round};

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

/// What a document says of a field, and what it said before.
struct Voice<'r> {
    document: Document,
    says: &'r str,
    before: &'r str,
}

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
        let mut new_rows = Rows::new();
        let readings: Vec<Reading> =
            documents.into_iter().map(|written| self.reading(written, &mut new_rows)).collect();
        let mut voices: BTreeMap<(&str, &Field), Vec<Voice<'_>>> = BTreeMap::new();
        for Reading { document, before, now, .. } in &readings {
            for (id, fields) in now {
                for (field, says) in fields {
                    let before = before.get(id).and_then(|fields| fields.get(field)).map_or("", String::as_str);
                    voices.entry((id, field)).or_default().push(Voice { document: *document, says, before });
                }
            }
        }
        let mut voices: Vec<_> = voices.into_iter().collect();
        voices.sort_by_key(|((id, _), _)| self.entries.get(*id).map_or(usize::MAX, |entry| entry.order));
        let mut taken = Taken::default();
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
        self.seen.extend(readings.into_iter().map(|reading| (reading.document, reading.seen)));
        Ok(taken)
    }

    /// The place and the name of the round that is on.
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

    /// One field of one entry, as the documents say it now.
    fn merge(&mut self, id: &str, field: &Field, voices: &[Voice<'_>], at: usize) -> Option<Change> {
        let entry = self.entries.get(id)?;
        let claims = entry.claims(field, at).to_vec();
        let stands = shown(field, &claims);
        let mut kept: Vec<(Claim, bool)> = claims.iter().map(|claim| (claim.clone(), true)).collect();
        let mut new: Vec<Claim> = Vec::new();
        let mut from: Vec<Document> = Vec::new();
        for Voice { document, says, before } in voices {
            // A document that shows both sides of a conflict says nothing of its own.
            if says == before || *says == stands || (claims.len() > 1 && alike(says, &stands)) {
                continue;
            }
            from.push(*document);
            // Whoever changes a text has read it: what it said is settled.
            for (claim, stays) in &mut kept {
                *stays &= !(alike(&claim.says, before) || alike(&stands, before));
            }
            if !says.is_empty() {
                new.push(Claim { says: (*says).to_owned(), from: *document });
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
