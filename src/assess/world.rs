//! A profile as cells: for each variable of the diagrams, the cells still possible.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::logic::conditions::Conditions;
use crate::logic::variables::{Circumstances, GIVEN, Meaning, Pair, PairTest, STANDARD, UNADDRESSED};
use crate::logic::{Possible as Cells, TooEntangled};
use crate::profile::{Profile, Reading, State};
use crate::rulebook::condition::NameId;
use crate::rulebook::vocabulary::{Name, Role, Silence};
use crate::source::Place;
use crate::value::money::MissingRate;
use crate::value::{CellSet, Key, Possible, Range, Relation, Value};

use super::figures::{Missing, Working};
use super::finding::{Known, KnownBy};

/// One end of a stretch of values: where it is, and whether that value belongs to it.
pub(super) type End = Option<(Key, bool)>;

/// What is possible, as cells and as values.
#[derive(Clone)]
pub(super) struct World {
    pub(super) cells: Cells,
    pub(super) known: Vec<Known>,
    /// What came of each figure.
    pub(super) worked: BTreeMap<NameId, Working>,
}

impl World {
    /// Reads a profile against the variables of a rulebook.
    pub(super) fn new(conditions: &mut Conditions<'_>, profile: &Profile) -> Result<Self, Trouble> {
        let rulebook = conditions.rulebook;
        let mut missing = Vec::new();
        let cells = conditions.variables.meanings().map(|(_, meaning)| {
            let known = meaning.name().map(|name| (name, profile.reading(name)));
            known.map_or(CellSet::full(2), |(name, reading)| {
                let mut lost = |rate| missing.push((rate, Some(name)));
                cells_of(conditions, reading, meaning, &mut lost)
            })
        });
        let cells = Cells(cells.collect());
        if missing.is_empty() {
            let known = rulebook.names().map(|(id, name)| known_of(name, profile.reading(id))).collect();
            let mut world = Self { cells, known, worked: BTreeMap::new() };
            // Comparisons of two given values first: standards may depend on them.
            world.decide_pairs(conditions, None, &mut missing);
            world.work_out(conditions, rulebook.resolution.iter().copied(), &mut missing)?;
            if missing.is_empty() {
                return Ok(world);
            }
        }
        missing.sort();
        missing.dedup_by(|next, first| next.0 == first.0);
        Err(Trouble::MissingRates(missing))
    }

    /// Decides comparisons of two names, where both are known: all, or those of one name.
    pub(super) fn decide_pairs(&mut self, conditions: &Conditions<'_>, of: Option<NameId>, missing: &mut Missing) {
        for (pair, var) in conditions.variables.pairs() {
            if of.is_some_and(|of| pair.left != of && pair.right != of) {
                continue;
            }
            match pair_cells(conditions, &self.known, pair, None) {
                Ok(cells) => {
                    if let Some(slot) = self.cells.0.get_mut(var.0 as usize) {
                        *slot = cells;
                    }
                }
                Err(rate) => {
                    let stated = |name: &NameId| {
                        self.known.get(name.0).and_then(currency).as_deref() == Some(rate.from.as_str())
                    };
                    let name = [pair.left, pair.right].into_iter().find(stated);
                    missing.push((rate, name));
                }
            }
        }
    }

    #[expect(clippy::indexing_slicing, reason = "there is one entry for each name of the rulebook")]
    pub(super) fn known(&self, name: NameId) -> &Known {
        &self.known[name.0]
    }

    /// Whether more than one value is still possible for a name; silence and a standard
    /// count as known.
    pub(super) fn is_open(&self, name: NameId) -> bool {
        let known = self.known(name);
        match known.by {
            KnownBy::Nothing | KnownBy::Reference(_) => true,
            KnownBy::Profile => known.possible.single().is_none(),
            KnownBy::Figure => self.worked.get(&name).is_none_or(|working| !working.waits_for.is_empty()),
            KnownBy::Standard | KnownBy::Silence | KnownBy::Playbook => false,
        }
    }
}

/// Why a profile cannot be held against a rulebook.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Each with the first name whose amount lacks it.
    MissingRates(Vec<(MissingRate, Option<NameId>)>),
    Entangled(TooEntangled),
    /// A result of more than 28 digits.
    Overflow {
        /// In this figure.
        figure: NameId,
        /// Where, and by which sign; nothing where the result as a whole is too large.
        at: Option<(Place, &'static str)>,
    },
}

impl From<TooEntangled> for Trouble {
    fn from(entangled: TooEntangled) -> Self {
        Self::Entangled(entangled)
    }
}

/// The cells that a reading of a name leaves possible of one of the name's variables;
/// `missing` is told of amounts that no rate brings to the currency of the rules.
pub(super) fn cells_of(
    conditions: &Conditions<'_>,
    reading: &Reading,
    meaning: Meaning,
    missing: &mut dyn FnMut(MissingRate),
) -> CellSet {
    let Conditions { rulebook, circumstances, variables, .. } = conditions;
    match meaning {
        Meaning::Name(name) => {
            let cutting = variables.cutting(name);
            let is_term = rulebook.name(name).term().is_some();
            match &reading.state {
                State::Known(possible) => {
                    let missing = RefCell::new(missing);
                    let key = |value: &Value| match circumstances.key(value, cutting.currency.as_deref()) {
                        Ok(key) => key,
                        Err(rate) => {
                            (missing.borrow_mut())(rate);
                            None
                        }
                    };
                    let cells = cutting.cut.possible(possible, key);
                    // A stretch too narrow to hold a value still says where the value is.
                    if cells.is_empty() { cutting.cut.inhabited() } else { cells }
                }
                State::Silent => CellSet::single(cutting.silent_cell()),
                State::Standard => CellSet::single(cutting.standard_cell()),
                State::Unknown | State::ByReference(_) if is_term => {
                    cutting.cut.inhabited().union(&CellSet::single(cutting.silent_cell()))
                }
                State::Unknown | State::ByReference(_) => cutting.cut.inhabited(),
            }
        }
        Meaning::State(name) => match &reading.state {
            State::Known(_) => CellSet::single(GIVEN),
            State::Silent => CellSet::single(UNADDRESSED),
            State::Standard => CellSet::single(STANDARD),
            State::Unknown | State::ByReference(_) if rulebook.name(name).term().is_some() => {
                CellSet::run(GIVEN..UNADDRESSED + 1)
            }
            State::Unknown | State::ByReference(_) => CellSet::single(GIVEN),
        },
        Meaning::Member(name, member) => match &reading.state {
            State::Known(possible) => {
                let (must, may) = possible.members(&rulebook.name(name).of);
                match (must.contains(&member), may.contains(&member)) {
                    (true, _) => CellSet::single(1),
                    (false, true) => CellSet::full(2),
                    (false, false) => CellSet::single(0),
                }
            }
            _ => CellSet::full(2),
        },
        Meaning::Document(_) => {
            let cells: CellSet = reading.documents.iter().filter_map(|at| u32::try_from(*at).ok()).collect();
            let all = u32::try_from(rulebook.documents.len()).unwrap_or(u32::MAX).max(1);
            match reading.state {
                // Nowhere; if the draft came to address it, in the contract.
                State::Silent => CellSet::single(all - 1),
                _ if cells.is_empty() => CellSet::full(all),
                _ => cells,
            }
        }
        Meaning::Pair(_) => CellSet::full(2),
    }
}

/// What a reading says of a name; parameters and standards are still to be chosen.
pub(super) fn known_of(name: &Name, reading: &Reading) -> Known {
    let (by, possible) = match (&name.role, &reading.state) {
        (Role::Parameter(_), _) => (KnownBy::Playbook, Possible::Anything),
        (Role::Figure(_), _) => (KnownBy::Figure, Possible::Anything),
        (_, State::Unknown) | (Role::Fact, State::Silent) => (KnownBy::Nothing, Possible::Anything),
        (_, State::ByReference(paper)) => (KnownBy::Reference(paper.clone()), Possible::Anything),
        (_, State::Known(possible)) => (KnownBy::Profile, possible.clone()),
        (_, State::Standard) => (KnownBy::Standard, Possible::Anything),
        (Role::Term(term), State::Silent) => match &term.silence {
            Silence::Means(value) => (KnownBy::Silence, Possible::one(value.clone())),
            Silence::Nothing | Silence::Standard => (KnownBy::Silence, Possible::Anything),
        },
    };
    Known { by, possible, place: reading.place.clone() }
}

/// Each of the values; of sets, what all have and what some have.
pub(super) fn alternatives(values: impl Iterator<Item = Value>) -> Possible {
    let mut distinct: Vec<Value> = Vec::new();
    for value in values {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    match distinct.as_slice() {
        [only] => Possible::one(only.clone()),
        [Value::Members(_), ..] => {
            let sets: Vec<_> = distinct
                .iter()
                .filter_map(|value| match value {
                    Value::Members(members) => Some(members.clone()),
                    _ => None,
                })
                .collect();
            let any = sets.iter().fold(Default::default(), |any: std::collections::BTreeSet<usize>, set| &any | set);
            let must = sets.iter().fold(any.clone(), |must, set| &must & set);
            Possible::Members { may: &any - &must, must }
        }
        _ => Possible::Ranges(distinct.into_iter().map(Range::one).collect()),
    }
}

/// Whether a comparison of two names that are given can hold, and can fail. `instead`
/// puts a stretch of values in the place of what is known of one name.
pub(super) fn pair_cells(
    conditions: &Conditions<'_>,
    known: &[Known],
    pair: Pair,
    instead: Option<(NameId, (End, End))>,
) -> Result<CellSet, MissingRate> {
    let side = |name: NameId| known.get(name.0);
    let (Some(left), Some(right)) = (side(pair.left), side(pair.right)) else { return Ok(CellSet::full(2)) };
    // The stretch is in the currency of the name it stands for.
    let currency = match instead {
        Some((name, _)) => currency_of_name(conditions, known, name),
        None => currency_of(conditions, pair, left, right),
    };
    let stretches = |name: NameId, known: &Known| -> Result<Option<Vec<(End, End)>>, MissingRate> {
        match instead {
            Some((other, stretch)) if other == name => Ok(Some(vec![stretch])),
            _ => stretches(conditions.circumstances, known, currency.as_deref()),
        }
    };
    let (Some(lefts), Some(rights)) = (stretches(pair.left, left)?, stretches(pair.right, right)?) else {
        // Texts: the same text on both sides, or all is possible.
        let same = left.possible.single().zip(right.possible.single()).map(|(left, right)| left == right);
        let holds = match pair.test {
            PairTest::Holds(_) => same,
            PairTest::Differs => same.map(|same| !same),
        };
        return Ok(holds.map_or(CellSet::full(2), |holds| CellSet::single(u32::from(holds))));
    };
    let (mut can_hold, mut can_fail) = (false, false);
    for left in &lefts {
        for right in &rights {
            let (holds, fails) = compare(pair.test, *left, *right);
            can_hold |= holds;
            can_fail |= fails;
        }
    }
    let cells = [(0, can_fail || !can_hold), (1, can_hold)];
    Ok(cells.into_iter().filter_map(|(cell, can)| can.then_some(cell)).collect())
}

/// The currency that the amounts of a name are compared in: that of the rules, or else
/// its own.
pub(super) fn currency_of_name(conditions: &Conditions<'_>, known: &[Known], name: NameId) -> Option<String> {
    let own = conditions.variables.cutting(name).currency.clone();
    own.or_else(|| known.get(name.0).and_then(currency))
}

/// The currency two amounts are compared in: that of the first one known.
pub(super) fn currency_of(conditions: &Conditions<'_>, pair: Pair, left: &Known, right: &Known) -> Option<String> {
    let cut = |name| conditions.variables.cutting(name).currency.clone();
    cut(pair.left).or_else(|| cut(pair.right)).or_else(|| currency(left)).or_else(|| currency(right))
}

/// The currency of an amount that is known at least in part.
pub(super) fn currency(known: &Known) -> Option<String> {
    let Possible::Ranges(ranges) = &known.possible else { return None };
    ranges.iter().flat_map(|range| [range.low.value(), range.high.value()]).flatten().find_map(|value| match value {
        Value::Money(money) => Some(money.currency.clone()),
        _ => None,
    })
}

/// What is known as stretches of the order; nothing for texts, which have none.
pub(super) fn stretches(
    circumstances: &Circumstances,
    known: &Known,
    currency: Option<&str>,
) -> Result<Option<Vec<(End, End)>>, MissingRate> {
    let Possible::Ranges(ranges) = &known.possible else { return Ok(Some(vec![(None, None)])) };
    let mut all = Vec::new();
    for range in ranges {
        let end = |bound: &crate::value::Bound| -> Result<Option<End>, MissingRate> {
            match bound.value() {
                None => Ok(Some(None)),
                Some(value) => Ok(circumstances
                    .key(value, currency)?
                    .map(|key| Some((key, matches!(bound, crate::value::Bound::Included(_)))))),
            }
        };
        match (end(&range.low)?, end(&range.high)?) {
            (Some(low), Some(high)) => all.push((low, high)),
            _ => return Ok(None),
        }
    }
    Ok(Some(all))
}

/// Whether a test can hold and can fail between two stretches.
fn compare(test: PairTest, left: (End, End), right: (End, End)) -> (bool, bool) {
    match test {
        PairTest::Holds(Relation::AtLeast) => (reaches(right.0, left.1), precedes(left.0, right.1)),
        PairTest::Holds(Relation::Above) => (precedes(right.0, left.1), reaches(left.0, right.1)),
        PairTest::Holds(Relation::AtMost) => (reaches(left.0, right.1), precedes(right.0, left.1)),
        PairTest::Holds(Relation::Below) => (precedes(left.0, right.1), reaches(right.0, left.1)),
        PairTest::Holds(Relation::Is) => equal(left, right),
        PairTest::Differs => {
            let (same, other) = equal(left, right);
            (other, same)
        }
    }
}

/// Whether some value from `low` on is at most some value up to `high`.
fn reaches(low: End, high: End) -> bool {
    match (low, high) {
        (Some((low, low_own)), Some((high, high_own))) => low < high || low == high && low_own && high_own,
        _ => true,
    }
}

/// Whether some value from `low` on is below some value up to `high`.
fn precedes(low: End, high: End) -> bool {
    match (low, high) {
        (Some((low, _)), Some((high, _))) => low < high,
        _ => true,
    }
}

fn equal(left: (End, End), right: (End, End)) -> (bool, bool) {
    let overlap = reaches(left.0, right.1) && reaches(right.0, left.1);
    let one = |stretch: (End, End)| matches!(stretch, (Some(low), Some(high)) if low == high);
    let same = one(left) && one(right) && left == right;
    (overlap, !same)
}
