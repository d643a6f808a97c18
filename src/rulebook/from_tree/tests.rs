//! Tests: what they name is found, and what they expect is possible.

use std::collections::BTreeMap;

use crate::source::{Place, Span, Spanned};
use crate::syntax::tree::{Expectation as WrittenExpectation, Given as WrittenGiven, GivenWhat, PropertyValue};
use crate::syntax::words::{DeclarationWord, PropertyWord};

use super::super::advice::{Advice, AdviceId, Body};
use super::super::condition::NameId;
use super::super::mistakes::{self, tests as wrong};
use super::super::test::{Claim, Expectation, Given, Subject, Test};
use super::advice::SEVERITIES;
use super::people::Roll;
use super::redlines::PRIORITIES;
use super::scope::{Ruling, Word};
use super::texts::plain;
use super::{Builder, Found};

/// What a test gives by this name, unless a fact has it, stands above all facts.
const RATES: &str = "rates";

impl Builder {
    /// All tests, after all rules. Those of a pack that another one changes are left out:
    /// they speak of the rules as they were.
    pub(super) fn tests(&mut self, declarations: &[Found<'_>]) {
        let mut titles: BTreeMap<(usize, String), Place> = BTreeMap::new();
        let changed: Vec<&str> = declarations
            .iter()
            .filter(|found| found.declaration.word.node == DeclarationWord::Extend)
            .map(Found::name)
            .collect();
        for found in declarations.iter().filter(|found| found.declaration.word.node == DeclarationWord::Test) {
            let pack = self.book.packs.get(found.pack).map(|pack| pack.id.as_str()).unwrap_or_default();
            if changed.contains(&pack) {
                *self.book.tests_left_out.entry(pack.to_owned()).or_default() += 1;
                continue;
            }
            if !found.declaration.sound {
                continue;
            }
            let title = found.declaration.title.as_ref().map(plain).unwrap_or_default();
            match titles.get(&(found.pack, title.clone())) {
                Some(first) => {
                    let first = first.clone();
                    self.report(wrong::same_title(found.place(), first));
                }
                None => {
                    titles.insert((found.pack, title.clone()), found.place());
                    self.test(*found, title);
                }
            }
        }
    }

    fn test(&mut self, found: Found<'_>, title: String) {
        self.no_children(found);
        self.fields(found, &[]);
        let mut givens: Vec<Given> = Vec::new();
        let written = found.declaration.properties.iter().filter(|property| property.word.node == PropertyWord::Given);
        for property in written {
            let PropertyValue::Given(written) = &property.value else { continue };
            let whole = property.word.span.to(written.value.span);
            let Some(given) = self.given(found, written, property.word.span) else { continue };
            let first = givens.iter().find(|known| known.subject == given.subject && given.subject != Subject::Done);
            match first {
                Some(first) => {
                    let (place, first) = (found.at(whole), found.at(first.span));
                    let what = found.source.slice(given.span).to_owned();
                    self.report(wrong::given_twice(place, first, &what));
                }
                None => givens.push(given),
            }
        }
        let mut expectations = Vec::new();
        for property in &found.declaration.properties {
            let PropertyValue::Expect(written) = &property.value else { continue };
            if let Some(claim) = self.claim(found, written) {
                let after = Span { start: property.word.span.end, end: property.span.end };
                let blanks = found.source.slice(after).len() - found.source.slice(after).trim_start().len();
                let start = after.start.saturating_add(u32::try_from(blanks).unwrap_or(0));
                expectations.push(Expectation { claim, place: found.at(Span { start, ..after }) });
            }
        }
        let (pack, place) = (found.pack, found.place());
        self.book.tests.push(Test { title, pack, place, givens, expectations });
    }

    fn given(&mut self, found: Found<'_>, written: &WrittenGiven, word: Span) -> Option<Given> {
        let value = written.value.clone();
        let (subject, span) = match &written.what {
            GivenWhat::AsOf => (Subject::AsOf, word),
            GivenWhat::Draft => (Subject::Draft, word),
            GivenWhat::Done => (Subject::Done, word),
            GivenWhat::Fact(name) if name.node == RATES && !self.scope.vocabulary.contains_key(RATES) => {
                (Subject::Rates, name.span)
            }
            GivenWhat::Fact(name) => (Subject::Name(self.given_name(found, name, false)?), name.span),
            GivenWhat::Term(name) => (Subject::Name(self.given_name(found, name, true)?), name.span),
        };
        Some(Given { subject, span, value })
    }

    fn given_name(&mut self, found: Found<'_>, name: &Spanned<String>, draft: bool) -> Option<NameId> {
        let place = found.at(name.span);
        let id = match self.scope.vocabulary.get(&name.node).map(|(word, _)| *word) {
            Some(Word::Name(id)) => id,
            Some(Word::Broken) => return None,
            Some(Word::Define(_)) => {
                self.report(wrong::given_define(place, &name.node));
                return None;
            }
            None => {
                let near = self.near_name(&name.node);
                self.report_unknown_word(mistakes::unknown_name(place, &name.node, near.as_deref()));
                return None;
            }
        };
        let declared = self.book.name(id);
        if !declared.is_asked() {
            self.report(match declared.figure() {
                Some(_) => wrong::given_figure(place, &name.node),
                None => wrong::given_parameter(place, &name.node),
            });
            return None;
        }
        if declared.term().is_some() != draft {
            self.report(if draft {
                wrong::fact_of_the_draft(place, &name.node)
            } else {
                wrong::term_without_draft(place, &name.node)
            });
            return None;
        }
        Some(id)
    }

    fn claim(&mut self, found: Found<'_>, written: &WrittenExpectation) -> Option<Claim> {
        match written {
            WrittenExpectation::Status { of, status, rung } => self.status(found, of, status, rung.as_ref()),
            WrittenExpectation::Open { of, on } => {
                let id = self.expected(found, of)?;
                let names: Vec<Option<NameId>> = on.iter().map(|name| self.waited_for(found, name)).collect();
                Some(Claim::Open { of: id, on: names.into_iter().collect::<Option<_>>()? })
            }
            WrittenExpectation::Part { part, of, is } => self.part(found, part, of, is),
            WrittenExpectation::Due { of, is } => {
                let id = self.expected(found, of)?;
                let advice = self.book.advice.get(id.0)?;
                let (kind, date) = match &advice.body {
                    Body::Duty { due, .. } => ("duty", due.name()),
                    body => (body.kind(), None),
                };
                if date.is_none() {
                    self.report(wrong::due_on_no_day(found.at(of.span), &of.node, kind));
                    return None;
                }
                Some(Claim::Due { of: id, is: is.clone() })
            }
            WrittenExpectation::Figure { of, is } => {
                Some(Claim::Figure { of: self.figure_named(found, of)?, is: is.clone() })
            }
            WrittenExpectation::Nothing { within } => Some(Claim::Nothing { within: self.risk_named(found, within)? }),
        }
    }

    fn status(
        &mut self,
        found: Found<'_>,
        of: &Spanned<String>,
        status: &Spanned<String>,
        rung: Option<&Spanned<String>>,
    ) -> Option<Claim> {
        let id = self.expected(found, of)?;
        let body = &self.book.advice.get(id.0)?.body;
        let (kind, all) = (body.kind(), body.statuses());
        let fallbacks = match body {
            Body::Redline(redline) => redline.fallbacks.len(),
            _ => 0,
        };
        let Some(word) = all.iter().find(|word| **word == status.node) else {
            self.report(wrong::no_such_status(found.at(status.span), &status.node, kind, all));
            return None;
        };
        let fallback = match rung {
            None => None,
            Some(rung) => match rung.node.parse::<usize>() {
                Ok(number) if *word == "fallback" && (1..=fallbacks).contains(&number) => Some(number - 1),
                _ if *word == "fallback" => {
                    self.report(wrong::no_such_rung(found.at(rung.span), &of.node, &rung.node, fallbacks));
                    return None;
                }
                _ => {
                    self.report(wrong::rung_of_no_fallback(found.at(rung.span), word));
                    return None;
                }
            },
        };
        Some(Claim::Status { of: id, status: word, fallback })
    }

    fn part(
        &mut self,
        found: Found<'_>,
        part: &Spanned<String>,
        of: &Spanned<String>,
        is: &Spanned<String>,
    ) -> Option<Claim> {
        let (place, value) = (found.at(part.span), found.at(is.span));
        if part.node == "severity" {
            if let Some(Ruling::Risk(risk)) = self.scope.ruling(found.pack, &of.node) {
                return Some(Claim::RiskSeverity { of: risk, is: self.word(&SEVERITIES, is, value)? });
            }
            let of = self.expected(found, of)?;
            return Some(Claim::Severity { of, is: self.word(&SEVERITIES, is, value)? });
        }
        if !["priority", "owner", "instrument", "approver"].contains(&part.node.as_str()) {
            self.report(wrong::no_such_part(place, &part.node));
            return None;
        }
        let id = self.expected(found, of)?;
        let advice = self.book.advice.get(id.0)?;
        let redline = matches!(advice.body, Body::Redline(_));
        if part.node != "owner" && !redline {
            let kind = advice.body.kind();
            self.report(wrong::part_of_no_redline(place, &part.node, kind));
            return None;
        }
        Some(match part.node.as_str() {
            "priority" => Claim::Priority { of: id, is: self.word(&PRIORITIES, is, value)? },
            "owner" => Claim::Owner { of: id, is: self.lookup(Roll::Owners, is, value)? },
            "instrument" => Claim::Instrument { of: id, is: self.lookup(Roll::Documents, is, value)? },
            _ => Claim::Approver { of: id, is: self.lookup(Roll::Approvers, is, value)? },
        })
    }

    /// The rule something is expected of.
    fn expected(&mut self, found: Found<'_>, name: &Spanned<String>) -> Option<AdviceId> {
        match self.scope.ruling(found.pack, &name.node) {
            Some(Ruling::Risk(_) | Ruling::Checklist(_)) => {
                let risk = matches!(self.scope.ruling(found.pack, &name.node), Some(Ruling::Risk(_)));
                self.report(wrong::expects_of_area(found.at(name.span), &name.node, risk));
                None
            }
            _ => self.side(found, name).filter(|id| self.book.advice.get(id.0).is_some_and(|rule| !is_broken(rule))),
        }
    }

    fn figure_named(&mut self, found: Found<'_>, name: &Spanned<String>) -> Option<NameId> {
        let place = found.at(name.span);
        match self.scope.vocabulary.get(&name.node).map(|(word, _)| *word) {
            Some(Word::Name(id)) if self.book.name(id).figure().is_some() => Some(id),
            Some(Word::Broken) => None,
            Some(Word::Name(_) | Word::Define(_)) => {
                self.report(wrong::no_figure(place, &name.node));
                None
            }
            None => {
                let near = self.near_name(&name.node);
                self.report_unknown_word(mistakes::unknown_name(place, &name.node, near.as_deref()));
                None
            }
        }
    }

    fn waited_for(&mut self, found: Found<'_>, name: &Spanned<String>) -> Option<NameId> {
        let place = found.at(name.span);
        match self.scope.vocabulary.get(&name.node).map(|(word, _)| *word) {
            Some(Word::Name(id)) if self.book.name(id).is_asked() => Some(id),
            Some(Word::Broken) => None,
            Some(Word::Name(_) | Word::Define(_)) => {
                self.report(wrong::waits_for_no_answer(place, &name.node));
                None
            }
            None => {
                let near = self.near_name(&name.node);
                self.report_unknown_word(mistakes::unknown_name(place, &name.node, near.as_deref()));
                None
            }
        }
    }
}

/// What stands in the place of a rule with a mistake has no owner; every other has.
fn is_broken(rule: &Advice) -> bool {
    rule.owner.is_none() && matches!(rule.body, Body::Step { .. })
}
