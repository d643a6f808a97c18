//! What can be read of a profile before there are rules: whose it is, of which day, and
//! by which packs and rates.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::diagnostic::{Diagnostic, Level};
use crate::intake::{Data, Entry, Node};
use crate::source::{Place, Source, Span, Spanned};
use crate::value::money::is_currency;
use crate::value::{Kind, Money, Rates, Type, Value, read as read_value, read_date};

use super::form::Form;
use super::keys::{self, Guesses};
use super::{DraftStatus, Lines, mistakes};

pub(super) const KEYS: [&str; 9] =
    ["profile", "as-of", "packs", "currency", "rates", "facts", "draft", "done", "notes"];

/// Whether it is a key of a profile, and no name.
pub fn is_key(key: &str) -> bool {
    KEYS.contains(&key)
}

/// What a profile says before its facts.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// The company; empty where the profile does not say.
    pub name: String,
    /// The day everything is judged by, where the profile says.
    pub as_of: Option<Date>,
    /// The packs it asks for, in its order, each once.
    pub packs: Vec<Spanned<String>>,
    /// The currency of amounts without one.
    pub currency: Option<String>,
    /// The rates between currencies.
    pub rates: Rates,
    /// How much of the draft has been read.
    pub draft: DraftStatus,
    /// Where it says so.
    pub(super) lines: Lines,
    /// How the profile is written.
    pub(super) form: Form,
    /// Keys whose values are reported as wrong: what is missing for lack of them is not
    /// said again.
    misread: Vec<&'static str>,
    /// Whether any error was found in it.
    pub(super) faulty: bool,
}

impl Header {
    /// Whether a key was given a value that could not be read.
    pub(super) fn is_misread(&self, key: &str) -> bool {
        self.misread.contains(&key)
    }
}

/// Reads what stands before the facts, and checks the top-level keys. Mistakes go to
/// `found`; what they touch is left out of the result.
///
/// ```
/// use proviso::{intake::yaml, profile::header, source::Source};
/// let source = Source::new("deal.yaml", "profile: Northwind Bank\npacks: [azure-openai]\ncurrency: USD\n");
/// let mut found = Vec::new();
/// let header = header(&source, &yaml(&source).unwrap(), &mut found);
/// assert!(found.is_empty());
/// assert_eq!(header.packs[0].node, "azure-openai");
/// ```
pub fn header(source: &Source, node: &Node, found: &mut Vec<Diagnostic>) -> Header {
    let before = found.len();
    let header = Header {
        name: String::new(),
        as_of: None,
        packs: Vec::new(),
        currency: None,
        rates: Rates::default(),
        draft: DraftStatus::None,
        lines: Lines::default(),
        form: Form::of(source, node),
        misread: Vec::new(),
        faulty: false,
    };
    let mut reader = HeaderReader { source, header, found };
    reader.read(node);
    let HeaderReader { mut header, found, .. } = reader;
    header.faulty = found.iter().skip(before).any(|diagnostic| diagnostic.level == Level::Error);
    header
}

struct HeaderReader<'a> {
    source: &'a Source,
    header: Header,
    found: &'a mut Vec<Diagnostic>,
}

impl HeaderReader<'_> {
    fn place(&self, span: Span) -> Place {
        Place::new(self.source, span)
    }

    fn read(&mut self, node: &Node) {
        let Some(entries) = node.entries() else {
            self.found.push(mistakes::profile_form(node, self.place(node.span)));
            self.header.misread.push("as-of");
            return;
        };
        let mut guesses = Guesses::new();
        let mut meant = Vec::new();
        let stray = |entry: &Entry| {
            let near = guesses.nearest(&entry.key.node, KEYS);
            meant.extend(near);
            mistakes::unknown_top_key(Place::new(self.source, entry.key.span), &entry.key.node, near, &KEYS)
        };
        let given = keys::known(self.source, entries, &KEYS, stray, self.found);
        match given.get("profile") {
            Some(entry) => self.name(entry),
            None if meant.contains(&"profile") => {}
            None => {
                let form = self.header.form;
                self.found.push(mistakes::no_name(self.place(form.place_of_missing(node)), form));
            }
        }
        // What a misspelt key gives is not missed as well.
        self.header.misread = meant;
        for (key, read) in [
            ("as-of", Self::as_of as fn(&mut Self, &Node)),
            ("packs", Self::packs),
            ("currency", Self::currency),
            ("rates", Self::rates),
            ("draft", Self::draft),
        ] {
            if let Some(entry) = given.get(key) {
                let before = self.found.len();
                read(self, &entry.value);
                if self.found.len() > before {
                    self.header.misread.push(key);
                }
            }
        }
    }

    fn name(&mut self, entry: &Entry) {
        match keys::text(&entry.value) {
            // A name in a block of text ends in a line end, which no heading can hold.
            Some(text) => self.header.name = text.split_whitespace().collect::<Vec<_>>().join(" "),
            None if matches!(entry.value.data, Data::List(_) | Data::Map(_)) => {
                let place = self.place(entry.value.span);
                self.found.push(mistakes::wrong_shape("`profile`", "the name of the company", &entry.value, place));
            }
            None => self.found.push(mistakes::no_name(keys::place(self.source, entry), self.header.form)),
        }
    }

    fn as_of(&mut self, node: &Node) {
        let place = self.place(node.span);
        match keys::text(node).map(read_date) {
            Some(Ok(date)) => {
                self.header.as_of = Some(date);
                self.header.lines.as_of = Some(place);
            }
            Some(Err(misread)) => self.found.push(mistakes::misread(misread, place, "the day of assessment")),
            None if matches!(node.data, Data::Null) => {}
            None => self.found.push(mistakes::wrong_shape("`as-of`", "a date", node, place)),
        }
    }

    fn packs(&mut self, node: &Node) {
        let Some(items) = keys::items(node) else {
            self.found.push(mistakes::wrong_shape("`packs`", "a list of packs", node, self.place(node.span)));
            return;
        };
        for item in items {
            let place = self.place(item.span);
            let Some(text) = keys::text(item) else {
                self.found.push(mistakes::wrong_shape("each of `packs`", "the id of a pack", item, place));
                continue;
            };
            let earlier = self.header.packs.iter().find(|pack| pack.node == text).map(|pack| pack.span);
            match earlier {
                Some(earlier) => self.found.push(mistakes::pack_twice(text, self.place(earlier), place)),
                // A list of thousands would be slow to compare; nobody has so many packs.
                None if self.header.packs.len() >= 1000 => {
                    self.found.push(mistakes::too_many_packs(place));
                    return;
                }
                None => {
                    self.header.packs.push(Spanned::new(text.to_owned(), item.span));
                    self.header.lines.packs.insert(text.to_owned(), place);
                }
            }
        }
    }

    fn currency(&mut self, node: &Node) {
        match keys::text(node) {
            Some(text) if is_currency(text) => self.header.currency = Some(text.to_owned()),
            Some(text) => self.found.push(mistakes::no_currency_code(text, self.place(node.span))),
            None if matches!(node.data, Data::Null) => {}
            None => {
                self.found.push(mistakes::wrong_shape("`currency`", "one currency code", node, self.place(node.span)))
            }
        }
    }

    fn rates(&mut self, node: &Node) {
        let Some(entries) = node.entries() else {
            self.found.push(mistakes::rates_form(node, self.place(node.span), self.header.form));
            return;
        };
        self.header.lines.rates = Some(self.place(node.span));
        // The pair in alphabetic order, with where it was stated.
        let mut stated: BTreeMap<(String, String), Span> = BTreeMap::new();
        for entry in entries {
            let from = entry.key.node.as_str();
            if !is_currency(from) {
                self.found.push(mistakes::no_currency_code(from, self.place(entry.key.span)));
                continue;
            }
            let place = self.place(entry.value.span);
            let Some(text) = keys::text(&entry.value) else {
                let place = keys::place(self.source, entry);
                self.found.push(mistakes::rate_form(&format!("the rate of {from}"), &entry.value, place));
                continue;
            };
            let worth = match read_value(text, &Type::plain(Kind::Money), None) {
                Ok(Value::Money(worth)) => worth,
                Ok(_) => continue,
                Err(misread) => {
                    self.found.push(mistakes::rate_misread(misread, place));
                    continue;
                }
            };
            if worth.currency == from {
                self.found.push(mistakes::rate_to_itself(from, place));
            } else if worth.amount <= Decimal::ZERO {
                self.found.push(mistakes::rate_of_nothing(from, place));
            } else {
                let (low, high) = if from < worth.currency.as_str() {
                    (from.to_owned(), worth.currency.clone())
                } else {
                    (worth.currency.clone(), from.to_owned())
                };
                let whole = keys::place(self.source, entry);
                let earlier = stated.get(&(low.clone(), high.clone())).copied();
                match earlier {
                    Some(earlier) => {
                        self.found.push(mistakes::rate_twice(from, &worth.currency, self.place(earlier), whole));
                    }
                    None => {
                        stated.insert((low, high), whole.span);
                        let one = Money { currency: from.to_owned(), amount: Decimal::ONE };
                        match self.header.rates.convert(&one, &worth.currency) {
                            Ok(other) if differ(other, worth.amount) => {
                                self.found.push(mistakes::rate_against_others(from, &worth, other, whole));
                            }
                            _ => self.header.rates.add(from.to_owned(), worth),
                        }
                    }
                }
            }
        }
    }

    fn draft(&mut self, node: &Node) {
        let Some(entries) = node.entries() else {
            self.found.push(mistakes::draft_form(node, self.place(node.span)));
            return;
        };
        let mut guesses = Guesses::new();
        let mut status_meant = false;
        let stray = |entry: &Entry| {
            let near = guesses.nearest(&entry.key.node, ["status", "terms"]);
            status_meant |= near == Some("status");
            mistakes::unknown_draft_key(Place::new(self.source, entry.key.span), &entry.key.node, near)
        };
        let given = keys::known(self.source, entries, &["status", "terms"], stray, self.found);
        let status = given.get("status").filter(|entry| !matches!(entry.value.data, Data::Null));
        let terms = given.get("terms").filter(|entry| !matches!(entry.value.entries(), Some([])));
        let Some(status) = status else {
            if let Some(terms) = terms
                && !status_meant
            {
                self.found.push(mistakes::no_status(self.place(terms.key.span)));
            }
            return;
        };
        let place = self.place(status.value.span);
        self.header.draft = match keys::text(&status.value) {
            Some("none") => DraftStatus::None,
            Some("partial") => DraftStatus::Partial,
            Some("reviewed") => DraftStatus::Reviewed,
            _ => {
                self.found.push(mistakes::bad_status(self.source.slice(status.value.span), place));
                return;
            }
        };
        self.header.lines.draft = Some(place.clone());
        if let (DraftStatus::None, Some(terms)) = (self.header.draft, terms) {
            self.found.push(mistakes::terms_without_draft(place, self.place(terms.key.span)));
        }
    }
}

/// Whether two rates are further apart than rounding explains: by more than two percent.
fn differ(one: Decimal, other: Decimal) -> bool {
    let most = one.max(other).checked_mul(Decimal::new(2, 2));
    most.is_some_and(|most| (one - other).abs() > most)
}
