//! When duties are due, in words.

use crate::assess::finding::{DueDate, Finding};
use crate::rulebook::condition::NameId;
use crate::rulebook::due::{Anchor, Due};
use crate::value::{Duration, show_date};

use super::{Reader, Words};

impl Words<'_> {
    /// "90 days before “Renewal”", "every 3 months".
    pub(crate) fn due(&self, due: &Due) -> String {
        let title = |name: &NameId| format!("“{}”", self.name(*name).title);
        match due {
            Due::Before(span, name) => format!("{} before {}", span.shown(), title(name)),
            Due::After(span, name) => format!("{} after {}", span.shown(), title(name)),
            Due::On(name) => format!("on {}", title(name)),
            Due::Every(span, None) => every(*span),
            Due::Every(span, Some(name)) => format!("{} after {}", every(*span), title(name)),
            Due::Within(span, anchor) => {
                let anchor = match anchor {
                    Anchor::BillingMonth => "the end of the billing month".to_owned(),
                    Anchor::Incident => "each incident".to_owned(),
                    Anchor::Name(name) => title(name),
                };
                format!("within {} after {anchor}", span.shown())
            }
        }
    }
}

impl Reader<'_> {
    /// "due 1 April 2027", "overdue since 1 April 2026", "next on 1 April 2027, every 3 months".
    pub(crate) fn due_date(&self, finding: &Finding, due: &Due) -> String {
        let rule = match due.name() {
            Some(name) if self.known(name).is_some_and(|known| known.possible.single().is_some()) => {
                format!("{}, {}", self.due(due), self.shown(name))
            }
            _ => self.due(due),
        };
        match finding.due {
            Some(DueDate::Day { first, last, overdue }) => {
                let first_day = show_date(first);
                match (last, due) {
                    (Some(last), Due::Every(span, _)) if last == first => {
                        format!("next on {first_day}, {}", every(*span))
                    }
                    (Some(last), _) if last == first && overdue => format!("overdue since {first_day} ({rule})"),
                    (Some(last), _) if last == first => format!("due {first_day} ({rule})"),
                    (Some(last), _) if overdue => format!("overdue since {} at the latest ({rule})", show_date(last)),
                    (Some(last), _) => format!("due between {first_day} and {} ({rule})", show_date(last)),
                    (None, _) => format!("due {first_day} at the earliest ({rule})"),
                }
            }
            Some(DueDate::Waits(_)) => format!("due {rule}, a day that is not known yet"),
            Some(DueDate::Never) => format!("due {rule}, which never comes"),
            Some(DueDate::Recurring | DueDate::AfterEach) | None => format!("due {rule}"),
        }
    }
}

/// "every 3 months", "every month".
fn every(span: Duration) -> String {
    let shown = span.shown();
    let one = shown.strip_prefix("1 ").filter(|unit| !unit.contains(' '));
    format!("every {}", one.unwrap_or(&shown))
}
