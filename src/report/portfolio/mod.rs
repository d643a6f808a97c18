//! Many deals, as a page: which are most exposed and where, what is found most often, and
//! which answers would settle most.

mod lines;
mod parquet;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::portfolio::{Counts, Heat, Namesakes, Ranked, Ranking, Tally};
use crate::rulebook::Rulebook;
use crate::value::show_date;

use super::markdown::tidy;
use super::templates::{PORTFOLIO, Templates, given};
use super::words::{Words, and, counted};

pub use self::parquet::{findings_parquet, matrix_parquet};
pub use lines::{finding_line, is_written_here, matrix_head, matrix_line, reject_line};

/// More rows than this no page shows; the tables hold them all.
const MOST_ROWS: usize = 25;

/// Many deals, ready to print.
#[derive(Clone, Debug, Serialize)]
pub struct PortfolioView {
    /// "300 deals".
    pub deals: String,
    /// The day by which all are judged: "21 November 2026"; else each by its own.
    pub as_of: Option<String>,
    /// How much was left out: "2 entries were left out".
    pub left_out: Option<String>,
    /// What is to be said of deals that bear one name: a sentence or two.
    pub namesakes: Option<String>,
    /// The risks, in the order of the packs.
    pub risks: Vec<String>,
    /// The most exposed deals.
    pub ranking: Vec<RankedRow>,
    /// How many deals the ranking does not show.
    pub more: usize,
    /// The positions and measures that are found most often.
    pub common: Vec<CommonRow>,
    /// How many of them are not shown.
    pub more_common: usize,
    /// The names that open ones look at most often.
    pub asked: Vec<AskedRow>,
    /// How many of them are not shown.
    pub more_asked: usize,
}

/// A deal in the ranking.
#[derive(Clone, Debug, Serialize)]
pub struct RankedRow {
    /// Its place, from 1.
    pub number: usize,
    /// The company.
    pub name: String,
    /// Positions past the walk-away.
    pub walk_away: u32,
    /// Positions that fall short: "3 (1 critical)".
    pub short: String,
    /// What is not decided.
    pub open: u32,
    /// Measures to take.
    pub to_do: u32,
    /// How it stands in each risk: a sign and a word.
    pub heat: Vec<String>,
}

/// A position or a measure that is found often.
#[derive(Clone, Debug, Serialize)]
pub struct CommonRow {
    /// What people call it.
    pub title: String,
    /// In how many deals it is past the walk-away, short, to do, or open.
    pub counts: [u64; 4],
}

/// A name that open positions and measures wait for.
#[derive(Clone, Debug, Serialize)]
pub struct AskedRow {
    /// What people call it.
    pub title: String,
    /// By which a profile knows it.
    pub id: String,
    /// How many open positions and measures look at it, over all deals.
    pub times: u64,
}

/// What things are called, by id: risks in the order of their packs, rules and names.
#[derive(Clone, Debug, Default)]
pub struct Titles {
    /// Risks: id and title.
    pub risks: Vec<(String, String)>,
    /// Positions and measures.
    pub rules: BTreeMap<String, String>,
    /// Facts and terms.
    pub names: BTreeMap<String, String>,
}

impl Titles {
    /// Adds those of a rulebook; what is known stays where it is.
    pub fn add(&mut self, book: &Rulebook) {
        let words = Words::of(book);
        for risk in &book.risks {
            if !self.risks.iter().any(|(id, _)| *id == risk.id) {
                // The heading for the other side is the shorter one.
                let title = risk.topic.as_ref().unwrap_or(&risk.title);
                self.risks.push((risk.id.clone(), title.clone()));
            }
        }
        for advice in &book.advice {
            self.rules.entry(advice.id.clone()).or_insert_with(|| words.short_title(advice));
        }
        for (_, name) in book.names() {
            self.names.entry(name.id.clone()).or_insert_with(|| name.title.clone());
        }
    }
}

/// What else there is to say of many deals.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The day that was set for all.
    pub as_of: Option<Date>,
    /// How many were left out, since they cannot be read.
    pub left_out: u64,
    /// Deals that bear one name.
    pub namesakes: &'a Namesakes,
}

/// That deals bear one name, and which; nothing where none do.
pub fn namesakes(all: &Namesakes) -> Option<String> {
    let names = and(all.first());
    Some(match all.count() {
        0 => return None,
        1 => format!("1 deal has the name of another, {names}; each of them counts"),
        many => {
            let some = if all.first().len() as u64 == many { "" } else { "for example " };
            format!("{many} deals have the name of another, {some}{names}; each of them counts")
        }
    })
}

/// Puts many deals into words.
pub fn portfolio(ranking: &Ranking, tally: &Tally, titles: &Titles, scope: Scope<'_>) -> PortfolioView {
    let left_out = scope.left_out;
    let count = |n: u64, noun: &str| counted(usize::try_from(n).unwrap_or(usize::MAX), noun);
    let ranked = ranking.deals().iter().enumerate().map(|(at, deal)| ranked_row(at + 1, deal, titles));
    let weight = |counts: &Counts| (counts.walk_away, counts.short, counts.to_do, counts.open);
    let mut common: Vec<(&String, &Counts)> =
        tally.rules.iter().filter(|(_, counts)| weight(counts) > (0, 0, 0, 0)).collect();
    common.sort_by_key(|(_, counts)| {
        (std::cmp::Reverse(counts.walk_away + counts.short + counts.to_do), std::cmp::Reverse(weight(counts)))
    });
    let mut asked: Vec<(&String, u64)> = tally.asked.iter().map(|(name, times)| (name, *times)).collect();
    asked.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    let title = |known: &BTreeMap<String, String>, id: &String| known.get(id).unwrap_or(id).clone();
    let ranking: Vec<RankedRow> = ranked.collect();
    PortfolioView {
        deals: count(tally.deals, "deal"),
        as_of: scope.as_of.map(show_date),
        left_out: (left_out > 0).then(|| {
            let were = if left_out == 1 { "entry was" } else { "entries were" };
            format!("{left_out} {were} left out")
        }),
        namesakes: namesakes(scope.namesakes),
        risks: titles.risks.iter().map(|(_, title)| title.clone()).collect(),
        more: usize::try_from(tally.deals).unwrap_or(usize::MAX).saturating_sub(ranking.len()),
        ranking,
        more_common: common.len().saturating_sub(MOST_ROWS),
        more_asked: asked.len().saturating_sub(MOST_ROWS),
        common: common
            .into_iter()
            .take(MOST_ROWS)
            .map(|(id, counts)| CommonRow {
                title: title(&titles.rules, id),
                counts: [counts.walk_away, counts.short, counts.to_do, counts.open],
            })
            .collect(),
        asked: asked
            .into_iter()
            .take(MOST_ROWS)
            .map(|(id, times)| AskedRow { title: title(&titles.names, id), id: id.clone(), times })
            .collect(),
    }
}

fn ranked_row(number: usize, deal: &Ranked, titles: &Titles) -> RankedRow {
    let [critical, ..] = deal.exposure.short;
    let short = match (deal.exposure.all_short(), critical) {
        (all, 0) => all.to_string(),
        (all, critical) => format!("{all} ({critical} critical)"),
    };
    RankedRow {
        number,
        name: deal.name.clone(),
        walk_away: deal.exposure.walk_away,
        short,
        open: deal.exposure.open,
        to_do: deal.exposure.to_do,
        heat: titles.risks.iter().map(|(id, _)| heat(deal.risks.get(id).copied()).to_owned()).collect(),
    }
}

/// How a deal stands in a risk, as a table shows it: the sign alone would not be read out.
fn heat(heat: Option<Heat>) -> &'static str {
    match heat {
        Some(Heat::WalkAway) => "✖ walk-away",
        Some(Heat::Short) => "● short",
        Some(Heat::Open) => "? open",
        Some(Heat::ToDo) => "◐ to do",
        Some(Heat::Fallback) => "◐ fallback",
        Some(Heat::Fine) => "✔ fine",
        Some(Heat::Idle) | None => "–",
    }
}

/// Many deals as a Markdown document.
///
/// # Errors
/// A replaced template asks for something that is not there.
pub fn portfolio_page(view: &PortfolioView, templates: &Templates) -> Result<String, Diagnostic> {
    templates.render(PORTFOLIO, &given(view)).map(|text| tidy(&text))
}
