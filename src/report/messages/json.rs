//! Findings of `check` as JSON.

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Label};

/// The form of the document; it changes with every change that a reader could notice.
pub const SCHEMA: &str = "proviso.check/2";

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Document<'a> {
    schema: &'static str,
    proviso: &'static str,
    findings: Vec<Finding<'a>>,
    /// What could not be told of the rules, in one line; nothing where all could.
    not_decided: Option<&'a str>,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'static str,
    level: &'static str,
    message: &'a str,
    /// Nothing where the finding is about no place in a text.
    place: Option<Place<'a>>,
    also: Vec<Place<'a>>,
    help: &'a [String],
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Place<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    says: &'a str,
}

/// Findings as one JSON document in the form [`SCHEMA`], in the order given. Lines and
/// columns count from 1, columns in characters; the end is one past the last character.
/// `not_decided` says in one line what could not be told of the rules.
///
/// ```
/// use proviso::diagnostic::{Code, Diagnostic};
/// use proviso::report::messages::json;
/// use proviso::source::{Place, Source, Span};
/// let source = Source::new("a.proviso", "risk\n");
/// let found = Diagnostic::error(Code::Syntax, "the risk has no name").at(Place::new(&source, Span::new(0, 4)), "");
/// let text = json(&[found], None);
/// assert!(text.contains(r#""code": "syntax""#) && text.contains(r#""end-column": 5"#));
/// ```
pub fn json(found: &[Diagnostic], not_decided: Option<&str>) -> String {
    let findings = found.iter().map(|found| {
        let mut places = found.labels.iter().map(place);
        Finding {
            code: found.code.as_str(),
            level: super::level(found),
            message: &found.message,
            place: places.next(),
            also: places.collect(),
            help: &found.help,
        }
    });
    super::written(&Document {
        schema: SCHEMA,
        proviso: env!("CARGO_PKG_VERSION"),
        findings: findings.collect(),
        not_decided,
    })
}

fn place(label: &Label) -> Place<'_> {
    let (start, end) = super::ends(label);
    Place {
        file: label.place.source.name(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        says: &label.text,
    }
}
