//! Two rulebooks without any profile: what they say differently, and which of it each rule
//! hangs on.

use crate::rulebook::Rulebook;
use crate::rulebook::advice::AdviceId;

use super::causes::{Cause, Differences, declared_there};
use super::lines::{Line, RulePart};
use super::reach::Reach;

/// The lines of two rulebooks that are not the same.
pub struct RuleLines<'a> {
    before: &'a Rulebook,
    after: &'a Rulebook,
    different: Differences,
}

impl<'a> RuleLines<'a> {
    /// Holds one rulebook against another.
    pub fn between(before: &'a Rulebook, after: &'a Rulebook) -> Self {
        Self { before, after, different: Differences::between_rules(before, after) }
    }

    /// Those that what a rule comes to, and how bad it is, may hang on, whatever the profile;
    /// where the rule is there on one side alone, its declaration. Nothing else bears on its
    /// verdict.
    pub fn behind(&self, before: Option<AdviceId>, after: Option<AdviceId>) -> Vec<Cause> {
        match (before, after) {
            (Some(was), Some(is)) => {
                let reach = |book, id| Reach::of_rule_for_all(book, id);
                let mut causes = self.different.within(&reach(self.before, was), &reach(self.after, is));
                causes.retain(|cause| bears_on_verdicts(&cause.line));
                causes
            }
            (None, Some(is)) => one_sided(self.after, self.before, is, false),
            (Some(was), None) => one_sided(self.before, self.after, was, true),
            (None, None) => Vec::new(),
        }
    }
}

fn one_sided(book: &Rulebook, other: &Rulebook, id: AdviceId, gone: bool) -> Vec<Cause> {
    let Some(rule) = book.advice.get(id.0) else { return Vec::new() };
    let (line, there, elsewhere) = declared_there(other, rule);
    let (before, after) = if gone { (Some(there), elsewhere) } else { (elsewhere, Some(there)) };
    vec![Cause { line, before, after }]
}

/// Whether a line can change what a rule comes to or how bad that is, and not only who sees
/// to it, by when, and on which paper.
fn bears_on_verdicts(line: &Line) -> bool {
    !matches!(line, Line::Rule(_, RulePart::Owner | RulePart::Priority | RulePart::Instrument | RulePart::Due))
}
