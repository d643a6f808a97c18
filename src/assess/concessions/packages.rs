//! Packages: what to give and what to get for it. None crosses a walk-away, goes below an
//! open rung, or gives more than it gets.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::rulebook::advice::{AdviceId, Body, Priority, Severity};

use super::Chip;
use super::against::Need;
use super::points::{Point, Stance};
use super::table::Table;

/// What to propose: if they grant this, the company gives that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// What is given: at most one redline and one lever.
    pub gives: Vec<Give>,
    /// What is asked in return: the main thing first, then what that needs.
    pub gets: Vec<Get>,
    /// What giving it costs, added up.
    pub cost: usize,
    /// What is got is worth, added up; never less than the cost.
    pub worth: usize,
    /// Who must agree, by place in [`Rulebook::approvers`](crate::rulebook::Rulebook).
    pub approvers: Vec<usize>,
    /// What must be seen to before it is proposed.
    pub first: Vec<AdviceId>,
}

/// Something that is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Give {
    /// The redline or the lever.
    pub advice: AdviceId,
    /// Of a redline, the rung that is accepted, by its place.
    pub rung: Option<usize>,
    /// What that costs.
    pub cost: usize,
    /// What it is taken to weigh with the other side.
    weight: usize,
}

/// Something that is asked in return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Get {
    /// The redline, or the lever for whose `get` something is given.
    pub advice: AdviceId,
    /// Of a redline, the rung that is asked for, by its place.
    pub rung: Option<usize>,
    /// What that is worth.
    pub worth: usize,
}

/// How good a package is: the smallest comes first.
type Rank<'a> = (bool, Reverse<Importance>, bool, usize, usize, usize, Vec<&'a str>);

/// How much hangs on what is asked for.
type Importance = (bool, Priority, Severity, u8);

/// More proposals nobody keeps in mind.
const MOST_PACKAGES: usize = 5;
/// More at once nobody grants.
const MOST_GETS: usize = 3;
/// What is given may weigh so much less than what is asked for: one asks for a little more.
const NEARLY: usize = 2;
/// So many of each kind are tried, the best of them: a large table stays quick.
const MOST_TRIED: usize = 40;

impl<'a> Table<'a> {
    /// The best proposals; no rule is in two of them.
    pub(super) fn packages(&self, points: &[Point], chips: &[Chip]) -> Vec<Package> {
        let (gives, levers) = (self.gives(points), self.levers(chips));
        let mut asks: Vec<(Importance, Get)> = points.iter().filter_map(|point| self.ask(point)).collect();
        asks.extend(self.brought(points, chips));
        asks.sort_by_cached_key(|(importance, get)| (Reverse(*importance), self.name(get.advice)));
        asks.truncate(MOST_TRIED);
        let mut ranked: Vec<(Rank<'a>, Package)> = Vec::new();
        for (importance, ask) in asks {
            let mut propose = |gives: Vec<Give>| {
                let package = self.package(gives, ask, points);
                ranked.extend(package.map(|package| (self.rank(importance, &package), package)));
            };
            for give in &gives {
                propose(vec![*give]);
                levers.iter().for_each(|lever| propose(vec![*give, *lever]));
            }
            levers.iter().for_each(|lever| propose(vec![*lever]));
        }
        ranked.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut used: BTreeSet<AdviceId> = BTreeSet::new();
        let mut best = Vec::new();
        for (_, package) in ranked {
            let members = package.members();
            if best.len() < MOST_PACKAGES && members.iter().all(|member| !used.contains(member)) {
                used.extend(members);
                best.push(package);
            }
        }
        best
    }

    /// The redlines that may be given, cheapest first. To accept more than the draft gives is
    /// an ask of its own, and nothing given.
    fn gives(&self, points: &[Point]) -> Vec<Give> {
        let tradeable = points.iter().filter(|point| point.stance == Stance::Trade);
        let give = |point: &Point| {
            let position = self.position(point.advice).filter(|position| position.surely_short())?;
            let rung = position.next_down().filter(|rung| position.stands_on(*rung))?;
            let cost = usize::from(point.cost.points) * position.steps(rung);
            // What is dear to one side is taken to be worth something to the other.
            Some(Give { advice: point.advice, rung: Some(rung), cost, weight: cost })
        };
        let mut gives: Vec<Give> = tradeable.filter_map(give).collect();
        gives.sort_by_key(|give| (give.cost, self.name(give.advice)));
        gives.truncate(MOST_TRIED);
        gives
    }

    /// The levers that are there and have something to give, heaviest first.
    fn levers(&self, chips: &[Chip]) -> Vec<Give> {
        let has_give = |id| matches!(self.rule(id).map(|rule| &rule.body), Some(Body::Lever { give: Some(_), .. }));
        let at_hand = chips.iter().filter(|chip| chip.certain && has_give(chip.advice));
        let give = |chip: &Chip| {
            let cost = usize::from(chip.cost?.points);
            Some(Give { advice: chip.advice, rung: None, cost, weight: usize::from(chip.value.points) })
        };
        at_hand.filter_map(give).take(MOST_TRIED).collect()
    }

    /// What to ask for of a redline: what one aims at, where that is more than the draft
    /// gives.
    fn ask(&self, point: &Point) -> Option<(Importance, Get)> {
        let position = self.position(point.advice).filter(|position| position.surely_short())?;
        let rung = point.target;
        let fits = point.stance != Stance::AgreeFast && position.surely_open(rung) && position.betters_draft(rung);
        let worth = usize::from(point.value.points).saturating_sub(position.steps(rung));
        let get = Get { advice: point.advice, rung: Some(rung), worth };
        (fits && worth > 0).then(|| (self.importance(&position), get))
    }

    /// What levers are to bring, where something is to be given for that.
    fn brought(&self, points: &[Point], chips: &[Chip]) -> Vec<(Importance, Get)> {
        let of_points = points.iter().flat_map(|point| &point.returns);
        let of_chips = chips.iter().filter_map(|chip| self.rule(chip.advice));
        let named: BTreeSet<AdviceId> =
            of_points.chain(of_chips.flat_map(|rule| &rule.exchange.trades_for)).copied().collect();
        let brought = named.into_iter().filter_map(|id| {
            let chip = self.chip(id).filter(|chip| chip.certain)?;
            let importance = (false, Priority::Tradeable, self.finding(id)?.severity.worst, chip.value.points);
            Some((importance, Get { advice: id, rung: None, worth: usize::from(chip.value.points) }))
        });
        brought.collect()
    }

    /// The package that gives this for that, with all that these need; nothing where it
    /// cannot be proposed.
    fn package(&self, gives: Vec<Give>, ask: Get, points: &[Point]) -> Option<Package> {
        let given: Vec<AdviceId> = gives.iter().map(|give| give.advice).collect();
        let mut gets = vec![ask];
        let mut first: Vec<AdviceId> = Vec::new();
        let mut members: Vec<AdviceId> = given.iter().copied().chain([ask.advice]).collect();
        let mut at = 0;
        while let Some(member) = members.get(at).copied() {
            at += 1;
            for needed in &self.rule(member)?.exchange.requires {
                match self.need(*needed) {
                    Need::Met => {}
                    // What is given away is not obtained; a lever that is played is at hand.
                    Need::ToAsk if given.contains(needed) => return None,
                    Need::ToAsk if members.contains(needed) => {}
                    Need::ToAsk => {
                        let point = points.iter().find(|point| point.advice == *needed)?;
                        gets.push(self.ask(point)?.1);
                        members.push(*needed);
                    }
                    Need::ToDo if self.chip(*needed).is_some() => return None,
                    Need::ToDo if first.contains(needed) => {}
                    Need::ToDo => first.push(*needed),
                    Need::OutOfReach => return None,
                }
            }
        }
        let once: BTreeSet<AdviceId> = members.iter().copied().collect();
        let (cost, worth) = (gives.iter().map(|give| give.cost).sum(), gets.iter().map(|get| get.worth).sum());
        let sound = once.len() == members.len()
            && gets.len() <= MOST_GETS
            && worth >= cost
            && gives.iter().all(|give| self.is_for(give.advice, &gets))
            && !self.pulls_apart(&gives, &gets);
        gets.get_mut(1..)?.sort_by_key(|get| self.name(get.advice));
        first.sort_by_key(|id| self.name(*id));
        let approvers = self.approvers(&gives, &gets);
        sound.then_some(Package { gives, gets, cost, worth, approvers, first })
    }

    /// Whether something may be given for this: for anything, or for what it names.
    fn is_for(&self, id: AdviceId, gets: &[Get]) -> bool {
        let Some(rule) = self.rule(id) else { return false };
        let named = &rule.exchange.trades_for;
        named.is_empty() || gets.iter().any(|get| named.contains(&get.advice))
    }

    /// Whether two things that it uses or asks for pull apart.
    fn pulls_apart(&self, gives: &[Give], gets: &[Get]) -> bool {
        let used = gives.iter().filter(|give| give.rung.is_none()).map(|give| give.advice);
        let pursued: Vec<AdviceId> = used.chain(gets.iter().map(|get| get.advice)).collect();
        pursued.iter().any(|one| pursued.iter().any(|other| self.pull_apart(*one, *other)))
    }

    /// Who must agree to the rungs of a package.
    fn approvers(&self, gives: &[Give], gets: &[Get]) -> Vec<usize> {
        let given = gives.iter().map(|give| (give.advice, give.rung));
        let rungs = given.chain(gets.iter().map(|get| (get.advice, get.rung)));
        let of_rung = |(id, rung): (AdviceId, Option<usize>)| Some(&self.finding(id)?.rungs.get(rung?)?.approver);
        let all: BTreeSet<usize> = rungs.filter_map(of_rung).flatten().copied().collect();
        all.into_iter().collect()
    }

    /// What the rules name first; then what matters most; then what weighs nearly enough to be
    /// granted, with as few concessions and at as little cost as may be.
    fn rank(&self, importance: Importance, package: &Package) -> Rank<'a> {
        let main = package.gets.first().map(|get| get.advice);
        let names_it = |give: &Give| {
            let named = self.rule(give.advice).map(|rule| &rule.exchange.trades_for);
            main.zip(named).is_some_and(|(main, named)| named.contains(&main))
        };
        let named = package.gives.iter().any(names_it);
        let weight: usize = package.gives.iter().map(|give| give.weight).sum();
        let members = package.members().into_iter().map(|id| self.name(id)).collect();
        let (lacks, count) = (package.worth.saturating_sub(weight), package.gives.len());
        (!named, Reverse(importance), lacks > NEARLY, count, lacks, package.cost, members)
    }
}

impl Package {
    /// Every rule in it.
    pub fn members(&self) -> Vec<AdviceId> {
        let given = self.gives.iter().map(|give| give.advice);
        given.chain(self.gets.iter().map(|get| get.advice)).collect()
    }
}
