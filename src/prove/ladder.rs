//! A redline as conditions: when it applies, and what each of its rungs accepts.

use crate::logic::{Diagrams, FALSE, NodeId};
use crate::rulebook::advice::{Advice, Redline};

use super::space::{Space, TooMuch};

/// The conditions of a redline.
pub(super) struct Ladder {
    /// When it applies.
    pub(super) applies: NodeId,
    /// Preferred, fallbacks, walk-away: each open and accepting the draft.
    pub(super) rungs: Vec<NodeId>,
    /// The last of them is a walk-away.
    pub(super) walks_away: bool,
}

/// The outcome of a list where a redline does not apply.
pub(super) const IDLE: u16 = 0;

/// The outcome of a list at a gap.
pub(super) const GAP: u16 = 1;

const LEAVES: u16 = 2;
const FIRST_RUNG: u16 = 3;

impl Ladder {
    pub(super) fn new(space: &mut Space<'_>, advice: &Advice, redline: &Redline) -> Result<Self, TooMuch> {
        let applies = space.condition(&advice.when)?;
        let mut rungs = Vec::new();
        for rung in redline.rungs() {
            let open = space.condition(&rung.when)?;
            let holds = space.condition(&rung.condition)?;
            rungs.push(space.diagrams().and(open, holds)?);
        }
        Ok(Self { applies, rungs, walks_away: redline.walk_away.is_some() })
    }

    /// The walk-away; never where there is none.
    pub(super) fn walk_away(&self) -> NodeId {
        if self.walks_away { self.rungs.last().copied().unwrap_or(FALSE) } else { FALSE }
    }

    /// Preferred and fallbacks.
    pub(super) fn accepted(&self) -> &[NodeId] {
        let accepted = self.rungs.len() - usize::from(self.walks_away);
        self.rungs.get(..accepted).unwrap_or_default()
    }

    /// The outcome of a rung in [`Ladder::list`]; that of the walk-away does not depend on how
    /// many rungs there are before it.
    pub(super) fn outcome(&self, rung: usize) -> u16 {
        if self.walks_away && rung + 1 == self.rungs.len() {
            return LEAVES;
        }
        u16::try_from(rung).map_or(u16::MAX, |rung| rung.saturating_add(FIRST_RUNG))
    }

    /// The list of the redline: not applicable, walk-away, preferred, fallbacks, gap.
    pub(super) fn list(&self, space: &mut Space<'_>) -> Result<NodeId, TooMuch> {
        if space.holds(self.applies)?.is_none() {
            return Ok(Diagrams::leaf(IDLE));
        }
        let idle = space.diagrams().not(self.applies)?;
        let mut guards = vec![(idle, Diagrams::leaf(IDLE))];
        let rungs = self.rungs.iter().enumerate().map(|(at, rung)| (*rung, Diagrams::leaf(self.outcome(at))));
        let mut rungs: Vec<(NodeId, NodeId)> = rungs.collect();
        if self.walks_away {
            rungs.rotate_right(1);
        }
        guards.extend(rungs);
        Ok(space.diagrams().list(&guards, Diagrams::leaf(GAP))?)
    }

    /// Where the redline applies and is fulfilled, by its preferred rung or a fallback.
    pub(super) fn fulfilled(&self, space: &mut Space<'_>) -> Result<NodeId, TooMuch> {
        let accepted = space.diagrams().any(self.accepted())?;
        let stays = space.diagrams().not(self.walk_away())?;
        Ok(space.diagrams().all(&[self.applies, stays, accepted])?)
    }
}
