//! What redlines and levers weigh in an exchange: numbers, and the rules they name.

use crate::source::Place;
use crate::syntax::tree::{Form, Literal, Property, PropertyValue};
use crate::syntax::words::{DeclarationWord as D, PropertyWord};

use super::super::advice::{AdviceId, Body, Exchange};
use super::super::mistakes::exchange as refusals;
use super::cycles::{Met, walk};
use super::fields::Fields;
use super::{Builder, Found};

/// What can be given and asked for.
const TRADED: [D; 2] = [D::Redline, D::Lever];

/// What can be asked for, done or had before something else.
const REQUIRED: [D; 5] = [D::Redline, D::Mitigation, D::Step, D::Question, D::Lever];

/// A lever that something is given for, and where that is said: known to bring something
/// only when all rules are read.
pub(super) type AskedLever = (Place, AdviceId);

impl Builder {
    /// What the next rule weighs in an exchange.
    pub(super) fn exchange(&mut self, fields: &Fields<'_>) -> Exchange {
        Exchange {
            cost: self.weight(fields, PropertyWord::Cost),
            value: self.weight(fields, PropertyWord::Value),
            trades_for: self.exchanged(fields, PropertyWord::TradesFor, &TRADED),
            requires: self.exchanged(fields, PropertyWord::Requires, &REQUIRED),
        }
    }

    /// A number from 1 to 5; says so where it is none.
    fn weight(&mut self, fields: &Fields<'_>, word: PropertyWord) -> Option<u8> {
        let property = fields.property(word)?;
        let home = fields.home(word);
        let literal = match &property.value {
            PropertyValue::Literal(literal) => literal,
            PropertyValue::Guarded(guarded) if guarded.arms.is_empty() => &guarded.otherwise,
            PropertyValue::Guarded(_) => {
                self.report(refusals::weight_depends(home.at(property.span), word));
                return None;
            }
            _ => {
                self.report(refusals::no_weight(self.after_word(home, property)));
                return None;
            }
        };
        let weight = weight_of(literal);
        if weight.is_none() {
            self.report(refusals::no_weight(home.at(literal.span)));
        }
        weight
    }

    /// Where the value of a property stands.
    fn after_word(&self, home: Found<'_>, property: &Property) -> Place {
        let mut span = property.span;
        span.start = (property.word.span.end + 1).min(span.end);
        home.at(span)
    }

    /// The rules that a property names, each once; says what is wrong with the others.
    fn exchanged(&mut self, fields: &Fields<'_>, word: PropertyWord, kinds: &[D]) -> Vec<AdviceId> {
        let home = fields.home(word);
        let own = AdviceId(self.book.advice.len());
        let mut named = Vec::new();
        let lists = fields.all(word).filter_map(|value| match value {
            PropertyValue::Names(names) => Some(names),
            _ => None,
        });
        for name in lists.flatten() {
            let place = home.at(name.span);
            let Some(id) = self.side(home, name) else { continue };
            let kind = self.scope.kinds.get(id.0).copied();
            if id == own {
                self.report(refusals::exchange_with_itself(place, word, &name.node));
            } else if let Some(kind) = kind.filter(|kind| !kinds.contains(kind)) {
                self.report(refusals::cannot_stand_in(place, word, kind, &name.node, kinds));
            } else if named.contains(&id) {
                self.report(refusals::named_twice(place, word, &name.node));
            } else {
                if word == PropertyWord::TradesFor && kind == Some(D::Lever) {
                    self.asked_levers.push((place, id));
                }
                named.push(id);
            }
        }
        named
    }

    /// Holds what rules name against those rules, now that all are read: a lever that
    /// something is given for must bring something, and nothing may need itself first.
    pub(super) fn exchanges(&mut self) {
        for (place, id) in std::mem::take(&mut self.asked_levers) {
            let asked = self.book.advice.get(id.0);
            if let Some((Body::Lever { get: None, .. }, asked)) = asked.map(|asked| (&asked.body, asked)) {
                let refused = refusals::lever_brings_nothing(place, asked.place.clone());
                self.report(refused);
            }
        }
        let edges: Vec<Vec<usize>> = self
            .book
            .advice
            .iter()
            .map(|advice| advice.exchange.requires.iter().map(|AdviceId(at)| *at).collect())
            .collect();
        for met in walk(&edges) {
            if let Met::Circle(circle) = met {
                let named = circle.iter().filter_map(|at| self.book.advice.get(*at));
                let circle: Vec<Place> = named.map(|advice| advice.place.clone()).collect();
                self.report(refusals::circle(&circle));
            }
        }
    }
}

fn weight_of(literal: &Literal) -> Option<u8> {
    let Form::Quantity(text) = &literal.form else { return None };
    text.parse().ok().filter(|weight| (1..=5).contains(weight))
}
