//! What Proviso tells people: one [`Diagnostic`] type, one renderer, one table of codes.
//!
//! A message is a plain sentence without a final period; it stands at a place in what
//! the person wrote, says there what is wrong, and advises after it.

mod codes;
mod gather;
mod nearest;
mod render;
mod undecodable;

use crate::source::Place;

pub use codes::Code;
pub use gather::gather;
pub use nearest::nearest;
pub use render::{Style, render};

/// How much a message weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing can follow from this input.
    Error,
    /// The input holds, but probably does not say what was meant.
    Warning,
}

/// A place and what is to be said there.
#[derive(Clone, Debug)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What; may be empty, then the place is underlined only.
    pub text: String,
}

/// One message.
///
/// ```
/// use proviso::diagnostic::{Code, Diagnostic, Style, render};
/// use proviso::source::{Place, Source, Span};
/// let source = Source::new("support.proviso", "when suport.tier below standard\n");
/// let found = Diagnostic::error(Code::UnknownName, "no fact or term is called `suport.tier`")
///     .at(Place::new(&source, Span::new(5, 16)), "not in the vocabulary")
///     .help("did you mean `support.tier`?");
/// assert_eq!(
///     render(&[found], Style { colour: false, width: 100 }),
///     "\
/// error[unknown-name]: no fact or term is called `suport.tier`
///  --> support.proviso:1:6
///   |
/// 1 | when suport.tier below standard
///   |      ^^^^^^^^^^^ not in the vocabulary
///   = help: did you mean `support.tier`?
/// "
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Error or warning.
    pub level: Level,
    /// What it is about.
    pub code: Code,
    /// The sentence.
    pub message: String,
    /// Where; the first is the primary place. None for what has no place in a text.
    pub labels: Vec<Label>,
    /// Advice, one item a line.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// An error, with no place yet.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self { level: Level::Error, code, message: message.into(), labels: Vec::new(), help: Vec::new() }
    }

    /// A warning, with no place yet.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self { level: Level::Warning, ..Self::error(code, message) }
    }

    /// Sets the primary place, before all others.
    #[must_use]
    pub fn at(mut self, place: Place, text: impl Into<String>) -> Self {
        self.labels.insert(0, Label { place, text: text.into() });
        self
    }

    /// Adds a further place, after those there are.
    #[must_use]
    pub fn also(mut self, place: Place, text: impl Into<String>) -> Self {
        self.labels.push(Label { place, text: text.into() });
        self
    }

    /// Adds a line of advice.
    #[must_use]
    pub fn help(mut self, advice: impl Into<String>) -> Self {
        self.help.push(advice.into());
        self
    }

    /// The primary place, if the message has one.
    pub fn place(&self) -> Option<&Place> {
        self.labels.first().map(|label| &label.place)
    }
}

/// Puts messages in reading order: by source name, then place, then code. Messages
/// without a place come first.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    fn key(diagnostic: &Diagnostic) -> (Option<(&str, u32)>, &str, &str) {
        let place = diagnostic.place().map(|place| (place.source.name(), place.span.start));
        (place, diagnostic.code.as_str(), &diagnostic.message)
    }
    diagnostics.sort_by(|a, b| key(a).cmp(&key(b)));
}

/// How many errors and warnings there are, in words: "3 errors and 1 warning".
///
/// ```
/// use proviso::diagnostic::{Code, Diagnostic, summary};
/// let warning = Diagnostic::warning(Code::DuplicateKey, "twice");
/// assert_eq!(summary(&[warning.clone(), warning]), "no errors, 2 warnings");
/// assert_eq!(summary(&[]), "no errors");
/// ```
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Error).count();
    let warnings = diagnostics.len() - errors;
    match (errors, warnings) {
        (0, 0) => "no errors".to_owned(),
        (_, 0) => counted(errors, "error"),
        (0, _) => format!("no errors, {}", counted(warnings, "warning")),
        _ => format!("{} and {}", counted(errors, "error"), counted(warnings, "warning")),
    }
}

/// A noun with `a` or `an`.
///
/// ```
/// use proviso::diagnostic::with_article;
/// assert_eq!(with_article("override"), "an override");
/// assert_eq!(with_article("risk"), "a risk");
/// ```
pub fn with_article(noun: &str) -> String {
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u']) || noun == "sla";
    let article = if vowel { "an" } else { "a" };
    format!("{article} {noun}")
}

fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}
