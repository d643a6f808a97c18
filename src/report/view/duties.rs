//! Duties: what is owed after signature, by whom and until when.

use jiff::civil::Date;
use serde::Serialize;

use crate::assess::finding::{DueDate, Finding, Outcome};
use crate::report::markdown::Markdown;
use crate::report::words::{Reader, Slots};
use crate::rulebook::advice::Body;

use super::entry::Entry;

/// Something owed, or perhaps owed.
#[derive(Clone, Debug, Serialize)]
pub struct Duty {
    /// Its title and who sees to it.
    #[serde(flatten)]
    pub entry: Entry,
    /// Who owes it: "you", or the vendor.
    pub by: String,
    /// When: "due 1 April 2027 (90 days before “Renewal”)".
    pub due: String,
    /// Whether its day has passed.
    pub overdue: bool,
    /// What is to be done.
    pub does: Markdown,
}

impl Reader<'_> {
    /// Duties that are owed or may be, the next first; then those whose day is not known, and
    /// last those that come back.
    pub(super) fn duties(&self) -> Vec<Duty> {
        let mut duties: Vec<(u8, Option<Date>, Duty)> = self
            .due(Outcome::Owed)
            .filter(|(finding, _)| !finding.is_waived())
            .filter_map(|(finding, rule)| match &rule.body {
                Body::Duty { by_vendor, due, does, .. } => {
                    let duty = Duty {
                        entry: self.entry(finding, rule),
                        by: if *by_vendor { self.vendor() } else { "you".to_owned() },
                        due: self.due_date(finding, due),
                        overdue: finding.is_overdue(),
                        does: self.inline(does, Slots::default()),
                    };
                    let day = first_day(finding);
                    let kind = match finding.due {
                        Some(DueDate::Day { .. }) => 0,
                        Some(DueDate::Waits(_)) => 1,
                        _ => 2,
                    };
                    Some((kind, day, duty))
                }
                _ => None,
            })
            .collect();
        duties.sort_by_key(|(kind, day, _)| (*kind, *day));
        duties.into_iter().map(|(_, _, duty)| duty).collect()
    }
}

/// The first day that something may be due.
pub(super) fn first_day(finding: &Finding) -> Option<Date> {
    match finding.due {
        Some(DueDate::Day { first, .. }) => Some(first),
        _ => None,
    }
}
