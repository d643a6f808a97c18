//! The words for YAML that is well-formed but not read.

use super::pitfalls::Pitfall;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Place, Source, Span};

/// Makes messages about one source.
#[derive(Clone, Copy)]
pub(super) struct Words<'s> {
    pub(super) source: &'s Source,
}

impl<'s> Words<'s> {
    pub(super) fn place(self, span: Span) -> Place {
        Place::new(self.source, span)
    }

    pub(super) fn text(self, span: Span) -> &'s str {
        self.source.slice(span)
    }

    /// The character at an offset.
    pub(super) fn character(self, at: usize) -> Span {
        let rest = self.source.text().get(at..).unwrap_or_default();
        Span::new(at, at + rest.chars().next().map_or(0, char::len_utf8))
    }

    /// An error in the form of the file.
    pub(super) fn fault(self, message: impl Into<String>, span: Span, label: impl Into<String>) -> Diagnostic {
        Diagnostic::error(Code::YamlSyntax, message).at(self.place(span), label)
    }

    pub(super) fn tag(self, span: Span) -> Diagnostic {
        self.fault(format!("the tag `{}` is not read here", cut(self.text(span))), span, "a tag")
            .help("remove it: every value is read as it is written")
            .help("if the value itself begins with `!`, put it in quotes")
    }

    pub(super) fn second_document(self, span: Span) -> Diagnostic {
        let span = if self.text(span).is_empty() { self.character(span.start as usize) } else { span };
        self.fault("the file holds more than one document", span, "a second one begins here")
            .help("put each in a file of its own; a line `---` or `...` divides documents")
    }

    pub(super) fn merge_key(self, span: Span) -> Diagnostic {
        self.fault("`<<` does not merge blocks here", span, "a merge key").help("write the keys out")
    }

    pub(super) fn missing_key(self, span: Span) -> Diagnostic {
        self.fault("there is no key before the colon", span, "a key is missing")
            .help("write `key: value`, or put the text in quotes if it begins with a colon")
    }

    pub(super) fn key_no_text(self, span: Span) -> Diagnostic {
        self.fault("a key must be a text", span, "a list or a block in the place of a key")
            .help("write `key: value`, with one text before the colon")
    }

    pub(super) fn unknown_alias(self, span: Span) -> Diagnostic {
        let reference = cut(self.text(span));
        self.fault(
            format!("`{reference}` refers to a named value, and no value before it has that name"),
            span,
            "no such value",
        )
        .help(format!("if the text begins with a star, put it in quotes: `\"{reference}\"`"))
    }

    pub(super) fn alias_to_itself(self, span: Span) -> Diagnostic {
        self.fault(format!("`{}` refers to a value that holds it", cut(self.text(span))), span, "would never end")
            .help("write the value out")
    }

    pub(super) fn too_many_aliases(self, span: Span, most: usize) -> Diagnostic {
        Diagnostic::error(Code::AliasBomb, format!("the file has more than {most} references"))
            .at(self.place(span), "one too many")
            .help("write the values out")
    }

    pub(super) fn alias_bomb(self, span: Span, most: usize) -> Diagnostic {
        Diagnostic::error(Code::AliasBomb, format!("the references in the file unfold to more than {most} values"))
            .at(self.place(span), "one too many")
            .help("write the values out")
    }

    pub(super) fn too_many(self, span: Span, most: usize) -> Diagnostic {
        Diagnostic::error(Code::TooLarge, format!("the file holds more than {most} values"))
            .at(self.place(span), "one too many")
            .help("split the file, or check that it is the file you meant")
    }

    pub(super) fn too_deep(self, span: Span, most: usize) -> Diagnostic {
        Diagnostic::error(Code::NestedTooDeep, format!("lists and blocks stand in one another more than {most} deep"))
            .at(self.place(span), "one too deep")
            .help("check the brackets: one may not be closed")
    }

    /// A blank before a line that is not plain.
    pub(super) fn odd_indent(self, space: Span) -> Diagnostic {
        let character = self.text(space).chars().next().unwrap_or(' ');
        Diagnostic::error(Code::PastedCharacter, "this line is indented by a space that is not a plain one")
            .at(self.place(space), format!("the character U+{:04X}", u32::from(character)))
            .help("delete the blanks before the line and type them anew; look at the lines around it too")
            .help("such spaces come with text pasted from documents and web pages")
    }

    pub(super) fn pitfall(self, pitfall: &Pitfall) -> Diagnostic {
        match *pitfall {
            Pitfall::MissingSpace { key, rest } => {
                let (name, value) = (self.text(key), cut(self.text(rest)));
                self.fault(format!("a space is missing after `{name}`"), key, "one is needed after the colon")
                    .help(format!("write `{name} {value}`"))
                    .help(format!("if this is not a key with its value, put it in quotes: `\"{name}{value}\"`"))
            }
            Pitfall::OddSpace { key, space } => {
                let character = self.text(space).chars().next().unwrap_or(' ');
                let message = format!("the space after `{}` is not a plain space", self.text(key));
                Diagnostic::error(Code::PastedCharacter, message)
                    .at(self.place(space), format!("the character U+{:04X}", u32::from(character)))
                    .help("delete it and type a space; such spaces come with text pasted from documents and web pages")
            }
            Pitfall::SwallowedItem { item } => self
                .fault("this item is read as part of the text above", item, "indented further than the item above")
                .help("start the dashes of one list in the same column"),
        }
    }
}

/// A text from a file, short enough to stand in a sentence.
pub(super) fn cut(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.lines().next().unwrap_or_default().trim_end();
    match line.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default()),
        None => line.to_owned(),
    }
}
