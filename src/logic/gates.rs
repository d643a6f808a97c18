//! What is possible at the runs of cells that many rules ask about, worked out once.

use std::collections::BTreeMap;
use std::ops::Range;

use super::chart::{Chart, Gate};
use super::mask::Mask;
use super::reach::World;
use super::store::Var;

/// The runs of cells that the charts of many rules ask about, each once.
#[derive(Clone, Debug, Default)]
pub struct Gates {
    runs: Vec<(Var, Range<u32>)>,
    numbers: BTreeMap<(Var, u32, u32), u32>,
}

impl Gates {
    /// Takes in the runs of a chart, which learns their numbers.
    pub fn number(&mut self, chart: &mut Chart) {
        for (var, gate) in chart.gates() {
            let next = u32::try_from(self.runs.len()).unwrap_or(u32::MAX);
            gate.number = *self.numbers.entry((var, gate.cells.start, gate.cells.end)).or_insert(next);
            if gate.number == next {
                self.runs.push((var, gate.cells.clone()));
            }
        }
    }

    /// Who gets through each, into room that serves again.
    pub fn fill<M: Mask, W: World<M> + ?Sized>(&self, world: &W, through: &mut Vec<M>) {
        through.clear();
        through.extend(self.runs.iter().map(|(var, run)| world.possible(*var, run.clone())));
    }
}

/// A world in which it is known beforehand who gets through the gates of charts that were
/// numbered together.
///
/// ```
/// use proviso::logic::{Diagrams, Gated, Gates, Mask, Possible, Var};
/// use proviso::value::CellSet;
/// let mut diagrams = Diagrams::new(vec![3]);
/// diagrams.begin_list();
/// let list = diagrams.test(Var(0), &CellSet::single(2))?;
/// let mut chart = diagrams.chart(list);
/// let mut gates = Gates::default();
/// gates.number(&mut chart);
/// let known = Possible(vec![CellSet::single(2)]);
/// let mut through: Vec<bool> = Vec::new();
/// gates.fill(&known, &mut through);
/// let gated = Gated { world: &known, through: &through };
/// assert_eq!(chart.reach(&gated, true), chart.reach(&known, true));
/// # Ok::<(), proviso::logic::TooEntangled>(())
/// ```
#[derive(Debug)]
pub struct Gated<'w, M, W: ?Sized> {
    /// What is known.
    pub world: &'w W,
    /// Who gets through each gate.
    pub through: &'w [M],
}

impl<M: Mask, W: World<M> + ?Sized> World<M> for Gated<'_, M, W> {
    fn possible(&self, var: Var, run: Range<u32>) -> M {
        self.world.possible(var, run)
    }

    fn through(&self, var: Var, gate: &Gate) -> M {
        let known = self.through.get(gate.number as usize).copied();
        known.unwrap_or_else(|| self.possible(var, gate.cells.clone()))
    }
}
