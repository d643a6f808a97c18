//! Flips-if: the stated change gives the stated status, and nothing nearer does.

use std::collections::BTreeSet;

use proviso::assess::finding::{Finding, Flip, Outcome, Target};
use proviso::rulebook::condition::NameId;
use proviso::value::{Relation, Value};
use rust_decimal::Decimal;

use super::Case;
use super::model::{Book, Know, Profile, Val};
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
            Target::NotAddressed => self.with(name, Know::Silent),
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

    /// Between what is known and the nearest flip in a direction no sampled value gives
    /// another status; where some value further out does, there is a flip.
    fn nothing_nearer(&self, finding: &Finding) {
        for (name, declared) in self.case.book.names.iter().enumerate() {
            let Know::Ranges(..) = self.profile.known[name] else { continue };
            if !declared.of.kind.is_ordered() {
                continue;
            }
            let values: Vec<&Val> = self.reference.points[name].iter().filter_map(given).collect();
            let (Some(low), Some(high)) = (values.first(), values.last()) else { continue };
            let samples = self.reference.samples(declared.of);
            let out: [Vec<&Val>; 2] = [
                samples.iter().filter(|val| val > high).collect(),
                samples.iter().rev().filter(|val| val < low).collect(),
            ];
            for (upward, samples) in [true, false].into_iter().zip(out) {
                let nearest =
                    samples.iter().find_map(|sample| match self.with_value(name, (*sample).clone()).as_slice() {
                        [outcome] if *outcome != self.decided => Some(((*sample).clone(), *outcome)),
                        _ => None,
                    });
                let flips =
                    finding.flips_if.iter().filter(|flip| self.name(flip.name) == name).filter_map(
                        |flip| match &flip.to {
                            Target::Value(relation, value) => {
                                let reached = self.reached(name, *relation, value, declared.of.kind.grain());
                                ((reached > **high) == upward).then_some((reached, flip.outcome))
                            }
                            _ => None,
                        },
                    );
                let first = flips.min_by(|a, b| if upward { a.0.cmp(&b.0) } else { b.0.cmp(&a.0) });
                assert_eq!(
                    first,
                    nearest,
                    "{} of {}, upward {upward}\n{}",
                    declared.id,
                    self.ruling(),
                    self.case.shown(self.profile)
                );
            }
        }
    }
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
