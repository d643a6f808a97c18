//! What is not known yet, and what rests on the vendor's standard.

use serde::Serialize;

use crate::assess::finding::{KnownBy, OpenFact};
use crate::report::words::{Reader, first_few};
use crate::rulebook::advice::{Advice, Body};
use crate::rulebook::condition::NameId;
use crate::rulebook::vocabulary::Role;

/// A question whose answer settles something.
#[derive(Clone, Debug, Serialize)]
pub struct Question {
    /// The fact or term, as written in a profile.
    pub name: String,
    /// The question, without what explains it.
    pub ask: String,
    /// What is known so far, where that is something.
    pub so_far: Option<String>,
    /// Where the profile says so.
    pub place: Option<String>,
    /// Who can answer.
    pub owner: Option<String>,
    /// What the answer settles: "3 alone, 1 more with those above".
    pub settles: String,
    /// What hangs on it.
    pub why: String,
    /// The highest severity among what it settles.
    pub severity: String,
}

/// A term that rests on the vendor's standard.
#[derive(Clone, Debug, Serialize)]
pub struct ToConfirm {
    /// The term.
    pub term: String,
    /// What is taken for granted.
    pub value: String,
    /// The standard: "Microsoft's standard of 1 August 2025".
    pub standard: String,
    /// What rests on it.
    pub used_by: String,
}

impl Reader<'_> {
    pub(super) fn questions(&self) -> Vec<Question> {
        self.assessment.open_facts.iter().map(|open| self.question(open)).collect()
    }

    fn question(&self, open: &OpenFact) -> Question {
        let name = self.name(open.name);
        let known = self.known(open.name);
        let so_far = known.and_then(|known| match &known.by {
            KnownBy::Reference(paper) => Some(format!("by reference: {paper}")),
            KnownBy::Nothing => None,
            _ => Some(format!("so far: {}", self.shown(open.name))),
        });
        Question {
            name: name.id.clone(),
            ask: first_question(&self.question_of(open.name)),
            so_far,
            place: self.profile_line(known.and_then(|known| known.place.as_ref())),
            owner: self.answerer(open.name),
            settles: settles(open),
            why: first_few(&self.hangs_on(open), 3),
            severity: open.severity.as_str().to_owned(),
        }
    }

    /// The question whose answer is a name.
    pub(crate) fn question_of(&self, id: NameId) -> String {
        let name = self.name(id);
        name.ask.clone().unwrap_or_else(|| format!("{}?", name.title))
    }

    /// The titles of what an answer settles; of what it bears on where it settles nothing.
    pub(crate) fn hangs_on(&self, open: &OpenFact) -> Vec<String> {
        if !open.settles.is_empty() {
            return self.titles_of(&open.settles);
        }
        if Self::is_for_days_alone(open) {
            return self.titles_of(&open.dates);
        }
        let ranked = self.ranked().into_iter();
        let waiting: Vec<&Advice> =
            ranked.filter(|(found, _)| found.waits_for.contains(&open.name)).map(|(_, rule)| rule).collect();
        // That another question waits for it says little where something else does.
        let is_question = |rule: &&Advice| matches!(rule.body, Body::Question { .. });
        let all_questions = waiting.iter().all(is_question);
        waiting.iter().filter(|rule| all_questions || !is_question(rule)).map(|rule| self.short_title(rule)).collect()
    }

    /// Whether an answer gives the day of duties, and decides nothing else.
    pub(super) fn is_for_days_alone(open: &OpenFact) -> bool {
        open.settles.is_empty() && open.settles_with_those_before == 0 && open.touches == 0 && !open.dates.is_empty()
    }

    pub(super) fn confirmations(&self) -> Vec<ToConfirm> {
        let confirmed = self.assessment.to_confirm.iter().map(|term| {
            let name = self.name(term.name);
            let standard = match &name.role {
                Role::Term(of) => self.standard_of(of),
                _ => String::new(),
            };
            ToConfirm {
                term: name.title.clone(),
                value: self.shown(term.name),
                standard,
                used_by: first_few(&self.titles_of(&term.used_by), 3),
            }
        });
        confirmed.collect()
    }
}

/// "3 alone, 1 more with those above"; where it settles nothing, how many it narrows; and of
/// how many duties it gives the day.
fn settles(open: &OpenFact) -> String {
    let days = match open.dates.len() {
        1 => "the day of a duty".to_owned(),
        many => format!("the days of {many} duties"),
    };
    if Reader::is_for_days_alone(open) {
        return days;
    }
    let settled = settled(open);
    if open.dates.is_empty() { settled } else { format!("{settled}; {days}") }
}

fn settled(open: &OpenFact) -> String {
    let alone = open.settles.len();
    // The second count includes what it settles alone.
    match (alone, open.settles_with_those_before.saturating_sub(alone)) {
        (0, 0) if open.touches == 0 => "only with those below".to_owned(),
        (0, 0) => format!("narrows {}", open.touches),
        (0, with) => format!("{with} with those above"),
        (alone, 0) => format!("{alone} alone"),
        (alone, with) => format!("{alone} alone, {with} more with those above"),
    }
}

/// A question up to its first question mark: what follows explains it, and stands in the
/// checklist.
fn first_question(ask: &str) -> String {
    ask.split_once("? ").map_or_else(|| ask.to_owned(), |(first, _)| format!("{first}?"))
}
