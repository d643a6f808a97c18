//! Texts whose holes are resolved.

use crate::source::Span;
use crate::syntax::tree;

use super::super::advice::{Part, Slot, Text};
use super::super::mistakes;
use super::scope::Word;
use super::{Builder, Found};

impl Builder {
    /// A text whose holes may name facts, terms and parameters, and in a redline its
    /// rungs and what the draft says.
    pub(super) fn text(&mut self, found: Found<'_>, text: &tree::Text, in_redline: bool) -> Text {
        let mut parts = Vec::with_capacity(text.parts.len());
        for part in &text.parts {
            match part {
                tree::Part::Words(words) => {
                    if let Some((written, name)) = self.single_braces(words, in_redline) {
                        // As written, where the text does not hide it behind a line break.
                        let start = text.span.start as usize;
                        let own = found
                            .source
                            .slice(text.span)
                            .find(written)
                            .map_or(text.span, |at| Span::new(start + at, start + at + written.len()));
                        self.report(mistakes::single_braces(found.at(own), written, name));
                    }
                    parts.push(Part::Words(words.clone()));
                }
                tree::Part::Hole(name) => match self.scope.vocabulary.get(&name.node).map(|(word, _)| *word) {
                    Some(Word::Name(id)) => parts.push(Part::Name(id)),
                    Some(Word::Broken) => {}
                    Some(Word::Define(_)) => {
                        let place = found.at(name.span);
                        self.report(mistakes::hole_is_define(place, &name.node));
                    }
                    None => match slot(&name.node).filter(|_| in_redline) {
                        Some(slot) => parts.push(Part::Slot(slot)),
                        None => {
                            let near = self.near_name(&name.node);
                            let place = found.at(name.span);
                            self.report_unknown_word(mistakes::unknown_hole(
                                place,
                                &name.node,
                                near.as_deref(),
                                in_redline,
                            ));
                        }
                    },
                },
            }
        }
        Text { parts, place: Some(found.at(text.span)) }
    }

    /// `{ preferred }` or `[preferred]`, where somebody meant a value. Other words in square
    /// brackets are blanks of a clause.
    fn single_braces<'t>(&self, words: &'t str, in_redline: bool) -> Option<(&'t str, &'t str)> {
        let pieces = words.split_inclusive(['}', ']']).filter_map(|piece| {
            let open = piece.rfind(['{', '['])?;
            let written = piece.get(open..)?;
            Some((written, written.get(1..written.len().checked_sub(1)?)?.trim()))
        });
        pieces.into_iter().find(|(written, name)| {
            let is_slot = in_redline && slot(name).is_some() && *name != "draft";
            is_slot
                || written.starts_with('{')
                    && (self.scope.vocabulary.contains_key(*name) || in_redline && slot(name).is_some())
        })
    }
}

fn slot(name: &str) -> Option<Slot> {
    Some(match name {
        "preferred" => Slot::Preferred,
        "fallback" => Slot::Fallback,
        "walk-away" => Slot::WalkAway,
        "draft" => Slot::Draft,
        _ => return None,
    })
}

/// A text without holes, for titles; a hole shows as it was written.
pub(super) fn plain(text: &tree::Text) -> String {
    text.parts
        .iter()
        .map(|part| match part {
            tree::Part::Words(words) => words.clone(),
            tree::Part::Hole(name) => format!("{{{{ {} }}}}", name.node),
        })
        .collect()
}
