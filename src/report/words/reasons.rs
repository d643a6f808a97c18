//! Why a finding is what it is, in words.

use crate::assess::finding::{Finding, KnownBy, Part, Reason, Truth};
use crate::rulebook::advice::Redline;
use crate::rulebook::condition::{Ask, Comparison, Members, Quantifier};
use crate::rulebook::vocabulary::Role;
use crate::value::{Kind, Relation};

use super::values::{in_sentence, one};
use super::{Reader, and, or};

/// One reason as a clause of a sentence, and where the profile says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) text: String,
    pub(crate) place: Option<String>,
}

impl Reader<'_> {
    /// A reason as a sentence of its own, without a period: "Criticality:
    /// Business-critical (at least Medium)", "Notice: 14 days; the walk-away is below 30
    /// days".
    pub(crate) fn reason(&self, reason: &Reason, redline: Option<&Redline>) -> String {
        let comparison = &reason.comparison;
        match (reason.part, redline) {
            (Part::Rung(rung), Some(redline)) if self.is_bargained(comparison) => {
                let name = self.name(comparison.left);
                let says = self.shown_with_origin(comparison.left);
                let asked = self.asked_quoted(comparison);
                let is = self.rung_is(redline, rung, &asked);
                format!("{}: {says}; {is} {asked}{}", name.title, self.by_figures(comparison))
            }
            _ => format!("{}{}", self.holds(comparison, reason.truth), self.by_figures(comparison)),
        }
    }

    /// How the figures on the right side of a comparison are worked out: "; Fees of a year:
    /// Fees a month (USD 50k) times 12".
    pub(crate) fn by_figures(&self, comparison: &Comparison) -> String {
        let right = comparison.right_names().into_iter();
        let how = right.filter_map(|name| Some(format!("; {}: {}", self.name(name).title, self.plain_how(name)?)));
        how.collect()
    }

    /// Why a rule applies, has been seen to, or has a rung open: one clause a fact.
    pub(crate) fn facts_behind(&self, finding: &Finding, of: impl Fn(Part, Truth) -> bool) -> Vec<Clause> {
        let mut clauses: Vec<Clause> = Vec::new();
        for reason in finding.because.iter().filter(|reason| of(reason.part, reason.truth)) {
            let comparison = &reason.comparison;
            if matches!(reason.part, Part::Rung(_)) && self.is_bargained(comparison) {
                continue;
            }
            let place = self.known(comparison.left).and_then(|known| known.place.as_ref());
            let clause = Clause { text: self.holds(comparison, reason.truth), place: self.profile_line(place) };
            if !clauses.contains(&clause) {
                clauses.push(clause);
            }
        }
        clauses
    }

    /// Whether a comparison is about what the draft says.
    pub(crate) fn is_bargained(&self, comparison: &Comparison) -> bool {
        matches!(self.name(comparison.left).role, Role::Term(_))
    }

    /// What was read, and what of it counts: "Stage: Roll-out (at least Pilot)".
    fn holds(&self, comparison: &Comparison, truth: Truth) -> String {
        let name = self.name(comparison.left);
        let shown = self.shown_with_origin(comparison.left);
        match self.qualifier(comparison, truth) {
            Some(qualifier) => format!("{}: {shown} ({qualifier})", name.title),
            None => format!("{}: {shown}", name.title),
        }
    }

    fn qualifier(&self, comparison: &Comparison, truth: Truth) -> Option<String> {
        let name = self.name(comparison.left);
        let silent = self.known(comparison.left).is_some_and(|known| known.by == KnownBy::Silence);
        let asked = || self.asked_in_sentence(comparison);
        if matches!(name.of.kind, Kind::YesNo) && comparison.written_in.is_none() {
            return None;
        }
        if let Ask::Addressed(_) = comparison.ask {
            return None;
        }
        match truth {
            Truth::Unknown => Some(format!("open whether {}", asked())),
            Truth::True => match &comparison.ask {
                Ask::Order(Relation::Is, _) | Ask::OneOf { negated: false, .. } if comparison.written_in.is_none() => {
                    None
                }
                Ask::HasPassed => Some("has passed".to_owned()),
                _ => Some(asked()),
            },
            Truth::False if silent || comparison.written_in.is_some() => Some(format!("asked for: {}", asked())),
            Truth::False => Some(self.denied(comparison)),
        }
    }

    /// What a comparison that does not hold comes to: "below Medium", "not Banking".
    fn denied(&self, comparison: &Comparison) -> String {
        let name = self.name(comparison.left);
        let shown = |operand| in_sentence(self.operand(name, operand), &name.of);
        match &comparison.ask {
            Ask::Order(relation, operand) => match opposite(*relation) {
                Some(relation) => {
                    let ask = Ask::Order(relation, operand.clone());
                    self.asked_in_sentence(&Comparison { ask, ..comparison.clone() })
                }
                None => format!("not {}", shown(operand)),
            },
            Ask::IsNot(operand) => shown(operand),
            Ask::OneOf { values, negated } => {
                let values: Vec<String> =
                    values.iter().map(|value| in_sentence(one(value, &name.of), &name.of)).collect();
                match (negated, values.as_slice()) {
                    (true, values) => format!("one of {}", and(values)),
                    (false, [one]) => format!("not {one}"),
                    (false, values) => format!("not {}", or(values)),
                }
            }
            Ask::Between(low, high) => format!("not between {} and {}", shown(low), shown(high)),
            Ask::Within(span) => format!("not within {}", span.shown()),
            Ask::HasPassed => "has not passed".to_owned(),
            Ask::Addressed(addressed) => if *addressed { "not addressed" } else { "addressed" }.to_owned(),
            Ask::Includes(quantifier, members) => self.lacks(comparison, *quantifier, members),
        }
    }

    fn lacks(&self, comparison: &Comparison, quantifier: Quantifier, members: &Members) -> String {
        let titles = self.members(self.name(comparison.left), members);
        match quantifier {
            Quantifier::None => format!("with {}", or(&titles)),
            Quantifier::Any => format!("without {}", or(&titles)),
            Quantifier::All if titles.len() > 1 => format!("not all of {}", and(&titles)),
            Quantifier::All => format!("without {}", or(&titles)),
        }
    }
}

fn opposite(relation: Relation) -> Option<Relation> {
    match relation {
        Relation::Is => None,
        Relation::AtLeast => Some(Relation::Below),
        Relation::AtMost => Some(Relation::Above),
        Relation::Above => Some(Relation::AtMost),
        Relation::Below => Some(Relation::AtLeast),
    }
}
