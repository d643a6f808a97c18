//! Redlines and their rungs.

use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::tree::{Condition, Property, PropertyValue, Rung as WrittenRung, Text as WrittenText};
use crate::syntax::words::PropertyWord;
use crate::value::Kind;

use super::super::advice::{Chance, Priority, Redline, Rung, Text};
use super::super::condition::Guarded;
use super::super::mistakes;
use super::fields::Fields;
use super::people::Roll;
use super::scope::Word;
use super::{Builder, Found};

pub(super) const PRIORITIES: [(&str, Priority); 3] =
    [("must-have", Priority::MustHave), ("tradeable", Priority::Tradeable), ("nice-to-have", Priority::NiceToHave)];

const CHANCES: [(&str, Chance); 3] =
    [("likely", Chance::Likely), ("possible", Chance::Possible), ("unlikely", Chance::Unlikely)];

impl Builder {
    pub(super) fn redline(&mut self, fields: &Fields<'_>, instrument: Option<Guarded<usize>>) -> Option<Redline> {
        let rung = |builder: &mut Self, word| {
            let property = fields.property(word)?;
            builder.rung(fields.home(word), property)
        };
        let preferred = rung(self, PropertyWord::Preferred);
        let walk_away = rung(self, PropertyWord::WalkAway);
        let walk_away_failed = fields.get(PropertyWord::WalkAway).is_some() && walk_away.is_none();
        let mut fallbacks = Vec::new();
        let mut failed = walk_away_failed;
        for property in fields.properties(PropertyWord::Fallback) {
            match self.rung(fields.home(PropertyWord::Fallback), property) {
                Some(rung) => fallbacks.push(rung),
                None => failed = true,
            }
        }
        let priority = match fields.get(PropertyWord::Priority) {
            Some(written) => self.guarded_word(fields.home(PropertyWord::Priority), Some(written), &PRIORITIES),
            None => Some(Guarded::always(Priority::Tradeable)),
        };
        let text = |builder: &mut Self, word| fields.text(word).map(|text| builder.text(fields.home(word), text, true));
        let propose = text(self, PropertyWord::Propose);
        let wording = text(self, PropertyWord::Wording);
        let rationale = text(self, PropertyWord::Rationale);
        let outlook = self.outlook(fields);
        let objections = self.objections(fields);
        let preferred = preferred?;
        let mut subject = None;
        preferred.condition.comparisons(&mut |comparison| subject = subject.or(Some(comparison.left)));
        if failed {
            return None;
        }
        Some(Redline {
            subject: subject?,
            priority: priority?,
            preferred,
            fallbacks,
            walk_away,
            propose: propose?,
            wording,
            rationale,
            objections,
            outlook: outlook?,
            instrument,
        })
    }

    fn objections(&mut self, fields: &Fields<'_>) -> Vec<(Text, Text)> {
        let written: Vec<(&WrittenText, &WrittenText)> = fields
            .all(PropertyWord::Objection)
            .filter_map(|value| match value {
                PropertyValue::Objection { says, reply } => Some((says, reply)),
                _ => None,
            })
            .collect();
        let found = fields.home(PropertyWord::Objection);
        written.into_iter().map(|(says, reply)| (self.text(found, says, true), self.text(found, reply, true))).collect()
    }

    fn outlook(&mut self, fields: &Fields<'_>) -> Option<Option<(Chance, Text)>> {
        match fields.get(PropertyWord::Outlook) {
            Some(PropertyValue::Outlook { chance, says }) => {
                let found = fields.home(PropertyWord::Outlook);
                let says = self.text(found, says, true);
                let chance = self.word(&CHANCES, chance, found.at(chance.span))?;
                Some(Some((chance, says)))
            }
            _ => Some(None),
        }
    }

    fn rung(&mut self, found: Found<'_>, property: &Property) -> Option<Rung> {
        let PropertyValue::Rung(written) = &property.value else { return None };
        let WrittenRung { label, condition, block } = written;
        let label = label.as_ref().map(|label| self.text(found, label, true));
        let before = self.found.len();
        let resolved = self.condition(found, condition);
        let fields = self.block(found, property.word.node, block);
        let when = self.when(found, fields.get(PropertyWord::When));
        let approver = self.guarded_entry(found, Roll::Approvers, fields.get(PropertyWord::Approver));
        let wording = fields.text(PropertyWord::Wording).map(|text| self.text(found, text, true));
        if let Some(strange) = self.strange(found, property.word.node, condition) {
            // What is no name and no condition at all may be the whole mistake.
            let whole = |found: &Diagnostic| matches!(found.code, Code::OrBetweenValues | Code::UnknownName);
            if !self.found.iter().skip(before).any(whole) {
                // What else is wrong with the part that must go, goes with it.
                let goes = strange.place().map(|place| place.span).unwrap_or_default();
                let inside = |found: &Diagnostic| {
                    found.place().is_some_and(|place| goes.start <= place.span.start && place.span.end <= goes.end)
                };
                let others = self.found.split_off(before);
                self.found.extend(others.into_iter().filter(|found| !inside(found)));
                self.report(strange);
            }
            return None;
        }
        let resolved = resolved?;
        Some(Rung { label, condition: resolved, when: when?, approver, wording, place: found.at(property.span) })
    }

    /// What a rung says besides comparisons of terms joined by `and`, the first of it.
    fn strange(&self, found: Found<'_>, rung: PropertyWord, written: &Condition) -> Option<Diagnostic> {
        match written {
            Condition::All(operands, _) => operands.iter().find_map(|operand| self.strange(found, rung, operand)),
            Condition::Group(inner, _) => self.strange(found, rung, inner),
            Condition::Comparison(comparison) => {
                let name = self.of_company(written)?;
                Some(mistakes::rung_without_term(found.at(comparison.span), name))
            }
            Condition::Not(inner, span) => Some(match self.of_company(inner) {
                Some(name) => mistakes::rung_without_term(found.at(*span), name),
                None => mistakes::rung_says_not(found.at(*span)),
            }),
            Condition::Any(operands, span) => {
                let others = operands.get(1..).unwrap_or_default();
                let last = others.last().map_or(*span, Condition::span);
                let place = found.at(others.first().map_or(last, |first| first.span().to(last)));
                let excuse = operands.iter().find_map(|operand| self.of_company(operand));
                Some(match (excuse, rung) {
                    (Some(name), _) => mistakes::rung_excuses_company(place, name),
                    (None, PropertyWord::WalkAway) => mistakes::walk_away_says_or(place),
                    (None, _) => {
                        let other = others.first().unwrap_or(written);
                        mistakes::rung_says_or(place, found.source.slice(other.span()), self.compares(other))
                    }
                })
            }
        }
    }

    /// Whether a condition is more than the name of something that must be compared.
    fn compares(&self, written: &Condition) -> bool {
        let Condition::Comparison(comparison) = written else { return true };
        match self.scope.vocabulary.get(&comparison.name.node) {
            Some((Word::Name(name), _)) => {
                comparison.operation.is_some() || self.book.name(*name).of.kind == Kind::YesNo
            }
            _ => true,
        }
    }

    /// The first name in a condition that no draft says anything about: a fact, a
    /// parameter or a define.
    fn of_company<'t>(&self, written: &'t Condition) -> Option<&'t str> {
        match written {
            Condition::All(operands, _) | Condition::Any(operands, _) => {
                operands.iter().find_map(|operand| self.of_company(operand))
            }
            Condition::Not(inner, _) | Condition::Group(inner, _) => self.of_company(inner),
            Condition::Comparison(comparison) => match self.scope.vocabulary.get(&comparison.name.node)?.0 {
                Word::Name(name) => self.book.name(name).term().is_none().then_some(&comparison.name.node),
                Word::Define(_) => Some(&comparison.name.node),
                Word::Broken => None,
            },
        }
    }
}
