//! Both sides of the table: what each can do without the other, who sits there, and when
//! to play what.

use serde::Serialize;

use crate::assess::concessions::{Chip, Concessions};
use crate::assess::finding::{Finding, KnownBy, Outcome};
use crate::report::words::{Reader, and, counted, or};
use crate::rulebook::advice::{Advice, AdviceId, Body, Chance, Redline};
use crate::value::show_date;

use super::weighs;
use crate::report::view::entry::is_due;
use crate::report::view::leverage::{Lever, Played};

/// Who sees to how much.
#[derive(Clone, Debug, Serialize)]
pub struct Team {
    /// The team.
    pub title: String,
    /// Positions on the table.
    pub positions: usize,
    /// Measures, steps and duties of its own.
    pub tasks: usize,
    /// Questions to answer, or to have answered.
    pub questions: usize,
}

/// Who must agree, and to what.
#[derive(Clone, Debug, Serialize)]
pub struct Agrees {
    /// The approver.
    pub title: String,
    /// The positions of which a fallback needs a yes.
    pub positions: Vec<String>,
}

/// So many levers make the company's side.
const MOST_LEVERS: usize = 5;

impl<'a> Reader<'a> {
    /// The levers that are there, heaviest first.
    pub(super) fn our_side(&self, found: &Concessions) -> Vec<String> {
        let at_hand = found.levers.iter().filter(|chip| chip.certain).take(MOST_LEVERS);
        let line = |chip: &Chip| {
            let rule = self.advice(chip.advice)?;
            Some(format!("{} (weighs {})", self.short_title(rule), weighs(chip.value)))
        };
        at_hand.filter_map(line).collect()
    }

    /// What speaks for the other side: its own paper, what it hardly ever grants, and what
    /// the company cannot use.
    pub(super) fn their_side(&self, found: &Concessions) -> Vec<String> {
        let table: Vec<(AdviceId, &Redline)> = found
            .points
            .iter()
            .filter_map(|point| Some((point.advice, self.redline(self.advice(point.advice)?)?)))
            .collect();
        let on_paper =
            |redline: &Redline| self.known(redline.subject).is_some_and(|known| known.by == KnownBy::Standard);
        let rests = table.iter().filter(|(_, redline)| on_paper(redline)).count();
        let unlikely =
            |redline: &Redline| redline.outlook.as_ref().is_some_and(|(chance, _)| *chance == Chance::Unlikely);
        let refused: Vec<AdviceId> = table.iter().filter(|(_, redline)| unlikely(redline)).map(|(id, _)| *id).collect();
        let lacking: Vec<AdviceId> = self
            .ranked()
            .into_iter()
            .filter(|(finding, _)| finding.decided() == Some(Outcome::Unavailable))
            .map(|(finding, _)| finding.advice)
            .collect();
        let lines = [
            (rests > 0).then(|| {
                let holds = if rests == 1 { "rests" } else { "rest" };
                let paper = self.vendors();
                format!(
                    "Where nothing is agreed, {paper} own paper holds: {} on the table {holds} on it.",
                    counted(rests, "position")
                )
            }),
            (!refused.is_empty()).then(|| format!("Hardly ever granted: {}.", self.few_titles(&refused))),
            (!lacking.is_empty()).then(|| format!("What you cannot use here: {}.", self.few_titles(&lacking))),
        ];
        lines.into_iter().flatten().collect()
    }

    pub(super) fn teams(&self) -> Vec<Team> {
        let team = |(at, title): (usize, &String)| {
            let own = |(finding, _): &&(&Finding, &Advice)| finding.owner.contains(&at) && !finding.is_waived();
            let ranked = self.ranked();
            let count = |holds: fn(&Finding, &Advice) -> bool| {
                ranked.iter().filter(own).filter(|(finding, rule)| holds(finding, rule)).count()
            };
            Team {
                title: title.clone(),
                positions: count(|finding, rule| matches!(rule.body, Body::Redline(_)) && finding.is_to_be_asked()),
                tasks: count(|finding, _| is_due(finding, Outcome::Advised) || is_due(finding, Outcome::Owed)),
                questions: count(|finding, _| is_due(finding, Outcome::Ask)),
            }
        };
        let owners = self.book.owners.iter().map(|owner| &owner.title).enumerate();
        owners.map(team).filter(|team| team.positions + team.tasks + team.questions > 0).collect()
    }

    /// Who must agree to a fallback above the bottom line.
    pub(super) fn agrees(&self, found: &Concessions) -> Vec<Agrees> {
        let mut all: Vec<Agrees> = self
            .book
            .approvers
            .iter()
            .map(|approver| Agrees { title: approver.title.clone(), positions: Vec::new() })
            .collect();
        for point in &found.points {
            let Some(finding) = self.assessment.findings.get(point.advice.0) else { continue };
            let titles = self.approvers_to(finding, point.bottom);
            let named = all.iter_mut().filter(|agrees| titles.contains(&agrees.title));
            named.for_each(|agrees| agrees.positions.extend(self.titles_of(&[point.advice])));
        }
        all.retain(|agrees| !agrees.positions.is_empty());
        all
    }

    /// The levers with what each weighs: those that are there, then those that may be.
    pub(in super::super) fn played(&self, found: &Concessions) -> Vec<Played> {
        let played = |lever: Lever| {
            let is_its = |chip: &&Chip| self.advice(chip.advice).is_some_and(|rule| rule.id == lever.id);
            let chip = found.levers.iter().find(is_its);
            Played { marks: chip.and_then(|chip| self.marks_of(found, chip)).unwrap_or_default(), lever }
        };
        self.levers().into_iter().map(played).collect()
    }

    /// "Negotiate", "costs you 2", "weighs 5 with them", "for “Cap on liability”".
    fn marks_of(&self, found: &Concessions, chip: &Chip) -> Option<Vec<String>> {
        let rule = self.advice(chip.advice)?;
        let costs = chip.cost.map_or_else(|| "nothing".to_owned(), weighs);
        let marks = [
            self.phase(rule),
            Some(format!("costs you {costs}, weighs {} with them", weighs(chip.value))),
            Some(self.terms(found, chip, rule)),
        ];
        Some(marks.into_iter().flatten().collect())
    }

    /// "for “Cap on liability” or “Notice”; first: Write the forecast down". Of what it is
    /// for, only what is on the table here.
    fn terms(&self, found: &Concessions, chip: &Chip, rule: &Advice) -> String {
        let named = &rule.exchange.trades_for;
        let what = match (chip.cost, self.quoted_titles(&found.at_stake(named)).as_slice()) {
            (None, _) => "show it".to_owned(),
            (Some(cost), _) if named.is_empty() => format!("for something worth {} or more", cost.points),
            (Some(_), []) => "nothing that it is for is on the table".to_owned(),
            (Some(_), there) => format!("for {}", or(there)),
        };
        match self.titles_of(&rule.exchange.requires).as_slice() {
            [] => what,
            first => format!("{what}; first: {}", and(first)),
        }
    }

    /// When the fiscal years and quarters of the vendors end.
    pub(super) fn fiscal_calendar(&self) -> Vec<String> {
        let on = self.profile.as_of;
        let mut lines: Vec<String> = Vec::new();
        for pack in &self.book.packs {
            let Some((quarter, year)) = pack.year_end.and_then(|end| Some((end.next_quarter(on)?, end.next(on)?)))
            else {
                continue;
            };
            let vendor = &pack.vendor;
            let line = match quarter == year {
                true => format!("{vendor}: the fiscal year ends on {}.", show_date(year)),
                false => format!(
                    "{vendor}: the next quarter ends on {}, the fiscal year on {}.",
                    show_date(quarter),
                    show_date(year)
                ),
            };
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines
    }
}
