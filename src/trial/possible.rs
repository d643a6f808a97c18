//! Which ways guards can go at all, for some company and some draft.

use crate::logic::conditions::Conditions;
use crate::logic::variables::Cutting;
use crate::logic::{Knowledge, NodeId, Possible, TRUE, Var, legal};
use crate::rulebook::advice::{AdviceId, Body};
use crate::rulebook::condition::NameId;
use crate::value::{CellSet, Cut, Kind};

use super::guards::{GuardList, Test};

/// For each guard of a list, whether it can hold, and whether it can fail, once those before
/// it have left it to decide.
pub(super) fn possible(list: &GuardList, conditions: &mut Conditions<'_>) -> Vec<[bool; 2]> {
    let legal = legal(conditions.rulebook, &conditions.variables);
    let mut reached = TRUE;
    let mut all = Vec::new();
    for guard in &list.guards {
        conditions.diagrams.begin_list();
        let node = match guard.test {
            Test::Node(node) => node,
            Test::Ticked(_) => {
                all.push([can_hold(conditions, reached, &legal); 2]);
                continue;
            }
            Test::Answered(id) => {
                let open = can_be_open(conditions, reached, &legal, id);
                all.push([can_hold(conditions, reached, &legal), open]);
                continue;
            }
        };
        let diagrams = &mut conditions.diagrams;
        let ways = diagrams.and(reached, node).and_then(|holds| {
            let fails = diagrams.not(node)?;
            Ok((holds, diagrams.and(reached, fails)?))
        });
        let Ok((holds, fails)) = ways else {
            all.push([true, true]);
            continue;
        };
        all.push([can_hold(conditions, holds, &legal), can_hold(conditions, fails, &legal)]);
        if !guard.aside {
            reached = if guard.opens { holds } else { fails };
        }
    }
    all
}

/// Whether a condition holds for some profile, names that are compared with one another
/// held together.
fn can_hold(conditions: &Conditions<'_>, condition: NodeId, known: &impl Knowledge) -> bool {
    let chart = conditions.diagrams.chart(condition);
    conditions.outcomes(&chart, known).into_iter().any(|leaf| Some(leaf) == TRUE.leaf())
}

/// Whether a question can be left to ask where it surely applies: more than one value of a
/// name that answers it must be compatible with that.
fn can_be_open(conditions: &mut Conditions<'_>, reached: NodeId, legal: &Possible, id: AdviceId) -> bool {
    let Some(Body::Question { answered_by, .. }) = conditions.rulebook.advice.get(id.0).map(|rule| &rule.body) else {
        return true;
    };
    let support = conditions.diagrams.support(reached);
    can_hold(conditions, reached, legal)
        && answered_by.iter().any(|name| {
            let looked_at = support.iter().any(|var| conditions.variables.names(*var).contains(name));
            !looked_at || has_two_values(conditions, reached, legal, *name)
        })
}

fn has_two_values(conditions: &mut Conditions<'_>, reached: NodeId, legal: &Possible, name: NameId) -> bool {
    let cutting = conditions.variables.cutting(name).clone();
    let is_set = matches!(conditions.rulebook.name(name).of.kind, Kind::Set(_));
    let vars = if is_set { cutting.members.clone() } else { vec![cutting.var] };
    vars.into_iter().any(|var| {
        let cells = CellSet::full(if is_set { 2 } else { cutting.cut.cells() });
        let cells: Vec<u32> =
            legal.cells(var).map_or_else(|| cells.clone(), |own| own.intersection(&cells)).iter().collect();
        cells.iter().enumerate().any(|(at, one)| {
            let (here, others) =
                (fixed(conditions, reached, legal, var, *one), cells.get(at + 1..).unwrap_or_default());
            !is_set && is_roomy(&cutting, *one) && can_hold(conditions, here, legal)
                || others.iter().any(|other| {
                    let there = fixed(conditions, reached, legal, var, *other);
                    let both = conditions.diagrams.and(here, there);
                    both.is_ok_and(|both| can_hold(conditions, both, legal))
                })
        })
    })
}

/// A condition with a variable in one cell.
fn fixed(conditions: &mut Conditions<'_>, condition: NodeId, legal: &Possible, var: Var, cell: u32) -> NodeId {
    let cell = CellSet::single(cell);
    conditions.diagrams.restrict(condition, &legal.with(var, &cell))
}

/// Whether a cell has room for more than one value.
fn is_roomy(cutting: &Cutting, cell: u32) -> bool {
    match &cutting.cut {
        Cut::Choices(_) => false,
        Cut::Texts(texts) => texts.len() == cell as usize,
        Cut::Line { points, .. } => cell.is_multiple_of(2) && (cell / 2) as usize <= points.len(),
    }
}
