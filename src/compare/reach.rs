//! Which lines a finding is made from. Nothing else bears on it.

use std::collections::BTreeSet;

use crate::profile::{Profile, State};
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, AdviceId, Body};
use crate::rulebook::condition::{Ask, Condition, DefineId, NameId};
use crate::rulebook::vocabulary::{Role, Silence};
use crate::value::Kind;

use super::lines::{Line, NamePart};
use super::{Facet, Side, Stand};

/// The lines that something is made from, by what they are about.
#[derive(Clone, Debug, Default)]
pub(super) struct Reach {
    rules: BTreeSet<String>,
    names: BTreeSet<String>,
    defines: BTreeSet<String>,
    figure: Option<String>,
    day: bool,
    rates: bool,
    documents: bool,
}

impl Reach {
    /// Those of a rule; of a conflict, those of its sides too.
    pub(super) fn of_rule(side: Side<'_>, id: AdviceId) -> Self {
        Walk::new(side).over(id)
    }

    /// The same for any profile.
    pub(super) fn of_rule_for_all(book: &Rulebook, id: AdviceId) -> Self {
        Walk::in_rules(book, None).over(id)
    }

    /// Those of a figure.
    pub(super) fn of_figure(side: Side<'_>, id: NameId) -> Self {
        let mut walk = Walk::new(side);
        walk.name(id);
        if let Some(figure) = side.book.name(id).figure() {
            walk.condition(&figure.when);
        }
        Self { figure: Some(side.book.name(id).id.clone()), ..walk.reach }
    }

    /// The names that decided what a finding is, or that it waits for; of its other parts, all
    /// that they hang on where they are different.
    pub(super) fn that_decided(side: Side<'_>, Stand { rule, finding }: Stand<'_>, facets: &[Facet]) -> Self {
        let mut walk = Walk::new(side);
        for reason in &finding.because {
            walk.condition(&Condition::Compare(reason.comparison.clone()));
        }
        finding.waits_for.iter().for_each(|name| walk.name(*name));
        match &rule.body {
            Body::Question { answered_by, .. } => answered_by.iter().for_each(|name| walk.name(*name)),
            Body::Duty { due, .. } => due.name().into_iter().for_each(|name| walk.name(name)),
            Body::Conflict { .. } => return Self::of_rule(side, finding.advice),
            _ => {}
        }
        walk.beside(rule, facets);
        walk.reach
    }

    /// Whether a line is among them.
    pub(super) fn holds(&self, line: &Line) -> bool {
        match line {
            Line::Subject(id) | Line::Known(id) => self.names.contains(id),
            Line::Name(id, NamePart::When) => self.figure.as_ref() == Some(id),
            Line::Name(id, _) => self.names.contains(id),
            Line::Done(id) | Line::Rule(id, _) => self.rules.contains(id),
            Line::Define(id) => self.defines.contains(id),
            Line::Day => self.day,
            Line::Rates => self.rates,
            Line::Documents => self.documents,
            Line::Pack(_) => false,
        }
    }
}

struct Walk<'a> {
    book: &'a Rulebook,
    /// Nothing where it is to hold for all there can be.
    profile: Option<&'a Profile>,
    reach: Reach,
    names: BTreeSet<NameId>,
    defines: BTreeSet<DefineId>,
}

impl<'a> Walk<'a> {
    fn new(side: Side<'a>) -> Self {
        Self::in_rules(side.book, Some(side.profile))
    }

    fn in_rules(book: &'a Rulebook, profile: Option<&'a Profile>) -> Self {
        Self { book, profile, reach: Reach::default(), names: BTreeSet::new(), defines: BTreeSet::new() }
    }

    fn over(mut self, id: AdviceId) -> Reach {
        for rule in self.book.sides(id) {
            self.rule(rule);
        }
        self.reach
    }

    fn rule(&mut self, id: AdviceId) {
        let Some(rule) = self.book.advice.get(id.0) else { return };
        self.reach.rules.insert(rule.id.clone());
        self.reach.day |= rule.waiver.is_some();
        rule.conditions(&mut |condition| self.condition(condition));
        match &rule.body {
            Body::Redline(redline) => self.name(redline.subject),
            Body::Question { answered_by, .. } => answered_by.iter().for_each(|name| self.name(*name)),
            Body::Duty { due, .. } => {
                self.reach.day = true;
                due.name().into_iter().for_each(|name| self.name(name));
            }
            Body::Mitigation { .. } | Body::Step { .. } | Body::Lever { .. } | Body::Conflict { .. } => {}
        }
    }

    /// What a rule says beside its status, as far as that is different.
    fn beside(&mut self, rule: &Advice, facets: &[Facet]) {
        let differs = |facet| facets.contains(&facet);
        if differs(Facet::Severity) {
            rule.severity.conditions(&mut |condition| self.condition(condition));
        }
        if differs(Facet::Owner) {
            rule.owner.iter().for_each(|owner| owner.conditions(&mut |condition| self.condition(condition)));
        }
        let Body::Redline(redline) = &rule.body else { return };
        if differs(Facet::Priority) {
            redline.priority.conditions(&mut |condition| self.condition(condition));
        }
        if differs(Facet::Instrument) {
            let instrument = redline.instrument.iter();
            instrument.for_each(|document| document.conditions(&mut |condition| self.condition(condition)));
        }
        if differs(Facet::Approver) {
            let approvers = redline.rungs().filter_map(|rung| rung.approver.as_ref());
            approvers.for_each(|approver| approver.conditions(&mut |condition| self.condition(condition)));
        }
    }

    fn condition(&mut self, condition: &Condition) {
        let book = self.book;
        let mut names = Vec::new();
        condition.comparisons(&mut |comparison| {
            names.push(comparison.left);
            names.extend(comparison.right_names());
            self.reach.documents |= comparison.written_in.is_some();
            self.reach.day |= matches!(comparison.ask, Ask::Within(_) | Ask::HasPassed);
        });
        names.into_iter().for_each(|name| self.name(name));
        let mut defines = Vec::new();
        condition.defines(&mut |define| defines.push(define));
        for id in defines {
            if let Some(define) = book.defines.get(id.0).filter(|_| self.defines.insert(id)) {
                self.reach.defines.insert(define.id.clone());
                self.condition(&define.condition);
            }
        }
    }

    fn name(&mut self, id: NameId) {
        if !self.names.insert(id) {
            return;
        }
        let name = self.book.name(id);
        self.reach.names.insert(name.id.clone());
        self.reach.rates |= name.of.kind == Kind::Money;
        match &name.role {
            Role::Fact => {}
            Role::Term(term) => {
                // What a standard hangs on matters only where the standard can count.
                let counts = self.profile.is_none_or(|profile| match &profile.reading(id).state {
                    State::Known(_) => false,
                    State::Standard => true,
                    State::Unknown | State::Silent | State::ByReference(_) => {
                        matches!(term.silence, Silence::Standard)
                    }
                });
                if let Some(standard) = term.standard.as_ref().filter(|_| counts) {
                    standard.value.conditions(&mut |condition| self.condition(condition));
                }
            }
            Role::Parameter(cited) => cited.value.conditions(&mut |condition| self.condition(condition)),
            Role::Figure(figure) => {
                figure.value.conditions(&mut |condition| self.condition(condition));
                figure.names().into_iter().for_each(|name| self.name(name));
            }
        }
    }
}
