//! The properties of one declaration, held against the property table.

use crate::source::Span;
use crate::syntax::properties::{PITFALL_PROPERTIES, Property as Row, RUNG_PROPERTIES};
use crate::syntax::tree::{Citation, Property, PropertyValue, Text};
use crate::syntax::words::{DeclarationWord, PropertyWord};

use super::super::mistakes;
use super::{Builder, Found};

/// The properties of a declaration; each that may stand once does.
pub(super) struct Fields<'t> {
    properties: Vec<&'t Property>,
    /// Citations on the line of a `standard` or `value`.
    cited: Vec<&'t Citation>,
}

impl<'t> Fields<'t> {
    pub(super) fn get(&self, word: PropertyWord) -> Option<&'t PropertyValue> {
        self.property(word).map(|property| &property.value)
    }

    pub(super) fn property(&self, word: PropertyWord) -> Option<&'t Property> {
        self.properties.iter().find(|property| property.word.node == word).copied()
    }

    pub(super) fn all(&self, word: PropertyWord) -> impl Iterator<Item = &'t PropertyValue> + '_ {
        self.properties.iter().filter(move |property| property.word.node == word).map(|property| &property.value)
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

    /// Citations of its `standard` or `value`.
    pub(super) fn value_citations(&self) -> &[&'t Citation] {
        &self.cited
    }
}

impl Builder {
    /// Holds a declaration against the table. Properties named in `inherited` may be
    /// missing; so may all, where the declaration it stands in is broken.
    pub(super) fn fields<'t>(&mut self, found: Found<'t>, inherited: &[PropertyWord]) -> Fields<'t> {
        let word = found.declaration.word.node;
        let fields = self.checked(found, word.as_str(), word.properties(), &found.declaration.properties);
        for row in word.properties() {
            if row.need.is_required() && fields.property(row.word).is_none() && !inherited.contains(&row.word) {
                self.report(mistakes::missing_property(found.place(), word, found.name(), row));
            }
        }
        fields
    }

    /// The properties in the braces of a rung or a pitfall.
    pub(super) fn block<'t>(&mut self, found: Found<'t>, of: PropertyWord, block: &'t [Property]) -> Fields<'t> {
        let rows = if of == PropertyWord::Pitfall { PITFALL_PROPERTIES } else { RUNG_PROPERTIES };
        self.checked(found, of.as_str(), rows, block)
    }

    fn checked<'t>(&mut self, found: Found<'t>, owner: &str, rows: &[Row], properties: &'t [Property]) -> Fields<'t> {
        let mut fields = Fields { properties: Vec::new(), cited: Vec::new() };
        let mut cites_value = false;
        let mut unguarded = None;
        for property in properties {
            let word = property.word.node;
            if let (PropertyWord::When, false, Some(value)) = (word, property.begins_line, unguarded) {
                self.report(mistakes::missing_otherwise(found.at(property.span), value));
                continue;
            }
            unguarded = match &property.value {
                PropertyValue::Guarded(value) if value.arms.is_empty() => Some(word),
                _ => None,
            };
            if property.begins_line {
                cites_value = false;
            }
            if word == PropertyWord::From && cites_value {
                if let PropertyValue::Citations(citations) = &property.value {
                    fields.cited.extend(citations);
                }
                continue;
            }
            cites_value = matches!(word, PropertyWord::Standard | PropertyWord::Value);
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
            fields.properties.push(property);
        }
        fields
    }

    /// Whether a name is free, and if not says so.
    pub(super) fn is_free(&mut self, found: Found<'_>, first: Option<&crate::source::Place>) -> bool {
        if let Some(first) = first {
            let (place, first) = (found.place(), first.clone());
            self.report(mistakes::duplicate_name(place, first, found.name()));
            return false;
        }
        true
    }
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
