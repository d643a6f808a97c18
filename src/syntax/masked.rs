//! A declaration as the grammar sees it: its own tokens, one blank between them where
//! there was any. Comments, line ends that do not count, the insides of texts and the
//! declarations within it are left out, and every place leads back to the file.

use crate::source::Span;

use super::block::Block;
use super::scan::{Token, TokenKind};

#[derive(Debug, Default)]
pub(super) struct Masked {
    pub(super) text: String,
    /// Where a stretch of the text begins, and where it comes from.
    stretches: Vec<(u32, u32)>,
}

impl Masked {
    pub(super) fn new(source: &str, tokens: &[Token], block: &Block) -> Self {
        let mut masked = Self::default();
        let mut children = block.children.iter().map(|child| child.span).peekable();
        let mut end = block.span.start;
        let from = tokens.partition_point(|token| token.span.start < block.span.start);
        for token in tokens.iter().skip(from).take_while(|token| token.span.start < block.span.end) {
            while children.next_if(|child| child.end <= token.span.start).is_some() {}
            if children.peek().is_some_and(|child| child.start <= token.span.start) {
                continue;
            }
            if token.span.start > end {
                masked.text.push(' ');
            }
            end = token.span.end;
            match token.kind {
                TokenKind::LineEnd => masked.push("\n", token.span.start),
                TokenKind::Text => {
                    let quote = if source.get(token.span.range()).is_some_and(|text| text.starts_with("\"\"\"")) {
                        "\"\"\""
                    } else {
                        "\""
                    };
                    let length = u32::try_from(quote.len()).unwrap_or(0);
                    masked.push(quote, token.span.start);
                    masked.push(quote, token.span.end.saturating_sub(length));
                }
                _ => masked.push(source.get(token.span.range()).unwrap_or_default(), token.span.start),
            }
        }
        masked
    }

    fn push(&mut self, text: &str, comes_from: u32) {
        self.stretches.push((u32::try_from(self.text.len()).unwrap_or(u32::MAX), comes_from));
        self.text.push_str(text);
    }

    /// The span in the file of a stretch of this text.
    pub(super) fn span(&self, start: usize, length: usize) -> Span {
        let first = self.place(start);
        // The last byte, and one on: what follows it here may lie far away there.
        let last = length.checked_sub(1).map(|last| self.place(start + last) + 1);
        Span { start: first, end: last.unwrap_or(first).max(first) }
    }

    fn place(&self, at: usize) -> u32 {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let stretch = self.stretches.partition_point(|(start, _)| *start <= at);
        let (start, from) =
            stretch.checked_sub(1).and_then(|stretch| self.stretches.get(stretch)).copied().unwrap_or((0, 0));
        from + (at - start.min(at))
    }
}
