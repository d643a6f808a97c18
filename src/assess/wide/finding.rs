//! What a rule comes to for each profile of a batch.

use crate::assess::finding::Outcome;
use crate::logic::Mask;
use crate::rulebook::advice::Severity;

use super::laid::several;

/// What a rule comes to for each profile of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WideFinding<M> {
    /// All it can still come to, worst first, each with the profiles for which it can.
    pub could_be: Vec<(Outcome, M)>,
    /// How bad it can be, highest first, each with the profiles for which it can.
    pub severity: Vec<(Severity, M)>,
}

impl<M: Mask> WideFinding<M> {
    pub(super) fn none() -> Self {
        Self { could_be: Vec::new(), severity: Vec::new() }
    }

    /// The profiles for which more than one outcome is left.
    pub fn open(&self) -> M {
        several(&self.could_be)
    }

    /// What it can come to for one profile, worst first.
    pub fn of(&self, lane: usize) -> impl Iterator<Item = Outcome> + '_ {
        self.could_be.iter().filter(move |(_, mask)| mask.has(lane)).map(|(outcome, _)| *outcome)
    }

    /// The highest severity still possible for one profile.
    pub fn severity_of(&self, lane: usize) -> Option<Severity> {
        self.severity.iter().find(|(_, mask)| mask.has(lane)).map(|(severity, _)| *severity)
    }

    /// The profiles for which it is a live side of a conflict, or may be.
    pub(super) fn live(&self) -> M {
        let live = self.could_be.iter().filter(|(outcome, _)| outcome.is_live()).map(|(_, mask)| *mask);
        live.fold(self.open(), M::or)
    }

    /// Of a question: it is answered where its names are not open.
    pub(super) fn answered(&mut self, open: M) {
        let mut answered = M::NONE;
        for (_, mask) in self.could_be.iter_mut().filter(|(outcome, _)| *outcome == Outcome::Ask) {
            answered = answered.or(mask.without(open));
            *mask = mask.and(open);
        }
        self.could_be.push((Outcome::Answered, answered));
        self.tidy();
    }

    /// What other profiles come to.
    pub(super) fn add(&mut self, others: &[(Outcome, M)]) {
        for (outcome, mask) in others {
            match self.could_be.iter_mut().find(|(known, _)| known == outcome) {
                Some((_, all)) => *all = all.or(*mask),
                None => self.could_be.push((*outcome, *mask)),
            }
        }
        self.tidy();
    }

    /// Leaves nothing but `settled` for all profiles but these. Whether that changes
    /// anything.
    pub(super) fn settle(&mut self, but: M) -> bool {
        let (mut settled, mut others) = (M::NONE, M::NONE);
        for (outcome, mask) in &self.could_be {
            let slot = if *outcome == Outcome::Settled { &mut settled } else { &mut others };
            *slot = slot.or(*mask);
        }
        let newly = others.without(but);
        if newly.is_none() {
            return false;
        }
        self.could_be.retain(|(outcome, _)| *outcome != Outcome::Settled);
        self.could_be.iter_mut().for_each(|(_, mask)| *mask = mask.without(newly));
        self.could_be.push((Outcome::Settled, settled.or(newly)));
        self.tidy();
        true
    }

    /// Each outcome that some profile has, worst first.
    fn tidy(&mut self) {
        self.could_be.retain(|(_, mask)| !mask.is_none());
        self.could_be.sort_by_key(|(outcome, _)| *outcome);
    }
}
