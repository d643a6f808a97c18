//! Levers and conflicts: what can be used, and what pulls apart.

use serde::Serialize;

use crate::assess::finding::{Outcome, Truth};
use crate::report::markdown::Markdown;
use crate::report::words::{Reader, Slots, grades};
use crate::rulebook::advice::Body;

use super::entry::Entry;
use super::references::Reference;

/// Something the company can use, or may be able to.
#[derive(Clone, Debug, Serialize)]
pub struct Lever {
    /// The id of the rule.
    pub id: String,
    /// Its title and who uses it.
    #[serde(flatten)]
    pub entry: Entry,
    /// How to use it.
    pub play: Markdown,
    /// What it costs.
    pub give: Option<Markdown>,
    /// What it may bring.
    pub get: Option<Markdown>,
    /// Why it is there.
    pub because: Vec<Reference>,
}

/// A lever with what it weighs in the exchange.
#[derive(Clone, Debug, Serialize)]
pub struct Played {
    /// What it is, and how to use it.
    #[serde(flatten)]
    pub lever: Lever,
    /// When to play it, what it costs and weighs, and for what: a few words each.
    pub marks: Vec<String>,
}

/// Two aims that pull apart, or may.
#[derive(Clone, Debug, Serialize)]
pub struct Conflict {
    /// Its title and who decides.
    #[serde(flatten)]
    pub entry: Entry,
    /// The titles of the two.
    pub between: Vec<String>,
    /// How to weigh them.
    pub weigh: Markdown,
    /// How bad.
    pub severity: String,
}

impl Reader<'_> {
    /// Levers that are there, then those that may be.
    pub(super) fn levers(&self) -> Vec<Lever> {
        let inline = |text| self.inline(text, Slots::default());
        let levers = self.due(Outcome::Available).filter_map(|(finding, rule)| match &rule.body {
            Body::Lever { play, give, get } => Some(Lever {
                id: rule.id.clone(),
                entry: self.entry(finding, rule),
                play: inline(play),
                give: give.as_ref().map(inline),
                get: get.as_ref().map(inline),
                because: self.references(finding, |_, truth| truth != Truth::Unknown),
            }),
            _ => None,
        });
        let mut levers: Vec<Lever> = levers.collect();
        levers.sort_by_key(|lever| !lever.entry.depends_on.is_empty());
        levers
    }

    pub(super) fn conflicts(&self) -> Vec<Conflict> {
        let conflicts = self.due(Outcome::Live).filter_map(|(finding, rule)| match &rule.body {
            Body::Conflict { between: (one, other), weigh } => Some(Conflict {
                entry: self.entry(finding, rule),
                between: self.titles_of(&[*one, *other]),
                weigh: self.inline(weigh, Slots::default()),
                severity: grades::severity(&finding.severity),
            }),
            _ => None,
        });
        conflicts.collect()
    }
}
