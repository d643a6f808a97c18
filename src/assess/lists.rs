//! Each rule as a decision list: guards in order, the first true one wins.

use crate::logic::conditions::Conditions;
use crate::logic::{Diagrams, NodeId, TooEntangled};
use crate::profile::Profile;
use crate::rulebook::advice::{Advice, AdviceId, Body, Redline, Rung};
use crate::rulebook::condition::Condition;

use super::finding::Outcome;

/// The leaf of an outcome.
pub(super) fn leaf(outcome: Outcome) -> NodeId {
    let number = match outcome {
        Outcome::WalkAway => 0,
        Outcome::Gap => 1,
        Outcome::Advised => 2,
        Outcome::Ask => 3,
        Outcome::Live => 4,
        Outcome::Available => 5,
        Outcome::Preferred => 6,
        Outcome::InPlace => 7,
        Outcome::Answered => 8,
        Outcome::Settled => 9,
        Outcome::NotApplicable => 10,
        Outcome::NotNeeded => 11,
        Outcome::NotAsked => 12,
        Outcome::Unavailable => 13,
        Outcome::Owed => 14,
        Outcome::Fallback(at) => FIRST_FALLBACK.saturating_add(u16::try_from(at).unwrap_or(u16::MAX)),
    };
    Diagrams::leaf(number)
}

const FIRST_FALLBACK: u16 = 15;

/// The outcome of a leaf.
pub(super) fn outcome(leaf: u16) -> Outcome {
    match leaf {
        0 => Outcome::WalkAway,
        1 => Outcome::Gap,
        2 => Outcome::Advised,
        3 => Outcome::Ask,
        4 => Outcome::Live,
        5 => Outcome::Available,
        6 => Outcome::Preferred,
        7 => Outcome::InPlace,
        8 => Outcome::Answered,
        9 => Outcome::Settled,
        10 => Outcome::NotApplicable,
        11 => Outcome::NotNeeded,
        12 => Outcome::NotAsked,
        13 => Outcome::Unavailable,
        14 => Outcome::Owed,
        fallback => Outcome::Fallback(usize::from(fallback - FIRST_FALLBACK)),
    }
}

/// The list of a rule. What a question and a conflict come to where they apply is not a
/// matter of cells (`super::judge`); here it stands as one outcome.
pub(super) fn list(
    conditions: &mut Conditions<'_>,
    profile: &Profile,
    id: AdviceId,
    advice: &Advice,
) -> Result<NodeId, TooEntangled> {
    list_of(conditions, profile.done.contains(&id), advice)
}

/// The same, where it is said whether the rule has been seen to.
pub(super) fn list_of(conditions: &mut Conditions<'_>, ticked: bool, advice: &Advice) -> Result<NodeId, TooEntangled> {
    conditions.diagrams.begin_list();
    let when = conditions.condition(&advice.when)?;
    let idle = conditions.diagrams.not(when)?;
    let done = |conditions: &mut Conditions<'_>, done_when: &Option<Condition>| match done_when {
        Some(condition) => conditions.condition(condition),
        None if ticked => Ok(crate::logic::TRUE),
        None => Ok(crate::logic::FALSE),
    };
    let (guards, otherwise) = match &advice.body {
        Body::Redline(redline) => (redline_guards(conditions, idle, redline)?, Outcome::Gap),
        Body::Mitigation { done_when, .. } | Body::Step { done_when } => {
            let done = done(conditions, done_when)?;
            (vec![(idle, Outcome::NotNeeded), (done, Outcome::InPlace)], Outcome::Advised)
        }
        Body::Duty { done_when, .. } => {
            let done = done(conditions, done_when)?;
            (vec![(idle, Outcome::NotNeeded), (done, Outcome::InPlace)], Outcome::Owed)
        }
        Body::Question { .. } => (vec![(idle, Outcome::NotAsked)], Outcome::Ask),
        Body::Lever { .. } => (vec![(idle, Outcome::Unavailable)], Outcome::Available),
        Body::Conflict { .. } => (vec![(idle, Outcome::Settled)], Outcome::Live),
    };
    let guards: Vec<(NodeId, NodeId)> = guards.into_iter().map(|(guard, outcome)| (guard, leaf(outcome))).collect();
    conditions.diagrams.list(&guards, leaf(otherwise))
}

fn redline_guards(
    conditions: &mut Conditions<'_>,
    idle: NodeId,
    redline: &Redline,
) -> Result<Vec<(NodeId, Outcome)>, TooEntangled> {
    let mut guards = vec![(idle, Outcome::NotApplicable)];
    if let Some(walk_away) = &redline.walk_away {
        guards.push((rung(conditions, walk_away)?, Outcome::WalkAway));
    }
    guards.push((rung(conditions, &redline.preferred)?, Outcome::Preferred));
    for (at, fallback) in redline.fallbacks.iter().enumerate() {
        guards.push((rung(conditions, fallback)?, Outcome::Fallback(at)));
    }
    Ok(guards)
}

pub(super) fn rung(conditions: &mut Conditions<'_>, rung: &Rung) -> Result<NodeId, TooEntangled> {
    let when = conditions.condition(&rung.when)?;
    let holds = conditions.condition(&rung.condition)?;
    conditions.diagrams.and(when, holds)
}
