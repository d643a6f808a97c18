//! What the documents of a pack are about, so that what comes back is known.

use crate::assess::Assessment;
use crate::profile::Profile;
use crate::record::{Kind, Known};
use crate::report::commonmark::plain;
use crate::report::issues::{issues, rules_by_reference};
use crate::report::words::Reader;
use crate::rulebook::Rulebook;

/// The points and questions of the lists, then what else the checklist has, in the order
/// of these documents.
pub fn known(rulebook: &Rulebook, profile: &Profile, assessment: &Assessment) -> Vec<Known> {
    let reader = Reader::new(rulebook, profile, assessment);
    let rules = rules_by_reference(rulebook);
    let lists = issues(rulebook, profile, assessment);
    let listed = |reference: &str, kind: Kind| {
        let rule = rules.get(reference)?;
        let title = reader.title(rule);
        Some(Known { id: rule.id.clone(), reference: reference.to_owned(), kind, title })
    };
    let points = lists.issues.iter().filter_map(|issue| listed(&issue.reference, Kind::Issue));
    let questions = lists.questions.iter().filter_map(|question| listed(&question.reference, Kind::Question));
    let (phases, _) = reader.phases();
    let tasks = phases.iter().flat_map(|phase| &phase.tasks).map(|task| Known {
        id: task.id.clone(),
        reference: String::new(),
        kind: Kind::Task,
        title: plain(task.title.as_str()).trim_end_matches('.').to_owned(),
    });
    points.chain(questions).chain(tasks).collect()
}
