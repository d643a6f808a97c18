//! Redlines and their rungs.

use crate::syntax::tree::{Property, PropertyValue, Rung as WrittenRung, Text as WrittenText};
use crate::syntax::words::PropertyWord;

use super::super::advice::{Chance, Priority, Redline, Rung, Text};
use super::super::condition::{Condition, Guarded};
use super::super::mistakes;
use super::fields::Fields;
use super::people::Roll;
use super::{Builder, Found};

const PRIORITIES: [(&str, Priority); 3] =
    [("must-have", Priority::MustHave), ("tradeable", Priority::Tradeable), ("nice-to-have", Priority::NiceToHave)];

const CHANCES: [(&str, Chance); 3] =
    [("likely", Chance::Likely), ("possible", Chance::Possible), ("unlikely", Chance::Unlikely)];

impl Builder {
    pub(super) fn redline(
        &mut self,
        found: Found<'_>,
        fields: &Fields<'_>,
        instrument: Option<Guarded<usize>>,
    ) -> Option<Redline> {
        let rung = |builder: &mut Self, word| {
            let property = fields.property(word)?;
            builder.rung(found, property)
        };
        let preferred = rung(self, PropertyWord::Preferred);
        let walk_away = rung(self, PropertyWord::WalkAway);
        let walk_away_failed = fields.get(PropertyWord::WalkAway).is_some() && walk_away.is_none();
        let mut fallbacks = Vec::new();
        let mut failed = walk_away_failed;
        let written =
            found.declaration.properties.iter().filter(|property| property.word.node == PropertyWord::Fallback);
        for property in written {
            match self.rung(found, property) {
                Some(rung) => fallbacks.push(rung),
                None => failed = true,
            }
        }
        let priority = match fields.get(PropertyWord::Priority) {
            Some(written) => self.guarded_word(found, Some(written), &PRIORITIES),
            None => Some(Guarded::always(Priority::Tradeable)),
        };
        let text = |builder: &mut Self, word| fields.text(word).map(|text| builder.text(found, text, true));
        let propose = text(self, PropertyWord::Propose);
        let wording = text(self, PropertyWord::Wording);
        let rationale = text(self, PropertyWord::Rationale);
        let outlook = self.outlook(found, fields);
        let objections = self.objections(found, fields);
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

    fn objections(&mut self, found: Found<'_>, fields: &Fields<'_>) -> Vec<(Text, Text)> {
        let written: Vec<(&WrittenText, &WrittenText)> = fields
            .all(PropertyWord::Objection)
            .filter_map(|value| match value {
                PropertyValue::Objection { says, reply } => Some((says, reply)),
                _ => None,
            })
            .collect();
        written.into_iter().map(|(says, reply)| (self.text(found, says, true), self.text(found, reply, true))).collect()
    }

    fn outlook(&mut self, found: Found<'_>, fields: &Fields<'_>) -> Option<Option<(Chance, Text)>> {
        match fields.get(PropertyWord::Outlook) {
            Some(PropertyValue::Outlook { chance, says }) => {
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
        let resolved = self.condition(found, condition);
        let fields = self.block(found, property.word.node, block);
        let when = self.when(found, fields.get(PropertyWord::When));
        let approver = self.guarded_entry(found, Roll::Approvers, fields.get(PropertyWord::Approver));
        let wording = fields.text(PropertyWord::Wording).map(|text| self.text(found, text, true));
        let resolved = resolved?;
        let place = found.at(condition.span());
        if !is_conjunction(&resolved) {
            self.report(mistakes::rung_is_no_conjunction(place));
            return None;
        }
        let mut strange = None;
        resolved.comparisons(&mut |comparison| {
            if self.book.name(comparison.left).term().is_none() {
                strange = strange.take().or(Some((comparison.place.clone(), comparison.left)));
            }
        });
        if let Some((place, name)) = strange {
            let id = self.book.name(name).id.clone();
            self.report(mistakes::rung_without_term(place, &id));
            return None;
        }
        Some(Rung { label, condition: resolved, when: when?, approver, wording, place: found.at(property.span) })
    }
}

/// A rung is one or more comparisons joined by `and`.
fn is_conjunction(condition: &Condition) -> bool {
    match condition {
        Condition::Compare(_) => true,
        Condition::All(operands) => operands.iter().all(is_conjunction),
        Condition::Always | Condition::Any(_) | Condition::Not(_) | Condition::Define(..) => false,
    }
}
