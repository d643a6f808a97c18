//! The words for what comes back and cannot be taken in as it is.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Place;

use super::outcome::Outcome;
use super::shown::Conflict;
use super::take::RoundOver;
use super::words::STATUSES;

pub(super) fn no_table(name: &str) -> Diagnostic {
    Diagnostic::error(Code::UnclearTable, format!("`{name}` has no table with the columns that Proviso wrote"))
        .help("the first row of the table names its columns, among them `Ref`: put that row back as it was")
        .help("columns may stand in another order, and columns of your own may stand beside them")
}

pub(super) fn no_column(name: &str, head: &str) -> Diagnostic {
    Diagnostic::warning(Code::UnclearTable, format!("`{name}` has no column `{head}` any more"))
        .help("what was recorded of it stays; if the column was given another name, give it the old one back")
}

pub(super) fn unknown_reference(name: &str, place: &str, reference: &str) -> Diagnostic {
    let message = format!("{place} in `{name}` has the reference `{reference}`, which stands for nothing here");
    Diagnostic::error(Code::UnclearRow, message)
        .help("a row of your own has no reference: leave the cell under `Ref` empty")
        .help("if it is the row of a point, copy its reference from an earlier list")
}

pub(super) fn doubled_reference(name: &str, first: &str, second: &str, reference: &str) -> Diagnostic {
    let message =
        format!("{first} and {second} in `{name}` both have the reference `{reference}`, and say different things");
    Diagnostic::error(Code::UnclearRow, message)
        .help("leave it in the row that is about this point, and empty the cell under `Ref` in the other")
}

pub(super) fn unknown_status(name: &str, place: &str, says: &str) -> Diagnostic {
    let known: Vec<String> = STATUSES.iter().map(|status| format!("`{status}`")).collect();
    Diagnostic::warning(
        Code::UnknownStatus,
        format!("{place} in `{name}` has the status `{says}`, which is none of the list's"),
    )
    .help(format!("it is kept as it is; lists are counted and coloured by {}", known.join(", ")))
}

pub(super) fn changed_beside(name: &str) -> Diagnostic {
    let message = format!("`{name}` has been changed outside its table, and that is not read");
    Diagnostic::warning(Code::NotTakenIn, message)
        .help("copy what matters into the table or under the item of the checklist")
        .help("the file is kept in the folder `earlier` when the list is written anew")
}

pub(super) fn comments(name: &str, count: usize) -> Diagnostic {
    let comments = if count == 1 { "a comment, which is".to_owned() } else { format!("{count} comments, which are") };
    Diagnostic::warning(Code::NotTakenIn, format!("`{name}` has {comments} not read"))
        .help("copy what matters into the table or under the item of the checklist")
        .help("the file is kept in the folder `earlier` when the list is written anew")
}

pub(super) fn unknown_outcome(place: Option<Place>, says: &str) -> Diagnostic {
    let found = Diagnostic::error(Code::UnknownOutcome, format!("`{says}` is not an outcome"));
    let found = match place {
        Some(place) => found.at(place, "what became of it?"),
        None => found,
    };
    found
        .help(format!("an outcome is {}", Outcome::FORMS))
        .help("anything else can stand in a line of its own, as a note: nothing has been changed")
}

pub(super) fn two_outcomes(place: Option<Place>, first: &str, second: &str) -> Diagnostic {
    let found = Diagnostic::error(Code::UnknownOutcome, format!("one item has two outcomes: `{first}` and `{second}`"));
    let found = match place {
        Some(place) => found.at(place, "the second"),
        None => found,
    };
    found.help("leave the one that counts, and make a note of the other: nothing has been changed")
}

impl RoundOver {
    /// The message.
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic::error(Code::BadValue, self.to_string())
            .help("leave `--round` out for the round that is on, or name a new one")
    }
}

impl Conflict {
    /// The message.
    pub fn diagnostic(&self) -> Diagnostic {
        let says = |claim: &super::Claim| format!("{} says `{}`", claim.from.label(), claim.says.replace('\n', " "));
        let says: Vec<String> = self.claims.iter().map(says).collect();
        let message = format!("{} of “{}”: {}", self.field.words(), self.title, says.join(", "));
        Diagnostic::warning(Code::ConflictingEdits, message)
            .help("both are kept, and stand side by side until somebody writes into one of the lists what counts")
    }
}
