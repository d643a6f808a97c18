//! What a list can still come to, when comparisons of names with one another are known
//! together.

use crate::logic::chart::Chart;
use crate::logic::conditions::Conditions;
use crate::logic::joint::Joint;
use crate::logic::reach::Knowledge;
use crate::logic::store::Var;
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

    /// Where a list compares names with one another: the variables that tell what it can
    /// still come to, its own and those of the names it compares, sorted. Else none.
    pub fn compared(&self, list: &Chart) -> Vec<Var> {
        let mut vars = list.support();
        let pairs: Vec<_> = vars.iter().filter_map(|var| self.variables.pair_of(*var)).collect();
        if pairs.is_empty() {
            return Vec::new();
        }
        vars.extend(pairs.iter().flat_map(|pair| [pair.left, pair.right]).map(|name| self.variables.cutting(name).var));
        vars.sort_unstable();
        vars.dedup();
        vars
    }

    fn compares_names(&self, list: &Chart) -> bool {
        list.stations.iter().any(|station| self.variables.pair_of(station.var).is_some())
    }
}
