//! The properties of one declaration, held against the property table.

use crate::source::{Place, Span};
use crate::syntax::properties::{PITFALL_PROPERTIES, Property as Row, RUNG_PROPERTIES};
use crate::syntax::same_words;
use crate::syntax::tree::{Citation, Property, PropertyValue, Text};
use crate::syntax::words::{DeclarationWord, PropertyWord};

use super::super::mistakes;
use super::{Builder, Found};

/// The properties of a declaration with what an overlay puts in their place; each that
/// may stand once does.
pub(super) struct Fields<'t> {
    /// The declaration itself.
    base: Found<'t>,
    written: Vec<Written<'t>>,
}

/// A property and the declaration in which it stands: the pack's own, or an overlay's.
#[derive(Clone)]
struct Written<'t> {
    home: Found<'t>,
    property: &'t Property,
    /// Citations on its line that are its own.
    cited: Vec<&'t Citation>,
}

impl<'t> Fields<'t> {
    pub(super) fn get(&self, word: PropertyWord) -> Option<&'t PropertyValue> {
        self.property(word).map(|property| &property.value)
    }

    pub(super) fn property(&self, word: PropertyWord) -> Option<&'t Property> {
        self.properties(word).next()
    }

    pub(super) fn properties(&self, word: PropertyWord) -> impl Iterator<Item = &'t Property> + '_ {
        self.written.iter().map(|written| written.property).filter(move |property| property.word.node == word)
    }

    pub(super) fn all(&self, word: PropertyWord) -> impl Iterator<Item = &'t PropertyValue> + '_ {
        self.properties(word).map(|property| &property.value)
    }

    /// Where properties with this word stand: an overlay replaces all of them or none.
    pub(super) fn home(&self, word: PropertyWord) -> Found<'t> {
        let written = self.written.iter().find(|written| written.property.word.node == word);
        written.map_or(self.base, |written| written.home)
    }

    pub(super) fn span(&self, word: PropertyWord) -> Span {
        self.property(word).map(|property| property.span).unwrap_or_default()
    }

    pub(super) fn text(&self, word: PropertyWord) -> Option<&'t Text> {
        match self.get(word) {
            Some(PropertyValue::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Citations of the declaration itself.
    pub(super) fn citations(&self) -> impl Iterator<Item = &'t Citation> + '_ {
        self.all(PropertyWord::From)
            .filter_map(|value| match value {
                PropertyValue::Citations(citations) => Some(citations),
                _ => None,
            })
            .flatten()
    }

    /// Citations of the one property with this word, on its line.
    pub(super) fn citations_of(&self, word: PropertyWord) -> impl Iterator<Item = &'t Citation> + '_ {
        self.cited(word).flat_map(|(_, cited)| cited.iter().copied())
    }

    /// Each property with this word, and the citations on its line.
    pub(super) fn cited(&self, word: PropertyWord) -> impl Iterator<Item = (&'t Property, &[&'t Citation])> + '_ {
        let own = self.written.iter().filter(move |written| written.property.word.node == word);
        own.map(|written| (written.property, written.cited.as_slice()))
    }

    /// Puts the properties of an overlay in the place of those with the same words.
    fn overlaid(mut self, over: Self, removed: &[PropertyWord]) -> Self {
        self.written.retain(|written| {
            let word = written.property.word.node;
            !removed.contains(&word) && over.property(word).is_none()
        });
        self.written.extend(over.written);
        self
    }
}

/// What a declaration takes from the one it stands in.
const INHERITED: [PropertyWord; 4] = [PropertyWord::Risk, PropertyWord::Owner, PropertyWord::Phase, PropertyWord::From];

impl Builder {
    /// Holds a declaration against the table, and what an overlay changes in it too.
    /// Properties named in `inherited` may be missing; so may all, where the declaration it
    /// stands in is broken.
    pub(super) fn fields<'t>(&mut self, found: Found<'t>, inherited: &[PropertyWord]) -> Fields<'t> {
        let word = found.declaration.word.node;
        let mut fields = self.checked(found, word.as_str(), word.properties(), &found.declaration.properties);
        if let Some(over) = found.over() {
            let home = over.found(found.overlays);
            let changed = self.checked(home, word.as_str(), word.properties(), over.properties());
            self.refuse_fixed(&changed, word);
            let removed = self.removed(home, word, &fields, inherited);
            fields = fields.overlaid(changed, &removed);
        }
        let is_missing = |row: &&Row| {
            row.need.is_required() && fields.property(row.word).is_none() && !inherited.contains(&row.word)
        };
        let missing: Vec<&Row> = word.properties().iter().filter(is_missing).collect();
        // All that a declaration around it would give: most likely it belongs into one.
        let given: Vec<&Row> = missing.iter().filter(|row| INHERITED.contains(&row.word)).copied().collect();
        let outside = !found.inside && word.may_stand_inside() && given.len() > 1;
        if outside {
            self.report(mistakes::outside(found.place(), word, found.name(), &given));
        }
        for row in missing.iter().filter(|row| !outside || !INHERITED.contains(&row.word)) {
            self.report(mistakes::missing_property(found.place(), word, found.name(), row));
        }
        fields
    }

    /// The properties in the braces of a rung or a pitfall.
    pub(super) fn block<'t>(&mut self, found: Found<'t>, of: PropertyWord, block: &'t [Property]) -> Fields<'t> {
        let rows = if of == PropertyWord::Pitfall { PITFALL_PROPERTIES } else { RUNG_PROPERTIES };
        self.checked(found, of.as_str(), rows, block)
    }

    fn checked<'t>(
        &mut self,
        found: Found<'t>,
        owner: &str,
        rows: &[Row],
        properties: impl IntoIterator<Item = &'t Property>,
    ) -> Fields<'t> {
        let mut fields = Fields { base: found, written: Vec::new() };
        let mut cites_value = false;
        let mut unguarded = None;
        let mut last = None;
        for property in properties {
            let word = property.word.node;
            let before = last.replace(word);
            if word == PropertyWord::When && !property.begins_line && before == Some(PropertyWord::Pitfall) {
                self.report(mistakes::pitfall_when(found.at(property.span)));
                continue;
            }
            let weight = before.filter(|before| is_weight(*before, rows));
            if let (PropertyWord::When, false, Some(weight)) = (word, property.begins_line, weight) {
                self.report(mistakes::exchange::weight_depends(found.at(property.span), weight));
                continue;
            }
            if let (PropertyWord::When, false, Some(value)) = (word, property.begins_line, unguarded) {
                self.report(mistakes::missing_otherwise(found.at(property.span), value));
                continue;
            }
            unguarded = match &property.value {
                PropertyValue::Guarded(value) if value.arms.is_empty() => Some(word),
                PropertyValue::Workings(value) if value.arms.is_empty() => Some(word),
                _ => None,
            };
            if property.begins_line {
                cites_value = false;
            }
            if word == PropertyWord::From && cites_value {
                if let (PropertyValue::Citations(citations), Some(before)) =
                    (&property.value, fields.written.last_mut())
                {
                    before.cited.extend(citations);
                }
                continue;
            }
            // What a figure rests on is said of it as a whole.
            let has_own = rows.iter().any(|row| row.word == PropertyWord::From);
            cites_value = word.may_be_cited() && !(word == PropertyWord::Value && has_own);
            let Some(row) = rows.iter().find(|row| row.word == word) else {
                let place = found.at(property.word.span);
                self.report(mistakes::unknown_property(place, owner, rows, word));
                continue;
            };
            if let Some(first) = fields.property(word)
                && !row.need.repeats()
            {
                let places = (found.at(property.word.span), found.at(first.word.span));
                self.report(mistakes::repeated_property(places, word));
                continue;
            }
            fields.written.push(Written { home: found, property, cited: Vec::new() });
        }
        fields
    }

    /// Whether a name of the vocabulary is free. Another pack may have declared it in the
    /// same words; anything else is said.
    pub(super) fn is_new(&mut self, found: Found<'_>, all: &[Found<'_>], first: Option<&Place>) -> bool {
        if !found.declaration.sound {
            return self.is_free(found, first);
        }
        let same = |other: &Found<'_>| {
            let is_first = first.is_some_and(|first| first.is_same(&other.place()));
            is_first && other.pack != found.pack && same_words(&found.whole(), &other.whole())
        };
        if all.iter().any(same) {
            return false;
        }
        let elsewhere =
            |first: &Place| all.iter().any(|other| other.pack != found.pack && first.is_same(&other.place()));
        if let Some(first) = first.filter(|first| elsewhere(first)) {
            self.report(mistakes::declared_differently(found.place(), first.clone(), found.name()));
            return false;
        }
        self.is_free(found, first)
    }

    /// Whether a name is free, and if not says so.
    pub(super) fn is_free(&mut self, found: Found<'_>, first: Option<&Place>) -> bool {
        if !found.declaration.sound {
            // What is wrong with it has been said; its name may be a guess, or unknown.
            let word = found.declaration.word.node;
            let nameless = found.name().is_empty();
            self.scope.nameless_rule |= nameless && word.is_advice();
            self.scope.nameless_word |= nameless && word.is_vocabulary();
            return first.is_none() && !nameless;
        }
        if let Some(first) = first {
            let (place, first) = (found.place(), first.clone());
            self.report(mistakes::duplicate_name(place, first, found.name()));
            return false;
        }
        true
    }
}

/// Whether a property is a number from 1 to 5, which depends on nothing.
fn is_weight(word: PropertyWord, rows: &[Row]) -> bool {
    let weighs = rows.iter().any(|row| row.word == PropertyWord::Cost);
    weighs && matches!(word, PropertyWord::Cost | PropertyWord::Value)
}

/// The rules of the table that a child takes from the declaration it stands in.
pub(super) fn inherits(
    outer: DeclarationWord,
    present: impl Fn(PropertyWord) -> bool,
    sound: bool,
) -> Vec<PropertyWord> {
    let mut words = Vec::new();
    if outer == DeclarationWord::Risk {
        words.push(PropertyWord::Risk);
    }
    for word in [PropertyWord::Owner, PropertyWord::Phase, PropertyWord::From] {
        if present(word) || !sound {
            words.push(word);
        }
    }
    words
}
