//! What is as it should be, and what does not matter here.

use serde::Serialize;

use crate::assess::finding::{KnownBy, Outcome};
use crate::report::words::Reader;
use crate::rulebook::advice::{Advice, Body};

/// What has been seen to, and what does not matter here.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Settled {
    /// Measures and steps that have been taken.
    pub seen_to: Vec<String>,
    /// Questions with their answers, so that nobody takes a no for a yes.
    pub answered: Vec<Answer>,
    /// Positions that do not apply, with what the draft says there all the same.
    pub not_applicable: Vec<String>,
    /// Measures, steps and levers that are not needed or not there.
    pub not_needed: Vec<String>,
}

/// A question that has been answered.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// The question.
    pub question: String,
    /// What the profile says.
    pub answer: String,
}

/// A position the draft meets.
#[derive(Clone, Debug, Serialize)]
pub struct Met {
    /// Its title.
    pub title: String,
    /// What the draft says.
    pub says: String,
    /// Where the profile says so.
    pub place: Option<String>,
}

impl Reader<'_> {
    /// The positions the draft meets.
    pub(super) fn in_order(&self) -> Vec<Met> {
        let met = self.redlines().into_iter().filter(|(finding, ..)| finding.decided() == Some(Outcome::Preferred));
        met.map(|(_, rule, redline)| {
            let says = self.draft_says(redline.subject);
            Met { title: self.short_title(rule), says: says.says, place: says.place }
        })
        .collect()
    }

    pub(super) fn settled(&self) -> Settled {
        let mut settled = Settled::default();
        for (finding, rule) in self.ranked() {
            let title = self.short_title(rule);
            match finding.decided() {
                Some(Outcome::InPlace) => settled.seen_to.push(title),
                Some(Outcome::Answered) => settled.answered.push(self.answered(rule, title)),
                Some(Outcome::NotApplicable) => settled.not_applicable.push(self.unread(rule, title)),
                Some(Outcome::NotNeeded) => settled.not_needed.push(title),
                _ => {}
            }
        }
        settled
    }

    fn answered(&self, rule: &Advice, question: String) -> Answer {
        let answers: Vec<String> = match &rule.body {
            Body::Question { answered_by, .. } => answered_by.iter().map(|name| self.shown(*name)).collect(),
            _ => Vec::new(),
        };
        Answer { question, answer: answers.join("; ") }
    }

    /// A position that does not apply, with what the draft says there all the same.
    fn unread(&self, rule: &Advice, title: String) -> String {
        let Some(redline) = self.redline(rule) else { return title };
        match self.known(redline.subject).map(|known| &known.by) {
            Some(KnownBy::Profile) => format!("{title} (the draft: {})", self.draft_says(redline.subject).says),
            _ => title,
        }
    }
}
