//! Findings held against the reference: what they could be, how severe, why, and what is
//! left to ask.

use std::collections::{BTreeMap, BTreeSet};

use proviso::assess::finding::{Assessment, Finding, Outcome};

use super::model::{Body, Profile};
use super::reference::Reference;
use super::{Case, is_plain, write};

/// What the reference says of a rule, all kinds.
fn expected(reference: &Reference<'_>, at: usize) -> Option<BTreeSet<Outcome>> {
    let own = reference.outcomes(at)?;
    let Body::Conflict(left, right) = reference.book.rulings[at].body else { return Some(own) };
    let live = |side: usize| {
        let outcomes = reference.outcomes(side)?;
        let is = |outcome: &Outcome| {
            matches!(outcome, Outcome::Gap | Outcome::WalkAway | Outcome::Advised | Outcome::Available | Outcome::Owed)
        };
        Some(outcomes.len() > 1 || outcomes.iter().all(is))
    };
    Some(if live(left)? && live(right)? { own } else { [Outcome::Settled].into() })
}

/// Could-be, severity and reasons of one case against the reference.
pub(super) fn against_reference(case: &Case, profile: &Profile) {
    let reference = Reference::new(&case.book, profile);
    let assessment = case.assess(profile);
    let exact = !case.book.compares_names();
    for (at, (ruling, finding)) in case.book.rulings.iter().zip(case.findings(&assessment)).enumerate() {
        let could_be: BTreeSet<Outcome> = finding.could_be.iter().copied().collect();
        if let Some(expected) = expected(&reference, at) {
            if exact {
                assert_eq!(could_be, expected, "could-be of {}\n{}", ruling.id, case.shown(profile));
            } else if is_plain(&ruling.body) {
                assert!(
                    could_be.is_superset(&expected),
                    "{could_be:?} misses some of {expected:?} of {}\n{}",
                    ruling.id,
                    case.shown(profile)
                );
            }
        }
        let severity = match (&ruling.severity, &ruling.body) {
            (Some(own), _) => Some(own),
            (None, Body::Step { .. }) => None,
            (None, _) => Some(&case.book.severity),
        };
        if let Some(expected) = severity.and_then(|severity| reference.guarded(severity)) {
            let could_be: BTreeSet<_> = finding.severity.could_be.iter().copied().collect();
            assert_eq!(Some(&finding.severity.worst), could_be.last());
            assert!(could_be.is_superset(&expected), "severity of {}\n{}", ruling.id, case.shown(profile));
            assert!(
                !exact || could_be == expected,
                "severity {could_be:?} {expected:?} of {}\n{}",
                ruling.id,
                case.shown(profile)
            );
        }
        if exact {
            reasons_hold(case, &reference, finding);
        }
    }
    if exact {
        open_facts(case, &reference, &assessment);
    }
}

/// The truth of each reason is its truth over all completions.
fn reasons_hold(case: &Case, reference: &Reference<'_>, finding: &Finding) {
    let mut written = BTreeMap::new();
    case.book.comparisons(&mut |cmp| {
        written.insert(write::comparison(&case.book, cmp), cmp);
    });
    for reason in &finding.because {
        let Some(cmp) = written.get(reason.comparison.place.text()) else { continue };
        if let Some(truth) = reference.truth(cmp) {
            assert_eq!(reason.truth, truth, "`{}`\n{}", reason.comparison.place.text(), case.shown(reference.profile));
        }
    }
}

/// A fact settles a finding alone exactly if each of its values leaves one outcome, and
/// touches it exactly if some value leaves fewer.
fn open_facts(case: &Case, reference: &Reference<'_>, assessment: &Assessment) {
    let ids: Vec<String> = case.built.advice.iter().map(|advice| advice.id.clone()).collect();
    for (name, declared) in case.book.names.iter().enumerate() {
        if reference.points[name].len() < 2 {
            continue;
        }
        let (mut settles, mut touches) = (BTreeSet::new(), 0);
        for (at, ruling) in case.book.rulings.iter().enumerate().filter(|(_, ruling)| is_plain(&ruling.body)) {
            let Some(all) = reference.outcomes(at) else { return };
            if all.len() < 2 {
                continue;
            }
            let after: Option<Vec<usize>> = reference.points[name]
                .iter()
                .map(|point| Some(reference.outcomes_with(at, Some((name, point)))?.len()))
                .collect();
            let Some(after) = after else { return };
            if after.iter().all(|left| *left == 1) {
                settles.insert(format!("p/{}", ruling.id));
            }
            touches += usize::from(after.iter().any(|left| *left < all.len()));
        }
        let open = assessment.open_facts.iter().find(|open| case.built.name(open.name).id == declared.id);
        let found: BTreeSet<String> =
            open.iter().flat_map(|open| open.settles.iter().map(|advice| ids[advice.0].clone())).collect();
        assert_eq!(found, settles, "settled by {}\n{}", declared.id, case.shown(reference.profile));
        let found = open.map_or(0, |open| open.touches);
        assert_eq!(found, touches, "touched by {}\n{}", declared.id, case.shown(reference.profile));
    }
}
