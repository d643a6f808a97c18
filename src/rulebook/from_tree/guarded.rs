//! Guarded values: `VALUE when CONDITION, …, otherwise VALUE`.

use crate::source::{Place, Spanned};
use crate::syntax::tree::{self, Form, Literal, PropertyValue};
use crate::value::{Type, Value, read, spelling};

use super::super::condition::Guarded;
use super::super::mistakes;
use super::people::Roll;
use super::{Builder, Found};

impl Builder {
    /// Resolves each value with `value` and each condition; nothing where any failed.
    fn guarded<T>(
        &mut self,
        found: Found<'_>,
        written: &tree::Guarded,
        mut value: impl FnMut(&mut Self, &Literal) -> Option<T>,
    ) -> Option<Guarded<T>> {
        let mut arms = Vec::new();
        let mut sound = true;
        for (condition, literal) in &written.arms {
            let condition = self.condition(found, condition);
            let value = value(self, literal);
            match (condition, value) {
                (Some(condition), Some(value)) => arms.push((condition, value)),
                _ => sound = false,
            }
        }
        let otherwise = value(self, &written.otherwise)?;
        let literals = written.arms.iter().map(|(_, literal)| literal).chain([&written.otherwise]);
        let places = literals.map(|literal| found.at(literal.span)).collect();
        sound.then_some(Guarded { arms, otherwise, places })
    }

    /// A guarded entry of a fixed list of words.
    pub(super) fn guarded_word<T: Copy>(
        &mut self,
        found: Found<'_>,
        written: Option<&PropertyValue>,
        words: &[(&str, T)],
    ) -> Option<Guarded<T>> {
        let Some(PropertyValue::Guarded(written)) = written else { return None };
        self.guarded(found, written, |builder, literal| {
            let name = word_of(literal, found)?;
            builder.word(words, &name, found.at(name.span))
        })
    }

    /// The entry of a fixed list of words; says so where there is none.
    pub(super) fn word<T: Copy>(&mut self, words: &[(&str, T)], name: &Spanned<String>, place: Place) -> Option<T> {
        let entry = words.iter().find(|(word, _)| *word == name.node).map(|(_, entry)| *entry);
        if entry.is_none() {
            let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.report(mistakes::unknown_word(place, &name.node, &words));
        }
        entry
    }

    /// A guarded owner, approver or document.
    pub(super) fn guarded_entry(
        &mut self,
        found: Found<'_>,
        roll: Roll,
        written: Option<&PropertyValue>,
    ) -> Option<Guarded<usize>> {
        let Some(PropertyValue::Guarded(written)) = written else { return None };
        self.guarded(found, written, |builder, literal| {
            let name = word_of(literal, found)?;
            builder.lookup(roll, &name, found.at(name.span))
        })
    }

    /// A guarded value of a type.
    pub(super) fn guarded_value(
        &mut self,
        found: Found<'_>,
        of: &Type,
        written: Option<&PropertyValue>,
    ) -> Option<Guarded<Value>> {
        let Some(PropertyValue::Guarded(written)) = written else { return None };
        self.guarded(found, written, |builder, literal| builder.value(found, of, literal))
    }

    /// A literal as a value of a type; says so where it is none.
    pub(super) fn value(&mut self, found: Found<'_>, of: &Type, literal: &Literal) -> Option<Value> {
        let place = found.at(literal.span);
        let text = match &literal.form {
            Form::Word(word) | Form::Quantity(word) => word.clone(),
            Form::Text(text) if of.kind == crate::value::Kind::Text => super::texts::plain(text),
            Form::Text(_) => {
                self.report(mistakes::quoted(place, of));
                return None;
            }
        };
        match read(&text, of, None) {
            Ok(value) => {
                if let Some(thousands) = spelling::thousands(&text, of) {
                    self.report(mistakes::rather_thousands(place, &thousands));
                }
                Some(value)
            }
            Err(misread) => {
                self.report(mistakes::misread(place, misread));
                None
            }
        }
    }
}

/// A literal as a word; any other literal counts as the word it looks like, so that the
/// list of allowed words is what the message shows.
fn word_of(literal: &Literal, found: Found<'_>) -> Option<Spanned<String>> {
    let written = found.source.slice(literal.span);
    (!written.is_empty()).then(|| Spanned::new(written.to_owned(), literal.span))
}
