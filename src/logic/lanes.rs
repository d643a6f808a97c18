//! What many profiles leave possible, in a column of masks for each variable.

use std::ops::Range;

use super::mask::Mask;
use super::reach::{Possible, World};
use super::sieve::{Numbers, Sieve, sift};
use super::store::Var;
use crate::value::CellSet;

/// Up to [`Mask::LANES`] profiles side by side: for each cell of each variable, those for
/// which it is possible. The same walk that serves one profile serves them all. What
/// profiles say of a variable comes first, then what is left of them is filled.
///
/// ```
/// use proviso::logic::{Lanes, Possible, Var, World};
/// use proviso::value::CellSet;
/// let mut lanes = Lanes::<u64>::new(&[3]);
/// lanes.put(0, Var(0), &CellSet::single(2));
/// lanes.fill(0b11, &Possible(vec![CellSet::full(3)]));
/// assert_eq!(lanes.possible(Var(0), 0..2), 0b10);
/// assert_eq!(lanes.possible(Var(0), 2..3), 0b11);
/// assert_eq!(lanes.of(0, Var(0)), CellSet::single(2));
/// ```
#[derive(Clone, Debug)]
pub struct Lanes<M> {
    /// By variable, where its cells begin in `masks`; and where the last one's end.
    starts: Vec<usize>,
    masks: Vec<M>,
    /// By variable, the lanes in which something was put.
    put: Vec<M>,
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
        Self { starts, masks: vec![M::NONE; end], put: vec![M::NONE; cells.len()] }
    }

    /// Says what a lane leaves possible of a variable that nothing was said of.
    pub fn put(&mut self, lane: usize, var: Var, cells: &CellSet) {
        let Some(put) = self.put.get_mut(var.0 as usize) else { return };
        put.add(lane);
        let column = column_mut(&self.starts, &mut self.masks, var.0 as usize);
        runs_mut(column, cells, |mask| mask.add(lane));
    }

    /// Says what lanes leave possible of a variable that nothing was said of, by a number for
    /// each, from the first lane on. The lanes whose numbers fall into a cell.
    pub fn sift(&mut self, var: Var, sieve: &Sieve, numbers: Numbers<'_>) -> M {
        let told = sift(numbers.first(M::LANES), sieve, column_mut(&self.starts, &mut self.masks, var.0 as usize));
        if let Some(put) = self.put.get_mut(var.0 as usize) {
            *put = put.or(told);
        }
        told
    }

    /// Says what lanes leave possible of all variables that nothing was said of.
    pub fn fill(&mut self, lanes: M, known: &Possible) {
        for (at, (cells, put)) in known.0.iter().zip(&mut self.put).enumerate() {
            let rest = lanes.without(*put);
            if !rest.is_none() {
                *put = put.or(rest);
                let column = column_mut(&self.starts, &mut self.masks, at);
                runs_mut(column, cells, |mask| *mask = mask.or(rest));
            }
        }
    }

    /// The cells of a variable that one lane leaves possible.
    pub fn of(&self, lane: usize, var: Var) -> CellSet {
        (0..).zip(self.column(var)).filter(|(_, mask)| mask.has(lane)).map(|(cell, _)| cell).collect()
    }

    /// How many cells some variables have together.
    pub fn cells(&self, vars: &[Var]) -> usize {
        self.columns(vars).map(<[M]>::len).sum()
    }

    /// What lanes leave possible of some variables, cell by cell: each is told with its
    /// number and the lanes that leave it possible. Two lanes with the same cells leave the
    /// same possible.
    pub fn bits(&self, of: M, vars: &[Var], mut told: impl FnMut(usize, M)) {
        for (cell, mask) in self.columns(vars).flatten().enumerate() {
            told(cell, mask.and(of));
        }
    }

    fn columns<'l>(&'l self, vars: &'l [Var]) -> impl Iterator<Item = &'l [M]> {
        vars.iter().map(|var| self.column(*var))
    }

    fn column(&self, var: Var) -> &[M] {
        let at = var.0 as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(start), Some(end)) => self.masks.get(*start..*end).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Takes all profiles out.
    pub fn clear(&mut self) {
        self.masks.fill(M::NONE);
        self.put.fill(M::NONE);
    }
}

fn column_mut<'m, M>(starts: &[usize], masks: &'m mut [M], var: usize) -> &'m mut [M] {
    match (starts.get(var), starts.get(var + 1)) {
        (Some(start), Some(end)) => masks.get_mut(*start..*end).unwrap_or_default(),
        _ => &mut [],
    }
}

/// Goes through the masks of some cells.
fn runs_mut<M>(column: &mut [M], cells: &CellSet, mut each: impl FnMut(&mut M)) {
    for run in cells.runs() {
        let run = column.get_mut(run.start as usize..run.end as usize);
        run.into_iter().flatten().for_each(&mut each);
    }
}

impl<M: Mask> World<M> for Lanes<M> {
    fn possible(&self, var: Var, run: Range<u32>) -> M {
        let cells = self.column(var).get(run.start as usize..run.end as usize).unwrap_or_default();
        cells.iter().fold(M::NONE, |possible, mask| possible.or(*mask))
    }
}
