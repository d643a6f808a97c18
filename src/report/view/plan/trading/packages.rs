//! Packages as sentences that can be said, and what works against each other.

use serde::Serialize;

use crate::assess::concessions::{Clash, Concessions, Get, Give, Package};
use crate::report::markdown::{Markdown, escape};
use crate::report::words::{Reader, Slots, and, titles};
use crate::rulebook::advice::{AdviceId, Body, Text};
use crate::value::Kind;

/// Something to propose.
#[derive(Clone, Debug, Serialize)]
pub struct Proposal {
    /// What to say.
    pub says: Markdown,
    /// What it costs and what it is worth: "It costs you 3 and brings 5."
    pub weighs: String,
    /// The weakest document in which all that is asked for counts.
    pub written_in: Option<String>,
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

/// With which a text begins that goes on in a sentence.
const SMALL_WORDS: [&str; 16] = [
    "a", "an", "the", "our", "your", "their", "this", "that", "another", "more", "less", "all", "any", "no", "one",
    "some",
];

/// A value on what it is about: "at least 60 days on “Notice”"; the title alone where it says
/// it all.
fn on(value: Option<String>, title: &str) -> String {
    let title = format!("“{}”", escape(title));
    value.map_or(title.clone(), |value| format!("{value} on {title}"))
}

impl Reader<'_> {
    pub(super) fn proposals(&self, found: &Concessions) -> Vec<Proposal> {
        found.packages.iter().map(|package| self.proposal(package)).collect()
    }

    fn proposal(&self, package: &Package) -> Proposal {
        let asked: Vec<String> = package.gets.iter().filter_map(|get| self.asked_for(get)).collect();
        let given: Vec<String> = package.gives.iter().filter_map(|give| self.given_up(give)).collect();
        Proposal {
            says: Markdown::trusted(format!("If you agree to {}, we {}.", and(&asked), given.join(", and "))),
            weighs: format!("It costs you {} and brings {}.", package.cost, package.worth),
            written_in: self.written_in(package),
            approvers: titles(&self.book.approvers, &package.approvers),
            first: self.titles_of(&package.first),
        }
    }

    fn asked_for(&self, get: &Get) -> Option<String> {
        match get.rung {
            Some(rung) => self.agreed(get.advice, rung),
            None => match &self.advice(get.advice)?.body {
                Body::Lever { get: Some(text), .. } => Some(self.phrase(text)),
                _ => None,
            },
        }
    }

    fn given_up(&self, give: &Give) -> Option<String> {
        match give.rung {
            Some(_) => self.as_drafted(give.advice),
            None => match &self.advice(give.advice)?.body {
                Body::Lever { give: Some(text), .. } => Some(format!("offer {}", self.phrase(text))),
                _ => None,
            },
        }
    }

    /// A position with what one of its rungs asks for: "at least 60 days on “Notice of
    /// changes”". What the company itself calls a fallback is not for the other side.
    fn agreed(&self, id: AdviceId, rung: usize) -> Option<String> {
        let rule = self.advice(id)?;
        let redline = self.redline(rule)?;
        let mut values: Vec<String> = Vec::new();
        let mut others: Vec<String> = Vec::new();
        let rung = redline.rungs().nth(rung)?;
        let words = self.in_one_style(rung);
        rung.condition.comparisons(&mut |comparison| {
            let Some(value) = words.asked_aloud(comparison) else { return };
            match comparison.left == redline.subject {
                true => values.extend(value),
                false => others.push(on(value, &self.name(comparison.left).title)),
            }
        });
        let value = (!values.is_empty()).then(|| and(&values));
        let words = on(value, &self.short_title(rule));
        Some(if others.is_empty() { words } else { format!("{words}, with {}", and(&others)) })
    }

    /// A position as the draft has it: "accept 5% on “Cap on increases”, as your draft has it".
    fn as_drafted(&self, id: AdviceId) -> Option<String> {
        let rule = self.advice(id)?;
        let subject = self.redline(rule)?.subject;
        let is_yes_no = matches!(self.name(subject).of.kind, Kind::YesNo);
        let value = (!is_yes_no).then(|| escape(&self.value_aloud(subject)));
        Some(format!("accept {}, as your draft has it", on(value, &self.short_title(rule))))
    }

    /// In which document all that is asked for must be written down at least.
    fn written_in(&self, package: &Package) -> Option<String> {
        let mut least: Option<usize> = None;
        for (id, rung) in package.gets.iter().filter_map(|get| Some((get.advice, get.rung?))) {
            let redline = self.advice(id).and_then(|rule| self.redline(rule))?;
            redline.rungs().nth(rung)?.condition.comparisons(&mut |comparison| {
                least = least.max(comparison.written_in);
            });
        }
        self.book.documents.get(least?).map(|document| document.title.clone())
    }

    /// A text in the middle of a sentence: "A larger commitment." goes on as "a larger
    /// commitment". Only a small word loses its capital, since any other may be a name.
    fn phrase(&self, text: &Text) -> String {
        let said = self.inline(text, Slots::default()).to_string();
        let said = said.trim_end_matches('.');
        let (first, rest) = said.split_once(' ').unwrap_or((said, ""));
        let small = first.to_lowercase();
        match SMALL_WORDS.contains(&small.as_str()) {
            true => format!("{small} {rest}"),
            false => said.to_owned(),
        }
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
