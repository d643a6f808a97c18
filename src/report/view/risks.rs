//! Risk areas in brief: which of their positions are not acceptable as they stand.

use std::cmp::Reverse;

use serde::Serialize;

use crate::assess::finding::{Finding, Outcome};
use crate::report::words::{Reader, first_few, grades, titles};
use crate::rulebook::advice::{Advice, Redline, Severity};

use super::rows::Row;

/// A risk area with positions of its own.
#[derive(Clone, Debug, Serialize)]
pub struct RiskArea {
    /// The id of the risk.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How bad: "high", or "critical or high, depends on Criticality".
    pub severity: String,
    /// Its positions, worst first.
    pub rows: Vec<Row>,
}

/// Positions that are acceptable as they stand, if somebody agrees.
#[derive(Clone, Debug, Serialize)]
pub struct Acceptable {
    /// Who must agree; nobody in particular where it is empty.
    pub approvers: Vec<String>,
    /// The positions, worst first.
    pub positions: Vec<AcceptablePosition>,
}

/// A position at a fallback.
#[derive(Clone, Debug, Serialize)]
pub struct AcceptablePosition {
    /// Its title.
    pub title: String,
    /// What the draft says.
    pub says: String,
    /// What would be better.
    pub better: Option<String>,
    /// Where the profile says so.
    pub place: Option<String>,
}

impl Reader<'_> {
    /// The risk areas with positions of a kind, and these.
    pub(super) fn risk_areas(&self, wanted: fn(&Finding) -> bool) -> Vec<RiskArea> {
        let redlines = self.redlines();
        let area = |at: usize| {
            let risk = self.book.risks.get(at)?;
            let of_risk = redlines.iter().filter(|(finding, rule, _)| rule.risk == Some(at) && wanted(finding));
            let rows: Vec<Row> = of_risk.map(|(finding, rule, redline)| self.row(finding, rule, redline)).collect();
            let area =
                RiskArea { id: risk.id.clone(), title: risk.title.clone(), severity: self.risk_severity(at), rows };
            (!area.rows.is_empty()).then_some(area)
        };
        self.risks_in_order().into_iter().filter_map(area).collect()
    }

    /// The risks, those with the worst finding first.
    pub(super) fn risks_in_order(&self) -> Vec<usize> {
        let ranked = self.ranked();
        let order =
            |at: usize| ranked.iter().filter(|(_, rule)| rule.risk == Some(at)).map(|(found, _)| found.order()).min();
        let severity = |at: usize| self.assessment.risks.get(at).map_or(Severity::Low, |risk| risk.worst);
        let mut risks: Vec<usize> = (0..self.book.risks.len()).collect();
        risks.sort_by_key(|at| {
            let order = order(*at);
            (order.is_none(), order.map(|order| order.0), Reverse(severity(*at)), *at)
        });
        risks
    }

    /// The positions at a fallback, by who must agree; those that nobody must agree to come
    /// first.
    pub(super) fn acceptable(&self) -> Vec<Acceptable> {
        let mut groups: Vec<Acceptable> = Vec::new();
        for (finding, rule, redline) in self.redlines() {
            let Some(Outcome::Fallback(at)) = finding.decided() else { continue };
            let approver = finding.rungs.get(at + 1).map_or(&[][..], |rung| &rung.approver);
            let approvers = titles(&self.book.approvers, approver);
            let position = self.acceptable_position(finding, rule, redline);
            match groups.iter_mut().find(|group| group.approvers == approvers) {
                Some(group) => group.positions.push(position),
                None => groups.push(Acceptable { approvers, positions: vec![position] }),
            }
        }
        groups.sort_by_key(|group| !group.approvers.is_empty());
        groups
    }

    fn acceptable_position(&self, finding: &Finding, rule: &Advice, redline: &Redline) -> AcceptablePosition {
        let says = self.draft_says(redline.subject);
        AcceptablePosition {
            title: self.short_title(rule),
            says: says.says,
            better: self.bargain(finding, redline).preferred(),
            place: says.place,
        }
    }

    pub(super) fn risk_severity(&self, at: usize) -> String {
        let Some(graded) = self.assessment.risks.get(at) else { return String::new() };
        let words = grades::severity(graded);
        let mut open = Vec::new();
        if let Some(risk) = self.book.risks.get(at).filter(|_| graded.could_be.len() > 1) {
            risk.severity.arms.iter().for_each(|(condition, _)| self.open_names(condition, &mut open));
        }
        match self.name_titles(&open).as_slice() {
            [] => words,
            names => format!("{words}, depends on {}", first_few(names, 3)),
        }
    }
}

/// Whether a position falls short or is open.
pub(super) fn is_unsettled(finding: &Finding) -> bool {
    !matches!(finding.decided(), Some(Outcome::NotApplicable | Outcome::Preferred | Outcome::Fallback(_)))
}

/// Whether a position applies, or may.
pub(super) fn applies(finding: &Finding) -> bool {
    finding.decided() != Some(Outcome::NotApplicable)
}
