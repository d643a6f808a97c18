//! The verdict in one honest sentence.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::assess::finding::{Finding, Outcome};
use crate::profile::DraftStatus;
use crate::report::words::{Reader, and, counted};
use crate::rulebook::advice::{Advice, Redline};

/// Where the deal stands.
#[derive(Clone, Debug, Serialize)]
pub struct Verdict {
    /// In two or three words: "Not ready to sign."
    pub word: String,
    /// The counts, which add up, and what they leave out; a sentence each.
    pub sentences: Vec<String>,
}

/// How many positions stand how.
#[derive(Default)]
struct Counts {
    walk_away: usize,
    gap: usize,
    fallback: usize,
    preferred: usize,
    open: usize,
    not_applicable: usize,
    questions: usize,
    waived: usize,
}

/// A redline with its finding and its rule.
pub(super) type Position<'a> = (&'a Finding, &'a Advice, &'a Redline);

impl Reader<'_> {
    /// All redlines, worst first.
    pub(super) fn redlines(&self) -> Vec<Position<'_>> {
        let ranked = self.ranked().into_iter();
        ranked.filter_map(|(finding, rule)| Some((finding, rule, self.redline(rule)?))).collect()
    }

    pub(super) fn verdict(&self) -> Verdict {
        let counts = self.counts();
        let stated = counts.walk_away + counts.gap + counts.fallback + counts.preferred;
        let total = stated + counts.open;
        let mut sentences = Vec::new();
        if total == 0 {
            let sentence = match counts.not_applicable {
                0 => "The rules take no position on the draft.".to_owned(),
                1 => "The one position of these rules does not apply to you.".to_owned(),
                n => format!("None of the {n} positions of these rules applies to you."),
            };
            return Verdict { word: "Nothing to negotiate.".to_owned(), sentences: vec![sentence] };
        }
        match self.profile.draft {
            DraftStatus::None => sentences.push(format!(
                "In its place stands {} standard paper, as far as a source describes it.",
                self.vendors()
            )),
            DraftStatus::Partial => sentences.push("The draft has been read in part only.".to_owned()),
            DraftStatus::Reviewed => {}
        }
        sentences.extend(stood(&counts, total));
        sentences.extend(undecided(&counts, total));
        sentences.extend(match counts.waived {
            0 => None,
            1 => Some(format!("1 of the {total} is waived for now.")),
            n => Some(format!("{n} of the {total} are waived for now.")),
        });
        sentences.extend(match counts.not_applicable {
            0 => None,
            1 => Some("1 more does not apply to you.".to_owned()),
            n => Some(format!("{n} more do not apply to you.")),
        });
        let word = match self.profile.draft {
            DraftStatus::None => "No draft is in hand.",
            _ if counts.walk_away + counts.gap > 0 => "Not ready to sign.",
            _ if counts.open > 0 => "Not decided yet.",
            _ if counts.fallback > 0 => "Acceptable, with fallbacks.",
            _ => "As you want it.",
        };
        Verdict { word: word.to_owned(), sentences }
    }

    fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        let mut questions = BTreeSet::new();
        for (finding, ..) in self.redlines() {
            counts.waived += usize::from(finding.is_waived());
            match finding.decided() {
                Some(Outcome::WalkAway) => counts.walk_away += 1,
                Some(Outcome::Gap) => counts.gap += 1,
                Some(Outcome::Fallback(_)) => counts.fallback += 1,
                Some(Outcome::Preferred) => counts.preferred += 1,
                Some(_) => counts.not_applicable += 1,
                None => {
                    counts.open += 1;
                    questions.extend(finding.waits_for.iter().copied());
                }
            }
        }
        counts.questions = questions.len();
        counts
    }
}

/// "Of 24 positions, 1 is past your walk-away and 5 fall short."
fn stood(counts: &Counts, total: usize) -> Option<String> {
    let are = |n: usize| if n == 1 { "is" } else { "are" };
    let parts: Vec<String> = [
        (counts.walk_away, format!("{} past your walk-away", are(counts.walk_away))),
        (counts.gap, if counts.gap == 1 { "falls short" } else { "fall short" }.to_owned()),
        (counts.fallback, format!("{} acceptable as a fallback", are(counts.fallback))),
        (
            counts.preferred,
            format!("{} as you want {}", are(counts.preferred), if counts.preferred == 1 { "it" } else { "them" }),
        ),
    ]
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, words)| format!("{n} {words}"))
    .collect();
    let of = counted(total, "position");
    (!parts.is_empty()).then(|| format!("Of {of}, {}.", and(&parts)))
}

/// "4 cannot be decided until 3 questions are answered."
fn undecided(counts: &Counts, total: usize) -> Option<String> {
    let who = match counts.open {
        0 => return None,
        open if open == total && total > 1 => format!("None of the {total} positions"),
        open => open.to_string(),
    };
    let can = if counts.open == total && total > 1 { "can" } else { "cannot" };
    Some(match counts.questions {
        0 => format!("{who} {can} be decided yet."),
        1 => format!("{who} {can} be decided until 1 question is answered."),
        n => format!("{who} {can} be decided until {n} questions are answered."),
    })
}
