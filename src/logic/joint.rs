//! Whether comparisons of two names can hold together, given where each name lies: order
//! closure along one path of a diagram.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::logic::conditions::Conditions;
use crate::logic::variables::{Cutting, Meaning, Pair, PairTest};
use crate::logic::{Knowledge, Leg};
use crate::rulebook::condition::NameId;
use crate::value::{CellSet, Cut, Kind, Money, Relation};

use super::order::{Held, OutOfSteps, Point, Step, Stretch, satisfy};

/// The comparisons of two names of a rulebook.
pub(crate) struct Joint<'a, K: ?Sized> {
    conditions: &'a Conditions<'a>,
    known: &'a K,
}

/// A value for a name that is compared with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Chosen {
    Point(Point),
    Text(String),
}

/// Names that are compared with one another, and what holds between them.
struct Group {
    names: Vec<NameId>,
    held: Vec<(NameId, Held, NameId)>,
}

impl<'a, K: Knowledge + ?Sized> Joint<'a, K> {
    pub(crate) fn new<'r: 'a>(conditions: &'a Conditions<'r>, known: &'a K) -> Self {
        Self { conditions, known }
    }

    /// Whether some values fulfil all comparisons of names on a way. Asked after each leg:
    /// only a further comparison can change the answer.
    pub(crate) fn fits(&self, legs: &[Leg], steps: &mut usize) -> Result<bool, OutOfSteps> {
        let last = legs.last().and_then(|leg| self.pair(leg));
        let Some((pair, _)) = last else { return Ok(true) };
        let group = self.groups(legs).into_iter().find(|group| group.names.contains(&pair.left));
        match group {
            Some(group) => {
                let exact = self.exact(&group);
                Ok(self.solved(&group, legs, exact, steps)?.is_some())
            }
            None => Ok(true),
        }
    }

    /// Values for the names compared on a way that fits, in round figures where there is
    /// room for them.
    pub(crate) fn values(&self, legs: &[Leg]) -> BTreeMap<NameId, Chosen> {
        let mut values = BTreeMap::new();
        for group in self.groups(legs) {
            let exact = self.exact(&group);
            let coarse = self.coarse(&group, legs).into_iter().map(Step::Of);
            let points = coarse.chain([exact]).find_map(|step| {
                let mut steps = 1_000;
                self.solved(&group, legs, step, &mut steps).ok().flatten()
            });
            let texts = self.all_texts(&group);
            let chosen = points.into_iter().flatten().map(|point| match (point, self.kind(&group)) {
                (Point::At(at), Some(Kind::Text)) => {
                    let at = usize::try_from(at).unwrap_or_default();
                    let other = || format!("another text {}", at + 1 - texts.len());
                    Chosen::Text(texts.get(at).map_or_else(other, |text| (*text).clone()))
                }
                (point, _) => Chosen::Point(point),
            });
            values.extend(group.names.iter().copied().zip(chosen));
        }
        values
    }

    fn pair(&self, leg: &Leg) -> Option<(Pair, Held)> {
        let Some(Meaning::Pair(pair)) = self.conditions.variables.meaning(leg.var) else { return None };
        let holds = leg.cells.first() == Some(1);
        let held = match (pair.test, holds) {
            (PairTest::Holds(relation), true) => Held::Is(relation),
            (PairTest::Holds(relation), false) => opposite(relation),
            (PairTest::Differs, true) => Held::Differs,
            (PairTest::Differs, false) => Held::Is(Relation::Is),
        };
        Some((pair, held))
    }

    fn groups(&self, legs: &[Leg]) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for (pair, held) in legs.iter().filter_map(|leg| self.pair(leg)) {
            let own = [pair.left, pair.right];
            let mut joined = Group { names: own.to_vec(), held: vec![(pair.left, held, pair.right)] };
            let (touched, apart): (Vec<Group>, Vec<Group>) =
                groups.into_iter().partition(|group| own.iter().any(|name| group.names.contains(name)));
            for group in touched {
                joined.names.extend(group.names);
                joined.held.extend(group.held);
            }
            joined.names.sort();
            joined.names.dedup();
            groups = apart;
            groups.push(joined);
        }
        groups
    }

    fn solved(
        &self,
        group: &Group,
        legs: &[Leg],
        step: Step,
        steps: &mut usize,
    ) -> Result<Option<Vec<Point>>, OutOfSteps> {
        let choices: Vec<Vec<Stretch>> =
            group.names.iter().map(|name| self.stretches(group, *name, &self.cells(*name, legs))).collect();
        let place = |name: NameId| group.names.iter().position(|other| *other == name).unwrap_or_default();
        let held: Vec<(usize, Held, usize)> =
            group.held.iter().map(|(left, held, right)| (place(*left), *held, place(*right))).collect();
        satisfy(&choices, &held, step, steps)
    }

    /// The cells of a name's values that a way leaves possible.
    fn cells(&self, name: NameId, legs: &[Leg]) -> CellSet {
        let cutting = self.conditions.variables.cutting(name);
        let values = CellSet::full(cutting.cut.cells());
        let leg = legs.iter().find(|leg| leg.var == cutting.var).map(|leg| &leg.cells);
        leg.or_else(|| self.known.cells(cutting.var))
            .map_or_else(|| values.clone(), |cells| cells.intersection(&values))
    }

    fn stretches(&self, group: &Group, name: NameId, cells: &CellSet) -> Vec<Stretch> {
        let cutting = self.conditions.variables.cutting(name);
        match &cutting.cut {
            Cut::Texts(own) => self.texts(group, own, cells),
            _ => {
                let mut found = stretches(cutting, cells);
                found.iter_mut().for_each(|stretch| self.bring_together(group, cutting, stretch));
                found
            }
        }
    }

    /// Amounts in the first currency of their group. An end that no rate brings there is no
    /// limit: less is ruled out then, never too much.
    fn bring_together(&self, group: &Group, cutting: &Cutting, stretch: &mut Stretch) {
        let currencies =
            || group.names.iter().filter_map(|name| self.conditions.variables.cutting(*name).currency.as_ref());
        let (Some(own), Some(common), Stretch::Line(low, high)) = (&cutting.currency, currencies().next(), stretch)
        else {
            return;
        };
        if own != common {
            let rates = &self.conditions.circumstances.rates;
            for end in [low, high] {
                *end = end.and_then(|(amount, included)| {
                    let money = Money { currency: own.clone(), amount };
                    Some((rates.convert(&money, common).ok()?, included))
                });
            }
        }
    }

    /// Texts as numbers, the same in all names of the group; those that no rule names come
    /// after them.
    fn texts(&self, group: &Group, own: &[String], cells: &CellSet) -> Vec<Stretch> {
        let all = self.all_texts(group);
        let one = |at: usize| Stretch::Line(Some((Decimal::from(at), true)), Some((Decimal::from(at), true)));
        let other = u32::try_from(own.len()).unwrap_or(u32::MAX);
        let mut found = Vec::new();
        for (at, text) in all.iter().enumerate() {
            let cell = own.iter().position(|known| known == *text).and_then(|cell| u32::try_from(cell).ok());
            if cells.contains(cell.unwrap_or(other)) {
                found.push(one(at));
            }
        }
        if cells.contains(other) {
            found.push(Stretch::Line(Some((Decimal::from(all.len()), true)), None));
        }
        found
    }

    fn all_texts(&self, group: &Group) -> Vec<&String> {
        let mut all: Vec<&String> = Vec::new();
        for name in &group.names {
            if let Cut::Texts(texts) = &self.conditions.variables.cutting(*name).cut {
                all.extend(texts);
            }
        }
        all.sort();
        all.dedup();
        all
    }

    fn kind(&self, group: &Group) -> Option<&Kind> {
        group.names.first().map(|name| &self.conditions.rulebook.name(*name).of.kind)
    }

    fn exact(&self, group: &Group) -> Step {
        match self.kind(group) {
            Some(Kind::Number { .. } | Kind::Percent | Kind::Money) => Step::Dense,
            _ => Step::Of(Decimal::ONE),
        }
    }

    fn coarse(&self, group: &Group, legs: &[Leg]) -> Vec<Decimal> {
        let stretches = group.names.iter().flat_map(|name| self.stretches(group, *name, &self.cells(*name, legs)));
        let ends: Vec<Decimal> = stretches.flat_map(|stretch| both_ends(&stretch)).collect();
        self.kind(group).map(|kind| coarse_steps(kind, &ends)).unwrap_or_default()
    }
}

/// Round steps of a kind of value, the widest first, by the figures they go with.
pub(crate) fn coarse_steps(kind: &Kind, ends: &[Decimal]) -> Vec<Decimal> {
    const MINUTE: i64 = 60_000;
    const DAY: i64 = 24 * 60 * MINUTE;
    match kind {
        Kind::Duration => [30 * DAY, DAY, 60 * MINUTE, MINUTE, 1000].map(Decimal::from).to_vec(),
        Kind::Date => vec![Decimal::from(30)],
        Kind::Number { .. } | Kind::Percent | Kind::Money => {
            let widest = ends.iter().map(Decimal::abs).max().unwrap_or_default();
            let mut step = Decimal::ONE;
            while let Some(wider) = step.checked_mul(Decimal::TEN)
                && wider.checked_mul(Decimal::TEN).is_some_and(|wide| wide <= widest)
            {
                step = wider;
            }
            std::iter::successors(Some(step), |step| step.checked_div(Decimal::TEN))
                .take(30)
                .take_while(|step| step.scale() <= 3)
                .collect()
        }
        _ => Vec::new(),
    }
}

pub(crate) fn both_ends(stretch: &Stretch) -> impl Iterator<Item = Decimal> + use<> {
    let ends = match stretch {
        Stretch::Top => [None, None],
        Stretch::Line(low, high) => [low.map(|(low, _)| low), high.map(|(high, _)| high)],
    };
    ends.into_iter().flatten()
}

/// The cells of a name that is no text as stretches of its order.
pub(crate) fn stretches(cutting: &Cutting, cells: &CellSet) -> Vec<Stretch> {
    let exactly = |cell: u32| Some((Decimal::from(cell), true));
    match &cutting.cut {
        Cut::Texts(_) => Vec::new(),
        Cut::Choices(_) => {
            cells.runs().iter().map(|run| Stretch::Line(exactly(run.start), exactly(run.end - 1))).collect()
        }
        Cut::Line { points, endless, floor, .. } => {
            let finite = u32::try_from(2 * points.len() + 1).unwrap_or(u32::MAX);
            let point = |at: u32| points.get(at as usize).copied();
            let mut found: Vec<Stretch> = cells
                .intersection(&CellSet::full(finite))
                .runs()
                .iter()
                .map(|run| {
                    let (first, last) = (run.start, run.end - 1);
                    let low = match (first % 2, first / 2) {
                        (1, at) => point(at).map(|point| (point, true)),
                        (_, 0) => floor.map(|floor| (floor, true)),
                        (_, at) => point(at - 1).map(|point| (point, false)),
                    };
                    let high = point(last / 2).map(|point| (point, last % 2 == 1));
                    Stretch::Line(low, high)
                })
                .collect();
            if *endless && cells.contains(finite) {
                found.push(Stretch::Top);
            }
            found
        }
    }
}

fn opposite(relation: Relation) -> Held {
    match relation {
        Relation::Is => Held::Differs,
        Relation::AtLeast => Held::Is(Relation::Below),
        Relation::AtMost => Held::Is(Relation::Above),
        Relation::Above => Held::Is(Relation::AtMost),
        Relation::Below => Held::Is(Relation::AtLeast),
    }
}
