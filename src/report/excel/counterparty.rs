//! The tables that the other side gets.

use crate::report::commonmark::plain;
use crate::report::issues::Issues;
use crate::report::markdown::Markdown;

use super::{Column, ColumnKind, Table};

/// What can become of a point, in a list that both sides work in.
pub const STATUSES: &[&str] = &["Open", "Agreed", "Agreed in part", "Refused", "Parked", "Withdrawn"];

fn column(title: &str, width: u16, kind: ColumnKind) -> Column {
    Column { title: title.to_owned(), width, kind }
}

/// The list of issues, with room for what the other side answers.
pub fn issues_table(view: &Issues) -> Table {
    let columns = vec![
        column("No.", 5, ColumnKind::Text),
        column("Ref", 7, ColumnKind::Text),
        column("Topic", 24, ColumnKind::Text),
        column("Clause", 24, ColumnKind::Text),
        column("Issue: the draft says", 28, ColumnKind::Text),
        column(&format!("Proposal of {}", view.company), 44, ColumnKind::Text),
        column("Proposed wording", 52, ColumnKind::Text),
        column(&format!("Response of {}", view.vendor), 36, ColumnKind::Blank),
        column("Status", 14, ColumnKind::Choice(STATUSES)),
        column("Owner", 16, ColumnKind::Blank),
        column("Due", 12, ColumnKind::Blank),
    ];
    let row = |issue: &crate::report::issues::Issue| {
        let wording: Vec<&str> = issue.wording.iter().map(Markdown::as_str).collect();
        vec![
            issue.number.to_string(),
            issue.reference.clone(),
            issue.topic.clone(),
            issue.clause.clone(),
            issue.draft.clone(),
            plain(issue.proposal.as_str()),
            plain(&wording.join("\n")),
            String::new(),
            "Open".to_owned(),
            String::new(),
            String::new(),
        ]
    };
    Table { name: "Issues", columns, rows: view.issues.iter().map(row).collect() }
}

/// The questions, with room for the answers.
pub fn questions_table(view: &Issues) -> Table {
    let columns = vec![
        column("No.", 5, ColumnKind::Text),
        column("Ref", 7, ColumnKind::Text),
        column("Topic", 30, ColumnKind::Text),
        column("Question", 70, ColumnKind::Text),
        column(&format!("Answer of {}", view.vendor), 60, ColumnKind::Blank),
    ];
    let row = |question: &crate::report::issues::VendorQuestion| {
        vec![
            question.number.to_string(),
            question.reference.clone(),
            question.topic.clone().unwrap_or_default(),
            plain(question.question.as_str()),
            String::new(),
        ]
    };
    Table { name: "Questions", columns, rows: view.questions.iter().map(row).collect() }
}
