//! The frozen view of the other side for machines, `proviso.issues/1`: a copy with names of
//! its own.

use serde::Serialize;

use crate::report::markdown::{Markdown, escape};

use super::{Added, Issues};

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
    #[serde(flatten)]
    filled: Filled<'a>,
    /// Whether people added the row.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    added_by_hand: bool,
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
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    added_by_hand: bool,
}

impl<'a> Issue<'a> {
    fn of(issue: &'a super::Issue) -> Self {
        Self {
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
            added_by_hand: false,
        }
    }

    fn added(row: &'a Added) -> Self {
        Self {
            number: row.number,
            reference: &row.reference,
            topic: row.topic.as_str(),
            clause: row.clause.as_str(),
            draft: row.draft.as_str(),
            proposal: row.proposal.as_str(),
            wording: row.cells.get("Proposed wording").map(|text| escape(text)),
            sources: None,
            filled: Filled::of(&row.filled),
            added_by_hand: true,
        }
    }
}

impl<'a> Question<'a> {
    fn of(question: &'a super::VendorQuestion) -> Self {
        Self {
            number: question.number,
            reference: &question.reference,
            topic: question.topic.as_deref(),
            question: question.question.as_str(),
            response: &question.filled.plain.response,
            added_by_hand: false,
        }
    }

    fn added(row: &'a Added) -> Self {
        Self {
            number: row.number,
            reference: &row.reference,
            topic: Some(row.topic.as_str()).filter(|topic| !topic.is_empty()),
            question: row.question.as_str(),
            response: &row.filled.plain.response,
            added_by_hand: true,
        }
    }
}

impl<'a> Document<'a> {
    fn of(view: &'a Issues) -> Self {
        let own_questions = view.added_questions.iter();
        Self {
            schema: SCHEMA,
            company: &view.company,
            vendor: &view.vendor,
            packs: &view.packs,
            as_of: &view.day,
            issues: view.issues.iter().map(Issue::of).chain(view.added_issues.iter().map(Issue::added)).collect(),
            questions: view.questions.iter().map(Question::of).chain(own_questions.map(Question::added)).collect(),
        }
    }
}

/// The list of issues and the questions as JSON; texts are Markdown. Rows that people added
/// stand after the others.
pub fn issues_json(view: &Issues) -> String {
    // Names and texts alone: writing them does not fail.
    serde_json::to_string_pretty(&Document::of(view)).unwrap_or_default() + "\n"
}
