//! Many profiles held against the same rules at once: what each rule can come to, in one
//! walk for all of them. What it says of a profile is what [`assess`](super::assess) says
//! of it alone.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::logic::conditions::Conditions;
use crate::logic::variables::{Circumstances, Variables};
use crate::logic::{Chart, Lanes, Mask, TooEntangled};
use crate::profile::Profile;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, AdviceId, Body, Severity};
use crate::rulebook::condition::{Guarded, NameId};
use crate::rulebook::vocabulary::Role;

use super::finding::Outcome;
use super::world::World;
use super::{lists, mistakes, single};

/// The rules of a rulebook, laid out for many profiles of the same day and rates.
pub struct Wide<'r> {
    conditions: Conditions<'r>,
    rules: Vec<Laid>,
}

/// A rule, laid out.
struct Laid {
    list: Chart,
    /// The list where somebody says that the rule has been seen to, if that makes a
    /// difference.
    ticked: Option<Chart>,
    severity: Chart,
}

/// What a rule comes to for each profile of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WideFinding<M> {
    /// All it can still come to, worst first, each with the profiles for which it can.
    pub could_be: Vec<(Outcome, M)>,
    /// How bad it can be, highest first, each with the profiles for which it can.
    pub severity: Vec<(Severity, M)>,
}

impl<M: Mask> WideFinding<M> {
    /// The profiles for which more than one outcome is left.
    pub fn open(&self) -> M {
        let (mut any, mut several) = (M::NONE, M::NONE);
        for (_, mask) in &self.could_be {
            several = several.or(any.and(*mask));
            any = any.or(*mask);
        }
        several
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
    fn live(&self) -> M {
        let live = self.could_be.iter().filter(|(outcome, _)| outcome.is_live()).map(|(_, mask)| *mask);
        live.fold(self.open(), M::or)
    }
}

/// Profiles that are judged together, at most [`Mask::LANES`] of them.
pub struct Batch<M> {
    lanes: Lanes<M>,
    worlds: Vec<World>,
    /// By rule, the profiles that say it has been seen to.
    done: BTreeMap<AdviceId, M>,
}

impl<M: Mask> Batch<M> {
    /// How many profiles there are.
    pub fn len(&self) -> usize {
        self.worlds.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.worlds.is_empty()
    }

    /// Whether no more fits.
    pub fn is_full(&self) -> bool {
        self.worlds.len() >= M::LANES
    }

    /// Takes all profiles out.
    pub fn clear(&mut self) {
        self.lanes.clear();
        self.worlds.clear();
        self.done.clear();
    }

    /// What the profiles leave possible.
    pub fn lanes(&self) -> &Lanes<M> {
        &self.lanes
    }
}

impl<'r> Wide<'r> {
    /// Lays out all rules.
    ///
    /// # Errors
    /// A rate is missing between two currencies that the rules compare, or a rule is too
    /// entangled.
    pub fn new(rulebook: &'r Rulebook, circumstances: &'r Circumstances) -> Result<Self, Vec<Diagnostic>> {
        let variables =
            Variables::new(rulebook, circumstances).map_err(|missing| single::without_rates(rulebook, &missing))?;
        let names = variables.clone();
        let entangled = |error: TooEntangled| single::entangled(rulebook, &names, &error);
        let mut conditions = Conditions::new(rulebook, circumstances, variables).map_err(entangled)?;
        let rules = rulebook.advice.iter().map(|advice| Laid::of(&mut conditions, advice));
        let rules = rules.collect::<Result<_, _>>().map_err(entangled)?;
        Ok(Self { conditions, rules })
    }

    /// A batch without profiles.
    pub fn batch<M: Mask>(&self) -> Batch<M> {
        Batch { lanes: Lanes::new(self.conditions.variables.cells()), worlds: Vec::new(), done: BTreeMap::new() }
    }

    /// Puts a profile into a batch that is not full.
    ///
    /// # Errors
    /// Amounts in two currencies must be compared and the profile states no rate between
    /// them, or a figure comes to more than can be reckoned with.
    pub fn put<M: Mask>(&mut self, batch: &mut Batch<M>, profile: &Profile) -> Result<(), Vec<Diagnostic>> {
        let world = World::new(&mut self.conditions, profile)
            .map_err(|trouble| mistakes::trouble(&self.conditions, Some(profile), &trouble))?;
        let lane = batch.worlds.len();
        batch.lanes.put(lane, &world.cells);
        batch.worlds.push(world);
        for id in &profile.done {
            let seen_to = batch.done.entry(*id).or_insert(M::NONE);
            *seen_to = seen_to.or(M::lane(lane));
        }
        Ok(())
    }

    /// What each rule comes to, in the order of the rules.
    pub fn judge<M: Mask>(&self, batch: &Batch<M>) -> Vec<WideFinding<M>> {
        let mut judge = Judge { wide: self, batch, open: BTreeMap::new(), room: Vec::new() };
        let rules = self.conditions.rulebook.advice.iter().zip(&self.rules).enumerate();
        let mut findings: Vec<WideFinding<M>> =
            rules.map(|(at, (advice, laid))| judge.finding(AdviceId(at), advice, laid)).collect();
        self.conflicts(&mut findings);
        findings
    }

    /// The names that a rule looks at for some of these profiles while they leave more than
    /// one value of it, each with how many do. Of a figure it is what it is worked out from.
    pub fn asked<M: Mask>(&self, batch: &Batch<M>, rule: AdviceId, of: M) -> Vec<(NameId, u64)> {
        let Some(laid) = self.rules.get(rule.0).filter(|_| !of.is_none()) else { return Vec::new() };
        let mut judge = Judge { wide: self, batch, open: BTreeMap::new(), room: Vec::new() };
        let mut visited: BTreeMap<NameId, M> = BTreeMap::new();
        let mut room = Vec::new();
        laid.list.each_visited(&batch.lanes, of, &mut room, |var, mask| {
            for name in self.conditions.variables.names(var) {
                let seen = visited.entry(name).or_insert(M::NONE);
                *seen = seen.or(mask);
            }
        });
        let rulebook = self.conditions.rulebook;
        let mut asked: BTreeMap<NameId, M> = BTreeMap::new();
        for (name, mask) in visited {
            let behind = match rulebook.name(name).role {
                Role::Figure(_) => rulebook.behind(name).into_iter().collect(),
                _ => vec![name],
            };
            for name in behind {
                let open = mask.and(judge.open(name));
                let seen = asked.entry(name).or_insert(M::NONE);
                *seen = seen.or(open);
            }
        }
        let counted = asked.into_iter().map(|(name, mask)| (name, u64::from(mask.count())));
        counted.filter(|(_, times)| *times > 0).collect()
    }

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

impl<M: Mask> WideFinding<M> {
    /// Leaves nothing but `settled` for all profiles but these. Whether that changes
    /// anything.
    fn settle(&mut self, but: M) -> bool {
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
        self.could_be.retain(|(_, mask)| !mask.is_none());
        self.could_be.sort_by_key(|(outcome, _)| *outcome);
        true
    }
}

impl Laid {
    fn of(conditions: &mut Conditions<'_>, advice: &Advice) -> Result<Self, TooEntangled> {
        let list = lists::list_of(conditions, false, advice)?;
        let ticked = lists::list_of(conditions, true, advice)?;
        conditions.diagrams.begin_list();
        let severity = conditions.guarded(&advice.severity)?;
        let chart = |node| conditions.diagrams.chart(node);
        Ok(Self { list: chart(list), ticked: (ticked != list).then(|| chart(ticked)), severity: chart(severity) })
    }
}

/// A batch that is being judged.
struct Judge<'b, 'r, M> {
    wide: &'b Wide<'r>,
    batch: &'b Batch<M>,
    /// By name, the profiles that leave it open; found when it is first asked for.
    open: BTreeMap<NameId, M>,
    room: Vec<M>,
}

impl<M: Mask> Judge<'_, '_, M> {
    fn finding(&mut self, id: AdviceId, advice: &Advice, laid: &Laid) -> WideFinding<M> {
        let seen_to = self.batch.done.get(&id).copied().unwrap_or(M::NONE);
        let all = self.batch.lanes.filled();
        let mut could_be = match &laid.ticked {
            Some(ticked) if !seen_to.is_none() => {
                let mut both = self.outcomes(&laid.list, all.without(seen_to));
                both.extend(self.outcomes(ticked, seen_to));
                both
            }
            _ => self.outcomes(&laid.list, all),
        };
        let mut by_outcome: Vec<(Outcome, M)> = Vec::with_capacity(could_be.len() + 1);
        if let Body::Question { answered_by, .. } = &advice.body
            && !answered_by.is_empty()
        {
            let open = answered_by.iter().fold(M::NONE, |open, name| open.or(self.open(*name)));
            let ask = could_be.iter_mut().filter(|(leaf, _)| lists::outcome(*leaf) == Outcome::Ask);
            for (_, mask) in ask {
                by_outcome.push((Outcome::Answered, mask.without(open)));
                *mask = mask.and(open);
            }
        }
        by_outcome.extend(could_be.into_iter().map(|(leaf, mask)| (lists::outcome(leaf), mask)));
        WideFinding { could_be: together(by_outcome), severity: self.severity(&advice.severity, &laid.severity) }
    }

    /// The profiles that leave more than one value of a name.
    fn open(&mut self, name: NameId) -> M {
        let worlds = self.batch.worlds.iter().enumerate();
        *self.open.entry(name).or_insert_with(|| {
            let open = worlds.filter(|(_, world)| world.is_open(name));
            open.fold(M::NONE, |open, (lane, _)| open.or(M::lane(lane)))
        })
    }

    fn severity(&mut self, guarded: &Guarded<Severity>, list: &Chart) -> Vec<(Severity, M)> {
        let arms = self.outcomes(list, self.batch.lanes.filled());
        let graded = arms.into_iter().map(|(arm, mask)| (*guarded.value(usize::from(arm)), mask));
        let mut graded = together(graded.collect());
        graded.reverse();
        graded
    }

    fn outcomes(&mut self, list: &Chart, start: M) -> Vec<(u16, M)> {
        let each = |lane: usize| self.batch.worlds.get(lane).map(|world| &world.cells);
        self.wide.conditions.outcomes_of_many(list, &self.batch.lanes, each, start, &mut self.room)
    }
}

/// Each value once, the lowest first, with all its profiles.
fn together<T: Copy + Ord, M: Mask>(mut all: Vec<(T, M)>) -> Vec<(T, M)> {
    all.retain(|(_, mask)| !mask.is_none());
    all.sort_by_key(|(value, _)| *value);
    all.dedup_by(|(next, more), (value, mask)| {
        let same = next == value;
        if same {
            *mask = mask.or(*more);
        }
        same
    });
    all
}
