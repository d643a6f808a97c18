//! The forms that the value of a name may have.

use serde_json::{Value, json};

use crate::rulebook::Rulebook;
use crate::rulebook::vocabulary::Name;
use crate::value::{Kind, Levels, Type};

use super::{SCALAR, SCALAR_NOT_NULL};

/// A day, whether or not the calendar has it.
pub(super) const DATE: &str = r"^\s*[0-9]{4}-[0-9]+-[0-9]+\s*$";

const NUMBER: &str = r"-?[0-9_]+(\.[0-9_]+)?[kMB]?";
const CODE: &str = r"([A-Z]{3}\s*)?";
const UNITS: &str = "ms|milliseconds?|seconds?|minutes?|hours?|days?|weeks?|months?|years?";

/// What one currency is worth in another.
pub(super) fn rate() -> String {
    format!(r"^\s*[A-Z]{{3}}\s*{NUMBER}\s*$")
}

/// All that may be said of a name.
pub(super) fn forms(rulebook: &Rulebook, name: &Name) -> Value {
    let mut forms = states(&name.of);
    if name.term().is_some() {
        let inner: Vec<Value> = forms.iter().cloned().chain([reference()]).collect();
        let documents: Vec<&str> = rulebook.documents.iter().map(|document| document.id.as_str()).collect();
        forms.push(json!({ "enum": ["silent"], "description": "The draft was read and does not address it." }));
        forms.push(json!({
            "description": "Promised, but only in that document.",
            "type": "object",
            "required": ["value"],
            "additionalProperties": false,
            "properties": {
                "value": { "anyOf": inner.into_iter().chain([json!({ "enum": ["silent"] })]).collect::<Vec<_>>() },
                "in": { "enum": documents },
            },
        }));
        forms.push(reference());
    }
    json!({ "anyOf": forms })
}

/// `{ by-reference: "…" }`.
fn reference() -> Value {
    json!({
        "description": "It stands in another paper, which was not read yet.",
        "type": "object",
        "required": ["by-reference"],
        "additionalProperties": false,
        "properties": { "by-reference": { "type": SCALAR_NOT_NULL } },
    })
}

/// One value, a range, several of which one holds, the members of a set, or nothing known.
fn states(of: &Type) -> Vec<Value> {
    let one = one(of);
    let mut forms = one.clone();
    forms.push(json!({ "enum": ["unknown", "", null], "description": "Not known yet." }));
    match &of.kind {
        Kind::Set(levels) => {
            let members = json!({ "type": "array", "uniqueItems": true, "items": member(levels) });
            let side = json!({ "anyOf": [members, member(levels), { "type": "null" }] });
            forms.push(json!({
                "description": "Exactly these.", "type": "array", "uniqueItems": true, "items": member(levels),
            }));
            forms.push(json!({
                "description": "These for certain, those certainly not, the rest not known yet.",
                "type": "object",
                "minProperties": 1,
                "additionalProperties": false,
                "properties": { "includes": side, "excludes": side },
            }));
        }
        _ => forms.push(json!({
            "description": "One of these, not yet which.",
            "type": "array",
            "minItems": 1,
            "items": { "anyOf": one },
        })),
    }
    forms
}

/// One value or a range.
fn one(of: &Type) -> Vec<Value> {
    let pattern = |pattern: &str| json!({ "type": "string", "pattern": format!(r"^\s*{pattern}\s*$") });
    let endless = if of.endless { format!("|{}", of.endless_word()) } else { String::new() };
    let range = |end: &str| pattern(&format!(r"({end}{endless})?\s*\.\.\s*({end}{endless})?"));
    let mut forms = match &of.kind {
        Kind::YesNo => vec![json!({ "enum": ["yes", "no", "true", "false", true, false] })],
        Kind::Scale(levels) => {
            let ids: Vec<&str> = levels.ids().collect();
            vec![member(levels), range(&ids.join("|"))]
        }
        Kind::OneOf(levels) | Kind::Set(levels) => vec![member(levels)],
        Kind::Number { .. } => vec![json!({ "type": "number" }), pattern(NUMBER), range(NUMBER)],
        Kind::Percent => {
            vec![pattern(&format!(r"{NUMBER}\s*%")), range(&format!(r"{NUMBER}\s*%?"))]
        }
        Kind::Money => {
            let amount = format!("{CODE}{NUMBER}");
            vec![json!({ "type": "number" }), pattern(&amount), range(&amount)]
        }
        Kind::Duration => {
            let length = format!(r"({NUMBER}\s*({UNITS})\s*)+");
            vec![pattern(&length), range(&length)]
        }
        Kind::Date => {
            let day = "[0-9]{4}-[0-9]+-[0-9]+";
            vec![pattern(day), range(day)]
        }
        Kind::Text => vec![json!({ "type": SCALAR })],
    };
    if of.endless {
        forms.push(json!({ "enum": [of.endless_word()] }));
    }
    forms
}

/// A level, also where an editor takes its name for something else.
fn member(levels: &Levels) -> Value {
    let mut ids: Vec<Value> = levels.ids().map(|id| json!(id)).collect();
    for (word, means) in [("yes", true), ("on", true), ("true", true), ("no", false), ("off", false), ("false", false)]
    {
        if levels.find(word).is_some() && !ids.contains(&json!(means)) {
            ids.push(json!(means));
        }
    }
    json!({ "enum": ids })
}
