//! The lists that tests look at, compiled on demand.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::assess::single;
use crate::logic::conditions::Conditions;
use crate::logic::{Chart, Diagrams, NodeId, TRUE, TooEntangled};
use crate::rulebook::advice::{Advice, AdviceId, Body, Redline, Risk};
use crate::rulebook::condition::Guarded;

/// A list of a rulebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Seat {
    /// What a rule comes to; the flag says whether somebody has ticked it.
    Status(AdviceId, bool),
    Severity(AdviceId),
    RiskSeverity(usize),
    Priority(AdviceId),
    Owner(AdviceId),
    Instrument(AdviceId),
    /// Of a rung, by its place: preferred 0, fallbacks 1…, walk-away last.
    Approver(AdviceId, usize),
}

impl Seat {
    /// The rule it belongs to; none where it is that of a risk.
    pub(super) fn rule(self) -> Option<AdviceId> {
        match self {
            Self::RiskSeverity(_) => None,
            Self::Status(id, _)
            | Self::Severity(id)
            | Self::Priority(id)
            | Self::Owner(id)
            | Self::Instrument(id)
            | Self::Approver(id, _) => Some(id),
        }
    }

    /// All lists of a rule.
    pub(super) fn of(id: AdviceId, advice: &Advice) -> Vec<Self> {
        let mut seats = vec![Self::Status(id, false), Self::Severity(id), Self::Owner(id)];
        match &advice.body {
            Body::Redline(redline) => {
                seats.extend([Self::Priority(id), Self::Instrument(id)]);
                seats.extend((0..redline.rungs().count()).map(|rung| Self::Approver(id, rung)));
            }
            Body::Mitigation { done_when: None, .. }
            | Body::Step { done_when: None }
            | Body::Duty { done_when: None, .. } => {
                seats.push(Self::Status(id, true));
            }
            _ => {}
        }
        seats
    }

    /// The list of a rule as a diagram; what is no part of the rule is always 0.
    pub(super) fn node(self, conditions: &mut Conditions<'_>, advice: &Advice) -> Result<NodeId, TooEntangled> {
        match self {
            Self::Status(_, ticked) => single::list(conditions, ticked, advice),
            Self::Severity(_) | Self::RiskSeverity(_) => graded(conditions, &advice.severity, |value| *value as usize),
            Self::Priority(_) => match redline(advice) {
                Some(redline) => graded(conditions, &redline.priority, |value| *value as usize),
                None => Ok(Diagrams::leaf(0)),
            },
            Self::Owner(_) => entry(conditions, advice.owner.as_ref()),
            Self::Instrument(_) => entry(conditions, redline(advice).and_then(|redline| redline.instrument.as_ref())),
            Self::Approver(_, rung) => {
                let rung = redline(advice).and_then(|redline| redline.rungs().nth(rung));
                entry(conditions, rung.and_then(|rung| rung.approver.as_ref()))
            }
        }
    }
}

impl Seat {
    /// Where a list of a rule is of any consequence: a severity where the rule applies, an
    /// approver where the redline stands at the rung.
    pub(super) fn frame(self, conditions: &mut Conditions<'_>, advice: &Advice) -> Result<NodeId, TooEntangled> {
        conditions.diagrams.begin_list();
        let applies = match self {
            Self::Status(..) | Self::RiskSeverity(_) => return Ok(TRUE),
            _ => conditions.condition(&advice.when)?,
        };
        let (Self::Approver(_, rung), Some(redline)) = (self, redline(advice)) else { return Ok(applies) };
        let last = redline.fallbacks.len() + 1;
        let mut here = applies;
        for at in redline.walk_away.iter().map(|_| last).chain(0..last) {
            let Some(written) = redline.rungs().nth(at) else { continue };
            let node = single::rung(conditions, written)?;
            if at == rung {
                return conditions.diagrams.and(here, node);
            }
            let fails = conditions.diagrams.not(node)?;
            here = conditions.diagrams.and(here, fails)?;
        }
        Ok(here)
    }
}

fn redline(advice: &Advice) -> Option<&Redline> {
    match &advice.body {
        Body::Redline(redline) => Some(redline),
        _ => None,
    }
}

fn entry(conditions: &mut Conditions<'_>, guarded: Option<&Guarded<usize>>) -> Result<NodeId, TooEntangled> {
    guarded.map_or(Ok(Diagrams::leaf(NOBODY)), |guarded| graded(conditions, guarded, |at| *at))
}

/// The leaf of what is not there.
pub(super) const NOBODY: u16 = u16::MAX;

/// A guarded value as a list whose leaves are the numbers of its values.
pub(super) fn graded<T>(
    conditions: &mut Conditions<'_>,
    guarded: &Guarded<T>,
    number: impl Fn(&T) -> usize,
) -> Result<NodeId, TooEntangled> {
    let leaf = |value: &T| Diagrams::leaf(u16::try_from(number(value)).unwrap_or(NOBODY));
    conditions.diagrams.begin_list();
    let mut arms = Vec::with_capacity(guarded.arms.len());
    for (condition, value) in &guarded.arms {
        arms.push((conditions.condition(condition)?, leaf(value)));
    }
    conditions.diagrams.list(&arms, leaf(&guarded.otherwise))
}

/// A list: its diagram, and the same laid out for walking.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) node: NodeId,
    pub(super) chart: Rc<Chart>,
}

impl Listed {
    pub(super) fn new(conditions: &Conditions<'_>, node: NodeId) -> Self {
        Self { node, chart: Rc::new(conditions.diagrams.chart(node)) }
    }
}

/// Lists by where they stand.
pub(super) trait Lists {
    /// What they are compiled with.
    fn conditions(&self) -> &Conditions<'_>;
    /// One of them.
    fn listed(&mut self, seat: Seat) -> Result<Listed, TooEntangled>;
}

/// The lists of a rulebook.
pub(super) struct Desk<'r> {
    pub(super) conditions: Conditions<'r>,
    lists: BTreeMap<Seat, Listed>,
}

impl<'r> Desk<'r> {
    pub(super) fn new(conditions: Conditions<'r>) -> Self {
        Self { conditions, lists: BTreeMap::new() }
    }

    fn node(&mut self, seat: Seat) -> Result<NodeId, TooEntangled> {
        let rulebook = self.conditions.rulebook;
        if let Some(advice) = seat.rule().and_then(|id| rulebook.advice.get(id.0)) {
            return seat.node(&mut self.conditions, advice);
        }
        let risk = match seat {
            Seat::RiskSeverity(at) => rulebook.risks.get(at),
            _ => None,
        };
        let severity = |risk: &Risk| graded(&mut self.conditions, &risk.severity, |value| *value as usize);
        risk.map_or(Ok(Diagrams::leaf(NOBODY)), severity)
    }
}

impl Lists for Desk<'_> {
    fn conditions(&self) -> &Conditions<'_> {
        &self.conditions
    }

    fn listed(&mut self, seat: Seat) -> Result<Listed, TooEntangled> {
        if let Some(listed) = self.lists.get(&seat) {
            return Ok(listed.clone());
        }
        let node = self.node(seat)?;
        let listed = Listed::new(&self.conditions, node);
        self.lists.insert(seat, listed.clone());
        Ok(listed)
    }
}
