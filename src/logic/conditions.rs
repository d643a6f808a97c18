//! Conditions → boolean diagrams.

use crate::rulebook::condition::{Condition, DefineId, Guarded, NameId};
use crate::rulebook::{Resolvable, Rulebook};

use super::variables::{Circumstances, Variables};
use super::{Diagrams, FALSE, NodeId, TRUE, TooEntangled};

/// A diagram, unless it grew too large.
pub(super) type Built = Result<NodeId, TooEntangled>;

/// Conditions of one rulebook in given circumstances, compiled on demand.
pub struct Conditions<'r> {
    /// The rulebook.
    pub rulebook: &'r Rulebook,
    /// When and at which rates.
    pub circumstances: &'r Circumstances,
    /// The variables.
    pub variables: Variables,
    /// The diagrams.
    pub diagrams: Diagrams,
    /// By define.
    defines: Vec<NodeId>,
    /// By name: the guards of its parameter or standard.
    pub(super) guards: Vec<Vec<NodeId>>,
}

impl<'r> Conditions<'r> {
    /// Compiles the defines, parameters and standards of a rulebook.
    ///
    /// # Errors
    /// One of them is too entangled.
    pub fn new(
        rulebook: &'r Rulebook,
        circumstances: &'r Circumstances,
        variables: Variables,
    ) -> Result<Self, TooEntangled> {
        let diagrams = Diagrams::new(variables.cells().to_vec());
        Self::among(rulebook, circumstances, variables, diagrams)
    }

    /// The same among diagrams that are there already, over the same variables: what means
    /// the same is the same node.
    ///
    /// # Errors
    /// One of them is too entangled.
    pub fn among(
        rulebook: &'r Rulebook,
        circumstances: &'r Circumstances,
        variables: Variables,
        diagrams: Diagrams,
    ) -> Result<Self, TooEntangled> {
        let mut conditions = Self {
            rulebook,
            circumstances,
            variables,
            diagrams,
            defines: vec![FALSE; rulebook.defines.len()],
            guards: vec![Vec::new(); rulebook.names.len()],
        };
        for resolvable in &rulebook.resolution {
            conditions.resolve(*resolvable)?;
        }
        Ok(conditions)
    }

    fn resolve(&mut self, resolvable: Resolvable) -> Result<(), TooEntangled> {
        self.diagrams.begin_list();
        match resolvable {
            Resolvable::Define(id) => {
                if let Some(define) = self.rulebook.defines.get(id.0) {
                    let node = self.condition(&define.condition)?;
                    if let Some(slot) = self.defines.get_mut(id.0) {
                        *slot = node;
                    }
                }
            }
            Resolvable::Name(id) => {
                if let Some(cited) = self.rulebook.name(id).cited() {
                    let guards = self.guards(&cited.value)?;
                    if let Some(slot) = self.guards.get_mut(id.0) {
                        *slot = guards;
                    }
                }
            }
        }
        Ok(())
    }

    fn guards<T>(&mut self, guarded: &Guarded<T>) -> Result<Vec<NodeId>, TooEntangled> {
        guarded.arms.iter().map(|(condition, _)| self.condition(condition)).collect()
    }

    /// A list over the arms of a guarded value: each leaf is the place of an arm.
    ///
    /// # Errors
    /// Too entangled.
    pub fn guarded<T>(&mut self, guarded: &Guarded<T>) -> Built {
        if guarded.arms.is_empty() {
            return Ok(Diagrams::leaf(0));
        }
        let guards = self.guards(guarded)?;
        self.arms(&guards)
    }

    /// The same for the parameter or standard of a name.
    ///
    /// # Errors
    /// Too entangled.
    pub fn cited(&mut self, name: NameId) -> Built {
        let guards = self.guards.get(name.0).cloned().unwrap_or_default();
        self.arms(&guards)
    }

    fn arms(&mut self, guards: &[NodeId]) -> Built {
        let leaf = |at: usize| Diagrams::leaf(u16::try_from(at).unwrap_or(u16::MAX));
        let arms: Vec<(NodeId, NodeId)> = guards.iter().enumerate().map(|(at, guard)| (*guard, leaf(at))).collect();
        self.diagrams.list(&arms, leaf(guards.len()))
    }

    /// The diagram of a condition.
    ///
    /// # Errors
    /// Too entangled.
    pub fn condition(&mut self, condition: &Condition) -> Built {
        match condition {
            Condition::Always => Ok(TRUE),
            Condition::All(operands) => {
                let nodes: Vec<NodeId> =
                    operands.iter().map(|operand| self.condition(operand)).collect::<Result<_, _>>()?;
                self.diagrams.all(&nodes)
            }
            Condition::Any(operands) => {
                let nodes: Vec<NodeId> =
                    operands.iter().map(|operand| self.condition(operand)).collect::<Result<_, _>>()?;
                self.diagrams.any(&nodes)
            }
            Condition::Not(operand) => {
                let node = self.condition(operand)?;
                self.diagrams.not(node)
            }
            Condition::Define(DefineId(at), _) => Ok(self.defines.get(*at).copied().unwrap_or(FALSE)),
            Condition::Compare(comparison) => self.comparison(comparison),
        }
    }
}
