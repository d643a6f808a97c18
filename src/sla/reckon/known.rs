//! What is known of resources, month by month.

use std::collections::{BTreeMap, BTreeSet};

use crate::sla::Month;
use crate::sla::log::{Disagreement, Fact, Figure, Known, LevelId, Log, Precedence};
use crate::value::Money;

/// What lines of a log say of one resource: for one level or all, in one month or all.
type Key<'l> = (&'l str, Option<LevelId>, Option<Month>);

/// All that a log says of resources.
pub(super) struct Facts<'l> {
    said: BTreeMap<Key<'l>, Known>,
    /// The resources that lines name for a level without an incident.
    named: BTreeMap<LevelId, BTreeSet<&'l str>>,
    pub(super) disagreements: Vec<Disagreement>,
}

impl<'l> Facts<'l> {
    pub(super) fn of(log: &'l Log) -> Self {
        let mut first: BTreeMap<(Key<'l>, Figure), &'l Fact> = BTreeMap::new();
        let mut facts = Self { said: BTreeMap::new(), named: BTreeMap::new(), disagreements: Vec::new() };
        // Amounts of two currencies: nobody can tell which counts.
        let mut neither: Vec<(Key<'l>, Figure)> = Vec::new();
        for fact in &log.facts {
            let key = (fact.resource.as_str(), fact.level, fact.month);
            let mut own = fact.clone();
            let known = facts.said.entry(key).or_default();
            for about in said(fact) {
                let before = *first.entry((key, about)).or_insert(fact);
                if differ(about, before, fact) {
                    let counts = Precedence::Less;
                    facts.disagreements.push(Disagreement { about, first: before.span, other: fact.span, counts });
                    if !settle(about, known, &mut own) {
                        neither.push((key, about));
                    }
                }
            }
            known.learn(&own);
            if let Some(level) = fact.level {
                facts.named.entry(level).or_default().insert(&fact.resource);
            }
        }
        for (key, about) in neither {
            if let Some(known) = facts.said.get_mut(&key) {
                match about {
                    Figure::Fees => known.fees.paid = None,
                    Figure::Retail => known.fees.retail = None,
                    Figure::Running => {}
                }
            }
        }
        facts.disagreements.extend(outdone(&facts.said, &first));
        facts
    }

    /// What is known of a resource under a level in a month. What is said of the month
    /// goes before what is said of all, what is said of the level likewise.
    pub(super) fn of_resource(&self, resource: &str, level: LevelId, month: Month) -> Known {
        let mut known = Known::default();
        let keys = [(None, None), (Some(level), None), (None, Some(month)), (Some(level), Some(month))];
        for (level, month) in keys {
            if let Some(said) = self.said.get(&(resource, level, month)) {
                let fact = Fact {
                    fees: said.fees.clone(),
                    running: said.running,
                    kinds: said.kinds.clone(),
                    ..Fact::default()
                };
                known.learn(&fact);
            }
        }
        known
    }

    /// The resources that have a line of their own for a level which holds in a month.
    pub(super) fn resources(&self, level: LevelId, month: Month) -> impl Iterator<Item = &'l str> + '_ {
        let named = self.named.get(&level).into_iter().flatten().copied();
        named.filter(move |resource| {
            [None, Some(month)].into_iter().any(|month| self.said.contains_key(&(*resource, Some(level), month)))
        })
    }
}

/// Figures for all months or levels that those for one go before.
fn outdone(said: &BTreeMap<Key<'_>, Known>, first: &BTreeMap<(Key<'_>, Figure), &Fact>) -> Vec<Disagreement> {
    let mut found = Vec::new();
    for ((key, about), fact) in first {
        let Some((of, before)) = outdone_by(*key, *about, first) else { continue };
        if said.get(key).zip(said.get(&of)).is_none_or(|(own, all)| same(*about, own, all)) {
            continue;
        }
        let counts = match key.2.filter(|_| of.2.is_none()) {
            Some(month) => Precedence::Month(month),
            None => Precedence::Level,
        };
        found.push(Disagreement { about: *about, first: before.span, other: fact.span, counts });
    }
    // A line of several levels says the same for each.
    found.sort_by_key(|one| (one.other.start, one.first.start, one.about));
    found.dedup();
    found
}

/// What would count if nothing were said under a key: the nearest of what is said for more.
fn outdone_by<'l>(
    (resource, level, month): Key<'l>,
    about: Figure,
    first: &BTreeMap<(Key<'l>, Figure), &'l Fact>,
) -> Option<(Key<'l>, &'l Fact)> {
    let said = |key: Key<'l>| first.get(&(key, about)).map(|fact| (key, *fact));
    let all = (resource, None, None);
    match (level, month) {
        (Some(_), Some(_)) => {
            said((resource, None, month)).or_else(|| said((resource, level, None))).or_else(|| said(all))
        }
        (Some(_), None) => said(all),
        // A line of one level and every month stands back too.
        (None, Some(_)) => {
            let own = first.range((all, about)..).map(|((key, figure), fact)| (*key, *figure, *fact));
            let mut own = own.take_while(|(key, ..)| key.0 == resource);
            own.find(|(key, figure, _)| key.2.is_none() && *figure == about).map(|(key, _, fact)| (key, fact))
        }
        (None, None) => None,
    }
}

fn same(about: Figure, one: &Known, other: &Known) -> bool {
    match about {
        Figure::Fees => one.fees.paid == other.fees.paid,
        Figure::Retail => one.fees.retail == other.fees.retail,
        Figure::Running => one.running == other.running,
    }
}

fn said(fact: &Fact) -> impl Iterator<Item = Figure> {
    let said = [
        fact.fees.paid.as_ref().map(|_| Figure::Fees),
        fact.fees.retail.as_ref().map(|_| Figure::Retail),
        fact.running.map(|_| Figure::Running),
    ];
    said.into_iter().flatten()
}

fn differ(about: Figure, one: &Fact, other: &Fact) -> bool {
    match about {
        Figure::Fees => one.fees.paid != other.fees.paid,
        Figure::Retail => one.fees.retail != other.fees.retail,
        Figure::Running => one.running != other.running,
    }
}

/// Of two figures the one that credits less counts: it stays in what the fact says. Whether
/// they can be compared.
fn settle(about: Figure, known: &Known, fact: &mut Fact) -> bool {
    fn less(known: &Option<Money>, own: &mut Option<Money>) -> bool {
        let (Some(before), Some(now)) = (known, own.as_ref()) else { return true };
        let same = before.currency == now.currency;
        if same && before.amount < now.amount {
            own.clone_from(known);
        }
        same
    }
    match about {
        Figure::Fees => less(&known.fees.paid, &mut fact.fees.paid),
        Figure::Retail => less(&known.fees.retail, &mut fact.fees.retail),
        Figure::Running => {
            fact.running = fact.running.max(known.running);
            true
        }
    }
}
