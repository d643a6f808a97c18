//! What a list can still come to, when comparisons of names with one another are known
//! together.

use crate::logic::chart::Chart;
use crate::logic::conditions::Conditions;
use crate::logic::joint::Joint;
use crate::logic::mask::Mask;
use crate::logic::reach::{Knowledge, World};
use crate::logic::variables::Meaning;
use crate::logic::ways::Search;

/// The most legs that one outcome may take to rule out; beyond, it is kept.
const MOST_LEGS: usize = 2_000;

impl Conditions<'_> {
    /// The outcomes that a list can still come to, sorted.
    ///
    /// A walk through possible cells takes each comparison of two names by itself. Where
    /// such comparisons cannot hold together (A above B, B above C, C above A), what only
    /// they lead to is left out. An outcome that would take too long to rule out is kept.
    pub fn outcomes<K: Knowledge + ?Sized>(&self, list: &Chart, known: &K) -> Vec<u16> {
        let reached: Vec<u16> = list.reach(known, true).leaves().collect();
        if reached.len() < 2 || !self.compares_names(list) {
            return reached;
        }
        let joint = Joint::new(self, known);
        let stands = |outcome: &u16| {
            let (mut legs, mut combinations, mut unclear) = (MOST_LEGS, MOST_LEGS, false);
            let search = list.way(known, *outcome, &mut legs, |legs| {
                joint.fits(legs, &mut combinations).unwrap_or_else(|_| {
                    unclear = true;
                    true
                })
            });
            unclear || !matches!(search, Search::NoWay)
        };
        let standing: Vec<u16> = reached.iter().copied().filter(stands).collect();
        // A range too narrow to hold a value leaves nothing at all.
        if standing.is_empty() { reached } else { standing }
    }

    /// The same for many profiles at once, each outcome with those for which it can still
    /// come about. `each` is what is known of one of them, and `room` working space.
    pub fn outcomes_of_many<'k, M: Mask, W: World<M> + ?Sized, K: Knowledge + 'k>(
        &self,
        list: &Chart,
        world: &W,
        each: impl Fn(usize) -> Option<&'k K>,
        start: M,
        room: &mut Vec<M>,
    ) -> Vec<(u16, M)> {
        let mut reached: Vec<(u16, M)> = Vec::new();
        list.each_reached(world, start, room, |leaf, mask| reached.push((leaf, mask)));
        if reached.len() < 2 || !self.compares_names(list) {
            return reached;
        }
        for lane in 0..M::LANES {
            if let Some(known) = each(lane).filter(|_| reached.iter().filter(|(_, mask)| mask.has(lane)).count() > 1) {
                let standing = self.outcomes(list, known);
                let fallen = reached.iter_mut().filter(|(leaf, _)| !standing.contains(leaf));
                fallen.for_each(|(_, mask)| *mask = mask.without(M::lane(lane)));
            }
        }
        reached.retain(|(_, mask)| !mask.is_none());
        reached
    }

    fn compares_names(&self, list: &Chart) -> bool {
        let is_pair = |meaning| matches!(meaning, Some(Meaning::Pair(_)));
        list.stations.iter().any(|station| is_pair(self.variables.meaning(station.var)))
    }
}
