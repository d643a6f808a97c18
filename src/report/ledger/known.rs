//! What the documents of a pack are about, so that what comes back is known.

use std::collections::BTreeSet;

use crate::assess::Assessment;
use crate::assess::finding::{Finding, KnownBy, Outcome};
use crate::profile::Profile;
use crate::record::{Kind, Known};
use crate::report::commonmark::plain;
use crate::report::issues::{asked_and_met, rules_by_reference};
use crate::report::words::Reader;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, Body};

/// The points and questions of the lists, then what else the checklist has, in the order
/// of these documents; last what is settled and was perhaps in one of them.
pub fn known(rulebook: &Rulebook, profile: &Profile, assessment: &Assessment) -> Vec<Known> {
    let reader = Reader::new(rulebook, profile, assessment);
    let rules = rules_by_reference(rulebook);
    let lists = asked_and_met(rulebook, profile, assessment);
    let listed = |reference: &str, kind: Kind, settled: &str| {
        let rule = rules.get(reference)?;
        let title = reader.title(rule);
        let settled = settled.to_owned();
        Some(Known { id: rule.id.clone(), reference: reference.to_owned(), kind, title, settled })
    };
    let points = lists.issues.iter().filter_map(|issue| {
        let settled = if issue.met { MET } else { "" };
        listed(&issue.reference, Kind::Issue, settled)
    });
    let questions = lists.questions.iter().filter_map(|question| listed(&question.reference, Kind::Question, ""));
    let (phases, _) = reader.phases();
    let tasks = phases.iter().flat_map(|phase| &phase.tasks).map(|task| Known {
        id: task.id.clone(),
        reference: String::new(),
        kind: Kind::Task,
        title: plain(task.title.as_str()).trim_end_matches('.').to_owned(),
        settled: String::new(),
    });
    let mut known: Vec<Known> = points.chain(questions).chain(tasks).collect();
    let told: BTreeSet<String> = known.iter().map(|one| one.id.clone()).collect();
    known.extend(settled(&reader).into_iter().filter(|one| !told.contains(&one.id)));
    known
}

const MET: &str = "the draft has what was asked for";

/// What nobody has to do anything about any more, though it applies.
fn settled(reader: &Reader<'_>) -> Vec<Known> {
    let known = |id: String, title: String, settled: &str| Known {
        id,
        reference: String::new(),
        kind: Kind::Task,
        title,
        settled: settled.to_owned(),
    };
    let rules = reader.ranked().into_iter().filter_map(|(finding, rule)| {
        let why = why_settled(finding, rule)?;
        Some(known(rule.id.clone(), reader.title(rule), why))
    });
    let names = reader.assessment.known.iter().zip(&reader.book.names);
    let answered = names.filter(|(known, _)| known.by == KnownBy::Profile && known.possible.single().is_some());
    let facts = answered.map(|(_, name)| known(format!("fact/{}", name.id), name.title.clone(), "answered"));
    rules.chain(facts).collect()
}

fn why_settled(finding: &Finding, rule: &Advice) -> Option<&'static str> {
    match (&rule.body, finding.decided()) {
        (_, Some(Outcome::NotApplicable | Outcome::NotNeeded)) => None,
        _ if finding.is_waived() => Some("waived for now"),
        (Body::Question { .. }, Some(Outcome::Answered)) => Some("answered"),
        (Body::Mitigation { .. }, Some(Outcome::InPlace)) => Some("seen to"),
        _ => None,
    }
}
