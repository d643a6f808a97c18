//! What else becomes known when one name gets a value.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::logic::conditions::Conditions;
use crate::logic::variables::{GIVEN, PairTest};
use crate::logic::{Knowledge, Var};
use crate::rulebook::condition::NameId;
use crate::value::{CellSet, Cut, Key, Kind, Value};

use super::finding::KnownBy;
use super::world::{End, World, currency_of_name, pair_cells, stretches};

/// So many combinations of a set's members are tried before each is tried alone.
const MOST_COMBINATIONS: u32 = 1024;

/// The variables that a value fixes, each with its cells.
pub(super) type Fixed = Vec<(Var, CellSet)>;

/// The world with some variables changed.
pub(super) struct Changed<'a> {
    pub(super) world: &'a World,
    pub(super) cells: &'a [(Var, CellSet)],
}

impl Knowledge for Changed<'_> {
    fn cells(&self, var: Var) -> Option<&CellSet> {
        let changed = self.cells.iter().find(|(changed, _)| *changed == var).map(|(_, cells)| cells);
        changed.or_else(|| self.world.cells.cells(var))
    }
}

/// A place on the line of a name.
#[derive(Clone, Copy)]
pub(super) enum Spot {
    /// This value.
    At(Decimal),
    /// Between two neighbouring values that matter; nothing is no end.
    Between(Option<Decimal>, Option<Decimal>),
    /// `unlimited` or `never`.
    Top,
}

/// Values that names can move to.
#[derive(Clone, Copy)]
pub(super) struct Moves<'a, 'r> {
    pub(super) conditions: &'a Conditions<'r>,
    pub(super) world: &'a World,
}

impl Moves<'_, '_> {
    pub(super) fn currency(&self, name: NameId) -> Option<String> {
        currency_of_name(self.conditions, &self.world.known, name)
    }

    /// A name's own variable, and its comparisons with others.
    fn to(&self, name: NameId, cells: CellSet, stretch: (End, End)) -> Fixed {
        let mut fixed = vec![(self.conditions.variables.cutting(name).var, cells)];
        for (pair, var) in self.conditions.variables.pairs() {
            if pair.left == name || pair.right == name {
                // Where a rate is missing, nothing is known of the comparison.
                let cells = pair_cells(self.conditions, &self.world.known, pair, Some((name, stretch)));
                fixed.push((var, cells.unwrap_or_else(|_| CellSet::full(2))));
            }
        }
        fixed
    }

    pub(super) fn to_level(self, name: NameId, at: u32) -> Fixed {
        let key = Some((Key::At(Decimal::from(at)), true));
        self.to(name, CellSet::single(at), (key, key))
    }

    pub(super) fn to_spot(self, name: NameId, spot: Spot) -> Fixed {
        let (low, high) = spot.stretch();
        self.to(name, self.conditions.variables.cutting(name).cut.touching(low, high), (low, high))
    }

    /// All places on the line of a name where something may change: where it is cut, and
    /// where what is known of the names it is compared with begins and ends.
    pub(super) fn spots(&self, name: NameId) -> Vec<Spot> {
        let cutting = self.conditions.variables.cutting(name);
        let Cut::Line { points, endless, .. } = &cutting.cut else { return Vec::new() };
        let mut points = points.clone();
        let currency = self.currency(name);
        for (pair, _) in self.conditions.variables.pairs() {
            let other = match (pair.left == name, pair.right == name) {
                (true, false) => pair.right,
                (false, true) => pair.left,
                _ => continue,
            };
            let known = stretches(self.conditions.circumstances, self.world.known(other), currency.as_deref());
            let ends = known.ok().flatten().into_iter().flatten().flat_map(|(low, high)| [low, high]);
            points.extend(ends.filter_map(|end| match end {
                Some((Key::At(at), _)) => Some(at.normalize()),
                _ => None,
            }));
        }
        points.sort();
        points.dedup();
        let mut spots = Vec::with_capacity(2 * points.len() + 1);
        let mut before = None;
        for point in points {
            spots.push(Spot::Between(before, Some(point)));
            spots.push(Spot::At(point));
            before = Some(point);
        }
        spots.push(Spot::Between(before, None));
        spots.extend(endless.then_some(Spot::Top));
        // Below nothing there is nothing.
        spots.retain(|spot| {
            let (low, high) = spot.stretch();
            !cutting.cut.touching(low, high).is_empty()
        });
        spots
    }

    /// Each answer that there can still be about a name, and so about the figures it is
    /// behind, as far as it can make a difference.
    pub(super) fn answers(&self, name: NameId) -> Vec<Fixed> {
        let mut answers = self.values(name);
        answers = self.in_documents(name, answers);
        let cutting = self.conditions.variables.cutting(name);
        let is_value = |cell: &u32| match self.conditions.rulebook.name(name).of.kind {
            Kind::Set(_) => *cell == GIVEN,
            _ => *cell < cutting.cut.cells(),
        };
        if self.world.known(name).by != KnownBy::Figure {
            let other = self.possible(cutting.var).into_iter().filter(|cell| !is_value(cell));
            answers.extend(other.map(|cell| vec![(cutting.var, CellSet::single(cell))]));
        }
        // How far an answer moves a figure is not looked into.
        let figures = self.world.worked.iter().filter(|(_, working)| working.waits_for.contains(&name));
        answers.extend(figures.flat_map(|(figure, _)| self.values(*figure)));
        answers
    }

    fn possible(&self, var: Var) -> Vec<u32> {
        self.world.cells.cells(var).map(|cells| cells.iter().collect()).unwrap_or_default()
    }

    fn values(&self, name: NameId) -> Vec<Fixed> {
        let cutting = self.conditions.variables.cutting(name);
        let possible = self.possible(cutting.var);
        match &self.conditions.rulebook.name(name).of.kind {
            Kind::Set(_) => self.members(name),
            Kind::YesNo | Kind::OneOf(_) | Kind::Scale(_) => {
                let levels = possible.into_iter().filter(|cell| *cell < cutting.cut.cells());
                levels.map(|at| self.to_level(name, at)).collect()
            }
            Kind::Text => self.texts(name),
            _ => {
                let can_be = |spot: &Spot| {
                    let (low, high) = spot.stretch();
                    cutting.cut.touching(low, high).iter().any(|cell| possible.contains(&cell))
                };
                self.spots(name).into_iter().filter(can_be).map(|spot| self.to_spot(name, spot)).collect()
            }
        }
    }

    /// The texts that the rules and the names it is compared with speak of, and any other.
    fn texts(&self, name: NameId) -> Vec<Fixed> {
        let cutting = self.conditions.variables.cutting(name);
        let possible = self.possible(cutting.var);
        let mut others: Vec<(PairTest, Var, String)> = Vec::new();
        for (pair, var) in self.conditions.variables.pairs() {
            if (pair.left == name || pair.right == name)
                && let other = if pair.left == name { pair.right } else { pair.left }
                && let Some(Value::Text(text)) = self.world.known(other).possible.single()
            {
                others.push((pair.test, var, text));
            }
        }
        let own = if let Cut::Texts(texts) = &cutting.cut { texts.as_slice() } else { &[] };
        let mut texts: Vec<Option<&String>> =
            own.iter().chain(others.iter().map(|(_, _, text)| text)).map(Some).collect();
        texts.sort();
        texts.dedup();
        // Some other text lies in the last cell.
        texts.push(None);
        let answer = |text: Option<&String>| {
            let cell =
                text.map_or_else(|| CellSet::single(cutting.silent_cell() - 1), |text| cutting.cut.text_cell(text));
            let same = others.iter().map(|(test, var, other)| {
                (*var, CellSet::single(u32::from((Some(other) == text) == matches!(test, PairTest::Holds(_)))))
            });
            cell.first()
                .is_some_and(|at| possible.contains(&at))
                .then(|| std::iter::once((cutting.var, cell.clone())).chain(same).collect())
        };
        texts.into_iter().filter_map(answer).collect()
    }

    /// The members a set can have: all combinations, or each alone where those are many.
    fn members(&self, name: NameId) -> Vec<Fixed> {
        let cutting = self.conditions.variables.cutting(name);
        let is_given = self.possible(cutting.var).contains(&GIVEN);
        let given = (cutting.var, CellSet::single(GIVEN));
        let open: Vec<Var> = cutting.members.iter().copied().filter(|var| self.possible(*var).len() > 1).collect();
        let has = |var: Var, is_in: bool| (var, CellSet::single(u32::from(is_in)));
        let count = u32::try_from(open.len()).ok().and_then(|open| 1_u32.checked_shl(open));
        match count.filter(|count| *count <= MOST_COMBINATIONS) {
            _ if !is_given => Vec::new(),
            Some(count) => (0..count)
                .map(|bits| {
                    let members = open.iter().enumerate().map(|(at, var)| has(*var, bits >> at & 1 == 1));
                    std::iter::once(given.clone()).chain(members).collect()
                })
                .collect(),
            None => {
                open.iter().flat_map(|var| [false, true].map(|is_in| vec![given.clone(), has(*var, is_in)])).collect()
            }
        }
    }

    /// Each answer in each document it may stand in.
    fn in_documents(&self, name: NameId, answers: Vec<Fixed>) -> Vec<Fixed> {
        let Some(document) = self.conditions.variables.cutting(name).document else { return answers };
        let documents: BTreeSet<u32> = self.possible(document).into_iter().collect();
        if documents.len() < 2 {
            return answers;
        }
        let stands = |at: u32| (document, CellSet::single(at));
        documents.into_iter().flat_map(|at| answers.iter().map(move |answer| with(answer, stands(at)))).collect()
    }
}

fn with(fixed: &Fixed, one: (Var, CellSet)) -> Fixed {
    fixed.iter().cloned().chain([one]).collect()
}

impl Spot {
    pub(super) fn is_above(self, place: Key) -> bool {
        match self {
            Self::At(at) => Key::At(at) > place,
            Self::Between(low, _) => low.is_some_and(|low| Key::At(low) >= place),
            Self::Top => place < Key::Top,
        }
    }

    pub(super) fn is_below(self, place: Key) -> bool {
        match self {
            Self::At(at) => Key::At(at) < place,
            Self::Between(_, high) => high.map_or(Key::Top, Key::At) <= place,
            Self::Top => false,
        }
    }

    pub(super) fn stretch(self) -> (End, End) {
        match self {
            Self::At(at) => (Some((Key::At(at), true)), Some((Key::At(at), true))),
            Self::Between(low, high) => {
                // Up to the next point, and short of `unlimited`.
                let end = high.map_or(Key::Top, Key::At);
                (low.map(|low| (Key::At(low), false)), Some((end, false)))
            }
            Self::Top => (Some((Key::Top, true)), Some((Key::Top, true))),
        }
    }
}
