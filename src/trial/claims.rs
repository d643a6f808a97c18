//! What a test expects, held against what follows.

use std::collections::BTreeMap;

use crate::assess::finding::Outcome;
use crate::assess::single::{self, Facts};
use crate::logic::TooEntangled;
use crate::profile::Profile;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{AdviceId, Body, Severity};
use crate::rulebook::condition::NameId;
use crate::rulebook::due::Due;
use crate::rulebook::test::Claim;
use crate::rulebook::vocabulary::Titled;
use crate::source::{Place, Spanned};

use super::expected::{comes_to, is_due, shown_day, shown_figure};
use super::seats::{Lists, NOBODY, Seat};

/// One test, ready to be held against lists.
pub(super) struct Case {
    pub(super) profile: Profile,
    pub(super) facts: Facts,
    /// Where the test stands.
    pub(super) place: Place,
}

/// What a claim is about, as it came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// All that a rule can still come to, worst first, and what it waits for.
    Outcomes(Vec<Outcome>, Vec<NameId>),
    /// All values still possible, by number; none where there is nothing to have one.
    Values(Vec<usize>),
    /// The rules of a risk that are not at rest.
    Restless(Vec<(AdviceId, Vec<Outcome>)>),
    /// A day or a value: whether it is the one that is expected, and which it is.
    Exactly(bool, String),
}

impl Case {
    /// What a claim is about, by these lists.
    pub(super) fn see(&self, claim: &Claim, lists: &mut impl Lists) -> Result<Seen, TooEntangled> {
        let rulebook = lists.conditions().rulebook;
        Ok(match claim {
            Claim::Due { of, is } => match rulebook.advice.get(of.0).map(|duty| &duty.body) {
                Some(Body::Duty { due, .. }) => self.due(rulebook, *of, is, due),
                _ => Seen::Exactly(false, String::new()),
            },
            Claim::Figure { of, is } => {
                let worth = self.facts.worked_out(*of);
                let place = &self.place;
                Seen::Exactly(comes_to(rulebook, place, *of, is, worth), shown_figure(rulebook, *of, worth))
            }
            Claim::Status { of, .. } | Claim::Open { of, .. } => {
                let outcomes = self.outcomes(*of, lists)?;
                let waits_for = match outcomes.as_slice() {
                    [_] => Vec::new(),
                    _ => {
                        let list = lists.listed(self.status(*of))?;
                        single::waits_for(lists.conditions(), &self.facts, &list.chart)
                    }
                };
                Seen::Outcomes(outcomes, waits_for)
            }
            Claim::Severity { of, .. } => Seen::Values(self.values(Seat::Severity(*of), lists)?),
            Claim::RiskSeverity { of, .. } => Seen::Values(self.values(Seat::RiskSeverity(*of), lists)?),
            Claim::Priority { of, .. } => Seen::Values(self.values(Seat::Priority(*of), lists)?),
            Claim::Owner { of, .. } => Seen::Values(self.values(Seat::Owner(*of), lists)?),
            Claim::Instrument { of, .. } => Seen::Values(self.values(Seat::Instrument(*of), lists)?),
            Claim::Approver { of, .. } => Seen::Values(match self.rung(*of, lists)? {
                Some(rung) => self.values(Seat::Approver(*of, rung), lists)?,
                None => Vec::new(),
            }),
            Claim::Nothing { within } => {
                let mut restless = Vec::new();
                for id in rules_of(lists.conditions().rulebook, *within) {
                    let outcomes = self.outcomes(id, lists)?;
                    if !matches!(outcomes.as_slice(), [only] if !only.asks_for_action()) {
                        restless.push((id, outcomes));
                    }
                }
                Seen::Restless(restless)
            }
        })
    }

    /// When a duty is due that is due so, held against the day that is expected.
    pub(super) fn due(&self, rulebook: &Rulebook, of: AdviceId, is: &Spanned<String>, due: &Due) -> Seen {
        let day = self.facts.due(due, self.profile.as_of);
        Seen::Exactly(is_due(rulebook, &self.place, of, is, &day), shown_day(&day))
    }

    fn status(&self, id: AdviceId) -> Seat {
        Seat::Status(id, self.profile.done.contains(&id))
    }

    fn values(&self, seat: Seat, lists: &mut impl Lists) -> Result<Vec<usize>, TooEntangled> {
        let listed = lists.listed(seat)?;
        let leaves = lists.conditions().outcomes(&listed.chart, self.facts.cells());
        Ok(leaves.into_iter().filter(|leaf| *leaf != NOBODY).map(usize::from).collect())
    }

    /// The rung that a redline stands at, where that is decided.
    fn rung(&self, id: AdviceId, lists: &mut impl Lists) -> Result<Option<usize>, TooEntangled> {
        let outcomes = self.outcomes(id, lists)?;
        let Some(Body::Redline(redline)) = lists.conditions().rulebook.advice.get(id.0).map(|rule| &rule.body) else {
            return Ok(None);
        };
        Ok(match outcomes.as_slice() {
            [Outcome::Preferred] => Some(0),
            [Outcome::Fallback(at)] => Some(at + 1),
            [Outcome::WalkAway] => Some(redline.fallbacks.len() + 1),
            _ => None,
        })
    }

    /// All that a rule can still come to, worst first.
    fn outcomes(&self, id: AdviceId, lists: &mut impl Lists) -> Result<Vec<Outcome>, TooEntangled> {
        let mut all: BTreeMap<AdviceId, Vec<Outcome>> = BTreeMap::new();
        for id in lists.conditions().rulebook.sides(id) {
            let outcomes = self.own_outcomes(id, lists)?;
            all.insert(id, outcomes);
        }
        // A side may itself be a conflict: settle until no more follow.
        let rulebook = lists.conditions().rulebook;
        let live = |all: &BTreeMap<AdviceId, Vec<Outcome>>, id: AdviceId| match all.get(&id).map(Vec::as_slice) {
            Some([only]) => only.is_live(),
            outcomes => outcomes.is_some(),
        };
        loop {
            let settled =
                all.iter().find_map(|(id, outcomes)| match rulebook.advice.get(id.0).map(|rule| &rule.body) {
                    Some(Body::Conflict { between: (left, right), .. })
                        if *outcomes != [Outcome::Settled] && !(live(&all, *left) && live(&all, *right)) =>
                    {
                        Some(*id)
                    }
                    _ => None,
                });
            let Some(settled) = settled else { break };
            all.insert(settled, vec![Outcome::Settled]);
        }
        Ok(all.remove(&id).unwrap_or_default())
    }

    /// What the list of a rule leaves possible, a conflict's sides apart.
    fn own_outcomes(&self, id: AdviceId, lists: &mut impl Lists) -> Result<Vec<Outcome>, TooEntangled> {
        let listed = lists.listed(self.status(id))?;
        let reached = lists.conditions().outcomes(&listed.chart, self.facts.cells());
        let mut outcomes: Vec<Outcome> = reached.into_iter().map(single::outcome).collect();
        if let Some(Body::Question { answered_by, .. }) =
            lists.conditions().rulebook.advice.get(id.0).map(|rule| &rule.body)
            && !answered_by.is_empty()
            && answered_by.iter().all(|name| !self.facts.is_open(*name))
        {
            for outcome in outcomes.iter_mut().filter(|outcome| **outcome == Outcome::Ask) {
                *outcome = Outcome::Answered;
            }
        }
        outcomes.sort();
        Ok(outcomes)
    }
}

/// Whether a claim is true.
pub(super) fn holds(claim: &Claim, seen: &Seen) -> bool {
    match (claim, seen) {
        (Claim::Status { status, fallback, .. }, Seen::Outcomes(outcomes, _)) => match outcomes.as_slice() {
            [only] => only.as_str() == *status && fallback.is_none_or(|at| *only == Outcome::Fallback(at)),
            _ => false,
        },
        (Claim::Open { on, .. }, Seen::Outcomes(outcomes, waits_for)) => {
            outcomes.len() > 1 && on.iter().all(|name| waits_for.contains(name))
        }
        (Claim::Severity { is, .. } | Claim::RiskSeverity { is, .. }, Seen::Values(values)) => {
            *values == [*is as usize]
        }
        (Claim::Priority { is, .. }, Seen::Values(values)) => *values == [*is as usize],
        (Claim::Owner { is, .. } | Claim::Instrument { is, .. } | Claim::Approver { is, .. }, Seen::Values(values)) => {
            *values == [*is]
        }
        (Claim::Nothing { .. }, Seen::Restless(restless)) => restless.is_empty(),
        (_, Seen::Exactly(as_expected, _)) => *as_expected,
        _ => false,
    }
}

/// What came out instead, in the words of the test: "change-notice is gap".
pub(super) fn words(rulebook: &Rulebook, claim: &Claim, seen: &Seen) -> String {
    let rule = |id: AdviceId| rulebook.advice.get(id.0).map(|rule| short(&rule.id)).unwrap_or_default();
    let titled = |list: &[Titled], at: usize| list.get(at).map(|known| known.id.clone()).unwrap_or_default();
    match (claim, seen) {
        (_, Seen::Outcomes(outcomes, waits_for)) => {
            let of = claim.rule().map(rule).unwrap_or_default();
            format!("{of} is {}", came_to(rulebook, outcomes, waits_for))
        }
        (_, Seen::Restless(restless)) => {
            let one = |(id, outcomes): &(AdviceId, Vec<Outcome>)| {
                format!("{} is {}", rule(*id), came_to(rulebook, outcomes, &[]))
            };
            restless.iter().map(one).collect::<Vec<_>>().join(", ")
        }
        (Claim::Figure { of, .. }, Seen::Exactly(_, is)) => format!("figure {} is {is}", rulebook.name(*of).id),
        (claim, Seen::Exactly(_, is)) => format!("due of {} is {is}", claim.rule().map(rule).unwrap_or_default()),
        (claim, Seen::Values(values)) => {
            let (part, of) = match claim {
                Claim::RiskSeverity { of, .. } => {
                    ("severity", rulebook.risks.get(*of).map(|risk| short(&risk.id)).unwrap_or_default())
                }
                Claim::Severity { of, .. } => ("severity", rule(*of)),
                Claim::Priority { of, .. } => ("priority", rule(*of)),
                Claim::Owner { of, .. } => ("owner", rule(*of)),
                Claim::Instrument { of, .. } => ("instrument", rule(*of)),
                Claim::Approver { of, .. } => ("approver", rule(*of)),
                Claim::Status { .. }
                | Claim::Open { .. }
                | Claim::Nothing { .. }
                | Claim::Due { .. }
                | Claim::Figure { .. } => ("", ""),
            };
            let word = |at: &usize| match claim {
                Claim::Severity { .. } | Claim::RiskSeverity { .. } => {
                    let all = Severity::ALL;
                    all.iter()
                        .find(|known| **known as usize == *at)
                        .map(|known| known.as_str())
                        .unwrap_or_default()
                        .to_owned()
                }
                Claim::Priority { .. } => priority(*at).to_owned(),
                Claim::Owner { .. } => titled(&rulebook.owners, *at),
                Claim::Instrument { .. } => titled(&rulebook.documents, *at),
                _ => titled(&rulebook.approvers, *at),
            };
            let values: Vec<String> = values.iter().rev().map(word).collect();
            let none = || "nobody, since it stands at no rung that asks for one".to_owned();
            let values = match values.is_empty() {
                true => none(),
                false => either(&values),
            };
            format!("{part} of {of} is {values}")
        }
    }
}

fn came_to(rulebook: &Rulebook, outcomes: &[Outcome], waits_for: &[NameId]) -> String {
    let one = |outcome: &Outcome| match outcome {
        Outcome::Fallback(at) => format!("fallback {}", at + 1),
        outcome => outcome.as_str().to_owned(),
    };
    if let [only] = outcomes {
        return one(only);
    }
    let could_be = either(&outcomes.iter().map(one).collect::<Vec<_>>());
    let names: Vec<&str> = waits_for.iter().map(|name| rulebook.name(*name).id.as_str()).collect();
    match names.is_empty() {
        true => format!("open: {could_be}"),
        false => format!("open on {}: {could_be}", names.join(", ")),
    }
}

fn priority(at: usize) -> &'static str {
    use crate::rulebook::advice::Priority;
    [Priority::NiceToHave, Priority::Tradeable, Priority::MustHave]
        .iter()
        .find(|known| **known as usize == at)
        .map_or("", |known| known.as_str())
}

fn either(words: &[String]) -> String {
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

/// An id without its pack, as rule files write it.
pub(super) fn short(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

/// The rules of a risk.
pub(super) fn rules_of(rulebook: &Rulebook, risk: usize) -> Vec<AdviceId> {
    let own = rulebook.advice.iter().enumerate().filter(|(_, rule)| rule.risk == Some(risk));
    own.map(|(at, _)| AdviceId(at)).collect()
}

/// The lists that decide whether a claim holds in a case.
pub(super) fn seats(rulebook: &Rulebook, case: &Case, claim: &Claim) -> Vec<Seat> {
    let statuses = |id: AdviceId| rulebook.sides(id).into_iter().map(|id| case.status(id)).collect::<Vec<_>>();
    match claim {
        Claim::Status { of, .. } | Claim::Open { of, .. } => statuses(*of),
        Claim::Severity { of, .. } => vec![Seat::Severity(*of)],
        Claim::RiskSeverity { of, .. } => vec![Seat::RiskSeverity(*of)],
        Claim::Priority { of, .. } => vec![Seat::Priority(*of)],
        Claim::Owner { of, .. } => vec![Seat::Owner(*of)],
        Claim::Instrument { of, .. } => vec![Seat::Instrument(*of)],
        Claim::Approver { of, .. } => {
            let rule = rulebook.advice.get(of.0).into_iter().flat_map(|rule| Seat::of(*of, rule));
            let approvers = rule.filter(|seat| matches!(seat, Seat::Approver(..)));
            statuses(*of).into_iter().chain(approvers).collect()
        }
        Claim::Nothing { within } => rules_of(rulebook, *within).into_iter().flat_map(statuses).collect(),
        // No list has a day or a value.
        Claim::Due { .. } | Claim::Figure { .. } => Vec::new(),
    }
}
