//! One diagram, laid out for walking.

use std::ops::Range;

use crate::logic::diagram::Diagrams;
use crate::logic::store::{NodeId, Shape, Var, ranges};

/// A diagram apart from the others, its nodes in an order in which parents come before
/// children. Walks over it need no tables and change nothing, so many can share it.
#[derive(Clone, Debug)]
pub struct Chart {
    pub(super) stations: Vec<Station>,
    arrows: Vec<Arrow>,
    /// The outcomes, sorted.
    pub(super) leaves: Vec<u16>,
}

/// An inner node.
#[derive(Clone, Debug)]
pub(super) struct Station {
    pub(super) var: Var,
    arrows: Range<u32>,
}

/// Where a run of cells leads: the stations are counted first, then the leaves. The
/// root is place 0, be it a station or the only leaf.
#[derive(Clone, Debug)]
pub(super) struct Arrow {
    pub(super) gate: Gate,
    pub(super) to: u32,
}

/// A run of the cells of a variable.
#[derive(Clone, Debug)]
pub struct Gate {
    pub(super) cells: Range<u32>,
    /// Its place among the [`Gates`](super::Gates) of many charts, where it has one.
    pub(super) number: u32,
}

/// No place among the gates of many charts.
const ALONE: u32 = u32::MAX;

impl Chart {
    pub(super) fn new(diagrams: &Diagrams, root: NodeId) -> Self {
        let nodes = diagrams.store.walk(root);
        let mut stations = Vec::with_capacity(nodes.len());
        let mut edges = Vec::new();
        for id in &nodes {
            if let Shape::Test { var, runs } = diagrams.shape(*id) {
                let start = narrow(edges.len());
                edges.extend(ranges(runs, diagrams.cells(var)));
                stations.push(Station { var, arrows: start..narrow(edges.len()) });
            }
        }
        let ends = edges.iter().map(|(_, child)| *child).chain(std::iter::once(root));
        let mut leaves: Vec<u16> = ends.filter_map(NodeId::leaf).collect();
        leaves.sort_unstable();
        leaves.dedup();
        let place = |child: NodeId| match child.leaf() {
            Some(leaf) => nodes.len() + leaves.partition_point(|other| *other < leaf),
            None => nodes.partition_point(|other| *other > child),
        };
        let arrows = edges
            .into_iter()
            .map(|(cells, child)| Arrow { gate: Gate { cells, number: ALONE }, to: narrow(place(child)) })
            .collect();
        Self { stations, arrows, leaves }
    }

    /// The variables that the diagram tests, sorted.
    pub fn support(&self) -> Vec<Var> {
        let mut vars: Vec<Var> = self.stations.iter().map(|station| station.var).collect();
        vars.sort_unstable();
        vars.dedup();
        vars
    }

    /// The outcomes at its ends, sorted.
    pub fn leaves(&self) -> &[u16] {
        &self.leaves
    }

    pub(super) fn arrows(&self, station: &Station) -> &[Arrow] {
        let Range { start, end } = station.arrows;
        self.arrows.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Each run of cells that leads on, with its variable, to be given a number.
    pub(super) fn gates(&mut self) -> impl Iterator<Item = (Var, &mut Gate)> {
        let vars = self.stations.iter().flat_map(|station| station.arrows.clone().map(|_| station.var));
        vars.zip(self.arrows.iter_mut().map(|arrow| &mut arrow.gate))
    }

    /// How many places there are: stations and leaves.
    pub(super) fn places(&self) -> usize {
        self.stations.len() + self.leaves.len()
    }
}

/// A place or an arrow among fewer than there are nodes, which have numbers of 32 bits.
fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
