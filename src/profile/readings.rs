//! Located scalars and a rulebook → [`Profile`].

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Level};
use crate::intake::{Data, Node};
use crate::rulebook::Rulebook;
use crate::rulebook::condition::NameId;
use crate::rulebook::vocabulary::{Name, Role};
use crate::source::{Place, Source, Span};

use super::form::Form;
use super::header::Header;
use super::keys::{self, Guesses};
use super::names::{Given, Names, Section, walk};
use super::{DraftStatus, Lines, Profile, Reading, State, done, mistakes};

/// What reading needs everywhere.
pub(super) struct Reader<'a> {
    pub(super) source: &'a Source,
    pub(super) header: &'a Header,
    pub(super) rulebook: &'a Rulebook,
    pub(super) guesses: Guesses,
    pub(super) found: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    pub(super) fn place(&self, span: Span) -> Place {
        Place::new(self.source, span)
    }

    /// Whether no error was found after so many messages.
    pub(super) fn is_sound_since(&self, before: usize) -> bool {
        self.found.iter().skip(before).all(|found| found.level != Level::Error)
    }
}

/// Reads a profile against a rulebook. `as_of`, where given, wins over what the profile
/// says. Mistakes go to `found`, all of them in one run; with any error in the profile or
/// its header there is no result.
///
/// An open upper end (`3M..`) of a type `or unlimited` leaves `unlimited` possible.
///
/// ```
/// use proviso::{intake::yaml, profile::{header, read}, rulebook::Rulebook, source::Source};
/// let source = Source::new("deal.yaml", "profile: Northwind Bank\nas-of: 2026-11-21\n");
/// let node = yaml(&source).unwrap();
/// let mut found = Vec::new();
/// let header = header(&source, &node, &mut found);
/// let profile = read(&source, &node, &header, &Rulebook::default(), None, &mut found).unwrap();
/// assert_eq!(profile.as_of.to_string(), "2026-11-21");
/// ```
pub fn read(
    source: &Source,
    node: &Node,
    header: &Header,
    rulebook: &Rulebook,
    as_of: Option<Date>,
    found: &mut Vec<Diagnostic>,
) -> Option<Profile> {
    let before = found.len();
    let instead = as_of.is_some();
    let as_of = as_of.or(header.as_of);
    if as_of.is_none() && !header.is_misread("as-of") {
        let missing = header.form.place_of_missing(node);
        found.push(mistakes::no_as_of(Place::new(source, missing), header.form));
    }
    let mut reader = Reader { source, header, rulebook, guesses: Guesses::new(), found };
    let names = Names::new(rulebook);

    let facts = walk(&mut reader, &names, Section::Facts, all(node, "facts"));
    let terms = walk(&mut reader, &names, Section::Terms, all(node, "draft").flat_map(|draft| all(draft, "terms")));
    let notes = walk(&mut reader, &names, Section::Notes, all(node, "notes"));
    let mut given = BTreeMap::new();
    for one in facts.iter().chain(&terms) {
        // Of a row, the key stands in the heading, with other rows between.
        let place = match header.form {
            Form::Row => Place::new(source, one.entry.value.span),
            Form::Blocks | Form::Line => keys::place(source, one.entry),
        };
        if let Some(reading) = reader.reading(one.id, &one.entry.value, Some(place))
            && one.counts
        {
            given.insert(one.id, reading);
        }
    }
    let notes = reader.notes(&notes);
    let done = done::read(&mut reader, all(node, "done"));

    let faulty = header.faulty || reader.found.iter().skip(before).any(|found| found.level == Level::Error);
    let as_of = as_of.filter(|_| !faulty)?;
    let readings = rulebook.names().map(|(id, name)| given.remove(&id).unwrap_or_else(|| reader.left_out(name)));
    let mut lines = Lines { done, ..header.lines.clone() };
    lines.as_of = lines.as_of.filter(|_| !instead);
    Some(Profile {
        name: header.name.clone(),
        source: source.clone(),
        as_of,
        rates: header.rates.clone(),
        draft: header.draft,
        readings: readings.collect(),
        done: lines.done.keys().copied().collect(),
        notes,
        lines,
    })
}

/// The same for one name and what a profile says of it.
pub fn reading(
    source: &Source,
    node: &Node,
    header: &Header,
    rulebook: &Rulebook,
    id: NameId,
    found: &mut Vec<Diagnostic>,
) -> Option<Reading> {
    let mut reader = Reader { source, header, rulebook, guesses: Guesses::new(), found };
    reader.reading(id, node, None)
}

/// What a node says of a name, read as a value of a profile is. Mistakes go to `found`;
/// with any there is no result.
pub fn state(
    source: &Source,
    node: &Node,
    header: &Header,
    rulebook: &Rulebook,
    name: &Name,
    found: &mut Vec<Diagnostic>,
) -> Option<State> {
    let mut reader = Reader { source, header, rulebook, guesses: Guesses::new(), found };
    reader.value(name, node).map(|(state, _)| state)
}

/// All values of a key; more than one is reported with the header.
fn all<'n>(node: &'n Node, key: &'n str) -> impl Iterator<Item = &'n Node> {
    let entries = node.entries().unwrap_or_default();
    entries.iter().filter(move |entry| entry.key.node == key).map(|entry| &entry.value)
}

impl Reader<'_> {
    fn reading(&mut self, id: NameId, node: &Node, place: Option<Place>) -> Option<Reading> {
        let name = self.rulebook.name(id);
        let (state, document) = self.value(name, node)?;
        let documents = match document {
            Some(document) => vec![document],
            None => self.documents(name, &state),
        };
        Some(Reading { state, documents, place })
    }

    /// What is known of a name that the profile leaves out.
    fn left_out(&self, name: &Name) -> Reading {
        let state = match (&name.role, self.header.draft) {
            (Role::Term(_), DraftStatus::Reviewed) => State::Silent,
            (Role::Term(term), DraftStatus::None | DraftStatus::Partial) if term.standard.is_some() => State::Standard,
            (Role::Fact | Role::Term(_) | Role::Parameter(_) | Role::Figure(_), _) => State::Unknown,
        };
        Reading { documents: self.documents(name, &state), state, place: None }
    }

    /// The documents a term may stand in, where the profile does not say which.
    fn documents(&self, name: &Name, state: &State) -> Vec<usize> {
        let all = 0..self.rulebook.documents.len();
        match (name.term(), state) {
            (None, _) | (_, State::Silent) => Vec::new(),
            (_, State::Known(_) | State::Standard) => all.last().into_iter().collect(),
            (_, State::Unknown | State::ByReference(_)) => all.collect(),
        }
    }

    fn notes(&mut self, given: &[Given<'_>]) -> BTreeMap<NameId, String> {
        let mut notes = BTreeMap::new();
        for one in given {
            let value = &one.entry.value;
            match &value.data {
                Data::Null => {}
                Data::Scalar { text, .. } if one.counts => {
                    notes.insert(one.id, text.trim().to_owned());
                }
                Data::Scalar { .. } => {}
                Data::List(_) | Data::Map(_) => {
                    let what = format!("the note on `{}`", self.rulebook.name(one.id).id);
                    let place = self.place(value.span);
                    self.found.push(mistakes::wrong_shape(&what, "a text", value, place));
                }
            }
        }
        notes
    }
}
