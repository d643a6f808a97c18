//! Conditions: names resolved, comparisons typed.

use std::collections::BTreeSet;

use crate::source::Spanned;
use crate::syntax::tree::{self, Form, Literal, Operation};
use crate::value::{Kind, Relation, Type, Value, meant, read_duration};

use super::super::condition::{Ask, Comparison, Condition, Members, NameId, Operand, Quantifier};
use super::super::mistakes;
use super::people::Roll;
use super::scope::Word;
use super::{Builder, Found};

/// What people write of a term that a draft does not mention.
const SILENT: [&str; 8] = ["silent", "missing", "absent", "omitted", "unaddressed", "empty", "blank", "not-addressed"];

impl Builder {
    /// A condition; nothing where something in it failed, which has then been said.
    pub(super) fn condition(&mut self, found: Found<'_>, written: &tree::Condition) -> Option<Condition> {
        if self.says_value_alone(found, written) { None } else { self.resolved(found, written) }
    }

    fn resolved(&mut self, found: Found<'_>, written: &tree::Condition) -> Option<Condition> {
        match written {
            tree::Condition::All(operands, _) => self.operands(found, operands).map(Condition::All),
            tree::Condition::Any(operands, _) => self.operands(found, operands).map(Condition::Any),
            tree::Condition::Not(operand, _) => {
                self.resolved(found, operand).map(|operand| Condition::Not(Box::new(operand)))
            }
            tree::Condition::Group(inner, _) => self.resolved(found, inner),
            tree::Condition::Comparison(comparison) => self.comparison(found, comparison),
        }
    }

    /// All operands, so that each is looked at; nothing where any failed.
    fn operands(&mut self, found: Found<'_>, operands: &[tree::Condition]) -> Option<Vec<Condition>> {
        let resolved: Vec<_> = operands.iter().map(|operand| self.resolved(found, operand)).collect();
        resolved.into_iter().collect()
    }

    /// `plan is basic or developer`, `plan is not basic and not developer`: the second is a
    /// level of the first's type, and no condition.
    fn says_value_alone(&mut self, found: Found<'_>, written: &tree::Condition) -> bool {
        let mut before: Option<(&str, &str, &str, NameId)> = None;
        for comparison in written.comparisons() {
            let word = comparison.name.node.as_str();
            before = match (&comparison.operation, before) {
                (Some(Operation::Is(literal)), _) => self.compared(comparison, "is one of", literal),
                (Some(Operation::IsNot(literal)), _) => self.compared(comparison, "is not one of", literal),
                (Some(_), _) => None,
                (None, Some((left, asks, value, name))) if !self.scope.vocabulary.contains_key(word) => {
                    let of = &self.book.name(name).of;
                    if of.levels().is_some_and(|levels| levels.find(word).is_some()) {
                        let advice = format!("{left} {asks} [{value}, {word}]");
                        self.report(mistakes::value_alone(found.at(comparison.span), word, &advice));
                        return true;
                    }
                    before
                }
                (None, before) => before,
            };
        }
        false
    }

    /// What is compared, how with several values, the value, and the name.
    fn compared<'t>(
        &self,
        comparison: &'t tree::Comparison,
        asks: &'static str,
        value: &'t Literal,
    ) -> Option<(&'t str, &'t str, &'t str, NameId)> {
        let left = comparison.name.node.as_str();
        match self.scope.vocabulary.get(left) {
            Some((Word::Name(name), _)) => Some((left, asks, value.word()?, *name)),
            _ => None,
        }
    }

    fn comparison(&mut self, found: Found<'_>, written: &tree::Comparison) -> Option<Condition> {
        let left = match self.scope.vocabulary.get(&written.name.node).map(|(word, _)| *word) {
            Some(Word::Name(name)) => name,
            Some(Word::Broken) => return None,
            Some(Word::Define(define)) => {
                if written.operation.is_some() {
                    self.report(mistakes::compares_define(found.at(written.span), &written.name.node));
                    return None;
                }
                return Some(Condition::Define(define, found.at(written.span)));
            }
            None => {
                let near = self.near_name(&written.name.node);
                let place = found.at(written.name.span);
                self.report_unknown_word(mistakes::unknown_name(place, &written.name.node, near.as_deref()));
                return None;
            }
        };
        let ask = match &written.operation {
            Some(operation) => self.ask(found, left, operation, written)?,
            None if self.book.name(left).of.kind == Kind::YesNo => {
                Ask::Order(Relation::Is, Operand::Value(Value::YesNo(true)))
            }
            None => {
                let name = self.book.name(left);
                let found = mistakes::bare_name(found.at(written.span), &name.id, &name.of);
                self.report(found);
                return None;
            }
        };
        let written_in = match &written.written_in {
            Some(document) => {
                let place = found.at(document.span);
                if self.book.name(left).term().is_none() {
                    self.report(mistakes::written_in_needs_term(place, &written.name.node));
                    return None;
                }
                Some(self.lookup(Roll::Documents, document, place)?)
            }
            None => None,
        };
        Some(Condition::Compare(Comparison { left, ask, written_in, place: found.at(written.span) }))
    }

    fn ask(&mut self, found: Found<'_>, left: NameId, operation: &Operation, all: &tree::Comparison) -> Option<Ask> {
        let of = self.book.name(left).of.clone();
        let place = found.at(all.span);
        let (words, fits, instead) = fit(operation, &of, self.book.name(left).term().is_some());
        if !fits {
            self.report(mistakes::ill_typed(place, &all.name.node, &of, words, instead));
            return None;
        }
        if let Operation::Is(literal) | Operation::IsNot(literal) = operation
            && let Some(word) = literal.word().filter(|word| SILENT.contains(word))
            && self.book.name(left).term().is_some()
            && !self.scope.vocabulary.contains_key(word)
            && of.levels().is_none_or(|levels| levels.find(word).is_none())
        {
            let negated = matches!(operation, Operation::IsNot(_));
            self.report(mistakes::asks_for_silence(place, &all.name.node, word, negated));
            return None;
        }
        let order = |builder: &mut Self, relation, literal| {
            builder.operand(found, &of, literal).map(|operand| Ask::Order(relation, operand))
        };
        match operation {
            Operation::Is(literal) => order(self, Relation::Is, literal),
            Operation::AtLeast(literal) | Operation::OnOrAfter(literal) => order(self, Relation::AtLeast, literal),
            Operation::AtMost(literal) | Operation::OnOrBefore(literal) => order(self, Relation::AtMost, literal),
            Operation::Above(literal) | Operation::After(literal) => order(self, Relation::Above, literal),
            Operation::Below(literal) | Operation::Before(literal) => order(self, Relation::Below, literal),
            Operation::IsNot(literal) => self.operand(found, &of, literal).map(Ask::IsNot),
            Operation::IsOneOf(list) => self.list(found, &of, list).map(|values| Ask::OneOf { values, negated: false }),
            Operation::IsNotOneOf(list) => {
                self.list(found, &of, list).map(|values| Ask::OneOf { values, negated: true })
            }
            Operation::Between(low, high) => {
                let low = self.operand(found, &of, low);
                let high = self.operand(found, &of, high);
                let (low, high) = (low?, high?);
                if let (Operand::Value(low), Operand::Value(high)) = (&low, &high)
                    && low.key() > high.key()
                {
                    self.report(mistakes::backward_between(place, &of));
                    return None;
                }
                Some(Ask::Between(low, high))
            }
            Operation::Within(duration) => match read_duration(&duration.node) {
                Ok(length) if length.millis != 0 => {
                    self.report(mistakes::part_of_a_day(found.at(duration.span)));
                    None
                }
                Ok(duration) => Some(Ask::Within(duration)),
                Err(misread) => {
                    self.report(mistakes::misread(found.at(duration.span), misread));
                    None
                }
            },
            Operation::HasPassed => Some(Ask::HasPassed),
            Operation::IsAddressed => Some(Ask::Addressed(true)),
            Operation::IsNotAddressed => Some(Ask::Addressed(false)),
            Operation::Includes(member) => {
                let literal = Literal { form: Form::Word(member.node.clone()), span: member.span };
                let members = self.members(found, &of, std::slice::from_ref(&literal))?;
                Some(Ask::Includes(Quantifier::All, Members::These(members)))
            }
            Operation::IncludesAny(members) => self.includes(found, &of, Quantifier::Any, members),
            Operation::IncludesAll(members) => self.includes(found, &of, Quantifier::All, members),
            Operation::IncludesNone(members) => self.includes(found, &of, Quantifier::None, members),
        }
    }

    fn includes(
        &mut self,
        found: Found<'_>,
        of: &Type,
        quantifier: Quantifier,
        members: &tree::Members,
    ) -> Option<Ask> {
        let members = match members {
            tree::Members::List(list) => Members::These(self.members(found, of, list)?),
            tree::Members::Name(name) => Members::Of(self.right_name(found, of, name)?),
        };
        Some(Ask::Includes(quantifier, members))
    }

    fn members(&mut self, found: Found<'_>, of: &Type, list: &[Literal]) -> Option<BTreeSet<usize>> {
        let values: Vec<_> = list.iter().map(|literal| self.value(found, of, literal)).collect();
        let mut members = BTreeSet::new();
        for value in values {
            match value? {
                Value::Members(found) => members.extend(found),
                _ => return None,
            }
        }
        Some(members)
    }

    fn list(&mut self, found: Found<'_>, of: &Type, list: &[Literal]) -> Option<Vec<Value>> {
        let values: Vec<_> = list.iter().map(|literal| self.value(found, of, literal)).collect();
        values.into_iter().collect()
    }

    /// The right side: a level or constant of the left side's type, otherwise a name; a
    /// dotted word is always a name.
    fn operand(&mut self, found: Found<'_>, of: &Type, literal: &Literal) -> Option<Operand> {
        let Some(word) = literal.word() else {
            return self.value(found, of, literal).map(Operand::Value);
        };
        let is_constant = match &of.kind {
            Kind::YesNo => matches!(word, "yes" | "no"),
            _ => of.levels().is_some_and(|levels| levels.find(word).is_some()),
        } || of.endless && word == of.endless_word();
        if is_constant && !word.contains('.') {
            return self.value(found, of, literal).map(Operand::Value);
        }
        let is_known = self.scope.vocabulary.contains_key(word);
        if !is_known && !word.contains('.') && (of.levels().is_some() || of.kind == Kind::YesNo) {
            // A level that does not exist is likelier than a name that does not.
            return self.value(found, of, literal).map(Operand::Value);
        }
        let name = Spanned::new(word.to_owned(), literal.span);
        self.right_name(found, of, &name).map(Operand::Name)
    }

    fn right_name(&mut self, found: Found<'_>, of: &Type, name: &Spanned<String>) -> Option<NameId> {
        let place = found.at(name.span);
        match self.scope.vocabulary.get(&name.node).map(|(word, _)| *word) {
            Some(Word::Name(id)) => {
                let right = self.book.name(id).of.clone();
                if !of.compares_with(&right) {
                    self.report(mistakes::compares_types(place, of, &name.node, &right));
                    return None;
                }
                Some(id)
            }
            Some(Word::Broken) => None,
            Some(Word::Define(_)) => {
                self.report(mistakes::compares_define(place, &name.node));
                None
            }
            None if !meant(&name.node, of, None).is_empty() => {
                self.report(mistakes::misspelt_value(place, of, &meant(&name.node, of, None)));
                None
            }
            None => {
                let near = self.near_name(&name.node);
                let mut unknown = mistakes::unknown_name(place, &name.node, near.as_deref());
                if near.is_none() {
                    unknown = unknown.help(of.how_to_write());
                }
                self.report_unknown_word(unknown);
                None
            }
        }
    }

    /// The nearest name of the vocabulary.
    pub(super) fn near_name(&self, written: &str) -> Option<String> {
        self.nearest(written, self.scope.vocabulary.keys().map(String::as_str))
    }

    /// A condition property; an absent one always holds.
    pub(super) fn when(&mut self, found: Found<'_>, written: Option<&tree::PropertyValue>) -> Option<Condition> {
        match written {
            Some(tree::PropertyValue::Condition(condition)) => self.condition(found, condition),
            _ => Some(Condition::Always),
        }
    }
}

/// The words of an operator, whether it fits a type, and what to write instead.
fn fit(operation: &Operation, of: &Type, is_term: bool) -> (&'static str, bool, Option<&'static str>) {
    let is_date = of.kind == Kind::Date;
    let is_set = matches!(of.kind, Kind::Set(_));
    let number_like = of.is_ordered() && !is_date;
    match operation {
        Operation::Is(_) => ("is", !is_set, Some("includes")),
        Operation::IsNot(_) => ("is not", !is_set, Some("includes none of")),
        Operation::IsOneOf(_) => ("is one of", !is_set, Some("includes any of")),
        Operation::IsNotOneOf(_) => ("is not one of", !is_set, Some("includes none of")),
        Operation::AtLeast(_) => ("at least", number_like, is_date.then_some("on or after")),
        Operation::AtMost(_) => ("at most", number_like, is_date.then_some("on or before")),
        Operation::Above(_) => ("above", number_like, is_date.then_some("after")),
        Operation::Below(_) => ("below", number_like, is_date.then_some("before")),
        Operation::Between(..) => ("between", of.is_ordered(), None),
        Operation::Before(_) => ("before", is_date, number_like.then_some("below")),
        Operation::After(_) => ("after", is_date, number_like.then_some("above")),
        Operation::OnOrBefore(_) => ("on or before", is_date, number_like.then_some("at most")),
        Operation::OnOrAfter(_) => ("on or after", is_date, number_like.then_some("at least")),
        Operation::Within(_) => ("within", is_date, number_like.then_some("between")),
        Operation::HasPassed => ("has passed", is_date, None),
        Operation::IsAddressed => ("is addressed", is_term, None),
        Operation::IsNotAddressed => ("is not addressed", is_term, None),
        Operation::Includes(_) => ("includes", is_set, Some("is")),
        Operation::IncludesAny(_) => ("includes any of", is_set, Some("is one of")),
        Operation::IncludesAll(_) => ("includes all of", is_set, Some("is")),
        Operation::IncludesNone(_) => ("includes none of", is_set, Some("is not one of")),
    }
}
