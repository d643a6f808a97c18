//! The checklist: what is to be done, by phase.

use std::cmp::Reverse;

use jiff::civil::Date;
use serde::Serialize;

use crate::assess::finding::{Finding, OpenFact, Outcome};
use crate::record::Tally;
use crate::report::markdown::{Markdown, escape};
use crate::report::words::{Reader, Slots, and, counted, first_few, grades};
use crate::rulebook::advice::{Advice, Body, Severity};
use crate::rulebook::condition::NameId;
use crate::value::Possible;

use super::duties::first_day;
use super::entry::is_due;

/// A phase of the deal with what is to be done in it.
#[derive(Clone, Debug, Serialize)]
pub struct Phase {
    /// Its title.
    pub title: String,
    /// What is to be done, the most severe first; then what is acceptable as it stands; what is done comes last.
    pub tasks: Vec<Task>,
}

/// Something to do.
#[derive(Clone, Debug, Serialize)]
pub struct Task {
    /// By which it is known from one checklist to the next: `azure-openai/change-notice`,
    /// `fact/support.tier`.
    pub id: String,
    /// Whether it is done.
    pub done: bool,
    /// What is to be done, as one sentence.
    pub title: Markdown,
    /// More about it, where there is more.
    pub text: Option<Markdown>,
    /// Who sees to it.
    pub owner: Option<String>,
    /// How bad it is if nobody does.
    pub severity: String,
    /// Why it is on the list.
    pub why: Option<String>,
}

/// A task on its way to its phase.
struct Placed {
    /// After all phases where it has none.
    phase: usize,
    /// Whether it is acceptable as it stands.
    acceptable: bool,
    severity: Severity,
    /// The first day that it may be due.
    day: Option<Date>,
    task: Task,
}

/// How much of a checklist is left: "12 to do, 5 done, 1 of them to look at again" where
/// a ticked line has changed since.
pub fn progress(tally: Tally) -> String {
    let Tally { to_do, done, changed } = tally;
    match changed {
        0 => format!("{to_do} to do, {done} done"),
        _ => format!("{to_do} to do, {done} done, {changed} of them to look at again"),
    }
}

impl Reader<'_> {
    /// The phases that have something to do, and how much is left.
    pub(in crate::report) fn phases(&self) -> (Vec<Phase>, String) {
        let mut placed: Vec<Placed> =
            self.ranked().into_iter().filter_map(|(finding, rule)| self.placed(finding, rule)).collect();
        placed.extend(self.facts_to_find());
        placed.sort_by_key(|one| {
            let day = (one.day.is_none(), one.day);
            (one.phase, one.task.done, one.acceptable, Reverse(one.severity), day)
        });

        let done = placed.iter().filter(|one| one.task.done).count();
        let progress = progress(Tally { to_do: placed.len() - done, done, changed: 0 });
        let mut phases: Vec<(usize, Phase)> = Vec::new();
        for one in placed {
            match phases.last_mut().filter(|(at, _)| *at == one.phase) {
                Some((_, phase)) => phase.tasks.push(one.task),
                None => {
                    let title = self.book.phases.get(one.phase).map_or("Any time", |phase| &phase.title).to_owned();
                    phases.push((one.phase, Phase { title, tasks: vec![one.task] }));
                }
            }
        }
        (phases.into_iter().map(|(_, phase)| phase).collect(), progress)
    }

    /// What the checklist holds beside positions: "54 measures of your own and 18 questions
    /// to Microsoft".
    pub(super) fn besides(&self) -> Option<String> {
        let measures = self.due(Outcome::Advised).count();
        let to_vendor = |rule: &Advice| matches!(rule.body, Body::Question { to_vendor: true, .. });
        let questions = self.due(Outcome::Ask).filter(|(_, rule)| to_vendor(rule)).count();
        let parts = [
            (measures > 0).then(|| format!("{} of your own", counted(measures, "measure"))),
            (questions > 0).then(|| format!("{} to {}", counted(questions, "question"), self.vendor())),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| and(&parts))
    }

    fn placed(&self, finding: &Finding, rule: &Advice) -> Option<Placed> {
        let (title, text, done, why) = match &rule.body {
            Body::Redline(redline) if finding.is_to_be_asked() => {
                let bargain = escape(&self.bargain_sentence(finding, redline));
                let title = format!("{}: {bargain}.", escape(&self.title(rule)));
                (Markdown::trusted(title), None, false, Some(self.why_in_brief(finding, redline)))
            }
            Body::Mitigation { does, .. } if is_due(finding, Outcome::Advised) => {
                let title = Markdown::trusted(format!("{}.", escape(&self.title(rule))));
                (title, Some(self.inline(does, Slots::default())), false, self.maybe(finding))
            }
            Body::Duty { by_vendor, due, does, .. } if is_due(finding, Outcome::Owed) => {
                let who = if *by_vendor { format!("From {}: ", self.vendor()) } else { String::new() };
                let title = Markdown::trusted(escape(&format!("{who}{}.", self.title(rule))));
                let why = [Some(self.due_date(finding, due)), self.maybe(finding)];
                let why = why.into_iter().flatten().collect::<Vec<_>>().join(" · ");
                (title, Some(self.inline(does, Slots::default())), false, Some(why))
            }
            Body::Duty { .. } if finding.decided() == Some(Outcome::InPlace) => {
                (Markdown::trusted(format!("{}.", escape(&self.title(rule)))), None, true, None)
            }
            Body::Step { .. } if is_due(finding, Outcome::Advised) => {
                (self.inline(&rule.title, Slots::default()), None, false, self.maybe(finding))
            }
            Body::Step { .. } if finding.decided() == Some(Outcome::InPlace) => {
                (self.inline(&rule.title, Slots::default()), None, true, None)
            }
            Body::Question { to_vendor, answered_by } if is_due(finding, Outcome::Ask) => {
                let who = if *to_vendor { format!("Ask {}", self.vendor()) } else { "Find out".to_owned() };
                let title = Markdown::trusted(escape(&format!("{who}: {}", self.title(rule))));
                let why = [self.so_far(answered_by), self.settled_by(answered_by).or_else(|| self.maybe(finding))];
                let why: Vec<String> = why.into_iter().flatten().collect();
                (title, None, false, (!why.is_empty()).then(|| why.join(" · ")))
            }
            Body::Conflict { weigh, .. } if finding.decided() == Some(Outcome::Live) => {
                let title = Markdown::trusted(format!("Weigh up: {}.", escape(&self.title(rule))));
                (title, Some(self.inline(weigh, Slots::default())), false, None)
            }
            _ => return None,
        };
        Some(Placed {
            phase: rule.phase.unwrap_or(usize::MAX),
            acceptable: matches!(finding.decided(), Some(Outcome::Fallback(_))),
            severity: finding.severity.worst,
            day: first_day(finding),
            task: Task {
                id: rule.id.clone(),
                done,
                title,
                text,
                owner: self.owner(finding),
                severity: grades::severity(&finding.severity),
                why,
            },
        })
    }

    /// What decides whether something is needed, where that is open.
    fn maybe(&self, finding: &Finding) -> Option<String> {
        let waits = self.name_titles(&finding.waits_for);
        let open = finding.decided().is_none() && !waits.is_empty();
        open.then(|| format!("if needed, depends on: {}", first_few(&waits, 3)))
    }

    /// What is known of an answer already: "so far: USD 20k to USD 60k".
    fn so_far(&self, names: &[NameId]) -> Option<String> {
        let known: Vec<String> = names
            .iter()
            .filter(|name| self.known(**name).is_some_and(|known| known.possible != Possible::Anything))
            .map(|name| self.shown(*name))
            .collect();
        (!known.is_empty()).then(|| format!("so far: {}", known.join("; ")))
    }

    /// What the answer to a question settles.
    fn settled_by(&self, names: &[NameId]) -> Option<String> {
        let open = self.assessment.open_facts.iter().find(|open| names.contains(&open.name))?;
        (!open.settles.is_empty()).then(|| format!("settles {}", counted(open.settles.len(), "point")))
    }

    /// Open facts that no question on the list asks for already.
    fn facts_to_find(&self) -> Vec<Placed> {
        let mut asked: Vec<NameId> = Vec::new();
        for (finding, rule) in self.ranked() {
            if let Body::Question { answered_by, .. } = &rule.body
                && is_due(finding, Outcome::Ask)
                && answered_by.len() == 1
            {
                asked.extend(answered_by);
            }
        }
        let open = self.assessment.open_facts.iter().filter(|open| !asked.contains(&open.name));
        open.map(|open| self.fact_to_find(open)).collect()
    }

    fn fact_to_find(&self, open: &OpenFact) -> Placed {
        let name = self.name(open.name);
        let hangs_on = first_few(&self.hangs_on(open), 2);
        let why = match open.settles.len() {
            _ if Self::is_for_days_alone(open) => format!("gives the day of: {hangs_on}"),
            0 => format!("bears on: {hangs_on}"),
            n => format!("settles {}: {hangs_on}", counted(n, "point")),
        };
        Placed {
            phase: if self.book.phases.is_empty() { usize::MAX } else { 0 },
            acceptable: false,
            severity: open.severity,
            day: None,
            task: Task {
                id: format!("fact/{}", name.id),
                done: false,
                title: Markdown::trusted(escape(&format!("Find out: {}", self.question_of(open.name)))),
                text: None,
                owner: self.answerer(open.name),
                severity: open.severity.as_str().to_owned(),
                why: Some(why),
            },
        }
    }
}
