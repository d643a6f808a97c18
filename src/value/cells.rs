//! Cells: the pieces a type falls into at the values a rulebook compares with. Two
//! values in one cell give every comparison of the rulebook the same answer.

use rust_decimal::Decimal;

use super::{CellSet, Kind, Possible, Type, Value};

/// A place in the order of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A finite value.
    At(Decimal),
    /// `unlimited`, `never`.
    Top,
}

/// What a comparison asks. `is not` is the complement of [`Relation::Is`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is its operator")]
pub enum Relation {
    Is,
    AtLeast,
    AtMost,
    Above,
    Below,
}

impl Relation {
    /// Whether `left RELATION right` holds.
    pub fn holds(self, left: Key, right: Key) -> bool {
        match self {
            Self::Is => left == right,
            Self::AtLeast => left >= right,
            Self::AtMost => left <= right,
            Self::Above => left > right,
            Self::Below => left < right,
        }
    }

    /// The relation seen from the other side.
    pub fn mirrored(self) -> Self {
        match self {
            Self::Is => Self::Is,
            Self::AtLeast => Self::AtMost,
            Self::AtMost => Self::AtLeast,
            Self::Above => Self::Below,
            Self::Below => Self::Above,
        }
    }

    /// The words of the language.
    pub fn words(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::AtLeast => "at least",
            Self::AtMost => "at most",
            Self::Above => "above",
            Self::Below => "below",
        }
    }
}

/// How a type is cut.
#[derive(Clone, Debug)]
pub enum Cut {
    /// One cell for each of so many choices.
    Choices(u32),
    /// One cell for each text that is compared with, and one for all others.
    Texts(Vec<String>),
    /// A line cut at points: the stretch before the first point, that point, the stretch
    /// after it, and so on; where the type has `or unlimited`, a last cell for that.
    Line {
        /// Sorted, without repetition.
        points: Vec<Decimal>,
        /// Whether the last cell is there.
        endless: bool,
        /// The least value of the type.
        floor: Option<Decimal>,
        /// The distance between neighbouring values, where there is one.
        step: Option<Decimal>,
    },
}

impl Cut {
    /// Cuts a type at keys (for texts: at the texts). Sets are cut member by member and
    /// have two choices here: out and in.
    pub fn new(of: &Type, keys: impl IntoIterator<Item = Key>, texts: Vec<String>) -> Self {
        match &of.kind {
            Kind::YesNo | Kind::Set(_) => Self::Choices(2),
            Kind::Scale(levels) | Kind::OneOf(levels) => {
                Self::Choices(u32::try_from(levels.levels.len()).unwrap_or(u32::MAX))
            }
            Kind::Text => Self::Texts(texts),
            Kind::Number { .. } | Kind::Percent | Kind::Money | Kind::Duration | Kind::Date => {
                let mut points: Vec<Decimal> = keys
                    .into_iter()
                    .filter_map(|key| match key {
                        Key::At(point) => Some(point.normalize()),
                        Key::Top => None,
                    })
                    .collect();
                points.sort();
                points.dedup();
                let whole = matches!(of.kind, Kind::Duration | Kind::Date);
                let signed = matches!(of.kind, Kind::Number { .. } | Kind::Date);
                Self::Line {
                    points,
                    endless: of.endless,
                    floor: (!signed).then_some(Decimal::ZERO),
                    step: whole.then_some(Decimal::ONE),
                }
            }
        }
    }

    /// How many cells there are.
    pub fn cells(&self) -> u32 {
        match self {
            Self::Choices(count) => *count,
            Self::Texts(texts) => count(texts.len()) + 1,
            Self::Line { points, endless, .. } => 2 * count(points.len()) + 1 + u32::from(*endless),
        }
    }

    /// The cells whose values satisfy `RELATION key`. The key must be one of those the
    /// type was cut at.
    pub fn satisfying(&self, relation: Relation, key: Key) -> CellSet {
        match self {
            Self::Texts(_) => CellSet::empty(),
            Self::Choices(count) => {
                (0..*count).filter(|cell| relation.holds(Key::At(Decimal::from(*cell)), key)).collect()
            }
            Self::Line { points, endless, .. } => {
                let top = 2 * count(points.len()) + 1;
                let all = self.cells();
                let (first, last) = match key {
                    Key::Top if *endless => (top, top + 1),
                    Key::Top => (all, all),
                    Key::At(point) => match points.binary_search(&point) {
                        Ok(at) => (2 * count(at) + 1, 2 * count(at) + 2),
                        // Not a point of the cut: everything before it is below.
                        Err(at) => (2 * count(at) + 1, 2 * count(at) + 1),
                    },
                };
                let run = match relation {
                    Relation::Is => first..last,
                    Relation::AtLeast => first..all,
                    Relation::AtMost => 0..last,
                    Relation::Above => last..all,
                    Relation::Below => 0..first,
                };
                CellSet::run(run)
            }
        }
    }

    /// The cell of a text.
    pub fn text_cell(&self, text: &str) -> CellSet {
        match self {
            Self::Texts(texts) => {
                CellSet::single(count(texts.iter().position(|known| known == text).unwrap_or(texts.len())))
            }
            _ => CellSet::empty(),
        }
    }

    /// The cells that hold at least one value of the type.
    pub fn inhabited(&self) -> CellSet {
        match self {
            Self::Choices(_) | Self::Texts(_) => CellSet::full(self.cells()),
            Self::Line { .. } => self.touching(None, None),
        }
    }

    /// The cells that hold a value between the two ends; no end is no limit. The flag
    /// says whether the end itself belongs to the range.
    pub fn touching(&self, low: Option<(Key, bool)>, high: Option<(Key, bool)>) -> CellSet {
        match self {
            Self::Texts(_) => CellSet::full(self.cells()),
            Self::Choices(count) => (0..*count)
                .filter(|cell| {
                    let key = Key::At(Decimal::from(*cell));
                    low.is_none_or(|(end, own)| key > end || own && key == end)
                        && high.is_none_or(|(end, own)| key < end || own && key == end)
                })
                .collect(),
            Self::Line { points, endless, floor, step } => {
                let low = tighter(low, floor.map(|floor| (Key::At(floor), true)));
                let cells = 2 * count(points.len()) + 1;
                let point = |at: u32| points.get(at as usize).map(|point| Key::At(*point));
                let mut found: Vec<u32> = (0..cells)
                    .filter(|cell| {
                        let (from, to) = if cell % 2 == 1 {
                            (point(cell / 2).map(|key| (key, true)), point(cell / 2).map(|key| (key, true)))
                        } else {
                            let before = (cell / 2).checked_sub(1).and_then(point).map(|key| (key, false));
                            // A stretch never reaches `unlimited`.
                            (before, Some((point(cell / 2).unwrap_or(Key::Top), false)))
                        };
                        holds_a_value(tighter(low, from), tighter_high(high, to), *step)
                    })
                    .collect();
                if *endless && high.is_none_or(|(end, own)| end == Key::Top && own) {
                    found.push(cells);
                }
                found.into_iter().collect()
            }
        }
    }

    /// The cells that knowledge leaves possible; `key` gives the order of a value.
    pub fn possible(&self, known: &Possible, key: impl Fn(&Value) -> Option<Key>) -> CellSet {
        let Possible::Ranges(ranges) = known else { return self.inhabited() };
        let mut cells = CellSet::empty();
        for range in ranges {
            let found = match range.single() {
                Some(Value::Text(text)) => self.text_cell(text),
                _ => self.touching(range.low.end(&key), range.high.end(&key)),
            };
            cells = cells.union(&found);
        }
        cells
    }
}

/// The higher of two lower ends.
fn tighter(a: Option<(Key, bool)>, b: Option<(Key, bool)>) -> Option<(Key, bool)> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if a.0 > b.0 || a.0 == b.0 && !a.1 { a } else { b }),
        (a, b) => a.or(b),
    }
}

/// The lower of two upper ends.
fn tighter_high(a: Option<(Key, bool)>, b: Option<(Key, bool)>) -> Option<(Key, bool)> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if a.0 < b.0 || a.0 == b.0 && !a.1 { a } else { b }),
        (a, b) => a.or(b),
    }
}

/// Whether a finite value lies between the two ends.
fn holds_a_value(low: Option<(Key, bool)>, high: Option<(Key, bool)>, step: Option<Decimal>) -> bool {
    let Some((Key::At(mut from), mut from_own)) = low else { return low.is_none() };
    let Some((Key::At(mut to), mut to_own)) = high else { return true };
    if step.is_some() {
        let (ceiling, floor) = (from.ceil(), to.floor());
        if !from_own && ceiling == from {
            from += Decimal::ONE;
        } else {
            from = ceiling;
        }
        if !to_own && floor == to {
            to -= Decimal::ONE;
        } else {
            to = floor;
        }
        (from_own, to_own) = (true, true);
    }
    from < to || from == to && from_own && to_own
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
