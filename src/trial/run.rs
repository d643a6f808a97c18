//! Running tests: each is held against the rules, whatever became of those before it.

use crate::assess::finding::{Assessment, Part, Reason};
use crate::assess::single;
use crate::assess::{assess, finding::Finding};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::logic::TooEntangled;
use crate::logic::variables::Variables;
use crate::profile::Profile;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{AdviceId, Body, Redline};
use crate::rulebook::condition::{Ask, Condition, Guarded};
use crate::rulebook::due::Due;
use crate::rulebook::test::{Claim, Expectation, Test};
use crate::source::Place;

use super::claims::{Case, Seen, holds, rules_of, seats, words};
use super::court::{Court, Profiles, circumstances, is_in, profiles};
use super::given::has_day;
use super::rests::{Rests, conditions};
use super::seats::{Desk, Lists, Seat};

/// What became of a test.
#[derive(Debug)]
pub enum Verdict {
    /// All it expects holds.
    Passed,
    /// Something it expects does not hold.
    Failed(Box<Failure>),
    /// It cannot be held against the rules.
    Broken(Vec<Diagnostic>),
}

/// What went wrong in a test, and what its reasons are told with.
#[derive(Debug)]
pub struct Failure {
    /// What the test assumed.
    pub profile: Profile,
    /// What follows from that.
    pub assessment: Assessment,
    /// One for each expectation that does not hold.
    pub misses: Vec<Miss>,
}

/// An expectation that does not hold.
#[derive(Debug)]
pub struct Miss {
    /// Where it was written.
    pub place: Place,
    /// What follows instead, in the words of tests: "change-notice is gap".
    pub actual: String,
    /// Why, each with the rule it is about; none for a risk as a whole. Empty for a day or
    /// a value that no condition decides.
    pub because: Vec<(Option<AdviceId>, Vec<Reason>)>,
}

/// Runs all tests of a rulebook: one verdict for each, in their order.
///
/// # Errors
/// What is wrong with the values that tests give, and rules that cannot be worked out
/// whatever is assumed.
pub fn run(rulebook: &Rulebook) -> Result<Vec<Verdict>, Vec<Diagnostic>> {
    let profiles = sound(profiles(rulebook))?;
    let mut verdicts: Vec<Verdict> = rulebook.tests.iter().map(|_| Verdict::Passed).collect();
    for circumstances in circumstances(&profiles) {
        let variables = match Variables::new(rulebook, &circumstances) {
            Ok(variables) => variables,
            Err(missing) => {
                let found = single::without_rates(rulebook, &missing);
                let tests = rulebook.tests.iter().zip(&profiles).zip(&mut verdicts);
                for ((test, profile), verdict) in tests {
                    if profile.as_ref().is_ok_and(|profile| is_in(profile, &circumstances)) {
                        *verdict = Verdict::Broken(found.iter().map(|found| about(test, found.clone())).collect());
                    }
                }
                continue;
            }
        };
        let mut court = Court::new(rulebook, &circumstances, variables, &profiles)?;
        for (at, case) in court.cases {
            let (Some(test), Some(verdict)) = (rulebook.tests.get(at), verdicts.get_mut(at)) else { continue };
            *verdict = match case {
                Ok(case) => judge(rulebook, test, &case, &mut court.desk),
                Err(found) => Verdict::Broken(found.into_iter().map(|found| about(test, found)).collect()),
            };
        }
    }
    Ok(verdicts)
}

/// The profiles, unless any of them has mistakes.
pub(super) fn sound(profiles: Profiles) -> Result<Profiles, Vec<Diagnostic>> {
    let mut wrong: Vec<Diagnostic> =
        profiles.iter().filter_map(|profile| profile.as_ref().err()).flatten().cloned().collect();
    diagnostic::sort(&mut wrong);
    if wrong.is_empty() { Ok(profiles) } else { Err(wrong) }
}

fn judge(rulebook: &Rulebook, test: &Test, case: &Case, desk: &mut Desk<'_>) -> Verdict {
    match misses(rulebook, test, case, desk) {
        Ok(Judged::Missed(missed)) if missed.is_empty() => Verdict::Passed,
        Ok(Judged::Missed(missed)) => match assess(rulebook, &case.profile) {
            Ok(assessment) => failed(test, case, desk, assessment, missed),
            Err(found) => Verdict::Broken(found.into_iter().map(|found| about(test, found)).collect()),
        },
        Ok(Judged::NeedsDay(found)) => Verdict::Broken(vec![found]),
        Err(entangled) => Verdict::Broken(single::entangled(rulebook, &desk.conditions.variables, &entangled)),
    }
}

enum Judged {
    /// What does not hold, by its place among the expectations.
    Missed(Vec<(usize, Seen)>),
    NeedsDay(Diagnostic),
}

fn misses(rulebook: &Rulebook, test: &Test, case: &Case, desk: &mut Desk<'_>) -> Result<Judged, TooEntangled> {
    let mut missed = Vec::new();
    for (at, expectation) in test.expectations.iter().enumerate() {
        if !has_day(test)
            && let Some(found) = needs_day_itself(rulebook, test, expectation)
        {
            return Ok(Judged::NeedsDay(found));
        }
        if !has_day(test)
            && let Some(dated) = needs_day(rulebook, case, &expectation.claim, desk)?
        {
            return Ok(Judged::NeedsDay(without_day(test, &expectation.place, &dated)));
        }
        let seen = case.see(&expectation.claim, desk)?;
        if !holds(&expectation.claim, &seen) {
            missed.push((at, seen));
        }
    }
    Ok(Judged::Missed(missed))
}

/// What is said of a test without a day that expects a day which follows from it, or a
/// figure that may hang on it.
fn needs_day_itself(rulebook: &Rulebook, test: &Test, expectation: &Expectation) -> Option<Diagnostic> {
    match &expectation.claim {
        Claim::Due { of, .. } => match rulebook.advice.get(of.0).map(|duty| &duty.body) {
            Some(Body::Duty { due: Due::Every(..), .. }) => {
                let message = "what comes back is due next on a day that hangs on the test's own, and it gives none";
                Some(
                    Diagnostic::error(Code::TestWithoutDay, message)
                        .at(test.place.clone(), "plays on no day")
                        .also(expectation.place.clone(), "this hangs on it")
                        .help("add a line such as `given as-of 2026-11-21`"),
                )
            }
            _ => None,
        },
        Claim::Figure { of, .. } => {
            let arms = rulebook.name(*of).figure().into_iter().flat_map(|figure| &figure.value.arms);
            let rests = Rests::of(rulebook, arms.map(|(condition, _)| condition).collect());
            let mut comparisons = rests.comparisons.iter();
            let dated = comparisons.find(|one| matches!(one.ask, Ask::Within(_) | Ask::HasPassed))?;
            Some(without_day(test, &expectation.place, &dated.place))
        }
        _ => None,
    }
}

/// Where a date is compared with the day of assessment, if a claim hangs on that.
fn needs_day(
    rulebook: &Rulebook,
    case: &Case,
    claim: &Claim,
    desk: &mut Desk<'_>,
) -> Result<Option<Place>, TooEntangled> {
    for seat in seats(rulebook, case, claim) {
        let risk = match seat {
            Seat::RiskSeverity(at) => rulebook.risks.get(at),
            _ => None,
        };
        let arms = risk.into_iter().flat_map(|risk| &risk.severity.arms).map(|(condition, _)| condition);
        let of_rule = seat.rule().and_then(|id| rulebook.advice.get(id.0)).map(conditions);
        let rests = Rests::of(rulebook, arms.chain(of_rule.into_iter().flatten()).collect());
        let dated =
            rests.comparisons.iter().filter(|comparison| matches!(comparison.ask, Ask::Within(_) | Ask::HasPassed));
        for comparison in dated {
            let listed = desk.listed(seat)?;
            if single::hangs_on(&desk.conditions.variables, &case.facts, &listed.chart, comparison.left) {
                return Ok(Some(comparison.place.clone()));
            }
        }
    }
    Ok(None)
}

fn without_day(test: &Test, place: &Place, dated: &Place) -> Diagnostic {
    let dated = dated.text().split_whitespace().collect::<Vec<_>>().join(" ");
    Diagnostic::error(Code::TestWithoutDay, format!("whether `{dated}` hangs on the day, and the test gives none"))
        .at(test.place.clone(), "plays on no day")
        .also(place.clone(), "this hangs on it")
        .help("add a line such as `given as-of 2026-11-21`")
}

/// A message of the assessment, at the test it is about.
fn about(test: &Test, mut found: Diagnostic) -> Diagnostic {
    if found.code == Code::MissingRate {
        found.help = vec!["give the rate in the test, such as `given rates is { EUR: USD 1.08 }`".to_owned()];
    }
    if found.labels.is_empty() { found.at(test.place.clone(), "in this test") } else { found }
}

fn failed(
    test: &Test,
    case: &Case,
    desk: &mut Desk<'_>,
    assessment: Assessment,
    missed: Vec<(usize, Seen)>,
) -> Verdict {
    let rulebook = desk.conditions.rulebook;
    let mut misses = Vec::new();
    for (at, seen) in missed {
        let Some(expectation) = test.expectations.get(at) else { continue };
        let because = because(&expectation.claim, &seen, case, desk, &assessment.findings);
        let actual = words(rulebook, &expectation.claim, &seen);
        misses.push(Miss { place: expectation.place.clone(), actual, because });
    }
    Verdict::Failed(Box::new(Failure { profile: case.profile.clone(), assessment, misses }))
}

/// Why what a claim is about came out as it did.
fn because(
    claim: &Claim,
    seen: &Seen,
    case: &Case,
    desk: &mut Desk<'_>,
    findings: &[Finding],
) -> Vec<(Option<AdviceId>, Vec<Reason>)> {
    let of = |id: AdviceId| (Some(id), findings.get(id.0).map(|finding| finding.because.clone()).unwrap_or_default());
    let rulebook = desk.conditions.rulebook;
    let rule = claim.rule().and_then(|id| rulebook.advice.get(id.0));
    let redline = rule.and_then(|rule| match &rule.body {
        Body::Redline(redline) => Some(redline),
        _ => None,
    });
    let guards = match (claim, rule) {
        (Claim::Severity { .. }, Some(rule)) => guards(&rule.severity),
        (Claim::RiskSeverity { of, .. }, _) => {
            rulebook.risks.get(*of).map(|risk| guards(&risk.severity)).unwrap_or_default()
        }
        (Claim::Priority { .. }, _) => redline.map(|redline| guards(&redline.priority)).unwrap_or_default(),
        (Claim::Owner { .. }, Some(rule)) => rule.owner.as_ref().map(guards).unwrap_or_default(),
        (Claim::Instrument { .. }, _) => {
            redline.and_then(|redline| redline.instrument.as_ref()).map(guards).unwrap_or_default()
        }
        (Claim::Figure { of, .. }, _) => {
            rulebook.name(*of).figure().map(|figure| guards(&figure.value)).unwrap_or_default()
        }
        _ => Vec::new(),
    };
    match (claim, seen) {
        (Claim::Nothing { .. }, Seen::Restless(restless)) => restless.iter().map(|(id, _)| of(*id)).collect(),
        (Claim::Nothing { within }, _) => rules_of(rulebook, *within).into_iter().map(of).collect(),
        (Claim::Status { of: id, .. } | Claim::Open { of: id, .. } | Claim::Approver { of: id, .. }, _) => {
            let sides = rulebook.sides(*id).into_iter().filter(|side| side != id);
            let mut all: Vec<_> = std::iter::once(*id).chain(sides).map(of).collect();
            if let (Some(redline), Some((_, reasons))) = (redline, all.first_mut()) {
                expected_rung(claim, redline, case, desk, reasons);
            }
            all
        }
        _ => {
            let mut reasons = Vec::new();
            for guard in guards {
                reasons
                    .extend(single::because(&mut desk.conditions, &case.facts, Part::When, guard).unwrap_or_default());
            }
            // A day or a value has its own reasons: what the test gives.
            let says_itself = matches!(claim, Claim::Due { .. } | Claim::Figure { .. });
            if says_itself && reasons.is_empty() { Vec::new() } else { vec![(claim.rule(), reasons)] }
        }
    }
}

/// Adds why the rung that was expected is not the one, where the finding does not say so.
fn expected_rung(claim: &Claim, redline: &Redline, case: &Case, desk: &mut Desk<'_>, reasons: &mut Vec<Reason>) {
    let at = match claim {
        Claim::Status { status: "preferred", .. } => 0,
        Claim::Status { status: "walk-away", .. } => redline.fallbacks.len() + 1,
        Claim::Status { fallback: Some(at), .. } => at + 1,
        _ => return,
    };
    let Some(rung) = redline.rungs().nth(at) else { return };
    if reasons.iter().any(|reason| reason.part == Part::Rung(at)) {
        return;
    }
    for condition in [&rung.when, &rung.condition] {
        let because = single::because(&mut desk.conditions, &case.facts, Part::Rung(at), condition);
        reasons.extend(because.unwrap_or_default());
    }
}

fn guards<T>(guarded: &Guarded<T>) -> Vec<&Condition> {
    guarded.arms.iter().map(|(condition, _)| condition).collect()
}
