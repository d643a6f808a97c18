//! Sets of cell numbers.
//!
//! The values of a fact are cut into numbered cells at the constants that rules
//! compare it with. What a comparison accepts, and what a profile still leaves
//! possible, are both sets of such cells.

use std::ops::Range;

use smallvec::SmallVec;

/// A set of cell numbers, kept as sorted half-open runs that neither overlap nor
/// touch, so that equal sets are equal values. Numbers stay below `u32::MAX`.
///
/// ```
/// use proviso::value::CellSet;
/// let low = CellSet::full(3);
/// let odd: CellSet = [5, 1, 3].into_iter().collect();
/// assert_eq!(low.intersection(&odd), CellSet::single(1));
/// assert_eq!(low.union(&odd).runs(), [0..4, 5..6]);
/// assert_eq!(odd.complement(6).iter().collect::<Vec<_>>(), [0, 2, 4]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CellSet {
    runs: Runs,
}

/// Most sets have one run or two.
type Runs = SmallVec<[Range<u32>; 2]>;

impl CellSet {
    /// No cell.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The cells `0` to `cells - 1`.
    pub fn full(cells: u32) -> Self {
        Self::from_runs(std::iter::once(0..cells))
    }

    /// One cell.
    pub fn single(cell: u32) -> Self {
        Self::from_runs(std::iter::once(cell..cell.saturating_add(1)))
    }

    /// The cells of one run.
    pub fn run(run: Range<u32>) -> Self {
        Self::from_runs(std::iter::once(run))
    }

    /// The cells of half-open runs, which may come in any order and overlap.
    pub fn from_runs(runs: impl IntoIterator<Item = Range<u32>>) -> Self {
        let mut runs: Runs = runs.into_iter().filter(|run| !run.is_empty()).collect();
        if !runs.is_sorted_by_key(|run| run.start) {
            runs.sort_unstable_by_key(|run| run.start);
        }
        let mut set = Self::empty();
        for run in runs {
            set.append(run);
        }
        set
    }

    /// Adds a run that starts no earlier than the last one.
    fn append(&mut self, run: Range<u32>) {
        match self.runs.last_mut() {
            Some(last) if run.start <= last.end => last.end = last.end.max(run.end),
            _ => self.runs.push(run),
        }
    }

    /// The runs, from the lowest; between two of them lies at least one cell.
    pub fn runs(&self) -> &[Range<u32>] {
        &self.runs
    }

    /// The cells, from the lowest.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = u32> + '_ {
        self.runs.iter().flat_map(Clone::clone)
    }

    /// Whether there is no cell.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// How many cells.
    pub fn len(&self) -> u32 {
        self.runs.iter().map(|run| run.end - run.start).sum()
    }

    /// The lowest cell.
    pub fn first(&self) -> Option<u32> {
        self.runs.first().map(|run| run.start)
    }

    /// The highest cell.
    pub fn last(&self) -> Option<u32> {
        self.runs.last().map(|run| run.end - 1)
    }

    /// The lowest cell of this set that lies in a run.
    pub fn first_in(&self, run: Range<u32>) -> Option<u32> {
        let after = self.runs.partition_point(|own| own.end <= run.start);
        self.runs.get(after).map(|own| own.start.max(run.start)).filter(|cell| *cell < run.end)
    }

    /// Whether a cell of this set lies in a run.
    pub fn meets(&self, run: Range<u32>) -> bool {
        self.first_in(run).is_some()
    }

    /// Whether a cell is in the set.
    pub fn contains(&self, cell: u32) -> bool {
        self.meets(cell..cell.saturating_add(1))
    }

    /// Whether every cell of this set is in the other.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.runs.iter().all(|run| {
            let after = other.runs.partition_point(|own| own.end <= run.start);
            other.runs.get(after).is_some_and(|own| own.start <= run.start && run.end <= own.end)
        })
    }

    /// The cells of either set.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self::from_runs(self.runs.iter().chain(&other.runs).cloned())
    }

    /// The cells of both sets.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let mut both = Self::empty();
        let (mut left, mut right) = (self.runs.iter().peekable(), other.runs.iter().peekable());
        while let (Some(one), Some(two)) = (left.peek(), right.peek()) {
            let shared = one.start.max(two.start)..one.end.min(two.end);
            let left_ends_first = one.end <= two.end;
            if !shared.is_empty() {
                both.append(shared);
            }
            let passed = if left_ends_first { &mut left } else { &mut right };
            passed.next();
        }
        both
    }

    /// The cells below `cells` that are not in the set.
    #[must_use]
    pub fn complement(&self, cells: u32) -> Self {
        let starts = std::iter::once(0).chain(self.runs.iter().map(|run| run.end));
        let ends = self.runs.iter().map(|run| run.start.min(cells)).chain(std::iter::once(cells));
        Self::from_runs(starts.zip(ends).map(|(start, end)| start..end))
    }

    /// The cells of this set that are not in the other.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        let end = self.runs.last().map_or(0, |run| run.end);
        self.intersection(&other.complement(end))
    }
}

impl FromIterator<u32> for CellSet {
    fn from_iter<I: IntoIterator<Item = u32>>(cells: I) -> Self {
        Self::from_runs(cells.into_iter().map(|cell| cell..cell.saturating_add(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::CellSet;

    fn set(cells: &[u32]) -> CellSet {
        cells.iter().copied().collect()
    }

    /// Every pair of sets over five cells, against plain membership.
    #[test]
    fn operations_agree_with_membership() {
        let cells = 5;
        let sets: Vec<CellSet> =
            (0_u32..32).map(|bits| (0..cells).filter(|cell| bits >> cell & 1 == 1).collect()).collect();
        let pick = |test: &dyn Fn(u32) -> bool| (0..cells).filter(|cell| test(*cell)).collect::<CellSet>();
        for (bits, one) in sets.iter().enumerate() {
            assert_eq!(one.len(), bits.count_ones());
            assert_eq!(one.is_empty(), bits == 0);
            assert_eq!(one.complement(cells), pick(&|cell| !one.contains(cell)));
            assert_eq!(one.iter().next(), one.first());
            assert_eq!(one.iter().next_back(), one.last());
            for two in &sets {
                assert_eq!(one.union(two), pick(&|cell| one.contains(cell) || two.contains(cell)));
                assert_eq!(one.intersection(two), pick(&|cell| one.contains(cell) && two.contains(cell)));
                assert_eq!(one.difference(two), pick(&|cell| one.contains(cell) && !two.contains(cell)));
                assert_eq!(one.is_subset(two), one.iter().all(|cell| two.contains(cell)));
            }
            for start in 0..cells {
                for end in start..=cells {
                    assert_eq!(one.first_in(start..end), one.iter().find(|cell| (start..end).contains(cell)));
                }
            }
        }
    }

    #[test]
    fn runs_are_merged_whatever_their_order() {
        let set = CellSet::from_runs([4..6, 0..2, 9..9, 2..4, 1..3, 8..9]);
        assert_eq!(set.runs(), [0..6, 8..9]);
    }

    #[test]
    fn complement_is_clipped() {
        assert_eq!(set(&[1, 7, 9]).complement(4), set(&[0, 2, 3]));
        assert_eq!(CellSet::full(9).complement(4), CellSet::empty());
        assert_eq!(CellSet::full(0), CellSet::empty());
    }
}
