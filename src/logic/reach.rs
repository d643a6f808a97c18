//! Which outcomes can still come about.

use std::ops::Range;

use crate::logic::chart::{Chart, Gate};
use crate::logic::diagram::Diagrams;
use crate::logic::mask::Mask;
use crate::logic::store::{NodeId, Var};
use crate::value::CellSet;

/// What is known, in one lane for each profile.
pub trait World<M: Mask> {
    /// The profiles for which a cell of this run is still possible.
    fn possible(&self, var: Var, run: Range<u32>) -> M;

    /// The same for a run that charts ask about again and again.
    fn through(&self, var: Var, gate: &Gate) -> M {
        self.possible(var, gate.cells.clone())
    }
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

/// The possible cells of some variables, sorted by variable; nothing is known of others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Partly(pub Vec<(Var, CellSet)>);

impl Knowledge for Partly {
    fn cells(&self, var: Var) -> Option<&CellSet> {
        let at = self.0.binary_search_by_key(&var, |(known, _)| *known).ok()?;
        self.0.get(at).map(|(_, cells)| cells)
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
        let mut room = Vec::new();
        let reached = self.leaves.iter().copied().zip(self.reach_each(world, start, &mut room).iter().copied());
        Reached { outcomes: reached.filter(|(_, mask)| !mask.is_none()).collect() }
    }

    /// The same by the places of [`Chart::leaves`]. `room` serves any number of walks, and
    /// keeps who came past where, for [`Chart::visits`].
    pub fn reach_each<'m, M: Mask, W: World<M> + ?Sized>(&self, world: &W, start: M, room: &'m mut Vec<M>) -> &'m [M] {
        self.walk(world, start, room);
        room.get(self.stations.len()..).unwrap_or_default()
    }

    /// The variables tested in a walk, each with the profiles that came past: as often as it
    /// is tested.
    pub fn visits<'m, M: Mask>(&'m self, room: &'m [M]) -> impl Iterator<Item = (Var, M)> + 'm {
        let visits = self.stations.iter().zip(room).filter(|(_, mask)| !mask.is_none());
        visits.map(|(station, mask)| (station.var, *mask))
    }

    /// The variables tested at a node that can be reached, sorted. The outcome need not
    /// depend on each of them: see [`Chart::depends_on`].
    pub fn visited<W: World<bool> + ?Sized>(&self, world: &W) -> Vec<Var> {
        let mut room = Vec::new();
        self.walk(world, true, &mut room);
        let mut vars: Vec<Var> = self.visits(&room).map(|(var, _)| var).collect();
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
                let through = here.and(world.through(station.var, &arrow.gate));
                if let Some(there) = masks.get_mut(arrow.to as usize) {
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
