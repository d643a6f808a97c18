//! Flips-if: the stated change gives the stated status, nothing nearer does, and no
//! further status is left out.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use proviso::assess::finding::{Finding, Flip, Outcome, Target};
use proviso::rulebook::condition::NameId;
use proviso::value::{Relation, Value};
use rust_decimal::Decimal;

use super::Case;
use super::model::{Book, Know, Profile, Role, Val};
use super::reference::{Point, Reference};

pub(crate) fn hold(case: &Case, profile: &Profile) {
    let assessment = case.assess(profile);
    let reference = Reference::new(&case.book, profile);
    let exact = !case.book.compares_names();
    for (at, finding) in case.findings(&assessment).into_iter().enumerate() {
        let Some(decided) = finding.decided() else { continue };
        if !super::is_plain(&case.book.rulings[at].body) {
            continue;
        }
        let judge = Judge { case, profile, reference: &reference, at, decided };
        finding.flips_if.iter().for_each(|flip| judge.flip(flip));
        if exact {
            judge.nothing_nearer(finding);
        }
    }
}

struct Judge<'a> {
    case: &'a Case,
    profile: &'a Profile,
    reference: &'a Reference<'a>,
    at: usize,
    decided: Outcome,
}

impl Judge<'_> {
    fn name(&self, name: NameId) -> usize {
        let id = &self.case.built.name(name).id;
        self.case.book.names.iter().position(|own| own.id == *id).unwrap()
    }

    /// What the rule comes to with something else known.
    fn with(&self, name: usize, know: Know) -> Vec<Outcome> {
        let mut changed = self.profile.clone();
        changed.known[name] = know;
        let assessment = self.case.assess(&changed);
        self.case.findings(&assessment)[self.at].could_be.clone()
    }

    fn with_value(&self, name: usize, val: Val) -> Vec<Outcome> {
        let document = self.profile.known[name].document();
        self.with(name, Know::one(val, document))
    }

    fn flip(&self, flip: &Flip) {
        let name = self.name(flip.name);
        let (must, may) = match &self.profile.known[name] {
            Know::Members { must, may, .. } => (must.clone(), may.clone()),
            _ => (BTreeSet::new(), BTreeSet::new()),
        };
        let document = self.profile.known[name].document();
        let outcome = match &flip.to {
            Target::Value(relation, value) => self.with_value(name, self.reached(name, *relation, value, 1)),
            Target::Includes(member) => {
                let must = must.iter().copied().chain([*member]).collect();
                self.with(name, Know::Members { must, may, document })
            }
            Target::Excludes(member) => {
                let must = must.into_iter().filter(|other| other != member).collect();
                self.with(name, Know::Members { must, may, document })
            }
            Target::Addressed => {
                let samples = self.reference.samples(self.case.book.names[name].of);
                let mut all: Vec<Outcome> = samples.into_iter().flat_map(|val| self.with_value(name, val)).collect();
                all.dedup();
                all
            }
            Target::WrittenIn(document) => {
                let know = match self.profile.known[name].clone() {
                    Know::Ranges(ranges, _) => Know::Ranges(ranges, Some(*document)),
                    Know::Members { must, may, .. } => Know::Members { must, may, document: Some(*document) },
                    other => other,
                };
                self.with(name, know)
            }
        };
        let shown = self.case.shown(self.profile);
        assert_eq!(
            outcome,
            [flip.outcome],
            "{} {:?} of {}\n{shown}",
            self.case.book.names[name].id,
            flip,
            self.ruling()
        );
    }

    fn ruling(&self) -> &str {
        &self.case.book.rulings[self.at].id
    }

    /// A value that a target names; a step beyond it for `above` and `below`.
    fn reached(&self, name: usize, relation: Relation, value: &Value, step: i64) -> Val {
        match (val(&self.case.book, name, value), relation) {
            (Val::At(at), Relation::Above) => Val::At(at + step),
            (Val::At(at), Relation::Below) => Val::At(at - step),
            (Val::Endless, Relation::Below) => self
                .reference
                .samples(self.case.book.names[name].of)
                .into_iter()
                .rfind(|val| *val != Val::Endless)
                .unwrap(),
            (val, _) => val,
        }
    }

    /// Going outward from what is known, each further status is told once, at the first
    /// sampled value that gives it; and so, going from worse to better, each better status
    /// than what silence gives.
    fn nothing_nearer(&self, finding: &Finding) {
        for (name, declared) in self.case.book.names.iter().enumerate() {
            if !declared.of.kind.is_ordered() {
                continue;
            }
            let samples = self.reference.samples(declared.of);
            let points = &self.reference.points[name];
            if let ([Point::Silent], Role::Term { better: Some(_), .. }) = (points.as_slice(), &declared.role) {
                let order = self.ever_better(name);
                let order: Vec<&Val> = order.iter().collect();
                let expected = self.each_once(name, &order, |outcome| standing(outcome) > standing(self.decided));
                self.told(finding, name, &expected, "out of silence", |_| true);
                continue;
            }
            let Know::Ranges(..) = self.profile.known[name] else { continue };
            let values: Vec<&Val> = points.iter().filter_map(given).collect();
            let (Some(low), Some(high)) = (values.first(), values.last()) else { continue };
            let above: Vec<&Val> = samples.iter().filter(|val| val > high).collect();
            let below: Vec<&Val> = samples.iter().rev().filter(|val| val < low).collect();
            for (direction, out) in [("upward", above), ("downward", below)] {
                let expected = self.each_once(name, &out, |outcome| outcome != self.decided);
                self.told(finding, name, &expected, direction, |val| (val > *high) == (direction == "upward"));
            }
        }
    }

    fn ever_better(&self, name: usize) -> Vec<Val> {
        let declared = &self.case.book.names[name];
        let mut samples = self.reference.samples(declared.of);
        if matches!(declared.role, Role::Term { better: Some("lower"), .. }) {
            samples.reverse();
        }
        samples
    }

    /// Going through values, the first that gives each status.
    fn each_once(&self, name: usize, order: &[&Val], counts: impl Fn(Outcome) -> bool) -> Vec<(Val, Outcome)> {
        let mut found: Vec<(Val, Outcome)> = Vec::new();
        for val in order {
            if let [outcome] = self.with_value(name, (*val).clone()).as_slice()
                && counts(*outcome)
                && found.iter().all(|(_, known)| known != outcome)
            {
                found.push(((*val).clone(), *outcome));
            }
        }
        found
    }

    /// The values that flips of a name lead to, among those that are meant.
    fn told(
        &self,
        finding: &Finding,
        name: usize,
        expected: &[(Val, Outcome)],
        direction: &str,
        meant: impl Fn(&Val) -> bool,
    ) {
        let declared = &self.case.book.names[name];
        let flips = finding.flips_if.iter().filter(|flip| self.name(flip.name) == name);
        let told: Vec<(Val, Outcome)> = flips
            .filter_map(|flip| match &flip.to {
                Target::Value(relation, value) => {
                    Some((self.reached(name, *relation, value, declared.of.kind.grain()), flip.outcome))
                }
                Target::Addressed => Some((self.ever_better(name).swap_remove(0), flip.outcome)),
                _ => None,
            })
            .filter(|(val, _)| meant(val))
            .collect();
        let shown = self.case.shown(self.profile);
        assert_eq!(told, expected, "{} of {}, {direction}\n{shown}", declared.id, self.ruling());
    }
}

/// How good a status is: by its rank, and of two fallbacks the earlier one.
fn standing(outcome: Outcome) -> (u8, Reverse<usize>) {
    let rung = if let Outcome::Fallback(at) = outcome { at } else { 0 };
    (outcome.rank(), Reverse(rung))
}

fn given(point: &Point) -> Option<&Val> {
    match point {
        Point::Given(val, _) => Some(val),
        _ => None,
    }
}

/// A value of the engine as the tests write it.
fn val(book: &Book, name: usize, value: &Value) -> Val {
    let thousandths = |number: Decimal| i64::try_from(number * Decimal::ONE_THOUSAND).unwrap();
    match value {
        Value::YesNo(yes) => Val::Flag(*yes),
        Value::Level(at) => Val::Level(*at),
        Value::Members(members) => Val::Members(members.clone()),
        Value::Number(number) | Value::Percent(number) => Val::At(thousandths(*number)),
        Value::Money(money) if money.currency == "EUR" => Val::At(thousandths(money.amount * Decimal::TWO)),
        Value::Money(money) => Val::At(thousandths(money.amount)),
        Value::Duration(duration) => Val::At(i64::try_from(duration.length()).unwrap()),
        Value::Date(date) => Val::At(i64::from(date.since(jiff::civil::date(1970, 1, 1)).unwrap().get_days())),
        Value::Endless => Val::Endless,
        Value::Text(_) => panic!("{} has no such value", book.names[name].id),
    }
}
