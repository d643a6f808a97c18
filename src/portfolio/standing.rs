//! How a deal stands, read off what a batch comes to.

use jiff::civil::Date;
use smallvec::SmallVec;

use crate::assess::finding::Outcome;
use crate::assess::wide::WideFinding;
use crate::logic::Mask;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, AdviceId, Body, Severity};

use super::exposure::{Exposure, Heat};
use super::tally::Counts;

/// How a deal stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The company.
    pub name: String,
    /// What its positions and measures come to.
    pub exposure: Exposure,
    /// How it stands in each risk of the rulebook.
    pub risks: Vec<Heat>,
    /// What each rule that concerns it, or may, comes to; none where nobody asked.
    pub findings: Vec<Brief>,
}

/// A finding in brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// The rule.
    pub advice: AdviceId,
    /// All it can still come to, worst first.
    pub could_be: SmallVec<[Outcome; 2]>,
    /// The highest severity still possible.
    pub severity: Severity,
    /// Whether it asks for something that the house lives with.
    pub waived: bool,
}

/// A rule, as far as it says how exposed a deal is.
pub(super) struct Weight {
    /// It is a position or a measure.
    pub(super) weighs: bool,
    /// The house lives with what it asks for.
    pub(super) waived: bool,
    risk: Option<usize>,
}

impl Weight {
    pub(super) fn new(advice: &Advice, as_of: Date) -> Self {
        Self {
            weighs: matches!(advice.body, Body::Redline(_) | Body::Mitigation { .. }),
            waived: advice.waiver.as_ref().is_some_and(|waiver| as_of <= waiver.until),
            risk: advice.risk,
        }
    }
}

/// How the deals of a batch stand, each under its name. `briefly` is whether their findings
/// are wanted too. What is found often is counted in `counts`, by rule.
pub(super) fn standings<M: Mask>(
    rulebook: &Rulebook,
    weights: &[Weight],
    names: impl Iterator<Item = String>,
    findings: &[WideFinding<M>],
    briefly: bool,
    counts: &mut [Counts],
) -> Vec<Standing> {
    let risks = rulebook.risks.len();
    let standing =
        |name| Standing { name, exposure: Exposure::default(), risks: vec![Heat::Idle; risks], findings: Vec::new() };
    let mut standings: Vec<Standing> = names.map(standing).collect();
    for (at, ((finding, weight), counts)) in findings.iter().zip(weights).zip(counts).enumerate() {
        if weight.weighs {
            weigh(finding, weight, &mut standings, counts);
        }
        if briefly {
            add_briefs(AdviceId(at), finding, weight.waived, &mut standings);
        }
    }
    standings
}

fn weigh<M: Mask>(finding: &WideFinding<M>, weight: &Weight, standings: &mut [Standing], counts: &mut Counts) {
    let asking = finding.could_be.iter().filter(|(outcome, _)| weight.waived && outcome.asks_for_action());
    let waived = asking.fold(M::NONE, |waived, (_, mask)| waived.or(*mask));
    let open = finding.open();
    let mut weigh = |outcomes: &[Outcome], lanes: M| {
        let heat = Heat::of(outcomes);
        if heat == Heat::Idle || lanes.is_none() {
            return;
        }
        if !weight.waived {
            counts.add(heat, lanes.count());
        }
        // The highest severity first: each deal is counted with the first that it has.
        let mut left = lanes;
        for (severity, mask) in &finding.severity {
            left.and(*mask).each(|lane| {
                let Some(standing) = standings.get_mut(lane) else { return };
                standing.exposure.count(heat, *severity);
                if let Some(risk) = weight.risk.and_then(|risk| standing.risks.get_mut(risk)) {
                    *risk = heat.max(*risk);
                }
            });
            left = left.without(*mask);
        }
    };
    for (outcome, mask) in &finding.could_be {
        weigh(&[*outcome], mask.without(open).without(waived));
    }
    if let [(first, _), (second, _), ..] = finding.could_be.as_slice() {
        weigh(&[*first, *second], open.without(waived));
    }
}

fn add_briefs<M: Mask>(advice: AdviceId, finding: &WideFinding<M>, waived: bool, standings: &mut [Standing]) {
    let concerns = |(_, mask): &&(Outcome, M)| !mask.is_none();
    let telling = finding.could_be.iter().filter(concerns).filter(|(outcome, _)| !outcome.is_idle());
    let telling = telling.fold(M::NONE, |all, (_, mask)| all.or(*mask));
    let mut left = telling;
    for (severity, mask) in &finding.severity {
        left.and(*mask).each(|lane| {
            let Some(standing) = standings.get_mut(lane) else { return };
            let could_be: SmallVec<[Outcome; 2]> = finding.of(lane).collect();
            let waived = waived && could_be.iter().any(|outcome| outcome.asks_for_action());
            standing.findings.push(Brief { advice, could_be, severity: *severity, waived });
        });
        left = left.without(*mask);
    }
}
