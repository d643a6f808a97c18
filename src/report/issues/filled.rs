//! What people have filled into the lists, on its way back into them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::record::{HandRow, ListCells, Lists, due_shown};
use crate::report::markdown::{Markdown, escape_lines};

use super::Issues;

/// What stands in the columns to fill in.
#[derive(Clone, Debug, Serialize)]
pub struct Filled {
    /// What the other side answers.
    pub response: Markdown,
    /// Where it stands: "Open" where nobody said anything.
    pub status: Markdown,
    /// Who sees to it.
    pub owner: Markdown,
    /// By when.
    pub due: Markdown,
    /// The same, as it was written.
    #[serde(skip)]
    pub(in crate::report) plain: ListCells,
}

/// A row that people added to a list.
#[derive(Clone, Debug, Serialize)]
pub struct Added {
    /// Its number in this list.
    pub number: usize,
    /// By which it is known from one list to the next.
    pub reference: String,
    /// What stands under "Topic".
    pub topic: Markdown,
    /// What stands under "Clause".
    pub clause: Markdown,
    /// What stands under "Issue: the draft says".
    pub draft: Markdown,
    /// What stands under "Proposal of …".
    pub proposal: Markdown,
    /// What stands under "Question".
    pub question: Markdown,
    /// What stands in the columns to fill in.
    pub filled: Filled,
    /// All cells by their heads, as they were written.
    #[serde(skip)]
    pub(in crate::report) cells: BTreeMap<String, String>,
}

impl Filled {
    fn of(cells: &ListCells) -> Self {
        Self {
            response: escape_lines(&cells.response),
            status: escape_lines(&cells.status),
            owner: escape_lines(&cells.owner),
            due: escape_lines(&due_shown(&cells.due)),
            plain: cells.clone(),
        }
    }
}

impl Default for Filled {
    fn default() -> Self {
        Self::of(&ListCells::default())
    }
}

impl Added {
    fn of(number: usize, row: &HandRow) -> Self {
        let cell = |begins: &str| {
            let found = row.cells.iter().find(|(head, _)| head.starts_with(begins));
            escape_lines(found.map_or("", |(_, says)| says.as_str()))
        };
        Self {
            number,
            reference: row.reference.clone(),
            topic: cell("Topic"),
            clause: cell("Clause"),
            draft: cell("Issue: the draft says"),
            proposal: cell("Proposal of "),
            question: cell("Question"),
            filled: Filled::of(&row.list),
            cells: row.cells.clone(),
        }
    }
}

impl Issues {
    /// The lists with what people have filled into them, and with the rows that they added.
    /// What the draft has come to meet stays only where people have written something of it.
    pub(super) fn with(mut self, lists: &Lists) -> Self {
        let untouched = ListCells::default();
        let is_filled = |reference: &str| lists.cells.get(reference).is_some_and(|cells| *cells != untouched);
        self.issues.retain(|issue| !issue.met || is_filled(&issue.reference));
        for (at, issue) in self.issues.iter_mut().enumerate() {
            issue.number = at + 1;
        }
        let filled = |reference: &str| lists.cells.get(reference).map(Filled::of).unwrap_or_default();
        for issue in &mut self.issues {
            issue.filled = filled(&issue.reference);
        }
        for question in &mut self.questions {
            question.filled = filled(&question.reference);
        }
        let added = |after: usize, rows: &[HandRow]| -> Vec<Added> {
            rows.iter().enumerate().map(|(at, row)| Added::of(after + at + 1, row)).collect()
        };
        self.added_issues = added(self.issues.len(), &lists.own_issues);
        self.added_questions = added(self.questions.len(), &lists.own_questions);
        self
    }
}
