//! Rungs that accept what the walk-away refuses.

use std::collections::BTreeSet;

use super::super::advice::Rung;
use super::super::condition::{Condition, DefineId, NameId};
use super::super::vocabulary::Role;
use super::Builder;
use super::ladder::Region;

impl Builder {
    /// Whether for certain some draft is accepted by the rung and refused by the walk-away,
    /// both of which speak of the subject. All their comparisons count, whatever term they
    /// are about: each term by itself must leave a value that both agree on. Where more
    /// than the draft decides, this cannot tell, and `check` asks the diagrams.
    pub(super) fn meets(&self, subject: NameId, when: &Condition, rung: &Rung, walk_away: &Rung) -> bool {
        let always = |rung: &Rung| matches!(rung.when, Condition::Always);
        if !always(rung) || !always(walk_away) || self.speaks_of_the_draft(when) {
            return false;
        }
        let (own, against) = (terms(rung), terms(walk_away));
        let speak = own.contains(&subject) && against.contains(&subject);
        speak && own.union(&against).all(|term| self.agree(*term, rung, walk_away))
    }

    /// Whether a term can have a value that both rungs take, if they look at it.
    fn agree(&self, term: NameId, one: &Rung, two: &Rung) -> bool {
        let Some(cut) = self.cut(term, [one, two].into_iter()) else { return false };
        let regions: Vec<Option<Region>> = [one, two]
            .into_iter()
            .filter(|rung| terms(rung).contains(&term))
            .map(|rung| self.region(term, &cut, rung))
            .collect();
        match regions.as_slice() {
            [Some(only)] => only.least.iter().any(|cells| !cells.is_empty()),
            [Some(one), Some(two)] => {
                one.least.iter().zip(&two.least).any(|(one, two)| !one.intersection(two).is_empty())
            }
            _ => false,
        }
    }

    /// Whether a condition looks at a term, be it through a define or a parameter.
    fn speaks_of_the_draft(&self, condition: &Condition) -> bool {
        let mut open = vec![condition];
        let mut defines: BTreeSet<DefineId> = BTreeSet::new();
        let mut names: BTreeSet<NameId> = BTreeSet::new();
        while let Some(condition) = open.pop() {
            condition.comparisons(&mut |comparison| {
                for name in std::iter::once(comparison.left).chain(comparison.right_names()) {
                    if let (true, Role::Parameter(cited)) = (names.insert(name), &self.book.name(name).role) {
                        open.extend(cited.value.arms.iter().map(|(condition, _)| condition));
                    }
                }
            });
            condition.defines(&mut |define| {
                if defines.insert(define) {
                    open.extend(self.book.defines.get(define.0).map(|define| &define.condition));
                }
            });
        }
        names.into_iter().any(|name| self.book.name(name).term().is_some())
    }
}

/// The terms that a rung compares.
fn terms(rung: &Rung) -> BTreeSet<NameId> {
    let mut terms = BTreeSet::new();
    rung.condition.comparisons(&mut |comparison| {
        terms.insert(comparison.left);
    });
    terms
}
