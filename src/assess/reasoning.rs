//! Reasoning: conditions taken apart to the last comparison, each part with its truth.

use crate::diagnostic::Diagnostic;
use crate::logic::TooEntangled;
use crate::logic::conditions::Conditions;
use crate::profile::Profile;
use crate::rulebook::Rulebook;
use crate::rulebook::condition::Condition;

use super::finding::Truth;
use super::reasons::truth;
use super::world::World;

/// A condition, its truth, and the same of its operands. A define has one operand: what it
/// stands for.
#[derive(Clone, Debug)]
pub struct Branch<'r> {
    /// The condition.
    pub condition: &'r Condition,
    /// Whether it holds; none where no profile was asked.
    pub truth: Option<Truth>,
    /// Its parts, in source order.
    pub operands: Vec<Branch<'r>>,
}

impl<'r> Branch<'r> {
    /// A condition taken apart, with no profile to hold it against.
    pub fn of(book: &'r Rulebook, condition: &'r Condition) -> Self {
        let operands = operands(book, condition).into_iter().map(|operand| Self::of(book, operand)).collect();
        Self { condition, truth: None, operands }
    }

    fn judged(
        book: &'r Rulebook,
        conditions: &mut Conditions<'_>,
        world: &World,
        condition: &'r Condition,
    ) -> Result<Self, TooEntangled> {
        let holds = truth(conditions, world, condition)?;
        let mut branches = Vec::new();
        for operand in operands(book, condition) {
            branches.push(Self::judged(book, conditions, world, operand)?);
        }
        Ok(Self { condition, truth: Some(holds), operands: branches })
    }
}

fn operands<'r>(book: &'r Rulebook, condition: &'r Condition) -> Vec<&'r Condition> {
    match condition {
        Condition::Always | Condition::Compare(_) => Vec::new(),
        Condition::All(operands) | Condition::Any(operands) => operands.iter().collect(),
        Condition::Not(operand) => vec![operand],
        Condition::Define(id, _) => book.defines.get(id.0).map(|define| &define.condition).into_iter().collect(),
    }
}

/// The conditions taken apart, each part held against the profile.
///
/// # Errors
/// As [`assess`](super::assess).
pub fn reasoning<'r>(
    rulebook: &'r Rulebook,
    profile: &Profile,
    of: &[&'r Condition],
) -> Result<Vec<Branch<'r>>, Vec<Diagnostic>> {
    super::in_world(rulebook, profile, |conditions, world| {
        of.iter().map(|condition| Branch::judged(rulebook, conditions, &world, condition)).collect()
    })
}
