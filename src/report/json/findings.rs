//! Findings in the JSON view.

use serde::Serialize;

use crate::assess::finding;
use crate::report::words::{Reader, Slots, ids, rung_of};
use crate::rulebook::advice::{Advice, Body, Redline};
use crate::rulebook::condition::NameId;

use super::At;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Finding {
    id: String,
    kind: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    risk: Option<String>,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rung: Option<Rung>,
    could_be: Vec<&'static str>,
    severity: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    severity_could_be: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    priority: Option<&'static str>,
    /// From 1 to 5, of redlines and levers whose rules state it.
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<u8>,
    owner: Option<String>,
    phase: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ask: Option<String>,
    because: Vec<Because>,
    flips_if: Vec<Flip>,
    waits_for: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duty: Option<Duty>,
    sources: Vec<Source>,
    #[serde(skip_serializing_if = "Option::is_none")]
    waived: Option<Waived>,
    standard_used: Vec<String>,
    silent_terms: Vec<String>,
}

#[derive(Serialize)]
struct Waived {
    because: String,
    approver: String,
    until: String,
    expired: bool,
}

/// When a duty is due, and who owes it.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Duty {
    by: &'static str,
    /// By the rule, in words: "90 days before “Renewal”".
    due: String,
    /// The first day it may be due, as year-month-day; null where it has none.
    on: Option<String>,
    /// The last, where that is another or not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    overdue: bool,
    /// The date it is counted from, where that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    waits_for: Option<String>,
}

#[derive(Serialize)]
pub(in crate::report) struct Rung {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
}

#[derive(Serialize)]
struct Because {
    text: String,
    truth: &'static str,
    fact: String,
    value: String,
    rule: At,
    /// Null where the profile says nothing of it.
    profile: Option<At>,
}

#[derive(Serialize)]
struct Flip {
    fact: String,
    value: String,
    to: String,
    relation: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    distance: Option<String>,
    status: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Source {
    id: String,
    title: String,
    section: Option<String>,
    as_of: String,
    stale: bool,
}

pub(super) fn finding(reader: Reader<'_>, found: &finding::Finding, rule: &Advice) -> Finding {
    let redline = reader.redline(rule);
    let names = |of: &[NameId]| of.iter().map(|id| reader.name(*id).id.clone()).collect();
    let mut could_be: Vec<&'static str> = Vec::new();
    for outcome in &found.could_be {
        if !could_be.contains(&outcome.as_str()) {
            could_be.push(outcome.as_str());
        }
    }
    let severities = &found.severity.could_be;
    Finding {
        id: rule.id.clone(),
        kind: rule.body.kind(),
        title: reader.title(rule),
        risk: rule.risk.and_then(|at| reader.book.risks.get(at)).map(|risk| risk.id.clone()),
        status: found.status(),
        rung: redline.and_then(|redline| rung(reader, found, redline)),
        could_be,
        severity: found.severity.worst.as_str(),
        severity_could_be: match severities.len() {
            0 | 1 => Vec::new(),
            _ => severities.iter().map(|severity| severity.as_str()).collect(),
        },
        priority: found.priority.as_ref().map(|priority| priority.worst.as_str()),
        cost: rule.exchange.cost,
        value: rule.exchange.value,
        owner: one_or_list(ids(&reader.book.owners, &found.owner)),
        phase: rule.phase.and_then(|at| reader.book.phases.get(at)).map(|phase| phase.id.clone()),
        ask: ask(reader, rule),
        because: because(reader, found, redline),
        flips_if: found.flips_if.iter().map(|one| flip(reader, one)).collect(),
        waits_for: names(&found.waits_for),
        duty: duty(reader, found, rule),
        sources: sources(reader, rule),
        waived: waived(reader, found, rule),
        standard_used: names(&found.standard_used),
        silent_terms: names(&found.silent_terms),
    }
}

fn waived(reader: Reader<'_>, found: &finding::Finding, rule: &Advice) -> Option<Waived> {
    let (waiver, waived) = (rule.waiver.as_ref()?, found.waived?);
    Some(Waived {
        because: reader.plain(&waiver.because, Slots::default()),
        approver: reader.book.approvers.get(waiver.approver).map(|approver| approver.id.clone()).unwrap_or_default(),
        until: waiver.until.to_string(),
        expired: waived == finding::Waived::Expired,
    })
}

fn duty(reader: Reader<'_>, found: &finding::Finding, rule: &Advice) -> Option<Duty> {
    let Body::Duty { by_vendor, due, .. } = &rule.body else { return None };
    let (on, until) = match found.due {
        Some(finding::DueDate::Day { first, last, .. }) => (Some(first), last.filter(|last| *last != first)),
        _ => (None, None),
    };
    Some(Duty {
        by: if *by_vendor { "vendor" } else { "us" },
        due: reader.due(due),
        on: on.map(|day| day.to_string()),
        until: until.map(|day| day.to_string()),
        overdue: found.is_overdue(),
        waits_for: match found.due {
            Some(finding::DueDate::Waits(name)) => Some(reader.name(name).id.clone()),
            _ => None,
        },
    })
}

/// The rung of a decided redline, by its name in the language and what people call it.
pub(in crate::report) fn rung(reader: Reader<'_>, found: &finding::Finding, redline: &Redline) -> Option<Rung> {
    let outcome = found.decided()?;
    let name = match (rung_of(outcome, redline)?, outcome) {
        (at, finding::Outcome::Fallback(_)) => format!("fallback {at}"),
        (_, outcome) => outcome.as_str().to_owned(),
    };
    Some(Rung { name, label: reader.label(outcome, redline) })
}

/// What the rule asks for, whatever its kind calls it.
fn ask(reader: Reader<'_>, rule: &Advice) -> Option<String> {
    let (text, redline) = match &rule.body {
        Body::Redline(redline) => (&redline.propose, Some(&**redline)),
        Body::Mitigation { does, .. } | Body::Duty { does, .. } => (does, None),
        Body::Question { .. } | Body::Step { .. } => (&rule.title, None),
        Body::Lever { play, .. } => (play, None),
        Body::Conflict { weigh, .. } => (weigh, None),
    };
    let text = reader.plain(text, Slots { redline, rung: None });
    (!text.is_empty()).then(|| text.trim().to_owned())
}

fn because(reader: Reader<'_>, found: &finding::Finding, redline: Option<&Redline>) -> Vec<Because> {
    let reason = |reason: &finding::Reason| {
        let fact = reason.comparison.left;
        Because {
            text: reader.reason(reason, redline),
            truth: reason.truth.as_str(),
            fact: reader.name(fact).id.clone(),
            value: reader.canonical(fact),
            rule: At::new(&reason.comparison.place),
            profile: reader.known(fact).and_then(|known| known.place.as_ref()).map(At::new),
        }
    };
    found.because.iter().map(reason).collect()
}

fn flip(reader: Reader<'_>, one: &finding::Flip) -> Flip {
    let words = reader.flip(one);
    Flip {
        fact: reader.name(one.name).id.clone(),
        value: reader.canonical(one.name),
        to: words.to,
        relation: words.relation,
        distance: words.distance,
        status: one.outcome.as_str(),
    }
}

fn sources(reader: Reader<'_>, rule: &Advice) -> Vec<Source> {
    let source = |cited: crate::report::words::Cited| Source {
        id: cited.id,
        title: cited.title,
        section: cited.section,
        as_of: cited.as_of.to_string(),
        stale: cited.stale,
    };
    reader.cited(&rule.citations).into_iter().map(source).collect()
}

/// One id; several, where it depends on what is not known, as a list in canonical form.
fn one_or_list(ids: Vec<String>) -> Option<String> {
    match ids.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        many => Some(format!("[{}]", many.join(", "))),
    }
}
