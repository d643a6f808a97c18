//! By when a claim must have been received, and why that is earlier than it need be.

use crate::report::claims::words::last_day;
use crate::sla::{Anchor, Counted, Window};
use crate::value::{Duration, show_date};

use super::Writer;

impl Writer<'_> {
    pub(super) fn last_day(&self) -> String {
        let (case, today) = (self.case, self.told.as_of);
        if today.is_some_and(|today| case.deadline.is_over(today)) {
            let day = show_date(case.deadline.later.unwrap_or(case.deadline.day));
            return format!("The window for this claim has closed: it had to be received by {day}.");
        }
        let last = last_day(case, today);
        format!("Last day: {last}. Receipt counts: that it was sent by then is not enough.")
    }

    /// Which reading gives the early day, and which the later one.
    pub(super) fn why_early(&self) -> Option<String> {
        let deadline = self.case.deadline;
        if self.told.as_of.is_some_and(|today| deadline.is_over(today)) {
            return None;
        }
        let (day, later) = (show_date(deadline.day), show_date(deadline.later?));
        let Counted { window, from, earlier_month, short_of_the_end } = deadline.counted;
        let month = self.case.bounds.shown();
        let what = match window.after {
            Anchor::BillingMonth if earlier_month => {
                format!("the end of the month in which the incident began that ran into {month}")
            }
            after => anchor(after).to_owned(),
        };
        let counted = match is_none(&window.within) {
            true => format!("{day} is {what}"),
            false => format!("{day} is {} after {}, {what}", length(&window.within), show_date(from)),
        };
        let mut otherwise = Vec::new();
        if earlier_month {
            otherwise.push(format!("an incident over the end of a month occurred in {month} too"));
        }
        if short_of_the_end {
            otherwise.push("months counted from the last day of one end with the last day of another".to_owned());
        }
        let all = std::iter::once(&self.agreement.claim).chain(&self.level.claims);
        for Window { within, after } in all.filter(|other| **other != window) {
            otherwise.push(match is_none(within) {
                true => format!("the last day is {}", anchor(*after)),
                false => format!("the window is {} after {}", length(within), anchor(*after)),
            });
        }
        if otherwise.is_empty() {
            otherwise.push("the last incident of the claim counts, and not the first".to_owned());
        }
        let otherwise = otherwise.join(", and if ");
        Some(format!("Why the early day: {counted}. The later day, {later}, holds only if {otherwise}."))
    }
}

const fn anchor(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::BillingMonth => "the end of the billing month",
        Anchor::FollowingMonth => "the end of the month after the one of the incident",
        Anchor::Incident => "the day on which the first incident began",
        Anchor::Fix => "the day on which the first incident was over",
    }
}

fn is_none(length: &Duration) -> bool {
    length.months == 0 && length.days == 0 && length.millis == 0
}

fn length(length: &Duration) -> String {
    let count = |count: i64, one: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        more => Some(format!("{more} {one}s")),
    };
    let parts = [count(length.months, "month"), count(length.days + length.millis / 86_400_000, "day")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" and ")
}
