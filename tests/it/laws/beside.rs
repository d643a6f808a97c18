//! What the reference says of rules beside one another: a rung and the walk-away, a `when`
//! and a `done when`, two rules.

use std::collections::{BTreeMap, BTreeSet};

use proviso::assess::finding::Outcome;

use super::claims::add;
use super::everything::Expected;
use super::model::*;
use super::reference::{Completion, Point};

impl Expected<'_, '_> {
    /// Where a rule applies it is always done, though elsewhere it is not.
    pub(super) fn done_already(
        &mut self,
        ruling: &Ruling,
        done: &Cond,
        applies: Option<bool>,
        own: Option<BTreeSet<bool>>,
    ) {
        let Some(when) = &ruling.when else { return };
        let left = Cond::Not(Box::new(done.clone()));
        let (Some(applies), Some(own), Some(left)) = (applies, own, self.truths(&[when, &left])) else {
            self.skipped.insert(ruling.id.clone());
            return;
        };
        if !left.contains(&true) {
            let told = !applies || own.len() == 1;
            let claims = if told { &mut self.implied } else { &mut self.claims };
            add(claims, &ruling.id, "done when", "done already");
        }
    }

    /// Whether the walk-away alone takes all that a rung accepts. That the two meet is
    /// claimed if both speak of the subject.
    pub(super) fn meets(&mut self, ruling: &Ruling, rung: &Rung, property: &str) -> bool {
        let Body::Redline { preferred, walk_away: Some(walk_away), .. } = &ruling.body else { return false };
        let subject = preferred.holds[0].left;
        let speaks = |rung: &Rung| rung.holds.iter().any(|cmp| cmp.left == subject);
        if std::ptr::eq(rung, walk_away) || !speaks(rung) || !speaks(walk_away) {
            return false;
        }
        let reference = self.reference;
        let holds = |cond: &Option<Cond>, completion: &Completion<'_>| {
            cond.as_ref().is_none_or(|cond| reference.holds(cond, completion))
        };
        let accepts = |rung: &Rung, completion: &Completion<'_>| {
            holds(&rung.when, completion) && rung.holds.iter().all(|cmp| reference.compare(cmp, completion))
        };
        let Some(found) = reference.collect(&reference.names_of(ruling), None, |completion| {
            let here = holds(&ruling.when, completion) && accepts(rung, completion);
            (here, accepts(walk_away, completion))
        }) else {
            self.skipped.insert(ruling.id.clone());
            return false;
        };
        let meets = found.contains(&(true, true));
        if meets {
            add(&mut self.claims, &ruling.id, property, "meets");
        }
        meets && !found.contains(&(true, false))
    }

    /// Two rules of one kind that come to the same for every profile.
    pub(super) fn same(&mut self) {
        let book = self.reference.book;
        for (later, ruling) in book.rulings.iter().enumerate() {
            let mut is_told = false;
            for earlier in &book.rulings[..later] {
                if !of_one_kind(earlier, ruling) {
                    continue;
                }
                match self.comes_to_the_same(earlier, ruling) {
                    // Of the first it is told, and so of all.
                    Some(Some(comes_to_something)) => {
                        let told = comes_to_something && !is_told;
                        let claims = if told { &mut self.claims } else { &mut self.implied };
                        add(claims, &ruling.id, &earlier.id, "same");
                        is_told |= told;
                    }
                    Some(None) => {}
                    None => {
                        self.skipped.insert(ruling.id.clone());
                    }
                }
            }
        }
    }

    /// Nothing within where they do not; otherwise whether they ever come to anything.
    fn comes_to_the_same(&self, one: &Ruling, two: &Ruling) -> Option<Option<bool>> {
        let reference = self.reference;
        let names: BTreeSet<usize> = reference.names_of(one).into_iter().chain(reference.names_of(two)).collect();
        let all = reference.collect(&names, None, |completion| {
            (reference.outcome(one, completion), reference.outcome(two, completion))
        })?;
        let idle =
            [Outcome::NotApplicable, Outcome::NotNeeded, Outcome::NotAsked, Outcome::Unavailable, Outcome::Settled];
        let is_same = all.iter().all(|(one, two)| one == two);
        Some(is_same.then(|| all.iter().any(|(one, _)| !idle.contains(one))))
    }

    /// Conflicts whose sides are never live together, or not where they apply.
    pub(super) fn conflicts(&mut self) {
        let book = self.reference.book;
        for ruling in &book.rulings {
            let Body::Conflict(left, right) = ruling.body else { continue };
            if self.conflict(ruling, [&book.rulings[left], &book.rulings[right]]).is_none() {
                self.skipped.insert(ruling.id.clone());
            }
        }
    }

    fn conflict(&mut self, ruling: &Ruling, sides: [&Ruling; 2]) -> Option<()> {
        let reference = self.reference;
        let mut names = reference.names_of(ruling);
        sides.iter().for_each(|side| names.extend(reference.names_of(side)));
        let live = |side: &Ruling, completion: &Completion<'_>| {
            let outcome = reference.outcome(side, completion);
            matches!(outcome, Outcome::Gap | Outcome::WalkAway | Outcome::Advised | Outcome::Available | Outcome::Owed)
        };
        let all = reference.collect(&names, None, |completion| {
            let applies = ruling.when.as_ref().is_none_or(|when| reference.holds(when, completion));
            (applies, live(sides[0], completion), live(sides[1], completion))
        })?;
        if all.contains(&(true, true, true)) {
            return Some(());
        }
        for property in ["", "when"] {
            add(&mut self.implied, &ruling.id, property, "never live");
        }
        let alone = [all.iter().any(|(_, left, _)| *left), all.iter().any(|(_, _, right)| *right)];
        let mut told = !all.iter().any(|(applies, ..)| *applies);
        if let Some(at) = alone.iter().position(|live| !live) {
            let side = sides[at];
            let applies = match &side.when {
                Some(when) => self.truths(&[when])?.contains(&true),
                None => true,
            };
            told |= !applies || !matches!(side.body, Body::Redline { .. });
        }
        if !told {
            let together = all.iter().any(|(_, left, right)| *left && *right);
            add(&mut self.claims, &ruling.id, if together { "when" } else { "" }, "never live");
        }
        Some(())
    }

    pub(super) fn excluding(&mut self) {
        let book = self.reference.book;
        let subject = |ruling: &Ruling| match &ruling.body {
            Body::Redline { preferred, .. } => Some(preferred.holds[0].left),
            _ => None,
        };
        for (two, later) in book.rulings.iter().enumerate() {
            for earlier in &book.rulings[..two] {
                if subject(later).is_none() || subject(later) != subject(earlier) {
                    continue;
                }
                match self.exclude(earlier, later) {
                    Some(true) => add(&mut self.claims, &later.id, &earlier.id, "excludes"),
                    Some(false) => {}
                    None => {
                        self.skipped.insert(later.id.clone());
                    }
                }
            }
        }
    }

    /// Whether for some company each can be fulfilled where both apply, and never both.
    fn exclude(&self, one: &Ruling, two: &Ruling) -> Option<bool> {
        let reference = self.reference;
        let book = reference.book;
        let names: BTreeSet<usize> = reference.names_of(one).into_iter().chain(reference.names_of(two)).collect();
        let all = reference.collect(&names, None, |completion| {
            let facts: Vec<Option<Point>> = (0..book.names.len())
                .map(|at| if book.names[at].is_term() { None } else { completion[at].cloned() })
                .collect();
            let (first, second) = (reference.outcome(one, completion), reference.outcome(two, completion));
            let applies = first != Outcome::NotApplicable && second != Outcome::NotApplicable;
            let fulfilled = |outcome| applies && matches!(outcome, Outcome::Preferred | Outcome::Fallback(_));
            (facts, fulfilled(first), fulfilled(second))
        })?;
        let mut companies: BTreeMap<&Vec<Option<Point>>, (bool, bool, bool)> = BTreeMap::new();
        for (facts, first, second) in &all {
            let company = companies.entry(facts).or_default();
            company.0 |= first;
            company.1 |= second;
            company.2 |= first & second;
        }
        Some(companies.values().any(|(first, second, both)| *first && *second && !both))
    }
}

/// Whether two rules are of one kind, and about the same.
fn of_one_kind(one: &Ruling, two: &Ruling) -> bool {
    match (&one.body, &two.body) {
        (Body::Redline { preferred: one, .. }, Body::Redline { preferred: two, .. }) => {
            one.holds[0].left == two.holds[0].left
        }
        (Body::Mitigation { done: one }, Body::Mitigation { done: two })
        | (Body::Duty { done: one }, Body::Duty { done: two })
        | (Body::Step { done: one }, Body::Step { done: two }) => one.is_some() == two.is_some(),
        (Body::Question { .. }, Body::Question { .. }) | (Body::Lever, Body::Lever) => true,
        (Body::Conflict(left, right), Body::Conflict(one, two)) => {
            [left, right] == [one, two] || [left, right] == [two, one]
        }
        _ => false,
    }
}
