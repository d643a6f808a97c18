//! What to decide first.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::assess::finding::{Finding, OpenFact, Outcome};
use crate::report::markdown::{Markdown, escape};
use crate::report::words::{Reader, Slots, counted, first_few};
use crate::rulebook::advice::{Advice, AdviceId, Body, Priority, Redline, Severity};
use crate::rulebook::condition::NameId;

use super::bargain::capital;
use super::duties::first_day;
use super::verdict::Position;

/// Something to decide first.
#[derive(Clone, Debug, Serialize)]
pub struct First {
    /// "Notice of material changes: past your walk-away."
    pub title: String,
    /// What the draft says, and what to ask for.
    pub text: Markdown,
}

impl Reader<'_> {
    /// Waivers that have run out; duties whose day is near; walk-aways; what is critical to
    /// do by oneself; critical gaps and must-haves; then what is not decided and could be one
    /// of them; then the questions that settle most.
    pub(super) fn first(&self) -> Vec<First> {
        const MOST: usize = 6;
        const MOST_DATED: usize = 2;
        const MOST_MEASURES: usize = 2;
        const MOST_DECIDED: usize = 4;
        let redlines = self.redlines();
        let in_words = |(finding, rule, redline): &Position<'_>| -> First { self.pressing(finding, rule, redline) };
        let is_past = |(finding, ..): &&Position<'_>| finding.decided() == Some(Outcome::WalkAway);
        let all_pressing = redlines.iter().filter(|(finding, ..)| is_pressing(finding));
        let walk_aways = all_pressing.clone().filter(is_past).map(in_words);
        let pressing = all_pressing.filter(|position| !is_past(position)).map(in_words);
        let dated = self.pressing_duties().into_iter().take(MOST_DATED);
        let measures = self.critical_measures().into_iter().take(MOST_MEASURES);
        // However many walk-aways there are, what is critical to do stands beside them.
        let measures: Vec<First> = measures.collect();
        let room = MOST_DECIDED - measures.len().min(1);
        let decided = walk_aways.take(room).chain(measures).chain(pressing).take(MOST_DECIDED);
        let mut first: Vec<First> = self.run_out().into_iter().chain(dated).chain(decided).take(MOST).collect();
        let room = (MOST - first.len()).min(3);
        let mut asked: BTreeSet<NameId> = BTreeSet::new();
        let mut grave = Vec::new();
        for (finding, rule, _) in redlines.iter().filter(|(finding, ..)| is_grave(finding)) {
            // What the same questions decide needs to be asked once.
            if grave.len() < room && first_asked(finding).iter().any(|name| !asked.contains(name)) {
                asked.extend(first_asked(finding));
                grave.push(self.grave(finding, rule));
            }
        }
        first.extend(grave);
        let room = MOST - first.len();
        let questions: Vec<First> = self.decisive_questions(&asked).into_iter().take(room.min(2)).collect();
        first.extend(questions);
        first
    }

    /// What is certainly to be done, and certainly critical.
    fn critical_measures(&self) -> Vec<First> {
        let due = self.due(Outcome::Advised).filter(|(finding, _)| {
            finding.decided() == Some(Outcome::Advised)
                && finding.severity.could_be == [Severity::Critical]
                && !finding.is_waived()
        });
        due.filter_map(|(_, rule)| match &rule.body {
            Body::Mitigation { does, .. } => Some(First {
                title: format!("{}: critical.", self.title(rule)),
                text: self.inline(does, Slots::default()),
            }),
            _ => None,
        })
        .collect()
    }

    fn grave(&self, finding: &Finding, rule: &Advice) -> First {
        let could_be = match finding.worst() {
            Some(Outcome::WalkAway) => "could be past your walk-away",
            _ => "could fall short",
        };
        let asks: Vec<String> = first_asked(finding).iter().map(|name| self.question_of(*name)).collect();
        First {
            title: format!("{}: not decided, {could_be}, {}.", self.title(rule), at_worst(finding)),
            text: words(&format!("Find out: {}", asks.join(" "))),
        }
    }

    fn pressing(&self, finding: &Finding, rule: &Advice, redline: &Redline) -> First {
        let severity = finding.severity.worst;
        let status = match finding.decided() {
            Some(Outcome::WalkAway) => "past your walk-away".to_owned(),
            _ if severity == Severity::Critical => {
                format!("falls short, {}", at_worst(finding))
            }
            _ => "falls short of a must-have".to_owned(),
        };
        let says = capital(&self.draft_says(redline.subject).sentence);
        let bargain = capital(&self.bargain_sentence(finding, redline));
        First { title: format!("{}: {status}.", self.title(rule)), text: words(&format!("{says}. {bargain}.")) }
    }

    /// Those that settle most and are not among those asked already.
    fn decisive_questions(&self, asked: &BTreeSet<NameId>) -> Vec<First> {
        // An answer that can only turn out well need not come first.
        let matters = |id: &AdviceId| {
            let finding = self.assessment.findings.get(id.0);
            finding.and_then(Finding::worst).is_some_and(|worst| worst.rank() <= Outcome::Advised.rank())
        };
        let open = self.assessment.open_facts.iter().filter(|open| !asked.contains(&open.name));
        let settling = open.filter(|open| open.settles.iter().any(matters));
        let question = |open: &OpenFact| {
            let settles = counted(open.settles.len(), "point");
            let what = first_few(&self.titles_of(&open.settles), 3);
            let owner = self.answerer(open.name).map_or_else(String::new, |owner| format!(" Owner: {owner}."));
            First {
                title: format!("Find out: {}", self.question_of(open.name)),
                text: words(&format!("The answer alone settles {settles}: {what}.{owner}")),
            }
        };
        settling.map(question).collect()
    }

    /// Duties of weight whose day has passed or comes within weeks, the next first.
    fn pressing_duties(&self) -> Vec<First> {
        const SOON: i32 = 45;
        let mut duties: Vec<(Date, First)> = Vec::new();
        for (finding, rule) in self.due(Outcome::Owed) {
            let Body::Duty { due, does, .. } = &rule.body else { continue };
            let Some(day) = first_day(finding) else { continue };
            let left = self.profile.as_of.until(day).map_or(i32::MAX, |span| span.get_days());
            let weighs = finding.severity.worst >= Severity::High && finding.decided() == Some(Outcome::Owed);
            if weighs && left <= SOON && !finding.is_waived() {
                let title = format!("{}: {}.", self.title(rule), self.due_date(finding, due));
                duties.push((day, First { title, text: self.inline(does, Slots::default()) }));
            }
        }
        duties.sort_by_key(|(day, _)| *day);
        duties.into_iter().map(|(_, first)| first).collect()
    }
}

/// Words that are no Markdown yet.
pub(super) fn words(plain: &str) -> Markdown {
    Markdown::trusted(escape(plain))
}

/// Of what an open finding waits for, what is asked first.
fn first_asked(finding: &Finding) -> &[NameId] {
    finding.waits_for.get(..2).unwrap_or(&finding.waits_for)
}

/// "critical", "critical at worst".
fn at_worst(finding: &Finding) -> String {
    let worst = finding.severity.worst;
    if finding.severity.could_be.len() > 1 { format!("{worst} at worst") } else { worst.to_string() }
}

fn is_pressing(finding: &Finding) -> bool {
    match finding.decided().filter(|_| !finding.is_waived()) {
        Some(Outcome::WalkAway) => true,
        Some(Outcome::Gap) => {
            let must_have = finding.priority.as_ref().is_some_and(|priority| priority.could_be == [Priority::MustHave]);
            finding.severity.worst == Severity::Critical || must_have
        }
        _ => false,
    }
}

/// Open, and perhaps as bad as what is pressing.
fn is_grave(finding: &Finding) -> bool {
    let must_have = finding.priority.as_ref().is_some_and(|priority| priority.worst == Priority::MustHave);
    finding.decided().is_none()
        && !finding.is_waived()
        && finding.worst().is_some_and(|worst| worst.rank() <= Outcome::Gap.rank())
        && (finding.severity.worst == Severity::Critical || must_have)
}
