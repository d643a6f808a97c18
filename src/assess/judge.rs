//! One finding for each rule.

use std::collections::BTreeMap;

use crate::logic::conditions::Conditions;
use crate::logic::{Chart, TooEntangled};
use crate::profile::Profile;
use crate::rulebook::advice::{Advice, AdviceId, Body, Redline};
use crate::rulebook::condition::{Guarded, NameId};

use super::due::due_date;
use super::finding::{Assessment, Finding, Graded, KnownBy, Outcome, RungFinding, ToConfirm, Truth, Waived, Worked};
use super::open::{OpenList, rank, waits_for, with_days};
use super::reach::Reach;
use super::reasons::{because, truth};
use super::world::World;
use super::{flips, lists};

pub(super) fn judge(
    conditions: &mut Conditions<'_>,
    profile: &Profile,
    world: World,
) -> Result<Assessment, TooEntangled> {
    let rulebook = conditions.rulebook;
    let mut judge = Judge { conditions, profile, world: &world, reach: None };
    let mut findings = Vec::with_capacity(rulebook.advice.len());
    let mut open = Vec::new();
    for (at, advice) in rulebook.advice.iter().enumerate() {
        let (finding, list) = judge.finding(AdviceId(at), advice)?;
        open.extend(list);
        findings.push(finding);
    }
    judge.conflicts(&mut findings);
    let mut risks = Vec::with_capacity(rulebook.risks.len());
    let mut pitfalls = Vec::with_capacity(rulebook.risks.len());
    for risk in &rulebook.risks {
        risks.push(judge.graded(&risk.severity)?);
        let mut held = Vec::with_capacity(risk.pitfalls.len());
        for (_, when) in &risk.pitfalls {
            held.push(truth(judge.conditions, judge.world, when)?);
        }
        pitfalls.push(held);
    }
    let mut open_facts = rank(judge.conditions, judge.world, &open, &findings);
    with_days(&mut open_facts, judge.conditions, judge.world, &findings);
    let to_confirm = to_confirm(&findings);
    let figures = judge.figures()?;
    Ok(Assessment { findings, risks, pitfalls, open_facts, to_confirm, figures, known: world.known })
}

struct Judge<'a, 'r> {
    conditions: &'a mut Conditions<'r>,
    profile: &'a Profile,
    world: &'a World,
    /// Made when a rung is first closed.
    reach: Option<Reach>,
}

impl Judge<'_, '_> {
    /// The finding of a rule, and its list where it is open by what is not known.
    fn finding(&mut self, id: AdviceId, advice: &Advice) -> Result<(Finding, Option<OpenList>), TooEntangled> {
        let list = lists::list(self.conditions, self.profile, id, advice)?;
        let list = self.conditions.diagrams.chart(list);
        let severity = self.graded(&advice.severity)?;
        let mut could_be = self.could_be(&list);
        if let Body::Question { answered_by, .. } = &advice.body
            && !answered_by.is_empty()
            && answered_by.iter().all(|name| !self.world.is_open(*name))
        {
            for outcome in &mut could_be {
                if *outcome == Outcome::Ask {
                    *outcome = Outcome::Answered;
                }
            }
        }
        could_be.sort();
        let decided = if let [only] = could_be.as_slice() { Some(*only) } else { None };
        let depends_on = list.depends_on(&self.world.cells);
        let (standard_used, silent_terms) = self.taken(&list);
        let (priority, instrument, rungs) = match &advice.body {
            Body::Redline(redline) => self.redline(redline)?,
            _ => (None, Vec::new(), Vec::new()),
        };
        let flips_if = match (decided, &advice.body) {
            (Some(_), Body::Question { .. } | Body::Conflict { .. }) | (None, _) => Vec::new(),
            (Some(decided), _) => flips::flips(self.conditions, self.world, &list, decided),
        };
        let finding = Finding {
            advice: id,
            severity,
            priority,
            owner: self.entries(advice.owner.as_ref())?,
            instrument,
            rungs,
            because: because(self.conditions, self.world, advice, decided)?,
            flips_if,
            waits_for: if decided.is_none() { waits_for(self.conditions, self.world, &depends_on) } else { Vec::new() },
            standard_used,
            silent_terms,
            due: match &advice.body {
                Body::Duty { due, .. } => Some(due_date(due, &self.world.known, self.profile.as_of)),
                _ => None,
            },
            waived: self.waived(advice, &could_be),
            could_be,
        };
        let undecided = decided.is_none() && !matches!(advice.body, Body::Question { .. } | Body::Conflict { .. });
        let severity = finding.severity.worst;
        Ok((finding, undecided.then_some(OpenList { advice: id, list, severity })))
    }

    /// What came of the figures.
    fn figures(&mut self) -> Result<Vec<Worked>, TooEntangled> {
        let mut figures = Vec::with_capacity(self.world.worked.len());
        for (name, figure) in self.conditions.rulebook.figures() {
            let Some(working) = self.world.worked.get(&name) else { continue };
            figures.push(Worked {
                name,
                applies: truth(self.conditions, self.world, &figure.when)?,
                lacks: working.lacks().clone(),
                waits_for: working.waits_for.clone(),
                arms: working.arms.clone(),
            });
        }
        Ok(figures)
    }

    /// A waiver counts where the finding asks for something to be done, or may.
    fn waived(&self, advice: &Advice, could_be: &[Outcome]) -> Option<Waived> {
        let waiver = advice.waiver.as_ref()?;
        let asks = could_be.iter().any(|outcome| outcome.asks_for_action());
        asks.then_some(if self.profile.as_of > waiver.until { Waived::Expired } else { Waived::InForce })
    }

    fn could_be(&self, list: &Chart) -> Vec<Outcome> {
        self.conditions.outcomes(list, &self.world.cells).into_iter().map(lists::outcome).collect()
    }

    /// The terms a list looks at that rest on a standard, and those the draft is silent on.
    fn taken(&self, list: &Chart) -> (Vec<NameId>, Vec<NameId>) {
        let mut names: Vec<NameId> =
            list.visited(&self.world.cells).into_iter().flat_map(|var| self.conditions.variables.names(var)).collect();
        // What a figure is worked out from is looked at too.
        let figures: Vec<NameId> = names.iter().copied().filter(|name| self.world.worked.contains_key(name)).collect();
        names.extend(figures.into_iter().flat_map(|figure| self.conditions.rulebook.behind(figure)));
        names.sort();
        names.dedup();
        let by = |wanted: KnownBy| names.iter().copied().filter(|name| self.world.known(*name).by == wanted).collect();
        (by(KnownBy::Standard), by(KnownBy::Silence))
    }

    #[expect(clippy::type_complexity, reason = "three parts of a finding, named where they land")]
    fn redline(
        &mut self,
        redline: &Redline,
    ) -> Result<(Option<Graded<crate::rulebook::advice::Priority>>, Vec<usize>, Vec<RungFinding>), TooEntangled> {
        let priority = self.graded(&redline.priority)?;
        let instrument = self.entries(redline.instrument.as_ref())?;
        let mut rungs = Vec::new();
        for rung in redline.rungs() {
            let open = truth(self.conditions, self.world, &rung.when)?;
            let within_reach = match open {
                Truth::True => open,
                _ => {
                    let reach = self.reach.get_or_insert_with(|| Reach::new(self.conditions, self.world));
                    reach.within_reach(self.conditions, &rung.when)?
                }
            };
            rungs.push(RungFinding { open, within_reach, approver: self.entries(rung.approver.as_ref())? });
        }
        Ok((Some(priority), instrument, rungs))
    }

    /// The arms of a guarded value that may win.
    fn arms<T: Clone + PartialEq>(&mut self, guarded: &Guarded<T>) -> Result<Vec<T>, TooEntangled> {
        if guarded.arms.is_empty() {
            return Ok(vec![guarded.otherwise.clone()]);
        }
        self.conditions.diagrams.begin_list();
        let list = self.conditions.guarded(guarded)?;
        let mut values: Vec<T> = Vec::new();
        let list = self.conditions.diagrams.chart(list);
        for arm in self.conditions.outcomes(&list, &self.world.cells) {
            let value = guarded.value(usize::from(arm));
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
        Ok(values)
    }

    fn graded<T: Clone + Ord>(&mut self, guarded: &Guarded<T>) -> Result<Graded<T>, TooEntangled> {
        let mut could_be = self.arms(guarded)?;
        could_be.sort_by(|a, b| b.cmp(a));
        let worst = could_be.first().cloned().unwrap_or_else(|| guarded.otherwise.clone());
        Ok(Graded { worst, could_be })
    }

    fn entries(&mut self, guarded: Option<&Guarded<usize>>) -> Result<Vec<usize>, TooEntangled> {
        guarded.map_or(Ok(Vec::new()), |guarded| self.arms(guarded))
    }

    /// A conflict is live where both its sides are.
    fn conflicts(&self, findings: &mut [Finding]) {
        let live = |findings: &[Finding], id: AdviceId| {
            findings.get(id.0).is_some_and(|finding| finding.decided().is_none_or(Outcome::is_live))
        };
        // A side may itself be a conflict: settle until no more follow.
        let mut settles = true;
        while settles {
            settles = false;
            for (at, advice) in self.conditions.rulebook.advice.iter().enumerate() {
                let Body::Conflict { between: (left, right), .. } = &advice.body else { continue };
                let both = live(findings, *left) && live(findings, *right);
                if let Some(finding) = findings.get_mut(at)
                    && !both
                    && finding.decided() != Some(Outcome::Settled)
                {
                    finding.could_be = vec![Outcome::Settled];
                    finding.waits_for.clear();
                    settles = true;
                }
            }
        }
    }
}

/// The terms that rest on a standard, most used first.
fn to_confirm(findings: &[Finding]) -> Vec<ToConfirm> {
    let mut by_name: BTreeMap<NameId, Vec<AdviceId>> = BTreeMap::new();
    for finding in findings {
        let applies =
            finding.could_be.iter().any(|outcome| !matches!(outcome, Outcome::NotApplicable | Outcome::NotNeeded));
        for name in &finding.standard_used {
            if applies {
                by_name.entry(*name).or_default().push(finding.advice);
            }
        }
    }
    let mut all: Vec<ToConfirm> = by_name.into_iter().map(|(name, used_by)| ToConfirm { name, used_by }).collect();
    all.sort_by_key(|confirm| (std::cmp::Reverse(confirm.used_by.len()), confirm.name));
    all
}

impl Truth {
    /// Whether it may hold.
    pub fn may_hold(self) -> bool {
        self != Self::False
    }
}
