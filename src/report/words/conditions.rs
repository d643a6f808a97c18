//! Conditions as sentences, and as outlines of their parts.

use crate::assess::finding::Truth;
use crate::assess::reasoning::Branch;
use crate::report::markdown::escape;
use crate::rulebook::condition::{Ask, Comparison, Condition, Guarded, NameId, Quantifier};
use crate::rulebook::vocabulary::Role;

use super::mentions::{Links, Mention};
use super::{Words, and, or};

/// A line of an outline.
#[derive(Clone, Debug)]
pub(crate) struct Limb<'r> {
    /// How far it is indented.
    pub(crate) depth: usize,
    /// The words, as Markdown.
    pub(crate) text: String,
    /// Whether all that it says holds.
    pub(crate) truth: Option<Truth>,
    /// The comparison it ends in, where it does.
    pub(crate) comparison: Option<&'r Comparison>,
}

impl Words<'_> {
    /// A comparison as a sentence without a period, as Markdown: "*Criticality* is at least
    /// “Business-critical”".
    pub(crate) fn sentence(&self, comparison: &Comparison, links: Links) -> String {
        let subject = self.mention(Mention::Name(comparison.left), links);
        let is_figure = |name: &NameId| matches!(self.name(*name).role, Role::Parameter(_));
        // What a fact or a term on the right is known to be belongs to the reading, not here.
        let words = if comparison.right_names().iter().all(is_figure) { *self } else { Words::of(self.book) };
        let mut sentence = format!("{subject} {}", escape(&words.predicate(comparison)));
        let figures: Vec<String> = comparison
            .right_names()
            .into_iter()
            .filter(is_figure)
            .map(|name| self.mention(Mention::Name(name), links))
            .collect();
        if !figures.is_empty() {
            sentence.push_str(&format!(" ({})", and(&figures)));
        }
        sentence
    }

    fn predicate(&self, comparison: &Comparison) -> String {
        let titles = |members| self.members(self.name(comparison.left), members);
        let mut words = match &comparison.ask {
            Ask::Within(span) => format!("lies within {} of the day of the assessment", span.shown()),
            Ask::HasPassed => "has passed".to_owned(),
            Ask::Includes(Quantifier::Any, members) => format!("includes {}", or(&titles(members))),
            Ask::Includes(Quantifier::All, members) => format!("includes {}", and(&titles(members))),
            Ask::Includes(Quantifier::None, members) => format!("does not include {}", or(&titles(members))),
            _ => {
                let anywhere = Comparison { written_in: None, ..comparison.clone() };
                format!("is {}", self.asked_quoted(&anywhere))
            }
        };
        if let Some((at, document)) = comparison.written_in.and_then(|at| Some((at, self.book.documents.get(at)?))) {
            let stronger = if at + 1 < self.book.documents.len() { " or stronger" } else { "" };
            words.push_str(&format!(", written down in: {}{stronger}", document.title));
        }
        words
    }

    /// A condition in one sentence, as Markdown; defines go by their names.
    pub(crate) fn condition(&self, condition: &Condition, links: Links) -> String {
        let joined = |operands: &[Condition], word: &str| {
            let operand = |operand: &Condition| match operand {
                Condition::All(many) | Condition::Any(many) if many.len() > 1 => {
                    format!("({})", self.condition(operand, links))
                }
                operand => self.condition(operand, links),
            };
            operands.iter().map(operand).collect::<Vec<_>>().join(&format!(" {word} "))
        };
        match condition {
            Condition::Always => "always".to_owned(),
            Condition::All(operands) => joined(operands, "and"),
            Condition::Any(operands) => joined(operands, "or"),
            Condition::Not(operand) => match &**operand {
                Condition::Define(define, _) => format!("not {}", self.mention(Mention::Define(*define), links)),
                operand => format!("not ({})", self.condition(operand, links)),
            },
            Condition::Define(define, _) => self.mention(Mention::Define(*define), links),
            Condition::Compare(comparison) => self.sentence(comparison, links),
        }
    }

    /// A value that depends on conditions, as Markdown: "high when `vital`, otherwise medium".
    pub(crate) fn guarded<T>(&self, guarded: &Guarded<T>, links: Links, word: impl Fn(&T) -> String) -> String {
        self.guarded_markdown(guarded, links, |value| escape(&word(value)))
    }

    /// The same, where the words of a value are Markdown.
    pub(super) fn guarded_markdown<T>(
        &self,
        guarded: &Guarded<T>,
        links: Links,
        word: impl Fn(&T) -> String,
    ) -> String {
        let arms = guarded.arms.iter();
        let mut parts: Vec<String> = arms
            .map(|(condition, value)| format!("{} when {}", word(value), self.condition(condition, links)))
            .collect();
        let otherwise = word(&guarded.otherwise);
        parts.push(if parts.is_empty() { otherwise } else { format!("otherwise {otherwise}") });
        parts.join(", ")
    }

    /// A condition in its parts, a line each, with defines written out.
    pub(crate) fn outline<'r>(&self, branch: &Branch<'r>, links: Links) -> Vec<Limb<'r>> {
        let mut limbs = Vec::new();
        let start = Limb { depth: 0, text: String::new(), truth: branch.truth, comparison: None };
        self.branch(branch, links, start, &mut limbs);
        limbs
    }

    /// `limb` is the beginning of the line that the branch goes on.
    fn branch<'r>(&self, branch: &Branch<'r>, links: Links, mut limb: Limb<'r>, into: &mut Vec<Limb<'r>>) {
        match branch.condition {
            Condition::Always => {
                limb.text.push_str("always");
                into.push(limb);
            }
            Condition::Compare(comparison) => {
                limb.text.push_str(&self.sentence(comparison, links));
                limb.comparison = Some(comparison);
                into.push(limb);
            }
            Condition::Not(_) | Condition::Define(..) => {
                limb.text.push_str(&match branch.condition {
                    Condition::Define(define, _) => {
                        format!("{}, that is: ", self.mention(Mention::Define(*define), links))
                    }
                    _ => "not: ".to_owned(),
                });
                match branch.operands.first() {
                    Some(operand) => self.branch(operand, links, limb, into),
                    None => into.push(limb),
                }
            }
            Condition::All(_) | Condition::Any(_) => {
                let all = matches!(branch.condition, Condition::All(_));
                limb.text.push_str(if all { "all of these:" } else { "at least one of these:" });
                let depth = limb.depth + 1;
                into.push(limb);
                for operand in &branch.operands {
                    let start = Limb { depth, text: String::new(), truth: operand.truth, comparison: None };
                    self.branch(operand, links, start, into);
                }
            }
        }
    }
}
