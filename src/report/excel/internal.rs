//! The tables for the company's own people.

use crate::report::commonmark::plain;
use crate::report::view::{Phase, Question, RiskArea, Row, Task, View};

use super::{Column, ColumnKind, Table};

fn columns(of: &[(&str, u16, ColumnKind)]) -> Vec<Column> {
    of.iter().map(|(title, width, kind)| Column { title: (*title).to_owned(), width: *width, kind: *kind }).collect()
}

/// What falls short or is open, what is acceptable, what is in order; and the questions.
pub fn gap_table(view: &View, positions: &[RiskArea]) -> Vec<Table> {
    use ColumnKind::{Status, Text};
    let positions = Table {
        name: "Positions",
        columns: columns(&[
            ("Risk", 30, Text),
            ("Position", 28, Text),
            (&view.paper_says, 34, Text),
            ("Preferred", 26, Text),
            ("Fallback", 30, Text),
            ("Walk-away", 22, Text),
            ("Status", 28, Status),
        ]),
        rows: positions.iter().flat_map(of_risk).collect(),
    };
    let questions = Table {
        name: "Not decided yet",
        columns: columns(&[
            ("Question", 60, Text),
            ("Known so far", 30, Text),
            ("Owner", 16, Text),
            ("Settles", 24, Text),
            ("Severity", 10, Text),
            ("Why it matters", 44, Text),
        ]),
        rows: view.questions.iter().map(question).collect(),
    };
    vec![positions, questions]
}

fn of_risk(risk: &RiskArea) -> Vec<Vec<String>> {
    let row = |row: &Row| {
        let cell = |cell: &Option<String>| cell.clone().unwrap_or_default();
        vec![
            risk.title.clone(),
            row.title.clone(),
            row.draft.clone(),
            cell(&row.preferred),
            cell(&row.fallback),
            cell(&row.walk_away),
            row.status.clone(),
        ]
    };
    risk.rows.iter().map(row).collect()
}

fn question(question: &Question) -> Vec<String> {
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        question.ask.clone(),
        said(&question.so_far),
        said(&question.owner),
        question.settles.clone(),
        question.severity.clone(),
        question.why.clone(),
    ]
}

/// The checklist, to sort and to filter. Ticks are kept in the Markdown form.
pub fn checklist_table(phases: &[Phase]) -> Table {
    use ColumnKind::Text;
    let task = |phase: &Phase, task: &Task| {
        vec![
            phase.title.clone(),
            if task.done { "done" } else { "to do" }.to_owned(),
            plain(task.title.as_str()),
            task.text.as_ref().map(|text| plain(text.as_str())).unwrap_or_default(),
            task.owner.clone().unwrap_or_default(),
            task.severity.clone(),
            task.why.clone().unwrap_or_default(),
        ]
    };
    Table {
        name: "Checklist",
        columns: columns(&[
            ("Phase", 16, Text),
            ("Done", 8, Text),
            ("Task", 60, Text),
            ("How", 70, Text),
            ("Owner", 16, Text),
            ("Severity", 12, Text),
            ("Why", 44, Text),
        ]),
        rows: phases.iter().flat_map(|phase| phase.tasks.iter().map(move |one| task(phase, one))).collect(),
    }
}
