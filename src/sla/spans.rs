//! Stretches of time on one line: what overlaps is counted once.

use jiff::Timestamp;

use super::Length;

/// From an instant to a later one, the end left out: `[start, end)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    /// The first instant.
    pub start: Timestamp,
    /// The first instant after it.
    pub end: Timestamp,
}

impl Stretch {
    /// How long it is.
    pub fn length(&self) -> Length {
        Length::between(self.start, self.end)
    }

    /// The part that lies in another.
    pub fn within(&self, other: &Self) -> Option<Self> {
        let part = Self { start: self.start.max(other.start), end: self.end.min(other.end) };
        (part.start < part.end).then_some(part)
    }
}

/// The same time in stretches that neither overlap nor touch, in order.
pub fn union(stretches: impl IntoIterator<Item = Stretch>) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = stretches.into_iter().filter(|stretch| stretch.start < stretch.end).collect();
    all.sort_unstable();
    let mut joined: Vec<Stretch> = Vec::new();
    for stretch in all {
        match joined.last_mut() {
            Some(last) if stretch.start <= last.end => last.end = last.end.max(stretch.end),
            _ => joined.push(stretch),
        }
    }
    joined
}

/// What is left of a union when another is taken out.
pub fn without(of: &[Stretch], out: &[Stretch]) -> Vec<Stretch> {
    let mut left = Vec::new();
    let mut out = out.iter().peekable();
    for stretch in of {
        let mut start = stretch.start;
        while let Some(hole) = out.peek() {
            if hole.start >= stretch.end {
                break;
            }
            if hole.start > start {
                left.push(Stretch { start, end: hole.start });
            }
            start = start.max(hole.end);
            if hole.end > stretch.end {
                break;
            }
            out.next();
        }
        if start < stretch.end {
            left.push(Stretch { start, end: stretch.end });
        }
    }
    left
}

/// How long stretches that do not overlap are together.
pub fn total(stretches: &[Stretch]) -> Length {
    stretches.iter().map(Stretch::length).sum()
}
