//! Reserved capacity: the minutes for which it could not be had.
//!
//! Source: SLA for on-demand capacity reservations, "Monthly Uptime Calculation".

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::Length;
use super::spans::Stretch;

/// What happens to one reserved unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Event {
    /// A supported deployment aimed at the unit failed for want of capacity, and the
    /// reservation is still unused.
    NotAvailable,
    /// A supported deployment took the unit, or another machine did, or the unit was
    /// taken out of the reservation (which no source speaks of: it ends what runs).
    Used,
    /// A deployment failed for another reason. It neither begins nor ends anything, and
    /// does not put off the lapse.
    Other,
}

/// The time for which a unit was not available: after each failure for want of capacity
/// until the next event that ends it, and no longer than `lapse`. The events are in the
/// order of time. The stretches touch but do not overlap; each begins with a failure.
pub fn not_available(events: &[(Timestamp, Event)], lapse: Length) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut since: Option<Timestamp> = None;
    let mut close = |since: Timestamp, at: Option<Timestamp>| {
        let deadline = lapse.after(since).unwrap_or(Timestamp::MAX);
        let end = at.map_or(deadline, |at| at.min(deadline));
        if since < end {
            stretches.push(Stretch { start: since, end });
        }
    };
    for (at, event) in events {
        if matches!(event, Event::NotAvailable | Event::Used)
            && let Some(start) = since.take()
        {
            close(start, Some(*at));
        }
        if *event == Event::NotAvailable {
            since = Some(*at);
        }
    }
    if let Some(start) = since {
        close(start, None);
    }
    stretches
}

/// A line of the log of deployments that were aimed at a reservation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// When.
    pub at: Timestamp,
    /// Which of the units, where the log tells; else all figures are counts.
    pub unit: Option<String>,
    /// How many machines were to be deployed.
    pub tried: u32,
    /// How many of them were not.
    pub failed: u32,
    /// Why not.
    pub failure: Failure,
    /// How many units are reserved, where the log tells.
    pub capacity: Option<u32>,
    /// How many of them were in use before, where the log tells.
    pub allocated: Option<u32>,
}

/// Why a deployment failed, or what else happened to units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// For want of capacity for virtual machines.
    Capacity,
    /// For any other reason: disks or other resources among them.
    Other,
    /// Nothing failed: other machines took so many units.
    Taken,
    /// Nothing failed: so many units were taken out of the reservation.
    Removed,
}

/// How many units a failed deployment concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// As many as machines failed in it: the safe reading.
    FailedUnits,
    /// Every unit that is unused, where the log tells how many there are.
    UnusedUnits,
}

/// The events of each unit of one reservation, from a log in the order of time.
///
/// Where the log counts units and does not name them, they are numbered in the order in
/// which they first failed. A deployment is aimed at the failing units first, and where
/// some of its machines succeed, they take the units with the lowest numbers. No more
/// units fail than are still unused: into a full reservation nothing can be deployed.
pub fn units(log: &[&Attempt], reading: Reading) -> BTreeMap<String, Vec<(Timestamp, Event)>> {
    let mut book = Book::default();
    for attempt in log {
        let unused = book.unused(attempt);
        match &attempt.unit {
            Some(unit) => {
                let event = match attempt.failure {
                    // What is full is in use, this unit too.
                    Failure::Capacity if attempt.failed > 0 && unused.after == Some(0) => Event::Used,
                    Failure::Capacity if attempt.failed > 0 => Event::NotAvailable,
                    Failure::Other if attempt.failed > 0 => Event::Other,
                    _ => Event::Used,
                };
                book.events.entry(unit.clone()).or_default().push((attempt.at, event));
            }
            None => book.count(attempt, unused, reading),
        }
    }
    book.events
}

/// The units of a reservation that are counted and not named.
#[derive(Default)]
struct Book {
    events: BTreeMap<String, Vec<(Timestamp, Event)>>,
    /// Those that failed and were not used since.
    failing: BTreeSet<u32>,
    last: u32,
    /// How many there are, as the log told last.
    capacity: Option<u32>,
}

/// How many units are unused at most, where the log tells.
#[derive(Clone, Copy)]
struct Unused {
    before: Option<u32>,
    after: Option<u32>,
    /// Whether the log tells how many were in use, so that they are just as many.
    exactly: bool,
}

impl Book {
    fn unused(&mut self, attempt: &Attempt) -> Unused {
        self.capacity = attempt.capacity.or(self.capacity);
        let before = self.capacity.map(|capacity| capacity.saturating_sub(attempt.allocated.unwrap_or(0)));
        let succeeded = attempt.tried.saturating_sub(attempt.failed);
        let after = before.map(|before| before.saturating_sub(succeeded));
        Unused { before, after, exactly: attempt.allocated.is_some() }
    }

    fn count(&mut self, attempt: &Attempt, unused: Unused, reading: Reading) {
        let failed = attempt.failed.min(MOST_UNITS);
        // More were failing than are unused now: others have taken them meanwhile.
        let failing = u32::try_from(self.failing.len()).unwrap_or(u32::MAX);
        self.fill(unused.before.map_or(0, |before| failing.saturating_sub(before)), attempt.at);
        match attempt.failure {
            Failure::Taken | Failure::Removed => self.fill(failed, attempt.at),
            failure => {
                let succeeded = attempt.tried.min(MOST_UNITS).saturating_sub(failed);
                self.fill(succeeded, attempt.at);
                let concerned = match (reading, unused.after) {
                    (Reading::UnusedUnits, Some(after)) if failed > 0 && unused.exactly => after.min(MOST_UNITS),
                    (_, after) => failed.min(after.unwrap_or(failed)),
                };
                let event = if failure == Failure::Capacity { Event::NotAvailable } else { Event::Other };
                self.fail(concerned, event, attempt.at);
            }
        }
    }

    /// The failing units with the lowest numbers are used; beyond them, units of which
    /// nothing is known.
    fn fill(&mut self, count: u32, at: Timestamp) {
        for _ in 0..count {
            let Some(unit) = self.failing.pop_first() else { break };
            self.note(unit, at, Event::Used);
        }
    }

    fn fail(&mut self, count: u32, event: Event, at: Timestamp) {
        let known: Vec<u32> = self.failing.iter().copied().take(count as usize).collect();
        for unit in &known {
            self.note(*unit, at, event);
        }
        // A failure for another reason begins nothing, so it needs no unit of its own.
        if event == Event::NotAvailable {
            for _ in known.len()..count as usize {
                self.last += 1;
                let unit = self.last;
                self.failing.insert(unit);
                self.note(unit, at, event);
            }
        }
    }

    fn note(&mut self, unit: u32, at: Timestamp, event: Event) {
        self.events.entry(format!("unit {unit}")).or_default().push((at, event));
    }
}

/// Units of one reservation beyond which a log is not believed.
pub const MOST_UNITS: u32 = 10_000;
