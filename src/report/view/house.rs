//! What the house decides for itself: findings it lives with, and rules it has changed.

use serde::Serialize;

use crate::assess::finding::{Finding, Waived};
use crate::report::markdown::Markdown;
use crate::report::words::{Reader, Slots, Words};
use crate::rulebook::advice::{Advice, Body};
use crate::rulebook::overlay::{Change, ChangeKind, Waiver};
use crate::source::Place;
use crate::value::show_date;

use super::points::severity_words;
use super::verdict::First;

/// A finding that the house lives with.
#[derive(Clone, Debug, Serialize)]
pub struct WaivedFinding {
    /// The title of its rule.
    pub title: String,
    /// How it stands, and how bad that is, a few words each.
    pub marks: Vec<String>,
    /// Who agreed.
    pub approver: String,
    /// The last day: "31 March 2027".
    pub until: String,
    /// Why.
    pub because: Markdown,
    /// Where it was decided: `house/house.proviso:30`.
    pub place: String,
}

/// Something that a house pack changes in another pack.
#[derive(Clone, Debug, Serialize)]
pub struct HouseChange {
    /// The title of what is changed.
    pub title: String,
    /// What kind of thing it is: "redline".
    pub kind: String,
    /// What is done to it: "changed (fallback, wording)", or "retired".
    pub what: String,
    /// Why, where that is said.
    pub because: Option<String>,
    /// The title of the pack that changes it.
    pub pack: String,
    /// Where.
    pub place: String,
}

impl Reader<'_> {
    /// What the house lives with on the day of assessment.
    pub(super) fn waived(&self) -> Vec<WaivedFinding> {
        let ranked = self.ranked().into_iter();
        ranked
            .filter(|(finding, _)| finding.is_waived())
            .filter_map(|(finding, rule)| self.waiver(finding, rule))
            .collect()
    }

    fn waiver(&self, finding: &Finding, rule: &Advice) -> Option<WaivedFinding> {
        let waiver = rule.waiver.as_ref()?;
        let status = match &rule.body {
            Body::Redline(redline) => self.status(finding, redline, true),
            _ => finding.status().replace('-', " "),
        };
        Some(WaivedFinding {
            title: self.short_title(rule),
            marks: vec![status, severity_words(&finding.severity.could_be)],
            approver: self.approver_of(waiver),
            until: show_date(waiver.until),
            because: self.inline(&waiver.because, Slots::default()),
            place: line(&waiver.place),
        })
    }

    fn approver_of(&self, waiver: &Waiver) -> String {
        self.book.approvers.get(waiver.approver).map(|approver| approver.title.clone()).unwrap_or_default()
    }

    /// Waivers whose last day has passed: what they covered counts again.
    pub(super) fn run_out(&self) -> Vec<First> {
        let ranked = self.ranked().into_iter().filter(|(finding, _)| finding.waived == Some(Waived::Expired));
        ranked
            .filter_map(|(_, rule)| Some((rule, rule.waiver.as_ref()?)))
            .map(|(rule, waiver)| First {
                title: format!("{}: the waiver ran out on {}.", self.short_title(rule), show_date(waiver.until)),
                text: format!("It counts again. The {} had agreed to it.", self.approver_of(waiver)),
            })
            .collect()
    }
}

impl Words<'_> {
    /// What house packs change, in the order of the rules.
    pub(in crate::report) fn house_changes(&self) -> Vec<HouseChange> {
        self.book.changes.iter().map(|change| self.house_change(change)).collect()
    }

    /// What house packs change in the declaration with an id.
    pub(in crate::report) fn changes_of(&self, id: &str) -> Vec<HouseChange> {
        self.book.changes.iter().filter(|change| change.id == id).map(|change| self.house_change(change)).collect()
    }

    fn house_change(&self, change: &Change) -> HouseChange {
        let (what, because) = match &change.what {
            ChangeKind::Overridden(words) => {
                let words: Vec<&str> = words.iter().map(|word| word.as_str()).collect();
                let what = if words.is_empty() { "title".to_owned() } else { words.join(", ") };
                (format!("changed ({what})"), None)
            }
            ChangeKind::Retired(because) => ("retired".to_owned(), Some(because.clone())),
        };
        HouseChange {
            title: change.title.clone(),
            kind: change.word.to_string(),
            what,
            because,
            pack: self.book.packs.get(change.pack).map(|pack| pack.title.clone()).unwrap_or_default(),
            place: line(&change.place),
        }
    }
}

fn line(place: &Place) -> String {
    format!("{}:{}", place.source.label(), place.position().line)
}
