//! The rules, gone through for a batch.

use crate::assess::finding::Outcome;
use crate::logic::{Gated, Lanes, Mask, Var};
use crate::rulebook::advice::{AdviceId, Body};
use crate::rulebook::condition::NameId;

use super::Wide;
use super::batch::Batch;
use super::finding::WideFinding;
use super::laid::Track;

/// One walk over the rules after another: it keeps its room.
pub struct Walk<M> {
    findings: Vec<WideFinding<M>>,
    through: Vec<M>,
    room: Vec<M>,
    ticked: Vec<(Outcome, M)>,
    asking: Option<Asking<M>>,
}

/// Which names open rules look at.
struct Asking<M> {
    /// By rule, whether it counts.
    rules: Vec<bool>,
    /// By name, how often.
    times: Vec<u64>,
    /// By name, the profiles for which the rule at hand looks at it.
    looked: Vec<M>,
}

impl<M: Mask> Walk<M> {
    /// Over the rules of `wide`.
    pub fn new(wide: &Wide<'_>) -> Self {
        let findings = wide.rules.iter().map(|_| WideFinding::none()).collect();
        Self { findings, through: Vec::new(), room: Vec::new(), ticked: Vec::new(), asking: None }
    }

    /// Counts the names that some rules look at while they are open.
    #[must_use]
    pub fn asking(self, wide: &Wide<'_>, rules: Vec<bool>) -> Self {
        let names = wide.conditions.rulebook.names.len();
        Self { asking: Some(Asking { rules, times: vec![0; names], looked: vec![M::NONE; names] }), ..self }
    }

    /// What each rule comes to, in the order of the rules.
    pub fn over(&mut self, wide: &Wide<'_>, batch: &mut Batch<M>) -> &[WideFinding<M>] {
        batch.complete();
        wide.gates.fill(&batch.lanes, &mut self.through);
        let filled = batch.filled();
        let rules = wide.conditions.rulebook.advice.iter().zip(&wide.rules).zip(&mut self.findings);
        for (at, ((advice, laid), finding)) in rules.enumerate() {
            let world = Gated { world: &batch.lanes, through: &self.through };
            let reach = Reach { wide, world: &world, room: &mut self.room };
            reach.of(&laid.severity, filled, &mut finding.severity);
            let seen_to = batch.done(AdviceId(at));
            let ticked = laid.ticked.as_ref().filter(|_| !seen_to.is_none());
            if let Some(ticked) = ticked {
                let reach = Reach { wide, world: &world, room: &mut self.room };
                reach.of(ticked, seen_to, &mut self.ticked);
            }
            let start = if ticked.is_some() { filled.without(seen_to) } else { filled };
            let reach = Reach { wide, world: &world, room: &mut self.room };
            reach.of(&laid.list, start, &mut finding.could_be);
            if let Some(asking) = self.asking.as_mut().filter(|asking| asking.rules.get(at) == Some(&true)) {
                asking.count(wide, batch, &laid.list, &self.room, finding.open());
            }
            if ticked.is_some() {
                finding.add(&self.ticked);
            }
            if let Body::Question { answered_by, .. } = &advice.body
                && !answered_by.is_empty()
            {
                finding.answered(answered_by.iter().fold(M::NONE, |open, name| open.or(batch.open(*name))));
            }
        }
        wide.conflicts(&mut self.findings);
        &self.findings
    }

    /// Names, each with how often an open rule looked at it while a profile left more than
    /// one value of it, since this was last asked. Of a figure it is what it is worked out
    /// from.
    pub fn take_asked(&mut self) -> Vec<(NameId, u64)> {
        let times = self.asking.iter_mut().flat_map(|asking| asking.times.iter_mut().enumerate());
        let asked = times.filter(|(_, times)| **times > 0);
        asked.map(|(name, times)| (NameId(name), std::mem::take(times))).collect()
    }

    pub(super) fn into_findings(self) -> Vec<WideFinding<M>> {
        self.findings
    }
}

/// One walk.
struct Reach<'w, 'r, M> {
    wide: &'w Wide<'r>,
    world: &'w Gated<'w, M, Lanes<M>>,
    room: &'w mut Vec<M>,
}

impl<M: Mask> Reach<'_, '_, M> {
    fn of<T: Copy + PartialEq>(self, list: &Track<T>, start: M, into: &mut Vec<(T, M)>) {
        list.reach(self.world, start, self.room, into);
        list.rule_out(&self.wide.conditions, self.world.world, into);
    }
}

impl<M: Mask> Asking<M> {
    /// Counts what a rule looked at in its last walk, for the profiles for which it is open.
    fn count(&mut self, wide: &Wide<'_>, batch: &Batch<M>, list: &Track<Outcome>, room: &[M], open: M) {
        if open.is_none() {
            return;
        }
        let behind = |var: Var| wide.behind.get(var.0 as usize).map(Vec::as_slice).unwrap_or_default();
        for (var, mask) in list.chart.visits(room) {
            for name in behind(var) {
                if let Some(looked) = self.looked.get_mut(name.0) {
                    *looked = looked.or(mask.and(open));
                }
            }
        }
        for (var, _) in list.chart.visits(room) {
            for name in behind(var) {
                if let (Some(looked), Some(times)) = (self.looked.get_mut(name.0), self.times.get_mut(name.0)) {
                    *times += u64::from(looked.and(batch.open(*name)).count());
                    *looked = M::NONE;
                }
            }
        }
    }
}

impl Wide<'_> {
    /// A conflict is settled where one of its sides is.
    fn conflicts<M: Mask>(&self, findings: &mut [WideFinding<M>]) {
        let live = |findings: &[WideFinding<M>], id: AdviceId| findings.get(id.0).map_or(M::NONE, WideFinding::live);
        // A side may itself be a conflict: settle until no more follow.
        let mut settles = true;
        while settles {
            settles = false;
            for (at, advice) in self.conditions.rulebook.advice.iter().enumerate() {
                let Body::Conflict { between: (left, right), .. } = &advice.body else { continue };
                let both = live(findings, *left).and(live(findings, *right));
                if let Some(finding) = findings.get_mut(at) {
                    settles |= finding.settle(both);
                }
            }
        }
    }
}
