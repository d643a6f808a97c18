//! The cases that may be claimed, and what each is worth.

use std::collections::BTreeSet;

use crate::sla::Month;
use crate::sla::log::LevelId;

use super::worth::Worth;
use super::{Case, Ground, Standing, is_single};

/// A case that could be claimed.
pub(super) struct Candidate {
    /// Its place in the account.
    pub(super) place: usize,
    pub(super) level: LevelId,
    pub(super) month: Month,
    /// Whether it has a credit of its own beside others of its service and month.
    pub(super) single: bool,
    pub(super) worth: Worth,
    /// The events that it rests on.
    pub(super) events: BTreeSet<usize>,
}

impl Candidate {
    /// The case at a place, where a level was missed.
    pub(super) fn of(place: usize, case: &Case, events: &[usize], ground: &Ground<'_>) -> Option<Self> {
        let (_, level) = case.level.of(ground.agreements).filter(|_| case.standing == Standing::Claim)?;
        // A failed deployment misses one level only.
        let own = case.counted.iter().filter(|_| !case.of_attempts).filter_map(|place| events.get(*place).copied());
        Some(Self {
            place,
            level: case.level,
            month: case.bounds.month(),
            single: is_single(level),
            worth: worth(case),
            events: own.collect(),
        })
    }
}

/// What is sure counts; where nothing is, what may be, and less than anything sure.
fn worth(case: &Case) -> Worth {
    let safe = case.readings.first().map(Worth::of).unwrap_or_default();
    let most = case.readings.last().map(Worth::of).unwrap_or_default();
    safe.or_perhaps(&most)
}
