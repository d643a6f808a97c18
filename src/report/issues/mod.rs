//! The view of the other side: the list of issues and the questions. It is a type of its
//! own that holds nothing internal, filled by `outward.rs` alone.

mod filled;
mod json;
mod outward;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::assess::Assessment;
use crate::profile::Profile;
use crate::record::Lists;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::Advice;
use crate::value::show_date;

use super::markdown::Markdown;
use super::words::Reader;

pub use filled::{Added, Filled};
use outward::{Outward, Point};

pub use json::{SCHEMA, issues_json};

/// What is put to the other side. Each text is ready to print.
#[derive(Clone, Debug, Serialize)]
pub struct Issues {
    /// The company.
    pub company: String,
    /// Whom it is put to.
    pub vendor: String,
    /// What is negotiated.
    pub packs: Vec<String>,
    /// The day it speaks for: "21 November 2026".
    pub as_of: String,
    /// The same as year-month-day.
    pub day: String,
    /// The points, by phase and as the rules declare them.
    pub issues: Vec<Issue>,
    /// Whether a clause names the parties as its rules do, so that the list says who is who.
    pub names_parties: bool,
    /// Points that people added to the list.
    pub added_issues: Vec<Added>,
    /// The questions, in the same order.
    pub questions: Vec<VendorQuestion>,
    /// Questions that people added.
    pub added_questions: Vec<Added>,
}

/// A point that is put to the other side.
#[derive(Clone, Debug, Serialize)]
pub struct Issue {
    /// Its number in this list.
    pub number: usize,
    /// By which it is known from one list to the next.
    pub reference: String,
    /// What it belongs to; empty where the rules say nothing that may be read.
    pub topic: String,
    /// What is bargained over.
    pub clause: String,
    /// What the draft says.
    pub draft: String,
    /// What is asked for.
    pub proposal: Markdown,
    /// The clause that is offered, line by line.
    pub wording: Vec<Markdown>,
    /// What it rests on.
    pub sources: Option<String>,
    /// What people have filled in so far.
    pub filled: Filled,
    /// Whether the draft has what is asked for by now.
    #[serde(skip)]
    pub(in crate::report) met: bool,
}

/// A question that is put to the other side.
#[derive(Clone, Debug, Serialize)]
pub struct VendorQuestion {
    /// Its number in this list.
    pub number: usize,
    /// By which it is known from one list to the next.
    pub reference: String,
    /// What it belongs to, where the rules say so.
    pub topic: Option<String>,
    /// The question.
    pub question: Markdown,
    /// What people have filled in so far.
    pub filled: Filled,
}

/// Puts an assessment into words for the other side, with what people have filled into the
/// lists so far. A point that the draft has come to meet stays where they have.
pub fn issues(rulebook: &Rulebook, profile: &Profile, assessment: &Assessment, lists: &Lists) -> Issues {
    asked_and_met(rulebook, profile, assessment).with(lists)
}

/// All that can stand in the lists: what is asked for, what the draft has of it, and the
/// questions.
pub(super) fn asked_and_met(rulebook: &Rulebook, profile: &Profile, assessment: &Assessment) -> Issues {
    let outward = Outward::new(Reader::new(rulebook, profile, assessment));
    let references = References::of(rulebook);
    let issue = |(at, point): (usize, &Point<'_>)| {
        let redline = point.redline;
        let wording = redline.wording.as_ref().or(redline.preferred.wording.as_ref());
        Issue {
            number: at + 1,
            reference: references.of_rule(&point.rule.id),
            topic: outward.topic(point.rule).unwrap_or_default(),
            clause: outward.clause(redline),
            draft: outward.draft(redline),
            proposal: outward.text(&redline.propose, Some(redline)).inline(),
            wording: wording.map(|text| outward.text(text, Some(redline)).lines()).unwrap_or_default(),
            sources: outward.sources(&point.rule.citations),
            filled: Filled::default(),
            met: point.met,
        }
    };
    let question = |(at, rule): (usize, &&Advice)| VendorQuestion {
        number: at + 1,
        reference: references.of_rule(&rule.id),
        topic: outward.topic(rule),
        question: outward.text(&rule.title, None).inline(),
        filled: Filled::default(),
    };
    let issues: Vec<Issue> = outward.points().iter().enumerate().map(issue).collect();
    Issues {
        names_parties: issues.iter().flat_map(|issue| &issue.wording).any(|line| line.as_str().contains("Provider")),
        company: outward.company(),
        vendor: outward.vendor(),
        packs: outward.packs(),
        as_of: show_date(outward.as_of()),
        day: outward.as_of().to_string(),
        issues,
        added_issues: Vec::new(),
        questions: outward.questions().iter().enumerate().map(question).collect(),
        added_questions: Vec::new(),
    }
}

/// The rule that a reference in a list of issues stands for.
///
/// The reference is all that people see of a rule's id: a few signs of its hash, so that
/// the list says nothing of how the house names its positions.
pub fn rule_of<'r>(rulebook: &'r Rulebook, reference: &str) -> Option<&'r str> {
    let references = References::of(rulebook);
    let ids = rulebook.advice.iter().map(|rule| rule.id.as_str());
    ids.into_iter().find(|id| references.of_rule(id).eq_ignore_ascii_case(reference.trim()))
}

/// All rules by the references that lists know them by.
pub(super) fn rules_by_reference(rulebook: &Rulebook) -> BTreeMap<String, &Advice> {
    let references = References::of(rulebook);
    rulebook.advice.iter().map(|rule| (references.of_rule(&rule.id), rule)).collect()
}

/// References that differ for the rules of one rulebook.
struct References {
    signs: usize,
}

impl References {
    /// Four signs, or as many as tell all rules apart.
    fn of(rulebook: &Rulebook) -> Self {
        let hashes: Vec<String> = rulebook.advice.iter().map(|rule| hash(&rule.id)).collect();
        let differ = |signs: &usize| {
            let short: BTreeSet<&str> = hashes.iter().filter_map(|hash| hash.get(..*signs)).collect();
            short.len() == hashes.len()
        };
        Self { signs: (4..64).find(differ).unwrap_or(64) }
    }

    fn of_rule(&self, id: &str) -> String {
        hash(id).chars().take(self.signs).collect()
    }
}

/// Capitals and digits that nobody takes for one another.
fn hash(id: &str) -> String {
    const SIGNS: [char; 16] = ['2', '3', '4', '5', '6', '7', '8', '9', 'A', 'C', 'E', 'F', 'H', 'K', 'R', 'T'];
    let bytes = Sha256::digest(id);
    let signs = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    signs.filter_map(|at| SIGNS.get(usize::from(at))).collect()
}
