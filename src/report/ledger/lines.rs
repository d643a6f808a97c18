//! What is recorded of one matter, in plain words.

use crate::record::{Field, Kind, Matter, OPEN, due_shown};

/// A line of the ledger, before it takes any form.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) reference: String,
    pub(super) title: String,
    pub(super) response: String,
    pub(super) status: String,
    pub(super) outcome: String,
    pub(super) owner: String,
    pub(super) due: String,
    pub(super) notes: Vec<String>,
}

impl Line {
    /// Where a matter stands.
    pub(super) fn of(matter: &Matter<'_>) -> Self {
        let list = matter.list();
        let said = |field: Field| matter.said(&field);
        Self {
            reference: matter.reference().to_owned(),
            title: matter.title().to_owned(),
            response: both(list.response, said(Field::OurResponse)),
            status: status(matter),
            outcome: said(Field::Outcome),
            owner: both(list.owner, said(Field::OurOwner)),
            due: both(due_shown(&list.due), due_shown(&said(Field::OurDue))),
            notes: notes(matter),
        }
    }

    /// The same as of today, with why nothing is left to do about it where that is so.
    pub(super) fn as_of_today(matter: &Matter<'_>) -> Self {
        let mut line = Self::of(matter);
        if !matter.settled().is_empty() {
            line.notes.insert(0, format!("settled: {}", matter.settled()));
        }
        line
    }

    /// How it stood at the end of a round, with what was written over in that round.
    pub(super) fn of_round(matter: &Matter<'_>) -> Self {
        let mut line = Self::of(matter);
        let before = matter.before().into_iter().map(|(field, says)| format!("{} before: {says}", field.words()));
        line.notes.extend(before);
        line
    }
}

/// What both sides read in the list, and what the checklist says beside it.
fn both(list: String, own: String) -> String {
    match (list.is_empty(), own.is_empty() || own == list) {
        (_, true) => list,
        (true, false) => own,
        (false, false) => format!("{list}\nchecklist: {own}"),
    }
}

/// The status in the list, and whether the item is ticked.
fn status(matter: &Matter<'_>) -> String {
    let list = matter.list().status;
    let in_list = !matches!(matter.kind(), Kind::Task | Kind::Question | Kind::OwnQuestion) || list != OPEN;
    let tick = matter.said(&Field::Tick);
    let parts = [in_list.then_some(list), (!tick.is_empty()).then_some(tick)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn notes(matter: &Matter<'_>) -> Vec<String> {
    let note = matter.said(&Field::Note);
    let column = |(field, says): (Field, String)| match &field {
        Field::Column(document, head) => format!("{head} ({}): {says}", document.label()),
        Field::Cell(head) => format!("{head}: {says}"),
        _ => says,
    };
    let own = (!note.is_empty()).then_some(note);
    own.into_iter().chain(matter.columns().into_iter().map(column)).collect()
}
