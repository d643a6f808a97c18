//! What is left of a diagram once something is known.

use crate::logic::chart::{Chart, Station};
use crate::logic::diagram::Diagrams;
use crate::logic::reach::Knowledge;
use crate::logic::store::{FALSE, NodeId, Run, Store, Var};

impl Chart {
    /// The variables on which the outcome really depends, given what is known; sorted.
    /// They are those for which two possible cells, all else equal, lead to different
    /// outcomes.
    pub fn depends_on<K: Knowledge + ?Sized>(&self, known: &K) -> Vec<Var> {
        let mut store = Store::default();
        let root = self.rebuild(&mut store, known);
        store.support(&[root])
    }

    /// Makes the diagram again from its leaves up, with the possible cells only.
    fn rebuild<K: Knowledge + ?Sized>(&self, store: &mut Store, known: &K) -> NodeId {
        let mut made = vec![FALSE; self.stations.len()];
        made.extend(self.leaves.iter().map(|leaf| NodeId::of_leaf(*leaf)));
        let mut runs = Vec::new();
        for (at, station) in self.stations.iter().enumerate().rev() {
            self.remaining(station, known, &made, &mut runs);
            let node = store.make(station.var, &mut runs);
            if let Some(place) = made.get_mut(at) {
                *place = node;
            }
        }
        made.first().copied().unwrap_or(FALSE)
    }

    /// The runs of a station that hold a possible cell, each from its first possible cell.
    /// Thus an impossible cell goes with the possible one before it, the first ones with
    /// the first possible one, and the outcome over the possible cells fixes the runs.
    fn remaining<K: Knowledge + ?Sized>(&self, station: &Station, known: &K, made: &[NodeId], runs: &mut Vec<Run>) {
        runs.clear();
        let possible = known.cells(station.var);
        for arrow in self.arrows(station) {
            let first = match possible {
                Some(cells) => cells.first_in(arrow.gate.cells.clone()),
                None => Some(arrow.gate.cells.start),
            };
            if let (Some(first), Some(child)) = (first, made.get(arrow.to as usize)) {
                runs.push(Run { first: if runs.is_empty() { 0 } else { first }, child: *child });
            }
        }
    }
}

impl Diagrams {
    /// The diagram over the possible cells only, never larger than the one given. Two
    /// diagrams that agree wherever the known leaves room become the same node, and
    /// one is left with exactly the variables on which its outcome still depends.
    pub fn restrict<K: Knowledge + ?Sized>(&mut self, root: NodeId, known: &K) -> NodeId {
        self.chart(root).rebuild(&mut self.store, known)
    }

    /// [`Chart::depends_on`] of one diagram.
    pub fn depends_on<K: Knowledge + ?Sized>(&self, root: NodeId, known: &K) -> Vec<Var> {
        self.chart(root).depends_on(known)
    }
}
