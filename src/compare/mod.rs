//! Two assessments → [`Comparison`]: what moved from one to the other, and by which lines.

mod causes;
mod figures;
mod lines;
mod questions;
mod reach;
mod rules;
mod spelled;
mod standing;
mod turn;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::assess::Assessment;
use crate::assess::finding::{Finding, Outcome};
use crate::profile::Profile;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, Severity};

pub use causes::Cause;
pub use figures::FigureMove;
pub use lines::{Line, NamePart, Piece, RulePart};
pub use questions::Asked;
pub use rules::RuleLines;
pub use standing::Facet;
pub use turn::{Stance, Turn};

use causes::Differences;

/// One of the two that are compared.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The rules.
    pub book: &'a Rulebook,
    /// What is known.
    pub profile: &'a Profile,
    /// What follows.
    pub assessment: &'a Assessment,
}

/// What moved between two assessments. Every rule of either is a move or counted among
/// the unmoved, once; every move and every figure that moved has a cause.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// The findings that moved: what newly fails first, then by [`Turn`], worst first.
    pub moves: Vec<Move<'a>>,
    /// The rules of both whose findings are the same.
    pub unmoved: Vec<&'a str>,
    /// The figures that moved, in the order of the rules.
    pub figures: Vec<FigureMove>,
    /// Lines that are different, of what both have, and that no move or figure names.
    pub beside: Vec<Cause>,
    /// Questions that only one of the two still asks.
    pub asked: Asked,
    /// Sources past their review in the second and not in the first, by their places in
    /// its rulebook, as far as something that matters rests on them.
    pub grown_old: Vec<usize>,
}

/// A finding that moved.
#[derive(Clone, Debug)]
pub struct Move<'a> {
    /// The id of its rule.
    pub id: &'a str,
    /// What it was; nothing where the rule was not there.
    pub before: Option<Stand<'a>>,
    /// What it is; nothing where the rule is gone.
    pub after: Option<Stand<'a>>,
    /// Which way it went.
    pub turn: Turn,
    /// What of it is different.
    pub facets: Vec<Facet>,
    /// The lines that are different, among those that decided it on either side; what the
    /// draft says of its subject first.
    pub causes: Vec<Cause>,
}

/// A rule and its finding, on one side.
#[derive(Clone, Copy, Debug)]
pub struct Stand<'a> {
    /// The rule.
    pub rule: &'a Advice,
    /// Its finding.
    pub finding: &'a Finding,
}

impl<'a> Side<'a> {
    /// The rules with their findings, by id and kind.
    fn stands(self) -> BTreeMap<(&'a str, &'static str), Stand<'a>> {
        let stand = |finding: &'a Finding| {
            let rule = self.book.advice.get(finding.advice.0)?;
            Some(((rule.id.as_str(), rule.body.kind()), Stand { rule, finding }))
        };
        self.assessment.findings.iter().filter_map(stand).collect()
    }
}

/// Holds one assessment against another.
pub fn compare<'a>(before: Side<'a>, after: Side<'a>) -> Comparison<'a> {
    let (old, new) = (before.stands(), after.stands());
    let different = Differences::between(before, after);
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).copied().collect();
    let mut moves = Vec::new();
    let mut unmoved = Vec::new();
    for key in keys {
        let (was, is) = (old.get(&key).copied(), new.get(&key).copied());
        let facets = standing::differences((before, was), (after, is));
        if facets.is_empty() {
            unmoved.push(key.0);
            continue;
        }
        moves.push(Move {
            id: key.0,
            before: was,
            after: is,
            turn: Turn::between(was.map(|was| was.finding), is.map(|is| is.finding)),
            causes: different.of_rule((before, was), (after, is), &facets),
            facets,
        });
    }
    moves.sort_by_cached_key(|one| (!one.newly_fails(), one.turn, Reverse(one.severity()), one.order(), one.id));
    let mut comparison = Comparison {
        moves,
        unmoved,
        figures: figures::moved(before, after, &different),
        beside: Vec::new(),
        asked: Asked::between(before, after),
        grown_old: grown_old(before, after),
    };
    comparison.beside = different.beside((before, after), &comparison.named());
    comparison
}

impl Comparison<'_> {
    /// The lines that moves and figures name, the subject of a redline as any term.
    pub fn named(&self) -> BTreeSet<Line> {
        let moves = self.moves.iter().flat_map(|one| &one.causes);
        moves.chain(self.figures.iter().flat_map(|one| &one.causes)).map(|cause| cause.line.plain()).collect()
    }
}

impl Move<'_> {
    /// The kind of its rule.
    pub fn kind(&self) -> &'static str {
        self.after.or(self.before).map_or("", |stand| stand.rule.body.kind())
    }

    /// How bad it is now; where the rule is gone, how bad it was.
    pub fn severity(&self) -> Severity {
        self.after.or(self.before).map_or(Severity::Low, |stand| stand.finding.severity.worst)
    }

    fn order(&self) -> Option<(u8, Reverse<Severity>, bool)> {
        self.after.or(self.before).map(|stand| stand.finding.order())
    }

    /// Whether it falls short or is past the walk-away, as it was not before; what the house
    /// lives with does not count.
    pub fn newly_fails(&self) -> bool {
        self.newly_reaches(Outcome::Gap.rank())
    }

    /// Whether it is decided to be this bad or worse, and was better or open before. `limit`
    /// is a rank of [`Outcome`].
    pub fn newly_reaches(&self, limit: u8) -> bool {
        let reached = |stand: Option<Stand<'_>>| {
            let finding = stand?.finding;
            finding.decided().filter(|_| !finding.is_waived()).map(|outcome| outcome.rank())
        };
        let Some(now) = reached(self.after).filter(|now| *now <= limit) else { return false };
        reached(self.before).is_none_or(|then| then > now)
    }

    /// Whether it is open and could be this bad or worse, which before it could not.
    pub fn could_newly_reach(&self, limit: u8) -> bool {
        let could = |stand: Option<Stand<'_>>| {
            let finding = stand.map(|stand| stand.finding).filter(|finding| !finding.is_waived());
            finding.and_then(Finding::worst).is_some_and(|worst| worst.rank() <= limit)
        };
        let open = self.after.is_some_and(|stand| stand.finding.decided().is_none());
        open && could(self.after) && !could(self.before)
    }
}

/// Sources that are past their review now and were not.
fn grown_old(before: Side<'_>, after: Side<'_>) -> Vec<usize> {
    let was_old = |id: &str| {
        let source = before.book.sources.iter().find(|source| source.id == id);
        source.is_some_and(|source| source.is_stale(before.profile.as_of))
    };
    let cited: BTreeSet<usize> = after
        .stands()
        .values()
        .filter(|stand| stand.finding.decided().is_none_or(|outcome| !outcome.is_idle()))
        .flat_map(|stand| stand.rule.citations.iter().map(|citation| citation.source))
        .collect();
    let sources = after.book.sources.iter().enumerate();
    let old = sources
        .filter(|(at, source)| cited.contains(at) && source.is_stale(after.profile.as_of) && !was_old(&source.id));
    old.map(|(at, _)| at).collect()
}
