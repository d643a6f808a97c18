//! What can be had by asking: conditions, whatever the draft says now.

use crate::logic::conditions::Conditions;
use crate::logic::{Possible as Cells, TRUE, TooEntangled, Var, legal};
use crate::rulebook::condition::Condition;
use crate::rulebook::vocabulary::Role;

use super::finding::Truth;
use super::world::World;

/// What is known of the company, with a draft that may still say anything.
pub(super) struct Reach {
    cells: Cells,
    /// By variable: whether the draft decides it.
    is_draft: Vec<bool>,
}

impl Reach {
    pub(super) fn new(conditions: &Conditions<'_>, world: &World) -> Self {
        let variables = &conditions.variables;
        let is_term = |name| matches!(conditions.rulebook.name(name).role, Role::Term(_));
        let is_draft: Vec<bool> =
            variables.meanings().map(|(var, _)| variables.names(var).into_iter().any(is_term)).collect();
        let any = legal(conditions.rulebook, variables).0.into_iter();
        let known = world.cells.0.iter().zip(&is_draft);
        let cells = any.zip(known).map(|(any, (known, is_draft))| if *is_draft { any } else { known.clone() });
        Self { cells: Cells(cells.collect()), is_draft }
    }

    /// Whether a condition can be met by what the draft says: it can where nothing but the
    /// draft stands between, and that is unknown where a fact that is not known does.
    pub(super) fn within_reach(
        &self,
        conditions: &mut Conditions<'_>,
        condition: &Condition,
    ) -> Result<Truth, TooEntangled> {
        conditions.diagrams.begin_list();
        let node = conditions.condition(condition)?;
        let chart = conditions.diagrams.chart(node);
        let decides = |var: &Var| self.is_draft.get(var.0 as usize).copied().unwrap_or(false);
        Ok(match conditions.outcomes(&chart, &self.cells).as_slice() {
            [leaf] if Some(*leaf) == TRUE.leaf() => Truth::True,
            [_] => Truth::False,
            _ if chart.depends_on(&self.cells).iter().all(decides) => Truth::True,
            _ => Truth::Unknown,
        })
    }
}
