//! A profile in one row: names stand beside `profile` and `as-of`, facts and terms alike,
//! as columns of a table do.

use std::collections::BTreeSet;

use crate::intake::{Data, Entry, Node};
use crate::rulebook::Rulebook;
use crate::rulebook::vocabulary::Role;
use crate::source::{Source, Span, Spanned};

use super::header::{KEYS, header};

/// The same as a profile of blocks: what is no key of a profile is a fact, or a term where
/// the rules say so. A row may have blocks of its own (`facts`, `draft`) and names beside
/// them; `draft` may be the status alone, and without it a row with terms has a draft that
/// was read in part.
///
/// ```
/// use std::collections::BTreeSet;
/// use proviso::{intake::yaml, profile::unfolded, source::Source};
/// let row = yaml(&Source::new("row", "{profile: Northwind, company.size: 12, exit.notice: 30 days}")).unwrap();
/// let profile = unfolded(&row, &BTreeSet::from(["exit.notice"]));
/// assert!(profile.get("facts").unwrap().get("company.size").is_some());
/// assert!(profile.get("draft").unwrap().get("terms").unwrap().get("exit.notice").is_some());
/// ```
pub fn unfolded(row: &Node, terms: &BTreeSet<&str>) -> Node {
    let Some(entries) = row.entries() else { return row.clone() };
    let is_term = |name: &str| terms.contains(name);
    let mut whole: Vec<Entry> = Vec::new();
    let (mut facts, mut terms) = (Vec::new(), Vec::new());
    // What is said of the draft besides its terms; nothing where it is not mentioned.
    let mut draft: Option<Vec<Entry>> = None;
    for entry in entries {
        let key = entry.key.node.as_str();
        match &entry.value.data {
            Data::Map(inner) if key == "facts" => facts.extend(inner.iter().cloned()),
            Data::Map(inner) if key == "draft" && draft.is_none() => {
                let (own, others): (Vec<_>, Vec<_>) = inner.iter().cloned().partition(is_terms);
                terms.extend(own.into_iter().flat_map(|own| own.value.entries().unwrap_or_default().to_vec()));
                draft = Some(others);
            }
            Data::Scalar { .. } if key == "draft" && draft.is_none() => {
                draft = Some(vec![named("status", entry.key.span, entry.value.clone())]);
            }
            _ if KEYS.contains(&key) => whole.push(entry.clone()),
            _ if is_term(key) => terms.push(entry.clone()),
            _ => facts.push(entry.clone()),
        }
    }
    whole.push(named("facts", row.span, block(facts, row.span)));
    if draft.is_some() || !terms.is_empty() {
        let mut draft = draft.unwrap_or_else(|| vec![named("status", row.span, text("partial", row.span))]);
        draft.push(named("terms", row.span, block(terms, row.span)));
        whole.push(named("draft", row.span, block(draft, row.span)));
    }
    block(whole, row.span)
}

/// Whether it is the block of terms of a draft.
fn is_terms(entry: &Entry) -> bool {
    entry.key.node == "terms" && matches!(entry.value.data, Data::Map(_))
}

/// The names of all terms.
pub fn term_names(rulebook: &Rulebook) -> BTreeSet<&str> {
    let terms = rulebook.names().filter(|(_, name)| matches!(name.role, Role::Term(_)));
    terms.map(|(_, name)| name.id.as_str()).collect()
}

/// The packs that a row names, before there are rules to read it by.
pub fn packs_of(source: &Source, row: &Node) -> Vec<Spanned<String>> {
    let named = row.entries().unwrap_or_default().iter().filter(|entry| entry.key.node == "packs");
    let head = block(named.cloned().collect(), row.span);
    // What is wrong with the row is said when it is read.
    header(source, &head, &mut Vec::new()).packs
}

fn block(entries: Vec<Entry>, span: Span) -> Node {
    Node { data: Data::Map(entries), span }
}

fn text(text: &str, span: Span) -> Node {
    Node { data: Data::Scalar { text: text.to_owned(), quoted: false }, span }
}

fn named(key: &str, span: Span, value: Node) -> Entry {
    Entry { key: Spanned::new(key.to_owned(), span), value }
}
