//! How a risk stands for a company: how bad it is and why, and what its rules come to.

use serde::Serialize;

use crate::assess::reasoning::{Branch, reasoning};
use crate::diagnostic::Diagnostic;
use crate::report::words::{Reader, or};
use crate::rulebook::advice::Severity;
use crate::rulebook::condition::{Condition, Guarded};

use super::reasoning::{Clause, lines, status, truth};

/// A risk, for a company.
#[derive(Clone, Debug, Serialize)]
pub struct RiskStanding {
    /// How bad it is: "high", "high or medium".
    pub severity: String,
    /// The conditions that decide that.
    pub clauses: Vec<Clause>,
    /// What its rules come to.
    pub rules: Vec<RuleStanding>,
}

/// What one rule comes to, in a line.
#[derive(Clone, Debug, Serialize)]
pub struct RuleStanding {
    /// The rule.
    pub title: String,
    /// Its id.
    pub id: String,
    /// What it comes to: "✖ past your walk-away".
    pub status: String,
}

/// How a risk stands, by its place in the rulebook.
pub(super) fn of(reader: &Reader<'_>, at: usize) -> Result<Option<RiskStanding>, Vec<Diagnostic>> {
    let book = reader.book;
    let (Some(risk), Some(graded)) = (book.risks.get(at), reader.assessment.risks.get(at)) else { return Ok(None) };
    let severity: Vec<String> = graded.could_be.iter().map(ToString::to_string).collect();
    let rules = book.advice.iter().zip(&reader.assessment.findings).filter(|(rule, _)| rule.risk == Some(at));
    let rules = rules.map(|(rule, finding)| RuleStanding {
        title: reader.short_title(rule),
        id: rule.id.clone(),
        status: status(reader, rule, finding),
    });
    let rules = rules.collect();
    Ok(Some(RiskStanding { severity: or(&severity), clauses: clauses(reader, &risk.severity)?, rules }))
}

fn clauses(reader: &Reader<'_>, severity: &Guarded<Severity>) -> Result<Vec<Clause>, Vec<Diagnostic>> {
    let conditions: Vec<&Condition> = severity.arms.iter().map(|(condition, _)| condition).collect();
    let branches = reasoning(reader.book, reader.profile, &conditions)?;
    let clause = |((_, severity), branch): (&(Condition, Severity), &Branch<'_>)| Clause {
        title: format!("It is {severity} when"),
        truth: branch.truth.map(truth).unwrap_or_default(),
        lines: lines(reader, branch),
    };
    Ok(severity.arms.iter().zip(&branches).map(clause).collect())
}
