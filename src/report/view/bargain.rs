//! A redline in one line: what to ask for, what to accept, when to leave.

use crate::assess::finding::{Finding, Outcome, Truth};
use crate::report::words::{Reader, Slots, first_few, or, titles};
use crate::rulebook::advice::{Redline, Rung};
use crate::rulebook::condition::{Ask, Condition};
use crate::value::{Kind, Relation};

impl Reader<'_> {
    /// "ask for at least 90 days, accept at least 60 days with approval of the General
    /// Counsel, leave below 30 days".
    pub(super) fn bargain(&self, finding: &Finding, redline: &Redline) -> String {
        let is_open = |at: usize| finding.rungs.get(at).is_none_or(|rung| rung.open != Truth::False);
        let mut parts = Vec::new();
        // Where nothing is open to be accepted, one still asks for the best.
        if is_open(0) || !(1..=redline.fallbacks.len()).any(is_open) {
            parts.push(format!("ask for {}", self.rung_in_brief(redline, &redline.preferred, 0)));
        }
        // Fallbacks that the same people must agree to are named together.
        let mut accepted: Vec<(Vec<String>, Vec<String>)> = Vec::new();
        for (at, fallback) in redline.fallbacks.iter().enumerate() {
            let found = finding.rungs.get(at + 1);
            if found.is_some_and(|found| found.open == Truth::False) {
                continue;
            }
            let brief = self.rung_in_brief(redline, fallback, at + 1);
            let approvers = titles(&self.book.approvers, found.map_or(&[], |found| &found.approver));
            match accepted.last_mut().filter(|(_, known)| *known == approvers) {
                Some((briefs, _)) => briefs.push(brief),
                None => accepted.push((vec![brief], approvers)),
            }
        }
        let accepted: Vec<String> = accepted
            .into_iter()
            .map(|(briefs, approvers)| match approvers.is_empty() {
                true => or(&briefs),
                false => format!("{} with approval of the {}", or(&briefs), or(&approvers)),
            })
            .collect();
        parts.extend((!accepted.is_empty()).then(|| format!("accept {}", accepted.join(", or "))));
        let last = redline.fallbacks.len() + 1;
        let open = finding.rungs.get(last).is_none_or(|rung| rung.open != Truth::False);
        if let Some(walk_away) = redline.walk_away.as_ref().filter(|_| open) {
            let exactly =
                self.subject(redline, walk_away).is_some_and(|asked| matches!(asked.ask, Ask::Order(Relation::Is, _)));
            let at = if self.figure(redline, walk_away) && !exactly { "" } else { "at " };
            parts.push(format!("leave {at}{}", self.rung_in_brief(redline, walk_away, last)));
        }
        parts.join(", ")
    }

    /// A figure in words, anything else by what people call it.
    fn rung_in_brief(&self, redline: &Redline, rung: &Rung, at: usize) -> String {
        // Where it goes is said beside it.
        if self.figure(redline, rung) {
            return self.rung_without_documents(redline, rung);
        }
        let label =
            rung.label.as_ref().map(|label| self.plain(label, Slots { redline: Some(redline), rung: Some(at) }));
        format!("“{}”", label.unwrap_or_else(|| self.rung(redline, rung)))
    }

    /// Whether a rung asks for one figure and nothing else.
    fn figure(&self, redline: &Redline, rung: &Rung) -> bool {
        let Condition::Compare(comparison) = &rung.condition else { return false };
        let figure = matches!(
            self.name(comparison.left).of.kind,
            Kind::Number { .. } | Kind::Percent | Kind::Money | Kind::Duration | Kind::Date
        );
        figure && comparison.left == redline.subject && matches!(comparison.ask, Ask::Order(..) | Ask::Between(..))
    }

    /// Why a redline is on the list, in half a line: "falls short: the draft says 14 days".
    pub(super) fn why_in_brief(&self, finding: &Finding, redline: &Redline) -> String {
        let says = self.draft_says(redline.subject).sentence;
        match finding.decided() {
            Some(Outcome::WalkAway) => format!("past your walk-away: {says}"),
            Some(Outcome::Fallback(at)) => {
                let approvers = finding.rungs.get(at + 1).map_or(&[][..], |rung| &rung.approver);
                match titles(&self.book.approvers, approvers).as_slice() {
                    [] => format!("acceptable as it stands: {says}"),
                    approvers => format!("acceptable as it stands if the {} agrees: {says}", or(approvers)),
                }
            }
            Some(_) => format!("falls short: {says}"),
            None => match self.name_titles(&finding.waits_for).as_slice() {
                [] => "not decided yet".to_owned(),
                waits => format!("not decided yet, waits for: {}", first_few(waits, 3)),
            },
        }
    }

    /// Whether a redline still asks for something: decided so, or perhaps.
    pub(super) fn is_to_be_asked(finding: &Finding) -> bool {
        if finding.is_waived() {
            return false;
        }
        match finding.decided() {
            Some(outcome) => outcome.asks_for_action(),
            None => finding
                .could_be
                .iter()
                .any(|outcome| matches!(outcome, Outcome::WalkAway | Outcome::Gap | Outcome::Fallback(_))),
        }
    }
}

/// A sentence from a clause: with a capital.
pub(super) fn capital(clause: &str) -> String {
    let mut chars = clause.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
