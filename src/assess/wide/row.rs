//! What a profile says, name by name: so that what many say alike is worked out once.

use std::collections::BTreeSet;

use smallvec::SmallVec;

use crate::assess::finding::{Known, KnownBy};
use crate::assess::world::{World, cells_of, known_of};
use crate::logic::Var;
use crate::logic::conditions::Conditions;
use crate::profile::{Profile, Reading};
use crate::rulebook::Rulebook;
use crate::rulebook::advice::AdviceId;
use crate::rulebook::condition::NameId;
use crate::value::CellSet;

/// Cells of some variables.
pub(super) type Cells = SmallVec<[(Var, CellSet); 2]>;

/// What is said of one name.
#[derive(Clone, Debug)]
pub struct Said {
    /// The name; none for a comparison of two.
    pub(super) name: Option<NameId>,
    /// What it leaves possible of each of the name's variables.
    pub(super) cells: Cells,
    /// Whether more than one value is left.
    pub(super) open: bool,
    pub(super) known: Known,
}

impl Said {
    /// Nothing where an amount cannot be compared for lack of a rate.
    pub(super) fn new(conditions: &Conditions<'_>, name: NameId, reading: &Reading) -> Option<Self> {
        let mut compared = true;
        let cells = conditions.variables.of(name).filter_map(|var| {
            let meaning = conditions.variables.meaning(var)?;
            Some((var, cells_of(conditions, reading, meaning, &mut |_| compared = false)))
        });
        let cells = cells.collect();
        let known = known_of(conditions.rulebook.name(name), reading);
        let open = match &known.by {
            KnownBy::Profile => known.possible.single().is_none(),
            by => matches!(by, KnownBy::Nothing | KnownBy::Reference(_)),
        };
        compared.then_some(Self { name: Some(name), cells, open, known })
    }
}

/// What a profile says of the names that its row does not tell of.
pub struct Rest {
    pub(super) world: World,
    /// By name, whether more than one value is left.
    pub(super) open: Vec<bool>,
    /// The rules that have been seen to.
    pub(super) done: BTreeSet<AdviceId>,
}

impl Rest {
    pub(super) fn new(rulebook: &Rulebook, world: World, profile: &Profile) -> Self {
        let open = rulebook.names().map(|(name, _)| world.is_open(name)).collect();
        Self { world, open, done: profile.done.clone() }
    }
}
