//! Ways through a diagram: how an outcome comes about, one path at a time.

use crate::logic::chart::Chart;
use crate::logic::diagram::{Diagrams, TooEntangled};
use crate::logic::reach::Knowledge;
use crate::logic::store::{FALSE, NodeId, Run, Var};
use crate::value::CellSet;

/// One leg of a way: a variable that was looked at, and the possible cells that lead on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// The variable.
    pub var: Var,
    /// Its cells, at least one.
    pub cells: CellSet,
}

/// What a search for a way came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Search {
    /// There is a way.
    Way(Vec<Leg>),
    /// There is none.
    NoWay,
    /// The steps were used up before it was clear.
    TooLong,
}

impl Chart {
    /// The first way to an outcome through possible cells that `fits`. That is asked
    /// after each leg, with all legs so far, so that a wrong turn is left at once. Where
    /// everything fits no step is wasted; each leg tried takes one off `steps`.
    pub fn way<K: Knowledge + ?Sized>(
        &self,
        known: &K,
        outcome: u16,
        steps: &mut usize,
        mut fits: impl FnMut(&[Leg]) -> bool,
    ) -> Search {
        let leads = self.leading_to(known, outcome);
        if leads.first() != Some(&true) {
            return Search::NoWay;
        }
        let mut legs: Vec<Leg> = Vec::new();
        // Stations on the way, each with how many of its arrows have been followed.
        let mut open = vec![(0, 0)];
        while let Some((at, followed)) = open.last_mut() {
            let Some(station) = self.stations.get(*at) else { return Search::Way(legs) };
            let Some(arrow) = self.arrows(station).get(*followed) else {
                open.pop();
                legs.pop();
                continue;
            };
            *followed += 1;
            let cells = possible(known, station.var, arrow.gate.cells.clone());
            if cells.is_empty() || leads.get(arrow.to as usize) != Some(&true) {
                continue;
            }
            let Some(left) = steps.checked_sub(1) else { return Search::TooLong };
            *steps = left;
            legs.push(Leg { var: station.var, cells });
            if fits(&legs) {
                open.push((arrow.to as usize, 0));
            } else {
                legs.pop();
            }
        }
        Search::NoWay
    }

    /// The places from which possible cells lead to an outcome.
    fn leading_to<K: Knowledge + ?Sized>(&self, known: &K, outcome: u16) -> Vec<bool> {
        let mut leads = vec![false; self.stations.len()];
        leads.extend(self.leaves.iter().map(|leaf| *leaf == outcome));
        for (at, station) in self.stations.iter().enumerate().rev() {
            let leads_on = self.arrows(station).iter().any(|arrow| {
                leads.get(arrow.to as usize) == Some(&true)
                    && known.cells(station.var).is_none_or(|cells| cells.meets(arrow.gate.cells.clone()))
            });
            if let Some(place) = leads.get_mut(at) {
                *place = leads_on;
            }
        }
        leads
    }
}

fn possible<K: Knowledge + ?Sized>(known: &K, var: Var, run: std::ops::Range<u32>) -> CellSet {
    let run = CellSet::run(run);
    match known.cells(var) {
        Some(cells) => cells.intersection(&run),
        None => run,
    }
}

impl Diagrams {
    /// The condition that some possible cells of the variables in `over` fulfil the given
    /// one, whatever the others are. It looks at the others alone.
    ///
    /// # Errors
    /// Too entangled.
    pub fn some<K: Knowledge + ?Sized>(
        &mut self,
        condition: NodeId,
        known: &K,
        over: impl Fn(Var) -> bool,
    ) -> Result<NodeId, TooEntangled> {
        let chart = self.chart(condition);
        let mut made = vec![FALSE; chart.stations.len()];
        made.extend(chart.leaves.iter().map(|leaf| NodeId::of_leaf(*leaf)));
        for (at, station) in chart.stations.iter().enumerate().rev() {
            let arrows = chart.arrows(station).iter();
            let node = if over(station.var) {
                let ends: Vec<NodeId> = arrows
                    .filter(|arrow| !possible(known, station.var, arrow.gate.cells.clone()).is_empty())
                    .filter_map(|arrow| made.get(arrow.to as usize).copied())
                    .collect();
                self.any(&ends)?
            } else {
                let mut runs: Vec<Run> = arrows
                    .filter_map(|arrow| {
                        Some(Run { first: arrow.gate.cells.start, child: *made.get(arrow.to as usize)? })
                    })
                    .collect();
                self.store.make(station.var, &mut runs)
            };
            if let Some(place) = made.get_mut(at) {
                *place = node;
            }
        }
        Ok(made.first().copied().unwrap_or(FALSE))
    }
}
