//! Diagrams as expressions: what a rule can come to for a deal, one bit for each outcome.
//!
//! An expression walks its diagram from the root. Where a node has several parents, the
//! expression would be copied to each of them, and so grow without end: such a node becomes
//! a column of its own, in a layer below.

use std::collections::{BTreeMap, BTreeSet};

use crate::assess::finding::Outcome;
use crate::logic::{Diagrams, NodeId, Shape};
use crate::value::CellSet;

use super::dialect::Dialect;
use super::plan::Plan;
use super::possible::possible;

/// The bit of the first fallback; the others follow.
pub(super) const FIRST_FALLBACK: usize = 15;

/// The place of the bit of an outcome.
pub(super) fn place(outcome: Outcome) -> usize {
    match outcome {
        Outcome::WalkAway => 0,
        Outcome::Gap => 1,
        Outcome::Advised => 2,
        Outcome::Ask => 3,
        Outcome::Live => 4,
        Outcome::Owed => 5,
        Outcome::Available => 6,
        Outcome::Preferred => 7,
        Outcome::InPlace => 8,
        Outcome::Answered => 9,
        Outcome::Settled => 10,
        Outcome::NotApplicable => 11,
        Outcome::NotNeeded => 12,
        Outcome::NotAsked => 13,
        Outcome::Unavailable => 14,
        Outcome::Fallback(at) => FIRST_FALLBACK + at,
    }
}

/// The bit of an outcome.
pub(super) fn bit(outcome: Outcome) -> u64 {
    1 << place(outcome)
}

/// The leaves that a diagram leads to, sorted.
pub(super) fn leaves(diagrams: &Diagrams, root: NodeId) -> Vec<u16> {
    let mut seen = BTreeSet::new();
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        if seen.insert(id)
            && let Shape::Test { runs, .. } = diagrams.shape(id)
        {
            open.extend(runs.iter().map(|run| run.child));
        }
    }
    seen.into_iter().filter_map(NodeId::leaf).collect()
}

/// What stands at each leaf, as an expression.
pub(super) type Leaves = BTreeMap<u16, String>;

/// A node of a diagram, with what stands at the leaves below it.
type Node = (usize, NodeId);

/// An expression, and the layer whose columns it needs.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) text: String,
    pub(super) layer: usize,
    /// How deep it is nested.
    depth: usize,
}

/// Nodes nested deeper than this become columns: programs read expressions by recursion.
const DEEPEST: usize = 12;

/// The expressions of several diagrams.
pub(super) struct Trees<'p, 'r> {
    plan: &'p Plan<'r>,
    dialect: Dialect,
    leaves: Vec<Leaves>,
    roots: BTreeSet<Node>,
    /// How many arrows and roots lead to each inner node.
    uses: BTreeMap<Node, usize>,
    made: BTreeMap<Node, Made>,
    /// Nodes that are columns: by layer, each with its name and expression.
    pub(super) layers: Vec<Vec<(String, String)>>,
}

impl<'p, 'r> Trees<'p, 'r> {
    pub(super) fn new(plan: &'p Plan<'r>, dialect: Dialect) -> Self {
        Self {
            plan,
            dialect,
            leaves: Vec::new(),
            roots: BTreeSet::new(),
            uses: BTreeMap::new(),
            made: BTreeMap::new(),
            layers: Vec::new(),
        }
    }

    /// Takes in a diagram; what it is to be called when it is [asked for](Self::root).
    pub(super) fn plant(&mut self, root: NodeId, leaves: Leaves) -> (usize, NodeId) {
        let known = self.leaves.iter().position(|other| *other == leaves);
        let at = known.unwrap_or_else(|| {
            self.leaves.push(leaves);
            self.leaves.len() - 1
        });
        if self.roots.insert((at, root)) {
            let mut open = vec![(at, root)];
            while let Some(node) = open.pop() {
                let uses = self.uses.entry(node).or_default();
                *uses += 1;
                if *uses == 1 {
                    open.extend(self.branches(node).into_iter().map(|(_, child)| child));
                }
            }
        }
        (at, root)
    }

    /// Makes all expressions, children first.
    pub(super) fn grow(&mut self) {
        let nodes: Vec<(Node, usize)> = self.uses.iter().map(|(node, uses)| (*node, *uses)).collect();
        for (node, uses) in nodes {
            let made = self.node(node, uses);
            self.made.insert(node, made);
        }
    }

    /// The expression of a diagram.
    pub(super) fn root(&self, root: (usize, NodeId)) -> Made {
        self.made.get(&root).cloned().unwrap_or_else(|| Made { text: "0".to_owned(), layer: 0, depth: 0 })
    }

    fn node(&mut self, node: Node, uses: usize) -> Made {
        let (at, id) = node;
        let Shape::Test { var, .. } = self.plan.conditions.diagrams.shape(id) else {
            let leaf = id.leaf().and_then(|leaf| self.leaves.get(at)?.get(&leaf));
            return Made { text: leaf.cloned().unwrap_or_else(|| "0".to_owned()), layer: 0, depth: 0 };
        };
        let branches = self.branches(node);
        let (mut layer, mut depth) = (0, 0);
        let mut parts = Vec::with_capacity(branches.len());
        for (cells, child) in &branches {
            let child = self.root(*child);
            layer = layer.max(child.layer);
            depth = depth.max(child.depth + 1);
            let test = possible(self.plan, self.dialect, var, cells);
            parts.push(format!("CASE WHEN {test} THEN {} ELSE 0 END", child.text));
        }
        let text = self.dialect.or(&parts);
        let is_small = branches.iter().all(|(_, (_, child))| child.leaf().is_some()) && branches.len() == 2;
        if depth < DEEPEST && (uses == 1 || uses <= 3 && is_small) {
            return Made { text, layer, depth };
        }
        let count: usize = self.layers.iter().map(Vec::len).sum();
        let name = format!("n{}", count + 1);
        if self.layers.len() <= layer {
            self.layers.resize(layer + 1, Vec::new());
        }
        if let Some(own) = self.layers.get_mut(layer) {
            own.push((name.clone(), text));
        }
        Made { text: name, layer: layer + 1, depth: 0 }
    }

    /// Where the cells of a node lead, each child once.
    fn branches(&self, (at, id): Node) -> Vec<(CellSet, Node)> {
        let diagrams = &self.plan.conditions.diagrams;
        let Shape::Test { var, runs } = diagrams.shape(id) else { return Vec::new() };
        let ends = runs.iter().skip(1).map(|run| run.first).chain(std::iter::once(diagrams.cells(var)));
        let mut branches: Vec<(CellSet, Node)> = Vec::new();
        for (run, end) in runs.iter().zip(ends) {
            let cells = CellSet::run(run.first..end);
            match branches.iter_mut().find(|(_, child)| *child == (at, run.child)) {
                Some((known, _)) => *known = known.union(&cells),
                None => branches.push((cells, (at, run.child))),
            }
        }
        branches
    }
}
