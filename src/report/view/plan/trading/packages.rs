//! Packages as sentences that can be said, and what works against each other.

use serde::Serialize;

use crate::assess::concessions::{Clash, Concessions, Get, Give, Package};
use crate::report::markdown::{Markdown, escape};
use crate::report::words::{Reader, Slots, and, titles};
use crate::rulebook::advice::{AdviceId, Body, Redline, Text};

/// Something to propose.
#[derive(Clone, Debug, Serialize)]
pub struct Proposal {
    /// What to say.
    pub says: Markdown,
    /// What it costs and what it is worth: "It costs you 3 and brings 5."
    pub weighs: String,
    /// Who must agree before it is said.
    pub approvers: Vec<String>,
    /// What must be seen to first.
    pub first: Vec<String>,
}

/// Two things that work against each other.
#[derive(Clone, Debug, Serialize)]
pub struct Pair {
    /// What is asked for, or used.
    pub one: String,
    /// What stands against it.
    pub other: String,
    /// Why, and what to do.
    pub why: Markdown,
}

impl Reader<'_> {
    pub(super) fn proposals(&self, found: &Concessions) -> Vec<Proposal> {
        found.packages.iter().map(|package| self.proposal(package)).collect()
    }

    fn proposal(&self, package: &Package) -> Proposal {
        let asked: Vec<String> = package.gets.iter().filter_map(|get| self.asked_for(get)).collect();
        let given: Vec<String> = package.gives.iter().filter_map(|give| self.given_up(give)).collect();
        Proposal {
            says: Markdown::trusted(format!("If you grant {}, we {}.", and(&asked), and(&given))),
            weighs: format!("It costs you {} and brings {}.", package.cost, package.worth),
            approvers: titles(&self.book.approvers, &package.approvers),
            first: self.titles_of(&package.first),
        }
    }

    fn asked_for(&self, get: &Get) -> Option<String> {
        match get.rung {
            Some(rung) => self.point_at(get.advice, rung),
            None => match &self.advice(get.advice)?.body {
                Body::Lever { get: Some(text), .. } => Some(self.phrase(text)),
                _ => None,
            },
        }
    }

    fn given_up(&self, give: &Give) -> Option<String> {
        match give.rung {
            Some(rung) => Some(format!("accept {}", self.point_at(give.advice, rung)?)),
            None => match &self.advice(give.advice)?.body {
                Body::Lever { give: Some(text), .. } => Some(format!("offer {}", self.phrase(text))),
                _ => None,
            },
        }
    }

    /// A position with what one of its rungs asks for: "“Notice of changes” (at least 60
    /// days)". What the company itself calls a fallback is not for the other side.
    fn point_at(&self, id: AdviceId, rung: usize) -> Option<String> {
        let rule = self.advice(id)?;
        let redline = self.redline(rule)?;
        let title = self.short_title(rule);
        let said = escape(&self.rung_said(redline, rung, &title)?);
        Some(format!("“{}” ({said})", escape(&title)))
    }

    fn rung_said(&self, redline: &Redline, at: usize, title: &str) -> Option<String> {
        let rung = redline.rungs().nth(at)?;
        let asks = self.rung(redline, rung);
        let subject = &self.name(redline.subject).title;
        let is_clear = self.is_figure(redline, rung) || subject.eq_ignore_ascii_case(title);
        Some(if is_clear { asks } else { format!("{subject}: {asks}") })
    }

    /// A text in the middle of a sentence.
    fn phrase(&self, text: &Text) -> String {
        let said = self.inline(text, Slots::default()).to_string();
        format!("this: {}", said.trim_end_matches('.'))
    }

    pub(super) fn pairs(&self, found: &Concessions) -> Vec<Pair> {
        let pair = |one: AdviceId, other: AdviceId, why: Markdown| {
            Some(Pair { one: self.short_title(self.advice(one)?), other: self.short_title(self.advice(other)?), why })
        };
        let pairs = found.against.iter().filter_map(|against| match against.because {
            Clash::Conflict(conflict) => match &self.advice(conflict)?.body {
                Body::Conflict { weigh, .. } => pair(against.one, against.other, self.inline(weigh, Slots::default())),
                _ => None,
            },
            Clash::OutOfReach => {
                let why =
                    "The first needs the second, and that cannot be had here: drop the first, or find another way.";
                pair(against.one, against.other, Markdown::trusted(why.to_owned()))
            }
        });
        pairs.collect()
    }
}
