//! What a rule comes to for a deal, small enough to be kept of many, and which way it goes.

use crate::assess::finding::Outcome;
use crate::compare::{Stance, Turn};
use crate::rulebook::advice::Severity;

/// What a rule comes to for a deal, and how bad that is. Two verdicts are the same where
/// somebody who reads them has the same to do: how bad a thing is that asks for nothing says
/// nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Verdict {
    could_be: u64,
    severity: u8,
    /// Whether the house lives with it.
    pub waived: bool,
}

/// How bad a rule is for a deal, whether it asks for anything or not: all it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grade(u8);

impl Grade {
    pub(super) fn new(severity: impl IntoIterator<Item = Severity>) -> Self {
        Self(severity.into_iter().fold(0, |grade, severity| grade | 1 << severity as u8))
    }
}

/// The outcomes in their order; fallbacks follow, as many as fit.
const OUTCOMES: [Outcome; 15] = [
    Outcome::WalkAway,
    Outcome::Gap,
    Outcome::Advised,
    Outcome::Ask,
    Outcome::Live,
    Outcome::Owed,
    Outcome::Available,
    Outcome::Preferred,
    Outcome::InPlace,
    Outcome::Answered,
    Outcome::Settled,
    Outcome::NotApplicable,
    Outcome::NotNeeded,
    Outcome::NotAsked,
    Outcome::Unavailable,
];
const MOST_FALLBACKS: usize = 48;

impl Verdict {
    /// Of a finding. `in_force` is whether a waiver of the rule holds on its day.
    pub fn new(
        could_be: impl IntoIterator<Item = Outcome>,
        severity: impl IntoIterator<Item = Severity>,
        in_force: bool,
    ) -> Self {
        let mut verdict = Self { could_be: 0, severity: 0, waived: false };
        let (mut asks, mut counts) = (false, false);
        for outcome in could_be {
            asks |= outcome.asks_for_action();
            counts |= outcome.asks_for_action() || outcome == Outcome::Available;
            verdict.could_be |= 1 << bit(outcome);
        }
        if counts {
            let Grade(severity) = Grade::new(severity);
            verdict.severity = severity;
        }
        verdict.waived = asks && in_force;
        verdict
    }

    /// All it can still come to, worst first.
    pub fn could_be(self) -> Vec<Outcome> {
        let fallbacks = (0..MOST_FALLBACKS).map(Outcome::Fallback);
        let mut all: Vec<Outcome> =
            OUTCOMES.into_iter().chain(fallbacks).filter(|outcome| self.could_be & (1 << bit(*outcome)) != 0).collect();
        all.sort();
        all
    }

    /// What it comes to, where that is decided.
    pub fn decided(self) -> Option<Outcome> {
        match self.could_be().as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// Whether another comes to the same, however bad that is.
    pub(super) fn comes_to_the_same(self, other: Self) -> bool {
        (self.could_be, self.waived) == (other.could_be, other.waived)
    }

    /// How bad it can be, highest first; nothing where it asks for nothing.
    pub fn severity(self) -> Vec<Severity> {
        Severity::ALL.into_iter().filter(|severity| self.severity & (1 << *severity as u8) != 0).collect()
    }

    /// How bad it can be at worst and at best.
    fn badness(self) -> (Option<Severity>, Option<Severity>) {
        let severity = self.severity();
        (severity.first().copied(), severity.last().copied())
    }

    /// Whether there is something to do about it, or may be, that the house does not live
    /// with.
    pub fn asks(self) -> bool {
        !self.waived && self.could_be().iter().any(|outcome| outcome.asks_for_action())
    }

    /// Whether the rule has no bearing on the deal, whatever is still to be learnt.
    pub fn is_idle(self) -> bool {
        self.could_be().into_iter().all(Outcome::is_idle)
    }

    /// Whether it is decided to be this bad or worse, by the rank of an outcome.
    fn reaches(self, limit: u8) -> Option<u8> {
        let decided = self.decided().filter(|_| !self.waived)?;
        Some(decided.rank()).filter(|rank| *rank <= limit)
    }

    fn could_reach(self, limit: u8) -> bool {
        !self.waived && self.could_be().iter().any(|outcome| outcome.rank() <= limit)
    }
}

fn bit(outcome: Outcome) -> usize {
    match outcome {
        Outcome::Fallback(at) => OUTCOMES.len() + at.min(MOST_FALLBACKS - 1),
        other => OUTCOMES.iter().position(|own| *own == other).unwrap_or_default(),
    }
}

/// A verdict before and after; nothing where the rule was not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FromTo {
    /// What it was.
    pub from: Option<Verdict>,
    /// What it is.
    pub to: Option<Verdict>,
}

/// Which way something goes, the most pressing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// It stands worse than it did.
    Worse,
    /// It cannot be decided any more with what is known.
    Open,
    /// It stands better, or is decided well.
    Better,
    /// It is different, and asks for no more and no less.
    Other,
}

impl Way {
    /// All, in their order.
    pub const ALL: [Self; 4] = [Self::Worse, Self::Open, Self::Better, Self::Other];

    /// The word for machines.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Worse => "worse",
            Self::Open => "open",
            Self::Better => "better",
            Self::Other => "other",
        }
    }
}

impl FromTo {
    /// Whether it comes to something else, however bad that is; a rule that came or went
    /// always does.
    pub(super) fn comes_to_another(self) -> bool {
        match (self.from, self.to) {
            (Some(from), Some(to)) => !from.comes_to_the_same(to),
            _ => true,
        }
    }

    /// Whether the deal stands otherwise. A rule that came or went moves only those on whom
    /// it has a bearing.
    pub fn moves(self) -> bool {
        match (self.from, self.to) {
            (Some(from), Some(to)) => from != to,
            (one, other) => one.or(other).is_some_and(|only| !only.is_idle()),
        }
    }

    /// How it went.
    pub fn turn(self) -> Turn {
        let side = |verdict: Option<Verdict>| verdict.map(|verdict| (verdict.could_be(), verdict.waived));
        let (from, to) = (side(self.from), side(self.to));
        fn stance((could_be, waived): &(Vec<Outcome>, bool)) -> Stance<'_> {
            Stance { could_be, waived: *waived, overdue: false }
        }
        Turn::of(from.as_ref().map(stance), to.as_ref().map(stance))
    }

    /// Which way it goes.
    pub fn way(self) -> Way {
        let asks = |verdict: Option<Verdict>| verdict.is_some_and(Verdict::asks);
        match self.turn() {
            Turn::Worse => Way::Worse,
            Turn::Opened => Way::Open,
            Turn::Came | Turn::Added => match self.to.map(Verdict::decided) {
                _ if !asks(self.to) => Way::Other,
                Some(None) => Way::Open,
                _ => Way::Worse,
            },
            Turn::Decided => match asks(self.to) {
                true => Way::Worse,
                false => Way::Better,
            },
            Turn::Better => Way::Better,
            Turn::Went | Turn::Removed => match asks(self.from) {
                true => Way::Better,
                false => Way::Other,
            },
            Turn::Changed => match self.from.map(Verdict::badness).cmp(&self.to.map(Verdict::badness)) {
                std::cmp::Ordering::Less => Way::Worse,
                std::cmp::Ordering::Greater => Way::Better,
                std::cmp::Ordering::Equal => Way::Other,
            },
        }
    }

    /// Whether it is decided to be this bad or worse, and was better or open before.
    pub fn newly_reaches(self, limit: u8) -> bool {
        let now = self.to.and_then(|to| to.reaches(limit));
        let then = self.from.and_then(|from| from.reaches(u8::MAX));
        now.is_some_and(|now| then.is_none_or(|then| then > now))
    }

    /// Whether it is open and could be this bad or worse, which before it could not.
    pub fn could_newly_reach(self, limit: u8) -> bool {
        let open = self.to.filter(|to| to.decided().is_none());
        open.is_some_and(|to| to.could_reach(limit)) && !self.from.is_some_and(|from| from.could_reach(limit))
    }
}
