//! Many deals held against one rulebook: what each rule comes to for each.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::assess::wide::{Batch, Wide, WideFinding};
use crate::diagnostic::Diagnostic;
use crate::logic::variables::Circumstances;
use crate::logic::{Many, Mask};
use crate::profile::Profile;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{AdviceId, Severity};

use super::verdict::{Grade, Verdict};

/// Deals that have been judged by one rulebook.
pub(super) struct Judged {
    book: Arc<Rulebook>,
    by_id: BTreeMap<(String, &'static str), AdviceId>,
    /// By deal: where its findings are; nothing where it was not given.
    seats: Vec<Option<Result<Seat, Vec<Diagnostic>>>>,
    rounds: Vec<Vec<WideFinding<Many>>>,
}

/// The place of a deal among those that were judged together.
struct Seat {
    round: usize,
    lane: usize,
    as_of: Date,
}

impl Judged {
    /// Judges deals, those of one day and the same rates together.
    pub(super) fn of(book: &Arc<Rulebook>, deals: &[Option<&Profile>]) -> Self {
        let rules = book.advice.iter().enumerate();
        let by_id = rules.map(|(at, rule)| ((rule.id.clone(), rule.body.kind()), AdviceId(at))).collect();
        let book = Arc::clone(book);
        let mut judged = Self { book, by_id, seats: deals.iter().map(|_| None).collect(), rounds: Vec::new() };
        let mut groups: Vec<(Circumstances, Vec<usize>)> = Vec::new();
        for (at, deal) in deals.iter().enumerate() {
            let Some(deal) = deal else { continue };
            let known = groups.iter_mut().find(|(when, _)| when.as_of == deal.as_of && when.rates == deal.rates);
            match known {
                Some((_, members)) => members.push(at),
                None => groups.push((Circumstances { as_of: deal.as_of, rates: deal.rates.clone() }, vec![at])),
            }
        }
        for (circumstances, members) in &groups {
            judged.group(circumstances, members, deals);
        }
        judged
    }

    fn group(&mut self, circumstances: &Circumstances, members: &[usize], deals: &[Option<&Profile>]) {
        let book = Arc::clone(&self.book);
        let mut wide = match Wide::new(&book, circumstances) {
            Ok(wide) => wide,
            Err(found) => {
                members.iter().for_each(|at| self.seat(*at, Err(found.clone())));
                return;
            }
        };
        let mut batch: Batch<Many> = wide.batch();
        for at in members {
            let Some(Some(deal)) = deals.get(*at) else { continue };
            let seat = Seat { round: self.rounds.len(), lane: batch.len(), as_of: deal.as_of };
            let put = wide.put(&mut batch, deal);
            self.seat(*at, put.map(|()| seat));
            if batch.is_full() {
                self.rounds.push(wide.judge(&mut batch));
                batch.clear();
            }
        }
        if !batch.is_empty() {
            self.rounds.push(wide.judge(&mut batch));
        }
    }

    fn seat(&mut self, at: usize, seat: Result<Seat, Vec<Diagnostic>>) {
        if let Some(slot) = self.seats.get_mut(at) {
            *slot = Some(seat);
        }
    }

    /// Why a deal cannot be judged, where it cannot.
    pub(super) fn refused(&self, deal: usize) -> Option<&[Diagnostic]> {
        self.seats.get(deal)?.as_ref()?.as_ref().err().map(Vec::as_slice)
    }

    /// What a rule comes to for a deal; nothing where that is not known.
    pub(super) fn verdict(&self, deal: usize, rule: AdviceId) -> Option<Verdict> {
        let seat = self.seats.get(deal)?.as_ref()?.as_ref().ok()?;
        let finding = self.rounds.get(seat.round)?.get(rule.0)?;
        let severity = severities(finding, seat.lane);
        let waiver = self.book.advice.get(rule.0)?.waiver.as_ref();
        let in_force = waiver.is_some_and(|waiver| seat.as_of <= waiver.until);
        Some(Verdict::new(finding.of(seat.lane), severity, in_force))
    }

    /// How bad a rule is for a deal; nothing where that is not known.
    pub(super) fn grade(&self, deal: usize, rule: AdviceId) -> Option<Grade> {
        let seat = self.seats.get(deal)?.as_ref()?.as_ref().ok()?;
        Some(Grade::new(severities(self.rounds.get(seat.round)?.get(rule.0)?, seat.lane)))
    }

    /// The rule with an id.
    pub(super) fn find(&self, id: &str, kind: &'static str) -> Option<AdviceId> {
        self.by_id.get(&(id.to_owned(), kind)).copied()
    }
}

fn severities(finding: &WideFinding<Many>, lane: usize) -> impl Iterator<Item = Severity> + '_ {
    finding.severity.iter().filter(move |(_, mask)| mask.has(lane)).map(|(severity, _)| *severity)
}
