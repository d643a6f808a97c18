//! What an assessment says: findings, with their reasons, margins and open facts.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::rulebook::advice::{AdviceId, Priority, Redline, Severity};
use crate::rulebook::condition::{Comparison, NameId};
use crate::source::Place;
use crate::value::worth::Lack;
use crate::value::{Possible, Relation, Value};

/// What follows from the rules for one company and one draft. Every rule has exactly one
/// finding, at the place of the rule in the rulebook.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// By rule.
    pub findings: Vec<Finding>,
    /// By risk: how bad it is.
    pub risks: Vec<Graded<Severity>>,
    /// By risk: which of its pitfalls hold, or may.
    pub pitfalls: Vec<Vec<Truth>>,
    /// What is open, most decisive first.
    pub open_facts: Vec<OpenFact>,
    /// Terms that rest on the vendor's standard: to be confirmed.
    pub to_confirm: Vec<ToConfirm>,
    /// What came of each figure, in the order of the rulebook.
    pub figures: Vec<Worked>,
    /// What each name stands for, by its place in the rulebook.
    pub known: Vec<Known>,
}

/// What a name stands for once standards, silence and parameters are worked out.
#[derive(Clone, Debug)]
pub struct Known {
    /// How it is known.
    pub by: KnownBy,
    /// The values still possible. For silence that means nothing, and for the unknown,
    /// anything.
    pub possible: Possible,
    /// Where the profile says so.
    pub place: Option<Place>,
}

/// How something is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KnownBy {
    /// It is not.
    Nothing,
    /// The profile gives it, wholly or in part.
    Profile,
    /// No draft says otherwise: the vendor's standard.
    Standard,
    /// The draft does not address it.
    Silence,
    /// It stands in a paper nobody has read yet: this one.
    Reference(String),
    /// The playbook chooses it.
    Playbook,
    /// It is worked out from others; where no value is possible, it comes to nothing.
    Figure,
}

/// True, false, or not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each variant is its word")]
pub enum Truth {
    True,
    False,
    Unknown,
}

impl Truth {
    /// The word in documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::False => "false",
            Self::Unknown => "unknown",
        }
    }
}

/// What a rule can come to. Fallbacks count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is its status")]
pub enum Outcome {
    WalkAway,
    Gap,
    Advised,
    Ask,
    Live,
    Owed,
    Fallback(usize),
    Available,
    Preferred,
    InPlace,
    Answered,
    Settled,
    NotApplicable,
    NotNeeded,
    NotAsked,
    Unavailable,
}

impl Outcome {
    /// The status in documents: `fallback`, whichever it is.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WalkAway => "walk-away",
            Self::Gap => "gap",
            Self::Advised => "advised",
            Self::Ask => "ask",
            Self::Live => "live",
            Self::Owed => "owed",
            Self::Fallback(_) => "fallback",
            Self::Available => "available",
            Self::Preferred => "preferred",
            Self::InPlace => "in-place",
            Self::Answered => "answered",
            Self::Settled => "settled",
            Self::NotApplicable => "not-applicable",
            Self::NotNeeded => "not-needed",
            Self::NotAsked => "not-asked",
            Self::Unavailable => "unavailable",
        }
    }

    /// Worst first: walk-away, gap, advised, fallback, then the rest.
    pub fn rank(self) -> u8 {
        match self {
            Self::WalkAway => 0,
            Self::Gap => 1,
            Self::Advised => 2,
            Self::Fallback(_) => 3,
            _ => 4,
        }
    }

    /// Whether a rule that comes to this is a live side of a conflict.
    pub fn is_live(self) -> bool {
        matches!(
            self,
            Self::Gap | Self::WalkAway | Self::Advised | Self::Available | Self::Ask | Self::Live | Self::Owed
        )
    }

    /// Whether a rule that comes to this has no bearing here.
    pub fn is_idle(self) -> bool {
        matches!(self, Self::NotApplicable | Self::NotNeeded | Self::NotAsked | Self::Unavailable | Self::Settled)
    }

    /// Whether there is something to do about it.
    pub fn asks_for_action(self) -> bool {
        matches!(
            self,
            Self::WalkAway | Self::Gap | Self::Advised | Self::Fallback(_) | Self::Ask | Self::Live | Self::Owed
        )
    }
}

/// The finding of one rule.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub advice: AdviceId,
    /// All it can still come to, worst first; just one where it is decided.
    pub could_be: Vec<Outcome>,
    /// How bad.
    pub severity: Graded<Severity>,
    /// Whether a redline can be traded.
    pub priority: Option<Graded<Priority>>,
    /// Who sees to it: all who still may, in the order of the rule.
    pub owner: Vec<usize>,
    /// The document it goes into: all it still may be.
    pub instrument: Vec<usize>,
    /// For a redline, each rung: preferred, fallbacks, walk-away.
    pub rungs: Vec<RungFinding>,
    /// Why it is decided so; why it is open.
    pub because: Vec<Reason>,
    /// What would change a decided one.
    pub flips_if: Vec<Flip>,
    /// What an open one waits for.
    pub waits_for: Vec<NameId>,
    /// Terms that it took from the vendor's standard.
    pub standard_used: Vec<NameId>,
    /// Terms that the draft does not address and that it looked at.
    pub silent_terms: Vec<NameId>,
    /// Of a duty: when it is due.
    pub due: Option<DueDate>,
    /// Whether the house lives with it, where a waiver says so and there is something to
    /// live with.
    pub waived: Option<Waived>,
}

/// When a duty is due for this company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueDate {
    /// On a day.
    Day {
        /// The first it may be.
        first: Date,
        /// The last it may be, where there is one: the same, where the day is known.
        last: Option<Date>,
        /// Whether the last has passed.
        overdue: bool,
    },
    /// The date it is counted from is not known.
    Waits(NameId),
    /// The date it is counted from never comes.
    Never,
    /// Again and again, from no day on.
    Recurring,
    /// After each of the events it is counted from.
    AfterEach,
}

/// How a waiver stands on the day of assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waived {
    /// It holds.
    InForce,
    /// Its last day has passed: the finding counts again.
    Expired,
}

impl Finding {
    /// Whether a redline still asks for something: decided so, or perhaps.
    pub fn is_to_be_asked(&self) -> bool {
        if self.is_waived() {
            return false;
        }
        match self.decided() {
            Some(outcome) => outcome.asks_for_action(),
            None => self
                .could_be
                .iter()
                .any(|outcome| matches!(outcome, Outcome::WalkAway | Outcome::Gap | Outcome::Fallback(_))),
        }
    }

    /// Of a redline, the best rung that may be agreed, by its place.
    pub fn best_within_reach(&self, redline: &Redline) -> Option<usize> {
        (0..=redline.fallbacks.len()).find(|at| self.is_within_reach(*at))
    }

    /// Of a redline, whether a rung may be agreed: it is open to the company, or may be once
    /// the draft says so.
    pub fn is_within_reach(&self, rung: usize) -> bool {
        self.rungs.get(rung).is_none_or(|rung| rung.within_reach.may_hold())
    }

    /// What it comes to, where that is decided.
    pub fn decided(&self) -> Option<Outcome> {
        match self.could_be.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// Whether it is a duty whose last day has passed.
    pub fn is_overdue(&self) -> bool {
        matches!(self.due, Some(DueDate::Day { overdue: true, .. }))
    }

    /// Whether the house lives with it on the day of assessment.
    pub fn is_waived(&self) -> bool {
        self.waived == Some(Waived::InForce)
    }

    /// The status in documents: `open` where it is not decided.
    pub fn status(&self) -> &'static str {
        self.decided().map_or("open", Outcome::as_str)
    }

    /// The worst it can come to.
    pub fn worst(&self) -> Option<Outcome> {
        self.could_be.iter().copied().min_by_key(|outcome| outcome.rank())
    }

    /// Sorts findings: worst status first, then highest severity; open counts as its worst.
    pub fn order(&self) -> (u8, Reverse<Severity>, bool) {
        (self.worst().map_or(u8::MAX, Outcome::rank), Reverse(self.severity.worst), self.decided().is_none())
    }
}

/// A graded value: the highest still possible, and all that are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graded<T> {
    /// The highest still possible.
    pub worst: T,
    /// All still possible, highest first; just one where it is decided.
    pub could_be: Vec<T>,
}

/// One rung of a redline for this company.
#[derive(Clone, Debug)]
pub struct RungFinding {
    /// Whether the rung is open: its own `when`.
    pub open: Truth,
    /// Whether it is open once the draft says what is asked for: a `when` that looks at the
    /// draft is a part of what one asks for, and closes nothing.
    pub within_reach: Truth,
    /// Who must agree: all who still may have to.
    pub approver: Vec<usize>,
}

/// Why: one comparison, what was read, and whether it holds.
#[derive(Clone, Debug)]
pub struct Reason {
    /// The comparison, with its place in the rules.
    pub comparison: Comparison,
    /// Whether it holds.
    pub truth: Truth,
    /// The part of the rule it decides.
    pub part: Part,
}

/// A part of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Whether the rule applies.
    When,
    /// Whether it has been seen to.
    Done,
    /// A rung of a redline, by its place: preferred 0, fallbacks 1…, walk-away last.
    Rung(usize),
}

/// One change of one fact that would change a decided finding.
#[derive(Clone, Debug)]
pub struct Flip {
    /// The fact or term.
    pub name: NameId,
    /// Where it must go.
    pub to: Target,
    /// How far that is, in the unit of the fact; nothing where there is no distance.
    pub distance: Option<Value>,
    /// What the finding would come to.
    pub outcome: Outcome,
}

/// The values that would change a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// From this value on: `is`, `at least`, `at most`, `above`, `below`.
    Value(Relation, Value),
    /// With this member in the set.
    Includes(usize),
    /// Without it.
    Excludes(usize),
    /// Addressed by the draft, whatever it says.
    Addressed,
    /// Written down at least in this document.
    WrittenIn(usize),
}

/// A fact whose value is open.
#[derive(Clone, Debug)]
pub struct OpenFact {
    /// The fact or term.
    pub name: NameId,
    /// Findings left with one outcome whatever the answer is.
    pub settles: Vec<AdviceId>,
    /// How many are left with one outcome once it is known and so are all ranked before it,
    /// and were not before; those it settles alone among them.
    pub settles_with_those_before: usize,
    /// Findings whose could-be shrinks for some answer.
    pub touches: usize,
    /// Duties that are owed, or may be, and whose day it gives.
    pub dates: Vec<AdviceId>,
    /// The highest severity among those it settles; among those it touches where it
    /// settles none, and among those whose day it gives where it touches none either.
    pub severity: Severity,
}

/// What came of a figure; the values themselves stand in [`Assessment::known`].
#[derive(Clone, Debug)]
pub struct Worked {
    /// The figure.
    pub name: NameId,
    /// Whether it matters here: its own `when`.
    pub applies: Truth,
    /// Why it may come to nothing; empty where it always comes to something.
    pub lacks: BTreeSet<Lack>,
    /// The facts and terms whose answers would narrow it.
    pub waits_for: Vec<NameId>,
    /// Which of its arms may still count, by their places.
    pub arms: Vec<usize>,
}

/// A term that rests on the vendor's standard.
#[derive(Clone, Debug)]
pub struct ToConfirm {
    /// The term.
    pub name: NameId,
    /// The findings that used it.
    pub used_by: Vec<AdviceId>,
}
