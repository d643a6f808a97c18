//! What moved between two assessments, for the company's own people: as a document and for
//! machines.

mod because;
mod json;
mod moves;
mod others;
mod sections;
mod sides;
mod states;

use serde::Serialize;

use crate::compare::{Comparison, Move, Side, Turn};
use crate::diagnostic::Diagnostic;

use super::Manifest;
use super::markdown::tidy;
use super::templates::{COMPARISON, Templates, given};
use super::words::{Reader, and};

pub use because::{Because, Said};
pub use json::{SCHEMA, json};
pub use moves::{Cell, MoveRow};
pub use others::{AskedSince, FigureRow, GrownOld};
pub use sections::Section;
pub use sides::{Made, SideRow};
pub(super) use states::{in_words, open_in_words};

/// Two sides with what moved between them.
#[derive(Clone, Debug)]
pub struct Compared<'a> {
    /// The one before.
    pub before: Held<'a>,
    /// The one now.
    pub after: Held<'a>,
    /// What moved.
    pub comparison: Comparison<'a>,
}

/// One side and what it was made with.
#[derive(Clone, Copy, Debug)]
pub struct Held<'a> {
    /// Rules, profile and assessment.
    pub side: Side<'a>,
    /// What they were made with.
    pub manifest: &'a Manifest,
}

impl<'a> Held<'a> {
    fn reader(self) -> Reader<'a> {
        Reader::new(self.side.book, self.side.profile, self.side.assessment)
    }
}

/// The readers of both sides: each speaks of what it knows.
#[derive(Clone, Copy)]
struct Readers<'a> {
    before: Reader<'a>,
    after: Reader<'a>,
}

impl<'a> Compared<'a> {
    fn readers(&self) -> Readers<'a> {
        Readers { before: self.before.reader(), after: self.after.reader() }
    }

    /// The moves of positions; the first are those that newly fail.
    fn positions(&self) -> impl Iterator<Item = &Move<'a>> {
        self.comparison.moves.iter().filter(|one| one.kind() == "redline")
    }
}

/// A comparison in ready words.
#[derive(Clone, Debug, Serialize)]
pub struct ComparisonView {
    /// The companies, or how many deals there are.
    pub title: String,
    /// The titles of the packs in use now.
    pub packs: Vec<String>,
    /// Where there are several deals: a row for each.
    pub overview: Vec<DealRow>,
    /// Where there are several deals: lines that are different, and moved nothing in any.
    pub beside: Vec<Because>,
    /// Each deal.
    pub deals: Vec<DealMoves>,
    /// The version of Proviso.
    pub proviso: String,
}

/// A deal in brief.
#[derive(Clone, Debug, Serialize)]
pub struct DealRow {
    /// Its company.
    pub title: String,
    /// How many positions newly fail.
    pub failing: usize,
    /// How many are worse, newly open, or apply now, and do not fail.
    pub worse: usize,
    /// How many are better, decided now, or no longer apply, and do not fail.
    pub better: usize,
    /// How many stand as before, with something changed or not.
    pub unchanged: usize,
}

/// What moved in one deal.
#[derive(Clone, Debug, Serialize)]
pub struct DealMoves {
    /// The company, or both.
    pub title: String,
    /// What moved, in a sentence: "2 positions newly fail, 1 is better; 46 stand as before."
    pub summary: String,
    /// The same of all that is no position; nothing where there is none.
    pub others: Option<String>,
    /// What is to be known of the two before they are held together.
    pub remarks: Vec<String>,
    /// The two beside each other: the verdict, the files, the days, the rules.
    pub sides: Vec<SideRow>,
    /// What moved, what presses most first.
    pub sections: Vec<Section>,
    /// Figures that moved.
    pub figures: Vec<FigureRow>,
    /// Lines that are different, and moved nothing; nothing where there are several deals.
    pub beside: Vec<Because>,
    /// Questions that are newly open, and that no longer are.
    pub asked: AskedSince,
    /// Sources that have grown old since.
    pub grown_old: Vec<GrownOld>,
    /// What each side was made with.
    pub made: Made,
}

/// Puts comparisons into words.
pub fn comparison(deals: &[Compared<'_>]) -> ComparisonView {
    const MOST_NAMED: usize = 3;
    let several = deals.len() > 1;
    let titles = each_once(deals.iter().map(sides::title));
    let packs = deals.iter().flat_map(|deal| &deal.after.side.book.packs);
    ComparisonView {
        title: if titles.len() > MOST_NAMED { format!("{} deals", deals.len()) } else { and(&titles) },
        packs: each_once(packs.map(|pack| pack.title.clone())),
        overview: if several { deals.iter().map(in_brief).collect() } else { Vec::new() },
        beside: if several { others::beside_in_all(deals) } else { Vec::new() },
        deals: deals.iter().map(|one| deal(one, several)).collect(),
        proviso: deals.first().map(|deal| deal.after.manifest.proviso.clone()).unwrap_or_default(),
    }
}

fn each_once(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut once = Vec::new();
    for word in words {
        if !once.contains(&word) {
            once.push(word);
        }
    }
    once
}

/// A comparison in Markdown, with one line end at its end.
///
/// # Errors
/// A replaced template asks for something that is not there.
pub fn comparison_page(view: &ComparisonView, templates: &Templates) -> Result<String, Diagnostic> {
    templates.render(COMPARISON, &given(view)).map(|text| tidy(&text))
}

fn deal(deal: &Compared<'_>, one_of_several: bool) -> DealMoves {
    DealMoves {
        title: sides::title(deal),
        summary: sections::summary(deal),
        others: sections::others(deal),
        remarks: sides::remarks(deal),
        sides: sides::rows(deal),
        sections: sections::sections(deal),
        figures: others::figures(deal),
        beside: if one_of_several { Vec::new() } else { others::beside(deal) },
        asked: others::asked(deal),
        grown_old: others::grown_old(deal),
        made: sides::made(deal),
    }
}

fn in_brief(deal: &Compared<'_>) -> DealRow {
    let count = |turns: &[Turn]| deal.positions().filter(|one| !one.newly_fails() && turns.contains(&one.turn)).count();
    let unmoved = sections::unmoved_positions(deal);
    DealRow {
        title: sides::title(deal),
        failing: deal.positions().filter(|one| one.newly_fails()).count(),
        worse: count(&[Turn::Worse, Turn::Opened, Turn::Came, Turn::Added]),
        better: count(&[Turn::Decided, Turn::Better, Turn::Went, Turn::Removed]),
        unchanged: unmoved + count(&[Turn::Changed]),
    }
}
