//! What many profiles leave possible, in a column of masks for each variable.

use std::ops::Range;

use super::mask::Mask;
use super::reach::{Knowledge, World};
use super::store::Var;

/// Up to [`Mask::LANES`] profiles side by side: for each cell of each variable, those for
/// which it is possible. The same walk that serves one profile serves them all.
///
/// ```
/// use proviso::logic::{Lanes, Possible, Var, World};
/// use proviso::value::CellSet;
/// let mut lanes = Lanes::<u64>::new(&[3]);
/// lanes.put(0, &Possible(vec![CellSet::single(2)]));
/// lanes.put(1, &Possible(vec![CellSet::full(3)]));
/// assert_eq!(lanes.filled(), 0b11);
/// assert_eq!(lanes.possible(Var(0), 0..2), 0b10);
/// assert_eq!(lanes.possible(Var(0), 2..3), 0b11);
/// ```
#[derive(Clone, Debug)]
pub struct Lanes<M> {
    /// By variable, where its cells begin in `masks`; and where the last one's end.
    starts: Vec<usize>,
    masks: Vec<M>,
    filled: M,
}

impl<M: Mask> Lanes<M> {
    /// No profile yet, over variables with so many cells each.
    pub fn new(cells: &[u32]) -> Self {
        let mut starts = Vec::with_capacity(cells.len() + 1);
        let mut end = 0;
        starts.push(end);
        for cells in cells {
            end += *cells as usize;
            starts.push(end);
        }
        Self { starts, masks: vec![M::NONE; end], filled: M::NONE }
    }

    /// Puts a profile into a lane that is free.
    pub fn put<K: Knowledge + ?Sized>(&mut self, lane: usize, known: &K) {
        let lane = M::lane(lane);
        self.filled = self.filled.or(lane);
        for (at, bounds) in self.starts.windows(2).enumerate() {
            let (Some(start), Some(end)) = (bounds.first(), bounds.last()) else { continue };
            let Some(column) = self.masks.get_mut(*start..*end) else { continue };
            let var = Var(u32::try_from(at).unwrap_or(u32::MAX));
            match known.cells(var) {
                None => column.iter_mut().for_each(|mask| *mask = mask.or(lane)),
                Some(cells) => {
                    for run in cells.runs() {
                        let run = column.get_mut(run.start as usize..run.end as usize);
                        run.into_iter().flatten().for_each(|mask| *mask = mask.or(lane));
                    }
                }
            }
        }
    }

    /// The lanes that hold a profile.
    pub fn filled(&self) -> M {
        self.filled
    }

    /// Takes all profiles out.
    pub fn clear(&mut self) {
        self.masks.fill(M::NONE);
        self.filled = M::NONE;
    }
}

impl<M: Mask> World<M> for Lanes<M> {
    fn possible(&self, var: Var, run: Range<u32>) -> M {
        let start = self.starts.get(var.0 as usize).copied().unwrap_or_default();
        let cells = self.masks.get(start + run.start as usize..start + run.end as usize).unwrap_or_default();
        cells.iter().fold(M::NONE, |possible, mask| possible.or(*mask))
    }
}
