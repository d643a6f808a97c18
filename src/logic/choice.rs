//! If-then-else on diagrams: the one operation that all others are made of.

use crate::logic::store::{FALSE, NodeId, Run, Shape, Store, TRUE, Var};

/// "Where the condition holds `then`, elsewhere `otherwise`."
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Choice {
    pub(super) condition: NodeId,
    pub(super) then: NodeId,
    pub(super) otherwise: NodeId,
}

impl Choice {
    /// The same choice in the form under which it is remembered.
    pub(super) fn plain(mut self) -> Self {
        if self.then == self.condition {
            self.then = TRUE;
        }
        if self.otherwise == self.condition {
            self.otherwise = FALSE;
        }
        self
    }

    /// The answer, where no variable has to be looked at.
    pub(super) fn at_once(self) -> Option<NodeId> {
        match self.condition.leaf() {
            Some(0) => Some(self.otherwise),
            Some(_) => Some(self.then),
            None if self.then == self.otherwise => Some(self.then),
            None if self.then == TRUE && self.otherwise == FALSE => Some(self.condition),
            None => None,
        }
    }

    /// Splits the choice at its first variable, into one choice for each run of cells.
    pub(super) fn split(self, store: &Store, parts: &mut Vec<(u32, Self)>) -> Option<Var> {
        let all = [self.condition, self.then, self.otherwise];
        let var = all.into_iter().filter_map(|id| tested(store, id)).min()?;
        let mut sides = all.map(|id| Side::new(store, id, var));
        let mut cell = 0;
        loop {
            for side in &mut sides {
                side.advance(cell);
            }
            let [condition, then, otherwise] = sides.each_ref().map(|side| side.here);
            let part = Self { condition, then, otherwise };
            if parts.last().is_none_or(|(_, last)| *last != part) {
                parts.push((cell, part));
            }
            match sides.iter().filter_map(Side::next).min() {
                Some(next) => cell = next,
                None => return Some(var),
            }
        }
    }
}

fn tested(store: &Store, id: NodeId) -> Option<Var> {
    match store.shape(id) {
        Shape::Test { var, .. } => Some(var),
        Shape::Leaf(_) => None,
    }
}

/// One of the three diagrams, walked along the cells of the variable that is split.
struct Side<'a> {
    here: NodeId,
    ahead: &'a [Run],
}

impl<'a> Side<'a> {
    fn new(store: &'a Store, id: NodeId, split: Var) -> Self {
        match store.shape(id) {
            Shape::Test { var, runs } if var == split => Self { here: id, ahead: runs },
            _ => Self { here: id, ahead: &[] },
        }
    }

    fn advance(&mut self, cell: u32) {
        while let [run, ahead @ ..] = self.ahead
            && run.first <= cell
        {
            self.here = run.child;
            self.ahead = ahead;
        }
    }

    fn next(&self) -> Option<u32> {
        self.ahead.first().map(|run| run.first)
    }
}
