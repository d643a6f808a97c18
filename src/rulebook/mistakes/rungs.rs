//! What is said about the rungs of a redline.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Place;

pub(in crate::rulebook) fn rung_says_or(place: Place, other: &str, compares: bool) -> Diagnostic {
    let shown = if other.contains('\n') || other.chars().count() > 60 { "…" } else { other };
    let more = if compares { "" } else { " …" };
    let help = format!("write it as a rung of its own on the next line: `fallback {shown}{more}`");
    Diagnostic::error(Code::RungShape, "a rung is one way to accept, and `or` adds another")
        .at(place, "another way to accept")
        .help(help)
}

pub(in crate::rulebook) fn walk_away_says_or(place: Place) -> Diagnostic {
    Diagnostic::error(Code::RungShape, "a walk-away is one reason to leave, and `or` adds another")
        .at(place, "another reason to leave")
        .help("a redline has one walk-away: put the other into a redline of its own")
}

pub(in crate::rulebook) fn rung_excuses_company(place: Place, name: &str) -> Diagnostic {
    Diagnostic::error(Code::RungShape, format!("`{name}` is not something a draft says"))
        .at(place, "a rung compares terms, without `or`")
        .help("say in the `when` of the redline for whom it counts: `when not …`")
}

pub(in crate::rulebook) fn rung_says_not(place: Place) -> Diagnostic {
    Diagnostic::error(Code::RungShape, "a rung is one or more comparisons joined by `and`, without `not`")
        .at(place, "turns a comparison round")
        .help("write the opposite comparison: `NAME is no`, `NAME is not …`, `NAME below …`")
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
