//! What works against each other: asks that pull apart, and asks that need first what
//! cannot be had.

use crate::assess::finding::{Finding, Outcome};
use crate::rulebook::advice::{AdviceId, Body};

use super::table::Table;

/// Two rules that work against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Against {
    /// What is asked for, or used.
    pub one: AdviceId,
    /// What stands against it.
    pub other: AdviceId,
    /// Why.
    pub because: Clash,
}

/// Why two rules work against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clash {
    /// This conflict says so.
    Conflict(AdviceId),
    /// The first needs the second, which cannot be had.
    OutOfReach,
}

/// How something stands that is needed first.
pub(super) enum Need {
    /// It is there.
    Met,
    /// The company can see to it, or find it out.
    ToDo,
    /// It must be asked for.
    ToAsk,
    /// It cannot be had.
    OutOfReach,
}

impl Table<'_> {
    /// Pairs of asks and levers, by their names.
    pub(super) fn against(&self) -> Vec<Against> {
        let conflicts = self
            .conflicts()
            .filter(|(_, one, other)| self.is_played(*one) && self.is_played(*other))
            .map(|(conflict, one, other)| Against { one, other, because: Clash::Conflict(conflict) });
        let mut against: Vec<Against> = conflicts.collect();
        for id in (0..self.book.advice.len()).map(AdviceId).filter(|id| self.is_played(*id)) {
            let needs = self.rule(id).map_or(&[][..], |rule| &rule.exchange.requires);
            let missed = needs.iter().filter(|needed| matches!(self.need(**needed), Need::OutOfReach));
            against.extend(missed.map(|other| Against { one: id, other: *other, because: Clash::OutOfReach }));
        }
        let conflict = |pair: &Against| match pair.because {
            Clash::Conflict(conflict) => Some(self.name(conflict)),
            Clash::OutOfReach => None,
        };
        against.sort_by_key(|pair| (self.name(pair.one), self.name(pair.other), conflict(pair)));
        against
    }

    /// Whether something is asked for, or can be used.
    fn is_played(&self, id: AdviceId) -> bool {
        self.position(id).is_some() || self.chip(id).is_some()
    }

    /// How something stands that must be there first.
    pub(super) fn need(&self, id: AdviceId) -> Need {
        let (Some(rule), Some(finding)) = (self.rule(id), self.finding(id)) else { return Need::OutOfReach };
        if is_met(finding) {
            return Need::Met;
        }
        match &rule.body {
            Body::Lever { .. } if self.chip(id).is_some() => Need::ToDo,
            Body::Redline(_) if self.position(id).is_some() => Need::ToAsk,
            Body::Mitigation { .. } | Body::Step { .. } | Body::Question { .. } if !finding.is_waived() => Need::ToDo,
            _ => Need::OutOfReach,
        }
    }
}

/// Whether all that something may come to is as it should be, or does not matter here.
fn is_met(finding: &Finding) -> bool {
    let met = |outcome: &Outcome| {
        matches!(
            outcome,
            Outcome::Preferred
                | Outcome::Fallback(_)
                | Outcome::NotApplicable
                | Outcome::InPlace
                | Outcome::NotNeeded
                | Outcome::Answered
                | Outcome::NotAsked
                | Outcome::Available
        )
    };
    finding.could_be.iter().all(met)
}
