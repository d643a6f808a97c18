//! Where in a file declarations and properties begin: what tokens alone do not tell.

use std::collections::BTreeMap;

use crate::source::Span;

use super::super::block::Block;
use super::super::tree::{Declaration, Expectation, Property, PropertyValue};
use super::super::words::{DeclarationWord, PropertyWord};

/// A property at the token it begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Begins {
    pub(super) word: PropertyWord,
    /// Whether it must stay on the line of the property before it, because it would mean
    /// something else at the beginning of a line.
    pub(super) glued: bool,
}

/// What begins at a place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mark {
    Declaration {
        word: DeclarationWord,
        end: u32,
    },
    Property {
        begins: Begins,
        /// The end of its word, or words: `done when`.
        end: u32,
    },
    /// Kept as it is written.
    Verbatim {
        end: u32,
    },
}

/// The marks of a file, by the places where they begin.
#[derive(Debug, Default)]
pub(super) struct Marks(BTreeMap<u32, Mark>);

impl Marks {
    pub(super) fn new(declarations: &[Declaration], blocks: &[Block]) -> Self {
        let mut marks = Self::default();
        marks.declarations(declarations);
        marks.blocks(blocks);
        marks
    }

    pub(super) fn at(&self, start: u32) -> Option<Mark> {
        self.0.get(&start).copied()
    }

    pub(super) fn begins(&self, start: u32) -> Option<Begins> {
        match self.at(start) {
            Some(Mark::Property { begins, .. }) => Some(begins),
            _ => None,
        }
    }

    pub(super) fn declares(&self, start: u32) -> Option<DeclarationWord> {
        match self.at(start) {
            Some(Mark::Declaration { word, .. }) => Some(word),
            _ => None,
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            if let Some(word) = block.word {
                self.0.insert(block.span.start, Mark::Declaration { word, end: block.span.end });
            }
            self.blocks(&block.children);
        }
    }

    fn declarations(&mut self, declarations: &[Declaration]) {
        for declaration in declarations {
            use DeclarationWord::{Define, Retire, Values};
            // What these hold has no word of its own, and no braces.
            if !matches!(declaration.word.node, Define | Values | Retire) {
                self.properties(&declaration.properties);
            }
            self.declarations(&declaration.children);
        }
    }

    fn properties(&mut self, properties: &[Property]) {
        let mut before: Option<&Property> = None;
        for property in properties {
            let glued = !property.begins_line && before.is_some_and(|before| is_glued(before, property.word.node));
            let Span { start, end } = property.word.span;
            self.0.insert(start, Mark::Property { begins: Begins { word: property.word.node, glued }, end });
            match &property.value {
                PropertyValue::Rung(rung) => self.properties(&rung.block),
                PropertyValue::Pitfall { block, .. } => self.properties(block.as_deref().unwrap_or_default()),
                PropertyValue::Given(given) => {
                    let Span { start, end } = given.value.span;
                    self.0.insert(start, Mark::Verbatim { end });
                }
                PropertyValue::Expect(Expectation::Due { is, .. } | Expectation::Figure { is, .. }) => {
                    self.0.insert(is.span.start, Mark::Verbatim { end: is.span.end });
                }
                _ => {}
            }
            before = Some(property);
        }
    }
}

/// A `from` cites the value before it, and a `when` right after a value is a mistake
/// that a new line would hide.
fn is_glued(before: &Property, word: PropertyWord) -> bool {
    match (word, &before.value) {
        (PropertyWord::From, _) => before.word.node.may_be_cited(),
        (PropertyWord::When, PropertyValue::Guarded(value)) => value.arms.is_empty(),
        _ => false,
    }
}
