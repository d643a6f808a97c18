//! Types and lists of values.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::source::Spanned;
use crate::syntax::tree::{self, PropertyValue, TypeExpression, TypeForm};
use crate::syntax::words::{DeclarationWord, PropertyWord};
use crate::value::{Kind, Level, Levels, Type};

use super::super::mistakes;
use super::super::vocabulary::ValueList;
use super::texts::plain;
use super::{Builder, Found};

/// Words that mean something of their own wherever a level may stand.
const RESERVED_LEVELS: [&str; 8] = ["unknown", "silent", "yes", "no", "unlimited", "never", "true", "false"];

const BUILT_IN: [&str; 7] = ["yes-no", "number", "percent", "money", "duration", "date", "text"];

impl Builder {
    pub(super) fn values(&mut self, declarations: &[Found<'_>]) {
        for found in declarations.iter().filter(|found| found.declaration.word.node == DeclarationWord::Values) {
            let first = self.scope.values.get(found.name()).map(|(_, place)| place.clone());
            if !self.is_new(*found, declarations, first.as_ref()) {
                continue;
            }
            let levels =
                match found.declaration.properties.iter().find(|property| property.word.node == PropertyWord::Levels) {
                    Some(property) => match &property.value {
                        PropertyValue::Levels(levels) => self.levels(*found, &levels.levels, levels.rising),
                        _ => None,
                    },
                    None => None,
                };
            if let Some(levels) = &levels {
                let (id, levels) = (found.name().to_owned(), levels.clone());
                self.book.values.push(ValueList { id, levels, place: found.place() });
            }
            self.scope.values.insert(found.name().to_owned(), (levels, found.place()));
        }
    }

    fn levels(&mut self, found: Found<'_>, levels: &[tree::Level], ordered: bool) -> Option<Arc<Levels>> {
        let mut seen = BTreeSet::new();
        let mut sound = true;
        for level in levels {
            let place = found.at(level.name.span);
            if RESERVED_LEVELS.contains(&level.name.node.as_str()) {
                self.report(mistakes::reserved_level(place, &level.name.node));
                sound = false;
            } else if !seen.insert(level.name.node.as_str()) {
                self.report(mistakes::repeated_level(place, &level.name.node));
                sound = false;
            }
        }
        let levels = levels
            .iter()
            .map(|level| Level {
                id: level.name.node.clone(),
                title: level.title.as_ref().map_or_else(|| level.name.node.clone(), plain),
            })
            .collect();
        sound.then(|| Arc::new(Levels { levels, ordered }))
    }

    pub(super) fn type_of(&mut self, found: Found<'_>, written: &TypeExpression) -> Option<Type> {
        let kind = match &written.form {
            TypeForm::Scale(levels) => {
                let levels = self.levels(found, levels, true)?;
                if levels.levels.len() < 2 {
                    self.report(mistakes::short_scale(found.at(written.span)));
                    return None;
                }
                Kind::Scale(levels)
            }
            TypeForm::OneOf(levels) => Kind::OneOf(self.levels(found, levels, false)?),
            TypeForm::Set(levels) => match levels.as_slice() {
                [only] if self.scope.values.contains_key(&only.name.node) => {
                    Kind::Set(self.scope.values.get(&only.name.node).and_then(|(levels, _)| levels.clone())?)
                }
                levels => Kind::Set(self.levels(found, levels, false)?),
            },
            TypeForm::Number(unit) => Kind::Number { unit: unit.as_ref().map(plain) },
            TypeForm::Named(name) => self.named_type(found, name)?,
        };
        let endless = self.endless(found, written, &kind)?;
        Some(Type { kind, endless })
    }

    fn named_type(&mut self, found: Found<'_>, name: &Spanned<String>) -> Option<Kind> {
        Some(match name.node.as_str() {
            "yes-no" => Kind::YesNo,
            "percent" => Kind::Percent,
            "money" => Kind::Money,
            "duration" => Kind::Duration,
            "date" => Kind::Date,
            "text" => Kind::Text,
            other => match self.scope.values.get(other) {
                Some((levels, _)) => {
                    let levels = levels.clone()?;
                    if levels.ordered { Kind::Scale(levels) } else { Kind::OneOf(levels) }
                }
                None => {
                    let known = BUILT_IN.into_iter().chain(self.scope.values.keys().map(String::as_str));
                    let near = self.nearest(other, known);
                    self.report_unknown_word(mistakes::unknown_type(found.at(name.span), other, near.as_deref()));
                    return None;
                }
            },
        })
    }

    fn endless(&mut self, found: Found<'_>, written: &TypeExpression, kind: &Kind) -> Option<bool> {
        let Some(word) = &written.open_end else { return Some(false) };
        let fits = match kind {
            Kind::Money | Kind::Number { .. } | Kind::Duration => word.node == "unlimited",
            Kind::Date => word.node == "never",
            _ => false,
        };
        if !fits {
            self.report(mistakes::no_open_end(found.at(word.span), &word.node));
            return None;
        }
        Some(true)
    }
}
