//! Deals that move, and rules that came or went, in words.

use serde::Serialize;

use crate::compare::Facet;
use crate::plan::{Because, Change, EditOf, FromTo, MovedDeal, Sum, Way};
use crate::portfolio::Reject;
use crate::report::words::{Words, and, or};
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, AdviceId};

use super::RuleRow;
use super::stands::stands;

/// A deal that moves.
#[derive(Clone, Debug, Serialize)]
pub struct DealView {
    /// The company.
    pub name: String,
    /// Which way it goes: "stands worse".
    pub way: &'static str,
    /// What moves, the most pressing first.
    pub rows: Vec<MoveRow>,
}

/// A rule that moves for a deal.
#[derive(Clone, Debug, Serialize)]
pub struct MoveRow {
    /// The title of the rule.
    pub title: String,
    /// Where it stood.
    pub before: String,
    /// Where it stands.
    pub after: String,
    /// Because of which edits, by their numbers.
    pub because: String,
}

/// A deal that only one version can judge.
#[derive(Clone, Debug, Serialize)]
pub struct OneSided {
    /// The company.
    pub name: String,
    /// "the rules before", "the rules now".
    pub by: &'static str,
    /// What is wrong with it for the other.
    pub why: String,
    /// Where: `deals.csv:12`.
    pub place: String,
}

pub(super) fn deal(deal: &MovedDeal, number: &dyn Fn(&EditOf) -> Option<usize>) -> DealView {
    let rows = deal.moves.moves.iter().map(|one| {
        let (title, before, after) = row(&deal.change, one.rule, one.went);
        let of = |at: &usize| deal.change.edits.get(*at).and_then(|edit| number(&edit.of)).map(|at| at.to_string());
        let reason = |(facet, why): (Facet, &Because)| match facet {
            Facet::Severity => format!("how bad it is: {}", because(&why.named(of))),
            _ => because(&why.named(of)),
        };
        let because = one.reasons().map(reason).collect::<Vec<_>>().join("; ");
        MoveRow { title, before, after, because }
    });
    DealView { name: deal.moves.name.clone(), way: way(deal.moves.way()), rows: rows.collect() }
}

fn way(way: Way) -> &'static str {
    match way {
        Way::Worse => "stands worse",
        Way::Open => "is newly open",
        Way::Better => "stands better",
        Way::Other => "stands otherwise, no better and no worse",
    }
}

fn because(because: &Because<String>) -> String {
    match because {
        Because::Alone(one) if one.len() == 1 => format!("edit {}", and(one)),
        Because::Alone(several) => format!("edits {}, each alone", or(several)),
        Because::Together(several) if several.len() == 2 => format!("edits {}, both needed", and(several)),
        Because::Together(several) => format!("edits {}, all needed", and(several)),
        Because::Among(several) if several.is_empty() => "several edits together".to_owned(),
        Because::Among(several) => format!("several edits together: {}", and(several)),
    }
}

/// A rule that moves: its title, where it stood, and where it stands.
pub(super) fn row(change: &Change, rule: usize, went: FromTo) -> (String, String, String) {
    let Some(pairing) = change.rules.get(rule) else { return Default::default() };
    let title = change.advice(pairing).map(|(book, rule)| Words::of(book).short_title(rule));
    let side = |book: &Rulebook, id: Option<AdviceId>, verdict, gone| match rule_of(book, id) {
        Some(rule) => stands(book, rule, verdict, gone),
        None => format!("– {gone}"),
    };
    let before = side(&change.before, pairing.before, went.from, "not in the rules");
    let after = side(&change.after, pairing.after, went.to, "no longer in the rules");
    (title.unwrap_or_default(), before, after)
}

fn rule_of(book: &Rulebook, id: Option<AdviceId>) -> Option<&Advice> {
    book.advice.get(id?.0)
}

/// The rules that came and those that went, each once.
pub(super) fn rules(sum: &Sum) -> Vec<RuleRow> {
    let mut rows: Vec<(String, RuleRow)> = Vec::new();
    for change in sum.changes() {
        for pairing in change.rules.iter().filter(|pairing| pairing.before.is_none() || pairing.after.is_none()) {
            let Some((book, rule)) = change.advice(pairing) else { continue };
            if rows.iter().any(|(id, row)| *id == rule.id && row.kind == rule.body.kind()) {
                continue;
            }
            let moved = sum.edits.iter().flat_map(|edit| &edit.moved);
            let own = moved.filter(|(moved, _)| moved.id == rule.id && moved.kind == rule.body.kind());
            let row = RuleRow {
                title: Words::of(book).short_title(rule),
                kind: rule.body.kind(),
                gone: pairing.after.is_none(),
                deals: own.map(|(_, sum)| sum.deals).sum(),
            };
            rows.push((rule.id.clone(), row));
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Deals that only one version can judge, with the reasons.
pub(super) fn one_sided(sum: &Sum) -> Vec<OneSided> {
    let sides = [(&sum.only_before, "the rules before"), (&sum.only_after, "the rules now")];
    let rows =
        sides.into_iter().flat_map(|((_, first), by)| first.iter().map(move |(name, reject)| (name, reject, by)));
    let row = rows.map(|(name, reject, by)| OneSided {
        name: name.clone(),
        by,
        why: reject.found.iter().map(|found| quoted(&found.message)).collect::<Vec<_>>().join("; "),
        place: format!("{}:{}", reject.place.source.label(), line(reject)),
    });
    row.collect()
}

/// The line that is wrong, or else where the deal begins.
fn line(reject: &Reject) -> u32 {
    let label = reject.found.first().and_then(|found| found.labels.first());
    label.map_or(&reject.place, |label| &label.place).position().line
}

/// A message as a sentence of a document: what it quotes stands in quotes.
fn quoted(message: &str) -> String {
    let parts = message.split('`').enumerate();
    parts.map(|(at, part)| if at % 2 == 0 { part.to_owned() } else { format!("“{part}”") }).collect()
}

pub(super) fn more_one_sided(sum: &Sum) -> u64 {
    [&sum.only_before, &sum.only_after].into_iter().map(|(all, first)| all.saturating_sub(first.len() as u64)).sum()
}
