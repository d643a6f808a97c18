//! What a change does to many deals, added up: memory does not grow with the deals.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::compare::Facet;
use crate::portfolio::Reject;

use super::change::Change;
use super::edits::{Edit, EditOf};
use super::scan::{DealMoves, Effect};
use super::verdict::{FromTo, Way};
use super::why::Because;

/// So many deals are named where more move in the same way.
const MOST_NAMED: usize = 3;

/// What a change does to all deals so far.
#[derive(Default)]
pub struct Sum {
    most: usize,
    /// The deals that were judged by both versions.
    pub deals: u64,
    /// How many of them move which way.
    pub ways: BTreeMap<Way, u64>,
    /// By the rank of an outcome, the deals in which something is newly decided to be that
    /// bad or worse.
    pub newly: [u64; RANKS],
    /// By the rank of an outcome, the deals in which something newly could be that bad or
    /// worse.
    pub could_newly: [u64; RANKS],
    /// All edits, in the order in which they were met.
    pub edits: Vec<EditSum>,
    /// The most exposed of the deals that move, the most exposed first.
    pub exposed: Vec<MovedDeal>,
    /// Deals that only the rules before can judge: how many, and the first of them with the
    /// reason.
    pub only_before: (u64, Vec<(String, Reject)>),
    /// Deals that only the rules now can judge.
    pub only_after: (u64, Vec<(String, Reject)>),
    places: BTreeMap<EditOf, usize>,
    changes: Vec<Arc<Change>>,
}

/// The ranks of what asks for something: walk-away, gap, advised, fallback.
const RANKS: usize = 4;

/// An edit and what it does.
pub struct EditSum {
    /// The edit.
    pub edit: Edit,
    /// The deals it moves, alone or with others.
    pub deals: u64,
    /// What it moves, by rule and way.
    pub moved: BTreeMap<MovedRule, RuleSum>,
}

/// What an edit does to a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MovedRule {
    /// The id of the rule.
    pub id: String,
    /// Its kind.
    pub kind: &'static str,
    /// What it came to and comes to.
    pub went: FromTo,
    /// What of it the edits do: what it comes to, or how bad it is.
    pub facet: Facet,
    /// The edits it takes.
    pub because: Because<EditOf>,
}

/// In which deals an edit does it.
pub struct RuleSum {
    /// A change that has the rule.
    pub change: Arc<Change>,
    /// The rule, by its place in [`Change::rules`].
    pub rule: usize,
    /// How many.
    pub deals: u64,
    /// The first of them.
    pub first: Vec<String>,
}

/// A deal that moves, and by which rules.
pub struct MovedDeal {
    /// The change that concerns it.
    pub change: Arc<Change>,
    /// What moves.
    pub moves: DealMoves,
}

impl Sum {
    /// Of nothing so far. It holds no more than `most` deals.
    pub fn of(most: usize) -> Self {
        Self { most, ..Self::default() }
    }

    /// The deals that move.
    pub fn moved(&self) -> u64 {
        self.ways.values().sum()
    }

    /// All changes that were met: deals that name other packs have others.
    pub fn changes(&self) -> &[Arc<Change>] {
        &self.changes
    }

    /// The place of an edit among all.
    pub fn place(&self, of: &EditOf) -> Option<usize> {
        self.places.get(of).copied()
    }

    /// Takes in a deal with the change that concerns it; nothing where only one version has
    /// rules for it.
    pub fn take(&mut self, change: Option<&Arc<Change>>, effect: Effect) {
        change.into_iter().for_each(|change| self.meet(change));
        match effect {
            Effect::None => self.deals += 1,
            Effect::Moved(moves) => {
                self.deals += 1;
                let Some(change) = change else { return };
                self.add(change, &moves);
                let at = self.exposed.partition_point(|deal| deal.moves.exposure >= moves.exposure);
                if at < self.most {
                    self.exposed.insert(at, MovedDeal { change: Arc::clone(change), moves });
                    self.exposed.truncate(self.most);
                }
            }
            Effect::OnlyBefore(name, reject) => Self::one_sided(&mut self.only_before, self.most, name, reject),
            Effect::OnlyAfter(name, reject) => Self::one_sided(&mut self.only_after, self.most, name, reject),
            Effect::Unread(_) => {}
        }
    }

    fn one_sided(into: &mut (u64, Vec<(String, Reject)>), most: usize, name: String, reject: Reject) {
        into.0 += 1;
        if into.1.len() < most {
            into.1.push((name, reject));
        }
    }

    fn meet(&mut self, change: &Arc<Change>) {
        if self.changes.iter().any(|known| Arc::ptr_eq(known, change)) {
            return;
        }
        self.changes.push(Arc::clone(change));
        for edit in &change.edits {
            match self.places.get(&edit.of).and_then(|at| self.edits.get_mut(*at)) {
                Some(known) => known.edit.bears |= edit.bears,
                None => {
                    self.places.insert(edit.of.clone(), self.edits.len());
                    self.edits.push(EditSum { edit: edit.clone(), deals: 0, moved: BTreeMap::new() });
                }
            }
        }
    }

    fn add(&mut self, change: &Arc<Change>, deal: &DealMoves) {
        *self.ways.entry(deal.way()).or_default() += 1;
        for (limit, rank) in (0..).zip(0..RANKS) {
            let any = |does: &dyn Fn(FromTo) -> bool| u64::from(deal.moves.iter().any(|one| does(one.went)));
            let (newly, could) = (any(&|went| went.newly_reaches(limit)), any(&|went| went.could_newly_reach(limit)));
            self.newly.get_mut(rank).into_iter().for_each(|count| *count += newly);
            self.could_newly.get_mut(rank).into_iter().for_each(|count| *count += could);
        }
        let mut told: BTreeSet<usize> = BTreeSet::new();
        for one in &deal.moves {
            let Some((_, rule)) = change.rules.get(one.rule).and_then(|pairing| change.advice(pairing)) else {
                continue;
            };
            let mut of_rule: BTreeSet<usize> = BTreeSet::new();
            for (facet, because) in one.reasons() {
                let because = because.named(|at| change.edits.get(*at).map(|edit| edit.of.clone()));
                for of in because.edits() {
                    let Some(at) = self.places.get(of).copied().filter(|at| of_rule.insert(*at)) else { continue };
                    let Some(sum) = self.edits.get_mut(at) else { continue };
                    sum.deals += u64::from(told.insert(at));
                    let (id, kind) = (rule.id.clone(), rule.body.kind());
                    let key = MovedRule { id, kind, went: one.went, facet, because: because.clone() };
                    let made = || RuleSum { change: Arc::clone(change), rule: one.rule, deals: 0, first: Vec::new() };
                    let rule = sum.moved.entry(key).or_insert_with(made);
                    rule.deals += 1;
                    if rule.first.len() < MOST_NAMED {
                        rule.first.push(deal.name.clone());
                    }
                }
            }
        }
    }
}
