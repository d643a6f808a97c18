//! Where nodes live: each distinct node exactly once.

use std::fmt;
use std::hash::Hasher;
use std::ops::Range;

use crate::logic::hash::Mixer;

/// A variable: its number is its place in the order in which diagrams test variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Var(pub u32);

/// A diagram, by its topmost node. Two diagrams of one [`Diagrams`](crate::logic::Diagrams)
/// are the same function exactly if they have the same id.
///
/// The first 65,536 numbers are the leaves. A node is made after its children, so its
/// number is higher than theirs: walks rely on that.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

/// The leaf 0: "no" of a condition.
pub const FALSE: NodeId = NodeId(0);
/// The leaf 1: "yes" of a condition.
pub const TRUE: NodeId = NodeId(1);

const LEAVES: u32 = 1 << 16;

impl NodeId {
    pub(super) fn of_leaf(leaf: u16) -> Self {
        Self(u32::from(leaf))
    }

    /// The outcome, if this is a leaf.
    pub fn leaf(self) -> Option<u16> {
        u16::try_from(self.0).ok()
    }

    fn index(self) -> Option<usize> {
        self.0.checked_sub(LEAVES).map(|index| index as usize)
    }
}

impl fmt::Debug for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.checked_sub(LEAVES) {
            None => write!(f, "leaf {}", self.0),
            Some(index) => write!(f, "node {index}"),
        }
    }
}

/// The child of a run of cells: from `first` to the next run's first, or to the last cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The first cell.
    pub first: u32,
    /// Where these cells lead.
    pub child: NodeId,
}

/// What stands at a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape<'a> {
    /// An outcome.
    Leaf(u16),
    /// A test of a variable. There are at least two runs, the first starts at cell 0,
    /// and neighbours have different children.
    Test {
        /// The variable.
        var: Var,
        /// Its cells, in runs.
        runs: &'a [Run],
    },
}

/// All nodes, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Store {
    nodes: Vec<Node>,
    runs: Vec<Run>,
    /// An open hash table, its width a power of two.
    slots: Vec<Slot>,
}

/// A place in the table: free where `entry` is 0, else the node of index `entry - 1`.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    entry: u32,
    hash: u32,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    var: Var,
    runs: (u32, u32),
}

impl Store {
    /// What stands at a node.
    pub(super) fn shape(&self, id: NodeId) -> Shape<'_> {
        match id.index().and_then(|index| self.nodes.get(index)) {
            Some(node) => Shape::Test { var: node.var, runs: self.runs_of(*node) },
            None => Shape::Leaf(id.leaf().unwrap_or_default()),
        }
    }

    fn runs_of(&self, node: Node) -> &[Run] {
        self.runs.get(node.runs.0 as usize..node.runs.1 as usize).unwrap_or_default()
    }

    /// The node that tests `var` and goes on as the runs say. These start at cell 0 and
    /// rise; neighbours with one child are merged, and a test that changes nothing is
    /// left out.
    pub(super) fn make(&mut self, var: Var, runs: &mut Vec<Run>) -> NodeId {
        runs.dedup_by_key(|run| run.child);
        match runs.as_slice() {
            [] => FALSE,
            [only] => only.child,
            runs => self.intern(var, runs),
        }
    }

    fn intern(&mut self, var: Var, runs: &[Run]) -> NodeId {
        if self.slots.len() < 2 * (self.nodes.len() + 1) {
            self.widen();
        }
        let hash = hash(var, runs);
        let mut at = self.home(hash);
        while let Some(slot) = self.slots.get(at).filter(|slot| slot.entry != 0) {
            let index = slot.entry - 1;
            if slot.hash == hash && self.is(index, var, runs) {
                return NodeId(LEAVES + index);
            }
            at = self.after(at);
        }
        let index = number(self.nodes.len());
        let start = number(self.runs.len());
        self.runs.extend_from_slice(runs);
        self.nodes.push(Node { var, runs: (start, number(self.runs.len())) });
        self.occupy(at, Slot { entry: index + 1, hash });
        NodeId(LEAVES + index)
    }

    fn is(&self, index: u32, var: Var, runs: &[Run]) -> bool {
        self.nodes.get(index as usize).is_some_and(|node| node.var == var && self.runs_of(*node) == runs)
    }

    /// Doubles the table.
    fn widen(&mut self) {
        let width = (self.slots.len() * 2).max(64);
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); width]);
        for slot in old.into_iter().filter(|slot| slot.entry != 0) {
            let mut at = self.home(slot.hash);
            while self.slots.get(at).is_some_and(|taken| taken.entry != 0) {
                at = self.after(at);
            }
            self.occupy(at, slot);
        }
    }

    fn occupy(&mut self, at: usize, slot: Slot) {
        if let Some(place) = self.slots.get_mut(at) {
            *place = slot;
        }
    }

    /// The slot where the search for a node begins.
    fn home(&self, hash: u32) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    fn after(&self, at: usize) -> usize {
        (at + 1) & (self.slots.len() - 1)
    }

    /// Every inner node of a diagram once, parents before children.
    pub(super) fn walk(&self, root: NodeId) -> Vec<NodeId> {
        let mut seen = Vec::new();
        let mut open = std::collections::BinaryHeap::from([root]);
        while let Some(id) = open.pop() {
            // The leaves have the lowest numbers: after the first nothing else comes.
            let Shape::Test { runs, .. } = self.shape(id) else { break };
            if seen.last() != Some(&id) {
                seen.push(id);
                open.extend(runs.iter().map(|run| run.child));
            }
        }
        seen
    }

    /// The variables that a diagram tests, sorted.
    pub(super) fn support(&self, roots: &[NodeId]) -> Vec<Var> {
        let mut vars: Vec<Var> = Vec::new();
        for id in roots.iter().flat_map(|root| self.walk(*root)) {
            if let Shape::Test { var, .. } = self.shape(id) {
                vars.push(var);
            }
        }
        vars.sort_unstable();
        vars.dedup();
        vars
    }
}

fn hash(var: Var, runs: &[Run]) -> u32 {
    let mut mixer = Mixer::default();
    mixer.write_u32(var.0);
    for run in runs {
        mixer.write_u64(u64::from(run.first) << 32 | u64::from(run.child.0));
    }
    mixer.finish() as u32 // the low half serves as well as the whole
}

/// The runs of a node as ranges, up to the variable's last cell.
pub(super) fn ranges(runs: &[Run], cells: u32) -> impl Iterator<Item = (Range<u32>, NodeId)> + '_ {
    let ends = runs.iter().skip(1).map(|run| run.first).chain(std::iter::once(cells));
    runs.iter().zip(ends).map(|(run, end)| (run.first..end, run.child))
}

/// Memory ends long before four thousand million nodes, so the numbers fit.
fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
