//! What overlays change, as it is told to people; waivers.

use crate::source::Spanned;
use crate::syntax::tree::{Form, Literal, Property, PropertyValue};
use crate::syntax::words::{DeclarationWord, PropertyWord};
use crate::value::read_date;

use super::super::mistakes::{self, overlays as refusals};
use super::super::overlay::{Change, ChangeKind, Waiver};
use super::fields::Fields;
use super::people::{Roll, title_of};
use super::texts::plain;
use super::{Builder, Found};

impl Builder {
    /// Notes what overlays change, in the order of the declarations; remembers what they
    /// retire.
    pub(super) fn changes(&mut self, written: &[Found<'_>]) {
        for found in written.iter().flat_map(|found| found.with_inner()) {
            let retired = found.overlays.retired(found);
            let Some(over) = retired.or_else(|| found.over()) else { continue };
            let home = over.found(found.overlays);
            let properties = || over.declaration.properties.iter();
            let what = match retired {
                Some(_) => {
                    ChangeKind::Retired(properties().find_map(|property| text_of(&property.value)).unwrap_or_default())
                }
                None => {
                    let removed = |property: &Property| match &property.value {
                        PropertyValue::Remove(removed) => PropertyWord::find(&removed.node),
                        _ => None,
                    };
                    let given = |property: &Property| (removed(property).is_none()).then_some(property.word.node);
                    let own = found.declaration.title.as_ref();
                    ChangeKind::Overridden {
                        given: words(properties().map(given)),
                        removed: words(properties().map(removed)),
                        called: over.declaration.title.as_ref().map(|_| title_of(own, found.name())),
                    }
                }
            };
            let word = found.declaration.word.node;
            let id =
                if word.is_advice() || word.is_service() { self.qualified(found) } else { found.name().to_owned() };
            self.book.changes.push(Change {
                word,
                id,
                title: title_of(found.title().map(|(_, title)| title), found.name()),
                what,
                pack: over.pack,
                place: home.place(),
            });
        }
    }

    /// The waiver of a rule.
    pub(super) fn waiver(&mut self, found: Found<'_>) -> Option<Waiver> {
        let over = found.overlays.waiver(found)?;
        let home = over.found(found.overlays);
        let fields = self.fields(home, &[]);
        let because = fields.text(PropertyWord::Because).map(|text| self.text(home, text, false));
        let approver = self.guarded_entry(home, Roll::Approvers, fields.get(PropertyWord::Approver));
        if approver.as_ref().is_some_and(|approver| !approver.arms.is_empty()) {
            self.report(refusals::guarded_approver(home.at(fields.span(PropertyWord::Approver))));
        }
        let until = match fields.get(PropertyWord::Until) {
            Some(PropertyValue::Literal(Literal { span, form: Form::Quantity(text) | Form::Word(text) })) => {
                read_date(text).map_err(|misread| self.report(mistakes::misread(home.at(*span), misread))).ok()
            }
            _ => None,
        };
        Some(Waiver {
            because: because?,
            approver: approver?.otherwise,
            until: until?,
            pack: over.pack,
            place: home.place(),
        })
    }

    /// What an overlay removes: properties that are there, and may be missing.
    pub(super) fn removed(
        &mut self,
        home: Found<'_>,
        word: DeclarationWord,
        fields: &Fields<'_>,
        inherited: &[PropertyWord],
    ) -> Vec<PropertyWord> {
        let removals = home.declaration.properties.iter().filter_map(|property| match &property.value {
            PropertyValue::Remove(removed) => Some(removed),
            _ => None,
        });
        removals.filter_map(|removed| self.removal(home, word, fields, inherited, removed)).collect()
    }

    fn removal(
        &mut self,
        home: Found<'_>,
        word: DeclarationWord,
        fields: &Fields<'_>,
        inherited: &[PropertyWord],
        removed: &Spanned<String>,
    ) -> Option<PropertyWord> {
        let place = home.at(removed.span);
        let row = PropertyWord::find(&removed.node).and_then(|property| word.property(property));
        let Some(row) = row else {
            self.report(refusals::removes_unknown(place, &removed.node, word));
            return None;
        };
        if fields.property(row.word).is_none() {
            self.report(refusals::removes_nothing(place, row.word, home.name()));
        } else if row.need.is_required() && !inherited.contains(&row.word) {
            self.report(refusals::removes_required(place, row.word, word));
        } else {
            return Some(row.word);
        }
        None
    }

    /// Refuses to change what other rules rest on.
    pub(super) fn refuse_fixed(&mut self, changed: &Fields<'_>, word: DeclarationWord) {
        if let Some(property) = changed.property(PropertyWord::Type) {
            let place = changed.home(PropertyWord::Type).at(property.word.span);
            self.report(refusals::fixed(place, PropertyWord::Type, word));
        }
    }
}

fn text_of(value: &PropertyValue) -> Option<String> {
    match value {
        PropertyValue::Text(text) => Some(plain(text)),
        _ => None,
    }
}

/// Each word once, in order.
fn words(all: impl Iterator<Item = Option<PropertyWord>>) -> Vec<PropertyWord> {
    let mut words = Vec::new();
    for word in all.flatten() {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}
