//! What a test assumes → [`Profile`]: its values are read exactly as a profile's are.

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Label, Level};
use crate::intake::{Data, Entry, Node, yaml};
use crate::profile::{self, Profile};
use crate::rulebook::Rulebook;
use crate::rulebook::test::{Subject, Test};
use crate::source::{Place, Source, Span, Spanned};

use super::expected;

/// The profile that a test describes. Where the test gives no day, `otherwise` is the day.
///
/// # Errors
/// What is wrong with the values, each at its place in the rule file.
pub(super) fn profile(rulebook: &Rulebook, test: &Test, otherwise: Date) -> Result<Profile, Vec<Diagnostic>> {
    let source = &test.place.source;
    let mut found = Vec::new();
    let node = nodes(rulebook, test, &mut found);
    let header = profile::header(source, &node, &mut found);
    let as_of = header.as_of.is_none().then_some(otherwise);
    let read = profile::read(source, &node, &header, rulebook, as_of, &mut found);
    expected::check(rulebook, test, &header, &mut found);
    for found in &mut found {
        // A test has no head in which a currency could stand.
        found.help.retain(|advice| !advice.contains("at the top"));
    }
    let holds = found.iter().all(|found| found.level != Level::Error);
    read.filter(|_| holds).ok_or(found)
}

/// Whether a test says on which day it plays.
pub(super) fn has_day(test: &Test) -> bool {
    test.givens.iter().any(|given| given.subject == Subject::AsOf)
}

fn nodes(rulebook: &Rulebook, test: &Test, found: &mut Vec<Diagnostic>) -> Node {
    let source = &test.place.source;
    let title = test.place.span;
    let mut top = vec![entry("profile", title, text(&test.title, title))];
    let (mut facts, mut terms, mut done) = (Vec::new(), Vec::new(), Vec::new());
    let mut status = text("partial", title);
    for given in &test.givens {
        let value = match value(source, &given.value) {
            Ok(value) => value,
            Err(wrong) => {
                found.extend(wrong);
                continue;
            }
        };
        match given.subject {
            Subject::AsOf => top.push(entry("as-of", given.span, value)),
            Subject::Rates => top.push(entry("rates", given.span, value)),
            Subject::Draft => status = value,
            Subject::Done => match value.data {
                Data::List(items) => done.extend(items),
                _ => done.push(value),
            },
            Subject::Name(id) => {
                let name = rulebook.name(id);
                let into = if name.term().is_some() { &mut terms } else { &mut facts };
                into.push(entry(&name.id, given.span, value));
            }
        }
    }
    let map = |entries| Node { data: Data::Map(entries), span: title };
    top.push(entry("facts", title, map(facts)));
    let draft = vec![entry("status", title, status), entry("terms", title, map(terms))];
    top.push(entry("draft", title, map(draft)));
    top.push(entry("done", title, Node { data: Data::List(done), span: title }));
    map(top)
}

fn entry(key: &str, span: Span, value: Node) -> Entry {
    Entry { key: Spanned::new(key.to_owned(), span), value }
}

fn text(text: &str, span: Span) -> Node {
    Node { data: Data::Scalar { text: text.to_owned(), quoted: true }, span }
}

/// A value as it would be read from a profile, with its places in the rule file.
pub(super) fn value(source: &Source, written: &Spanned<String>) -> Result<Node, Vec<Diagnostic>> {
    let at = written.span.start;
    let alone = Source::new(source.name(), written.node.as_str());
    match yaml(&alone) {
        Ok(mut node) => {
            shift(&mut node, at);
            Ok(node)
        }
        Err(mut found) => {
            let labels = found.iter_mut().flat_map(|found| &mut found.labels);
            for Label { place, .. } in labels {
                *place = Place::new(source, shifted(place.span, at));
            }
            Err(found)
        }
    }
}

fn shift(node: &mut Node, by: u32) {
    node.span = shifted(node.span, by);
    match &mut node.data {
        Data::Null | Data::Scalar { .. } => {}
        Data::List(items) => items.iter_mut().for_each(|item| shift(item, by)),
        Data::Map(entries) => {
            for entry in entries {
                entry.key.span = shifted(entry.key.span, by);
                shift(&mut entry.value, by);
            }
        }
    }
}

fn shifted(span: Span, by: u32) -> Span {
    Span { start: span.start.saturating_add(by), end: span.end.saturating_add(by) }
}
