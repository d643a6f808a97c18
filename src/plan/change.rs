//! Two versions of rules, and on which edits between them each rule hangs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use crate::compare::{Cause, Line, NamePart, Piece, RuleLines, RulePart};
use crate::rulebook::advice::{Advice, AdviceId};
use crate::rulebook::{PackTree, Rulebook};
use crate::source::Place;
use crate::syntax::words::{DeclarationWord as D, PropertyWord as P};

use super::edits::{Edit, EditOf, Part, edits};
use super::mixed::Mixer;
use super::written::{Text, Written, holds, without_tests};

/// So many rulebooks with some of the edits are made at most. They are for rules on which
/// several edits bear, to tell which of them matter.
const MOST_MIXES: usize = 96;
/// Of more edits than these on one rule, only single ones are tried.
const MOST_TOGETHER: usize = 4;

/// One version of the rules: as it is written, and what it means.
#[derive(Clone, Debug)]
pub struct Version {
    /// The packs as trees.
    pub packs: Vec<PackTree>,
    /// The rulebook that was made of them.
    pub book: Rulebook,
}

/// The way from one version of rules to another.
pub struct Change {
    /// The rules before.
    pub before: Arc<Rulebook>,
    /// The rules now.
    pub after: Arc<Rulebook>,
    /// All edits, in the order of the new text; what is gone comes last.
    pub edits: Vec<Edit>,
    /// The rules of both.
    pub rules: Vec<Pairing>,
    mixer: Mixer,
    mixes: Mutex<BTreeMap<Vec<usize>, Option<Arc<Rulebook>>>>,
}

/// A rule in both versions, or in one of them.
#[derive(Clone, Debug)]
pub struct Pairing {
    /// In the rules before.
    pub before: Option<AdviceId>,
    /// In the rules now.
    pub after: Option<AdviceId>,
    /// The edits that its verdict may hang on, by their places: no others bear on it.
    pub edits: Vec<usize>,
    /// Which combinations of these are tried.
    pub(super) tried: Tried,
}

/// How far the edits that bear on a rule are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tried {
    /// Not at all.
    Nothing,
    /// Each alone.
    Single,
    /// Each alone, and any together.
    All,
}

impl Change {
    /// From one version to another.
    pub fn new(before: Version, after: Version) -> Self {
        let trees = |packs: Vec<PackTree>| packs.into_iter().map(without_tests).collect::<Vec<_>>();
        let (old, new) = (trees(before.packs), trees(after.packs));
        let (before, after) = (Arc::new(before.book), Arc::new(after.book));
        let (was, is) = (Text::of(&old), Text::of(&new));
        let mut homes = Homes { edits: edits(&was, &is), was, is };
        let lines = RuleLines::between(&before, &after);
        let mut rules = Vec::new();
        for (was, is) in pairs(&before, &after) {
            let edits: BTreeSet<usize> = lines.behind(was, is).iter().flat_map(|cause| homes.edits_of(cause)).collect();
            for at in &edits {
                homes.edits.get_mut(*at).into_iter().for_each(|edit| edit.bears = true);
            }
            let edits = edits.into_iter().collect();
            rules.push(Pairing { before: was, after: is, edits, tried: Tried::Nothing });
        }
        let edits = homes.edits;
        let mixer = Mixer::new(&old, &new, &edits);
        spread(&mut rules, &mixer);
        Self { before, after, edits, rules, mixer, mixes: Mutex::default() }
    }

    /// The rule of a pairing as it is now; where it is gone, as it was.
    pub fn advice(&self, pairing: &Pairing) -> Option<(&Rulebook, &Advice)> {
        fn of(book: &Rulebook, id: Option<AdviceId>) -> Option<(&Rulebook, &Advice)> {
            Some((book, book.advice.get(id?.0)?))
        }
        of(&self.after, pairing.after).or_else(|| of(&self.before, pairing.before))
    }

    /// The rules with `made` of the edits in `apart` and without its others. Nothing where
    /// such rules cannot be.
    pub fn mixed(&self, made: &[usize], apart: &[usize]) -> Option<Arc<Rulebook>> {
        // What is made and what is not decides; that the rest is as it is now, does not matter
        // to whom it does not concern.
        let key: Vec<usize> = apart.iter().map(|at| at * 2 + usize::from(made.contains(at))).collect();
        let known = |mixes: &BTreeMap<Vec<usize>, Option<Arc<Rulebook>>>| mixes.get(&key).cloned();
        if let Some(known) = known(&self.mixes.lock().unwrap_or_else(PoisonError::into_inner)) {
            return known;
        }
        let mixed = self.mixer.mix(made, apart).map(Arc::new);
        self.mixes.lock().unwrap_or_else(PoisonError::into_inner).insert(key, mixed.clone());
        mixed
    }
}

/// The rules of both versions by id and kind: those there are now in their order, then
/// those that are gone.
fn pairs(before: &Rulebook, after: &Rulebook) -> Vec<(Option<AdviceId>, Option<AdviceId>)> {
    fn key(rule: &Advice) -> (&str, &'static str) {
        (rule.id.as_str(), rule.body.kind())
    }
    let mut old: BTreeMap<_, _> =
        before.advice.iter().enumerate().map(|(at, rule)| (key(rule), AdviceId(at))).collect();
    let now = after.advice.iter().enumerate();
    let mut pairs: Vec<_> = now.map(|(at, rule)| (old.remove(&key(rule)), Some(AdviceId(at)))).collect();
    let mut gone: Vec<AdviceId> = old.into_values().collect();
    gone.sort_unstable();
    pairs.extend(gone.into_iter().map(|id| (Some(id), None)));
    pairs
}

/// Decides how far the edits on each rule are told apart, so that no more rulebooks are made
/// than there may be.
fn spread(rules: &mut [Pairing], mixer: &Mixer) {
    let mut left = MOST_MIXES;
    let mut sets: BTreeSet<Vec<usize>> = BTreeSet::new();
    for rule in rules.iter_mut().filter(|rule| rule.before.is_some() && rule.after.is_some()) {
        let edits = rule.edits.clone();
        if edits.len() < 2 || !edits.iter().all(|edit| mixer.can_undo(*edit)) {
            continue;
        }
        if sets.contains(&edits) {
            rule.tried = if edits.len() <= MOST_TOGETHER { Tried::All } else { Tried::Single };
            continue;
        }
        let (cost, tried) = match edits.len() {
            many if many <= MOST_TOGETHER => ((1 << many) - 2, Tried::All),
            many => (many, Tried::Single),
        };
        if cost <= left {
            left -= cost;
            rule.tried = tried;
            sets.insert(edits);
        }
    }
}

/// Where edits stand in the text.
struct Homes<'t> {
    edits: Vec<Edit>,
    was: Text<'t>,
    is: Text<'t>,
}

impl Homes<'_> {
    /// The edits that made a line differ.
    fn edits_of(&mut self, cause: &Cause) -> Vec<usize> {
        let place = |piece: &Option<Piece>| piece.as_ref().and_then(|piece| piece.place.clone());
        let (before, after) = (place(&cause.before), place(&cause.after));
        let mut around = self.around(before.as_ref(), after.as_ref());
        if !around.is_empty() {
            if self.stands_elsewhere(&around, before.as_ref(), after.as_ref()) {
                around.extend(self.elsewhere(cause, before, after));
            }
            return around;
        }
        let found = self.in_declaration(&cause.line, [before.as_ref(), after.as_ref()]);
        if !found.is_empty() {
            return found;
        }
        if matches!(cause.line, Line::Name(_, NamePart::Type)) {
            let lists = self.by(|of| of.declared.word == D::Values);
            if !lists.is_empty() {
                return lists;
            }
        }
        let over = self.overriding(&cause.line);
        if !over.is_empty() {
            return over;
        }
        if cause.line == Line::Documents {
            let lists = self.of_documents();
            if !lists.is_empty() {
                return lists;
            }
        }
        self.elsewhere(cause, before, after).into_iter().collect()
    }

    /// The edits of overrides that give a rule what a line says: a rung that they leave out is
    /// gone by them, wherever it stood.
    fn overriding(&self, line: &Line) -> Vec<usize> {
        let Line::Rule(id, _) = line else { return Vec::new() };
        let Some((_, name)) = id.split_once('/') else { return Vec::new() };
        let words = words(line);
        let gives = |written: Option<Written<'_>>| {
            written.is_some_and(|written| written.properties().iter().any(|(word, _)| words.contains(word)))
        };
        self.by(|of| {
            of.declared.word == D::Override
                && of.declared.changes.is_some_and(D::is_advice)
                && of.declared.name == name
                && (gives(self.is.find(&of.declared)) || gives(self.was.find(&of.declared)))
        })
    }

    /// The edits of lists of documents: those of several packs are one.
    fn of_documents(&self) -> Vec<usize> {
        let lists = |written: Option<Written<'_>>| written.is_some_and(|written| !written.documents().is_empty());
        self.by(|of| {
            let whole = || lists(self.is.find(&of.declared)) || lists(self.was.find(&of.declared));
            of.declared.word == D::Pack
                && (of.part.property() == Some(P::Documents) || of.part == Part::Whole && whole())
        })
    }

    /// The smallest edits around two places: what was written is one's to undo, what is
    /// written now may be another's.
    fn around(&self, before: Option<&Place>, after: Option<&Place>) -> Vec<usize> {
        let size = |place: &Place| place.span.end - place.span.start;
        let smallest = |of: &dyn Fn(&Edit) -> &[Place], place: Option<&Place>| {
            let place = place?;
            let inside = |edit: &Edit| of(edit).iter().filter(|own| holds(own, place)).map(size).min();
            let sizes = self.edits.iter().enumerate().filter_map(|(at, edit)| Some((inside(edit)?, at)));
            sizes.min().map(|(_, at)| at)
        };
        let both = [smallest(&|edit| &edit.before, before), smallest(&|edit| &edit.after, after)];
        let found: BTreeSet<usize> = both.into_iter().flatten().collect();
        found.into_iter().collect()
    }

    /// Whether a line is taken from another declaration than it was, and none of these edits
    /// says so by itself: it does where something came or went.
    fn stands_elsewhere(&self, edits: &[usize], before: Option<&Place>, after: Option<&Place>) -> bool {
        let home =
            |text: &'_ Text<'_>, place: Option<&Place>| text.around(place?).map(|(declared, _)| declared.clone());
        let (was, is) = (home(&self.was, before), home(&self.is, after));
        let mut edits = edits.iter().filter_map(|at| self.edits.get(*at));
        was.is_some()
            && is.is_some()
            && was != is
            && edits.all(|edit| !edit.before.is_empty() && !edit.after.is_empty())
    }

    /// The edits of properties that say what a line says, in the declarations around places.
    fn in_declaration(&self, line: &Line, places: [Option<&Place>; 2]) -> Vec<usize> {
        let words = words(line);
        let texts = [&self.was, &self.is];
        let declared: Vec<_> = texts
            .into_iter()
            .zip(places)
            .filter_map(|(text, place)| text.around(place?))
            .map(|(declared, _)| declared)
            .collect();
        self.by(|of| {
            declared.contains(&&of.declared) && of.part.property().is_some_and(|property| words.contains(&property))
        })
    }

    fn by(&self, own: impl Fn(&EditOf) -> bool) -> Vec<usize> {
        self.edits.iter().enumerate().filter(|(_, edit)| own(&edit.of)).map(|(at, _)| at).collect()
    }

    /// An edit of what a declaration takes from elsewhere: it stands in another risk now.
    fn elsewhere(&mut self, cause: &Cause, before: Option<Place>, after: Option<Place>) -> Option<usize> {
        let of_rule = |text: &'_ Text<'_>| match &cause.line {
            Line::Rule(id, _) => text.rule(id).cloned(),
            _ => None,
        };
        let home = |text: &'_ Text<'_>, place: &Option<Place>| Some(text.around(place.as_ref()?)?.0.clone());
        let declared = of_rule(&self.is).or_else(|| of_rule(&self.was));
        let declared = declared.or_else(|| home(&self.is, &after)).or_else(|| home(&self.was, &before))?;
        let declared = &declared;
        let of = EditOf { declared: declared.clone(), part: Part::Elsewhere(in_words(&cause.line)) };
        if let Some(known) = self.edits.iter().position(|edit| edit.of == of) {
            return Some(known);
        }
        let title = self.is.title(declared).or_else(|| self.was.title(declared));
        let (before, after) = (before.into_iter().collect(), after.into_iter().collect());
        self.edits.push(Edit { of, title, before, after, instead_of: Vec::new(), bears: true });
        Some(self.edits.len() - 1)
    }
}

/// The properties that say what a line says.
fn words(line: &Line) -> &'static [P] {
    match line {
        Line::Rule(_, part) => match part {
            RulePart::When => &[P::When],
            RulePart::Rung(0) => &[P::Preferred],
            RulePart::Rung(_) => &[P::Fallback],
            RulePart::WalkAway => &[P::WalkAway],
            RulePart::Done => &[P::DoneWhen],
            RulePart::AnsweredBy => &[P::AnsweredBy],
            RulePart::Between => &[P::Between],
            RulePart::Due => &[P::Due],
            RulePart::Severity => &[P::Severity],
            RulePart::Priority => &[P::Priority],
            RulePart::Owner => &[P::Owner],
            RulePart::Instrument => &[P::Instrument],
            RulePart::Waiver => &[P::Until],
            RulePart::Itself => &[],
        },
        Line::Name(_, part) => match part {
            NamePart::Value => &[P::Value],
            NamePart::Standard => &[P::Standard],
            NamePart::Silence => &[P::Silent, P::Better],
            NamePart::Type => &[P::Type, P::Levels],
            NamePart::When => &[P::When],
        },
        Line::Define(_) => &[P::As],
        Line::Documents => &[P::Documents],
        _ => &[],
    }
}

fn in_words(line: &Line) -> String {
    match words(line) {
        [first, ..] => first.as_str().to_owned(),
        [] => String::new(),
    }
}
