//! Many profiles held against the same rules at once: what each rule can come to, in one
//! walk for all of them. What it says of a profile is what [`assess`](super::assess) says
//! of it alone.

mod batch;
mod column;
mod finding;
mod laid;
mod linked;
mod row;
mod walk;

use std::collections::HashMap;
use std::rc::Rc;

use crate::diagnostic::Diagnostic;
use crate::logic::conditions::Conditions;
use crate::logic::variables::{Circumstances, Variables};
use crate::logic::{Gates, Mask, Numbering, TooEntangled};
use crate::profile::{Profile, Reading};
use crate::rulebook::Rulebook;
use crate::rulebook::condition::NameId;
use crate::rulebook::vocabulary::Role;

use super::world::World;
use super::{mistakes, single};

pub use batch::Batch;
pub use column::Column;
pub use finding::WideFinding;
pub use row::{Rest, Said};
pub use walk::Walk;

use laid::Laid;
use linked::Linked;
use row::Cells;

/// The rules of a rulebook, laid out for many profiles of the same day and rates.
pub struct Wide<'r> {
    conditions: Conditions<'r>,
    rules: Vec<Laid>,
    gates: Gates,
    linked: Linked,
    /// By variable, the names that it tells of; of a figure, what it is worked out from.
    behind: Vec<Vec<NameId>>,
    alike: HashMap<Alike, Rc<Said>>,
}

/// What is left of a name by something that is said of it, and whether that is more than one
/// value: nothing else counts where no figure and no other name hangs on it.
type Alike = (NameId, Cells, bool);

/// So many different things that are said are remembered.
const MOST_ALIKE: usize = 16_384;

impl<'r> Wide<'r> {
    /// Lays out all rules.
    ///
    /// # Errors
    /// A rate is missing between two currencies that the rules compare, or a rule is too
    /// entangled.
    pub fn new(rulebook: &'r Rulebook, circumstances: &'r Circumstances) -> Result<Self, Vec<Diagnostic>> {
        let variables =
            Variables::new(rulebook, circumstances).map_err(|missing| single::without_rates(rulebook, &missing))?;
        let names = variables.clone();
        let entangled = |error: TooEntangled| single::entangled(rulebook, &names, &error);
        let mut conditions = Conditions::new(rulebook, circumstances, variables).map_err(entangled)?;
        let mut numbering = Numbering::default();
        let rules = rulebook.advice.iter().map(|advice| Laid::new(&mut conditions, &mut numbering, advice));
        let rules = rules.collect::<Result<_, _>>().map_err(entangled)?;
        let behind = names.meanings().map(|(var, _)| behind(rulebook, &names.names(var))).collect();
        Ok(Self {
            linked: Linked::new(&conditions),
            conditions,
            rules,
            gates: numbering.gates(),
            behind,
            alike: HashMap::new(),
        })
    }

    /// A batch without profiles.
    pub fn batch<M: Mask>(&self) -> Batch<M> {
        Batch::new(self.conditions.variables.cells(), self.conditions.rulebook.names.len())
    }

    /// Puts a profile into a batch that is not full.
    ///
    /// # Errors
    /// Amounts in two currencies must be compared and the profile states no rate between
    /// them, or a figure comes to more than can be reckoned with.
    pub fn put<M: Mask>(&mut self, batch: &mut Batch<M>, profile: &Profile) -> Result<(), Vec<Diagnostic>> {
        let rest = self.rest(profile)?;
        let lane = batch.next();
        batch.leave(lane, &rest);
        Ok(())
    }

    /// What a profile says, for rows that say the same of all names but a few.
    ///
    /// # Errors
    /// As for [`Wide::put`].
    pub fn rest(&mut self, profile: &Profile) -> Result<Rc<Rest>, Vec<Diagnostic>> {
        let world = World::new(&mut self.conditions, profile)
            .map_err(|trouble| mistakes::trouble(&self.conditions, Some(profile), &trouble))?;
        Ok(Rc::new(Rest::new(self.conditions.rulebook, world, profile)))
    }

    /// What a reading says of a name: what says the same is the same. Nothing where an
    /// amount cannot be compared for lack of a rate.
    pub fn said(&mut self, name: NameId, reading: &Reading) -> Option<Rc<Said>> {
        let said = Said::new(&self.conditions, name, reading)?;
        if self.linked.tells_of(&said) {
            return Some(Rc::new(said));
        }
        if self.alike.len() >= MOST_ALIKE {
            self.alike.clear();
        }
        let same = self.alike.entry((name, said.cells.clone(), said.open));
        Some(Rc::clone(same.or_insert_with(|| Rc::new(said))))
    }

    /// Puts a row into a batch that is not full: what it says of some names, each once, and
    /// what it says of the others. Whether it can be reckoned with; [`Wide::put`] says why
    /// it cannot.
    pub fn put_row<M: Mask>(&mut self, batch: &mut Batch<M>, rest: &Rc<Rest>, said: &[Rc<Said>]) -> bool {
        let worked = match self.linked.concerns(said) {
            true => match self.linked.worked_out(&mut self.conditions, rest, said) {
                Some(worked) => Some(worked),
                None => return false,
            },
            false => None,
        };
        let lane = batch.next();
        for said in said.iter().map(Rc::as_ref).chain(worked.iter().flat_map(|worked| worked.iter())) {
            batch.say(lane, said);
        }
        batch.leave(lane, rest);
        true
    }

    /// What each rule comes to, in the order of the rules.
    pub fn judge<M: Mask>(&self, batch: &mut Batch<M>) -> Vec<WideFinding<M>> {
        let mut walk = Walk::new(self);
        walk.over(self, batch);
        walk.into_findings()
    }
}

fn behind(rulebook: &Rulebook, names: &[NameId]) -> Vec<NameId> {
    let mut behind = Vec::new();
    for name in names {
        match rulebook.name(*name).role {
            Role::Figure(_) => behind.extend(rulebook.behind(*name)),
            _ => behind.push(*name),
        }
    }
    behind.sort_unstable();
    behind.dedup();
    behind
}
