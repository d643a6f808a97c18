//! The conditions of a rule, each with the part of the rule it decides.

use crate::rulebook::advice::{Advice, Body, Redline};
use crate::rulebook::condition::Condition;

/// A part of a rule that conditions decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    When,
    Done,
    /// A rung, by its place: preferred 0, fallbacks 1…, walk-away last.
    Rung(usize),
    /// Whether a rung is open.
    RungWhen(usize),
    Approver(usize),
}

impl Part {
    /// What it is called: "fallback 1".
    pub(super) fn words(self, advice: &Advice) -> String {
        match self {
            Self::When => "when".to_owned(),
            Self::Done => "done when".to_owned(),
            Self::Rung(at) => rung(advice, at),
            Self::RungWhen(at) => format!("when of {}", rung(advice, at)),
            Self::Approver(at) => format!("approver of {}", rung(advice, at)),
        }
    }

    /// Whether it may be left out as a whole.
    pub(super) fn is_dispensable(self) -> bool {
        matches!(self, Self::When | Self::RungWhen(_))
    }
}

/// The name of a rung, by its place.
pub(super) fn rung(advice: &Advice, at: usize) -> String {
    let fallbacks = match &advice.body {
        Body::Redline(redline) => redline.fallbacks.len(),
        _ => 0,
    };
    match at {
        0 => "preferred".to_owned(),
        at if at <= fallbacks => format!("fallback {at}"),
        _ => "walk-away".to_owned(),
    }
}

/// The conditions of a rule, apart from those of its priority, and of the severity, owner
/// and instrument that it may take from around it.
pub(super) fn slots(advice: &mut Advice) -> Vec<(Part, &mut Condition)> {
    let mut all = vec![(Part::When, &mut advice.when)];
    match &mut advice.body {
        Body::Redline(redline) => {
            let Redline { preferred, fallbacks, walk_away, .. } = redline.as_mut();
            let rungs = std::iter::once(preferred).chain(fallbacks).chain(walk_away);
            for (at, rung) in rungs.enumerate() {
                all.push((Part::Rung(at), &mut rung.condition));
                all.push((Part::RungWhen(at), &mut rung.when));
                if let Some(approver) = &mut rung.approver {
                    all.extend(approver.arms.iter_mut().map(|(condition, _)| (Part::Approver(at), condition)));
                }
            }
        }
        Body::Mitigation { done_when, .. } | Body::Step { done_when } | Body::Duty { done_when, .. } => {
            all.extend(done_when.iter_mut().map(|condition| (Part::Done, condition)));
        }
        Body::Question { .. } | Body::Lever { .. } | Body::Conflict { .. } => {}
    }
    all
}
