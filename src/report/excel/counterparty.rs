//! The tables that the other side gets.

use crate::record::STATUSES;
use crate::report::commonmark::plain;
use crate::report::issues::{Added, Filled, Issues};
use crate::report::markdown::Markdown;

use super::{Column, ColumnKind, Table};

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
        column("Due", 12, ColumnKind::Day),
    ];
    let row = |issue: &crate::report::issues::Issue| {
        let wording: Vec<&str> = issue.wording.iter().map(Markdown::as_str).collect();
        let says = [
            issue.number.to_string(),
            issue.reference.clone(),
            issue.topic.clone(),
            issue.clause.clone(),
            issue.draft.clone(),
            plain(issue.proposal.as_str()),
            plain(&wording.join("\n")),
        ];
        says.into_iter().chain(filled(&issue.filled)).collect()
    };
    let added: Vec<Vec<String>> = view.added_issues.iter().map(|row| added(row, &columns, 7)).collect();
    Table { name: "Issues", rows: view.issues.iter().map(row).chain(added).collect(), columns }
}

fn filled(filled: &Filled) -> [String; 4] {
    let cells = filled.plain.clone();
    [cells.response, cells.status, cells.owner, cells.due]
}

/// A row that people added; so many columns say something, the others are to be filled in.
fn added(row: &Added, columns: &[Column], says: usize) -> Vec<String> {
    let said =
        columns.iter().take(says).skip(2).map(|column| row.cells.get(&column.title).cloned().unwrap_or_default());
    let named = [row.number.to_string(), row.reference.clone()];
    named.into_iter().chain(said).chain(filled(&row.filled)).take(columns.len()).collect()
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
            question.filled.plain.response.clone(),
        ]
    };
    let added: Vec<Vec<String>> = view.added_questions.iter().map(|row| added(row, &columns, 4)).collect();
    Table { name: "Questions", rows: view.questions.iter().map(row).chain(added).collect(), columns }
}
