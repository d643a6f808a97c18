//! What is said about templates that someone wrote and that do not work.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::{Place, Source, Span};

/// What is wrong with a template.
pub(super) enum Mistake {
    /// It is not in the language of templates: what the reader of templates says.
    Form(String),
    /// It uses something it is not given.
    NotGiven,
    /// It uses a filter, a test or a function that there is not.
    UnknownHelper,
    /// It includes a template that there is not.
    NoSuchTemplate,
    /// It does not come to an end.
    Endless,
    /// It prints something that has no words: what to do instead.
    Unprintable(String),
    /// Anything else.
    Other,
}

/// The message. `known` are the names the document has.
pub(super) fn diagnostic(
    source: &Source,
    line: Option<usize>,
    range: Option<Range<usize>>,
    mistake: &Mistake,
    known: &[String],
) -> Diagnostic {
    let place = place(source, line, range);
    let written = place.text().trim().to_owned();
    let part = part_in_question(&written);
    match mistake {
        Mistake::Form(detail) => Diagnostic::error(Code::Syntax, "this template cannot be read")
            .at(place, detail.clone())
            .help("a template is text with `{{ value }}`, `{% if … %}` … `{% endif %}` and `{% for … %}` … `{% endfor %}`"),
        Mistake::NotGiven => {
            let message = format!("the document has no `{part}` here");
            let mistake = Diagnostic::error(Code::UnknownName, message).at(place, "not given to this template");
            let mistake = match nearest(part, known.iter().map(String::as_str)) {
                Some(near) if near == part => mistake.help("not everything has one: ask first, with `{% if … %}`"),
                Some(near) => mistake.help(format!("did you mean `{near}`?")),
                None => mistake,
            };
            mistake.help("the built-in template of the same name uses everything there is")
        }
        Mistake::UnknownHelper => {
            Diagnostic::error(Code::UnknownName, "this template uses a filter, test or function that there is not")
                .at(place, "not known")
                .help("the built-in template of the same name shows what is needed")
        }
        Mistake::NoSuchTemplate => Diagnostic::error(Code::UnknownName, "this template includes one that there is not")
            .at(place, "not a template")
            .help("the templates are those that documents are made with; no other files are read"),
        Mistake::Endless => Diagnostic::error(Code::TooLarge, "this template does not come to an end")
            .at(place, "given up here")
            .help("look for a loop within a loop, or a template that includes itself"),
        Mistake::Unprintable(advice) => {
            Diagnostic::error(Code::WrongType, format!("`{part}` cannot be printed as it is")).at(place, "").help(advice)
        }
        Mistake::Other => Diagnostic::error(Code::WrongType, "this step of the template cannot be carried out")
            .at(place, "")
            .help("templates only choose, repeat and print; the built-in template of the same name shows how"),
    }
}

/// The place of the mistake: its own range, else its line, else the beginning.
fn place(source: &Source, line: Option<usize>, range: Option<Range<usize>>) -> Place {
    if let Some(range) = range {
        return Place::new(source, Span::new(range.start, range.end));
    }
    let line = line.unwrap_or(1).max(1);
    let start: usize = source.text().split_inclusive('\n').take(line - 1).map(str::len).sum();
    let length = source.text().lines().nth(line - 1).map_or(0, str::len);
    Place::new(source, Span::new(start, start + length))
}

/// The last name of `point.sevrity`: the part that is not there.
fn part_in_question(written: &str) -> &str {
    let name = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    written.rsplit(|c| !name(c)).find(|part| !part.is_empty()).unwrap_or("value")
}
