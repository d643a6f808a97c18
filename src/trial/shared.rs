//! Guarded values that several rules take from one place: written once, told once.

use std::collections::BTreeMap;

use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, AdviceId, Body, Severity};
use crate::rulebook::condition::Guarded;
use crate::source::Span;

/// A guarded value, and all rules that have it.
#[derive(Clone, Debug)]
pub(super) struct Shared<T> {
    pub(super) value: Guarded<T>,
    pub(super) rules: Vec<AdviceId>,
    /// The risk whose own it is.
    pub(super) risk: Option<usize>,
}

impl<T> Shared<T> {
    /// Where it is written, by id: the risk, else the rule, else the first of the rules.
    pub(super) fn owner<'r>(&self, rulebook: &'r Rulebook) -> &'r str {
        if let Some(risk) = self.risk.and_then(|at| rulebook.risks.get(at)) {
            return &risk.id;
        }
        let first = self.rules.first().and_then(|id| rulebook.advice.get(id.0));
        match (first, self.rules.len()) {
            (Some(first), 1) => &first.id,
            (Some(first), _) => around(rulebook, first),
            (None, _) => "",
        }
    }
}

/// The risk or checklist around a rule, by id.
fn around<'r>(rulebook: &'r Rulebook, rule: &'r Advice) -> &'r str {
    let checklist = rule.checklist.and_then(|at| rulebook.checklists.get(at)).map(|checklist| checklist.id.as_str());
    let risk = rule.risk.and_then(|at| rulebook.risks.get(at)).map(|risk| risk.id.as_str());
    checklist.or(risk).unwrap_or(&rule.id)
}

/// All severities that somebody wrote.
pub(super) fn severities(rulebook: &Rulebook) -> Vec<Shared<Severity>> {
    let mut all = gathered(rulebook, |rule| Some(&rule.severity));
    for (at, risk) in rulebook.risks.iter().enumerate() {
        match all.iter_mut().find(|shared| written_at(&shared.value) == written_at(&risk.severity)) {
            Some(shared) => shared.risk = Some(at),
            None => all.push(Shared { value: risk.severity.clone(), rules: Vec::new(), risk: Some(at) }),
        }
    }
    all
}

/// All owners.
pub(super) fn owners(rulebook: &Rulebook) -> Vec<Shared<usize>> {
    gathered(rulebook, |rule| rule.owner.as_ref())
}

/// The documents that redlines go into.
pub(super) fn instruments(rulebook: &Rulebook) -> Vec<Shared<usize>> {
    gathered(rulebook, |rule| match &rule.body {
        Body::Redline(redline) => redline.instrument.as_ref(),
        _ => None,
    })
}

/// Where a value was written; nothing for what nobody wrote.
fn written_at<T>(value: &Guarded<T>) -> Option<(&str, Span)> {
    value.places.first().map(|place| (place.source.name(), place.span))
}

/// Rules whose values were written in one place took them from there.
fn gathered<T: Clone>(rulebook: &Rulebook, get: impl Fn(&Advice) -> Option<&Guarded<T>>) -> Vec<Shared<T>> {
    let mut known: BTreeMap<(&str, Span), usize> = BTreeMap::new();
    let mut all: Vec<Shared<T>> = Vec::new();
    for (at, rule) in rulebook.advice.iter().enumerate() {
        let Some(value) = get(rule) else { continue };
        let Some(written) = written_at(value) else { continue };
        let place = *known.entry(written).or_insert_with(|| {
            all.push(Shared { value: value.clone(), rules: Vec::new(), risk: None });
            all.len() - 1
        });
        if let Some(shared) = all.get_mut(place) {
            shared.rules.push(AdviceId(at));
        }
    }
    all
}
