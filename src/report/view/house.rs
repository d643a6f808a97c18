//! What the house decides for itself: findings it lives with, and rules it has changed.

use serde::Serialize;

use crate::assess::finding::{Finding, Waived};
use crate::report::markdown::Markdown;
use crate::report::words::{Reader, Slots, Words, grades};
use crate::rulebook::advice::{Advice, Body};
use crate::rulebook::overlay::{Change, ChangeKind, Waiver};
use crate::source::Place;
use crate::syntax::words::{DeclarationWord, PropertyWord};
use crate::value::show_date;

use super::first::{First, words};

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
    /// What is done to it: "the fallbacks and the clause changed", or "retired".
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
            marks: vec![status, grades::severity(&finding.severity)],
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
                text: words(&format!("It counts again. The {} had agreed to it.", self.approver_of(waiver))),
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
            ChangeKind::Overridden { given, removed, called } => {
                let nouns = |words: &[PropertyWord]| listed(words.iter().map(|word| property_noun(change.word, *word)));
                let parts = [
                    (!given.is_empty()).then(|| format!("{} changed", nouns(given))),
                    (!removed.is_empty()).then(|| format!("{} taken out", nouns(removed))),
                    called.as_ref().map(|called| format!("was called “{called}”")),
                ];
                (parts.into_iter().flatten().collect::<Vec<_>>().join("; "), None)
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

fn listed(words: impl Iterator<Item = &'static str>) -> String {
    let words: Vec<&str> = words.collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

/// A property of a rule as a lawyer calls it.
fn property_noun(of: DeclarationWord, word: PropertyWord) -> &'static str {
    match word {
        PropertyWord::Value if matches!(of, DeclarationWord::Redline | DeclarationWord::Lever) => "what it is worth",
        PropertyWord::Value => "the figure",
        PropertyWord::Cost => "what it costs",
        PropertyWord::TradesFor => "what it is given for",
        PropertyWord::Requires => "what it needs first",
        PropertyWord::Standard => "the vendor's standard",
        PropertyWord::Silent => "what silence means",
        PropertyWord::Ask => "the question",
        PropertyWord::Share => "whether the other side may read it",
        PropertyWord::When => "when it applies",
        PropertyWord::DoneWhen => "when it is done",
        PropertyWord::Severity => "the severity",
        PropertyWord::Priority => "the priority",
        PropertyWord::Preferred => "the preferred position",
        PropertyWord::Fallback => "the fallbacks",
        PropertyWord::WalkAway => "the walk-away",
        PropertyWord::Propose => "the request",
        PropertyWord::Wording => "the clause",
        PropertyWord::Rationale => "the reason",
        PropertyWord::Objection => "the reply to an objection",
        PropertyWord::Outlook => "the outlook",
        PropertyWord::Pitfall => "the pitfalls",
        PropertyWord::Do => "what is to be done",
        PropertyWord::AnsweredBy => "what answers it",
        PropertyWord::Play => "how it is played",
        PropertyWord::Give => "what you give",
        PropertyWord::Get => "what you get",
        PropertyWord::Weigh => "what is to be weighed",
        PropertyWord::Owner => "the owner",
        PropertyWord::Phase => "the phase",
        PropertyWord::Instrument => "the document",
        PropertyWord::From => "the sources",
        other => other.as_str(),
    }
}
