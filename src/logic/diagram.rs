//! Building diagrams.

use std::collections::HashMap;

use crate::logic::chart::Chart;
use crate::logic::choice::Choice;
use crate::logic::hash::BuildMixer;
use crate::logic::store::{FALSE, NodeId, Run, Shape, Store, TRUE, Var};
use crate::value::CellSet;

/// The largest list that is accepted, in inner nodes.
pub const MOST_NODES: usize = 4096;

/// The most work that one list may take, in runs of cells looked at.
pub const MOST_STEPS: usize = 1 << 18;

/// A list whose conditions cannot be told apart in [`MOST_NODES`] nodes, or not within
/// [`MOST_STEPS`] steps.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the conditions entangle {} facts in too many ways to be decided exactly", vars.len())]
pub struct TooEntangled {
    /// The variables that were being combined, sorted.
    pub vars: Vec<Var>,
}

/// A family of diagrams over the same variables. Equal functions are the same node.
///
/// *Conditions* are the diagrams whose only leaves are [`FALSE`] and [`TRUE`]; where a
/// condition is asked for, any other leaf counts as true.
#[derive(Clone, Debug)]
pub struct Diagrams {
    cells: Vec<u32>,
    pub(super) store: Store,
    /// What the current list has worked out. Forgotten between lists, so that no list is
    /// accepted or refused because of those before it.
    memo: HashMap<Choice, NodeId, BuildMixer>,
    spent: usize,
    work: Work,
}

impl Diagrams {
    /// Diagrams over the variables 0, 1, 2, … with so many cells each. A variable that is
    /// not listed, or listed with none, has one cell.
    pub fn new(cells: Vec<u32>) -> Self {
        Self { cells, store: Store::default(), memo: HashMap::default(), spent: 0, work: Work::default() }
    }

    /// How many cells a variable has.
    pub fn cells(&self, var: Var) -> u32 {
        self.cells.get(var.0 as usize).copied().unwrap_or(1).max(1)
    }

    /// Starts a new list: its budget of [`MOST_STEPS`] is whole again. Earlier diagrams stay.
    pub fn begin_list(&mut self) {
        self.spent = 0;
        if self.memo.capacity() > MOST_NODES {
            self.memo = HashMap::default(); // to clear a wide table takes longer than to begin a narrow one
        } else {
            self.memo.clear();
        }
    }

    /// The diagram that is always this outcome.
    pub fn leaf(outcome: u16) -> NodeId {
        NodeId::of_leaf(outcome)
    }

    /// What stands at the top of a diagram.
    pub fn shape(&self, id: NodeId) -> Shape<'_> {
        self.store.shape(id)
    }

    /// How many inner nodes a diagram has.
    pub fn size(&self, root: NodeId) -> usize {
        self.store.walk(root).len()
    }

    /// The variables that a diagram depends on, sorted.
    pub fn support(&self, root: NodeId) -> Vec<Var> {
        self.store.support(&[root])
    }

    /// The outcome where everything is known: `cell` tells each variable's cell.
    pub fn outcome(&self, root: NodeId, cell: impl Fn(Var) -> u32) -> u16 {
        let mut at = root;
        loop {
            match self.store.shape(at) {
                Shape::Leaf(outcome) => return outcome,
                Shape::Test { var, runs } => {
                    let cell = cell(var);
                    let after = runs.partition_point(|run| run.first <= cell);
                    let run = runs.get(after.saturating_sub(1));
                    at = run.map_or(FALSE, |run| run.child);
                }
            }
        }
    }

    /// A copy of one diagram that many walks can use without the others.
    pub fn chart(&self, root: NodeId) -> Chart {
        Chart::new(self, root)
    }

    /// The condition "this variable is in one of these cells".
    pub fn test(&mut self, var: Var, cells: &CellSet) -> Result<NodeId, TooEntangled> {
        let last = self.cells(var);
        let mut runs = std::mem::take(&mut self.work.runs);
        runs.clear();
        runs.push(Run { first: 0, child: FALSE });
        for run in cells.runs() {
            runs.push(Run { first: run.start, child: TRUE });
            runs.push(Run { first: run.end, child: FALSE });
        }
        if cells.first() == Some(0) {
            runs.remove(0);
        }
        runs.retain(|run| run.first < last);
        let within = self.spend(runs.len());
        let made = self.store.make(var, &mut runs);
        self.work.runs = runs;
        if within { Ok(made) } else { Err(TooEntangled { vars: vec![var] }) }
    }

    /// The condition that holds where this one does not.
    pub fn not(&mut self, condition: NodeId) -> Result<NodeId, TooEntangled> {
        self.ite(condition, FALSE, TRUE)
    }

    /// The condition that holds where both do.
    pub fn and(&mut self, one: NodeId, two: NodeId) -> Result<NodeId, TooEntangled> {
        self.ite(one, two, FALSE)
    }

    /// The condition that holds where one does, or both.
    pub fn or(&mut self, one: NodeId, two: NodeId) -> Result<NodeId, TooEntangled> {
        self.ite(one, TRUE, two)
    }

    /// The condition that holds where all do; true of none. Many conditions take far less
    /// work this way than one after the other.
    pub fn all(&mut self, conditions: &[NodeId]) -> Result<NodeId, TooEntangled> {
        let joined = self.in_pairs(conditions.to_vec(), Self::and)?;
        Ok(joined.unwrap_or(TRUE))
    }

    /// The condition that holds where at least one does; false of none.
    pub fn any(&mut self, conditions: &[NodeId]) -> Result<NodeId, TooEntangled> {
        let joined = self.in_pairs(conditions.to_vec(), Self::or)?;
        Ok(joined.unwrap_or(FALSE))
    }

    /// A decision list: the first condition that holds decides. The whole list is refused
    /// if it needs more than [`MOST_NODES`] nodes.
    pub fn list(&mut self, guards: &[(NodeId, NodeId)], otherwise: NodeId) -> Result<NodeId, TooEntangled> {
        let mut list = otherwise;
        for (condition, then) in guards.iter().rev() {
            list = self.ite(*condition, *then, list)?;
        }
        self.fitting(list)
    }

    /// The diagram itself, unless it has more than [`MOST_NODES`] nodes.
    pub fn fitting(&self, root: NodeId) -> Result<NodeId, TooEntangled> {
        if self.size(root) > MOST_NODES { Err(self.too_entangled(&[root])) } else { Ok(root) }
    }

    /// Chooses among diagrams by the cell of a variable. The arms cover all its cells, and
    /// no cell twice; each may itself test any variable.
    pub fn branch(&mut self, var: Var, arms: Vec<(CellSet, NodeId)>) -> Result<NodeId, TooEntangled> {
        let below = |id| !matches!(self.store.shape(id), Shape::Test { var: top, .. } if top <= var);
        if !arms.iter().all(|(_, arm)| below(*arm)) {
            let arms = arms.into_iter().filter(|(cells, _)| !cells.is_empty()).collect();
            let joined = self.in_pairs(arms, |diagrams, (cells, one), (others, two)| {
                let chosen = diagrams.test(var, &cells)?;
                Ok((cells.union(&others), diagrams.ite(chosen, one, two)?))
            })?;
            return Ok(joined.map_or(FALSE, |(_, joined)| joined));
        }
        let last = self.cells(var);
        let runs =
            arms.iter().flat_map(|(cells, arm)| cells.runs().iter().map(|run| Run { first: run.start, child: *arm }));
        let mut runs: Vec<Run> = runs.filter(|run| run.first < last).collect();
        runs.sort_unstable_by_key(|run| run.first);
        if let Some(first) = runs.first_mut() {
            first.first = 0;
        }
        if !self.spend(runs.len()) {
            let arms: Vec<_> = arms.iter().map(|(_, arm)| *arm).collect();
            let vars = std::iter::once(var).chain(self.store.support(&arms)).collect();
            return Err(TooEntangled { vars });
        }
        Ok(self.store.make(var, &mut runs))
    }

    /// The diagram that is `then` where the condition holds and `otherwise` elsewhere.
    ///
    /// Works down from the choice with a stack of its own, so that no depth can overflow;
    /// each choice met is answered once.
    pub fn ite(&mut self, condition: NodeId, then: NodeId, otherwise: NodeId) -> Result<NodeId, TooEntangled> {
        let choice = Choice { condition, then, otherwise };
        if let Some(answer) = choice.plain().at_once() {
            return Ok(answer);
        }
        let mut work = std::mem::take(&mut self.work);
        let answer = self.answer(choice, &mut work);
        self.work = work;
        answer
    }

    fn answer(&mut self, asked: Choice, work: &mut Work) -> Result<NodeId, TooEntangled> {
        let Work { tasks, firsts, answers, parts, runs } = work;
        tasks.clear();
        firsts.clear();
        answers.clear();
        tasks.push(Task::Answer(asked));
        while let Some(task) = tasks.pop() {
            match task {
                Task::Answer(choice) => {
                    let choice = choice.plain();
                    if let Some(answer) = choice.at_once().or_else(|| self.memo.get(&choice).copied()) {
                        answers.push(answer);
                        continue;
                    }
                    parts.clear();
                    let Some(var) = choice.split(&self.store, parts) else { continue };
                    if !self.spend(parts.len()) {
                        return Err(self.too_entangled(&[asked.condition, asked.then, asked.otherwise]));
                    }
                    tasks.push(Task::Join(choice, var, parts.len()));
                    for (first, part) in parts.iter() {
                        firsts.push(*first);
                        tasks.push(Task::Answer(*part));
                    }
                }
                Task::Join(choice, var, parts) => {
                    // The last part was answered first.
                    let children = answers.drain(answers.len().saturating_sub(parts)..).rev();
                    let starts = firsts.drain(firsts.len().saturating_sub(parts)..);
                    runs.clear();
                    runs.extend(starts.zip(children).map(|(first, child)| Run { first, child }));
                    let joined = self.store.make(var, runs);
                    self.memo.insert(choice, joined);
                    answers.push(joined);
                }
            }
        }
        Ok(answers.pop().unwrap_or(FALSE))
    }

    /// Joins neighbours, then neighbours of those, until one is left: of n chains this
    /// walks each node log n times instead of n times.
    fn in_pairs<T: Clone>(
        &mut self,
        mut items: Vec<T>,
        mut join: impl FnMut(&mut Self, T, T) -> Result<T, TooEntangled>,
    ) -> Result<Option<T>, TooEntangled> {
        while items.len() > 1 {
            let mut joined = Vec::with_capacity(items.len().div_ceil(2));
            let mut rest = items.into_iter();
            while let Some(one) = rest.next() {
                joined.push(match rest.next() {
                    Some(two) => join(self, one, two)?,
                    None => one,
                });
            }
            items = joined;
        }
        Ok(items.pop())
    }

    /// Counts work; false once the list has had its share.
    fn spend(&mut self, steps: usize) -> bool {
        self.spent = self.spent.saturating_add(steps);
        self.spent <= MOST_STEPS
    }

    fn too_entangled(&self, roots: &[NodeId]) -> TooEntangled {
        TooEntangled { vars: self.store.support(roots) }
    }
}

/// Room that is used again from one operation to the next.
#[derive(Clone, Debug, Default)]
struct Work {
    tasks: Vec<Task>,
    /// First cells of the parts that are being worked on.
    firsts: Vec<u32>,
    answers: Vec<NodeId>,
    parts: Vec<(u32, Choice)>,
    runs: Vec<Run>,
}

#[derive(Clone, Copy, Debug)]
enum Task {
    Answer(Choice),
    /// A choice, the variable it was split at, and into how many parts.
    Join(Choice, Var, usize),
}
