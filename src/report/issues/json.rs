//! The frozen view of the other side for machines, `proviso.issues/1`: a copy with names of
//! its own.

use serde::Serialize;

use crate::report::markdown::Markdown;

use super::Issues;

/// The name of the form. Names and types under it are never changed or taken away; new ones
/// may be added.
pub const SCHEMA: &str = "proviso.issues/1";

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Document<'a> {
    schema: &'static str,
    company: &'a str,
    vendor: &'a str,
    packs: &'a [String],
    as_of: &'a str,
    issues: Vec<Issue<'a>>,
    questions: Vec<Question<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Issue<'a> {
    number: usize,
    reference: &'a str,
    topic: &'a str,
    clause: &'a str,
    draft: &'a str,
    proposal: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    wording: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sources: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Question<'a> {
    number: usize,
    reference: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    topic: Option<&'a str>,
    question: &'a str,
}

impl<'a> Document<'a> {
    fn of(view: &'a Issues) -> Self {
        let issue = |issue: &'a super::Issue| Issue {
            number: issue.number,
            reference: &issue.reference,
            topic: &issue.topic,
            clause: &issue.clause,
            draft: &issue.draft,
            proposal: issue.proposal.as_str(),
            wording: (!issue.wording.is_empty())
                .then(|| issue.wording.iter().map(Markdown::as_str).collect::<Vec<_>>().join("\n")),
            sources: issue.sources.as_deref(),
        };
        let question = |question: &'a super::VendorQuestion| Question {
            number: question.number,
            reference: &question.reference,
            topic: question.topic.as_deref(),
            question: question.question.as_str(),
        };
        Self {
            schema: SCHEMA,
            company: &view.company,
            vendor: &view.vendor,
            packs: &view.packs,
            as_of: &view.day,
            issues: view.issues.iter().map(issue).collect(),
            questions: view.questions.iter().map(question).collect(),
        }
    }
}

/// The list of issues and the questions as JSON; texts are Markdown.
pub fn issues_json(view: &Issues) -> String {
    // Names and texts alone: writing them does not fail.
    serde_json::to_string_pretty(&Document::of(view)).unwrap_or_default() + "\n"
}
