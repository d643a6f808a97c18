//! Knowledge: the set of values still possible.

use std::collections::BTreeSet;

use super::{Key, Type, Value};

/// One end of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// No end on this side.
    Open,
    /// This value and what lies beyond it.
    Included(Value),
    /// What lies beyond this value.
    Excluded(Value),
}

impl Bound {
    /// The value at the end.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Self::Open => None,
            Self::Included(value) | Self::Excluded(value) => Some(value),
        }
    }

    pub(super) fn end(&self, key: &impl Fn(&Value) -> Option<Key>) -> Option<(Key, bool)> {
        Some((key(self.value()?)?, matches!(self, Self::Included(_))))
    }
}

/// Values from one end to the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// The lower end.
    pub low: Bound,
    /// The upper end.
    pub high: Bound,
}

impl Range {
    /// One value.
    pub fn one(value: Value) -> Self {
        Self { low: Bound::Included(value.clone()), high: Bound::Included(value) }
    }

    /// The value, where there is just one.
    pub fn single(&self) -> Option<&Value> {
        match (&self.low, &self.high) {
            (Bound::Included(low), Bound::Included(high)) if low == high => Some(low),
            _ => None,
        }
    }
}

/// The values a name may still have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Possible {
    /// All values of its type.
    Anything,
    /// Those in one of the ranges: a known value is one range of one value, alternatives
    /// are several.
    Ranges(Vec<Range>),
    /// Of a set: what is in it for certain, and what may be.
    Members {
        /// In it.
        must: BTreeSet<usize>,
        /// Perhaps in it; disjoint from `must`.
        may: BTreeSet<usize>,
    },
}

impl Possible {
    /// One value.
    pub fn one(value: Value) -> Self {
        match value {
            Value::Members(must) => Self::Members { must, may: BTreeSet::new() },
            value => Self::Ranges(vec![Range::one(value)]),
        }
    }

    /// The value, where only one is possible.
    pub fn single(&self) -> Option<Value> {
        match self {
            Self::Anything => None,
            Self::Ranges(ranges) => match ranges.as_slice() {
                [range] => range.single().cloned(),
                _ => None,
            },
            Self::Members { must, may } => may.is_empty().then(|| Value::Members(must.clone())),
        }
    }

    /// What is possible of a set: members that are in, and members that may be.
    pub fn members(&self, of: &Type) -> (BTreeSet<usize>, BTreeSet<usize>) {
        match self {
            Self::Members { must, may } => (must.clone(), may.clone()),
            _ => (BTreeSet::new(), (0..of.levels().map_or(0, |levels| levels.levels.len())).collect()),
        }
    }
}
