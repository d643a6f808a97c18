//! What rests on several names at once, figures and comparisons of two names: worked out
//! for each row that tells of one of them.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use smallvec::smallvec;

use crate::assess::finding::{Known, KnownBy};
use crate::assess::world::World;
use crate::logic::Var;
use crate::logic::conditions::Conditions;
use crate::rulebook::Resolvable;
use crate::rulebook::condition::NameId;
use crate::value::Possible;

use super::row::{Rest, Said};

/// The names that figures and comparisons of two names rest on.
pub(super) struct Linked {
    /// By name, whether it is one.
    names: Vec<bool>,
    /// What must be worked out, in order.
    resolution: Vec<Resolvable>,
    figures: Vec<NameId>,
    comparisons: Vec<Var>,
    /// What came of rows that said the same.
    known: HashMap<Key, Option<Rc<Vec<Said>>>>,
}

/// So many different rows are remembered.
const MOST_KNOWN: usize = 4_096;

/// What a row says of the names that figures and comparisons rest on. Two are the same
/// where they hold the very same things: what is said alike is worked out, and kept, once.
struct Key {
    rest: Rc<Rest>,
    said: Vec<Rc<Said>>,
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.rest, &other.rest)
            && self.said.len() == other.said.len()
            && self.said.iter().zip(&other.said).all(|(one, other)| Rc::ptr_eq(one, other))
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Rc::as_ptr(&self.rest).hash(state);
        self.said.iter().for_each(|said| Rc::as_ptr(said).hash(state));
    }
}

impl Linked {
    pub(super) fn new(conditions: &Conditions<'_>) -> Self {
        let rulebook = conditions.rulebook;
        let figures: Vec<NameId> = rulebook.figures().map(|(name, _)| name).collect();
        let (pairs, comparisons): (Vec<_>, Vec<Var>) = conditions.variables.pairs().unzip();
        let mut names = vec![false; rulebook.names.len()];
        for name in figures.iter().copied().chain(pairs.iter().flat_map(|pair| [pair.left, pair.right])) {
            for name in rulebook.behind(name).into_iter().chain([name]) {
                if let Some(is_linked) = names.get_mut(name.0) {
                    *is_linked = true;
                }
            }
        }
        let is_linked = |resolvable: &&Resolvable| match resolvable {
            Resolvable::Define(_) => false,
            Resolvable::Name(name) => names.get(name.0) == Some(&true),
        };
        let resolution = rulebook.resolution.iter().filter(is_linked).copied().collect();
        Self { names, resolution, figures, comparisons, known: HashMap::new() }
    }

    /// Whether anything rests on what a row says.
    pub(super) fn concerns(&self, said: &[Rc<Said>]) -> bool {
        said.iter().any(|said| self.tells_of(said))
    }

    /// Whether figures or comparisons rest on what is said.
    pub(super) fn tells_of(&self, said: &Said) -> bool {
        said.name.is_some_and(|name| self.rests_on(name))
    }

    /// Whether figures or comparisons rest on a name.
    pub(super) fn rests_on(&self, name: NameId) -> bool {
        self.names.get(name.0) == Some(&true)
    }

    /// The figures and the comparisons of a row. Nothing where they cannot be worked out.
    pub(super) fn worked_out(
        &mut self,
        conditions: &mut Conditions<'_>,
        rest: &Rc<Rest>,
        said: &[Rc<Said>],
    ) -> Option<Rc<Vec<Said>>> {
        let telling: Vec<Rc<Said>> = said.iter().filter(|said| self.tells_of(said)).map(Rc::clone).collect();
        let key = Key { rest: Rc::clone(rest), said: telling };
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let worked = self.work_out(conditions, rest, &key.said).map(Rc::new);
        if self.known.len() >= MOST_KNOWN {
            self.known.clear();
        }
        self.known.insert(key, worked.clone());
        worked
    }

    fn work_out(&self, conditions: &mut Conditions<'_>, rest: &Rest, said: &[Rc<Said>]) -> Option<Vec<Said>> {
        let mut world = World { worked: Default::default(), ..rest.world.clone() };
        for said in said {
            for (var, cells) in &said.cells {
                world.cells.0.get_mut(var.0 as usize)?.clone_from(cells);
            }
            world.known.get_mut(said.name?.0)?.clone_from(&said.known);
        }
        let mut missing = Vec::new();
        world.decide_pairs(conditions, None, &mut missing);
        world.work_out(conditions, self.resolution.iter().copied(), &mut missing).ok()?;
        let cells = |var: Var| Some((var, world.cells.0.get(var.0 as usize)?.clone()));
        let figure = |name: &NameId| {
            let cells = smallvec![cells(conditions.variables.cutting(*name).var)?];
            Some(Said { name: Some(*name), cells, open: world.is_open(*name), known: nothing() })
        };
        let comparison =
            |var: &Var| Some(Said { name: None, cells: smallvec![cells(*var)?], open: false, known: nothing() });
        let found = self.figures.iter().map(figure).chain(self.comparisons.iter().map(comparison));
        found.collect::<Option<Vec<Said>>>().filter(|_| missing.is_empty())
    }
}

/// What is worked out is not worked with again.
fn nothing() -> Known {
    Known { by: KnownBy::Nothing, possible: Possible::Anything, place: None }
}
