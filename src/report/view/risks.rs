//! Risk areas in words, with all that belongs to them.

use std::cmp::Reverse;

use serde::Serialize;

use crate::assess::finding::{Finding, Outcome, Truth};
use crate::report::markdown::Markdown;
use crate::report::words::{Reader, Slots, first_few};
use crate::rulebook::advice::{Advice, Body, Severity};

use super::common::CommonFact;
use super::entry::{Entry, is_due};
use super::points::{Point, severity_words};
use super::rows::Row;

/// A risk area with something to say.
#[derive(Clone, Debug, Serialize)]
pub struct RiskArea {
    /// The id of the risk.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How bad: "high", or "critical or high, depends on Criticality".
    pub severity: String,
    /// What goes wrong if it is ignored.
    pub pitfalls: Vec<Markdown>,
    /// What may go wrong, as far as is known.
    pub perhaps: Vec<Markdown>,
    /// The redlines that apply or may, worst first.
    pub rows: Vec<Row>,
    /// Those among them that are not as they should be.
    pub points: Vec<Point>,
    /// What the company can do by itself.
    pub measures: Vec<Measure>,
    /// What to ask the vendor.
    pub questions: Vec<Entry>,
}

/// Something to do that needs nobody's consent, or may have to be done.
#[derive(Clone, Debug, Serialize)]
pub struct Measure {
    /// Its title and who sees to it.
    #[serde(flatten)]
    pub entry: Entry,
    /// What to do.
    pub does: Markdown,
    /// Severity, owner and phase.
    pub marks: Vec<String>,
}

impl Reader<'_> {
    pub(super) fn risk_areas(&self, common: &[CommonFact]) -> Vec<RiskArea> {
        let ranked = self.ranked();
        let order =
            |at: usize| ranked.iter().filter(|(_, rule)| rule.risk == Some(at)).map(|(found, _)| found.order()).min();
        let mut areas: Vec<_> = (0..self.book.risks.len()).collect();
        let severity = |at: usize| self.assessment.risks.get(at).map_or(Severity::Low, |risk| risk.worst);
        areas.sort_by_key(|at| {
            let order = order(*at);
            (order.is_none(), order.map(|order| order.0), Reverse(severity(*at)), *at)
        });
        areas.into_iter().filter_map(|at| self.risk_area(at, &ranked, common)).collect()
    }

    fn risk_area(&self, at: usize, ranked: &[(&Finding, &Advice)], common: &[CommonFact]) -> Option<RiskArea> {
        let risk = self.book.risks.get(at)?;
        let mut rows = Vec::new();
        let mut points = Vec::new();
        let mut measures = Vec::new();
        for (finding, rule) in ranked.iter().filter(|(_, rule)| rule.risk == Some(at)) {
            match &rule.body {
                Body::Redline(redline) => match finding.decided() {
                    Some(Outcome::NotApplicable) => {}
                    Some(Outcome::Preferred) => rows.push(self.row(finding, rule, redline)),
                    _ => {
                        rows.push(self.row(finding, rule, redline));
                        points.push(self.point(finding, rule, redline, common));
                    }
                },
                Body::Mitigation { does, .. } if is_due(finding, Outcome::Advised) => measures.push(Measure {
                    entry: self.entry(finding, rule),
                    does: self.inline(does, Slots::default()),
                    marks: self.measure_marks(finding, rule),
                }),
                _ => {}
            }
        }
        let questions = self.vendor_questions(Some(at));
        if rows.is_empty() && measures.is_empty() && questions.is_empty() {
            return None;
        }
        let pitfalls = |truth| self.pitfalls(at, truth);
        Some(RiskArea {
            id: risk.id.clone(),
            title: risk.title.clone(),
            severity: self.risk_severity(at),
            pitfalls: pitfalls(Truth::True),
            perhaps: pitfalls(Truth::Unknown),
            rows,
            points,
            measures,
            questions,
        })
    }

    fn pitfalls(&self, risk: usize, truth: Truth) -> Vec<Markdown> {
        let pitfalls = self.book.risks.get(risk).map_or(&[][..], |risk| &risk.pitfalls);
        let truths = self.assessment.pitfalls.get(risk).map_or(&[][..], Vec::as_slice);
        let those = pitfalls.iter().zip(truths).filter(|(_, found)| **found == truth);
        those.map(|((text, _), _)| self.inline(text, Slots::default())).collect()
    }

    fn risk_severity(&self, at: usize) -> String {
        let Some(graded) = self.assessment.risks.get(at) else { return String::new() };
        let words = severity_words(&graded.could_be);
        let mut open = Vec::new();
        if let Some(risk) = self.book.risks.get(at).filter(|_| graded.could_be.len() > 1) {
            risk.severity.arms.iter().for_each(|(condition, _)| self.open_names(condition, &mut open));
        }
        match self.name_titles(&open).as_slice() {
            [] => words,
            names => format!("{words}, depends on {}", first_few(names, 3)),
        }
    }

    fn measure_marks(&self, finding: &Finding, rule: &Advice) -> Vec<String> {
        let mut marks = vec![severity_words(&finding.severity.could_be)];
        marks.extend(self.owner(finding));
        marks.extend(self.phase(rule));
        marks
    }

    /// The questions to the vendor of a risk, or of none.
    pub(super) fn vendor_questions(&self, risk: Option<usize>) -> Vec<Entry> {
        let to_vendor = |rule: &Advice| matches!(rule.body, Body::Question { to_vendor: true, .. });
        let due = self.due(Outcome::Ask).filter(|(_, rule)| rule.risk == risk && to_vendor(rule));
        due.map(|(finding, rule)| self.entry(finding, rule)).collect()
    }
}
