//! The tables for the company's own people.

use std::collections::BTreeMap;

use crate::record::{ELSEWHERE, GONE, Remark, SETTLED, Worked, WorkedItem, due_shown};
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

/// The checklist with what people wrote into it, to sort and to filter: what is to be done,
/// what is settled, what no longer applies, and notes. People write into the Markdown form.
pub fn checklist_table(phases: &[Phase], worked: &Worked, remarks: &BTreeMap<String, Remark>) -> Table {
    use ColumnKind::Text;
    let listed = |id: &str| remarks.get(id).map(|remark| plain(&remark.list)).unwrap_or_default();
    let task = |phase: &Phase, task: &Task| {
        let says = [
            plain(task.title.as_str()),
            task.text.as_ref().map(|text| plain(text.as_str())).unwrap_or_default(),
            task.severity.clone(),
            task.why.clone().unwrap_or_default(),
        ];
        let item = worked.item(&task.id).cloned();
        let item = item.unwrap_or_else(|| WorkedItem { done: task.done, ..WorkedItem::default() });
        let owner = task.owner.as_deref().unwrap_or_default();
        task_row(&phase.title, says, &item, owner, &listed(&task.id))
    };
    let tasks = phases.iter().flat_map(|phase| phase.tasks.iter().map(move |one| task(phase, one)));
    let is_task = |id: &str| phases.iter().flat_map(|phase| &phase.tasks).any(|task| task.id == id);
    let (settled, gone): (Vec<_>, Vec<_>) = worked
        .items
        .iter()
        .filter(|item| !is_task(&item.id))
        .partition(|item| remarks.get(&item.id).is_some_and(|remark| !remark.settled.is_empty()));
    let besides = |phase: &str, item: &WorkedItem| {
        let why = remarks.get(&item.id).map(|remark| remark.settled.clone()).unwrap_or_default();
        task_row(phase, [item.title.clone(), String::new(), String::new(), why], item, "", &listed(&item.id))
    };
    let gone_row = |item: &WorkedItem| without_to_do(besides(heading(GONE), item));
    let note = |text: &String| {
        let item = WorkedItem { notes: text.clone(), ..WorkedItem::default() };
        without_to_do(task_row(heading(ELSEWHERE), Default::default(), &item, "", ""))
    };
    let settled = settled.into_iter().map(|item| besides(heading(SETTLED), item));
    let gone = gone.into_iter().map(gone_row);
    Table {
        name: "Checklist",
        rows: tasks.chain(settled).chain(gone).chain(worked.notes.iter().map(note)).collect(),
        columns: columns(&[
            ("Phase", 16, Text),
            ("Done", 8, Text),
            ("Task", 60, Text),
            ("How", 70, Text),
            ("Owner", 20, Text),
            ("Severity", 12, Text),
            ("Why", 44, Text),
            ("Outcome", 20, Text),
            ("Due", 16, Text),
            ("Response", 30, Text),
            ("In the list", 30, Text),
            ("Notes", 40, Text),
        ]),
    }
}

/// The row of something that nobody has to do.
fn without_to_do(mut row: Vec<String>) -> Vec<String> {
    if let Some(done) = row.get_mut(1).filter(|done| *done == TO_DO) {
        done.clear();
    }
    row
}

const TO_DO: &str = "to do";

/// What a section of the checklist is called.
fn heading(line: &str) -> &str {
    line.trim_start_matches(['#', ' '])
}

/// A row of the checklist; `says` is the task, how, its severity and why.
fn task_row(phase: &str, says: [String; 4], item: &WorkedItem, team: &str, list: &str) -> Vec<String> {
    let [task, how, severity, why] = says;
    let owner = match (item.owner.as_str(), team) {
        ("", team) => team.to_owned(),
        (own, "") => own.to_owned(),
        (own, team) => format!("{own} ({team})"),
    };
    let done = if item.done { "done" } else { TO_DO }.to_owned();
    let list = list.strip_prefix("in the list: ").unwrap_or(list).to_owned();
    let (outcome, due, response) = (item.outcome.clone(), due_shown(&item.due), item.response.clone());
    vec![phase.to_owned(), done, task, how, owner, severity, why, outcome, due, response, list, item.notes.clone()]
}
