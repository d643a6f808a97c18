//! What is proven of rules, held against all profiles there can be.
//!
//! Each question is asked twice: of `prove`, and of the reference interpreter over all
//! completions of an empty profile. Nothing may be claimed that does not hold, and nothing
//! that holds may be missed, unless `prove` says that it was not decided.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proviso::prove::{Because, Proofs, prove};

use super::claims::{At, found};
use super::everything::{Expected, everything, expected};
use super::model::*;
use super::{Case, case, choices, config, engine, files, generate, write};

pub(crate) fn blank(book: &Book, as_of: i64) -> Profile {
    let unknown = |name: &Name| if name.is_parameter() { Know::Omitted } else { Know::Unknown };
    let known = book.names.iter().map(unknown).collect();
    Profile { as_of, draft: Draft::Partial, bare_amounts: false, known, done: BTreeSet::new() }
}

/// The names of the rules that something was not decided about, with why.
fn undecided(proofs: &Proofs) -> BTreeSet<(String, Because)> {
    let name = |undecided: &proviso::prove::Undecided| {
        let name = undecided.place.as_ref().map(|place| place.text().to_owned()).unwrap_or_default();
        (name, undecided.because)
    };
    proofs.undecided.iter().map(name).collect()
}

/// What holds because a condition never does: at the rates, the texts and on the day of the
/// reference that may be so, and not be so at others, of which the claim speaks too. What
/// never holds cannot be done either; and nothing comes to a rung that is never open, or
/// whose redline never applies.
fn follows<'c>(claim: &str, at: &At, expected: &'c Expected<'_, '_>) -> Option<&'c usize> {
    let (rule, property) = at;
    let claims = &expected.claims;
    let never = |property: &str| claims.get(&(rule.clone(), property.to_owned())).and_then(|all| all.get("never"));
    let implied = expected.implied.get(at).and_then(|all| all.get(claim));
    implied.or(match claim {
        "ruled out" => never(property).or(never("when")),
        "never reached" => never(&format!("{property} when")).or(never("when")),
        _ => None,
    })
}

fn sound_and_complete(case: &Case, pairs: bool, as_of: i64) {
    let blank = blank(&case.book, as_of);
    let reference = everything(&case.book, &blank);
    let expected = expected(&reference);
    // The rules stand in the second file.
    let text = files(&case.book).swap_remove(1);
    let proofs = prove(&case.built, Some(write::day(as_of)));
    let found = found(&text, &proofs.findings);
    let shown = || format!("{text}\nfound {found:#?}\nexpected {:#?}\n{:?}", expected.claims, undecided(&proofs));
    let undecided: BTreeSet<String> = undecided(&proofs).into_iter().map(|(name, _)| name).collect();
    // What depends on the rate, or on more texts than the reference has, is claimed of all.
    let rates = text.contains("EUR");
    let opaque = rates || text.contains("type text");
    for (at, claims) in &found {
        if !expected.skipped.contains(&at.0) {
            let holds = expected.claims.get(at).cloned().unwrap_or_default();
            for (claim, count) in claims {
                let holds = holds.get(claim).or_else(|| follows(claim, at, &expected).filter(|_| opaque));
                assert!(holds.is_some_and(|holds| count <= holds), "false: {claim} of {at:?}\n{}", shown());
            }
        }
    }
    for (at, claims) in &expected.claims {
        // What the rules in the risk take from it is undecided of the first of them.
        let unclear = undecided.contains(&at.0) || at.0 == "area" && !undecided.is_empty();
        if !rates && !unclear && !expected.skipped.contains(&at.0) {
            // Conditions that come to the same only because of how names compare are not told.
            let told = |mut claims: BTreeMap<&'static str, usize>| {
                claims.retain(|claim, _| !pairs || *claim != "same");
                claims
            };
            let found = found.get(at).cloned().unwrap_or_default();
            assert_eq!(told(found), told(claims.clone()), "missed of {at:?}\n{}", shown());
        }
    }
}

/// Without a day nothing is claimed that does not hold on any day.
fn sound_on_any_day(case: &Case) {
    let text = files(&case.book).swap_remove(1);
    let proofs = prove(&case.built, None);
    let mut found = found(&text, &proofs.findings);
    for claims in found.values_mut() {
        // These rest on a profile, which may be one on some days only.
        ["excludes", "no room", "one value", "meets"].iter().for_each(|claim| _ = claims.remove(claim));
    }
    for as_of in [20_778, 20_483, 20_849, 20_999] {
        let blank = blank(&case.book, as_of);
        let reference = everything(&case.book, &blank);
        let expected = expected(&reference);
        for (at, claims) in found.iter().filter(|(at, _)| !expected.skipped.contains(&at.0)) {
            let holds = expected.claims.get(at).cloned().unwrap_or_default();
            for (claim, count) in claims {
                let holds = holds.get(claim).or_else(|| follows(claim, at, &expected));
                assert!(holds.is_some_and(|holds| count <= holds), "{claim} of {at:?} on {as_of}\n{text}");
            }
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn proofs_are_sound_and_complete(choices in choices()) {
        sound_and_complete(&case(&choices, false), false, 20_778);
    }

    #[test]
    fn proofs_are_sound_and_complete_where_names_are_compared(choices in choices()) {
        sound_and_complete(&case(&choices, true), true, 20_778);
    }

    /// What is refused before any proof is what the reference finds too.
    #[test]
    fn rungs_are_refused_only_where_they_meet(choices in choices()) {
        let book = generate::book(&choices.0, &choices.1, true, false);
        for ruling in book.rulings.iter().filter(|ruling| matches!(ruling.body, Body::Redline { .. })) {
            let mut alone = book.clone();
            alone.rulings.retain(|other| other.id == ruling.id);
            let refused = engine::rulebook(&files(&alone)).err().filter(|told| told.contains("rung-meets-walk-away"));
            if let Some(told) = refused {
                let blank = blank(&alone, 20_778);
                let reference = everything(&alone, &blank);
                let expected = expected(&reference);
                // Which they would do also where nothing comes to them.
                let holds = ["meets", "never", "never reached"];
                let meets = expected.claims.values().any(|claims| holds.iter().any(|claim| claims.contains_key(claim)));
                assert!(meets || !expected.skipped.is_empty(), "{told}\n{}", files(&alone).concat());
            }
        }
    }

    #[test]
    fn proofs_without_a_day_hold_on_any_day(choices in choices()) {
        sound_on_any_day(&case(&choices, true));
    }
}

/// The generator must not run dry: there is enough of everything to be found.
#[test]
fn generated_rulebooks_are_worth_proving() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut undecided = 0;
    for _ in 0..700 {
        let case = case(&choices().new_tree(&mut runner).unwrap().current(), true);
        let text = files(&case.book).swap_remove(1);
        let proofs = prove(&case.built, Some(write::day(20_778)));
        undecided += usize::from(!proofs.undecided.is_empty());
        for (claim, count) in found(&text, &proofs.findings).into_values().flatten() {
            *counts.entry(claim).or_default() += count;
        }
    }
    let least = [
        ("never", 20),
        ("always", 20),
        ("never reached", 20),
        ("never wins", 20),
        ("ruled out", 1),
        ("excludes", 3),
        ("no room", 1),
        ("one value", 1),
        ("done already", 3),
        ("never live", 3),
        ("meets", 3),
        ("same", 3),
    ];
    for (claim, least) in least {
        assert!(counts.get(claim).is_some_and(|count| *count >= least), "{claim}: {counts:?}");
    }
    assert!(undecided < 140, "{undecided} of 700 rulebooks are not decided in full");
}
