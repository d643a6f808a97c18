//! What to decide first.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::assess::finding::{Finding, OpenFact, Outcome};
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
    pub text: String,
}

impl Reader<'_> {
    /// Waivers that have run out; duties whose day is near; walk-aways, critical gaps and must-haves; then what is not
    /// decided and could be one of them; then the questions that settle most.
    pub(super) fn first(&self) -> Vec<First> {
        const MOST: usize = 6;
        const MOST_DATED: usize = 2;
        const MOST_DECIDED: usize = 4;
        let redlines = self.redlines();
        let pressing = redlines.iter().filter(|(finding, ..)| is_pressing(finding));
        let pressing = pressing.map(|(finding, rule, redline)| self.pressing(finding, rule, redline));
        let dated = self.pressing_duties().into_iter().take(MOST_DATED);
        let mut first: Vec<First> =
            self.run_out().into_iter().chain(dated).chain(pressing.take(MOST_DECIDED)).take(MOST).collect();
        let grave = redlines.iter().filter(|(finding, ..)| is_grave(finding));
        let room = (MOST - first.len()).min(3);
        let grave: Vec<&Position<'_>> = grave.take(room).collect();
        let asked: BTreeSet<NameId> = grave.iter().flat_map(|(finding, ..)| first_asked(finding)).copied().collect();
        first.extend(grave.into_iter().map(|(finding, rule, _)| self.grave(finding, rule)));
        let room = MOST - first.len();
        let questions: Vec<First> = self.decisive_questions(&asked).into_iter().take(room.min(2)).collect();
        first.extend(questions);
        first
    }

    fn grave(&self, finding: &Finding, rule: &Advice) -> First {
        let could_be = match finding.worst() {
            Some(Outcome::WalkAway) => "could be past your walk-away",
            _ => "could fall short",
        };
        let asks: Vec<String> = first_asked(finding).iter().map(|name| self.question_of(*name)).collect();
        First {
            title: format!("{}: not decided, {could_be}, {}.", self.title(rule), at_worst(finding)),
            text: format!("Find out: {}", asks.join(" ")),
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
        let bargain = capital(&self.bargain(finding, redline));
        First { title: format!("{}: {status}.", self.title(rule)), text: format!("{says}. {bargain}.") }
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
                text: format!("The answer alone settles {settles}: {what}.{owner}"),
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
                duties.push((day, First { title, text: self.plain(does, Slots::default()) }));
            }
        }
        duties.sort_by_key(|(day, _)| *day);
        duties.into_iter().map(|(_, first)| first).collect()
    }
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
