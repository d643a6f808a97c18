//! What edits of rules do to many deals, as a page that somebody can approve, and for
//! machines.

mod deals;
mod edits;
mod head;
mod json;
mod stands;

use jiff::civil::Date;
use serde::Serialize;

use crate::compare::Facet;
use crate::diagnostic::Diagnostic;
use crate::plan::{Because, EditOf, EditSum, MovedRule, Part, RuleSum, Sum};
use crate::value::show_date;

use super::markdown::tidy;
use super::templates::{RULE_CHANGE, Templates, given};
use super::words::{and, counted, or};

pub use deals::{DealView, MoveRow, OneSided};
pub use edits::EditWords;
pub use head::{MadeOf, PackRow};
pub use json::{SCHEMA, json, moved_line};

/// Of one edit no more rows are shown.
const MOST_ROWS: usize = 20;

/// What was looked at, besides the sum.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// How many deals were left out, since they can be read by neither version.
    pub left_out: u64,
    /// The day that was set for all deals.
    pub as_of: Option<Date>,
    /// The version of Proviso.
    pub proviso: &'a str,
}

/// An edit of rules in ready words.
#[derive(Clone, Debug, Serialize)]
pub struct RuleChangeView {
    /// The packs that are edited: "Azure OpenAI with Microsoft".
    pub title: String,
    /// How many deals were judged by both versions: "300 deals".
    pub deals_judged: String,
    /// The day by which all are judged: "21 November 2026"; else each by its own.
    pub as_of: Option<String>,
    /// The verdict, in a sentence or two.
    pub summary: String,
    /// What else is to be known: a sentence each.
    pub remarks: Vec<String>,
    /// The packs with their versions.
    pub packs: Vec<PackRow>,
    /// The edits that move deals, those that move most first.
    pub edits: Vec<EditView>,
    /// The deals that move, the most exposed first.
    pub deals: Vec<DealView>,
    /// How many that move are not shown.
    pub more: u64,
    /// The rules that came, and those that went.
    pub rules: Vec<RuleRow>,
    /// The edits that move nothing.
    pub idle: Vec<IdleRow>,
    /// Deals that only one of the versions can judge.
    pub one_sided: Vec<OneSided>,
    /// How many of those are not shown.
    pub more_one_sided: u64,
    /// What both versions were made of.
    pub made: Vec<MadeOf>,
    /// The version of Proviso.
    pub proviso: String,
}

/// An edit that moves deals.
#[derive(Clone, Debug, Serialize)]
pub struct EditView {
    /// Its number on this page.
    pub number: usize,
    /// What was edited, and how.
    pub words: EditWords,
    /// "12 deals".
    pub deals: String,
    /// What it moves.
    pub rows: Vec<MovedRow>,
    /// How many rows are not shown.
    pub more: usize,
}

/// What an edit does to a rule, in how many deals.
#[derive(Clone, Debug, Serialize)]
pub struct MovedRow {
    /// The title of the rule.
    pub title: String,
    /// Where it stood.
    pub before: String,
    /// Where it stands.
    pub after: String,
    /// How many deals.
    pub deals: u64,
    /// Which: the first of them, and how many more.
    pub which: String,
    /// What else it takes: "together with edit 2".
    pub with: Option<String>,
}

/// A rule that came or went.
#[derive(Clone, Debug, Serialize)]
pub struct RuleRow {
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: &'static str,
    /// Whether it went.
    pub gone: bool,
    /// In how many deals it has a bearing.
    pub deals: u64,
}

/// An edit that moves nothing.
#[derive(Clone, Debug, Serialize)]
pub struct IdleRow {
    /// What was edited, and how.
    pub words: EditWords,
    /// Why nothing moves.
    pub why: &'static str,
}

/// Puts the effect of a change into words.
pub fn rule_change(sum: &Sum, scope: Scope<'_>) -> RuleChangeView {
    let order = order(sum);
    let number = |of: &EditOf| sum.place(of).and_then(|at| order.iter().position(|own| *own == at)).map(|at| at + 1);
    let moving = order.iter().filter_map(|at| sum.edits.get(*at)).enumerate();
    RuleChangeView {
        title: head::title(sum),
        deals_judged: counted_long(sum.deals, "deal"),
        as_of: scope.as_of.map(show_date),
        summary: head::summary(sum),
        remarks: head::remarks(sum, scope.left_out),
        packs: head::packs(sum),
        edits: moving.map(|(at, edit)| edit_view(at + 1, edit, &number)).collect(),
        deals: sum.exposed.iter().map(|deal| deals::deal(deal, &number)).collect(),
        more: sum.moved().saturating_sub(sum.exposed.len() as u64),
        rules: deals::rules(sum),
        idle: sum.edits.iter().filter(|edit| edit.deals == 0).map(idle).collect(),
        one_sided: deals::one_sided(sum),
        more_one_sided: deals::more_one_sided(sum),
        made: head::made(sum),
        proviso: scope.proviso.to_owned(),
    }
}

/// The page in Markdown, with one line end at its end.
///
/// # Errors
/// A replaced template asks for something that is not there.
pub fn rule_change_page(view: &RuleChangeView, templates: &Templates) -> Result<String, Diagnostic> {
    templates.render(RULE_CHANGE, &given(view)).map(|text| tidy(&text))
}

/// The edits that move deals, by their places: those that move most first.
fn order(sum: &Sum) -> Vec<usize> {
    let mut order: Vec<usize> =
        sum.edits.iter().enumerate().filter(|(_, edit)| edit.deals > 0).map(|(at, _)| at).collect();
    order.sort_by_key(|at| std::cmp::Reverse(sum.edits.get(*at).map(|edit| edit.deals)));
    order
}

fn edit_view(number: usize, edit: &EditSum, numbers: &dyn Fn(&EditOf) -> Option<usize>) -> EditView {
    let mut moved: Vec<(&MovedRule, &RuleSum)> = edit.moved.iter().collect();
    moved.sort_by_key(|(rule, sum)| (rule.went.way(), rule.went.turn(), std::cmp::Reverse(sum.deals)));
    let row = |(rule, sum): &(&MovedRule, &RuleSum)| {
        let (title, before, after) = deals::row(&sum.change, sum.rule, rule.went);
        let named = sum.first.join(", ");
        let more = sum.deals.saturating_sub(sum.first.len() as u64);
        let which = if more > 0 { format!("{named} and {more} more") } else { and(&sum.first) };
        MovedRow { title, before, after, deals: sum.deals, which, with: with(rule, &edit.edit.of, numbers) }
    };
    EditView {
        number,
        words: edits::edit_words(&edit.edit),
        deals: counted_long(edit.deals, "deal"),
        rows: moved.iter().take(MOST_ROWS).map(row).collect(),
        more: moved.len().saturating_sub(MOST_ROWS),
    }
}

/// What else an effect takes besides an edit, and whether the edit only makes it as bad as it
/// is.
fn with(rule: &MovedRule, own: &EditOf, number: &dyn Fn(&EditOf) -> Option<usize>) -> Option<String> {
    let others = rule.because.edits().iter().filter(|edit| *edit != own);
    let numbers: Vec<String> = others.filter_map(number).map(|at| at.to_string()).collect();
    let noun = if numbers.len() == 1 { "edit" } else { "edits" };
    let others = (!numbers.is_empty()).then(|| match rule.because {
        Because::Alone(_) => format!("{noun} {} alone would do the same", or(&numbers)),
        Because::Together(_) => format!("only together with {noun} {}", and(&numbers)),
        Because::Among(_) => format!("by several edits together, {noun} {} among them", and(&numbers)),
    });
    let severity = (rule.facet == Facet::Severity).then(|| "how bad it is".to_owned());
    match (severity, others) {
        (Some(severity), Some(others)) => Some(format!("{severity}; {others}")),
        (severity, others) => severity.or(others),
    }
}

fn idle(edit: &EditSum) -> IdleRow {
    let why = match (edit.edit.bears, &edit.edit.of.part) {
        (true, _) => "decides nothing in these deals, or the same as before",
        (false, Part::Whole) => "has no verdict of its own; what comes of it is told with the rules that rest on it",
        (false, _) => "is not what a verdict hangs on",
    };
    IdleRow { words: edits::edit_words(&edit.edit), why }
}

fn counted_long(n: u64, noun: &str) -> String {
    counted(usize::try_from(n).unwrap_or(usize::MAX), noun)
}
