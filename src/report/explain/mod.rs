//! One thing explained: a rule, a risk, a checklist, a name or a source; with a profile, a
//! rule's whole reasoning.

mod lookup;
mod message;
mod reasoning;
mod risks;

use serde::Serialize;

use crate::assess::Assessment;
use crate::assess::reasoning::reasoning;
use crate::diagnostic::Diagnostic;
use crate::profile::Profile;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::AdviceId;
use crate::rulebook::condition::{Condition, DefineId};
use crate::rulebook::uses::Uses;
use crate::value::show_date;

use super::sheets::{
    ChecklistSheet, DefineSheet, LevelSheet, NameSheet, RiskSheet, RuleSheet, Sheets, SlaSheet, SourceSheet,
};
use super::templates::{EXPLANATION, Templates, given};
use super::words::{Links, Mention, Reader, Words};

pub use lookup::words_of;
pub use message::message;
pub use reasoning::{Clause, Reasoning};
pub use risks::{RiskStanding, RuleStanding};

/// All that a word stands for. Exactly the sheets of what it names are there.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Explanation {
    /// Whose profile it is held against.
    pub company: Option<String>,
    /// The day it is judged by.
    pub as_of: Option<String>,
    /// Rules of that name.
    pub rules: Vec<ExplainedRule>,
    /// Risk areas.
    pub risks: Vec<ExplainedRisk>,
    /// Checklists.
    pub checklists: Vec<ChecklistSheet>,
    /// Facts, terms and parameters.
    pub names: Vec<NameSheet>,
    /// Defines.
    pub defines: Vec<DefineSheet>,
    /// Service level agreements.
    pub slas: Vec<SlaSheet>,
    /// Levels of such agreements.
    pub levels: Vec<LevelSheet>,
    /// Sources.
    pub sources: Vec<SourceSheet>,
}

/// A rule, what its words stand for, and how it is judged.
#[derive(Clone, Debug, Serialize)]
pub struct ExplainedRule {
    /// The rule.
    #[serde(flatten)]
    pub sheet: RuleSheet,
    /// The defines it goes by.
    pub meanings: Vec<DefineSheet>,
    /// With a profile: what it comes to, and why.
    pub reasoning: Option<Reasoning>,
}

/// A risk, and how it stands.
#[derive(Clone, Debug, Serialize)]
pub struct ExplainedRisk {
    /// The risk.
    #[serde(flatten)]
    pub sheet: RiskSheet,
    /// With a profile: how bad it is for the company, and why.
    pub standing: Option<RiskStanding>,
}

/// A company and its draft, as they were assessed.
pub type Deal<'a> = (&'a Profile, &'a Assessment);

/// Explains all that goes by a word in a rulebook: ids of rules, risks and checklists, short
/// or qualified; names; sources. None where nothing does.
///
/// # Errors
/// As [`assess`](crate::assess::assess).
pub fn explanation(
    book: &Rulebook,
    word: &str,
    deal: Option<Deal<'_>>,
) -> Result<Option<Explanation>, Vec<Diagnostic>> {
    let found = lookup::find(book, word);
    if found.is_empty() {
        return Ok(None);
    }
    let uses = Uses::of(book);
    let reader = deal.map(|(profile, assessment)| Reader::new(book, profile, assessment));
    let sheets = Sheets { words: Words::of(book), uses: &uses, links: Links::None };
    let mut explanation = Explanation {
        company: deal.map(|(profile, _)| profile.name.clone()),
        as_of: deal.map(|(profile, _)| show_date(profile.as_of)),
        ..Explanation::default()
    };
    for mention in found {
        match mention {
            Mention::Advice(id) => {
                let Some(sheet) = sheets.rule(id) else { continue };
                let reasoning = match &reader {
                    Some(reader) => reasoning::of(reader, id)?,
                    None => None,
                };
                let meanings = meanings(&sheets, &conditions_of(book, id));
                explanation.rules.push(ExplainedRule { sheet, meanings, reasoning });
            }
            Mention::Risk(at) => {
                let Some(sheet) = sheets.risk(at) else { continue };
                let standing = match &reader {
                    Some(reader) => risks::of(reader, at)?,
                    None => None,
                };
                explanation.risks.push(ExplainedRisk { sheet, standing });
            }
            Mention::Checklist(at) => explanation.checklists.extend(sheets.checklist(at)),
            Mention::Name(id) => {
                let mut sheet = sheets.name(id);
                if let Some(reader) = &reader {
                    sheet.known = Some(reader.shown_with_origin(id));
                    sheet.profile = reader.profile_line(reader.known(id).and_then(|known| known.place.as_ref()));
                }
                explanation.names.push(sheet);
            }
            Mention::Define(id) => {
                let (Some(mut sheet), Some(define)) = (sheets.define(id), book.defines.get(id.0)) else { continue };
                if let Some(reader) = &reader {
                    let branches = reasoning(book, reader.profile, &[&define.condition])?;
                    sheet.meaning = branches.iter().flat_map(|branch| reasoning::lines(reader, branch)).collect();
                }
                explanation.defines.push(sheet);
            }
            Mention::Sla(at) => explanation.slas.extend(sheets.sla(at)),
            Mention::Level(sla, at) => explanation.levels.extend(sheets.level(sla, at)),
            Mention::Source(at) => explanation.sources.extend(sheets.source(at)),
        }
    }
    Ok(Some(explanation))
}

/// An explanation as a text for the terminal, in Markdown.
///
/// # Errors
/// A replaced template asks for something that is not there.
pub fn explain(explanation: &Explanation, templates: &Templates) -> Result<String, Diagnostic> {
    templates.render(EXPLANATION, &given(explanation)).map(|text| super::markdown::tidy(&text))
}

/// The conditions of a rule that its sheet says in one sentence, with defines by their
/// names; those of its figures among them.
fn conditions_of(book: &Rulebook, id: AdviceId) -> Vec<&Condition> {
    let mut conditions = Vec::new();
    if let Some(rule) = book.advice.get(id.0) {
        rule.conditions(&mut |condition| conditions.push(condition));
        conditions.retain(|condition| !std::ptr::eq(*condition, &rule.when));
    }
    let mut figures = Vec::new();
    for condition in &conditions {
        condition.comparisons(&mut |comparison| figures.extend(comparison.right_names()));
    }
    for cited in figures.into_iter().filter_map(|figure| book.name(figure).cited()) {
        cited.value.conditions(&mut |condition| conditions.push(condition));
    }
    conditions
}

/// What the defines in conditions stand for, each once, with those that they go by.
fn meanings(sheets: &Sheets<'_>, conditions: &[&Condition]) -> Vec<DefineSheet> {
    let mut defines: Vec<DefineId> = Vec::new();
    let note = |condition: &Condition, defines: &mut Vec<DefineId>| {
        condition.defines(&mut |define| {
            if !defines.contains(&define) {
                defines.push(define);
            }
        });
    };
    conditions.iter().for_each(|condition| note(condition, &mut defines));
    let mut at = 0;
    while let Some(define) = defines.get(at).and_then(|id| sheets.book().defines.get(id.0)) {
        note(&define.condition, &mut defines);
        at += 1;
    }
    defines.into_iter().filter_map(|id| sheets.define(id)).collect()
}
