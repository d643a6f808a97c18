//! Comparisons whose answer no proof may rest on: with free text, with the day of the
//! assessment where it is not given, with figures, with amounts in currencies whose rates
//! only a profile states. Each becomes a yes-no fact of its own that may be either, so that what
//! is proven holds whatever the text, the day and the rates are.

use std::collections::{BTreeMap, BTreeSet};

use crate::rulebook::Rulebook;
use crate::rulebook::advice::Body;
use crate::rulebook::condition::{Ask, Comparison, Condition, Guarded, NameId, Operand};
use crate::rulebook::vocabulary::{Name, Role, Silence};
use crate::value::{Kind, Relation, Type, Value};

/// Why a comparison is not looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    /// It depends on the day of the assessment, and none is given.
    Date,
    /// It depends on rates between currencies.
    Rates,
    /// It compares free text.
    Text,
    /// It depends on what is worked out from others.
    Figures,
    /// It depends on how two names compare, for some companies one way and for some the
    /// other.
    Names,
    /// Looking into it would take too long.
    Effort,
}

/// What is opaque in a rulebook.
pub(super) struct Opaque {
    dated: bool,
    mixed: BTreeSet<NameId>,
}

impl Opaque {
    /// `dated`: whether comparisons with the day of the assessment are opaque.
    pub(super) fn new(rulebook: &Rulebook, dated: bool) -> Self {
        Self { dated, mixed: mixed_currencies(rulebook) }
    }

    /// Why a comparison is opaque; nothing where it is not.
    pub(super) fn because(&self, rulebook: &Rulebook, comparison: &Comparison) -> Option<Because> {
        let name = comparison.left;
        let is_figure = |name: &NameId| rulebook.name(*name).figure().is_some();
        if is_figure(&name) || comparison.right_names().iter().any(is_figure) {
            return Some(Because::Figures);
        }
        match (&comparison.ask, &rulebook.name(name).of.kind) {
            (Ask::Addressed(_), _) => None,
            (Ask::Within(_) | Ask::HasPassed, _) if self.dated => Some(Because::Date),
            (_, Kind::Text) => Some(Because::Text),
            (_, Kind::Money) if self.mixed.contains(&name) => Some(Because::Rates),
            _ => None,
        }
    }

    /// The rulebook with a fact in the place of each opaque comparison; nothing where
    /// none is opaque.
    pub(super) fn rewritten(&self, rulebook: &Rulebook) -> Option<Rulebook> {
        let mut any = false;
        rulebook.conditions(&mut |condition| {
            condition.comparisons(&mut |comparison| any |= self.because(rulebook, comparison).is_some());
        });
        if !any {
            return None;
        }
        let mut rewritten = rulebook.clone();
        let mut facts = Facts { opaque: self, rulebook, names: BTreeMap::new(), made: Vec::new() };
        each_condition(&mut rewritten, &mut |condition| facts.rewrite(condition));
        rewritten.names.append(&mut facts.made);
        Some(rewritten)
    }
}

struct Facts<'a> {
    opaque: &'a Opaque,
    rulebook: &'a Rulebook,
    /// By what is asked of whom.
    names: BTreeMap<(NameId, String, Option<usize>), NameId>,
    made: Vec<Name>,
}

impl Facts<'_> {
    fn rewrite(&mut self, condition: &mut Condition) {
        match condition {
            Condition::Always | Condition::Define(..) => {}
            Condition::All(operands) | Condition::Any(operands) => {
                operands.iter_mut().for_each(|operand| self.rewrite(operand));
            }
            Condition::Not(operand) => self.rewrite(operand),
            Condition::Compare(comparison) => {
                if self.opaque.because(self.rulebook, comparison).is_some() {
                    *condition = self.instead(comparison);
                }
            }
        }
    }

    /// Of a fact, `is not` is the opposite of `is`, and a list is each of its values; where a
    /// term comes in it is not, because of silence.
    fn instead(&mut self, comparison: &Comparison) -> Condition {
        let with_term = comparison.right_names().iter().any(|name| self.rulebook.name(*name).term().is_some());
        let is_fact = matches!(self.rulebook.name(comparison.left).role, Role::Fact) && !with_term;
        let is = |value: &Value| Ask::Order(Relation::Is, Operand::Value(value.clone()));
        match &comparison.ask {
            Ask::IsNot(operand) if is_fact => {
                let same = self.fact(comparison, &Ask::Order(Relation::Is, operand.clone()));
                Condition::Not(Box::new(same))
            }
            Ask::OneOf { values, negated } if is_fact => {
                let each = values.iter().map(|value| self.fact(comparison, &is(value))).collect();
                let any = Condition::Any(each);
                if *negated { Condition::Not(Box::new(any)) } else { any }
            }
            ask => self.fact(comparison, ask),
        }
    }

    fn fact(&mut self, comparison: &Comparison, ask: &Ask) -> Condition {
        let key = (comparison.left, format!("{ask:?}"), comparison.written_in);
        let next = NameId(self.rulebook.names.len() + self.made.len());
        let name = *self.names.entry(key).or_insert(next);
        if name == next {
            let title = comparison.place.text().to_owned();
            self.made.push(Name {
                id: title.clone(),
                title,
                of: Type::plain(Kind::YesNo),
                role: Role::Fact,
                ask: None,
                owner: None,
                shared: false,
                place: comparison.place.clone(),
            });
        }
        Condition::Compare(Comparison {
            left: name,
            ask: Ask::Order(Relation::Is, Operand::Value(Value::YesNo(true))),
            written_in: None,
            place: comparison.place.clone(),
        })
    }
}

/// Every condition, to be changed: [`Rulebook::conditions`] in the same order.
fn each_condition(rulebook: &mut Rulebook, change: &mut impl FnMut(&mut Condition)) {
    fn arms<T>(guarded: &mut Guarded<T>, change: &mut impl FnMut(&mut Condition)) {
        guarded.arms.iter_mut().for_each(|(condition, _)| change(condition));
    }
    rulebook.defines.iter_mut().for_each(|define| change(&mut define.condition));
    for name in &mut rulebook.names {
        let cited = match &mut name.role {
            Role::Parameter(cited) => Some(cited),
            Role::Term(term) => term.standard.as_mut(),
            Role::Fact => None,
            Role::Figure(figure) => {
                change(&mut figure.when);
                arms(&mut figure.value, change);
                None
            }
        };
        cited.into_iter().for_each(|cited| arms(&mut cited.value, change));
    }
    for risk in &mut rulebook.risks {
        arms(&mut risk.severity, change);
        risk.pitfalls.iter_mut().for_each(|(_, when)| change(when));
    }
    for advice in &mut rulebook.advice {
        change(&mut advice.when);
        arms(&mut advice.severity, change);
        advice.owner.iter_mut().for_each(|owner| arms(owner, change));
        match &mut advice.body {
            Body::Redline(redline) => {
                arms(&mut redline.priority, change);
                redline.instrument.iter_mut().for_each(|instrument| arms(instrument, change));
                let fallbacks = redline.fallbacks.iter_mut();
                for rung in std::iter::once(&mut redline.preferred).chain(fallbacks).chain(&mut redline.walk_away) {
                    change(&mut rung.condition);
                    change(&mut rung.when);
                    rung.approver.iter_mut().for_each(|approver| arms(approver, change));
                }
            }
            Body::Mitigation { done_when, .. } | Body::Step { done_when } | Body::Duty { done_when, .. } => {
                done_when.iter_mut().for_each(&mut *change)
            }
            Body::Question { .. } | Body::Lever { .. } | Body::Conflict { .. } => {}
        }
    }
}

/// The currencies that the rules name, sorted.
pub(super) fn currencies(rulebook: &Rulebook) -> Vec<String> {
    let mut all: BTreeSet<String> = BTreeSet::new();
    for of_name in currencies_by_name(rulebook) {
        all.extend(of_name);
    }
    all.into_iter().collect()
}

fn currency(value: &Value) -> Option<String> {
    match value {
        Value::Money(money) => Some(money.currency.clone()),
        _ => None,
    }
}

fn operands(comparison: &Comparison) -> Vec<&Operand> {
    match &comparison.ask {
        Ask::Order(_, operand) | Ask::IsNot(operand) => vec![operand],
        Ask::Between(low, high) => vec![low, high],
        _ => Vec::new(),
    }
}

fn currencies_by_name(rulebook: &Rulebook) -> Vec<BTreeSet<String>> {
    let own = |name: &Name| {
        let cited = name.cited().into_iter().flat_map(|cited| cited.value.values()).filter_map(currency);
        let silent = name.term().and_then(|term| match &term.silence {
            Silence::Means(value) => currency(value),
            Silence::Nothing | Silence::Standard => None,
        });
        cited.chain(silent).collect()
    };
    let mut all: Vec<BTreeSet<String>> = rulebook.names.iter().map(own).collect();
    rulebook.conditions(&mut |condition| {
        condition.comparisons(&mut |comparison| {
            let mut values: Vec<String> = operands(comparison)
                .into_iter()
                .filter_map(|operand| match operand {
                    Operand::Value(value) => currency(value),
                    Operand::Name(_) => None,
                })
                .collect();
            if let Ask::OneOf { values: listed, .. } = &comparison.ask {
                values.extend(listed.iter().filter_map(currency));
            }
            if let Some(of_name) = all.get_mut(comparison.left.0) {
                of_name.extend(values);
            }
        });
    });
    all
}

/// The names that are compared, by whatever detour, with amounts in two currencies.
fn mixed_currencies(rulebook: &Rulebook) -> BTreeSet<NameId> {
    let mut all = currencies_by_name(rulebook);
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    rulebook.conditions(&mut |condition| {
        condition.comparisons(&mut |comparison| {
            if rulebook.name(comparison.left).of.kind == Kind::Money {
                pairs.extend(comparison.right_names().into_iter().map(|right| (comparison.left.0, right.0)));
            }
        });
    });
    let mut grows = true;
    while grows {
        grows = false;
        for (left, right) in pairs.iter().flat_map(|(left, right)| [(*left, *right), (*right, *left)]) {
            let of_left = all.get(left).cloned().unwrap_or_default();
            if let Some(of_right) = all.get_mut(right)
                && !of_left.is_subset(of_right)
            {
                of_right.extend(of_left);
                grows = true;
            }
        }
    }
    let mixed = all.iter().enumerate().filter(|(_, currencies)| currencies.len() > 1);
    mixed.map(|(at, _)| NameId(at)).collect()
}
