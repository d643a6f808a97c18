//! YAML → [`Node`].
//!
//! The events of the parser beneath serde-saphyr are read directly, not through its
//! data model: events carry every place, tag and spelling, and keep keys that stand
//! twice, which a typed reading would lose.

use std::collections::BTreeMap;

use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle, ScanError, Span as Extent, StructureStyle};

use super::broken::Broken;
use super::wording::Words;
use super::{Data, Entry, Node, pitfalls};
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span, Spanned, Undecodable};

/// The largest file, in bytes.
pub const MOST_BYTES: usize = 4 << 20;
/// The most lists and blocks within one another.
pub const MOST_DEPTH: usize = 64;
/// The most references (`*name`).
pub const MOST_ALIASES: usize = 100;
/// The most values, each counted again for every reference to it.
pub const MOST_NODES: usize = 250_000;
/// After so many faults, reading stops: nobody reads more.
const MOST_FAULTS: usize = 50;

/// Reads a YAML file.
///
/// # Errors
///
/// What is not well-formed, each with its place and advice: the first fault in the form
/// ends the reading. Also what a profile may not use although YAML has it: tags, merge
/// keys, keys that are no text, more than one document; and what exceeds a limit.
///
/// ```
/// use proviso::{intake::{Data, yaml}, source::Source};
/// let source = Source::new("deal.yaml", "facts:\n  fee: 1.10\n");
/// let root = yaml(&source).unwrap();
/// let fee = root.get("facts").and_then(|facts| facts.get("fee")).unwrap();
/// assert!(matches!(&fee.data, Data::Scalar { text, quoted: false } if text == "1.10"));
/// assert_eq!(source.slice(fee.span), "1.10");
/// ```
pub fn yaml(source: &Source) -> Result<Node, Vec<Diagnostic>> {
    let bytes = source.text().len();
    if bytes > MOST_BYTES {
        return Err(vec![Diagnostic::undecodable(source.name(), &Undecodable::TooLarge { bytes, most: MOST_BYTES })]);
    }
    let mut reader = Reader::new(source);
    if let Err(Stop(last)) = reader.read() {
        reader.found.extend(last);
    }
    if !reader.found.is_empty() {
        return Err(reader.found);
    }
    Ok(reader.root.unwrap_or(Node { data: Data::Null, span: Span::default() }))
}

/// The end of reading, with the fault that caused it unless that is known already.
struct Stop(Option<Diagnostic>);

impl From<Diagnostic> for Stop {
    fn from(last: Diagnostic) -> Self {
        Self(Some(last))
    }
}

struct Reader<'s> {
    source: &'s Source,
    words: Words<'s>,
    /// Lists and blocks that are not finished, the innermost last.
    open: Vec<Open>,
    /// Named values by number; `None` while the value is not finished.
    anchors: BTreeMap<usize, Option<Part>>,
    root: Option<Node>,
    nodes: usize,
    aliases: usize,
    /// The last text that was read, for messages about what follows it.
    last: Span,
    /// Whether a slip was found in that text, so that what breaks after it follows from it.
    slipped: bool,
    found: Vec<Diagnostic>,
}

struct Open {
    content: Content,
    span: Span,
    anchor: usize,
    flow: bool,
    height: usize,
    size: usize,
}

enum Content {
    List(Vec<Node>),
    Map(Vec<Entry>, Option<Spanned<String>>),
}

/// A finished value with its measures.
#[derive(Clone)]
struct Part {
    node: Node,
    /// Lists and blocks within one another.
    height: usize,
    /// Values in it, itself included.
    size: usize,
}

impl<'s> Reader<'s> {
    fn new(source: &'s Source) -> Self {
        Self {
            source,
            words: Words { source },
            open: Vec::new(),
            anchors: BTreeMap::new(),
            root: None,
            nodes: 0,
            aliases: 0,
            last: Span::default(),
            slipped: false,
            found: Vec::new(),
        }
    }

    fn read(&mut self) -> Result<(), Stop> {
        let options = serde_saphyr::granit_parser::options! {
            disallow_directives: true,
            emit_unresolved_aliases: true,
            emit_comments: false,
            flow_nesting_limit: MOST_DEPTH,
            block_nesting_limit: MOST_DEPTH,
        };
        let source = self.source;
        for event in Parser::new_from_str_with_options(source.text(), options) {
            let (event, extent) = event.map_err(|error| self.broken(&error))?;
            self.event(event, extent)?;
            if self.found.len() >= MOST_FAULTS {
                return Err(Stop(None));
            }
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'_>, extent: Extent) -> Result<(), Stop> {
        if let Some(tag) = extent.tag_span() {
            self.found.push(self.words.tag(span(tag)));
        }
        let span = span(extent);
        match event {
            Event::DocumentStart(..) if self.root.is_some() => Err(self.words.second_document(span).into()),
            Event::Scalar(text, style, anchor, _) => {
                let part = Part { node: self.scalar(&text, style, span), height: 0, size: 1 };
                self.count(1, span)?;
                self.finish(part, anchor)
            }
            Event::SequenceStart(style, anchor, _) => self.begin(Content::List(Vec::new()), span, style, anchor),
            Event::MappingStart(style, anchor, _) => self.begin(Content::Map(Vec::new(), None), span, style, anchor),
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(number) => self.alias(number, span),
            Event::UnresolvedAlias(_) => {
                self.found.push(self.words.unknown_alias(span));
                self.finish(Part { node: Node { data: Data::Null, span }, height: 0, size: 1 }, 0)
            }
            _ => Ok(()),
        }
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, span: Span) -> Node {
        if style != ScalarStyle::Plain {
            let span = if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) { self.trim(span) } else { span };
            (self.last, self.slipped) = (span, false);
            return Node { data: Data::Scalar { text: text.to_owned(), quoted: true }, span };
        }
        if span.start == span.end || matches!(text, "" | "~" | "null" | "Null" | "NULL") {
            return Node { data: Data::Null, span };
        }
        self.last = span;
        let pitfall = pitfalls::in_plain(self.source, span);
        self.slipped = pitfall.is_some();
        self.found.extend(pitfall.map(|pitfall| self.words.pitfall(&pitfall)));
        Node { data: Data::Scalar { text: text.to_owned(), quoted: false }, span }
    }

    fn begin(&mut self, content: Content, span: Span, style: StructureStyle, anchor: usize) -> Result<(), Stop> {
        if self.open.len() >= MOST_DEPTH {
            return Err(self.words.too_deep(span, MOST_DEPTH).into());
        }
        self.count(1, span)?;
        if anchor != 0 {
            self.anchors.insert(anchor, None);
        }
        let flow = style == StructureStyle::Flow;
        let span = if flow || matches!(content, Content::Map(..)) { span } else { self.dash(span) };
        self.open.push(Open { content, span, anchor, flow, height: 1, size: 1 });
        Ok(())
    }

    fn end(&mut self, span: Span) -> Result<(), Stop> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let data = match open.content {
            Content::List(items) => Data::List(items),
            Content::Map(entries, _) => Data::Map(entries),
        };
        // A block ends with its last value: the parser only sees its end at the next line.
        let span = if open.flow { open.span.to(span) } else { open.span };
        self.finish(Part { node: Node { data, span }, height: open.height, size: open.size }, open.anchor)
    }

    fn alias(&mut self, number: usize, span: Span) -> Result<(), Stop> {
        self.aliases += 1;
        if self.aliases > MOST_ALIASES {
            return Err(self.words.too_many_aliases(span, MOST_ALIASES).into());
        }
        let Some(Some(part)) = self.anchors.get(&number) else {
            return Err(self.words.alias_to_itself(span).into());
        };
        let (height, size) = (part.height, part.size);
        if self.open.len() + height > MOST_DEPTH {
            return Err(self.words.too_deep(span, MOST_DEPTH).into());
        }
        // Counted before it is copied, so that nothing large is ever made.
        self.count(size, span)?;
        let data = match self.anchors.get(&number) {
            Some(Some(part)) => part.node.data.clone(),
            _ => Data::Null,
        };
        self.finish(Part { node: Node { data, span }, height, size }, 0)
    }

    /// Puts a finished value where it belongs, and keeps it if it has a name.
    fn finish(&mut self, part: Part, anchor: usize) -> Result<(), Stop> {
        if anchor != 0 {
            self.count(part.size, part.node.span)?;
            self.anchors.insert(anchor, Some(part.clone()));
        }
        let Part { node, height, size } = part;
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        open.height = open.height.max(height + 1);
        open.size += size;
        open.span = open.span.to(node.span);
        match &mut open.content {
            Content::List(items) => items.push(node),
            Content::Map(entries, key) => match key.take() {
                Some(key) => {
                    if matches!(node.data, Data::Null)
                        && let Some(pitfall) = pitfalls::in_key(self.source, key.span)
                    {
                        self.found.push(self.words.pitfall(&pitfall));
                    }
                    entries.push(Entry { key, value: node });
                }
                None => {
                    let (text, fault) = self::key(self.words, node);
                    self.found.extend(fault);
                    if text.node.starts_with(|first: char| !first.is_ascii() && first.is_whitespace()) {
                        let space = pitfalls::odd_indent(self.source, text.span.start as usize);
                        return Err(Stop(space.map(|space| self.words.odd_indent(space))));
                    }
                    *key = Some(text);
                }
            },
        }
        Ok(())
    }

    fn count(&mut self, nodes: usize, span: Span) -> Result<(), Stop> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes <= MOST_NODES {
            return Ok(());
        }
        let words = self.words;
        Err(if self.aliases > 0 { words.alias_bomb(span, MOST_NODES) } else { words.too_many(span, MOST_NODES) }.into())
    }

    fn broken(&self, error: &ScanError) -> Stop {
        if self.slipped {
            return Stop(None);
        }
        let mark = error.marker();
        let text = self.source.text();
        let at = mark.byte_offset().or_else(|| text.char_indices().nth(mark.index()).map(|(at, _)| at));
        if let Some(space) = pitfalls::odd_indent(self.source, at.unwrap_or(text.len())) {
            return self.words.odd_indent(space).into();
        }
        let bracket = self.open.iter().rev().find(|open| open.flow).map(|open| open.span.start as usize);
        let broken = Broken { at: at.unwrap_or(text.len()), last: self.last, bracket };
        broken.words(self.words, error.kind()).into()
    }

    /// The first dash of a list: the parser gives either that or the place behind it.
    fn dash(&self, span: Span) -> Span {
        let start = span.start as usize;
        let (before, after) = self.source.text().split_at_checked(start).unwrap_or_default();
        let here = after.strip_prefix('-').is_some_and(|rest| rest.chars().next().is_none_or(char::is_whitespace));
        match before.trim_end().strip_suffix('-') {
            Some(before) if !here => self.words.character(before.len()),
            _ => self.words.character(start),
        }
    }

    /// A span without the line ends around its text.
    fn trim(&self, span: Span) -> Span {
        let text = self.source.slice(span);
        let start = span.start as usize + (text.len() - text.trim_start().len());
        Span::new(start, (span.start as usize + text.trim_end().len()).max(start))
    }
}

fn span(extent: Extent) -> Span {
    extent.byte_range().map_or_else(Span::default, |range| Span::new(range.start, range.end))
}

/// A value as a key, and what is wrong with that.
fn key(words: Words<'_>, node: Node) -> (Spanned<String>, Option<Diagnostic>) {
    let span = node.span;
    let (text, fault) = match node.data {
        Data::Scalar { text, quoted } => {
            let fault = (text == "<<" && !quoted).then(|| words.merge_key(span));
            (text, fault)
        }
        Data::Null if span.start < span.end => (words.text(span).to_owned(), None),
        Data::Null => (String::new(), Some(words.missing_key(span))),
        Data::List(_) | Data::Map(_) => (String::new(), Some(words.key_no_text(span))),
    };
    (Spanned::new(text, span), fault)
}
