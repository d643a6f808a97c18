//! The frozen view of the other side for machines, `proviso.issues/1`: a copy with names of
//! its own.

use std::collections::BTreeMap;

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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    added_issues: Vec<Added<'a>>,
    questions: Vec<Question<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    added_questions: Vec<Added<'a>>,
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
    #[serde(flatten)]
    filled: Filled<'a>,
}

/// What people have filled in so far, as it was written; days read year-month-day.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Filled<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    response: &'a str,
    status: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    owner: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    due: &'a str,
}

impl<'a> Filled<'a> {
    fn of(filled: &'a super::Filled) -> Self {
        let cells = &filled.plain;
        Self { response: &cells.response, status: &cells.status, owner: &cells.owner, due: &cells.due }
    }
}

/// A row that people added, by the heads of its columns.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Added<'a> {
    number: usize,
    reference: &'a str,
    cells: &'a BTreeMap<String, String>,
    #[serde(flatten)]
    filled: Filled<'a>,
}

impl<'a> Added<'a> {
    fn of(added: &'a super::Added) -> Self {
        Self {
            number: added.number,
            reference: &added.reference,
            cells: &added.cells,
            filled: Filled::of(&added.filled),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Question<'a> {
    number: usize,
    reference: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    topic: Option<&'a str>,
    question: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    response: &'a str,
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
            filled: Filled::of(&issue.filled),
        };
        let question = |question: &'a super::VendorQuestion| Question {
            number: question.number,
            reference: &question.reference,
            topic: question.topic.as_deref(),
            question: question.question.as_str(),
            response: &question.filled.plain.response,
        };
        Self {
            schema: SCHEMA,
            company: &view.company,
            vendor: &view.vendor,
            packs: &view.packs,
            as_of: &view.day,
            issues: view.issues.iter().map(issue).collect(),
            added_issues: view.added_issues.iter().map(Added::of).collect(),
            questions: view.questions.iter().map(question).collect(),
            added_questions: view.added_questions.iter().map(Added::of).collect(),
        }
    }
}

/// The list of issues and the questions as JSON; texts are Markdown.
pub fn issues_json(view: &Issues) -> String {
    // Names and texts alone: writing them does not fail.
    serde_json::to_string_pretty(&Document::of(view)).unwrap_or_default() + "\n"
}
