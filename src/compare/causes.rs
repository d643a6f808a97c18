//! Because of which lines something moved.

use std::collections::BTreeSet;

use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, Body};
use crate::rulebook::overlay::ChangeKind;

use super::lines::{self, Line, Lines, NamePart, Piece, RulePart};
use super::reach::Reach;
use super::{Facet, Side, Stand};

/// A line that is different, among those that something was made from.
#[derive(Clone, Debug)]
pub struct Cause {
    /// Which line.
    pub line: Line,
    /// What it said; nothing where it was not there.
    pub before: Option<Piece>,
    /// What it says; nothing where it is gone.
    pub after: Option<Piece>,
}

/// The lines that are not the same on both sides.
pub(super) struct Differences(Vec<Cause>);

impl Differences {
    pub(super) fn between(before: Side<'_>, after: Side<'_>) -> Self {
        Self::of(lines::all(before), lines::all(after))
    }

    /// Those of rules alone.
    pub(super) fn between_rules(before: &Rulebook, after: &Rulebook) -> Self {
        Self::of(lines::of_rules(before), lines::of_rules(after))
    }

    fn of(mut before: Lines, mut after: Lines) -> Self {
        let mut keys: Vec<Line> = before.keys().chain(after.keys()).cloned().collect();
        keys.sort();
        keys.dedup();
        let cause = |line: Line| {
            let (before, after) = (before.remove(&line), after.remove(&line));
            let same = before.as_ref().map(|piece| &piece.text) == after.as_ref().map(|piece| &piece.text);
            (!same).then_some(Cause { line, before, after })
        };
        Self(keys.into_iter().filter_map(cause).collect())
    }

    /// Those that something is made from, on either side.
    pub(super) fn within(&self, before: &Reach, after: &Reach) -> Vec<Cause> {
        self.0.iter().filter(|cause| before.holds(&cause.line) || after.holds(&cause.line)).cloned().collect()
    }

    /// Those of what both sides have that are not among some.
    pub(super) fn beside(&self, (before, after): (Side<'_>, Side<'_>), named: &BTreeSet<Line>) -> Vec<Cause> {
        let has = |side: Side<'_>, id: &str| side.book.advice.iter().any(|rule| rule.id == id);
        let in_both = |cause: &&Cause| match &cause.line {
            Line::Rule(id, _) => has(before, id) && has(after, id),
            Line::Rates => true,
            _ => cause.before.is_some() && cause.after.is_some(),
        };
        self.0.iter().filter(in_both).filter(|cause| !named.contains(&cause.line)).cloned().collect()
    }

    /// That a figure is worked out otherwise, or on one side alone.
    pub(super) fn of_name(&self, id: &str) -> Vec<Cause> {
        let is_own = |line: &Line| matches!(line, Line::Name(own, NamePart::Value) if own == id);
        self.0.iter().filter(|cause| is_own(&cause.line)).cloned().collect()
    }

    /// Those that the findings of a rule are made from; where it is there on one side alone,
    /// what makes it so.
    pub(super) fn of_rule(
        &self,
        (before, was): (Side<'_>, Option<Stand<'_>>),
        (after, is): (Side<'_>, Option<Stand<'_>>),
        facets: &[Facet],
    ) -> Vec<Cause> {
        match (was, is) {
            (Some(was), Some(is)) => {
                let reach = |side, stand: Stand<'_>| Reach::of_rule(side, stand.finding.advice);
                let mut causes = self.within(&reach(before, was), &reach(after, is));
                subject_first(&mut causes, [(before, was), (after, is)]);
                let decided = [Reach::that_decided(before, was, facets), Reach::that_decided(after, is, facets)];
                decisive(causes, &decided)
            }
            (None, Some(is)) => {
                let (line, there, elsewhere) = only_there(after, before, is.rule);
                vec![Cause { line, before: elsewhere, after: Some(there) }]
            }
            (Some(was), None) => {
                let (line, there, elsewhere) = only_there(before, after, was.rule);
                vec![Cause { line, before: Some(there), after: elsewhere }]
            }
            (None, None) => Vec::new(),
        }
    }
}

/// Without facts and terms that the rule looks at and that decided neither of its findings,
/// and without what a name is declared as that only one side has; where nothing else is
/// left, they are what there is to say.
fn decisive(causes: Vec<Cause>, decided: &[Reach]) -> Vec<Cause> {
    let counts = |cause: &Cause| match &cause.line {
        Line::Known(_) => decided.iter().any(|reach| reach.holds(&cause.line)),
        Line::Name(_, NamePart::Type | NamePart::Silence | NamePart::Standard) => {
            cause.before.is_some() && cause.after.is_some()
        }
        _ => true,
    };
    if !causes.iter().any(counts) {
        return causes;
    }
    causes.into_iter().filter(counts).collect()
}

/// What the draft says of the point itself, on either side, comes first.
fn subject_first(causes: &mut [Cause], stands: [(Side<'_>, Stand<'_>); 2]) {
    let subject = |(side, stand): (Side<'_>, Stand<'_>)| match &stand.rule.body {
        Body::Redline(redline) => Some(side.book.name(redline.subject).id.clone()),
        _ => None,
    };
    let subjects = stands.map(subject);
    for cause in causes.iter_mut() {
        if let Line::Known(id) = &cause.line
            && subjects.iter().any(|subject| subject.as_ref() == Some(id))
        {
            cause.line = Line::Subject(id.clone());
        }
    }
    causes.sort_by(|one, other| one.line.cmp(&other.line));
}

/// What makes a rule be there on one side alone: its pack, or else its own declaration; and
/// what the other side says of that.
fn only_there(side: Side<'_>, other: Side<'_>, rule: &Advice) -> (Line, Piece, Option<Piece>) {
    let pack = side.book.packs.get(rule.pack);
    if let Some(pack) = pack.filter(|pack| other.book.packs.iter().all(|known| known.id != pack.id)) {
        let place = side.profile.lines.packs.get(&pack.id).or(pack.place.as_ref()).cloned();
        let there = Piece { text: format!("{} {}", pack.id, pack.version), place };
        return (Line::Pack(pack.id.clone()), there, None);
    }
    declared_there(other.book, rule)
}

/// The declaration of a rule that another rulebook does not have, and how that retires it.
pub(super) fn declared_there(other: &Rulebook, rule: &Advice) -> (Line, Piece, Option<Piece>) {
    let retired = other.change(&rule.id).and_then(|change| match &change.what {
        ChangeKind::Retired(because) => {
            Some(Piece { text: format!("retired: {because}"), place: Some(change.place.clone()) })
        }
        ChangeKind::Overridden { .. } => None,
    });
    let there = Piece { text: rule.body.kind().to_owned(), place: Some(rule.place.clone()) };
    (Line::Rule(rule.id.clone(), RulePart::Itself), there, retired)
}
