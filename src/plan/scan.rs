//! Deals held against both versions of the rules: which move, and because of which edits.

use jiff::civil::Date;

use crate::compare::Facet;
use crate::diagnostic::Diagnostic;
use crate::portfolio::{Exposure, Heat, Reject, Row};
use crate::profile::{Profile, term_names};
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, AdviceId, Body, Severity};

use super::change::{Change, Pairing};
use super::judged::Judged;
use super::verdict::{FromTo, Verdict, Way};
use super::why::{Because, Stand, Trials};

/// What a change of rules does to one deal.
#[derive(Clone, Debug)]
pub enum Effect {
    /// It stands as it did.
    None,
    /// It stands otherwise.
    Moved(DealMoves),
    /// It can be judged by the rules before, and not by those now; and why.
    OnlyBefore(String, Reject),
    /// The other way round.
    OnlyAfter(String, Reject),
    /// It cannot be judged by either.
    Unread(Reject),
}

/// A deal that stands otherwise.
#[derive(Clone, Debug)]
pub struct DealMoves {
    /// The company.
    pub name: String,
    /// How exposed it is by the rules now.
    pub exposure: Exposure,
    /// What moved, the most pressing first.
    pub moves: Vec<Move>,
}

/// A rule that comes to something else for a deal.
#[derive(Clone, Debug)]
pub struct Move {
    /// The rule, by its place in [`Change::rules`].
    pub rule: usize,
    /// What it came to and comes to.
    pub went: FromTo,
    /// Because of which edits it comes to something else; nothing where it does not.
    pub because: Option<Because>,
    /// Because of which edits it is as bad as it is; nothing where it was so before, or asks
    /// for nothing now.
    pub severity: Option<Because>,
}

impl Move {
    /// The edits behind it, each set once: because of which it comes to what it does, then
    /// because of which it is as bad as it is.
    pub fn reasons(&self) -> impl Iterator<Item = (Facet, &Because)> {
        let severity = self.severity.as_ref().map(|because| (Facet::Severity, because));
        self.because.as_ref().map(|because| (Facet::Status, because)).into_iter().chain(severity)
    }
}

impl DealMoves {
    /// Which way the deal goes: the most pressing of all that moved.
    pub fn way(&self) -> Way {
        self.moves.iter().map(|one| one.went.way()).min().unwrap_or(Way::Other)
    }
}

/// What a change does to each of these deals, in their order.
pub fn scan(change: &Change, rows: &[&Row], as_of: Option<Date>) -> Vec<Effect> {
    let before = Side::of(&change.before, rows, as_of);
    let after = Side::of(&change.after, rows, as_of);
    let was = Judged::of(&change.before, &before.profiles());
    let is = Judged::of(&change.after, &after.profiles());
    let both = (&was, &is);
    let mut effects: Vec<Effect> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        effects.push(match (before.deal(at, row, &was), after.deal(at, row, &is)) {
            (Ok(_), Ok(profile)) => moved(change, at, profile, both).map_or(Effect::None, Effect::Moved),
            (Ok(profile), Err(reject)) => Effect::OnlyBefore(profile.name.clone(), reject),
            (Err(reject), Ok(profile)) => Effect::OnlyAfter(profile.name.clone(), reject),
            (Err(_), Err(reject)) => Effect::Unread(reject),
        });
    }
    explain(change, rows, as_of, both, &mut effects);
    effects
}

/// One version of the rules with what it makes of the rows.
struct Side {
    read: Vec<Result<Profile, Reject>>,
}

impl Side {
    fn of(book: &Rulebook, rows: &[&Row], as_of: Option<Date>) -> Self {
        let terms = term_names(book);
        Self { read: rows.iter().map(|row| row.profile(book, &terms, as_of)).collect() }
    }

    fn profiles(&self) -> Vec<Option<&Profile>> {
        self.read.iter().map(|read| read.as_ref().ok()).collect()
    }

    /// A deal, or why it cannot be judged.
    fn deal(&self, at: usize, row: &Row, judged: &Judged) -> Result<&Profile, Reject> {
        match (self.read.get(at), judged.refused(at)) {
            (Some(Err(reject)), _) => Err(reject.clone()),
            (_, Some(found)) => Err(row.rejected(found.to_vec())),
            (Some(Ok(profile)), None) => Ok(profile),
            (None, None) => Err(row.rejected(Vec::<Diagnostic>::new())),
        }
    }
}

/// What moved for one deal; nothing where nothing did. Why is not known yet.
fn moved(change: &Change, at: usize, profile: &Profile, (was, is): (&Judged, &Judged)) -> Option<DealMoves> {
    let went = |pairing: &Pairing| FromTo {
        from: pairing.before.and_then(|id| was.verdict(at, id)),
        to: pairing.after.and_then(|id| is.verdict(at, id)),
    };
    let all = change.rules.iter().enumerate().map(|(rule, pairing)| (rule, went(pairing)));
    let mut moves: Vec<Move> = all
        .filter(|(_, went)| went.moves())
        .map(|(rule, went)| Move { rule, went, because: None, severity: None })
        .collect();
    if moves.is_empty() {
        return None;
    }
    moves.sort_by_key(|one| {
        let severity = one.went.to.or(one.went.from).map(|verdict| std::cmp::Reverse(verdict.severity()));
        (one.went.way(), one.went.turn(), one.went.to.map(worst), severity, one.rule)
    });
    Some(DealMoves { name: profile.name.clone(), exposure: exposure(change, at, is), moves })
}

fn worst(verdict: Verdict) -> Option<u8> {
    verdict.could_be().first().map(|outcome| outcome.rank())
}

fn exposure(change: &Change, at: usize, is: &Judged) -> Exposure {
    let mut exposure = Exposure::default();
    for pairing in &change.rules {
        let Some(id) = pairing.after else { continue };
        let weighs = change.after.advice.get(id.0).is_some_and(is_weighed);
        let verdict = is.verdict(at, id).filter(|verdict| weighs && !verdict.waived && !verdict.is_idle());
        if let Some(verdict) = verdict {
            let severity = verdict.severity().first().copied().unwrap_or(Severity::Low);
            exposure.count(Heat::of(&verdict.could_be()), severity);
        }
    }
    exposure
}

/// Positions and measures say how exposed a deal is.
fn is_weighed(advice: &Advice) -> bool {
    matches!(advice.body, Body::Redline(_) | Body::Mitigation { .. })
}

/// Finds out because of which edits each deal moved.
fn explain(change: &Change, rows: &[&Row], as_of: Option<Date>, (was, is): (&Judged, &Judged), effects: &mut [Effect]) {
    let hangs_on_several = |moved: &DealMoves| {
        let edits = |one: &Move| change.rules.get(one.rule).map_or(0, |pairing| pairing.edits.len());
        moved.moves.iter().any(|one| edits(one) > 1)
    };
    let tried = effects.iter().zip(rows).map(|(effect, row)| match effect {
        Effect::Moved(moved) if hangs_on_several(moved) => Some(*row),
        _ => None,
    });
    let mut trials = Trials::new(change, tried.collect(), as_of);
    for (at, effect) in effects.iter_mut().enumerate() {
        let Effect::Moved(moved) = effect else { continue };
        for one in &mut moved.moves {
            let Some(pairing) = change.rules.get(one.rule) else { continue };
            if one.went.comes_to_another() {
                let is_so = |(verdict, _): &Stand| one.went.to.is_some_and(|to| to.comes_to_the_same(*verdict));
                one.because = Some(trials.because(pairing, at, &is_so));
            }
            let grade = |judged: &Judged, id: Option<AdviceId>| judged.grade(at, id?);
            let (before, now) = (grade(was, pairing.before), grade(is, pairing.after));
            let counts = one.went.to.is_some_and(|to| !to.severity().is_empty());
            if counts && before.is_some() && before != now {
                one.severity = Some(trials.because(pairing, at, &|(_, grade)| Some(*grade) == now));
            }
        }
    }
}
