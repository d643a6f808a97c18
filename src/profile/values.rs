//! A node → what is known of one name.

use std::collections::{BTreeMap, BTreeSet};

use crate::intake::{Data, Entry, Node};
use crate::rulebook::vocabulary::Name;
use crate::source::{Place, Span};
use crate::value::money::NO_CURRENCY;
use crate::value::{Kind, Levels, Possible, Value, read as read_value};

use super::keys;
use super::readings::Reader;
use super::{State, mistakes};

impl<'a> Reader<'a> {
    /// What a node says of a name, with the document it says so for, if it names one.
    /// Nothing where it could not be read.
    pub(super) fn value(&mut self, name: &Name, node: &Node) -> Option<(State, Option<usize>)> {
        if let Data::Map(entries) = &node.data
            && name.term().is_some()
            && entries.iter().any(|entry| matches!(entry.key.node.as_str(), "value" | "in"))
        {
            return self.value_in_document(name, node.span, entries);
        }
        self.state(name, node).map(|state| (state, None))
    }

    /// `{ value: X, in: DOCUMENT }`.
    fn value_in_document(&mut self, name: &Name, span: Span, entries: &[Entry]) -> Option<(State, Option<usize>)> {
        let before = self.found.len();
        let given = self.block(name, entries, &["value", "in"]);
        let strays = self.found.len() > before;
        let document = given.get("in").and_then(|entry| self.document(&entry.value));
        let Some(value) = given.get("value") else {
            // The value may be what stands there under another key.
            if !strays {
                self.found.push(mistakes::no_value(&name.id, self.place(span)));
            }
            return None;
        };
        let state = self.state(name, &value.value)?;
        match (given.get("in"), document) {
            (Some(_), None) => None,
            (Some(entry), Some(_)) if state == State::Silent => {
                self.found.push(mistakes::silent_in(self.place(value.value.span), self.place(entry.value.span)));
                None
            }
            _ => Some((state, document)),
        }
    }

    fn document(&mut self, node: &Node) -> Option<usize> {
        let documents = &self.rulebook.documents;
        let place = self.place(node.span);
        let Some(written) = keys::text(node) else {
            self.found.push(mistakes::wrong_shape("`in`", "the name of one document", node, place));
            return None;
        };
        let document = documents.iter().position(|document| document.id == written);
        if document.is_none() {
            let ids = || documents.iter().map(|document| document.id.as_str());
            let near = self.guesses.nearest(written, ids());
            let all: Vec<_> = ids().collect();
            self.found.push(mistakes::unknown_document(written, near, &all, place));
        }
        document
    }

    fn state(&mut self, name: &Name, node: &Node) -> Option<State> {
        match &node.data {
            Data::Null => Some(State::Unknown),
            Data::Scalar { text, quoted } => match word(name, text, *quoted) {
                Some(Word::Unknown) => Some(State::Unknown),
                Some(Word::Silent) if name.term().is_some() => Some(State::Silent),
                Some(Word::Silent) => {
                    self.found.push(mistakes::silent_fact(&name.id, self.place(node.span)));
                    None
                }
                None => self.scalar(name, node, text),
            },
            Data::List(items) => self.list(name, node, items).map(State::Known),
            Data::Map(entries) => self.map(name, node, entries),
        }
    }

    fn scalar(&mut self, name: &Name, node: &Node, text: &str) -> Option<State> {
        if self.is_pasted(name, node.span, text) {
            return None;
        }
        let possible = match &name.of.kind {
            Kind::Set(levels) if text.trim() == "none" && levels.find("none").is_none() => {
                self.found.push(mistakes::none_of_a_set(self.place(node.span)));
                return None;
            }
            Kind::Text => Possible::one(Value::Text(text.trim().to_owned())),
            _ if text.contains("..") => Possible::Ranges(vec![self.range(name, node, text)?]),
            _ => Possible::one(self.one(name, node.span, text, self.currency())?),
        };
        Some(State::Known(possible))
    }

    /// Whether a value stands in typographic quotes, which is then said. In a text they
    /// are welcome.
    fn is_pasted(&mut self, name: &Name, span: Span, text: &str) -> bool {
        let inside = mistakes::unquoted(text).filter(|_| name.of.kind != Kind::Text);
        if let Some(inside) = inside {
            self.found.push(mistakes::typographic_quotes(text, inside, self.place(span)));
        }
        inside.is_some()
    }

    /// One value.
    pub(super) fn one(&mut self, name: &Name, span: Span, text: &str, currency: Option<&str>) -> Option<Value> {
        match read_value(text, &name.of, currency) {
            Ok(value) => {
                let place = self.place(span);
                self.found.extend(mistakes::rather_thousands(text, &name.of, place));
                Some(value)
            }
            Err(misread) => {
                let says_all_but_currency = currency.is_none()
                    && name.of.kind == Kind::Money
                    && read_value(text, &name.of, Some(NO_CURRENCY)).is_ok();
                let place = self.place(span);
                self.found.push(match says_all_but_currency {
                    true => mistakes::no_currency(text, place),
                    false => mistakes::bad_value(name, text, misread, place),
                });
                None
            }
        }
    }

    /// The currency of amounts without one.
    pub(super) fn currency(&self) -> Option<&'a str> {
        // A currency that was misread is reported already; what it was does not matter,
        // since no profile comes of it.
        self.header.currency.as_deref().or(self.header.is_misread("currency").then_some(NO_CURRENCY))
    }

    /// For a set its members, for anything else alternatives.
    fn list(&mut self, name: &Name, node: &Node, items: &[Node]) -> Option<Possible> {
        if let Kind::Set(levels) = &name.of.kind {
            let must = self.members(name, levels, items)?;
            return Some(Possible::Members { must: must.into_iter().collect(), may: BTreeSet::new() });
        }
        if items.is_empty() {
            self.found.push(mistakes::no_alternatives(&name.id, self.place(node.span)));
            return None;
        }
        let mut ranges = Vec::new();
        let mut seen = BTreeMap::new();
        let before = self.found.len();
        for item in items {
            let place = self.place(item.span);
            let Data::Scalar { text, quoted } = &item.data else {
                self.found.push(mistakes::bad_item(item, place));
                continue;
            };
            if let Some(word) = word(name, text, *quoted) {
                self.found.push(mistakes::word_in_list(word == Word::Silent, place));
                continue;
            }
            if let Some(earlier) = seen.insert(text.trim(), item.span) {
                self.found.push(mistakes::listed_twice(text.trim(), self.place(earlier), place));
                continue;
            }
            if let Some(State::Known(Possible::Ranges(range))) = self.scalar(name, item, text) {
                ranges.extend(range);
            }
        }
        // `[12 months, 1 year]` is one value.
        ranges.dedup();
        self.is_sound_since(before).then_some(Possible::Ranges(ranges))
    }

    /// Members of a set, in the order written, each once.
    fn members(&mut self, name: &Name, levels: &Levels, items: &[Node]) -> Option<Vec<usize>> {
        let before = self.found.len();
        let mut seen = BTreeMap::new();
        let mut members = Vec::new();
        for item in items {
            let place = self.place(item.span);
            let Data::Scalar { text, quoted } = &item.data else {
                self.found.push(mistakes::bad_item(item, place));
                continue;
            };
            if let Some(word) = word(name, text, *quoted) {
                self.found.push(mistakes::word_in_set(word == Word::Silent, place));
            } else if text.trim() == "none" && levels.find("none").is_none() {
                self.found.push(mistakes::none_of_a_set(place));
            } else if !self.is_pasted(name, item.span, text)
                && let Some(Value::Members(one)) = self.one(name, item.span, text, None)
                && let Some(member) = one.first()
            {
                match seen.insert(*member, item.span) {
                    Some(earlier) => {
                        self.found.push(mistakes::listed_twice(text.trim(), self.place(earlier), place));
                    }
                    None => members.push(*member),
                }
            }
        }
        self.is_sound_since(before).then_some(members)
    }

    fn map(&mut self, name: &Name, node: &Node, entries: &[Entry]) -> Option<State> {
        let has = |key: &str| entries.iter().find(|entry| entry.key.node == key);
        if let Some(first) = ["by-reference", "value", "in"].into_iter().find_map(has) {
            if name.term().is_none() {
                self.found.push(mistakes::only_terms(&first.key.node, &name.id, self.place(first.key.span)));
                return None;
            }
            if first.key.node == "by-reference" {
                return self.by_reference(name, entries);
            }
        }
        match &name.of.kind {
            Kind::Set(levels) if !entries.is_empty() => self.set_block(name, levels, entries),
            _ => {
                let known: &[&str] = if name.term().is_some() { &["value", "in", "by-reference"] } else { &[] };
                let first = entries.first().map(|entry| entry.key.node.as_str()).unwrap_or_default();
                let near = self.guesses.nearest(first, known.iter().copied());
                self.found.push(mistakes::not_a_block(name, near, self.place(node.span)));
                None
            }
        }
    }

    /// `{ by-reference: "…" }`.
    fn by_reference(&mut self, name: &Name, entries: &[Entry]) -> Option<State> {
        let before = self.found.len();
        let given = self.block(name, entries, &["by-reference"]);
        let value = &given.get("by-reference")?.value;
        let Some(text) = keys::text(value) else {
            let place = self.place(value.span);
            self.found.push(mistakes::wrong_shape("`by-reference`", "a text that says where to look", value, place));
            return None;
        };
        (self.found.len() == before).then(|| State::ByReference(text.to_owned()))
    }

    /// `{ includes: […], excludes: […] }`.
    fn set_block(&mut self, name: &Name, levels: &Levels, entries: &[Entry]) -> Option<State> {
        let before = self.found.len();
        let given = self.block(name, entries, &["includes", "excludes"]);
        let mut sides = ["includes", "excludes"].into_iter().map(|key| {
            let Some(entry) = given.get(key) else { return Some(Vec::new()) };
            let Some(items) = keys::items(&entry.value) else {
                let place = self.place(entry.value.span);
                self.found.push(mistakes::wrong_shape(&format!("`{key}`"), "a list of members", &entry.value, place));
                return None;
            };
            self.members(name, levels, items)
        });
        let (includes, excludes) = (sides.next().flatten(), sides.next().flatten());
        drop(sides);
        let (includes, excludes): (BTreeSet<usize>, BTreeSet<usize>) =
            (includes?.into_iter().collect(), excludes?.into_iter().collect());
        let both = includes.intersection(&excludes).filter_map(|member| levels.levels.get(*member));
        for member in both {
            let places = ["includes", "excludes"].map(|key| given.get(key).map(|entry| self.place(entry.value.span)));
            if let [Some(included), Some(excluded)] = places {
                self.found.push(mistakes::in_and_out(&member.id, included, excluded));
            }
        }
        let may = (0..levels.levels.len()).filter(|member| !includes.contains(member) && !excludes.contains(member));
        let possible = Possible::Members { may: may.collect(), must: includes };
        (self.found.len() == before).then_some(State::Known(possible))
    }

    /// The entries of a block below a name.
    fn block<'n>(
        &mut self,
        name: &Name,
        entries: &'n [Entry],
        known: &[&'static str],
    ) -> BTreeMap<&'static str, &'n Entry> {
        let (source, guesses) = (self.source, &mut self.guesses);
        let stray = |entry: &Entry| {
            let near = guesses.nearest(&entry.key.node, known.iter().copied());
            let place = Place::new(source, entry.key.span);
            mistakes::unknown_value_key(&entry.key.node, &name.id, near, known, place)
        };
        keys::known(source, entries, known, stray, self.found)
    }
}

/// A word that stands in place of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Unknown,
    Silent,
}

/// `unknown` (or nothing between quotes) and `silent`. In quotes, where the type has such
/// a value, the value is meant.
fn word(name: &Name, text: &str, quoted: bool) -> Option<Word> {
    let written = text.trim();
    let may_be_value = match name.of.levels() {
        Some(levels) => levels.find(written).is_some(),
        None => name.of.kind == Kind::Text,
    };
    match written {
        "" => Some(Word::Unknown),
        _ if quoted && may_be_value => None,
        "unknown" => Some(Word::Unknown),
        "silent" => Some(Word::Silent),
        _ => None,
    }
}
