//! Risk areas with what there is to do about each position of theirs.

use serde::Serialize;

use crate::assess::finding::{Finding, Outcome, Truth};
use crate::report::markdown::Markdown;
use crate::report::words::{Reader, Slots, grades};
use crate::rulebook::advice::{Advice, Body};

use super::super::entry::{Entry, is_due};
use super::common::CommonFact;
use super::points::Point;

/// A risk area with something to do.
#[derive(Clone, Debug, Serialize)]
pub struct PlannedRisk {
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
    /// Its positions that are not as they should be, worst first.
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
    pub(super) fn planned_risks(&self, common: &[CommonFact]) -> Vec<PlannedRisk> {
        let ranked = self.ranked();
        self.risks_in_order().into_iter().filter_map(|at| self.planned_risk(at, &ranked, common)).collect()
    }

    fn planned_risk(&self, at: usize, ranked: &[(&Finding, &Advice)], common: &[CommonFact]) -> Option<PlannedRisk> {
        let risk = self.book.risks.get(at)?;
        let mut points = Vec::new();
        let mut measures = Vec::new();
        for (finding, rule) in ranked.iter().filter(|(_, rule)| rule.risk == Some(at)) {
            match &rule.body {
                Body::Redline(redline) => match finding.decided() {
                    Some(Outcome::NotApplicable | Outcome::Preferred) => {}
                    _ => points.push(self.point(finding, rule, redline, common)),
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
        if points.is_empty() && measures.is_empty() && questions.is_empty() {
            return None;
        }
        let pitfalls = |truth| self.pitfalls(at, truth);
        Some(PlannedRisk {
            id: risk.id.clone(),
            title: risk.title.clone(),
            severity: self.risk_severity(at),
            pitfalls: pitfalls(Truth::True),
            perhaps: pitfalls(Truth::Unknown),
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

    fn measure_marks(&self, finding: &Finding, rule: &Advice) -> Vec<String> {
        let mut marks = vec![grades::severity(&finding.severity)];
        marks.extend(self.owner(finding));
        marks.extend(self.phase(rule));
        marks
    }

    /// The questions to the vendor of a risk, or of none.
    pub(in crate::report::view) fn vendor_questions(&self, risk: Option<usize>) -> Vec<Entry> {
        let to_vendor = |rule: &Advice| matches!(rule.body, Body::Question { to_vendor: true, .. });
        let due = self.due(Outcome::Ask).filter(|(_, rule)| rule.risk == risk && to_vendor(rule));
        due.map(|(finding, rule)| self.entry(finding, rule)).collect()
    }
}
