//! Text → tree: what was written, with its places. The only module that knows pest.

mod all_texts;
mod block;
mod braces;
mod conditions;
mod declarations;
mod format;
mod formulas;
mod grammar;
mod lines;
mod masked;
mod measures;
mod mistakes;
mod outline;
mod phrases;
pub mod properties;
mod quotes;
mod scan;
pub mod sign;
pub mod stored;
mod stray;
mod surroundings;
mod tests;
mod text;
pub mod tree;
mod values;
pub mod words;

use crate::diagnostic::Diagnostic;
use crate::source::{Place, Source, Span, Spanned};

pub use format::format;
pub use values::plain_name;

use block::Block;
use masked::Masked;
use scan::Scan;
use tree::{Declaration, File};
use values::Builder;

/// Rule files larger than this are refused unread: 16 MiB.
pub const LARGEST_FILE: usize = 16 * 1024 * 1024;

/// Reads one rule file. The tree holds every declaration, sound or not, with the name it
/// most likely has, so that no error follows from another; the messages name one syntax error for
/// each broken declaration.
///
/// ```
/// use proviso::source::Source;
/// use proviso::syntax::parse;
/// let source = Source::new("house.proviso", "define vital as workload.criticality is high\nrisk { }\n");
/// let (file, found) = parse(&source);
/// assert_eq!(file.declarations.iter().filter(|declaration| declaration.sound).count(), 1);
/// assert_eq!(found.len(), 1);
/// ```
pub fn parse(source: &Source) -> (File, Vec<Diagnostic>) {
    let mut file = File { source: source.clone(), declarations: Vec::new() };
    let text = source.text();
    if text.len() > LARGEST_FILE {
        return (file, vec![mistakes::too_large(source)]);
    }
    let scan = scan::scan(text);
    if let Some(span) = scan.too_deep {
        return (file, vec![mistakes::too_deep(Place::new(source, span))]);
    }
    let texts = scan.misquoted.iter().map(|wrong| wrong.span).collect();
    let mut reader = Reader { source, scan: &scan, texts, found: Vec::new(), taken_out: Vec::new() };
    for block in outline::outline(text, &scan.tokens) {
        file.declarations.extend(reader.declaration(&block));
        file.declarations.append(&mut reader.taken_out);
    }
    (file, reader.found)
}

/// Whether two places hold the same words, whatever blanks and comments stand between them.
pub fn same_words(one: &Place, other: &Place) -> bool {
    fn words(place: &Place) -> Vec<&str> {
        let text = place.text();
        let tokens = scan::scan(text).tokens.into_iter().filter(|token| token.kind != scan::TokenKind::LineEnd);
        tokens.filter_map(|token| text.get(token.span.range())).collect()
    }
    words(one) == words(other)
}

struct Reader<'s> {
    source: &'s Source,
    scan: &'s Scan,
    /// The texts whose quotes do not fit, in order.
    texts: Vec<Span>,
    found: Vec<Diagnostic>,
    /// Declarations inside others that cannot hold them: their names are known none the less.
    taken_out: Vec<Declaration>,
}

impl Reader<'_> {
    fn declaration(&mut self, block: &Block) -> Option<Declaration> {
        let Some(word) = block.word else {
            self.found.push(mistakes::no_declaration(self.source, block));
            let meant = mistakes::nearest_declaration(self.source.slice(block.word_span));
            let declaration = meant.and_then(|word| self.named(Spanned::new(word, block.word_span), block));
            // Of another word it is not known what it was meant to declare.
            for word in meant.map_or(&[words::DeclarationWord::Fact, words::DeclarationWord::Step][..], |_| &[]) {
                self.guess(*word, block);
            }
            return self.with_children(declaration, block);
        };
        let word = Spanned::new(word, block.word_span);
        let read = match self.refusal(block) {
            Some(refused) => {
                self.found.push(refused);
                None
            }
            None => self.read(word.clone(), block),
        };
        if read.is_none() {
            self.guess(word.node, block);
        }
        let mut declaration = read.or_else(|| self.named(word, block));
        if let Some(declaration) = &mut declaration {
            declaration.span = block.span;
        }
        self.with_children(declaration, block)
    }

    /// A declaration of which at most the name is known.
    fn named(&self, word: Spanned<words::DeclarationWord>, block: &Block) -> Option<Declaration> {
        let name = block.name.map_or(Spanned::new(String::new(), block.word_span), |span| {
            Spanned::new(self.source.slice(span).to_owned(), span)
        });
        (!name.node.is_empty() || word.node.is_advice() || word.node.is_vocabulary())
            .then(|| unsound(word, name, block.span))
    }

    /// Declares the other names that a broken declaration may have been meant to have, so
    /// that those who use them are not told that there are none.
    fn guess(&mut self, word: words::DeclarationWord, block: &Block) {
        if !word.is_advice() && !word.is_vocabulary() {
            return;
        }
        let own = block.name.filter(|_| block.word.is_some()).map(|name| self.source.slice(name));
        let head = self.source.text().get(block.word_span.end as usize..).unwrap_or_default();
        for name in lines::likely_names(head) {
            if Some(name.as_str()) != own {
                let span = block.name.unwrap_or(block.word_span);
                let word = Spanned::new(word, block.word_span);
                self.taken_out.push(unsound(word, Spanned::new(name, span), block.span));
            }
        }
    }

    fn with_children(&mut self, mut declaration: Option<Declaration>, block: &Block) -> Option<Declaration> {
        let mut misplaced = Vec::new();
        for inner in &block.children {
            let Some(mut child) = self.declaration(inner) else { continue };
            match &mut declaration {
                Some(declaration) if child.word.node.may_stand_inside() => declaration.children.push(child),
                _ => {
                    // What it would take from the declaration around it is not known.
                    child.sound &= !child.word.node.may_stand_inside();
                    self.taken_out.push(child);
                    misplaced.push(inner);
                }
            }
        }
        // Where a brace is missing, or braces stand around it all, that is the mistake.
        if let (Some(outer), None, Some((first, others))) = (block.word, block.unclosed, misplaced.split_first()) {
            let place = Place::new(self.source, first.word_span);
            self.found.push(mistakes::inner_declaration(place, outer, others.len()));
        }
        declaration
    }

    /// What the scan and the outline already know to be wrong with a declaration.
    fn refusal(&self, block: &Block) -> Option<Diagnostic> {
        let within = |spans: &[Span]| {
            let from = spans.partition_point(|span| span.start < block.span.start);
            let inside = spans.iter().skip(from).take_while(|span| span.end <= block.span.end);
            let in_child = |span: &Span| {
                let next = block.children.partition_point(|child| child.span.end < span.end);
                block.children.get(next).is_some_and(|child| child.span.start <= span.start)
            };
            inside.filter(|span| !in_child(span)).copied().collect::<Vec<_>>()
        };
        if let Some(first) = within(&self.texts).first()
            && let Ok(at) = self.texts.binary_search_by_key(&first.start, |span| span.start)
            && let Some(wrong) = self.scan.misquoted.get(at)
        {
            return Some(mistakes::misquoted(self.source, wrong));
        }
        let pasted = within(&self.scan.pasted);
        if let Some(first) = pasted.first() {
            return Some(mistakes::pasted(Place::new(self.source, *first), pasted.len() - 1));
        }
        if let Some(first) = within(&self.scan.misbraced).first() {
            return Some(mistakes::misbraced(Place::new(self.source, *first)));
        }
        if let Some(extra) = block.extra {
            return Some(mistakes::extra_brace(self.source, extra, block));
        }
        if block.name.is_none() && block.word != Some(words::DeclarationWord::Test) {
            return Some(mistakes::no_declaration(self.source, block));
        }
        if block.needs_braces() {
            return Some(mistakes::no_braces(self.source, block));
        }
        block.unclosed.map(|open| mistakes::unclosed(self.source, open, block))
    }

    fn read(&mut self, word: Spanned<words::DeclarationWord>, block: &Block) -> Option<Declaration> {
        let masked = Masked::new(self.source.text(), &self.scan.tokens, block);
        match grammar::parse(&masked.text) {
            Ok(pair) => {
                let mut builder = Builder { source: self.source, masked: &masked, found: Vec::new(), broken: false };
                let declaration = builder.declaration(word, pair);
                self.found.append(&mut builder.found);
                Some(declaration)
            }
            Err(stray) => {
                self.found.push(mistakes::stray(self.source, word.node, &masked, &stray));
                None
            }
        }
    }
}

fn unsound(word: Spanned<words::DeclarationWord>, name: Spanned<String>, span: Span) -> Declaration {
    Declaration {
        word,
        name,
        changes: None,
        title: None,
        properties: Vec::new(),
        children: Vec::new(),
        span,
        sound: false,
    }
}
