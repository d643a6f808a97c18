//! The open questions as a list, most decisive first: for whoever has no terminal, and for
//! other programs.

use serde::Serialize;

use crate::assess::Assessment;
use crate::profile::{Profile, choices};
use crate::report::escape;
use crate::report::words::{Reader, counted};
use crate::rulebook::Rulebook;
use crate::rulebook::advice::AdviceId;
use crate::value::show_date;

use super::question::{how, settles, so_far};

/// The name of the form of [`json()`]. Names and types under it are never changed or taken
/// away; new ones may be added.
pub const SCHEMA: &str = "proviso.questions/1";

/// The ranked list in Markdown, with one line end at its end.
pub fn markdown(rulebook: &Rulebook, profile: &Profile, assessment: &Assessment) -> String {
    let reader = Reader::new(rulebook, profile, assessment);
    let day = show_date(profile.as_of);
    let mut text = format!("# Open questions: {}\n\nOn {day}. ", escape(&profile.name));
    text.push_str(match assessment.open_facts.len() {
        0 => "Nothing is open.\n",
        1 => "One question is open.\n",
        _ => "The answer that decides most comes first.\n",
    });
    for (at, open) in assessment.open_facts.iter().enumerate() {
        let name = reader.name(open.name);
        text.push_str(&format!("\n{}. **{}** `{}`\n", at + 1, escape(&reader.question_of(open.name)), name.id));
        let mut line = |word: &str, words: &str| text.push_str(&format!("    - {word}: {}\n", escape(words)));
        line("Why", &settles(&reader, open));
        line("Severity", open.severity.as_str());
        if let Some(owner) = reader.answerer(open.name) {
            line("Who knows", &owner);
        }
        if let Some(known) = so_far(&reader, open.name) {
            line("Known so far", &known);
        }
        let offered: Vec<String> = choices(&name.of).into_iter().map(|(id, _)| format!("`{id}`")).collect();
        match name.of.levels() {
            Some(_) => text.push_str(&format!("    - Possible answers: {}\n", offered.join(", "))),
            None => text.push_str(&format!("    - {}\n", how(name))),
        }
    }
    if !assessment.to_confirm.is_empty() {
        let rest = counted(assessment.to_confirm.len(), "term");
        text.push_str(&format!("\n## To confirm\n\nTaken from the vendor's standard: {rest}.\n\n"));
        for term in &assessment.to_confirm {
            let name = reader.name(term.name);
            text.push_str(&format!("- {}: {} `{}`\n", escape(&name.title), escape(&reader.shown(term.name)), name.id));
        }
    }
    text
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Document {
    schema: &'static str,
    profile: String,
    as_of: String,
    questions: Vec<Question>,
    to_confirm: Vec<ToConfirm>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Question {
    rank: usize,
    name: String,
    title: String,
    kind: &'static str,
    ask: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    severity: &'static str,
    settles: Vec<String>,
    settles_with_those_before: usize,
    touches: usize,
    value: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    title: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct ToConfirm {
    name: String,
    title: String,
    value: String,
    used_by: Vec<String>,
}

/// The ranked list as JSON in the form [`SCHEMA`], indented, with one line end at its end.
pub fn json(rulebook: &Rulebook, profile: &Profile, assessment: &Assessment) -> String {
    let reader = Reader::new(rulebook, profile, assessment);
    let ids = |of: &[AdviceId]| -> Vec<String> {
        of.iter().filter_map(|id| reader.advice(*id)).map(|rule| rule.id.clone()).collect()
    };
    let questions = assessment.open_facts.iter().enumerate().map(|(at, open)| {
        let name = reader.name(open.name);
        let choices = choices(&name.of).into_iter().map(|(value, title)| Choice { value, title });
        Question {
            rank: at + 1,
            name: name.id.clone(),
            title: name.title.clone(),
            kind: name.kind(),
            ask: reader.question_of(open.name),
            owner: reader.answerer(open.name),
            severity: open.severity.as_str(),
            settles: ids(&open.settles),
            settles_with_those_before: open.settles_with_those_before,
            touches: open.touches,
            value: reader.canonical(open.name),
            choices: choices.collect(),
        }
    });
    let to_confirm = assessment.to_confirm.iter().map(|term| ToConfirm {
        name: reader.name(term.name).id.clone(),
        title: reader.name(term.name).title.clone(),
        value: reader.canonical(term.name),
        used_by: ids(&term.used_by),
    });
    let document = Document {
        schema: SCHEMA,
        profile: profile.name.clone(),
        as_of: profile.as_of.to_string(),
        questions: questions.collect(),
        to_confirm: to_confirm.collect(),
    };
    // Texts, numbers, lists and structs always serialise.
    let mut json = serde_json::to_string_pretty(&document).unwrap_or_default();
    json.push('\n');
    json
}
