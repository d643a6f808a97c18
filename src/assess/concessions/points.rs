//! What to do with each redline on the table: agree to it, trade it, or hold it.

use std::cmp::Reverse;

use crate::assess::finding::Outcome;
use crate::rulebook::advice::{AdviceId, Body, Chance, Priority, Severity};

use super::Weight;
use super::table::{Position, Table};

/// A redline on the table. Rungs go by their places: preferred 0, fallbacks 1….
#[derive(Clone, Debug)]
pub struct Point {
    /// The redline.
    pub advice: AdviceId,
    /// What to do with it.
    pub stance: Stance,
    /// What giving way by one rung costs.
    pub cost: Weight,
    /// What it is worth to be granted what is preferred.
    pub value: Weight,
    /// The rung to ask for first.
    pub opening: usize,
    /// The rung to aim at.
    pub target: usize,
    /// The last rung to accept; one does not go below it.
    pub bottom: usize,
    /// What it may be given in exchange for, as far as that is on the table.
    pub returns: Vec<AdviceId>,
}

/// What to do with a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stance {
    /// Not to be given, for these reasons.
    Hold(Vec<Hold>),
    /// Too weighty to be given lightly, for these reasons, but a fallback is open.
    Guard(Vec<Hold>),
    /// To be given for something in return, and never without; as long as no fallback is
    /// certain to be open, or nothing that it may be given for is on the table, not at all.
    Trade,
    /// To be agreed to at once.
    AgreeFast,
}

/// Why a point is not to be given, or not lightly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// The draft is past the walk-away.
    PastWalkAway,
    /// It is a must-have, or may be one.
    MustHave,
    /// It is critical, or may be.
    Critical,
    /// It is worth as much as anything in the deal.
    WorthMost,
    /// The draft stands on the last rung that may be accepted.
    AtBottom,
    /// No fallback is certain to be open.
    NoFallback,
}

/// So little is cheap to give, and so little is not worth a fight.
const LITTLE: u8 = 2;
/// So much is not agreed to for nothing, be it acceptable as it stands.
const MUCH: u8 = 4;
/// As much as anything in the deal.
const MOST: u8 = 5;

impl Table<'_> {
    /// The redlines on the table: those to hold, to guard, to trade, to agree to, each kind by
    /// how much hangs on it.
    pub(super) fn points(&self) -> Vec<Point> {
        let mut positions: Vec<(Position<'_>, Point)> =
            self.positions().map(|position| (position, self.point(&position))).collect();
        positions.sort_by_cached_key(|(position, point)| {
            let stance = match point.stance {
                Stance::Hold(_) => 0,
                Stance::Guard(_) => 1,
                Stance::Trade => 2,
                Stance::AgreeFast => 3,
            };
            (stance, Reverse(self.importance(position)), self.name(position.id))
        });
        positions.into_iter().map(|(_, point)| point).collect()
    }

    /// How much hangs on a redline.
    pub(super) fn importance(&self, position: &Position<'_>) -> (bool, Priority, Severity, u8) {
        let severity = position.finding.severity.worst;
        (position.may_be_past(), position.priority(), severity, position.value().points)
    }

    fn point(&self, position: &Position<'_>) -> Point {
        let returns: Vec<AdviceId> =
            position.rule.exchange.trades_for.iter().copied().filter(|id| self.may_be_had(*id)).collect();
        let stance = stance(position);
        Point {
            advice: position.id,
            cost: position.cost(),
            value: position.value(),
            opening: position.opening(),
            target: target(position, &stance),
            bottom: position.bottom(),
            stance,
            returns,
        }
    }

    /// Whether something can be asked for in return: a redline on the table, or what a lever
    /// that may be there is to bring.
    fn may_be_had(&self, id: AdviceId) -> bool {
        match self.rule(id).map(|rule| &rule.body) {
            Some(Body::Redline(_)) => self.position(id).is_some(),
            Some(Body::Lever { .. }) => self.chip(id).is_some(),
            _ => false,
        }
    }
}

fn stance(position: &Position<'_>) -> Stance {
    let names_returns = !position.rule.exchange.trades_for.is_empty();
    let (cost, value) = (position.cost().points, position.value().points);
    let is_past = position.finding.decided() == Some(Outcome::WalkAway);
    let weighs = [
        (is_past, Hold::PastWalkAway),
        (position.priority() == Priority::MustHave, Hold::MustHave),
        (position.finding.severity.worst == Severity::Critical, Hold::Critical),
        (value >= MOST && position.value().stated, Hold::WorthMost),
    ];
    let ends = [(position.is_at_bottom(), Hold::AtBottom), (position.next_down().is_none(), Hold::NoFallback)];
    let those = |all: &[(bool, Hold)]| -> Vec<Hold> {
        all.iter().filter(|(holds, _)| *holds).map(|(_, reason)| *reason).collect()
    };
    let (weighs, ends) = (those(&weighs), those(&ends));
    let acceptable = matches!(position.finding.decided(), Some(Outcome::Fallback(_))) && value < MUCH;
    if is_past || (!weighs.is_empty() && !ends.is_empty()) {
        // One reason that it weighs much and one that there is nothing to give are enough.
        Stance::Hold(weighs.into_iter().take(1).chain(ends.into_iter().take(1)).collect())
    } else if !weighs.is_empty() {
        Stance::Guard(weighs)
    } else if !names_returns && position.next_down().is_some() && (acceptable || (cost <= LITTLE && value <= LITTLE)) {
        Stance::AgreeFast
    } else {
        Stance::Trade
    }
}

/// What to aim at: what is agreed to; what is preferred, where that is likely, or weighty and
/// not hopeless; otherwise the first fallback that is better than the draft, or, where more is
/// hopeless, what the draft gives.
fn target(position: &Position<'_>, stance: &Stance) -> usize {
    let opening = position.opening();
    let chance = position.redline.outlook.as_ref().map(|(chance, _)| *chance);
    let better = || position.fallbacks().next().filter(|rung| position.betters_draft(*rung));
    match (stance, chance) {
        (Stance::AgreeFast, _) => position.next_down().unwrap_or(opening),
        (_, Some(Chance::Likely)) => opening,
        (Stance::Trade, Some(Chance::Unlikely)) => better().or_else(|| position.next_down()).unwrap_or(opening),
        (Stance::Trade, _) | (_, Some(Chance::Unlikely)) => better().unwrap_or(opening),
        (Stance::Hold(_) | Stance::Guard(_), _) => opening,
    }
}
