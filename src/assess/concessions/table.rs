//! What lies on the table: each rule with its finding, what it weighs, and how it stands.

use std::collections::BTreeSet;

use crate::assess::finding::{Assessment, Finding, Outcome, Truth};
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, AdviceId, Body, Priority, Redline, Severity};

use super::{Chip, Weight};

/// A redline with its finding.
#[derive(Clone, Copy)]
pub(super) struct Position<'a> {
    pub(super) id: AdviceId,
    pub(super) rule: &'a Advice,
    pub(super) redline: &'a Redline,
    pub(super) finding: &'a Finding,
}

pub(super) struct Table<'a> {
    pub(super) book: &'a Rulebook,
    assessment: &'a Assessment,
    /// Two rules that pull apart, or may, the one with the smaller id first.
    apart: BTreeSet<(AdviceId, AdviceId)>,
}

impl<'a> Table<'a> {
    pub(super) fn new(book: &'a Rulebook, assessment: &'a Assessment) -> Self {
        let mut table = Self { book, assessment, apart: BTreeSet::new() };
        table.apart = table.conflicts().map(|(_, one, other)| (one.min(other), one.max(other))).collect();
        table
    }

    pub(super) fn rule(&self, id: AdviceId) -> Option<&'a Advice> {
        self.book.advice.get(id.0)
    }

    pub(super) fn finding(&self, id: AdviceId) -> Option<&'a Finding> {
        self.assessment.findings.get(id.0)
    }

    /// By which rules are ordered where nothing else tells them apart.
    pub(super) fn name(&self, id: AdviceId) -> &'a str {
        self.rule(id).map_or("", |rule| &rule.id)
    }

    /// The redlines that are not as they should be, or may not be.
    pub(super) fn positions(&self) -> impl Iterator<Item = Position<'a>> + '_ {
        (0..self.book.advice.len()).filter_map(|at| self.position(AdviceId(at)))
    }

    /// A redline that is on the table.
    pub(super) fn position(&self, id: AdviceId) -> Option<Position<'a>> {
        let (rule, finding) = (self.rule(id)?, self.finding(id)?);
        let Body::Redline(redline) = &rule.body else { return None };
        let position = Position { id, rule, redline, finding };
        (!finding.is_waived() && finding.could_be.iter().any(|outcome| is_short(*outcome))).then_some(position)
    }

    /// The levers that are there, or may be, heaviest first.
    pub(super) fn chips(&self) -> Vec<Chip> {
        let mut chips: Vec<Chip> = (0..self.book.advice.len()).filter_map(|at| self.chip(AdviceId(at))).collect();
        chips.sort_by_key(|chip| (!chip.certain, 5 - chip.value.points.min(5), self.name(chip.advice)));
        chips
    }

    pub(super) fn chip(&self, id: AdviceId) -> Option<Chip> {
        let (rule, finding) = (self.rule(id)?, self.finding(id)?);
        let Body::Lever { give, .. } = &rule.body else { return None };
        let by_severity = match finding.severity.worst {
            Severity::Critical => 5,
            Severity::High => 4,
            Severity::Medium => 3,
            Severity::Low => 2,
        };
        let chip = Chip {
            advice: id,
            cost: (give.is_some() || rule.exchange.cost.is_some()).then(|| weight(rule.exchange.cost, by_severity)),
            value: weight(rule.exchange.value, by_severity),
            certain: finding.decided() == Some(Outcome::Available),
        };
        finding.could_be.contains(&Outcome::Available).then_some(chip)
    }

    /// Conflicts that are live, or may be, with their sides.
    pub(super) fn conflicts(&self) -> impl Iterator<Item = (AdviceId, AdviceId, AdviceId)> + '_ {
        self.assessment.findings.iter().filter(|finding| finding.could_be.contains(&Outcome::Live)).filter_map(
            |finding| match &self.rule(finding.advice)?.body {
                Body::Conflict { between: (one, other), .. } => Some((finding.advice, *one, *other)),
                _ => None,
            },
        )
    }

    /// Whether two rules pull apart, or may.
    pub(super) fn pull_apart(&self, one: AdviceId, other: AdviceId) -> bool {
        self.apart.contains(&(one.min(other), one.max(other)))
    }
}

impl Position<'_> {
    /// What giving way by one rung costs the company.
    pub(super) fn cost(&self) -> Weight {
        weight(self.rule.exchange.cost, self.by_priority())
    }

    /// What it is worth to the company to be granted what it prefers.
    pub(super) fn value(&self) -> Weight {
        weight(self.rule.exchange.value, self.by_priority())
    }

    /// What stands in for a number that the rules do not give.
    fn by_priority(&self) -> u8 {
        match (self.priority(), self.finding.severity.worst) {
            (Priority::MustHave, _) => 5,
            (Priority::Tradeable, Severity::Critical | Severity::High) => 4,
            (Priority::Tradeable, Severity::Medium) => 3,
            (Priority::Tradeable, Severity::Low) => 2,
            (Priority::NiceToHave, Severity::Critical | Severity::High) => 2,
            (Priority::NiceToHave, Severity::Medium | Severity::Low) => 1,
        }
    }

    /// The highest priority that it may have.
    pub(super) fn priority(&self) -> Priority {
        self.finding.priority.as_ref().map_or(Priority::Tradeable, |priority| priority.worst)
    }

    /// Whether it is certain to apply and not to be as it should be.
    pub(super) fn surely_short(&self) -> bool {
        self.finding.could_be.iter().all(|outcome| is_short(*outcome))
    }

    /// Whether it may be past the walk-away.
    pub(super) fn may_be_past(&self) -> bool {
        self.finding.could_be.contains(&Outcome::WalkAway)
    }

    fn open(&self, rung: usize) -> Truth {
        self.finding.rungs.get(rung).map_or(Truth::True, |rung| rung.open)
    }

    /// Whether a rung is certain to be open.
    pub(super) fn surely_open(&self, rung: usize) -> bool {
        self.open(rung) == Truth::True
    }

    /// What to ask for first: the best rung that may be had; the preferred one where none
    /// can.
    pub(super) fn opening(&self) -> usize {
        self.finding.best_within_reach(self.redline).unwrap_or(0)
    }

    /// The fallbacks below what is asked for first that are certain to be open, best first.
    pub(super) fn fallbacks(&self) -> impl Iterator<Item = usize> + '_ {
        let opening = self.opening();
        (1..=self.redline.fallbacks.len()).filter(move |at| *at > opening && self.surely_open(*at))
    }

    /// The best fallback that the draft may have reached already.
    fn reached(&self) -> Option<usize> {
        let reached = self.finding.could_be.iter().filter_map(|outcome| match outcome {
            Outcome::Fallback(at) => Some(at + 1),
            _ => None,
        });
        reached.min()
    }

    /// Whether a rung gives more than the draft does, whatever is still open.
    pub(super) fn betters_draft(&self, rung: usize) -> bool {
        self.reached().is_none_or(|reached| rung < reached)
    }

    /// The first rung to give way to: what the draft says, where that is acceptable, otherwise
    /// the next one down. Never less than the draft gives already.
    pub(super) fn next_down(&self) -> Option<usize> {
        match self.finding.decided() {
            Some(Outcome::Fallback(at)) => self.fallbacks().find(|rung| *rung == at + 1),
            _ => self.fallbacks().next().filter(|rung| self.reached().is_none_or(|reached| *rung <= reached)),
        }
    }

    /// The last rung to accept: the last fallback that is open, but no less than the draft
    /// gives already.
    pub(super) fn bottom(&self) -> usize {
        let acceptable = self.fallbacks().filter(|rung| self.reached().is_none_or(|reached| *rung <= reached));
        acceptable.last().unwrap_or_else(|| self.opening())
    }

    /// Whether the draft stands on the last rung that may be accepted.
    pub(super) fn is_at_bottom(&self) -> bool {
        self.stands_on(self.bottom())
    }

    /// Whether the draft is certain to give what a rung asks for, and no more.
    pub(super) fn stands_on(&self, rung: usize) -> bool {
        matches!(self.finding.decided(), Some(Outcome::Fallback(at)) if at + 1 == rung)
    }

    /// How many rungs lie between what is asked for first and a rung, itself counted.
    pub(super) fn steps(&self, rung: usize) -> usize {
        self.fallbacks().filter(|at| *at <= rung).count()
    }
}

fn weight(stated: Option<u8>, otherwise: u8) -> Weight {
    Weight { points: stated.unwrap_or(otherwise), stated: stated.is_some() }
}

fn is_short(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::WalkAway | Outcome::Gap | Outcome::Fallback(_))
}
