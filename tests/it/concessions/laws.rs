//! What holds for every deal.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proviso::assess::concessions::{Clash, Concessions, Package, Point, Stance};
use proviso::assess::finding::{Finding, Outcome, Truth};
use proviso::rulebook::advice::{AdviceId, Body, Priority, Severity};

use crate::documents::deal::Deal;
use crate::laws::config;
use crate::laws::tape::Tape;

use super::generate::{Generated, generated};
use super::{deal, found, id};

fn is_short(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::WalkAway | Outcome::Gap | Outcome::Fallback(_))
}

fn finding(deal: &Deal, advice: AdviceId) -> &Finding {
    &deal.assessment.findings[advice.0]
}

/// Exactly the redlines that fall short, or may, and are not waived are on the table.
fn the_table(deal: &Deal, found: &Concessions) {
    let table: BTreeSet<AdviceId> = found.points.iter().map(|point| point.advice).collect();
    assert_eq!(table.len(), found.points.len(), "each once");
    for (at, rule) in deal.rulebook.advice.iter().enumerate() {
        let finding = finding(deal, AdviceId(at));
        let on = matches!(rule.body, Body::Redline(_)) && !finding.is_waived() && finding.could_be.iter().any(is_short);
        assert_eq!(table.contains(&AdviceId(at)), on, "{}", rule.id);
    }
    for point in &found.points {
        let finding = finding(deal, point.advice);
        let held = matches!(&point.stance, Stance::Hold(reasons) | Stance::Guard(reasons) if !reasons.is_empty());
        let must = finding.priority.as_ref().is_some_and(|priority| priority.could_be.contains(&Priority::MustHave));
        assert!(held || !must, "{} is a must-have", id(deal, point.advice));
        assert!(held || !finding.severity.could_be.contains(&Severity::Critical));
        let has_ground = point.bottom > 0 && finding.rungs[point.bottom].open == Truth::True;
        let needs_ground = matches!(point.stance, Stance::Guard(_) | Stance::AgreeFast);
        assert!(has_ground || !needs_ground, "{point:?}");
        let past = finding.decided() == Some(Outcome::WalkAway);
        assert!(!past || matches!(point.stance, Stance::Hold(_)), "{point:?}");
        never_below_the_draft(finding, point);
        assert!(point.opening <= point.target && point.target <= point.bottom.max(point.opening), "{point:?}");
    }
}

/// One neither begins below what the draft gives for certain, nor stops there.
fn never_below_the_draft(finding: &Finding, point: &Point) {
    if let Some(Outcome::Fallback(at)) = finding.decided() {
        assert!(point.opening <= at + 1 && point.bottom <= at + 1, "{point:?}");
    }
    assert!(finding.is_within_reach(point.opening) || finding.rungs.iter().all(|rung| rung.open != Truth::True));
}

fn fair(deal: &Deal, generated: &Generated, found: &Concessions, package: &Package) {
    assert!(!package.gives.is_empty() && !package.gets.is_empty(), "gives and gets something");
    assert_eq!(package.cost, package.gives.iter().map(|give| give.cost).sum::<usize>());
    assert_eq!(package.worth, package.gets.iter().map(|get| get.worth).sum::<usize>());
    assert!(package.worth >= package.cost, "{package:?}");
    assert!(package.gets.iter().all(|get| get.worth > 0));
    let gives = package.gives.iter().map(|give| (give.advice, give.rung));
    let rungs = gives.chain(package.gets.iter().map(|get| (get.advice, get.rung)));
    for (advice, rung) in rungs {
        let finding = finding(deal, advice);
        assert!(!finding.is_waived());
        match (&deal.rulebook.advice[advice.0].body, rung) {
            (Body::Lever { .. }, None) => assert_eq!(finding.decided(), Some(Outcome::Available)),
            (Body::Redline(redline), Some(rung)) => {
                assert!(finding.could_be.iter().all(is_short), "certain to be on the table");
                assert!(rung <= redline.fallbacks.len(), "not the walk-away");
                assert_eq!(finding.rungs[rung].open, Truth::True, "open");
                at_its_edge(deal, generated, advice, rung);
            }
            other => panic!("{other:?}"),
        }
    }
    for give in &package.gives {
        let finding = finding(deal, give.advice);
        let rule = &deal.rulebook.advice[give.advice.0];
        let asked = |id: &AdviceId| package.gets.iter().any(|get| get.advice == *id);
        assert!(rule.exchange.trades_for.is_empty() || rule.exchange.trades_for.iter().any(asked), "for what it names");
        if give.rung.is_none() {
            assert!(matches!(rule.body, Body::Lever { give: Some(_), .. }), "something to give");
            continue;
        }
        let point = found.points.iter().find(|point| point.advice == give.advice).unwrap();
        assert_eq!(point.stance, Stance::Trade);
        assert!(give.rung.unwrap() <= point.bottom);
        let must = finding.priority.as_ref().unwrap().could_be.contains(&Priority::MustHave);
        assert!(!must, "a must-have is not given");
        // What the draft gives is accepted: less is never offered, and more is no concession.
        assert!(matches!(finding.decided(), Some(Outcome::Fallback(at)) if give.rung == Some(at + 1)));
    }
    needs_and_conflicts(deal, found, package);
}

/// A draft that says just what a rung asks for comes to that rung or a better one.
fn at_its_edge(deal: &Deal, generated: &Generated, advice: AdviceId, rung: usize) {
    let Body::Redline(redline) = &deal.rulebook.advice[advice.0].body else { panic!() };
    let place = &redline.rungs().nth(rung).unwrap().place;
    let days = place.text().split_whitespace().nth(4).unwrap().to_owned();
    let term = &deal.rulebook.name(redline.subject).id;
    let order: Vec<usize> = (0..generated.rules.len()).collect();
    let agreed = super::deal(&generated.rules(&order), &generated.profile(Some((term, &format!("{days} days")))));
    let reached = |outcome: &Outcome| match outcome {
        Outcome::Preferred => true,
        Outcome::Fallback(at) => *at < rung,
        _ => false,
    };
    let could_be = &finding(&agreed, advice).could_be;
    assert!(could_be.iter().all(reached), "{} at {days}: {could_be:?}", id(deal, advice));
}

fn needs_and_conflicts(deal: &Deal, found: &Concessions, package: &Package) {
    let members = package.members();
    assert_eq!(members.iter().collect::<BTreeSet<_>>().len(), members.len());
    for member in &members {
        for needed in &deal.rulebook.advice[member.0].exchange.requires {
            let met = finding(deal, *needed)
                .could_be
                .iter()
                .all(|outcome| !is_short(outcome) || matches!(outcome, Outcome::Fallback(_)))
                && !finding(deal, *needed)
                    .could_be
                    .iter()
                    .any(|outcome| matches!(outcome, Outcome::Advised | Outcome::Unavailable));
            let asked = package.gets.iter().any(|get| get.advice == *needed);
            assert!(
                met || asked || package.first.contains(needed),
                "{} needs {}",
                id(deal, *member),
                id(deal, *needed)
            );
        }
    }
    for finding in &deal.assessment.findings {
        if let Body::Conflict { between: (one, other), .. } = &deal.rulebook.advice[finding.advice.0].body
            && finding.could_be.contains(&Outcome::Live)
        {
            let used = package.gives.iter().filter(|give| give.rung.is_none()).map(|give| give.advice);
            let pursued: Vec<AdviceId> = used.chain(package.gets.iter().map(|get| get.advice)).collect();
            assert!(!(pursued.contains(one) && pursued.contains(other)), "no two that pull apart");
            let told = found.against.iter().any(|pair| pair.because == Clash::Conflict(finding.advice));
            let table = |id: &AdviceId| {
                found.points.iter().any(|point| point.advice == *id)
                    || found.levers.iter().any(|chip| chip.advice == *id)
            };
            assert_eq!(told, table(one) && table(other));
        }
    }
}

/// All that was found, by the names of the rules.
fn told(deal: &Deal, found: &Concessions) -> Vec<String> {
    let name = |advice: AdviceId| id(deal, advice).to_owned();
    let mut told = Vec::new();
    for point in &found.points {
        let returns: BTreeSet<String> = point.returns.iter().map(|id| name(*id)).collect();
        let rungs = (point.opening, point.target, point.bottom);
        told.push(format!(
            "{} {:?} {:?} {:?} {rungs:?} {returns:?}",
            name(point.advice),
            point.stance,
            point.cost,
            point.value
        ));
    }
    told.extend(
        found
            .levers
            .iter()
            .map(|chip| format!("{} {:?} {:?} {}", name(chip.advice), chip.cost, chip.value, chip.certain)),
    );
    for package in &found.packages {
        let gives: Vec<String> =
            package.gives.iter().map(|give| format!("{} {:?} {}", name(give.advice), give.rung, give.cost)).collect();
        let gets: Vec<String> =
            package.gets.iter().map(|get| format!("{} {:?} {}", name(get.advice), get.rung, get.worth)).collect();
        let first: Vec<String> = package.first.iter().map(|id| name(*id)).collect();
        told.push(format!("{gives:?} for {gets:?} after {first:?} {:?}", package.approvers));
    }
    told.extend(found.against.iter().map(|pair| {
        let because = match pair.because {
            Clash::Conflict(conflict) => name(conflict),
            Clash::OutOfReach => "out of reach".to_owned(),
        };
        format!("{} against {}: {because}", name(pair.one), name(pair.other))
    }));
    told
}

fn choices() -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(any::<u16>(), 0..220)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn packages_are_fair(choices in choices()) {
        let generated = generated(&choices);
        let order: Vec<usize> = (0..generated.rules.len()).collect();
        let deal = deal(&generated.rules(&order), &generated.profile(None));
        let found = found(&deal);
        the_table(&deal, &found);
        prop_assert!(found.packages.len() <= 5);
        let mut used = BTreeSet::new();
        for package in &found.packages {
            fair(&deal, &generated, &found, package);
            prop_assert!(package.members().into_iter().all(|member| used.insert(member)), "nothing is given twice");
        }
    }

    #[test]
    fn the_order_of_declarations_changes_nothing(choices in choices(), shuffle in prop::collection::vec(any::<u16>(), 12)) {
        let generated = generated(&choices);
        let mut order: Vec<usize> = (0..generated.rules.len()).collect();
        let one = deal(&generated.rules(&order), &generated.profile(None));
        Tape::new(&shuffle).shuffle(&mut order);
        let other = deal(&generated.rules(&order), &generated.profile(None));
        prop_assert_eq!(told(&one, &found(&one)), told(&other, &found(&other)));
    }
}

/// The laws would say little if hardly any deal had a package.
#[test]
fn many_deals_have_packages() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut packages = 0;
    for _ in 0..200 {
        let choices = choices().new_tree(&mut runner).unwrap().current();
        let generated = generated(&choices);
        let order: Vec<usize> = (0..generated.rules.len()).collect();
        packages += found(&deal(&generated.rules(&order), &generated.profile(None))).packages.len();
    }
    assert!(packages >= 60, "{packages} packages");
}
