//! Rulebook → JSON Schema of its profiles, for editors that complete and check.
//!
//! The schema refuses nothing that Proviso takes, but for blanks within quotes. It knows neither what hangs on several
//! keys, nor the calendar, nor rates: `check` has the last word.

mod values;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::rulebook::Rulebook;
use crate::rulebook::vocabulary::{Name, Role};

use super::done::can_be_ticked;
use super::starter::answers;

/// The JSON Schema (2020-12) of a profile for these rules, indented, with one line end at
/// its end.
///
/// ```
/// use proviso::{profile::schema, rulebook::Rulebook};
/// assert!(schema(&Rulebook::default()).contains("https://json-schema.org/draft/2020-12/schema"));
/// ```
pub fn schema(rulebook: &Rulebook) -> String {
    let mut definitions = Map::new();
    let mut shared: Vec<(Value, String)> = Vec::new();
    for name in rulebook.names.iter().filter(|name| name.is_asked()) {
        // Names of one type share its forms, kept under the first of them.
        let forms = values::forms(rulebook, name);
        let known = shared.iter().find(|(known, _)| *known == forms).map(|(_, key)| key.clone());
        let key = known.unwrap_or_else(|| {
            let key = format!("answers-to-{}", name.id);
            definitions.insert(key.clone(), forms.clone());
            shared.push((forms, key.clone()));
            key
        });
        definitions.insert(format!("name-{}", name.id), described(rulebook, name, &key));
    }
    let facts = section(rulebook, |name| matches!(name.role, Role::Fact), &reference);
    let terms = section(rulebook, |name| name.term().is_some(), &reference);
    definitions.insert("note".to_owned(), json!({ "type": SCALAR }));
    let notes = section(rulebook, Name::is_asked, &|_| json!({ "$ref": "#/$defs/note" }));
    let packs: Vec<&str> = rulebook.packs.iter().map(|pack| pack.id.as_str()).collect();
    let titles: Vec<&str> = rulebook.packs.iter().map(|pack| pack.title.as_str()).collect();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("Profile for {}", titles.join(", ")),
        "description": "What a company knows about itself, and about the draft in its hands.",
        "type": "object",
        "required": ["profile"],
        "additionalProperties": false,
        "properties": {
            "profile": {
                "description": "The name of the company.",
                "type": ["string", "number", "boolean"],
            },
            "as-of": {
                "description": "The day everything is judged by, as year-month-day.",
                "anyOf": [{ "type": "string", "pattern": values::DATE }, { "type": "null" }],
            },
            "packs": {
                "description": format!("The packs of rules that apply. This schema is for: {}.", packs.join(", ")),
                "anyOf": [
                    { "type": "array", "items": { "type": SCALAR_NOT_NULL }, "examples": [packs] },
                    { "type": SCALAR },
                ],
            },
            "currency": {
                "description": "The currency of amounts that are written without one: a code such as USD.",
                "anyOf": [{ "type": "string", "pattern": r"^\s*[A-Z]{3}\s*$" }, { "type": "null" }],
            },
            "rates": {
                "description": "What one unit of a currency is worth in another: `EUR: USD 1.08`.",
                "type": ["object", "null"],
                "propertyNames": { "pattern": "^[A-Z]{3}$" },
                "additionalProperties": { "type": "string", "pattern": values::rate() },
            },
            "facts": with_description(facts, "What is true of the company. What is not known is left out."),
            "draft": draft(with_description(terms, "What the draft says, term by term.")),
            "done": done(rulebook),
            "notes": with_description(notes, "Remarks on facts and terms; they change no result."),
        },
        "$defs": definitions,
    });
    // Texts, numbers, lists and maps always serialise.
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// How editors see a text that is not in quotes.
const SCALAR: [&str; 4] = ["string", "number", "boolean", "null"];
const SCALAR_NOT_NULL: [&str; 3] = ["string", "number", "boolean"];

fn reference(name: &Name) -> Value {
    json!({ "$ref": format!("#/$defs/name-{}", name.id) })
}

fn described(rulebook: &Rulebook, name: &Name, forms: &str) -> Value {
    let owner = name.owner.and_then(|owner| rulebook.owners.get(owner));
    let owner = owner.map_or_else(String::new, |owner| format!(" Who knows: {}.", owner.title));
    let ask = name.ask.as_deref().unwrap_or(&name.title);
    json!({
        "title": name.title,
        "description": format!("{ask} Answer: {}.{owner}", answers(name)),
        // Not as a reference beside the title: older readers would lose the title.
        "allOf": [{ "$ref": format!("#/$defs/{forms}") }],
    })
}

fn with_description(mut schema: Value, text: &str) -> Value {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), json!(text));
    }
    schema
}

/// Names with dots, or set in below their first parts, in any mixture.
fn section(rulebook: &Rulebook, of: impl Fn(&Name) -> bool, give: &dyn Fn(&Name) -> Value) -> Value {
    let names: Vec<(&str, &Name)> =
        rulebook.names.iter().filter(|name| of(name)).map(|name| (name.id.as_str(), name)).collect();
    group(&names, give)
}

fn group(names: &[(&str, &Name)], give: &dyn Fn(&Name) -> Value) -> Value {
    let mut properties = Map::new();
    let mut groups: BTreeMap<&str, Vec<(&str, &Name)>> = BTreeMap::new();
    for (rest, name) in names {
        properties.insert((*rest).to_owned(), give(name));
        for (dot, _) in rest.match_indices('.') {
            if let (Some(group), Some(inner)) = (rest.get(..dot), rest.get(dot + 1..)) {
                groups.entry(group).or_default().push((inner, name));
            }
        }
    }
    for (name, inner) in groups {
        properties.insert(name.to_owned(), group(&inner, give));
    }
    json!({ "type": ["object", "null"], "properties": properties, "additionalProperties": false })
}

fn draft(terms: Value) -> Value {
    let listed = json!({ "required": ["terms"], "properties": { "terms": { "type": "object", "minProperties": 1 } } });
    json!({
        "description": "What the paper on the table says.",
        "type": ["object", "null"],
        "additionalProperties": false,
        "properties": {
            "status": {
                "description": "none: there is no draft yet. partial: only the terms listed here have been looked \
                    for. reviewed: the draft was read to the end; a term that is not listed is not in it.",
                "enum": ["none", "partial", "reviewed", null],
            },
            "terms": terms,
        },
        "if": listed,
        "then": { "required": ["status"], "properties": { "status": { "enum": ["partial", "reviewed"] } } },
    })
}

/// Ids of rules that are done when somebody says so; without their packs where that is
/// clear.
fn done(rulebook: &Rulebook) -> Value {
    let ticked = rulebook.advice.iter().filter(|advice| can_be_ticked(&advice.body));
    let ids: BTreeSet<&str> = ticked
        .flat_map(|advice| {
            let short = advice.id.rsplit('/').next().unwrap_or_default();
            [advice.id.as_str(), short]
        })
        .collect();
    json!({
        "description": "What has been seen to, where no fact says so: ids of rules, as the checklist shows them.",
        "anyOf": [{ "type": "array", "items": { "enum": ids } }, { "enum": ids }, { "type": "null" }],
    })
}
