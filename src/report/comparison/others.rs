//! Figures that moved, questions that came and went, sources that have grown old.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::compare::Line;
use crate::report::words::{Reader, or};
use crate::rulebook::condition::NameId;
use crate::value::show_date;

use super::because::{Because, because_of_lines};
use super::{Compared, Readers};

/// A figure that moved.
#[derive(Clone, Debug, Serialize)]
pub struct FigureRow {
    /// Its title.
    pub title: String,
    /// What it came to.
    pub before: String,
    /// What it comes to.
    pub after: String,
    /// The lines that are different.
    pub because: Vec<Because>,
}

/// Questions that only one side asks.
#[derive(Clone, Debug, Serialize)]
pub struct AskedSince {
    /// Questions that are newly open.
    pub newly: Vec<String>,
    /// Questions that were open, with what is known now.
    pub answered: Vec<Answered>,
    /// Questions that are still unanswered and no longer matter.
    pub no_longer: Vec<String>,
}

/// A question that was open, and its answer.
#[derive(Clone, Debug, Serialize)]
pub struct Answered {
    /// What it was about.
    pub title: String,
    /// What is known now.
    pub answer: String,
}

/// A source that was within its review period and no longer is.
#[derive(Clone, Debug, Serialize)]
pub struct GrownOld {
    /// Its title.
    pub title: String,
    /// The day it speaks for.
    pub as_of: String,
    /// How old that is now.
    pub age: String,
}

pub(super) fn figures(deal: &Compared<'_>) -> Vec<FigureRow> {
    let readers = deal.readers();
    let shown = |reader: Reader<'_>, name: Option<NameId>| match name {
        Some(name) => figure(reader, name),
        None => "no such figure".to_owned(),
    };
    let figures = deal.comparison.figures.iter().filter_map(|one| {
        let title = match (one.after, one.before) {
            (Some(name), _) => readers.after.name(name).title.clone(),
            (None, name) => readers.before.name(name?).title.clone(),
        };
        let (before, after) = (shown(readers.before, one.before), shown(readers.after, one.after));
        // What nobody knows on either side is no news.
        (before != after).then(|| FigureRow { title, before, after, because: because_of_lines(readers, &one.causes) })
    });
    figures.collect()
}

/// What a figure comes to where it matters.
fn figure(reader: Reader<'_>, name: NameId) -> String {
    use crate::assess::finding::Truth;
    match reader.figure_of(name).map(|(worked, _)| worked) {
        Some(worked) if worked.applies == Truth::False => "does not matter here".to_owned(),
        Some(worked) => {
            let lacks = reader.lacking(worked);
            let shown = reader.shown(name);
            if lacks.is_empty() || shown == "no value" {
                shown
            } else {
                format!("{shown}; no value where {}", or(&lacks))
            }
        }
        None => reader.shown(name),
    }
}

/// The day is told of with the two sides.
pub(super) fn beside(deal: &Compared<'_>) -> Vec<Because> {
    let beside = deal.comparison.beside.iter().filter(|cause| cause.line != Line::Day).cloned();
    because_of_lines(deal.readers(), &beside.collect::<Vec<_>>())
}

/// What moved nothing in any deal, each line once.
pub(super) fn beside_in_all(deals: &[Compared<'_>]) -> Vec<Because> {
    let mut told: BTreeSet<Line> = deals.iter().flat_map(|deal| deal.comparison.named()).collect();
    told.insert(Line::Day);
    let mut all = Vec::new();
    for deal in deals {
        let new = deal.comparison.beside.iter().filter(|cause| told.insert(cause.line.clone())).cloned();
        all.extend(because_of_lines(deal.readers(), &new.collect::<Vec<_>>()));
    }
    all
}

pub(super) fn asked(deal: &Compared<'_>) -> AskedSince {
    let Readers { before, after } = deal.readers();
    let mut since = AskedSince { newly: Vec::new(), answered: Vec::new(), no_longer: Vec::new() };
    since.newly = deal.comparison.asked.newly.iter().map(|name| after.question_of(*name)).collect();
    for name in &deal.comparison.asked.no_longer {
        let there = after.book.find_name(&before.name(*name).id);
        let known = |name: &NameId| after.known(*name).is_some_and(|known| known.place.is_some());
        match there.filter(known) {
            Some(name) => since
                .answered
                .push(Answered { title: after.name(name).title.clone(), answer: after.shown_with_origin(name) }),
            None => since.no_longer.push(before.question_of(*name)),
        }
    }
    since
}

pub(super) fn grown_old(deal: &Compared<'_>) -> Vec<GrownOld> {
    let reader = deal.after.reader();
    let sources = deal.comparison.grown_old.iter().filter_map(|at| reader.book.sources.get(*at));
    let old = sources.map(|source| GrownOld {
        title: source.title.clone(),
        as_of: show_date(source.as_of),
        age: reader.age(source),
    });
    old.collect()
}
