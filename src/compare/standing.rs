//! What there is to a finding, and what of it is different.

use crate::assess::finding::{DueDate, Finding, KnownBy, Outcome, Waived};
use crate::rulebook::advice::{Body, Priority, Severity};
use crate::rulebook::condition::NameId;
use crate::rulebook::vocabulary::Titled;

use super::lines::reading;
use super::{Side, Stand};

/// A part of how something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// What it comes to, or could.
    Status,
    /// Whether the house lives with it.
    Waiver,
    /// What the draft says.
    Says,
    /// How bad it is.
    Severity,
    /// Whether it can be traded.
    Priority,
    /// Who sees to it.
    Owner,
    /// Who must agree to it.
    Approver,
    /// The document it goes into.
    Instrument,
    /// When it is due.
    Due,
}

impl Facet {
    /// The word for machines.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Waiver => "waiver",
            Self::Says => "says",
            Self::Severity => "severity",
            Self::Priority => "priority",
            Self::Owner => "owner",
            Self::Approver => "approver",
            Self::Instrument => "instrument",
            Self::Due => "due",
        }
    }
}

/// A finding without the numbers of its rulebook, so that two can be held together.
#[derive(PartialEq, Eq)]
struct Standing<'a> {
    could_be: Vec<Outcome>,
    waived: Option<Waived>,
    says: Option<String>,
    cares: Option<Cares<'a>>,
}

/// What matters of a rule only while there is something to do about it, or may be.
#[derive(PartialEq, Eq)]
struct Cares<'a> {
    severity: &'a [Severity],
    priority: Option<&'a [Priority]>,
    owner: Vec<&'a str>,
    approver: Vec<&'a str>,
    instrument: Vec<&'a str>,
    due: Option<Due<'a>>,
}

#[derive(PartialEq, Eq)]
enum Due<'a> {
    On(DueDate),
    Waits(&'a str),
}

/// What is different between two stands of one rule; nothing where they are the same.
pub(super) fn differences(
    (before, was): (Side<'_>, Option<Stand<'_>>),
    (after, is): (Side<'_>, Option<Stand<'_>>),
) -> Vec<Facet> {
    let (Some(was), Some(is)) = (was, is) else { return vec![Facet::Status] };
    let (was, is) = (Standing::of(before, was), Standing::of(after, is));
    let same_status = was.could_be == is.could_be;
    let mut facets = Vec::new();
    let mut add = |differs: bool, facet| {
        if differs {
            facets.push(facet);
        }
    };
    add(!same_status, Facet::Status);
    add(was.waived != is.waived, Facet::Waiver);
    if let (Some(was), Some(is)) = (&was.says, &is.says) {
        add(was != is, Facet::Says);
    }
    if let (Some(was), Some(is)) = (&was.cares, &is.cares) {
        add(was.severity != is.severity, Facet::Severity);
        add(was.priority != is.priority, Facet::Priority);
        add(was.owner != is.owner, Facet::Owner);
        // Who must agree to another rung goes with the rung.
        add(same_status && was.approver != is.approver, Facet::Approver);
        add(was.instrument != is.instrument, Facet::Instrument);
        add(was.due != is.due, Facet::Due);
    }
    facets
}

impl<'a> Standing<'a> {
    fn of(side: Side<'a>, stand: Stand<'a>) -> Self {
        let finding = stand.finding;
        let idle = finding.decided().is_some_and(Outcome::is_idle);
        let says = match &stand.rule.body {
            Body::Redline(redline) if !idle => Some(says(side, redline.subject)),
            _ => None,
        };
        Self {
            could_be: finding.could_be.clone(),
            waived: finding.waived,
            says,
            cares: matters(finding).then(|| Cares::of(side, stand)),
        }
    }
}

impl<'a> Cares<'a> {
    fn of(side: Side<'a>, Stand { finding, .. }: Stand<'a>) -> Self {
        let at = match finding.decided() {
            Some(Outcome::Fallback(at)) => finding.rungs.get(at + 1),
            _ => None,
        };
        let approver = at.map_or(&[][..], |rung| &rung.approver);
        Self {
            severity: &finding.severity.could_be,
            priority: finding.priority.as_ref().map(|priority| priority.could_be.as_slice()),
            owner: ids(&side.book.owners, &finding.owner),
            approver: ids(&side.book.approvers, approver),
            instrument: ids(&side.book.documents, &finding.instrument),
            due: finding.due.map(|due| match due {
                DueDate::Waits(name) => Due::Waits(&side.book.name(name).id),
                due => Due::On(due),
            }),
        }
    }
}

fn ids<'a>(of: &'a [Titled], at: &[usize]) -> Vec<&'a str> {
    let mut ids: Vec<&str> = at.iter().filter_map(|at| of.get(*at)).map(|titled| titled.id.as_str()).collect();
    ids.sort_unstable();
    ids
}

/// What the draft, or what stands in for it, says of a term.
fn says(side: Side<'_>, term: NameId) -> String {
    let reading = reading(side, term);
    match side.assessment.known.get(term.0) {
        Some(known) if matches!(known.by, KnownBy::Standard | KnownBy::Silence) => {
            format!("{reading}: {}", known.possible.canonical(&side.book.name(term).of))
        }
        _ => reading,
    }
}

/// Whether there is something to do about a finding, or may be, or it can be used: who sees
/// to it and how bad it is matters only then.
fn matters(finding: &Finding) -> bool {
    finding.could_be.iter().any(|outcome| outcome.asks_for_action() || *outcome == Outcome::Available)
}
