//! A declaration as the outline of its file has it.

use crate::source::Span;

use super::braces::Unclosed;
use super::words::{DeclarationWord, DeclarationWord as D};

/// A declaration's place in the file, and those inside it.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// What it declares; nothing for a word that declares nothing.
    pub(super) word: Option<DeclarationWord>,
    /// Its first word.
    pub(super) word_span: Span,
    /// The name after the word, if one stands there.
    pub(super) name: Option<Span>,
    /// All of it.
    pub(super) span: Span,
    /// Declarations inside it.
    pub(super) children: Vec<Block>,
    /// The brace or bracket that was opened and never closed.
    pub(super) unclosed: Option<Unclosed>,
    /// A `}` in it that closes nothing.
    pub(super) extra: Option<Span>,
    /// Whether it has no `{`.
    pub(super) braceless: bool,
}

impl Block {
    pub(super) fn new(word: Option<DeclarationWord>, word_span: Span) -> Self {
        Self {
            word,
            word_span,
            name: None,
            span: word_span,
            children: Vec::new(),
            unclosed: None,
            extra: None,
            braceless: false,
        }
    }

    /// Whether it has no `{`, and cannot do without.
    pub(super) fn needs_braces(&self) -> bool {
        self.braceless && self.unclosed.is_none() && needs_braces(self.word)
    }

    /// How many braces in it are missing or too many.
    pub(super) fn uneven(&self) -> usize {
        let own = usize::from(self.unclosed.is_some()) + usize::from(self.extra.is_some());
        own + self.children.iter().map(Self::uneven).sum::<usize>()
    }
}

/// Whether what a word declares cannot do without braces.
pub(super) fn needs_braces(word: Option<DeclarationWord>) -> bool {
    !matches!(word, None | Some(D::Define | D::Values | D::Step | D::Exclusion | D::Extend | D::Retire))
}
