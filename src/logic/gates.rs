//! What is possible at the runs of cells that many rules ask about, worked out once.

use std::collections::BTreeMap;
use std::ops::Range;

use super::chart::{Chart, Gate};
use super::mask::Mask;
use super::reach::World;
use super::store::Var;

/// Gives numbers to the runs of cells that the charts of many rules ask about.
#[derive(Clone, Debug, Default)]
pub struct Numbering {
    numbers: BTreeMap<(Var, u32, u32), u32>,
}

impl Numbering {
    /// Takes in the runs of a chart, which learns their numbers.
    pub fn take(&mut self, chart: &mut Chart) {
        for (var, gate) in chart.gates() {
            let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
            gate.number = *self.numbers.entry((var, gate.cells.start, gate.cells.end)).or_insert(next);
        }
    }

    /// All that were taken in, each once.
    pub fn gates(&self) -> Gates {
        let mut runs: Vec<_> =
            self.numbers.iter().map(|((var, start, end), gate)| (*var, *start..*end, *gate)).collect();
        // The narrow ones first, since the wide ones begin with what came of them.
        runs.sort_by_key(|(_, cells, _)| cells.len());
        // The widest so far, by where they begin and by where they end.
        let (mut beginning, mut ending) = (BTreeMap::new(), BTreeMap::new());
        let mut steps = Vec::with_capacity(runs.len());
        for (var, Range { start, end }, gate) in runs {
            let before = beginning.insert((var, start), (end, gate)).map(|(until, gate)| (gate, until..end));
            let behind = ending.insert((var, end), (start, gate)).map(|(from, gate)| (gate, start..from));
            let (within, cells) = match before.into_iter().chain(behind).min_by_key(|(_, left)| left.len()) {
                Some((gate, left)) => (Some(gate), left),
                None => (None, start..end),
            };
            steps.push(Step { gate, within, var, cells });
        }
        Gates { steps }
    }
}

/// The runs of cells that the charts of many rules ask about, each once.
#[derive(Clone, Debug)]
pub struct Gates {
    steps: Vec<Step>,
}

/// How it is worked out who gets through a gate: those who get through a narrower one, and
/// those for whom one of the other cells is possible.
#[derive(Clone, Debug)]
struct Step {
    gate: u32,
    within: Option<u32>,
    var: Var,
    cells: Range<u32>,
}

impl Gates {
    /// The cells of a variable at which a gate begins or ends, sorted: between two of them
    /// all cells are alike to all charts.
    pub fn borders(&self, var: Var) -> Vec<u32> {
        let own = self.steps.iter().filter(|step| step.var == var);
        let mut borders: Vec<u32> = own.flat_map(|step| [step.cells.start, step.cells.end]).collect();
        borders.sort_unstable();
        borders.dedup();
        borders
    }

    /// Who gets through each, into room that serves again.
    pub fn fill<M: Mask, W: World<M> + ?Sized>(&self, world: &W, through: &mut Vec<M>) {
        through.clear();
        through.resize(self.steps.len(), M::NONE);
        for Step { gate, within, var, cells } in &self.steps {
            let narrower = within.and_then(|gate| through.get(gate as usize)).copied();
            if let Some(through) = through.get_mut(*gate as usize) {
                *through = narrower.unwrap_or(M::NONE).or(world.possible(*var, cells.clone()));
            }
        }
    }
}

/// A world in which it is known beforehand who gets through the gates of charts that were
/// numbered together.
///
/// ```
/// use proviso::logic::{Diagrams, Gated, Mask, Numbering, Possible, Var};
/// use proviso::value::CellSet;
/// let mut diagrams = Diagrams::new(vec![3]);
/// diagrams.begin_list();
/// let list = diagrams.test(Var(0), &CellSet::single(2))?;
/// let mut chart = diagrams.chart(list);
/// let mut numbering = Numbering::default();
/// numbering.take(&mut chart);
/// let known = Possible(vec![CellSet::single(2)]);
/// let mut through: Vec<bool> = Vec::new();
/// numbering.gates().fill(&known, &mut through);
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
