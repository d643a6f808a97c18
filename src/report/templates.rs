//! The templates of all documents: compiled in, each replaceable, and rendered here, in
//! the only place that knows minijinja.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, escape_formatter};
use serde::{Serialize, Serializer};

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::Source;

use super::markdown::{Markdown, escape};
use super::template_mistakes::{self, Mistake};

const BUILT_IN: [(&str, &str); 20] = [
    (GAP_REPORT, include_str!("../../templates/gap-report.md")),
    (CHECKLIST, include_str!("../../templates/checklist.md")),
    (NEGOTIATION_PLAN, include_str!("../../templates/negotiation-plan.md")),
    (BRIEFING, include_str!("../../templates/briefing.md")),
    (ISSUES_LIST, include_str!("../../templates/issues-list.md")),
    (QUESTIONS, include_str!("../../templates/questions.md")),
    (INDEX, include_str!("../../templates/index.md")),
    (COMPARISON, include_str!("../../templates/comparison.md")),
    (PORTFOLIO, include_str!("../../templates/portfolio.md")),
    (RULE_CHANGE, include_str!("../../templates/rule-change.md")),
    (LEDGER, include_str!("../../templates/ledger.md")),
    (EXPLANATION, include_str!("../../templates/explanation.md")),
    (HANDBOOK, include_str!("../../templates/handbook.md")),
    (OVERVIEW, include_str!("../../templates/overview.md")),
    (RULE, include_str!("../../templates/rule.md")),
    (SERVICE, include_str!("../../templates/service.md")),
    (PHRASES, include_str!("../../templates/phrases.md")),
    (CLAIM, include_str!("../../templates/claim.md")),
    (PAGE, include_str!("../../templates/page.html")),
    (STYLE, include_str!("../../templates/style.css")),
];

pub(super) const GAP_REPORT: &str = "gap-report.md";
pub(super) const CHECKLIST: &str = "checklist.md";
pub(super) const NEGOTIATION_PLAN: &str = "negotiation-plan.md";
pub(super) const BRIEFING: &str = "briefing.md";
pub(super) const ISSUES_LIST: &str = "issues-list.md";
pub(super) const QUESTIONS: &str = "questions.md";
pub(super) const INDEX: &str = "index.md";
pub(super) const LEDGER: &str = "ledger.md";
pub(super) const EXPLANATION: &str = "explanation.md";
pub(super) const COMPARISON: &str = "comparison.md";
pub(super) const PORTFOLIO: &str = "portfolio.md";
pub(super) const RULE_CHANGE: &str = "rule-change.md";
pub(super) const CLAIM: &str = "claim.md";
pub(super) const HANDBOOK: &str = "handbook.md";
pub(super) const OVERVIEW: &str = "overview.md";
const RULE: &str = "rule.md";
const SERVICE: &str = "service.md";
const PHRASES: &str = "phrases.md";
pub(super) const PAGE: &str = "page.html";
const STYLE: &str = "style.css";

/// What no assessment needs: read when one of them is, so that every run is spared it.
const LATE: [&str; 16] = [
    NEGOTIATION_PLAN,
    BRIEFING,
    ISSUES_LIST,
    QUESTIONS,
    INDEX,
    LEDGER,
    CLAIM,
    COMPARISON,
    PORTFOLIO,
    RULE_CHANGE,
    EXPLANATION,
    HANDBOOK,
    OVERVIEW,
    RULE,
    SERVICE,
    PHRASES,
];

/// Steps a template may take: the report of a full pack needs some fifty thousand.
const FUEL: u64 = 5_000_000;

const MARKDOWN: &str = "markdown";

/// The templates that documents are made with. Every one of them is well-formed.
pub struct Templates {
    environment: Environment<'static>,
    /// The same with what few runs need, made when it is first used.
    late: OnceLock<Environment<'static>>,
    style: String,
    /// What was given in place of built-in ones, to point into.
    given: BTreeMap<String, Source>,
}

impl std::fmt::Debug for Templates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Templates").field("given", &self.given.keys()).finish_non_exhaustive()
    }
}

impl Templates {
    /// The built-in templates, some replaced: file name (`gap-report.md`) to text.
    ///
    /// # Errors
    /// A file name no template has, or a text that is no template; all of them.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use proviso::report::Templates;
    /// assert!(Templates::new(BTreeMap::new()).is_ok());
    /// let wrong = BTreeMap::from([("gap-raport.md".to_owned(), String::new())]);
    /// let found = Templates::new(wrong).unwrap_err();
    /// assert_eq!(found[0].help[0], "did you mean `gap-report.md`?");
    /// ```
    pub fn new(overrides: BTreeMap<String, String>) -> Result<Self, Vec<Diagnostic>> {
        let mut templates =
            Self { environment: environment(), late: OnceLock::new(), style: String::new(), given: BTreeMap::new() };
        let mut found = Vec::new();
        for (name, text) in BUILT_IN {
            match overrides.get(name) {
                Some(text) => {
                    let source = Source::new(name, text.as_str());
                    templates.given.insert(name.to_owned(), source);
                    templates.add(name, text.clone(), &mut found);
                }
                // A template that replaces another may use any.
                None if overrides.is_empty() && LATE.contains(&name) => {}
                None => templates.add(name, text.to_owned(), &mut found),
            }
        }
        let known = BUILT_IN.map(|(name, _)| name);
        for name in overrides.keys().filter(|name| !known.contains(&name.as_str())) {
            found.push(unknown_template(name, &known));
        }
        if found.is_empty() { Ok(templates) } else { Err(found) }
    }

    fn add(&mut self, name: &'static str, text: String, found: &mut Vec<Diagnostic>) {
        if name == STYLE {
            self.style = text;
        } else if let Err(error) = self.environment.add_template_owned(name, text) {
            found.push(self.mistake(name, &error, &[]));
        }
    }

    /// Renders a template with what it is [`given`], as it comes out of it.
    pub(super) fn render(&self, name: &str, given: &Value) -> Result<String, Diagnostic> {
        let environment = self.environment_for(name);
        let rendered = environment.get_template(name).and_then(|template| template.render(given.clone()));
        rendered.map_err(|error| self.mistake(name, &error, &names_in(given)))
    }

    fn environment_for(&self, name: &str) -> &Environment<'static> {
        if !self.given.is_empty() || !LATE.contains(&name) {
            return &self.environment;
        }
        self.late.get_or_init(|| {
            let mut all = self.environment.clone();
            for (name, text) in BUILT_IN.iter().filter(|(name, _)| LATE.contains(name)) {
                // Built-in templates are well-formed; should one not be, rendering says so.
                let _ = all.add_template(name, text);
            }
            all
        })
    }

    /// The style sheet of pages.
    pub(super) fn style(&self) -> &str {
        &self.style
    }

    fn mistake(&self, name: &str, error: &Error, known: &[String]) -> Diagnostic {
        let innermost = innermost(error);
        let name = innermost.name().unwrap_or(name);
        let built_in = || {
            let text = BUILT_IN.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| *text);
            Source::new(name, text)
        };
        let source = self.given.get(name).cloned().unwrap_or_else(built_in);
        // Only what was made here or speaks of the template alone is shown: other details may
        // quote what the document is about.
        let detail = match innermost.kind() {
            ErrorKind::SyntaxError => Mistake::Form(innermost.detail().unwrap_or_default().to_owned()),
            ErrorKind::UndefinedError => Mistake::NotGiven,
            ErrorKind::UnknownFilter | ErrorKind::UnknownFunction | ErrorKind::UnknownTest => Mistake::UnknownHelper,
            ErrorKind::UnknownMethod => Mistake::UnknownHelper,
            ErrorKind::TemplateNotFound => Mistake::NoSuchTemplate,
            ErrorKind::OutOfFuel => Mistake::Endless,
            ErrorKind::BadSerialization => Mistake::Unprintable(innermost.detail().unwrap_or_default().to_owned()),
            _ => Mistake::Other,
        };
        template_mistakes::diagnostic(&source, innermost.line(), innermost.range(), &detail, known)
    }
}

/// The error that lies at the bottom of an error.
fn innermost(error: &Error) -> &Error {
    let mut error = error;
    while let Some(cause) = std::error::Error::source(error).and_then(|cause| cause.downcast_ref::<Error>()) {
        error = cause;
    }
    error
}

/// What templates are given, in their form; it can go to several.
pub(super) fn given(view: &impl Serialize) -> Value {
    Value::from(Serde(view))
}

fn unknown_template(name: &str, known: &[&str]) -> Diagnostic {
    let mistake = Diagnostic::error(Code::UnknownName, format!("no template is called `{name}`"));
    let mistake = match nearest(name, known.iter().copied()) {
        Some(near) => mistake.help(format!("did you mean `{near}`?")),
        None => mistake,
    };
    let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    mistake.help(format!("the templates are {}", names.join(", ")))
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_debug(true);
    environment.set_auto_escape_callback(|name| match name.rsplit_once('.') {
        Some((_, "md")) => AutoEscape::Custom(MARKDOWN.into()),
        _ => AutoEscape::Html,
    });
    environment.set_formatter(write_value);
    environment
}

/// Prints a value into a document. What has no words of its own, such as a flag, is a
/// mistake of the template.
fn write_value(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let unprintable = |what: &'static str| Err(Error::new(ErrorKind::BadSerialization, what));
    match value.kind() {
        ValueKind::None => unprintable("there is nothing here for this rule; ask first, with `{% if … %}`"),
        ValueKind::Bool => unprintable("this is a flag; ask for it with `{% if … %}`"),
        ValueKind::String | ValueKind::Number => {
            let markdown = matches!(state.auto_escape(), AutoEscape::Custom(name) if name == MARKDOWN);
            match value.as_str() {
                Some(text) if markdown && !value.is_safe() => Ok(out.write_str(&escape(text))?),
                _ if markdown => Ok(write!(out, "{value}")?),
                _ => escape_formatter(out, state, value),
            }
        }
        _ => unprintable("this is a list or a group of values; go through it with `{% for … %}` or name a part of it"),
    }
}

/// All names that a template may use for a document.
fn names_in(given: &Value) -> Vec<String> {
    let mut names = Vec::new();
    let mut open = vec![serde_json::to_value(given).unwrap_or_default()];
    while let Some(value) = open.pop() {
        match value {
            serde_json::Value::Object(map) => {
                for (name, value) in map {
                    names.push(name);
                    open.push(value);
                }
            }
            serde_json::Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    names.sort();
    names.dedup();
    names
}

impl Serialize for Markdown {
    /// Inside a template it stays marked as Markdown; anywhere else it is its text.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from_safe_string(self.as_str().to_owned()).serialize(serializer)
    }
}

/// A ready piece of HTML, which templates print as it stands.
#[derive(Clone, Debug)]
pub(super) struct Html(pub(super) String);

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::from_safe_string(self.0.clone()).serialize(serializer)
    }
}
