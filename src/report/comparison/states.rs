//! How a rule stands on one side, in a few words.

use crate::assess::finding::{Finding, Outcome};
use crate::report::words::{Reader, or, titles};
use crate::rulebook::advice::{Advice, Body};

impl Reader<'_> {
    /// How a rule stands, with its sign: "● falls short", "✔ seen to".
    pub(super) fn stands(&self, finding: &Finding, rule: &Advice) -> String {
        if let Some(redline) = self.redline(rule) {
            return self.status(finding, redline, false);
        }
        match finding.decided() {
            Some(outcome) => {
                let waived = if finding.is_waived() { ", waived" } else { "" };
                format!("{}{waived}", in_words(outcome, rule))
            }
            None => open_in_words(&finding.could_be, rule),
        }
    }

    /// What the draft says of the point of a redline that has a bearing here.
    pub(super) fn draft_beside(&self, finding: &Finding, rule: &Advice) -> Option<String> {
        let redline = self.redline(rule).filter(|_| finding.decided() != Some(Outcome::NotApplicable))?;
        Some(self.draft_says(redline.subject).says)
    }

    /// The document it goes into, or all it may be.
    pub(super) fn goes_into(&self, finding: &Finding) -> Option<String> {
        let instruments = titles(&self.book.documents, &finding.instrument);
        (!instruments.is_empty()).then(|| or(&instruments))
    }

    /// When a duty is due.
    pub(super) fn due_beside(&self, finding: &Finding, rule: &Advice) -> Option<String> {
        match &rule.body {
            Body::Duty { due, .. } => Some(self.due_date(finding, due)),
            _ => None,
        }
    }
}

/// What is no position and open, in words.
pub(in crate::report) fn open_in_words(could_be: &[Outcome], rule: &Advice) -> String {
    let plain = |outcome: &Outcome| {
        let words = in_words(*outcome, rule);
        words.split_once(' ').map_or(words, |(_, words)| words).to_owned()
    };
    format!("? open: could be {}", or(&could_be.iter().map(plain).collect::<Vec<_>>()))
}

/// What is no position and decided, in words with its sign.
pub(in crate::report) fn in_words(outcome: Outcome, rule: &Advice) -> &'static str {
    match (outcome, &rule.body) {
        (Outcome::Advised, _) => "● still to do",
        (Outcome::Owed, _) => "● owed",
        (Outcome::InPlace, _) => "✔ seen to",
        (Outcome::NotNeeded, Body::Duty { .. }) => "– not owed",
        (Outcome::NotNeeded, _) => "– not needed",
        (Outcome::Ask, _) => "● still to ask",
        (Outcome::Answered, _) => "✔ answered",
        (Outcome::NotAsked, _) => "– not needed",
        (Outcome::Available, _) => "✔ at hand",
        (Outcome::Unavailable, _) => "– not at hand",
        (Outcome::Live, _) => "● pulls apart",
        (Outcome::Settled, _) => "– settled",
        // Of positions, which have words of their own.
        (Outcome::WalkAway | Outcome::Gap | Outcome::Fallback(_) | Outcome::Preferred | Outcome::NotApplicable, _) => {
            "– no position"
        }
    }
}
