//! How bad a thing is and whether it can be traded, in words.

use crate::assess::finding::Graded;
use crate::rulebook::advice::{Priority, Severity};

use super::or;

/// "critical", or all it may be: "high or critical".
pub(in crate::report) fn severity(graded: &Graded<Severity>) -> String {
    any(graded, Severity::as_str)
}

/// "must-have", or all it may be: "must-have or can be traded".
pub(in crate::report) fn priority(graded: &Graded<Priority>) -> String {
    any(graded, |priority| match priority {
        Priority::MustHave => "must-have",
        Priority::Tradeable => "can be traded",
        Priority::NiceToHave => "nice to have",
    })
}

fn any<T: Copy>(graded: &Graded<T>, word: impl Fn(T) -> &'static str) -> String {
    or(&graded.could_be.iter().map(|one| word(*one).to_owned()).collect::<Vec<_>>())
}
