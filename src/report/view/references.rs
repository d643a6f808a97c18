//! What a line rests on: places in the profile, in the rules and in sources.

use serde::Serialize;

use crate::assess::finding::{Finding, Part, Truth};
use crate::report::words::{Cited, Reader};
use crate::rulebook::advice::Advice;
use crate::rulebook::vocabulary::Citation;

/// What something rests on.
#[derive(Clone, Debug, Serialize)]
pub struct Rests {
    /// "Guide, “Section”, August 2025".
    pub on: Vec<Reference>,
    /// What is to be said of all of them: "older than its review period".
    pub remark: Option<String>,
}

/// A clause of a sentence, and what it points to.
#[derive(Clone, Debug, Serialize)]
pub struct Reference {
    /// The words.
    pub text: String,
    /// Where the profile says so.
    pub place: Option<String>,
    /// Whether it rests on something older than its review period.
    pub stale: bool,
}

impl Reader<'_> {
    /// Facts behind a finding, each with where the profile says so.
    pub(super) fn references(&self, finding: &Finding, of: impl Fn(Part, Truth) -> bool) -> Vec<Reference> {
        let clauses = self.facts_behind(finding, of);
        clauses.into_iter().map(|clause| Reference { text: clause.text, place: clause.place, stale: false }).collect()
    }

    /// Sources, each once with all its sections.
    pub(super) fn rests_on(&self, citations: &[Citation]) -> Rests {
        let cited = self.cited(citations);
        let mut sources: Vec<(&Cited, Vec<String>)> = Vec::new();
        for one in &cited {
            let section = one.section.as_ref().map(|section| format!("“{section}”"));
            match sources.iter_mut().find(|(known, _)| known.id == one.id) {
                Some((_, sections)) => sections.extend(section),
                None => sources.push((one, section.into_iter().collect())),
            }
        }
        let all_stale = sources.iter().all(|(one, _)| one.stale) && !sources.is_empty();
        let remark = match sources.len() {
            1 => "older than its review period",
            2 => "both older than their review period",
            _ => "all older than their review period",
        };
        let words = |(one, sections): (&Cited, Vec<String>)| {
            let parts: Vec<&str> =
                std::iter::once(&*one.title).chain(sections.iter().map(String::as_str)).chain([&*one.month]).collect();
            Reference { text: parts.join(", "), place: None, stale: one.stale && !all_stale }
        };
        let on = sources.into_iter().map(words).collect();
        Rests { on, remark: all_stale.then(|| remark.to_owned()) }
    }
}

/// Where a rule stands, by its label in documents.
pub(super) fn rule_line(rule: &Advice) -> String {
    format!("{}:{}", rule.place.source.label(), rule.place.position().line)
}
