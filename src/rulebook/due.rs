//! When a duty is due.

use crate::value::Duration;

use super::condition::NameId;

/// When something is due. Lengths are whole days or longer, so that a day follows from a
/// day, and those that come back are above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// So long before a date.
    Before(Duration, NameId),
    /// So long after a date.
    After(Duration, NameId),
    /// On a date.
    On(NameId),
    /// Again and again: the first time so long after a date, where one is named.
    Every(Duration, Option<NameId>),
    /// No later than so long after something has happened.
    Within(Duration, Anchor),
}

/// What a deadline is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The end of a billing month: of each in which something happened.
    BillingMonth,
    /// An incident: each.
    Incident,
    /// A date.
    Name(NameId),
}

impl Anchor {
    /// The words of the language that stand for events, not for dates.
    pub const EVENTS: [(&'static str, Self); 2] = [("billing-month", Self::BillingMonth), ("incident", Self::Incident)];
}

impl Due {
    /// The date it is counted from, where it is counted from one.
    pub fn name(&self) -> Option<NameId> {
        match self {
            Self::Before(_, name) | Self::After(_, name) | Self::On(name) => Some(*name),
            Self::Every(_, name) => *name,
            Self::Within(_, Anchor::Name(name)) => Some(*name),
            Self::Within(_, Anchor::BillingMonth | Anchor::Incident) => None,
        }
    }
}
