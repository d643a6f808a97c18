//! How a rule is judged: every comparison with what was read, what would change the
//! finding, and what it waits for.

use serde::Serialize;

use crate::assess::finding::{Finding, Outcome, Truth, Waived};
use crate::assess::reasoning::{Branch, reasoning};
use crate::diagnostic::Diagnostic;
use crate::report::sheets::{Line, line, line_of, priority, rung_name};
use crate::report::words::{Limb, Links, Reader, or};
use crate::rulebook::advice::{Advice, AdviceId, Body, Redline};
use crate::rulebook::condition::{Condition, NameId};
use crate::rulebook::vocabulary::Role;

/// What a rule comes to for a company, and why.
#[derive(Clone, Debug, Serialize)]
pub struct Reasoning {
    /// What it comes to: "✖ past your walk-away".
    pub status: String,
    /// Severity, priority and owner as they are for this company.
    pub marks: Vec<String>,
    /// The conditions that decide it, in the order of the rule.
    pub clauses: Vec<Clause>,
    /// What one change of one value would make of it: "past your walk-away if …".
    pub would_be: Vec<String>,
    /// What an open one waits for: the questions, each with its name.
    pub waits_for: Vec<Wait>,
    /// Terms that it took from the vendor's standard paper.
    pub by_standard: Vec<String>,
    /// How a waiver of it stands.
    pub waived: Option<String>,
}

/// One condition of a rule.
#[derive(Clone, Debug, Serialize)]
pub struct Clause {
    /// What it decides: "It applies when", "Fallback 1, “Shorter, with talks”".
    pub title: String,
    /// Whether it holds: "✔ holds".
    pub truth: String,
    /// Its parts.
    pub lines: Vec<Line>,
}

/// Something a finding waits for.
#[derive(Clone, Debug, Serialize)]
pub struct Wait {
    /// The question.
    pub ask: String,
    /// The fact or term.
    pub name: String,
}

/// What a condition decides, with the condition.
type Deciding<'r> = (String, &'r Condition);

/// The reasoning of a rule; none for a rule of another rulebook.
pub(super) fn of(reader: &Reader<'_>, id: AdviceId) -> Result<Option<Reasoning>, Vec<Diagnostic>> {
    let book = reader.book;
    let (Some(rule), Some(finding)) = (reader.advice(id), reader.assessment.findings.get(id.0)) else {
        return Ok(None);
    };
    let deciding = deciding(reader, rule);
    let conditions: Vec<&Condition> = deciding.iter().map(|(_, condition)| *condition).collect();
    let branches = reasoning(book, reader.profile, &conditions)?;
    let clause = |((title, _), branch): (&Deciding<'_>, &Branch<'_>)| Clause {
        title: title.clone(),
        truth: branch.truth.map(truth).unwrap_or_default(),
        lines: lines(reader, branch),
    };
    let mut clauses: Vec<Clause> = deciding.iter().zip(&branches).map(clause).collect();
    clauses.extend(told(reader, rule, finding));
    let wait = |id: &NameId| Wait { ask: reader.question_of(*id), name: reader.name(*id).id.clone() };
    Ok(Some(Reasoning {
        status: status(reader, rule, finding),
        marks: marks(reader, finding),
        clauses,
        would_be: reader.if_one_thing_changed(finding, rule),
        waits_for: finding.waits_for.iter().map(wait).collect(),
        by_standard: reader.name_titles(&finding.standard_used),
        waived: finding.waived.map(|waived| {
            let words = match waived {
                Waived::InForce => "A waiver is in force: the house lives with it.",
                Waived::Expired => "The waiver has run out: it counts again.",
            };
            words.to_owned()
        }),
    }))
}

/// The conditions of a rule, in the order in which they are told.
fn deciding<'r>(reader: &Reader<'_>, rule: &'r Advice) -> Vec<Deciding<'r>> {
    let mut all = vec![("It applies when".to_owned(), &rule.when)];
    match &rule.body {
        Body::Redline(redline) => rungs(reader, redline, &mut all),
        Body::Mitigation { done_when: Some(done), .. }
        | Body::Step { done_when: Some(done) }
        | Body::Duty { done_when: Some(done), .. } => {
            all.push(("It has been seen to when".to_owned(), done));
        }
        _ => {}
    }
    for (condition, severity) in &rule.severity.arms {
        all.push((format!("Its severity is {severity} when"), condition));
    }
    if let Body::Redline(redline) = &rule.body {
        for (condition, value) in &redline.priority.arms {
            all.push((format!("Its priority is “{}” when", priority(value)), condition));
        }
    }
    all
}

fn rungs<'r>(reader: &Reader<'_>, redline: &'r Redline, all: &mut Vec<Deciding<'r>>) {
    for (at, rung) in redline.rungs().enumerate() {
        let name = rung_name(redline, at);
        let label = reader.label_at(redline, at).map_or_else(String::new, |label| format!(" “{label}”"));
        if !matches!(rung.when, Condition::Always) {
            all.push((format!("{name}{label} counts for you when"), &rung.when));
        }
        all.push((format!("{name}{label}"), &rung.condition));
    }
}

/// What decides a rule beside its conditions: ticks, answers, the two sides of a conflict.
fn told(reader: &Reader<'_>, rule: &Advice, finding: &Finding) -> Vec<Clause> {
    let clause = |title: &str, truth: String| Clause { title: title.to_owned(), truth, lines: Vec::new() };
    let mut clauses = match &rule.body {
        Body::Mitigation { done_when: None, .. }
        | Body::Step { done_when: None }
        | Body::Duty { done_when: None, .. } => {
            let ticked = reader.profile.done.contains(&finding.advice);
            let says = if ticked { "✔ the profile says so" } else { "✖ the profile does not say so" };
            vec![clause("It has been seen to", says.to_owned())]
        }
        Body::Question { answered_by, .. } => answered_by
            .iter()
            .map(|name| {
                let says = reader.shown_with_origin(*name);
                clause(&format!("It is answered by “{}”", reader.name(*name).title), says)
            })
            .collect(),
        Body::Conflict { between: (one, other), .. } => [one, other]
            .into_iter()
            .filter_map(|id| Some((reader.advice(*id)?, reader.assessment.findings.get(id.0)?)))
            .map(|(side, found)| {
                clause(&format!("Between: “{}”", reader.short_title(side)), status(reader, side, found))
            })
            .collect(),
        _ => Vec::new(),
    };
    if let Body::Duty { due, .. } = &rule.body {
        clauses.push(clause("Its day", reader.due_date(finding, due)));
    }
    clauses
}

/// A condition in its parts, each with what was read and where.
pub(super) fn lines(reader: &Reader<'_>, branch: &Branch<'_>) -> Vec<Line> {
    if matches!(branch.condition, Condition::Always) {
        return Vec::new();
    }
    reader.outline(branch, Links::None).iter().map(|limb| judged(reader, limb)).collect()
}

fn judged(reader: &Reader<'_>, limb: &Limb<'_>) -> Line {
    let mut line = line(limb);
    line.truth = limb.truth.map(truth);
    if let Some(comparison) = limb.comparison {
        let mut read = vec![reader.shown_with_origin(comparison.left)];
        for name in comparison.right_names() {
            if !matches!(reader.name(name).role, Role::Parameter(_)) {
                read.push(format!("“{}”: {}", reader.name(name).title, reader.shown_with_origin(name)));
            }
        }
        line.read = Some(read.join("; "));
        let known = reader.known(comparison.left);
        line.profile = reader.profile_line(known.and_then(|known| known.place.as_ref()));
        line.place = Some(line_of(&comparison.place));
    }
    line
}

pub(super) fn truth(truth: Truth) -> String {
    let words = match truth {
        Truth::True => "✔ holds",
        Truth::False => "✖ does not hold",
        Truth::Unknown => "? open",
    };
    words.to_owned()
}

pub(super) fn status(reader: &Reader<'_>, rule: &Advice, finding: &Finding) -> String {
    match &rule.body {
        Body::Redline(redline) => reader.status(finding, redline, false),
        _ => match finding.decided() {
            Some(outcome) => outcome.as_str().replace('-', " "),
            None => {
                let could_be = finding.could_be.iter().map(|one: &Outcome| one.as_str().replace('-', " "));
                format!("? open: could be {}", or(&could_be.collect::<Vec<_>>()))
            }
        },
    }
}

fn marks(reader: &Reader<'_>, finding: &Finding) -> Vec<String> {
    let severity: Vec<String> = finding.severity.could_be.iter().map(ToString::to_string).collect();
    let mut marks = vec![or(&severity)];
    if let Some(graded) = &finding.priority {
        marks.push(or(&graded.could_be.iter().map(priority).collect::<Vec<_>>()));
    }
    marks.extend(reader.owner(finding));
    marks
}
