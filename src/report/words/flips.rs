//! What would change a finding, in words.

use crate::assess::finding::{Finding, Flip, Outcome, Target};
use crate::rulebook::advice::{Advice, Redline};
use crate::rulebook::condition::NameId;
use crate::rulebook::vocabulary::Role;
use crate::value::{Kind, Relation, Value};

use super::values::{one, quoted};
use super::{Reader, rung_of};

/// One change as the JSON view names it.
#[derive(Clone, Debug)]
pub(crate) struct FlipWords {
    pub(crate) to: String,
    pub(crate) relation: &'static str,
    pub(crate) distance: Option<String>,
}

impl Reader<'_> {
    /// A change for machines.
    pub(crate) fn flip(&self, flip: &Flip) -> FlipWords {
        let of = &self.name(flip.name).of;
        let level = |at: usize| of.levels().and_then(|levels| levels.levels.get(at)).map(|level| level.id.clone());
        let document = |at: usize| self.book.documents.get(at).map(|document| document.id.clone());
        let (relation, to) = match &flip.to {
            Target::Value(relation, value) => (relation_word(*relation), value.canonical(of)),
            Target::Includes(at) => ("includes", level(*at).unwrap_or_default()),
            Target::Excludes(at) => ("excludes", level(*at).unwrap_or_default()),
            Target::Addressed => ("addressed", "addressed".to_owned()),
            Target::WrittenIn(at) => ("written-in", document(*at).unwrap_or_default()),
        };
        FlipWords { to, relation, distance: flip.distance.as_ref().map(|distance| distance.canonical(of)) }
    }

    /// What a better or worse draft would make of a redline, as parts of one sentence
    /// that begins with "It would be". Changes of facts are left out: they are not
    /// bargained over.
    pub(crate) fn if_the_draft_said(&self, finding: &Finding, redline: &Redline) -> Vec<String> {
        let terms = finding.flips_if.iter().filter(|flip| matches!(self.name(flip.name).role, Role::Term(_)));
        let mut parts: Vec<((u8, usize), String)> = Vec::new();
        // A lesser fallback in the place of a better one is no offer to hope for.
        let lesser = |outcome: Outcome| matches!((finding.decided(), outcome), (Some(Outcome::Fallback(now)), Outcome::Fallback(then)) if then > now);
        for flip in terms.filter(|flip| flip.outcome != Outcome::NotApplicable && !lesser(flip.outcome)) {
            let part = format!("{} {}", self.outcome(flip.outcome, redline), self.change(flip, Some(redline.subject)));
            if !parts.iter().any(|(_, known)| *known == part) {
                parts.push((nearness(flip.outcome), part));
            }
        }
        parts.sort_by_key(|(nearness, _)| *nearness);
        parts.into_iter().map(|(_, part)| part).collect()
    }

    /// What one change of one value would make of any finding, facts included, a clause
    /// each: "short of what you need if the draft said at least 30 days".
    pub(crate) fn if_one_thing_changed(&self, finding: &Finding, rule: &Advice) -> Vec<String> {
        let redline = self.redline(rule);
        let outcome = |outcome: Outcome| match redline {
            Some(redline) => self.outcome(outcome, redline),
            None => outcome.as_str().replace('-', " "),
        };
        let subject = redline.map(|redline| redline.subject);
        let mut flips: Vec<&Flip> = finding.flips_if.iter().collect();
        flips.sort_by_key(|flip| nearness(flip.outcome));
        let mut clauses: Vec<String> = Vec::new();
        for flip in flips {
            let clause = format!("{} {}", outcome(flip.outcome), self.change(flip, subject));
            if !clauses.contains(&clause) {
                clauses.push(clause);
            }
        }
        clauses
    }

    /// What a redline comes to, as people say it.
    pub(crate) fn outcome(&self, outcome: Outcome, redline: &Redline) -> String {
        match outcome {
            Outcome::WalkAway => "past your walk-away".to_owned(),
            Outcome::Gap => "short of what you need".to_owned(),
            Outcome::Preferred => "as you want it".to_owned(),
            Outcome::NotApplicable => "without a bearing on you".to_owned(),
            Outcome::Fallback(_) => match self.label(outcome, redline) {
                Some(label) => format!("acceptable (“{label}”)"),
                None => "acceptable".to_owned(),
            },
            other => other.as_str().replace('-', " "),
        }
    }

    /// What people call the rung an outcome stands for.
    pub(crate) fn label(&self, outcome: Outcome, redline: &Redline) -> Option<String> {
        self.label_at(redline, rung_of(outcome, redline)?)
    }

    /// One change as a clause; `subject` is the term that goes by the name of the draft.
    fn change(&self, flip: &Flip, subject_of: Option<NameId>) -> String {
        let name = self.name(flip.name);
        let level = |at: usize| name.of.levels().and_then(|levels| levels.levels.get(at)).map(|level| &*level.title);
        let (subject, said) = match Some(flip.name) == subject_of {
            true => ("the draft".to_owned(), "said"),
            false => (format!("“{}”", name.title), "were"),
        };
        match &flip.to {
            Target::Value(relation, value) => {
                let words = self.target(flip, *relation, value);
                let distance = self.distance(flip, *relation);
                format!("if {subject} {said} {words}{distance}")
            }
            Target::Includes(at) => format!("if {subject} included {}", level(*at).unwrap_or_default()),
            Target::Excludes(at) => format!("if {subject} did not include {}", level(*at).unwrap_or_default()),
            Target::Addressed if Some(flip.name) == subject_of => "as soon as the draft addressed it".to_owned(),
            Target::Addressed => format!("as soon as the draft addressed {subject}"),
            Target::WrittenIn(at) => {
                let document = self.book.documents.get(*at).map(|document| &*document.title).unwrap_or_default();
                let what = if Some(flip.name) == subject_of { "it" } else { &subject };
                format!("if {what} were written in: {document}")
            }
        }
    }

    fn target(&self, flip: &Flip, relation: Relation, value: &Value) -> String {
        let name = self.name(flip.name);
        let shown = quoted(one(value, &name.of), &name.of);
        match (&name.of.kind, relation) {
            (_, Relation::Is) => shown,
            // Nothing lies below nothing.
            (_, Relation::AtMost) if shown == "0%" => shown,
            // The nearest level that changes it: whether higher ones do too is another question.
            (Kind::Scale(_) | Kind::YesNo | Kind::OneOf(_), Relation::AtLeast | Relation::AtMost) => shown,
            (_, relation) => format!("{} {shown}", relation.words()),
        }
    }

    /// " (76 days more)".
    fn distance(&self, flip: &Flip, relation: Relation) -> String {
        // Beyond an end that does not belong to it, the distance is more than it looks.
        let open = matches!(relation, Relation::Above | Relation::Below);
        let Some(distance) = flip.distance.as_ref().filter(|_| !open) else { return String::new() };
        let of = &self.name(flip.name).of;
        let amount = match distance {
            Value::Percent(points) => format!("{} percentage points", points.normalize()),
            Value::Level(_) | Value::YesNo(_) => return String::new(),
            distance => distance.shown(of),
        };
        let date = matches!(of.kind, Kind::Date);
        let direction = match relation {
            Relation::AtLeast | Relation::Above => {
                if date {
                    "later"
                } else {
                    "more"
                }
            }
            Relation::AtMost | Relation::Below => {
                if date {
                    "earlier"
                } else {
                    "less"
                }
            }
            Relation::Is => "away",
        };
        format!(" ({amount} {direction})")
    }
}

fn relation_word(relation: Relation) -> &'static str {
    match relation {
        Relation::Is => "is",
        Relation::AtLeast => "at-least",
        Relation::AtMost => "at-most",
        Relation::Above => "above",
        Relation::Below => "below",
    }
}

/// Best first.
fn nearness(outcome: Outcome) -> (u8, usize) {
    match outcome {
        Outcome::Preferred => (0, 0),
        Outcome::Fallback(at) => (1, at),
        Outcome::Gap => (2, 0),
        _ => (3, 0),
    }
}
