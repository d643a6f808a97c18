//! Random profiles for a rulebook, and what comes of learning more.

use std::collections::BTreeSet;

use super::model::*;
use super::reference::{MOST_COMPLETIONS, Point, Reference};
use super::tape::Tape;

/// A profile; with `complete`, one in which everything is known.
pub(crate) fn profile(book: &Book, choices: &[u16], complete: bool) -> Profile {
    let mut tape = Tape::new(choices);
    let as_of = *tape.pick(&[20_778, 20_483, 20_849]);
    let draft = *tape.pick(&[Draft::Partial, Draft::None, Draft::Reviewed]);
    let bare_amounts = tape.chance(50);
    let done = (0..book.rulings.len())
        .filter(|at| match &book.rulings[*at].body {
            Body::Mitigation { done: None } | Body::Step { done: None } | Body::Duty { done: None } => tape.chance(40),
            _ => false,
        })
        .collect();
    let known = vec![Know::Omitted; book.names.len()];
    let mut profile = Profile { as_of, draft, bare_amounts, known, done };
    for (at, name) in book.names.iter().enumerate() {
        if !name.is_parameter() {
            profile.known[at] = know(book, &profile, at, &mut tape, complete);
        }
    }
    profile
}

fn know(book: &Book, profile: &Profile, at: usize, tape: &mut Tape<'_>, complete: bool) -> Know {
    let name = &book.names[at];
    let samples = Reference { book, profile, points: Vec::new(), most: MOST_COMPLETIONS }.samples(name.of);
    let one = |tape: &mut Tape<'_>| tape.pick(&samples).clone();
    let document = |tape: &mut Tape<'_>| (name.is_term() && tape.chance(30)).then(|| tape.below(DOCUMENTS.len()));
    let rests = profile.draft == Draft::Reviewed || name.standard().is_some();
    match tape.below(if complete { 4 } else { 8 }) {
        0 if !complete || name.is_term() && rests => Know::Omitted,
        1 if name.is_term() => Know::Silent,
        0..=3 => {
            let val = one(tape);
            Know::one(val, document(tape))
        }
        4 if name.is_term() && tape.chance(30) => Know::ByReference,
        4 => Know::Unknown,
        _ if name.of.kind == Kind::Set => {
            let must: BTreeSet<usize> = (0..MEMBERS.len()).filter(|_| tape.chance(30)).collect();
            let may = (0..MEMBERS.len()).filter(|member| !must.contains(member) && tape.chance(60)).collect();
            Know::Members { must, may, document: document(tape) }
        }
        choice => {
            let count = if choice == 5 { 1 } else { 2 + tape.below(2) };
            let mut ranges = Vec::new();
            for _ in 0..count {
                let range = range(name.of.kind, &samples, tape, choice == 5);
                if !ranges.contains(&range) {
                    ranges.push(range);
                }
            }
            Know::Ranges(ranges, document(tape))
        }
    }
}

fn range(kind: Kind, samples: &[Val], tape: &mut Tape<'_>, wide: bool) -> (Option<Val>, Option<Val>) {
    let (one, two) = (tape.pick(samples).clone(), tape.pick(samples).clone());
    if !kind.is_ordered() || !wide && tape.chance(70) {
        return (Some(one.clone()), Some(one));
    }
    let (low, high) = if one <= two { (one, two) } else { (two, one) };
    match tape.below(4) {
        0 => (Some(low), None),
        1 => (None, Some(high)),
        _ => (Some(low), Some(high)),
    }
}

/// A profile in which more is known, or as much.
pub(crate) fn learned(book: &Book, profile: &Profile, choices: &[u16]) -> Profile {
    let mut tape = Tape::new(choices);
    let reference = Reference::new(book, profile);
    let mut learned = profile.clone();
    for (at, name) in book.names.iter().enumerate() {
        if name.is_parameter() || reference.points[at].is_empty() || tape.chance(30) {
            continue;
        }
        let points = &reference.points[at];
        learned.known[at] = match &profile.known[at] {
            Know::Silent => Know::Silent,
            Know::Omitted if matches!(points.as_slice(), [Point::Silent | Point::Standard]) => Know::Omitted,
            Know::Members { must, may, document } if tape.chance(50) => {
                let (mut must, mut may) = (must.clone(), may.clone());
                for member in may.clone() {
                    if tape.chance(50) {
                        may.remove(&member);
                        if tape.chance(50) {
                            must.insert(member);
                        }
                    }
                }
                Know::Members { must, may, document: *document }
            }
            Know::Ranges(ranges, document) if tape.chance(50) => {
                let values: Vec<Val> = points.iter().filter_map(given).collect();
                let keep = tape.pick(ranges).clone();
                let within: Vec<Val> = values
                    .into_iter()
                    .filter(|val| {
                        keep.0.as_ref().is_none_or(|low| val >= low) && keep.1.as_ref().is_none_or(|high| val <= high)
                    })
                    .collect();
                let (one, two) = (tape.pick(&within).clone(), tape.pick(&within).clone());
                let narrowed = match name.of.kind.is_ordered() {
                    true if one <= two => (Some(one), Some(two)),
                    true => (Some(two), Some(one)),
                    false => keep,
                };
                Know::Ranges(vec![narrowed], *document)
            }
            known => match tape.pick(points) {
                Point::Silent => Know::Silent,
                Point::Standard => Know::Omitted,
                Point::Given(val, document) => Know::one(
                    val.clone(),
                    match known {
                        Know::Ranges(_, document) | Know::Members { document, .. } => *document,
                        _ => name.is_term().then_some(*document),
                    },
                ),
            },
        };
    }
    learned
}

fn given(point: &Point) -> Option<Val> {
    match point {
        Point::Given(val, _) => Some(val.clone()),
        _ => None,
    }
}

/// A profile in which one name is at a point.
pub(crate) fn at_point(book: &Book, profile: &Profile, name: usize, point: &Point) -> Profile {
    let mut changed = profile.clone();
    changed.known[name] = match point {
        Point::Silent => Know::Silent,
        Point::Standard => Know::Omitted,
        Point::Given(val, document) => Know::one(val.clone(), book.names[name].is_term().then_some(*document)),
    };
    changed
}
