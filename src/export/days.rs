//! For which days of assessment an export holds.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use crate::rulebook::Rulebook;
use crate::rulebook::condition::{Ask, Comparison, NameId, Operand};
use crate::rulebook::vocabulary::{Name, Silence};
use crate::value::Value;

/// So many years to either side of the day of the export nobody looks further.
const FARTHEST: i32 = 20;

/// A day that moves with the day of assessment: so much after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Offset {
    pub(super) months: i64,
    pub(super) days: i64,
}

impl Offset {
    const NONE: Self = Self { months: 0, days: 0 };

    /// The day; nothing where it would lie beyond the last day there is.
    pub(super) fn after(self, day: Date) -> Option<Date> {
        let span = Span::new().try_months(self.months).and_then(|span| span.try_days(self.days)).ok()?;
        day.checked_add(span).ok()
    }
}

/// The days that rules compare dates with: those that stand fast, and those that move with
/// the day of assessment.
#[derive(Clone, Debug, Default)]
pub(super) struct Days {
    moving: BTreeMap<NameId, BTreeSet<Offset>>,
    fast: BTreeMap<NameId, BTreeSet<Date>>,
}

impl Days {
    pub(super) fn of(rulebook: &Rulebook) -> Self {
        let mut days = Self::default();
        rulebook.conditions(&mut |condition| {
            condition.comparisons(&mut |comparison| days.comparison(rulebook, comparison));
        });
        for (id, name) in rulebook.names() {
            days.fast(id, own_values(name));
        }
        days
    }

    fn comparison(&mut self, rulebook: &Rulebook, comparison: &Comparison) {
        let left = comparison.left;
        let mut operand = |operand: &Operand| match operand {
            Operand::Value(value) => self.fast(left, std::iter::once(value)),
            Operand::Name(right) => {
                self.fast(left, own_values(rulebook.name(*right)));
                self.fast(*right, own_values(rulebook.name(left)));
            }
        };
        match &comparison.ask {
            Ask::Order(_, right) | Ask::IsNot(right) => operand(right),
            Ask::Between(low, high) => [low, high].into_iter().for_each(operand),
            Ask::OneOf { values, .. } => self.fast(left, values.iter()),
            Ask::Within(duration) => {
                let end = Offset { months: duration.months, days: duration.days };
                self.moving.entry(left).or_default().extend([Offset::NONE, end]);
            }
            Ask::HasPassed => {
                self.moving.entry(left).or_default().insert(Offset::NONE);
            }
            Ask::Addressed(_) | Ask::Includes(..) => {}
        }
    }

    fn fast<'v>(&mut self, name: NameId, values: impl Iterator<Item = &'v Value>) {
        let days = values.filter_map(|value| match value {
            Value::Date(day) => Some(*day),
            _ => None,
        });
        self.fast.entry(name).or_default().extend(days);
    }

    /// The moving day that a name is compared with and that is this one, judged by another.
    pub(super) fn moving(&self, name: NameId, day: Date, as_of: Date) -> Option<Offset> {
        self.moving.get(&name)?.iter().copied().find(|offset| offset.after(as_of) == Some(day))
    }

    /// The first and the last day of assessment for which all these days come in the same
    /// order as on one, so that the same diagrams decide.
    pub(super) fn stretch(&self, as_of: Date) -> (Date, Date) {
        let pattern = self.pattern(as_of);
        let farthest = |years: i32| as_of.checked_add(years.years()).unwrap_or(as_of);
        let reach = |step: i32, end: Date| {
            let mut last = as_of;
            while last != end
                && let Ok(next) = last.checked_add(step.days())
                && self.pattern(next) == pattern
            {
                last = next;
            }
            last
        };
        if pattern.is_empty() {
            return (farthest(-FARTHEST), farthest(FARTHEST));
        }
        (reach(-1, farthest(-FARTHEST)), reach(1, farthest(FARTHEST)))
    }

    /// How the days of each name lie to one another, as far as that can change.
    fn pattern(&self, as_of: Date) -> Vec<Option<Ordering>> {
        let mut pattern = Vec::new();
        for (name, offsets) in &self.moving {
            let moved: Vec<Option<Date>> = offsets.iter().map(|offset| offset.after(as_of)).collect();
            for (at, one) in moved.iter().enumerate() {
                let others = moved.iter().skip(at + 1).copied();
                let fast = self.fast.get(name).into_iter().flatten().map(|day| Some(*day));
                pattern.extend(others.chain(fast).map(|other| one.zip(other).map(|(one, other)| one.cmp(&other))));
            }
        }
        pattern
    }
}

/// The values that the rules give a name.
fn own_values(name: &Name) -> impl Iterator<Item = &Value> {
    let silent = name.term().and_then(|term| match &term.silence {
        Silence::Means(value) => Some(value),
        Silence::Nothing | Silence::Standard => None,
    });
    name.cited().into_iter().flat_map(|cited| cited.value.values()).chain(silent)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use jiff::civil::{Date, date};

    use super::{Days, Offset};
    use crate::rulebook::condition::NameId;

    fn days(moving: &[(i64, i64)], fast: &[Date]) -> Days {
        let offsets: BTreeSet<Offset> =
            moving.iter().map(|(months, days)| Offset { months: *months, days: *days }).collect();
        Days {
            moving: BTreeMap::from([(NameId(0), offsets)]),
            fast: BTreeMap::from([(NameId(0), fast.iter().copied().collect())]),
        }
    }

    #[test]
    fn a_fast_day_ends_the_stretch_where_a_moving_one_meets_it() {
        let days = days(&[(0, 0), (12, 0)], &[date(2027, 6, 30)]);
        assert_eq!(days.stretch(date(2026, 11, 21)), (date(2026, 7, 1), date(2027, 6, 29)));
        assert_eq!(days.stretch(date(2026, 6, 30)), (date(2026, 6, 30), date(2026, 6, 30)));
    }

    #[test]
    fn months_and_days_change_places() {
        let days = days(&[(1, 0), (0, 30)], &[]);
        // In November a month has 30 days, and so it has on 31 October, by the end of November;
        // from 1 December it has 31.
        assert_eq!(days.stretch(date(2026, 11, 21)), (date(2026, 10, 31), date(2026, 11, 30)));
    }

    #[test]
    fn without_fast_days_nothing_changes() {
        let (first, last) = days(&[(0, 0), (12, 0)], &[]).stretch(date(2026, 11, 21));
        assert_eq!((first.year(), last.year()), (2006, 2046));
    }
}
