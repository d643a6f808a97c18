//! The ladder of a position: every rung that is open to the company, or may be.

use serde::Serialize;

use crate::assess::finding::{Finding, Truth};
use crate::report::words::{Reader, or, titles};
use crate::rulebook::advice::Redline;

use super::super::bargain::{DOES_NOT_COUNT, IF_ANSWERS_ALLOW, counts, is_on_the_table};

/// A rung that is open to the company, or may be.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// Preferred, Fallback or Walk-away.
    pub kind: String,
    /// What people call it, where that says more than what it asks for.
    pub label: Option<String>,
    /// What it asks for: "at least 60 days".
    pub asks: String,
    /// Who must agree, and whether it is clear that the rung is open.
    pub remarks: Vec<String>,
}

impl Reader<'_> {
    /// The rungs on the table, best first and the walk-away last.
    pub(super) fn ladder(&self, finding: &Finding, redline: &Redline) -> Vec<Step> {
        let last = redline.fallbacks.len() + 1;
        let on_the_table = (0..=last).filter(|at| is_on_the_table(finding, redline, *at));
        on_the_table.filter_map(|at| self.step(finding, redline, at)).collect()
    }

    fn step(&self, finding: &Finding, redline: &Redline, at: usize) -> Option<Step> {
        let rung = redline.rungs().nth(at)?;
        let asks = self.rung(redline, rung);
        let approvers = titles(&self.book.approvers, finding.rungs.get(at).map_or(&[], |found| &found.approver));
        let kind = match at {
            0 => "Preferred",
            at if at <= redline.fallbacks.len() => "Fallback",
            _ => "Walk-away",
        };
        let remarks = [
            (!approvers.is_empty()).then(|| format!("with approval of the {}", or(&approvers))),
            match counts(finding, redline, at) {
                Truth::True => None,
                Truth::Unknown => Some(IF_ANSWERS_ALLOW.to_owned()),
                Truth::False => Some(DOES_NOT_COUNT.to_owned()),
            },
        ];
        Some(Step {
            kind: kind.to_owned(),
            label: self.label_beside(redline, at, &asks),
            asks,
            remarks: remarks.into_iter().flatten().collect(),
        })
    }
}
