//! Which outcomes can still come about.

use std::ops::Range;

use crate::logic::chart::Chart;
use crate::logic::diagram::Diagrams;
use crate::logic::mask::Mask;
use crate::logic::store::{NodeId, Var};
use crate::value::CellSet;

/// What is known, in one lane for each profile.
pub trait World<M: Mask> {
    /// The profiles for which a cell of this run is still possible.
    fn possible(&self, var: Var, run: Range<u32>) -> M;
}

/// What one profile leaves possible: a [`World`] of a single lane.
pub trait Knowledge {
    /// The cells of a variable that are still possible, at least one; nothing where
    /// nothing is known of it, that is, all cells are possible.
    fn cells(&self, var: Var) -> Option<&CellSet>;

    /// The same knowledge, but for one variable: to ask "what if".
    fn with<'a>(&'a self, var: Var, cells: &'a CellSet) -> With<'a, Self> {
        With { base: self, var, cells }
    }
}

impl<K: Knowledge + ?Sized> World<bool> for K {
    fn possible(&self, var: Var, run: Range<u32>) -> bool {
        self.cells(var).is_none_or(|cells| cells.meets(run))
    }
}

/// The possible cells of each variable, in the order of the variables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Possible(pub Vec<CellSet>);

impl Knowledge for Possible {
    fn cells(&self, var: Var) -> Option<&CellSet> {
        self.0.get(var.0 as usize)
    }
}

/// Knowledge with one variable's cells replaced; made by [`Knowledge::with`].
#[derive(Debug)]
pub struct With<'a, K: ?Sized> {
    base: &'a K,
    var: Var,
    cells: &'a CellSet,
}

impl<K: Knowledge + ?Sized> Knowledge for With<'_, K> {
    fn cells(&self, var: Var) -> Option<&CellSet> {
        if var == self.var { Some(self.cells) } else { self.base.cells(var) }
    }
}

/// The outcomes that can come about, each with the profiles for which it can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached<M> {
    outcomes: Vec<(u16, M)>,
}

impl<M: Mask> Reached<M> {
    /// The outcomes with their profiles, sorted by outcome; none without a profile.
    pub fn outcomes(&self) -> &[(u16, M)] {
        &self.outcomes
    }

    /// The outcomes that some profile can reach, sorted.
    pub fn leaves(&self) -> impl ExactSizeIterator<Item = u16> + '_ {
        self.outcomes.iter().map(|(leaf, _)| *leaf)
    }

    /// The profiles that can reach an outcome.
    pub fn mask(&self, outcome: u16) -> M {
        self.outcomes.iter().find(|(leaf, _)| *leaf == outcome).map_or(M::NONE, |(_, mask)| *mask)
    }

    /// The outcome, where only one is left for all profiles.
    pub fn only(&self) -> Option<u16> {
        match self.outcomes.as_slice() {
            [(leaf, _)] => Some(*leaf),
            _ => None,
        }
    }
}

impl Chart {
    /// For each outcome the profiles of `start` that can still come to it. Exact, as
    /// long as what is possible for one variable does not hang on another: no path tests
    /// a variable twice.
    pub fn reach<M: Mask, W: World<M> + ?Sized>(&self, world: &W, start: M) -> Reached<M> {
        let mut outcomes = Vec::with_capacity(self.leaves.len());
        self.each_reached(world, start, &mut Vec::new(), |leaf, mask| outcomes.push((leaf, mask)));
        Reached { outcomes }
    }

    /// The same, told outcome by outcome. `room` is working space that serves any number
    /// of walks.
    pub fn each_reached<M: Mask, W: World<M> + ?Sized>(
        &self,
        world: &W,
        start: M,
        room: &mut Vec<M>,
        mut told: impl FnMut(u16, M),
    ) {
        self.walk(world, start, room);
        for (leaf, mask) in self.leaves.iter().zip(room.iter().skip(self.stations.len())) {
            if !mask.is_none() {
                told(*leaf, *mask);
            }
        }
    }

    /// The variables tested on the way, each with the profiles that come past: as often as
    /// it is tested. `room` is as for [`Chart::each_reached`].
    pub fn each_visited<M: Mask, W: World<M> + ?Sized>(
        &self,
        world: &W,
        start: M,
        room: &mut Vec<M>,
        mut told: impl FnMut(Var, M),
    ) {
        self.walk(world, start, room);
        for (station, mask) in self.stations.iter().zip(room.iter()) {
            if !mask.is_none() {
                told(station.var, *mask);
            }
        }
    }

    /// The variables tested at a node that can be reached, sorted. The outcome need not
    /// depend on each of them: see [`Chart::depends_on`].
    pub fn visited<W: World<bool> + ?Sized>(&self, world: &W) -> Vec<Var> {
        let mut vars: Vec<Var> = Vec::new();
        self.each_visited(world, true, &mut Vec::new(), |var, _| vars.push(var));
        vars.sort_unstable();
        vars.dedup();
        vars
    }

    /// Who gets to each place. Each station is looked at once, after all its parents.
    fn walk<M: Mask, W: World<M> + ?Sized>(&self, world: &W, start: M, masks: &mut Vec<M>) {
        masks.clear();
        masks.resize(self.places(), M::NONE);
        if let Some(root) = masks.first_mut() {
            *root = start;
        }
        for (at, station) in self.stations.iter().enumerate() {
            let here = masks.get(at).copied().unwrap_or(M::NONE);
            if here.is_none() {
                continue;
            }
            for arrow in self.arrows(station) {
                let through = here.and(world.possible(station.var, arrow.cells.clone()));
                if let Some(there) = masks.get_mut(arrow.to) {
                    *there = there.or(through);
                }
            }
        }
    }
}

impl Diagrams {
    /// [`Chart::reach`] of one diagram; keep its [`Diagrams::chart`] to ask more than once.
    pub fn reach<M: Mask, W: World<M> + ?Sized>(&self, root: NodeId, world: &W, start: M) -> Reached<M> {
        self.chart(root).reach(world, start)
    }

    /// [`Chart::visited`] of one diagram.
    pub fn visited<W: World<bool> + ?Sized>(&self, root: NodeId, world: &W) -> Vec<Var> {
        self.chart(root).visited(world)
    }
}
