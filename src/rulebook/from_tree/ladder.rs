//! The rungs of a redline: on its subject, what is acceptable grows from rung to rung,
//! against what is better, and never meets the walk-away.

use crate::value::{CellSet, Cut, Key, Relation, Value};

use super::super::advice::{Redline, Rung};
use super::super::condition::{Ask, Comparison, Condition, NameId, Operand};
use super::super::mistakes;
use super::super::vocabulary::{Better, Role};
use super::Builder;

/// What a rung accepts of the subject: for each document that a promise may stand in,
/// cells of the subject. Where a parameter decides, the least and the most it can be.
pub(super) struct Region {
    pub(super) least: Vec<CellSet>,
    most: Vec<CellSet>,
    /// Whether nothing but the subject decides.
    alone: bool,
}

impl Builder {
    /// `when` is when the redline applies.
    pub(super) fn ladder(&mut self, redline: &Redline, when: &Condition) {
        let subject = self.book.name(redline.subject);
        let better = subject.term().and_then(|term| term.better);
        let Some(cut) = self.cut(redline.subject, redline.rungs()) else { return };
        let mut walk_away = redline.walk_away.as_ref();
        let region = walk_away.and_then(|rung| self.region(redline.subject, &cut, rung));
        if let (Some(rung), Some(region)) = (walk_away, region)
            && let Some(better) = better
            && region.most.iter().any(|cells| !is_closed(cells, &cut, !better.is_upward()))
        {
            self.report(mistakes::walk_away_against_better(
                rung.place.clone(),
                &self.title(redline),
                direction(better),
            ));
            // It meets the rungs because it is the wrong way round.
            walk_away = None;
        }
        self.rungs_in_order(redline, &cut, better);
        for rung in std::iter::once(&redline.preferred).chain(&redline.fallbacks) {
            if let Some(walk_away) = walk_away.filter(|walk_away| self.meets(redline.subject, when, rung, walk_away)) {
                let places = (rung.place.clone(), walk_away.place.clone());
                self.report(mistakes::rung_meets_walk_away(places, &self.title(redline)));
            }
        }
    }

    fn rungs_in_order(&mut self, redline: &Redline, cut: &Cut, better: Option<Better>) {
        let documents = self.book.documents.len().max(1);
        let mut accepted = vec![CellSet::empty(); documents];
        let mut before = redline.preferred.place.clone();
        for rung in std::iter::once(&redline.preferred).chain(&redline.fallbacks) {
            let Some(region) = self.region(redline.subject, cut, rung) else { continue };
            let title = self.title(redline);
            let grows = region.most.iter().zip(&accepted).any(|(cells, before)| !cells.is_subset(before));
            if !grows {
                self.report(mistakes::rung_never_reached((rung.place.clone(), before.clone()), &title));
            } else if let Some(better) = better
                && region
                    .most
                    .iter()
                    .zip(&accepted)
                    .any(|(cells, before)| !is_closed(&cells.union(before), cut, better.is_upward()))
            {
                self.report(mistakes::rung_against_better(rung.place.clone(), &title, direction(better)));
            }
            if region.alone && matches!(rung.when, Condition::Always) {
                for (accepted, cells) in accepted.iter_mut().zip(&region.least) {
                    *accepted = accepted.union(cells);
                }
            }
            before = rung.place.clone();
        }
    }

    fn title(&self, redline: &Redline) -> String {
        self.book.name(redline.subject).id.clone()
    }

    /// A name cut at what rungs compare it with; nothing for amounts in two currencies,
    /// which have no order without a profile's rates.
    pub(super) fn cut<'r>(&self, name: NameId, rungs: impl Iterator<Item = &'r Rung>) -> Option<Cut> {
        let values = self.values_compared(name, rungs);
        let currencies: Vec<&String> = values
            .iter()
            .filter_map(|value| match value {
                Value::Money(money) => Some(&money.currency),
                _ => None,
            })
            .collect();
        if currencies.windows(2).any(|pair| pair.first() != pair.last()) {
            return None;
        }
        let texts = values.iter().filter_map(|value| match value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        });
        Some(Cut::new(&self.book.name(name).of, values.iter().filter_map(key), texts.collect()))
    }

    /// The constants, and all values of the parameters, that a name is compared with.
    fn values_compared<'r>(&self, name: NameId, rungs: impl Iterator<Item = &'r Rung>) -> Vec<Value> {
        let mut values = Vec::new();
        for rung in rungs {
            rung.condition.comparisons(&mut |comparison| {
                if comparison.left == name {
                    for operand in operands(comparison) {
                        values.extend(self.arms(&operand).into_iter().flatten());
                    }
                }
            });
        }
        values
    }

    /// The values an operand can have; nothing where a profile decides.
    fn arms(&self, operand: &Operand) -> Option<Vec<Value>> {
        match operand {
            Operand::Value(value) => Some(vec![value.clone()]),
            Operand::Name(name) => match &self.book.name(*name).role {
                Role::Parameter(cited) => Some(cited.value.values().cloned().collect()),
                Role::Fact | Role::Term(_) | Role::Figure(_) => None,
            },
        }
    }

    /// What a rung accepts of the subject; nothing where it does not compare the subject
    /// with constants or parameters.
    pub(super) fn region(&self, subject: NameId, cut: &Cut, rung: &Rung) -> Option<Region> {
        let documents = self.book.documents.len().max(1);
        let all = cut.inhabited();
        let mut region = Region { least: vec![all.clone(); documents], most: vec![all; documents], alone: true };
        let mut compared = false;
        let mut decided = true;
        rung.condition.comparisons(&mut |comparison| {
            if comparison.left != subject {
                region.alone = false;
                return;
            }
            compared = true;
            let Some((least, most)) = self.cells(cut, comparison) else {
                decided = false;
                return;
            };
            for document in 0..documents {
                let stands = comparison.written_in.is_none_or(|least| document >= least);
                for (into, cells) in [(&mut region.least, &least), (&mut region.most, &most)] {
                    if let Some(slot) = into.get_mut(document) {
                        *slot = if stands { slot.intersection(cells) } else { CellSet::empty() };
                    }
                }
            }
        });
        (compared && decided).then_some(region)
    }

    /// The cells a comparison holds in: for certain, and at most.
    fn cells(&self, cut: &Cut, comparison: &Comparison) -> Option<(CellSet, CellSet)> {
        let all = cut.inhabited();
        let each = |values: &[Value], relation| {
            let cells: Vec<CellSet> = values.iter().map(|value| satisfying(cut, relation, value)).collect();
            let least = cells.iter().fold(all.clone(), |least, cells| least.intersection(cells));
            let most = cells.iter().fold(CellSet::empty(), |most, cells| most.union(cells));
            (least.intersection(&all), most.intersection(&all))
        };
        Some(match &comparison.ask {
            Ask::Order(relation, operand) => each(&self.arms(operand)?, *relation),
            Ask::IsNot(operand) => {
                let (least, most) = each(&self.arms(operand)?, Relation::Is);
                (all.difference(&most), all.difference(&least))
            }
            Ask::OneOf { values, negated } => {
                let listed = values
                    .iter()
                    .fold(CellSet::empty(), |cells, value| cells.union(&satisfying(cut, Relation::Is, value)));
                let cells = if *negated { all.difference(&listed) } else { listed.intersection(&all) };
                (cells.clone(), cells)
            }
            Ask::Between(low, high) => {
                let low = each(&self.arms(low)?, Relation::AtLeast);
                let high = each(&self.arms(high)?, Relation::AtMost);
                (low.0.intersection(&high.0), low.1.intersection(&high.1))
            }
            Ask::Within(_) | Ask::HasPassed | Ask::Addressed(_) | Ask::Includes(..) => return None,
        })
    }
}

fn operands(comparison: &Comparison) -> Vec<Operand> {
    match &comparison.ask {
        Ask::Order(_, operand) | Ask::IsNot(operand) => vec![operand.clone()],
        Ask::Between(low, high) => vec![low.clone(), high.clone()],
        Ask::OneOf { values, .. } => values.iter().cloned().map(Operand::Value).collect(),
        Ask::Within(_) | Ask::HasPassed | Ask::Addressed(_) | Ask::Includes(..) => Vec::new(),
    }
}

/// The order of a value; amounts all have one currency here.
fn key(value: &Value) -> Option<Key> {
    match value {
        Value::Money(money) => Some(Key::At(money.amount)),
        value => value.key(),
    }
}

fn satisfying(cut: &Cut, relation: Relation, value: &Value) -> CellSet {
    match value {
        Value::Text(text) => cut.text_cell(text),
        value => key(value).map_or_else(CellSet::empty, |key| cut.satisfying(relation, key)),
    }
}

/// Whether with a cell all cells above it (or below it) are in the set.
fn is_closed(cells: &CellSet, cut: &Cut, upward: bool) -> bool {
    let outside = cut.inhabited().difference(cells);
    if upward {
        cells.first().zip(outside.last()).is_none_or(|(first, last)| last < first)
    } else {
        cells.last().zip(outside.first()).is_none_or(|(last, first)| first > last)
    }
}

fn direction(better: Better) -> &'static str {
    match better {
        Better::Higher => "higher",
        Better::Lower => "lower",
        Better::Yes => "yes",
        Better::No => "no",
    }
}
