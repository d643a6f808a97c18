//! What is said about rules that hold together and still do not say what was meant.

mod texts;
mod values;

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Place;
use crate::value::show_date;

use super::claims::{Contradiction, with_witness};
use super::witness::Witness;
use super::{Because, Undecided};

pub(super) use texts::{
    drift, expired, from_the_future, gives_away, idle_allowance, leaks_figure, leaks_name, leaks_rung, long_sentence,
    long_text, no_direction, stale, untested, unused,
};
pub(super) use values::{
    arm_idle, arm_never_wins, excluding, live_elsewhere, never_live_alone, never_live_together, otherwise_never_wins,
    same,
};

// Conditions.

pub(in crate::prove) fn never_holds(place: Place, what: &str, why: &Contradiction) -> Diagnostic {
    let found = Diagnostic::warning(Code::NeverHolds, format!("this {what} can never hold"));
    let Some(fails) = &why.fails else { return found.at(place, "no profile fulfils this") };
    let found = match &why.against {
        Some(against) => {
            let found = found.at(place_within(&place, fails), "cannot hold together with the other part");
            found.also(against.clone(), "the other part")
        }
        None if why.alone => found.at(place_within(&place, fails), "no profile fulfils this"),
        None => found.at(place_within(&place, fails), "cannot hold together with what stands before it"),
    };
    let found = with_witness(found, why.witness.as_ref(), |shown| match why.alone {
        true => format!("for example: {shown} does not fulfil it, and nothing else does"),
        false => format!("for example: {shown} fulfils what stands before, and fails here"),
    });
    found.help("change one of the comparisons, or remove what can never come about")
}

/// The place that fails, where it lies inside the condition; a define is written elsewhere.
fn place_within(whole: &Place, part: &Place) -> Place {
    let inside = whole.source.name() == part.source.name()
        && whole.span.start <= part.span.start
        && part.span.end <= whole.span.end;
    if inside { part.clone() } else { whole.clone() }
}

pub(in crate::prove) fn always_holds(place: Place, what: &str, witness: Option<&Witness>) -> Diagnostic {
    let found = Diagnostic::warning(Code::AlwaysHolds, format!("this {what} always holds"))
        .at(place, "every profile fulfils this");
    let found = with_witness(found, witness, |shown| format!("for example: {shown} fulfils it too"));
    found.help("remove it, or write what was meant to be left out")
}

pub(in crate::prove) fn done_ruled_out(done: Place, when: Place, witness: &Witness) -> Diagnostic {
    let found = Diagnostic::warning(Code::DoneRuledOut, "where this rule applies it can never be done")
        .at(done, "cannot hold where the rule applies")
        .also(when, "when the rule applies");
    let found = with_witness(found, Some(witness), |shown| {
        format!("for example: with {shown} the rule applies, and nothing that is done fulfils its `done when`")
    });
    found.help("change `when` or `done when`, so that both can hold at once")
}

pub(in crate::prove) fn always_done(done: Place, when: Place, witness: &Witness) -> Diagnostic {
    let found = Diagnostic::warning(Code::AlwaysHolds, "where this rule applies it is always done already")
        .at(done, "always holds where the rule applies")
        .also(when, "when the rule applies");
    let found = with_witness(found, Some(witness), |shown| {
        format!("for example: with {shown} the rule applies, and nothing is left to do")
    });
    found.help("change `when` or `done when`, so that something can be left to do, or remove the rule")
}

// Rungs.

pub(in crate::prove) fn covered(place: Place, name: &str, by: Option<(&str, Place)>, witness: &Witness) -> Diagnostic {
    let found = Diagnostic::warning(Code::NeverReached, format!("no profile ever comes to this {name} rung"));
    let (found, taken) = match by {
        Some((other, rung)) => (
            found
                .at(place, "all that this accepts is taken before")
                .also(rung, format!("by this {other} rung, which is looked at first")),
            format!("the {other} rung"),
        ),
        None => {
            (found.at(place, "all that this accepts is taken by the rungs before it"), "a rung before it".to_owned())
        }
    };
    let found =
        with_witness(found, Some(witness), |shown| format!("for example: {shown} would fit here, and goes to {taken}"));
    found.help("let it accept something that no rung before it accepts, or remove it")
}

pub(in crate::prove) fn meets((rung, walk_away): (Place, Place), name: &str, witness: &Witness) -> Diagnostic {
    let found = Diagnostic::error(
        Code::RungMeetsWalkAway,
        format!("one and the same draft is acceptable by the {name} rung and past the walk-away"),
    )
    .at(rung, "accepts it")
    .also(walk_away, "walks away from it");
    let found = with_witness(found, Some(witness), |shown| format!("for example: {shown} fulfils both"));
    found.help("let them never hold together; what lies between the last rung and the walk-away is the gap")
}

pub(in crate::prove) fn only_where_idle(
    place: Place,
    name: &str,
    when: Option<Place>,
    elsewhere: Option<&Witness>,
) -> Diagnostic {
    let found = Diagnostic::warning(Code::NeverReached, format!("no profile ever comes to this {name} rung"))
        .at(place, "holds only where the redline does not apply");
    let found = match when {
        Some(when) => found.also(when, "when the redline applies"),
        None => found,
    };
    let found = with_witness(found, elsewhere, |shown| {
        format!("for example: {shown} would fit here, but then the redline does not apply")
    });
    found.help("change the rung, or when the redline applies")
}

// The room between preferred and walk-away.

pub(in crate::prove) fn no_room(places: (Place, Place), witnesses: (&Witness, &Witness)) -> Diagnostic {
    let (walk_away, preferred) = places;
    let found = Diagnostic::warning(Code::NoRoom, "between preferred and walk-away there is nothing to bargain over")
        .at(walk_away, "begins where the preferred rung ends")
        .also(preferred, "the preferred rung");
    let found = match (witnesses.0.shown(), witnesses.1.shown()) {
        (Some(preferred), Some(walk_away)) => {
            found.help(format!("for example: {preferred} is all you ask for, {walk_away} is already the walk-away"))
        }
        _ => found,
    };
    found.help("lower the walk-away, or write a fallback for what lies between")
}

pub(in crate::prove) fn gap_of_one_value(places: (Place, Place), witness: &Witness) -> Diagnostic {
    let (walk_away, last) = places;
    let found = Diagnostic::warning(Code::GapOfOneValue, "a single value is neither acceptable nor the walk-away")
        .at(walk_away, "leaves that value out")
        .also(last, "so does what is acceptable");
    let found = with_witness(found, Some(witness), |shown| {
        format!("for example: {shown} is a gap; a little more or less is acceptable or the walk-away")
    });
    found.help("write `at least` or `at most` on one side, so that the value belongs to it")
}

/// A finding that holds on one day, and may not on another.
pub(in crate::prove) fn on_that_day(mut found: Diagnostic, day: Date) -> Diagnostic {
    found.message = format!("on {} {}", show_date(day), found.message);
    found.help("on another day it may be otherwise: without `--as-of` only what is so on any day is told")
}

/// What was not decided, in one line; nothing where everything was.
pub fn not_decided(undecided: &[Undecided]) -> Option<String> {
    let parts = [
        (Because::Date, "on the day of the assessment (give it with `--as-of`)"),
        (Because::Rates, "on rates between currencies"),
        (Because::Text, "on free text"),
        (Because::Figures, "on figures that are worked out"),
        (Because::Names, "on how two names compare"),
        (Because::Effort, "on more combinations than are tried"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter_map(|(because, on)| {
            let count = undecided.iter().filter(|undecided| undecided.because == because).count();
            (count > 0).then(|| if undecided.len() == count { on.to_owned() } else { format!("{count} {on}") })
        })
        .collect();
    let questions =
        if undecided.len() == 1 { "1 question was" } else { &format!("{} questions were", undecided.len()) };
    let rests = if undecided.len() == 1 { "it rests" } else { "they rest" };
    (!parts.is_empty()).then(|| format!("{questions} not decided: {rests} {}", parts.join(", ")))
}
