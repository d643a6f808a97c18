//! Where the talks stand, in sentences.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::assess::finding::Finding;
use crate::report::talks::Stand;
use crate::report::words::{Reader, counted};

use super::briefing::is_must_have;
use super::dates::{Deadline, deadline};

impl Reader<'_> {
    /// The round that is on, how many points stand how, and which must-haves were refused;
    /// nothing where nobody said anything yet.
    pub(super) fn talks_in_brief(&self) -> Vec<String> {
        let Some(round) = &self.talks.round else { return Vec::new() };
        let mut sentences = vec![format!("Round {round}."), self.stood_in_the_talks()];
        let refused = |finding: &Finding, id: &str| {
            finding.is_to_be_asked() && self.talks.points.get(id).is_some_and(|talk| talk.stand == Stand::Refused)
        };
        let must_haves = self.redlines().into_iter().filter(|(finding, ..)| is_must_have(finding));
        let refused = must_haves.filter(|(finding, rule, _)| refused(finding, &rule.id));
        let refused: Vec<String> = refused.map(|(_, rule, _)| self.short_title(rule)).collect();
        if !refused.is_empty() {
            sentences.push(format!("Must-haves refused: {}.", refused.join("; ")));
        }
        sentences
    }

    /// "Of 12 points: 3 agreed, 1 refused, 8 open."
    fn stood_in_the_talks(&self) -> String {
        let mut counts: BTreeMap<(usize, &str), usize> = BTreeMap::new();
        for talk in self.talks.points.values() {
            *counts.entry(words(&talk.stand, self.profile.as_of)).or_default() += 1;
        }
        let counts: Vec<String> = counts.into_iter().map(|((_, words), count)| format!("{count} {words}")).collect();
        match self.talks.points.len() {
            0 => "There is no point to talk about.".to_owned(),
            all => format!("Of {}: {}.", counted(all, "point"), counts.join(", ")),
        }
    }

    /// The days on which what was waived in the talks comes up again.
    pub(super) fn waivers_of_the_talks(&self) -> impl Iterator<Item = Deadline> {
        let to_come = self.talks.waivers.iter().filter(|waiver| waiver.until >= self.profile.as_of);
        to_come.map(|waiver| {
            let what = format!("Waiver of “{}” by {} runs out", waiver.title, self.approver_named(&waiver.by));
            deadline(waiver.until, what, None, &format!("waiver/{}", waiver.id))
        })
    }

    /// "the CFO" where it is one of the approvers, otherwise as it was written.
    fn approver_named(&self, by: &str) -> String {
        let bare = by.strip_prefix("the ").unwrap_or(by);
        let is_it = |name: &str| name.eq_ignore_ascii_case(bare);
        let known = self.book.approvers.iter().find(|one| is_it(&one.id) || is_it(&one.title));
        known.map_or_else(|| by.to_owned(), |approver| format!("the {}", approver.title))
    }
}

/// The words for what became of a point, with their place among the others.
fn words(stand: &Stand, as_of: Date) -> (usize, &'static str) {
    match stand {
        Stand::Agreed => (0, "agreed"),
        Stand::InPart => (1, "agreed in part"),
        Stand::Conceded => (2, "conceded to a fallback"),
        Stand::Refused => (3, "refused"),
        Stand::Waived(Some(day)) if *day < as_of => (5, "with a waiver that has run out"),
        Stand::Waived(_) => (4, "waived"),
        Stand::Parked => (6, "parked"),
        Stand::Withdrawn => (7, "withdrawn"),
        Stand::Settled => (8, "settled"),
        Stand::Disputed => (9, "noted in two ways"),
        Stand::Open => (10, "open"),
    }
}
