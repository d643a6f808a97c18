//! What is claimed of a rulebook in one reading of it, and what could not be told.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::logic::NodeId;
use crate::rulebook::advice::AdviceId;
use crate::rulebook::condition::Condition;
use crate::source::{Place, Span};

use super::opaque::Because;
use super::space::{Space, TooMuch};
use super::witness::Witness;

/// What a question is about, the same in every reading of a rulebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Topic {
    /// The `when` of a rule.
    When(AdviceId),
    /// The `done when` of a rule.
    Done(AdviceId),
    /// A rung, counted from the preferred one; the walk-away is the last.
    Rung(AdviceId, usize),
    /// Its `when`.
    RungWhen(AdviceId, usize),
    /// What a rung accepts, against the walk-away.
    Meets(AdviceId, usize),
    /// A pitfall of a risk.
    Pitfall(usize, usize),
    /// A value that depends on conditions, by the place in its declaration, and an arm.
    Arm(Guard, usize),
    /// Whether a conflict is ever live.
    Live(AdviceId),
    /// The room between preferred and walk-away.
    Room(AdviceId),
    /// A gap of a single value, by its place among the cells of the subject.
    Gap(AdviceId, u32),
    /// Two rules that exclude each other.
    Excluding(AdviceId, AdviceId),
    /// Two rules that say the same.
    Same(AdviceId, AdviceId),
}

/// A value that depends on conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Guard {
    RiskSeverity(usize),
    Severity(AdviceId),
    Owner(AdviceId),
    Priority(AdviceId),
    Instrument(AdviceId),
    Approver(AdviceId, usize),
    /// The value of a parameter, the standard of a term.
    Name(usize),
}

impl Topic {
    /// The rule it concerns, where it concerns one.
    pub(super) fn advice(self) -> Option<AdviceId> {
        match self {
            Self::When(id) | Self::Done(id) | Self::Live(id) | Self::Room(id) => Some(id),
            Self::Rung(id, _) | Self::RungWhen(id, _) | Self::Meets(id, _) => Some(id),
            Self::Gap(id, _) | Self::Excluding(id, _) | Self::Same(id, _) => Some(id),
            Self::Arm(guard, _) => match guard {
                Guard::Severity(id) | Guard::Owner(id) | Guard::Priority(id) | Guard::Instrument(id) => Some(id),
                Guard::Approver(id, _) => Some(id),
                Guard::RiskSeverity(_) | Guard::Name(_) => None,
            },
            Self::Pitfall(..) => None,
        }
    }
}

/// One reading of a rulebook: its space, and what is claimed so far.
pub(super) struct Reading<'r> {
    pub(super) space: Space<'r>,
    pub(super) claims: BTreeMap<Topic, Diagnostic>,
    /// Questions that were not decided, with why.
    pub(super) undecided: BTreeMap<Topic, Because>,
    /// Where lists of values that have been looked at begin.
    pub(super) seen: BTreeSet<(String, Span)>,
}

impl<'r> Reading<'r> {
    pub(super) fn new(space: Space<'r>) -> Self {
        Self { space, claims: BTreeMap::new(), undecided: BTreeMap::new(), seen: BTreeSet::new() }
    }

    /// Asks a question; what is found is claimed.
    pub(super) fn ask(
        &mut self,
        topic: Topic,
        question: impl FnOnce(&mut Self) -> Result<Option<Diagnostic>, TooMuch>,
    ) {
        self.space.begin();
        match question(self) {
            Ok(Some(found)) => {
                self.claims.insert(topic, found);
            }
            Ok(None) => {}
            Err(TooMuch(because)) => {
                self.undecided.insert(topic, because);
            }
        }
    }

    /// Whether something is claimed, or was not decided, about a topic.
    pub(super) fn is_settled(&self, topic: Topic) -> bool {
        self.claims.contains_key(&topic) || self.undecided.contains_key(&topic)
    }

    /// Why conditions can never hold together: the first of them that those before it rule
    /// out, with the one among them that does so alone, and a profile that fulfils what
    /// stands before. Nothing where they can.
    pub(super) fn contradiction(&mut self, parts: &[&Condition]) -> Result<Option<Contradiction>, TooMuch> {
        let mut leaves = Vec::new();
        parts.iter().for_each(|part| conjuncts(part, &mut leaves));
        let mut nodes: Vec<NodeId> = Vec::with_capacity(leaves.len());
        for leaf in &leaves {
            nodes.push(self.space.condition(leaf)?);
        }
        let all = self.space.diagrams().all(&nodes)?;
        if self.space.holds(all)?.is_some() {
            return Ok(None);
        }
        let mut before = crate::logic::TRUE;
        for (at, (leaf, node)) in leaves.iter().zip(&nodes).enumerate() {
            let joined = self.space.diagrams().and(before, *node)?;
            if self.space.holds(joined)?.is_some() {
                before = joined;
                continue;
            }
            let mut against = None;
            for (other, earlier) in leaves.iter().zip(&nodes).take(at) {
                let both = self.space.diagrams().and(*earlier, *node)?;
                if self.space.holds(both)?.is_none() {
                    against = other.place();
                    before = *earlier;
                    break;
                }
            }
            let way = if at == 0 {
                let fails = self.space.diagrams().not(*node)?;
                self.space.holds(fails)?
            } else {
                self.space.holds(before)?
            };
            let witness = way.map(|way| self.space.witness(&way));
            return Ok(Some(Contradiction { fails: leaf.place(), alone: at == 0, against, witness }));
        }
        Ok(Some(Contradiction { fails: None, alone: true, against: None, witness: None }))
    }
}

/// Why conditions can never hold together.
pub(super) struct Contradiction {
    /// The one that cannot hold after those before it.
    pub(super) fails: Option<Place>,
    /// Whether it never holds by itself.
    pub(super) alone: bool,
    /// The one before it that rules it out alone.
    pub(super) against: Option<Place>,
    /// A profile that fulfils what stands before it, and fails there.
    pub(super) witness: Option<Witness>,
}

/// The operands of nested `and`s, in order.
fn conjuncts<'c>(condition: &'c Condition, found: &mut Vec<&'c Condition>) {
    match condition {
        Condition::All(operands) => operands.iter().for_each(|operand| conjuncts(operand, found)),
        Condition::Always => {}
        other => found.push(other),
    }
}

/// A claim with its code; for what is said in several places of this module.
pub(super) fn with_witness(found: Diagnostic, witness: Option<&Witness>, says: impl Fn(&str) -> String) -> Diagnostic {
    match witness.and_then(Witness::shown) {
        Some(shown) => found.help(says(&shown)),
        None => found,
    }
}
