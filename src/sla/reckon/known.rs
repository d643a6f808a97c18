//! What is known of resources, month by month.

use std::collections::{BTreeMap, BTreeSet};

use crate::sla::Month;
use crate::sla::log::{Disagreement, Fact, Known, LevelId, Log};

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
        let mut first: BTreeMap<(Key<'l>, &'static str), &'l Fact> = BTreeMap::new();
        let mut facts = Self { said: BTreeMap::new(), named: BTreeMap::new(), disagreements: Vec::new() };
        for fact in &log.facts {
            let key = (fact.resource.as_str(), fact.level, fact.month);
            for about in said(fact) {
                let before = *first.entry((key, about)).or_insert(fact);
                if differ(about, before, fact) {
                    facts.disagreements.push(Disagreement { about, first: before.span, other: fact.span });
                }
            }
            facts.said.entry(key).or_default().learn(fact);
            if let Some(level) = fact.level {
                facts.named.entry(level).or_default().insert(&fact.resource);
            }
        }
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

const FEES: &str = "fees";
const RETAIL: &str = "retail price";
const RUNNING: &str = "running time";

fn said(fact: &Fact) -> impl Iterator<Item = &'static str> {
    let said = [
        fact.fees.paid.as_ref().map(|_| FEES),
        fact.fees.retail.as_ref().map(|_| RETAIL),
        fact.running.map(|_| RUNNING),
    ];
    said.into_iter().flatten()
}

fn differ(about: &str, one: &Fact, other: &Fact) -> bool {
    match about {
        FEES => one.fees.paid != other.fees.paid,
        RETAIL => one.fees.retail != other.fees.retail,
        _ => one.running != other.running,
    }
}
