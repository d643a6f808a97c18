//! What happened: incidents and failed deployments, as a log tells of them.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::source::Span;

use super::calendar::Month;
use super::credit::Fees;
use super::reservation::Attempt;
use super::spans::Stretch;
use super::{Agreement, Length, Level};

/// A level among several agreements, by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LevelId {
    /// The place of the agreement.
    pub agreement: usize,
    /// The place of the level in it.
    pub level: usize,
}

impl LevelId {
    /// Every level, in order.
    pub fn all(agreements: &[Agreement]) -> impl Iterator<Item = Self> + '_ {
        let levels = |(agreement, found): (usize, &Agreement)| {
            (0..found.levels.len()).map(move |level| Self { agreement, level })
        };
        agreements.iter().enumerate().flat_map(levels)
    }

    /// The agreement and the level.
    pub fn of(self, agreements: &[Agreement]) -> Option<(&Agreement, &Level)> {
        let agreement = agreements.get(self.agreement)?;
        Some((agreement, agreement.levels.get(self.level)?))
    }
}

/// What a log says.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// The incidents, in the order of the log.
    pub incidents: Vec<Incident>,
    /// What is said of resources, beside what happened to them.
    pub facts: Vec<Fact>,
    /// Deployments that were aimed at reservations, with the reservation and its level.
    pub attempts: Vec<Aimed>,
    /// The lines that could not be read.
    pub left_out: Vec<LeftOut>,
    /// The figures that could not be read, in lines that are there.
    pub open_figures: Vec<OpenFigure>,
}

/// A line that could not be read, so that what it tells is missing. Of what it is about,
/// there is as much as can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// The resource.
    pub resource: Option<String>,
    /// The levels; none where they cannot be read, or it names none.
    pub levels: Vec<LevelId>,
    /// The first instant that it may tell of.
    pub from: Option<Timestamp>,
    /// The first instant that it tells nothing of any more.
    pub until: Option<Timestamp>,
    /// What is wrong with it, as a message says it.
    pub why: String,
    /// Its line in the log.
    pub span: Span,
}

impl LeftOut {
    /// Whether it may tell of a time.
    pub fn may_be_in(&self, time: &Stretch) -> bool {
        self.from.is_none_or(|from| from < time.end) && self.until.is_none_or(|until| until > time.start)
    }
}

/// A figure that could not be read, and is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenFigure {
    /// What is wrong with it, as a message says it.
    pub why: String,
    /// Its line in the log.
    pub span: Span,
}

/// One incident.
#[derive(Clone, Debug)]
pub struct Incident {
    /// When it was.
    pub when: Stretch,
    /// The levels it may be claimed under.
    pub levels: Vec<LevelId>,
    /// What it hit.
    pub resource: String,
    /// Why it does not count, or why it came about.
    pub cause: Cause,
    /// What a claim tells of it.
    pub story: Story,
    /// Its line in the log.
    pub span: Span,
}

/// Why an incident came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// For a reason that does not count, by the id of the exclusion.
    Excluded(String),
    /// For some other reason, as the log says.
    Said(String),
    /// The log does not say.
    Unknown,
}

/// What a claim tells of an incident. Each part may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// What happened.
    pub what: Option<String>,
    /// What was tried to resolve it.
    pub tried: Option<String>,
    /// How many users were affected.
    pub users: Option<String>,
    /// Where they were.
    pub region: Option<String>,
}

/// A deployment that was aimed at a reservation.
#[derive(Clone, Debug)]
pub struct Aimed {
    /// The level of the reservation.
    pub level: LevelId,
    /// The reservation.
    pub reservation: String,
    /// What happened.
    pub attempt: Attempt,
    /// Its line in the log.
    pub span: Span,
}

/// What a line says of a resource in a month, or in all of them.
#[derive(Clone, Debug, Default)]
pub struct Fact {
    /// The level it is meant for; for all where none is named.
    pub level: Option<LevelId>,
    /// The resource.
    pub resource: String,
    /// The month; all of them where none is named.
    pub month: Option<Month>,
    /// What was paid.
    pub fees: Fees,
    /// For how long it was deployed.
    pub running: Option<Length>,
    /// Which kinds it is of, such as kinds of disks, by their ids.
    pub kinds: BTreeSet<String>,
    /// Its line in the log.
    pub span: Span,
}

/// What is known of a resource in a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// What was paid.
    pub fees: Fees,
    /// For how long it was deployed.
    pub running: Option<Length>,
    /// Its kinds; none where nothing is said.
    pub kinds: BTreeSet<String>,
}

/// A figure that lines may disagree in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// What was paid.
    Fees,
    /// The vendor's estimate of the retail price.
    Retail,
    /// For how long it was deployed.
    Running,
}

impl Figure {
    /// Which of two figures counts: the one that credits less.
    pub fn counts(self) -> &'static str {
        match self {
            Self::Fees | Self::Retail => "the smaller counts, or neither where they are of two currencies",
            Self::Running => "the longer counts",
        }
    }
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Fees => "fees",
            Self::Retail => "retail prices",
            Self::Running => "running times",
        })
    }
}

/// Two lines that say different things about one resource and month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// What they disagree in.
    pub about: Figure,
    /// The first line; of a line for all and one for some, that for all.
    pub first: Span,
    /// The line that says otherwise.
    pub other: Span,
    /// Which of them counts.
    pub counts: Precedence,
}

/// Which of two lines counts that say different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precedence {
    /// They are of one month, or of all, and of one level, or of all: what credits less.
    Less,
    /// The other line, in its month: the first one is of every month.
    Month(Month),
    /// The other line, for its level: the first one is of every level.
    Level,
}

impl Known {
    /// Takes in what a fact says; what is not said stays as it is.
    pub(super) fn learn(&mut self, fact: &Fact) {
        fn take<T: Clone>(into: &mut Option<T>, from: &Option<T>) {
            if from.is_some() {
                into.clone_from(from);
            }
        }
        take(&mut self.fees.paid, &fact.fees.paid);
        take(&mut self.fees.retail, &fact.fees.retail);
        take(&mut self.running, &fact.running);
        self.kinds.extend(fact.kinds.iter().cloned());
    }
}

impl Incident {
    /// Whether it counts.
    pub fn counts(&self) -> bool {
        !matches!(self.cause, Cause::Excluded(_))
    }

    /// When it began.
    pub fn start(&self) -> Timestamp {
        self.when.start
    }
}
