//! Profiles → how each deal stands.

use crate::assess::finding::Outcome;
use crate::assess::wide::{Batch, Wide, WideFinding};
use crate::diagnostic::Diagnostic;
use crate::logic::Mask;
use crate::logic::variables::Circumstances;
use crate::profile::Profile;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, AdviceId, Body, Severity};

use super::exposure::{Exposure, Heat};
use super::tally::{Counts, Tally};

/// So many profiles are judged in one walk.
type Lanes = [u64; 4];

/// How a deal stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The company.
    pub name: String,
    /// What its positions and measures come to.
    pub exposure: Exposure,
    /// How it stands in each risk of the rulebook.
    pub risks: Vec<Heat>,
    /// What each rule that concerns it, or may, comes to.
    pub findings: Vec<Brief>,
}

/// A finding in brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// The rule.
    pub advice: AdviceId,
    /// All it can still come to, worst first.
    pub could_be: Vec<Outcome>,
    /// The highest severity still possible.
    pub severity: Severity,
}

/// Judges profiles by the same rules, as many as share a day and rates at once. The
/// results are in the order of the profiles; a profile that cannot be judged says why, and
/// counts for nothing. What is found goes into `tally`.
pub fn judge(rulebook: &Rulebook, profiles: &[Profile], tally: &mut Tally) -> Vec<Result<Standing, Vec<Diagnostic>>> {
    let mut groups: Vec<(Circumstances, Vec<usize>)> = Vec::new();
    for (at, profile) in profiles.iter().enumerate() {
        let known = groups.iter_mut().find(|(when, _)| when.as_of == profile.as_of && when.rates == profile.rates);
        match known {
            Some((_, members)) => members.push(at),
            None => {
                let when = Circumstances { as_of: profile.as_of, rates: profile.rates.clone() };
                groups.push((when, vec![at]));
            }
        }
    }
    let mut judged: Vec<(usize, Result<Standing, Vec<Diagnostic>>)> = Vec::with_capacity(profiles.len());
    for (circumstances, members) in &groups {
        let mut wide = match Wide::new(rulebook, circumstances) {
            Ok(wide) => wide,
            Err(found) => {
                judged.extend(members.iter().map(|at| (*at, Err(found.clone()))));
                continue;
            }
        };
        let mut round = Round { rulebook, circumstances, batch: wide.batch(), members: Vec::new() };
        for at in members {
            let Some(profile) = profiles.get(*at) else { continue };
            match wide.put(&mut round.batch, profile) {
                Ok(()) => round.members.push((*at, profile)),
                Err(found) => judged.push((*at, Err(found))),
            }
            if round.batch.is_full() {
                judged.extend(round.over(&wide, tally));
            }
        }
        judged.extend(round.over(&wide, tally));
    }
    judged.sort_by_key(|(at, _)| *at);
    judged.into_iter().map(|(_, judged)| judged).collect()
}

/// Profiles that are judged in one walk.
struct Round<'r> {
    rulebook: &'r Rulebook,
    circumstances: &'r Circumstances,
    batch: Batch<Lanes>,
    members: Vec<(usize, &'r Profile)>,
}

impl Round<'_> {
    /// Judges what is in the batch, and empties it.
    fn over(&mut self, wide: &Wide<'_>, tally: &mut Tally) -> Vec<(usize, Result<Standing, Vec<Diagnostic>>)> {
        let findings = wide.judge(&self.batch);
        self.count(wide, &findings, tally);
        let standing =
            |(lane, (at, profile)): (usize, &(usize, &Profile))| (*at, Ok(self.standing(lane, profile, &findings)));
        let standings = self.members.iter().enumerate().map(standing).collect();
        self.members.clear();
        self.batch.clear();
        standings
    }

    fn standing(&self, lane: usize, profile: &Profile, findings: &[WideFinding<Lanes>]) -> Standing {
        let mut standing = Standing {
            name: profile.name.clone(),
            exposure: Exposure::default(),
            risks: vec![Heat::Idle; self.rulebook.risks.len()],
            findings: Vec::new(),
        };
        for (at, (advice, finding)) in self.rulebook.advice.iter().zip(findings).enumerate() {
            let could_be: Vec<Outcome> = finding.of(lane).collect();
            let Some(severity) = finding.severity_of(lane).filter(|_| !is_idle(&could_be)) else { continue };
            if self.weighs(advice, &could_be) {
                standing.exposure.count(&could_be, severity);
                if let Some(heat) = advice.risk.and_then(|risk| standing.risks.get_mut(risk)) {
                    *heat = (*heat).max(Heat::of(&could_be));
                }
            }
            standing.findings.push(Brief { advice: AdviceId(at), could_be, severity });
        }
        standing
    }

    /// Whether a finding says how exposed a deal is: a position or a measure that the house
    /// does not live with.
    fn weighs(&self, advice: &Advice, could_be: &[Outcome]) -> bool {
        is_weighed(advice) && !(self.is_waived(advice) && could_be.iter().any(|outcome| outcome.asks_for_action()))
    }

    fn is_waived(&self, advice: &Advice) -> bool {
        advice.waiver.as_ref().is_some_and(|waiver| self.circumstances.as_of <= waiver.until)
    }

    fn count(&self, wide: &Wide<'_>, findings: &[WideFinding<Lanes>], tally: &mut Tally) {
        tally.deals += self.members.len() as u64;
        for (at, (advice, finding)) in self.rulebook.advice.iter().zip(findings).enumerate() {
            if !is_weighed(advice) || self.is_waived(advice) {
                continue;
            }
            let open = finding.open();
            let mut counts = Counts::default();
            for (outcome, mask) in &finding.could_be {
                let slot = match outcome {
                    Outcome::WalkAway => &mut counts.walk_away,
                    Outcome::Gap => &mut counts.short,
                    Outcome::Advised => &mut counts.to_do,
                    Outcome::Fallback(_) => &mut counts.fallback,
                    _ => continue,
                };
                *slot += u64::from(mask.without(open).count());
            }
            counts.open = u64::from(open.count());
            if !counts.is_nothing() {
                let part = Tally { rules: [(advice.id.clone(), counts)].into(), ..Tally::default() };
                tally.add(&part);
            }
            for (name, times) in wide.asked(&self.batch, AdviceId(at), open) {
                *tally.asked.entry(self.rulebook.name(name).id.clone()).or_default() += times;
            }
        }
    }
}

fn is_weighed(advice: &Advice) -> bool {
    matches!(advice.body, Body::Redline(_) | Body::Mitigation { .. })
}

fn is_idle(could_be: &[Outcome]) -> bool {
    let idle = |outcome: &Outcome| {
        matches!(
            outcome,
            Outcome::NotApplicable | Outcome::NotNeeded | Outcome::NotAsked | Outcome::Unavailable | Outcome::Settled
        )
    };
    could_be.iter().all(idle)
}
