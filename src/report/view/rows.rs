//! Redlines as rows of a table: what the draft says, what is asked, where it stands.

use serde::Serialize;

use crate::assess::finding::{Finding, Outcome, Waived};
use crate::profile::DraftStatus;
use crate::report::words::{Reader, Words, or, titles};
use crate::rulebook::advice::{Advice, Redline};

/// A position in the table of its risk, in brief.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The title of the redline.
    pub title: String,
    /// What is bargained over.
    pub term: String,
    /// What the draft says, or the paper in its place.
    pub draft: String,
    /// Where the profile says so: `profile:31`.
    pub place: Option<String>,
    /// What is preferred: a figure in words, anything else by what people call it.
    pub preferred: Option<String>,
    /// What is accepted, and who must agree: "at least 60 days (General Counsel)".
    pub fallback: Option<String>,
    /// What to ask for: the best that may be agreed.
    pub ask: Option<String>,
    /// What to accept where that is not granted.
    pub accept: Option<String>,
    /// Where the company leaves the table.
    pub walk_away: Option<String>,
    /// The status with its sign: "✖ past your walk-away".
    pub status: String,
}

impl Reader<'_> {
    /// The head of the column that says what is on the table.
    pub(super) fn paper_says(&self) -> &'static str {
        match self.profile.draft {
            DraftStatus::None => "Standard paper says",
            DraftStatus::Partial | DraftStatus::Reviewed => "Draft says",
        }
    }

    /// The row of a redline that applies, or may.
    pub(super) fn row(&self, finding: &Finding, rule: &Advice, redline: &Redline) -> Row {
        let says = self.draft_says(redline.subject);
        let bargain = self.bargain(finding, redline);
        Row {
            title: self.title(rule),
            term: self.name(redline.subject).title.clone(),
            draft: says.says,
            place: says.place,
            preferred: bargain.preferred(),
            fallback: bargain.fallback(),
            ask: bargain.ask(),
            accept: bargain.accept(),
            walk_away: bargain.walk_away(),
            status: self.status_in_the_talks(finding, rule, redline),
        }
    }

    /// The status in brief, and what came of it in the talks: "● falls short; in the talks:
    /// Refused (round 2)".
    fn status_in_the_talks(&self, finding: &Finding, rule: &Advice, redline: &Redline) -> String {
        let status = self.status(finding, redline, true);
        match self.talks.says(&rule.id) {
            Some(says) => format!("{status}; in the talks: {says}"),
            None => status,
        }
    }

    /// The status with its sign; whether it rests on the vendor's standard paper. In
    /// brief, an open one says only the worst it can come to.
    pub(in crate::report) fn status(&self, finding: &Finding, redline: &Redline, brief: bool) -> String {
        let mut status = match finding.decided() {
            Some(Outcome::Fallback(at)) => {
                let approver = finding.rungs.get(at + 1).map_or(&[][..], |rung| &rung.approver);
                let fallback = self.stands_at(Outcome::Fallback(at), redline);
                match titles(&self.book.approvers, approver).as_slice() {
                    [] => fallback,
                    approvers => format!("{fallback}, if the {} agrees", or(approvers)),
                }
            }
            Some(decided) => self.stands_at(decided, redline),
            None if brief => match could_be(&finding.could_be).first() {
                Some(worst) => format!("? open, at worst {worst}"),
                None => "? open".to_owned(),
            },
            None => format!("? open: could be {}", or(&could_be(&finding.could_be))),
        };
        if !finding.standard_used.is_empty() {
            status.push_str(", by the standard paper");
        }
        match finding.waived {
            Some(Waived::InForce) => status.push_str(", waived"),
            Some(Waived::Expired) => status.push_str(", the waiver has run out"),
            None => {}
        }
        status
    }
}

impl Words<'_> {
    /// Where a position stands that is decided, with its sign.
    pub(in crate::report) fn stands_at(&self, outcome: Outcome, redline: &Redline) -> String {
        match outcome {
            Outcome::WalkAway => "✖ past your walk-away".to_owned(),
            Outcome::Gap => "● falls short".to_owned(),
            Outcome::Preferred => "✔ as you want it".to_owned(),
            Outcome::Fallback(at) => match self.label_at(redline, at + 1) {
                Some(label) => format!("◐ fallback: “{label}”"),
                None => "◐ fallback".to_owned(),
            },
            other => format!("– {}", other.as_str().replace('-', " ")),
        }
    }
}

/// What an open position could be, each in a few words.
pub(in crate::report) fn could_be(outcomes: &[Outcome]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for outcome in outcomes {
        let word = match outcome {
            Outcome::WalkAway => "past your walk-away",
            Outcome::Gap => "short of what you need",
            Outcome::Fallback(_) => "a fallback",
            Outcome::Preferred => "as you want it",
            Outcome::NotApplicable => "not applicable",
            other => other.as_str(),
        };
        if !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}
