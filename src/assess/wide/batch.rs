//! Profiles side by side.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::logic::{Lanes, Mask, Numbers, Sieve, Var};
use crate::rulebook::advice::AdviceId;
use crate::rulebook::condition::NameId;

use super::row::{Rest, Said};

/// Profiles that are judged together, at most [`Mask::LANES`] of them.
pub struct Batch<M> {
    pub(super) lanes: Lanes<M>,
    /// By name, the profiles that leave more than one value of it.
    open: Vec<M>,
    /// By name, the profiles that say something of it in a row.
    said: Vec<M>,
    /// What the profiles say of all other names.
    rests: Vec<(Rc<Rest>, M)>,
    /// By rule, the profiles that say it has been seen to.
    done: BTreeMap<AdviceId, M>,
    profiles: usize,
}

impl<M: Mask> Batch<M> {
    pub(super) fn new(cells: &[u32], names: usize) -> Self {
        Self {
            lanes: Lanes::new(cells),
            open: vec![M::NONE; names],
            said: vec![M::NONE; names],
            rests: Vec::new(),
            done: BTreeMap::new(),
            profiles: 0,
        }
    }

    /// How many profiles there are.
    pub fn len(&self) -> usize {
        self.profiles
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.profiles == 0
    }

    /// Whether no more fits.
    pub fn is_full(&self) -> bool {
        self.profiles >= M::LANES
    }

    /// Takes all profiles out.
    pub fn clear(&mut self) {
        self.lanes.clear();
        self.open.fill(M::NONE);
        self.said.fill(M::NONE);
        self.rests.clear();
        self.done.clear();
        self.profiles = 0;
    }

    /// The lane of a profile that is put in.
    pub(super) fn next(&mut self) -> usize {
        self.profiles += 1;
        self.profiles - 1
    }

    /// What a profile says of a name.
    pub(super) fn say(&mut self, lane: usize, said: &Said) {
        for (var, cells) in &said.cells {
            self.lanes.put(lane, *var, cells);
        }
        let Some(name) = said.name else { return };
        if let Some(all) = self.said.get_mut(name.0) {
            all.add(lane);
        }
        if let Some(open) = self.open.get_mut(name.0).filter(|_| said.open) {
            open.add(lane);
        }
    }

    /// What a profile says of the names that are left.
    pub(super) fn leave(&mut self, lane: usize, rest: &Rc<Rest>) {
        match self.rests.iter_mut().find(|(known, _)| Rc::ptr_eq(known, rest)) {
            Some((_, lanes)) => lanes.add(lane),
            None => self.rests.push((Rc::clone(rest), M::lane(lane))),
        }
        for id in &rest.done {
            self.done.entry(*id).or_insert(M::NONE).add(lane);
        }
    }

    /// The same for so many profiles at once, the first in the batch.
    pub(super) fn leave_all(&mut self, profiles: usize, rest: &Rc<Rest>) {
        let lanes = M::first(profiles);
        self.profiles = profiles;
        self.rests.push((Rc::clone(rest), lanes));
        for id in &rest.done {
            let done = self.done.entry(*id).or_insert(M::NONE);
            *done = done.or(lanes);
        }
    }

    /// What profiles say of a name, a number each, from the first. The profiles whose number
    /// is no value of it.
    pub(super) fn say_all(&mut self, name: NameId, var: Var, (sieve, numbers): (&Sieve, Numbers<'_>)) -> M {
        let told = self.lanes.sift(var, sieve, numbers);
        if let Some(said) = self.said.get_mut(name.0) {
            *said = said.or(told);
        }
        let missed = M::first(numbers.len()).without(told);
        if missed.is_none() {
            return missed;
        }
        let mut refused = M::NONE;
        missed.each(|lane| {
            if !numbers.is_nothing(lane) {
                refused.add(lane);
            }
        });
        refused
    }

    /// Brings what was left into the columns.
    pub(super) fn complete(&mut self) {
        for (rest, lanes) in std::mem::take(&mut self.rests) {
            self.lanes.fill(lanes, &rest.world.cells);
            for ((open, said), is_open) in self.open.iter_mut().zip(&self.said).zip(&rest.open) {
                if *is_open {
                    *open = open.or(lanes.without(*said));
                }
            }
        }
    }

    /// The lanes that hold a profile.
    pub(super) fn filled(&self) -> M {
        M::first(self.profiles)
    }

    /// The profiles that leave more than one value of a name.
    pub(super) fn open(&self, name: NameId) -> M {
        self.open.get(name.0).copied().unwrap_or(M::NONE)
    }

    /// The profiles that say a rule has been seen to.
    pub(super) fn done(&self, rule: AdviceId) -> M {
        self.done.get(&rule).copied().unwrap_or(M::NONE)
    }
}
