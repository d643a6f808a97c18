//! What all entries of a list say of their rule: measures, questions, levers, conflicts.

use serde::Serialize;

use crate::assess::finding::{Finding, Outcome};
use crate::report::words::Reader;
use crate::rulebook::advice::Advice;

use super::references::Rests;

/// A rule in a list.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// Its title.
    pub title: String,
    /// Who sees to it.
    pub owner: Option<String>,
    /// What decides whether it matters here, where that is open.
    pub depends_on: Vec<String>,
    /// What it rests on.
    pub sources: Rests,
}

impl<'a> Reader<'a> {
    /// The rules that have come, or may still come, to an outcome, worst first.
    pub(super) fn due(&self, outcome: Outcome) -> impl Iterator<Item = (&'a Finding, &'a Advice)> {
        self.ranked().into_iter().filter(move |(finding, _)| is_due(finding, outcome))
    }

    pub(super) fn entry(&self, finding: &Finding, rule: &Advice) -> Entry {
        Entry {
            title: self.title(rule),
            owner: self.owner(finding),
            depends_on: self.name_titles(&finding.waits_for),
            sources: self.rests_on(&rule.citations),
        }
    }
}

/// Whether a finding is, or may still be, this.
pub(super) fn is_due(finding: &Finding, outcome: Outcome) -> bool {
    finding.could_be.contains(&outcome)
}
