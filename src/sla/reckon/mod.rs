//! A log + the agreements → what it comes to: for each level, month and resource the
//! uptime, the credit, and the last day to claim it.

mod candidate;
mod choose;
mod divide;
mod events;
mod incidents;
mod known;
mod question;
mod readings;
mod reservations;
mod worth;

use jiff::Timestamp;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Place, Source};

pub use question::{Question, answer};

use super::agreement::{Agreement, Level, Period, Scope};
use super::credit::{Buying, Credit};
use super::deadline::{Days, Deadline, earliest_last_day};
use super::ladder::Kind;
use super::log::{Disagreement, LevelId, Log, Precedence};
use super::spans::Stretch;
use super::{Bounds, Calendar, Length, Overflow, Uptime};

/// How a customer buys and is billed, and the day that everything is judged by.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// How months are counted.
    pub calendar: Calendar,
    /// How the service was bought.
    pub buying: Buying,
}

/// What a log comes to.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// One case for each level, period, and resource or group of resources in which
    /// anything happened; by period, then in the order of the levels, then by name.
    pub cases: Vec<Case>,
    /// Lines of the log that say different things about one resource and month. What
    /// credits less counts.
    pub disagreements: Vec<Disagreement>,
    /// Whether so many incidents miss several levels that not every division of them
    /// between the levels was tried: another might credit more.
    pub divisions_left: bool,
}

/// What all cases are worked out from.
struct Ground<'a> {
    log: &'a Log,
    agreements: &'a [Agreement],
    terms: &'a Terms,
    facts: &'a known::Facts<'a>,
}

/// One level, one period, one thing it is measured for.
#[derive(Clone, Debug)]
pub struct Case {
    /// The level.
    pub level: LevelId,
    /// The period.
    pub bounds: Bounds,
    /// What was hit: one resource or unit, or those of a subscription or region that had
    /// downtime, if any had.
    pub resources: Vec<String>,
    /// The lines that count, by their places in the log: incidents, or attempts where the
    /// level is measured by failed deployments.
    pub counted: Vec<usize>,
    /// Whether these are attempts.
    pub of_attempts: bool,
    /// The incidents that do not count, likewise.
    pub excluded: Vec<usize>,
    /// The incidents that would count and are claimed under another level, likewise.
    pub elsewhere: Vec<usize>,
    /// The downtime that counts, piece by piece: what overlaps is joined, what is excluded
    /// is cut out. In the order of time.
    pub downtime: Vec<Down>,
    /// Time that excluded incidents took out of what counts, or would have added to it.
    pub left_out: Length,
    /// What it comes to by each reading, the safe one first: the one that credits least.
    pub readings: Vec<Reading>,
    /// By when a claim must have been received.
    pub deadline: Deadline,
    /// What is to become of it.
    pub standing: Standing,
}

/// A stretch of downtime of one resource.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Down {
    /// When.
    pub when: Stretch,
    /// What was down.
    pub resource: String,
}

/// One way to read the agreement, or what is not known.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What sets it apart from the others.
    pub by: By,
    /// What it is worked out for: as a rule one thing.
    pub parts: Vec<Part>,
}

/// What sets one reading apart from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// There is only one.
    Itself,
    /// The kind of the resource is not known: it might be this.
    Kind(Kind),
    /// All resources of the subscription or region are counted together.
    Together,
    /// Each resource is counted alone.
    Alone,
    /// As many units count as machines failed.
    FailedUnits,
    /// All units count that were unused.
    UnusedUnits,
    /// Minutes of the whole period are counted, though no source says how.
    Assumed,
}

/// The uptime of one thing, and what is credited for it.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is worked out for.
    pub resource: String,
    /// The same one by one, where several are counted together.
    pub members: Vec<String>,
    /// The uptime.
    pub uptime: Uptime,
    /// Whether the time it is measured in is only assumed to be the whole period.
    pub assumed: bool,
    /// Whether there was more downtime than time it is measured in.
    pub beyond: bool,
    /// The kind whose table counts, where the level has several.
    pub kind: Option<Kind>,
    /// The threshold missed; nothing where none is.
    pub below: Option<rust_decimal::Decimal>,
    /// The credit; nothing of it where no threshold is missed.
    pub credit: Credit,
}

/// What is to become of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No level was missed by any reading.
    Kept,
    /// A level was missed: claim the credit.
    Claim,
    /// A level was missed, but this other case is claimed instead, for it credits as much
    /// or more: its place in the account.
    Instead(usize),
    /// A level was missed, and either it is claimed or this other case: which credits more
    /// is open.
    Either(usize),
    /// Only the other reading of a failed deployment says that this unit was not to be
    /// had: no machine ever failed in it.
    Perhaps,
    /// The promise was missed, and no source says what is credited for that.
    NoTable,
    /// No source says how the level is measured. What the readings say rests on an
    /// assumption.
    NotMeasured,
}

impl Case {
    /// The safe reading.
    pub fn safe(&self) -> Option<&Reading> {
        self.readings.first()
    }

    /// The reading that the words of the agreement give: its formula for all resources
    /// together, and the units that failed. Where a kind is not known, the safe one.
    pub fn own(&self) -> Option<&Reading> {
        let other = |reading: &&Reading| matches!(reading.by, By::Alone | By::UnusedUnits);
        self.readings.iter().find(|reading| !other(reading)).or(self.safe())
    }

    /// The reading that a claim asks for: that of the agreement's own words, or another
    /// where they give nothing.
    pub fn claimed(&self) -> Option<&Reading> {
        let own = self.own()?;
        if own.is_due() { Some(own) } else { self.at_most().filter(|most| most.is_due()).or(Some(own)) }
    }

    /// The reading that credits more than what a claim asks for, where that is a way to
    /// read the agreement and not something that is to be found out.
    pub fn alternative(&self) -> Option<&Reading> {
        let claimed = self.claimed()?.weight();
        let other = |reading: &&Reading| matches!(reading.by, By::Alone | By::UnusedUnits);
        self.readings.iter().rev().find(other).filter(|reading| reading.weight() > claimed)
    }

    /// Whether the kind of the resource is not known, so that several tables may count.
    pub fn is_of_unknown_kind(&self) -> bool {
        self.readings.iter().any(|reading| matches!(reading.by, By::Kind(_)))
    }

    /// The downtime altogether.
    pub fn down(&self) -> Length {
        self.downtime.iter().map(|down| down.when.length()).sum()
    }

    /// The reading that credits most, where it is more than the safe one.
    pub fn at_most(&self) -> Option<&Reading> {
        let (safe, last) = (self.readings.first()?, self.readings.last()?);
        (self.readings.len() > 1 && last.weight() > safe.weight()).then_some(last)
    }
}

impl Account {
    /// The lines that contradict each other, told as warnings.
    pub fn contradictions<'a>(&'a self, source: &'a Source) -> impl Iterator<Item = Diagnostic> + 'a {
        self.disagreements.iter().map(|Disagreement { about, first, other, counts }| {
            let (message, label, before, help) = match counts {
                Precedence::Less => (
                    format!("two lines give different {about} for one resource and month; {}", about.counts()),
                    "this line".to_owned(),
                    "and this one before",
                    "write the figure of the whole month in each line, or in one only",
                ),
                Precedence::Month(month) => (
                    format!("a line gives other {about} for {month} than the line without a month; its own count"),
                    format!("this line counts in {month}"),
                    "this one counts in months that have no line of their own",
                    "if that is not meant, take one of the figures out",
                ),
                Precedence::Level => (
                    format!("a line gives other {about} for its level than the line without a level; its own count"),
                    "this line counts for its level".to_owned(),
                    "this one counts for levels that have no line of their own",
                    "if that is not meant, take one of the figures out",
                ),
            };
            Diagnostic::warning(Code::ContradictingLines, message)
                .at(Place::new(source, *other), label)
                .also(Place::new(source, *first), before)
                .help(help)
        })
    }
}

/// Works out what a log comes to.
///
/// # Errors
/// Figures or days do not fit; nothing is worked out then.
pub fn reckon(log: &Log, agreements: &[Agreement], terms: &Terms) -> Result<Account, Overflow> {
    let known = known::Facts::of(log);
    let ground = Ground { log, agreements, terms, facts: &known };
    let mut cases = incidents::cases(&ground)?;
    cases.extend(reservations::cases(&ground)?);
    let key = |case: &Case| (case.bounds.stretch.start, case.level, case.resources.clone());
    cases.sort_by_cached_key(key);
    let tried_all = choose::choose(&mut cases, &ground)?;
    Ok(Account { cases, disagreements: known.disagreements, divisions_left: !tried_all })
}

/// The last day for a case with these incidents: the one that is safe for the first.
fn deadline(
    agreement: &Agreement,
    level: &Level,
    bounds: &Bounds,
    calendar: &Calendar,
    incidents: impl Iterator<Item = Stretch>,
) -> Result<Deadline, Overflow> {
    let (mut first, mut fixed): (Option<Timestamp>, Option<Timestamp>) = (None, None);
    for when in incidents {
        first = Some(first.map_or(when.start, |first| first.min(when.start)));
        fixed = Some(fixed.map_or(when.end, |fixed| fixed.min(when.end)));
    }
    let start = bounds.stretch.start;
    let (first, fixed) = (first.unwrap_or(start), fixed.unwrap_or(start));
    let days = |from: Timestamp| -> Result<Days, Overflow> {
        let month = calendar.around(Period::BillingMonth, from)?;
        Ok(Days { month_end: month.last, incident: calendar.day(first), fix: calendar.day(fixed) })
    };
    // An incident that runs into the period occurred in it, and in the month before: where
    // it began is the safe reading.
    let days = [days(first.max(start))?, days(first)?];
    let windows = std::iter::once(agreement.claim).chain(level.claims.iter().copied());
    earliest_last_day(windows, &days)?.ok_or(Overflow)
}

/// Whether a level is measured for each resource by itself.
pub(super) fn is_single(level: &Level) -> bool {
    matches!(level.scope, Scope::Resource | Scope::Instance | Scope::Unit)
}
