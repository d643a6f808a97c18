//! Keys → names: dotted or nested, or any mixture of the two.

use std::collections::BTreeMap;

use crate::intake::{Data, Entry, Node};
use crate::rulebook::Rulebook;
use crate::rulebook::condition::NameId;
use crate::rulebook::vocabulary::Role;
use crate::source::{Place, Span};

use super::form::Form;
use super::mistakes;
use super::readings::Reader;

/// Which part of a profile gives names something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Facts,
    Terms,
    Notes,
}

/// A name that was given something.
pub(super) struct Given<'n> {
    pub(super) id: NameId,
    pub(super) entry: &'n Entry,
    /// Whether it counts: the first one, in its right place. The others are read only for
    /// what else may be wrong with them.
    pub(super) counts: bool,
}

enum Known {
    Name(NameId),
    Define,
    /// The first part of a name.
    Group,
}

/// The vocabulary by its spelling.
pub(super) struct Names<'r> {
    rulebook: &'r Rulebook,
    known: BTreeMap<&'r str, Known>,
}

impl<'r> Names<'r> {
    pub(super) fn new(rulebook: &'r Rulebook) -> Self {
        let mut known = BTreeMap::new();
        for define in &rulebook.defines {
            known.insert(define.id.as_str(), Known::Define);
        }
        for (id, name) in rulebook.names() {
            known.insert(name.id.as_str(), Known::Name(id));
        }
        for (id, _) in rulebook.names() {
            let name = rulebook.name(id).id.as_str();
            for prefix in name.match_indices('.').filter_map(|(dot, _)| name.get(..dot)) {
                known.entry(prefix).or_insert(Known::Group);
            }
        }
        Self { rulebook, known }
    }

    /// The names that belong in a section, or those that do not.
    fn spelled(&self, section: Section, within: bool) -> impl Iterator<Item = &'r str> {
        let belongs = move |role: &Role| match role {
            Role::Fact => section != Section::Terms,
            Role::Term(_) => section != Section::Facts,
            Role::Parameter(_) | Role::Figure(_) => false,
        };
        let names = self.rulebook.names.iter().filter(move |name| name.is_asked() && belongs(&name.role) == within);
        names.map(|name| name.id.as_str())
    }

    fn groups(&self) -> impl Iterator<Item = &'r str> {
        self.known.iter().filter(|(_, known)| matches!(known, Known::Group)).map(|(group, _)| *group)
    }
}

/// Goes through one section.
pub(super) struct Walk<'w, 'r, 'a, 'n> {
    reader: &'w mut Reader<'a>,
    names: &'w Names<'r>,
    section: Section,
    seen: BTreeMap<NameId, Span>,
    given: Vec<Given<'n>>,
}

/// What a section gives. It may stand in several blocks, where its key was given twice.
pub(super) fn walk<'n>(
    reader: &mut Reader<'_>,
    names: &Names<'_>,
    section: Section,
    blocks: impl Iterator<Item = &'n Node>,
) -> Vec<Given<'n>> {
    let mut walk = Walk { reader, names, section, seen: BTreeMap::new(), given: Vec::new() };
    for block in blocks {
        match block.entries() {
            Some(entries) => walk.block(entries, ""),
            None => {
                let place = walk.reader.place(block.span);
                walk.reader.found.push(mistakes::section_form(section, block, place));
            }
        }
    }
    walk.given
}

impl<'n> Walk<'_, '_, '_, 'n> {
    fn place(&self, entry: &Entry) -> Place {
        self.reader.place(entry.key.span)
    }

    fn block(&mut self, entries: &'n [Entry], prefix: &str) {
        let mut groups: BTreeMap<&str, &Entry> = BTreeMap::new();
        for entry in entries {
            let key = entry.key.node.as_str();
            let full = if prefix.is_empty() { key.to_owned() } else { format!("{prefix}.{key}") };
            match self.names.known.get(full.as_str()) {
                Some(Known::Name(id)) => self.name(*id, entry),
                Some(Known::Define) => self.reader.found.push(mistakes::is_define(&full, self.place(entry))),
                Some(Known::Group) => {
                    if let Some(first) = groups.insert(key, entry) {
                        let twice = mistakes::given_twice(&full, self.place(first), self.place(entry));
                        self.reader.found.push(twice);
                    }
                    match entry.value.entries() {
                        Some(entries) => self.block(entries, &full),
                        None => {
                            let dotted = format!("{full}.");
                            let one = self.names.rulebook.names.iter().find(|name| name.id.starts_with(&dotted));
                            let place = self.reader.place(entry.value.span);
                            let group = mistakes::is_group(&full, one.map(|name| name.id.as_str()), place);
                            self.reader.found.push(group);
                        }
                    }
                }
                None => self.unknown(&full, entry),
            }
        }
    }

    fn name(&mut self, id: NameId, entry: &'n Entry) {
        let name = self.names.rulebook.name(id);
        let wrong = match (&name.role, self.section) {
            (Role::Parameter(_), _) => {
                self.reader.found.push(mistakes::is_parameter(&name.id, self.place(entry)));
                return;
            }
            (Role::Figure(_), _) => {
                self.reader.found.push(mistakes::is_figure(&name.id, self.place(entry)));
                return;
            }
            (Role::Term(_), Section::Facts) => Some(mistakes::is_term(&name.id, self.place(entry))),
            (Role::Fact, Section::Terms) => Some(mistakes::is_fact(&name.id, self.place(entry))),
            _ => None,
        };
        let right = wrong.is_none();
        self.reader.found.extend(wrong);
        let earlier = self.seen.get(&id).copied();
        match earlier {
            Some(earlier) => {
                let twice = mistakes::given_twice(&name.id, self.reader.place(earlier), self.place(entry));
                self.reader.found.push(twice);
            }
            None => {
                self.seen.insert(id, entry.key.span);
            }
        }
        self.given.push(Given { id, entry, counts: right && earlier.is_none() });
    }

    fn unknown(&mut self, full: &str, entry: &Entry) {
        let block = matches!(entry.value.data, Data::Map(_));
        let mut near = None;
        // A block is likelier to be a misspelt group than a misspelt name.
        if block {
            near = self.reader.guesses.nearest(full, self.names.groups());
        }
        let leaf = if block { first_leaf(full, &entry.value) } else { full.to_owned() };
        let near = near
            .or_else(|| self.reader.guesses.nearest(&leaf, self.names.spelled(self.section, true)))
            .or_else(|| self.reader.guesses.nearest(&leaf, self.names.spelled(self.section, false)));
        let place = self.place(entry);
        let form = self.reader.header.form;
        let place = if form == Form::Row { self.reader.place(entry.value.span) } else { place };
        self.reader.found.push(mistakes::unknown_name(self.section, full, block, near, place, form));
    }
}

/// The full name of the first value in a block.
fn first_leaf(full: &str, block: &Node) -> String {
    let mut leaf = full.to_owned();
    let mut node = block;
    while let Data::Map(entries) = &node.data
        && let Some(entry) = entries.first()
        && leaf.len() < 200
    {
        leaf = format!("{leaf}.{}", entry.key.node);
        node = &entry.value;
    }
    leaf
}
