//! What is said about the rungs of a redline.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Place;

pub(in crate::rulebook) fn rung_is_no_conjunction(place: Place) -> Diagnostic {
    Diagnostic::error(Code::RungShape, "a rung is one or more comparisons joined by `and`")
        .at(place, "says more than that")
        .help("put what decides whether the rung is open into its `{ when … }`")
}

pub(in crate::rulebook) fn rung_without_term(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::RungShape, format!("`{name}` is not something a draft says"))
        .at(place, "a rung compares terms")
        .help("put this comparison into the rung's `{ when … }`, or into the `when` of the redline")
}

pub(in crate::rulebook) fn rung_never_reached((place, before): (Place, Place), subject: &str) -> Diagnostic {
    Diagnostic::error(
        Code::RungsOutOfOrder,
        format!("this rung accepts no value of `{subject}` that an earlier one does not"),
    )
    .at(place, "never reached")
    .also(before, "the rung before it")
    .help("each rung must accept more than the one before; put the best one first")
}

pub(in crate::rulebook) fn rung_against_better(place: Place, subject: &str, better: &str) -> Diagnostic {
    Diagnostic::error(
        Code::RungsOutOfOrder,
        format!("this rung refuses values of `{subject}` that are better than those it accepts"),
    )
    .at(place, "runs against what is better")
    .help(format!("for `{subject}`, `{better}` is better: accept everything from some value on in that direction"))
}

pub(in crate::rulebook) fn walk_away_against_better(place: Place, subject: &str, better: &str) -> Diagnostic {
    Diagnostic::error(
        Code::RungsOutOfOrder,
        format!("the walk-away leaves at values of `{subject}` and stays at worse ones"),
    )
    .at(place, "runs against what is better")
    .help(format!("for `{subject}`, `{better}` is better: leave at everything below some value"))
}

pub(in crate::rulebook) fn rung_meets_walk_away((place, walk_away): (Place, Place), subject: &str) -> Diagnostic {
    Diagnostic::error(
        Code::RungMeetsWalkAway,
        format!("one value of `{subject}` is both acceptable and past the walk-away"),
    )
    .at(place, "accepts it")
    .also(walk_away, "walks away from it")
    .help("leave no value in both; what lies between the last rung and the walk-away is the gap")
}
