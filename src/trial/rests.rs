//! What a rule rests on: the comparisons in it, in the defines it names, and behind the
//! parameters and standards it reads.

use std::collections::BTreeSet;

use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, Body};
use crate::rulebook::condition::{Comparison, Condition, DefineId, Guarded, NameId};

/// All that something rests on.
#[derive(Clone, Debug, Default)]
pub(super) struct Rests<'r> {
    pub(super) comparisons: Vec<&'r Comparison>,
    pub(super) defines: BTreeSet<DefineId>,
    pub(super) names: BTreeSet<NameId>,
}

impl<'r> Rests<'r> {
    /// What some conditions rest on, by way of others too.
    pub(super) fn of(rulebook: &'r Rulebook, conditions: Vec<&'r Condition>) -> Self {
        let mut rests = Self::default();
        let mut open = conditions;
        while let Some(condition) = open.pop() {
            let mut names = Vec::new();
            condition.comparisons(&mut |comparison| {
                rests.comparisons.push(comparison);
                names.push(comparison.left);
                names.extend(comparison.right_names());
            });
            condition.defines(&mut |define| {
                if rests.defines.insert(define) {
                    open.extend(rulebook.defines.get(define.0).map(|define| &define.condition));
                }
            });
            while let Some(name) = names.pop() {
                if rests.names.contains(&name) {
                    continue;
                }
                if let Some(figure) = rulebook.name(name).figure() {
                    names.extend(figure.names());
                    open.extend(figure.value.arms.iter().map(|(condition, _)| condition));
                }
                if rests.names.insert(name)
                    && let Some(cited) = rulebook.name(name).cited()
                {
                    open.extend(cited.value.arms.iter().map(|(condition, _)| condition));
                }
            }
        }
        rests
    }
}

/// All conditions of a rule, in the order of the property table.
pub(super) fn conditions(advice: &Advice) -> Vec<&Condition> {
    let mut all = vec![&advice.when];
    all.extend(arms(&advice.severity));
    all.extend(advice.owner.iter().flat_map(arms));
    match &advice.body {
        Body::Redline(redline) => {
            all.extend(arms(&redline.priority));
            all.extend(redline.instrument.iter().flat_map(arms));
            for rung in redline.rungs() {
                all.extend([&rung.condition, &rung.when]);
                all.extend(rung.approver.iter().flat_map(arms));
            }
        }
        Body::Mitigation { done_when, .. } | Body::Step { done_when } | Body::Duty { done_when, .. } => {
            all.extend(done_when)
        }
        Body::Question { .. } | Body::Lever { .. } | Body::Conflict { .. } => {}
    }
    all
}

fn arms<T>(guarded: &Guarded<T>) -> impl Iterator<Item = &Condition> {
    guarded.arms.iter().map(|(condition, _)| condition)
}
