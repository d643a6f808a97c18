//! Facts that many positions rest on: named once, and by a letter after that.

use std::cmp::Reverse;

use serde::Serialize;

use crate::assess::finding::{Outcome, Part, Truth};
use crate::report::words::{Clause, Reader};
use crate::rulebook::advice::Body;

/// A fact that several positions apply by.
#[derive(Clone, Debug, Serialize)]
pub struct CommonFact {
    /// Its letter.
    pub letter: String,
    /// The fact: "Criticality: Business-critical (at least Business-critical)".
    pub text: String,
    /// Where the profile says so.
    pub place: Option<String>,
}

/// Named so often, a fact gets a letter.
const OFTEN: usize = 4;

impl Reader<'_> {
    /// The facts named most, most frequent first; no more than there are letters.
    pub(super) fn common_facts(&self) -> Vec<CommonFact> {
        let mut facts: Vec<(Clause, usize)> = Vec::new();
        for (finding, rule) in self.ranked() {
            let settled = matches!(finding.decided(), Some(Outcome::Preferred | Outcome::NotApplicable));
            if settled || !matches!(rule.body, Body::Redline(_)) {
                continue;
            }
            let decided = finding.decided().is_some();
            let counts = |part, truth| part != Part::Done && (decided || truth != Truth::Unknown);
            for fact in self.facts_behind(finding, counts) {
                match facts.iter_mut().find(|(known, _)| *known == fact) {
                    Some((_, count)) => *count += 1,
                    None => facts.push((fact, 1)),
                }
            }
        }
        facts.retain(|(_, count)| *count >= OFTEN);
        facts.sort_by_key(|(_, count)| Reverse(*count));
        let letters = 'A'..='Z';
        let named = letters.zip(facts).map(|(letter, (fact, _))| CommonFact {
            letter: letter.to_string(),
            text: fact.text,
            place: fact.place,
        });
        named.collect()
    }
}
