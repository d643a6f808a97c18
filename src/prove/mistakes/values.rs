//! What is said of values that depend on conditions, of conflicts, and of two rules.

use crate::diagnostic::{Code, Diagnostic};
use crate::rulebook::advice::Advice;
use crate::source::Place;

use super::super::claims::with_witness;
use super::super::witness::Witness;

/// `whens` say when the rule applies, where the value could win if it did not count.
pub(in crate::prove) fn arm_never_wins(
    place: Place,
    (what, value): (&str, &str),
    wins: Option<(String, Option<Place>)>,
    whens: &[(Place, &str)],
    witness: Option<&Witness>,
) -> Diagnostic {
    let says = match whens {
        [] => "wherever this holds, a value before it wins",
        _ => "wherever this holds and the rule applies, a value before it wins",
    };
    let mut found = Diagnostic::warning(Code::NeverWins, format!("the {what} `{value}` can never win")).at(place, says);
    let mut winner = None;
    if let Some((value, condition)) = wins {
        if let Some(condition) = condition {
            found = found.also(condition, format!("here `{value}` wins"));
        }
        winner = Some(value);
    }
    let found = applies_when(found, whens);
    let found = with_witness(found, witness, |shown| match &winner {
        Some(winner) => format!("for example: {shown} fulfils it, and `{winner}` wins"),
        None => format!("for example: {shown} fulfils it, and a value before it wins"),
    });
    found.help("put it before the others, or remove it")
}

/// A value that could only win where it does not count.
pub(in crate::prove) fn arm_idle(
    place: Place,
    (what, value): (&str, &str),
    (idle, whens): (&str, &[(Place, &str)]),
    witness: Option<&Witness>,
) -> Diagnostic {
    let found = Diagnostic::warning(Code::NeverWins, format!("the {what} `{value}` can never win"))
        .at(place, format!("wherever this holds, {idle}"));
    let found = with_witness(applies_when(found, whens), witness, |shown| {
        format!("for example: {shown} fulfils it, but then {idle}")
    });
    found.help("change its condition, or remove it")
}

fn applies_when(found: Diagnostic, whens: &[(Place, &str)]) -> Diagnostic {
    whens.iter().fold(found, |found, (place, says)| found.also(place.clone(), *says))
}

/// `whens` as in [`arm_never_wins`].
pub(in crate::prove) fn otherwise_never_wins(
    place: Place,
    what: &str,
    value: &str,
    whens: &[(Place, &str)],
    witness: Option<&Witness>,
) -> Diagnostic {
    let says = match whens {
        [] => "with this every profile has found its value",
        _ => "with this every profile to which the rule applies has found its value",
    };
    let found = Diagnostic::warning(Code::NeverWins, format!("the {what} `{value}` after `otherwise` can never win"))
        .at(place, says);
    let found = applies_when(found, whens);
    with_witness(found, witness, |shown| {
        format!("for example: {shown} fulfils the last condition, as does all that is left")
    })
    .help("leave out the last condition, and put its value after `otherwise`")
}

// Conflicts.

fn never_live(place: Place, says: &str) -> Diagnostic {
    Diagnostic::warning(Code::NeverReached, "once everything is known, this conflict is never live").at(place, says)
}

pub(in crate::prove) fn never_live_alone(place: Place, side: Place, id: &str) -> Diagnostic {
    never_live(place, "one of its sides is never live")
        .also(side, "always as it should be")
        .help(format!("no draft leaves `{id}` at a gap or past its walk-away: remove the conflict, or mend the rungs"))
}

pub(in crate::prove) fn never_live_together(
    place: Place,
    [one, two]: [&Advice; 2],
    witness: Option<&Witness>,
) -> Diagnostic {
    let found = never_live(place, "its two sides are never live together")
        .also(one.place.clone(), "one side")
        .also(two.place.clone(), "the other side");
    let found = with_witness(found, witness, |shown| {
        format!("for example: with {shown} `{}` is live, and `{}` is not", one.id, two.id)
    });
    found.help("name two rules that can pull apart for one and the same company, or remove the conflict")
}

pub(in crate::prove) fn live_elsewhere(when: Place, [one, two]: [&Advice; 2], witness: &Witness) -> Diagnostic {
    let found = never_live(when, "where this holds, its two sides are never live together")
        .also(one.place.clone(), "one side")
        .also(two.place.clone(), "the other side");
    let found = with_witness(found, Some(witness), |shown| {
        format!("for example: with {shown} both sides are live, but the conflict does not apply")
    });
    found.help("change its `when`, or leave it out: a conflict shows itself only while both sides are live")
}

// Two rules.

pub(in crate::prove) fn excluding(places: (Place, Place), subject: &str, other: &str, witness: &Witness) -> Diagnostic {
    let (later, earlier) = places;
    let found = Diagnostic::warning(Code::ExcludingRedlines, format!("two redlines on `{subject}` exclude each other"))
        .at(later, format!("can never be fulfilled together with `{other}`"))
        .also(earlier, "the other redline");
    let found = with_witness(found, Some(witness), |shown| {
        format!("for example: with {shown} both apply, and `{other}` is fulfilled; no draft then fulfils both")
    });
    found.help("give them a `when` each, so that only one applies, or change what they accept")
}

pub(in crate::prove) fn same(places: (Place, Place), kind: &str, other: &str) -> Diagnostic {
    let (later, earlier) = places;
    Diagnostic::warning(Code::SameAdvice, format!("this {kind} says the same as `{other}`"))
        .at(later, "the second time")
        .also(earlier, "the first time")
        .help("keep one of them")
}
