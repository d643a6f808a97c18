//! Single lists and conditions instead of a whole assessment: for whoever asks much of few
//! rules.

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::logic::conditions::Conditions;
use crate::logic::variables::Variables;
use crate::logic::{Chart, Knowledge, NodeId, Possible as Cells, TooEntangled};
use crate::profile::Profile;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, Rung};
use crate::rulebook::condition::{Condition, NameId};
use crate::rulebook::due::Due;
use crate::value::money::MissingRate;
use crate::value::{CellSet, Possible};

use super::due::due_date;
use super::finding::{DueDate, Outcome, Part, Reason};
use super::world::World;
use super::{lists, mistakes, open, reasons};

/// What one profile leaves possible, in the variables of a rulebook.
pub struct Facts(World);

impl Facts {
    /// Reads a profile.
    ///
    /// # Errors
    /// Amounts in two currencies must be compared and the profile states no rate between
    /// them, or something is too entangled.
    pub fn new(conditions: &mut Conditions<'_>, profile: &Profile) -> Result<Self, Vec<Diagnostic>> {
        World::new(conditions, profile).map(Self).map_err(|trouble| mistakes::trouble(conditions, None, &trouble))
    }

    /// The cells still possible.
    pub fn cells(&self) -> &Cells {
        &self.0.cells
    }

    /// When a duty is due that is due so.
    pub fn due(&self, due: &Due, as_of: Date) -> DueDate {
        due_date(due, &self.0.known, as_of)
    }

    /// What a figure comes to; nothing where it may come to no value at all.
    pub fn worked_out(&self, figure: NameId) -> Option<&Possible> {
        let lacks_nothing = self.0.worked.get(&figure).is_some_and(|working| working.lacks().is_empty());
        lacks_nothing.then(|| &self.0.known(figure).possible)
    }

    /// Whether more than one value is still possible for a name.
    pub fn is_open(&self, name: NameId) -> bool {
        self.0.is_open(name)
    }
}

/// The list of a rule: each leaf is an [`outcome`]. `ticked` is whether somebody says that
/// the rule has been seen to. Of a question and a conflict the list only says whether they
/// apply.
///
/// # Errors
/// Too entangled.
pub fn list(conditions: &mut Conditions<'_>, ticked: bool, advice: &Advice) -> Result<NodeId, TooEntangled> {
    lists::list_of(conditions, ticked, advice)
}

/// Whether a rung is open and holds.
///
/// # Errors
/// Too entangled.
pub fn rung(conditions: &mut Conditions<'_>, rung: &Rung) -> Result<NodeId, TooEntangled> {
    lists::rung(conditions, rung)
}

/// What a leaf of a rule's list stands for.
pub fn outcome(leaf: u16) -> Outcome {
    lists::outcome(leaf)
}

/// The names that an outcome waits for.
pub fn waits_for(conditions: &Conditions<'_>, facts: &Facts, list: &Chart) -> Vec<NameId> {
    open::waits_for(conditions, &facts.0, &list.depends_on(&facts.0.cells))
}

/// Whether an outcome would hang on a name if nothing were known of it.
pub fn hangs_on(variables: &Variables, facts: &Facts, list: &Chart, name: NameId) -> bool {
    let var = variables.cutting(name).var;
    let all = CellSet::full(variables.cells().get(var.0 as usize).copied().unwrap_or(1));
    list.depends_on(&facts.0.cells.with(var, &all)).contains(&var)
}

/// The comparisons that decide whether a condition holds, which decides a part of a rule.
///
/// # Errors
/// Too entangled.
pub fn because(
    conditions: &mut Conditions<'_>,
    facts: &Facts,
    part: Part,
    condition: &Condition,
) -> Result<Vec<Reason>, TooEntangled> {
    reasons::because_of(conditions, &facts.0, part, condition)
}

/// Says that a rule cannot be worked out.
pub fn entangled(rulebook: &Rulebook, variables: &Variables, entangled: &TooEntangled) -> Vec<Diagnostic> {
    vec![mistakes::too_entangled(rulebook, variables, entangled)]
}

/// Says which rates are missing.
pub fn without_rates(rulebook: &Rulebook, missing: &[MissingRate]) -> Vec<Diagnostic> {
    missing.iter().map(|rate| mistakes::missing_rate(rulebook, None, rate, None)).collect()
}
