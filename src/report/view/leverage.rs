//! Levers and conflicts: what can be used, and what pulls apart.

use serde::Serialize;

use crate::assess::finding::{Outcome, Truth};
use crate::report::markdown::Markdown;
use crate::report::words::{Reader, Slots};
use crate::rulebook::advice::Body;

use super::points::severity_words;
use super::references::{Reference, Rests};
use super::risks::is_due;

/// Something the company can use.
#[derive(Clone, Debug, Serialize)]
pub struct Lever {
    /// Its title.
    pub title: String,
    /// How to use it.
    pub play: Markdown,
    /// What it costs.
    pub give: Option<Markdown>,
    /// What it may bring.
    pub get: Option<Markdown>,
    /// Who uses it.
    pub owner: Option<String>,
    /// Why it is there.
    pub because: Vec<Reference>,
    /// What decides whether it is there, where that is open.
    pub depends_on: Vec<String>,
    /// What it rests on.
    pub sources: Rests,
}

/// Two aims that pull apart.
#[derive(Clone, Debug, Serialize)]
pub struct Conflict {
    /// Its title.
    pub title: String,
    /// The titles of the two.
    pub between: Vec<String>,
    /// How to weigh them.
    pub weigh: Markdown,
    /// How bad.
    pub severity: String,
    /// Who decides.
    pub owner: Option<String>,
    /// What decides whether they pull apart, where that is open.
    pub depends_on: Vec<String>,
    /// What it rests on.
    pub sources: Rests,
}

impl Reader<'_> {
    /// Levers that are there, then those that may be.
    pub(super) fn levers(&self) -> Vec<Lever> {
        let mut levers = Vec::new();
        for (finding, rule) in self.ranked() {
            let Body::Lever { play, give, get } = &rule.body else { continue };
            if !is_due(finding, Outcome::Available) {
                continue;
            }
            let inline = |text| self.inline(text, Slots::default());
            levers.push(Lever {
                title: self.title(rule),
                play: inline(play),
                give: give.as_ref().map(inline),
                get: get.as_ref().map(inline),
                owner: self.owner(finding),
                because: self.references(finding, |_, truth| truth != Truth::Unknown),
                depends_on: self.name_titles(&finding.waits_for),
                sources: self.rests_on(&rule.citations),
            });
        }
        levers.sort_by_key(|lever| !lever.depends_on.is_empty());
        levers
    }

    pub(super) fn conflicts(&self) -> Vec<Conflict> {
        let mut conflicts = Vec::new();
        for (finding, rule) in self.ranked() {
            let Body::Conflict { between: (one, other), weigh } = &rule.body else { continue };
            if !is_due(finding, Outcome::Live) {
                continue;
            }
            conflicts.push(Conflict {
                title: self.title(rule),
                between: self.titles_of(&[*one, *other]),
                weigh: self.inline(weigh, Slots::default()),
                severity: severity_words(&finding.severity.could_be),
                owner: self.owner(finding),
                depends_on: if finding.decided().is_some() { Vec::new() } else { self.name_titles(&finding.waits_for) },
                sources: self.rests_on(&rule.citations),
            });
        }
        conflicts
    }
}
