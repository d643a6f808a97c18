//! What was found, in words: values, comparisons, reasons, texts. Both the documents and
//! the JSON view speak through a [`Reader`], what is about rules alone through [`Words`].

mod comparisons;
mod conditions;
mod dates;
mod due;
mod figures;
mod flips;
pub(super) mod grades;
mod mentions;
mod reasons;
mod sources;
mod texts;
mod values;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use crate::assess::Assessment;
use crate::assess::finding::{Finding, Known, Outcome};
use crate::profile::Profile;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Advice, AdviceId, Body, Redline};
use crate::rulebook::condition::{Condition, NameId};
use crate::rulebook::vocabulary::{Name, Titled};
use crate::source::Place;
use crate::value::Amounts;

use super::talks::Talks;

pub(super) use conditions::Limb;
pub(super) use figures::says_nothing;
pub(super) use mentions::{Links, Mention};
pub(super) use reasons::Clause;
pub(super) use sources::{Cited, kind};
pub(super) use texts::Slots;
pub(super) use values::{one, possible};

/// Everything a sentence about rules is made from: the rules, and what is known of one deal
/// where there is one. Without one, a name whose value depends on the deal goes by its
/// title.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) book: &'a Rulebook,
    known: Option<&'a [Known]>,
    /// How amounts are written, at least.
    amounts: Amounts,
}

/// Everything a sentence about an assessment is made from.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    words: Words<'a>,
    pub(crate) profile: &'a Profile,
    pub(crate) assessment: &'a Assessment,
    /// What came of the talks so far.
    pub(super) talks: &'a Talks,
}

/// For who knows of no talks.
static NO_TALKS: Talks = Talks { round: None, points: BTreeMap::new(), waivers: Vec::new() };

impl<'a> Deref for Reader<'a> {
    type Target = Words<'a>;

    fn deref(&self) -> &Words<'a> {
        &self.words
    }
}

impl<'a> Reader<'a> {
    pub(crate) fn new(book: &'a Rulebook, profile: &'a Profile, assessment: &'a Assessment) -> Self {
        Self {
            words: Words { book, known: Some(&assessment.known), amounts: Amounts::Short },
            profile,
            assessment,
            talks: &NO_TALKS,
        }
    }

    /// The same with what came of the talks.
    pub(super) fn with(self, talks: &'a Talks) -> Self {
        Self { talks, ..self }
    }

    /// Each finding with its rule, in the order of reports: worst first, must-haves before what
    /// can be traded, then by id.
    pub(crate) fn ranked(&self) -> Vec<(&'a Finding, &'a Advice)> {
        let mut ranked: Vec<_> =
            self.assessment.findings.iter().filter_map(|found| Some((found, self.advice(found.advice)?))).collect();
        ranked.sort_by_cached_key(|(finding, rule)| {
            let priority = finding.priority.as_ref().map(|priority| priority.worst);
            (finding.order(), Reverse(priority), &rule.id)
        });
        ranked
    }

    /// Who sees to a finding: all who still may.
    pub(super) fn owner(&self, finding: &Finding) -> Option<String> {
        let owners = titles(&self.book.owners, &finding.owner);
        (!owners.is_empty()).then(|| or(&owners))
    }

    /// Where the profile says something, short: `profile:31`.
    pub(super) fn profile_line(&self, place: Option<&Place>) -> Option<String> {
        place.map(|place| format!("profile:{}", place.position().line))
    }
}

impl<'a> Words<'a> {
    /// The rules by themselves.
    pub(super) fn of(book: &'a Rulebook) -> Self {
        Self { book, known: None, amounts: Amounts::Short }
    }

    pub(crate) fn name(&self, id: NameId) -> &'a Name {
        self.book.name(id)
    }

    pub(crate) fn known(&self, id: NameId) -> Option<&'a Known> {
        self.known?.get(id.0)
    }

    pub(crate) fn advice(&self, id: AdviceId) -> Option<&'a Advice> {
        self.book.advice.get(id.0)
    }

    /// The title of a rule as plain text.
    pub(crate) fn title(&self, rule: &Advice) -> String {
        self.plain(&rule.title, Slots { redline: self.redline(rule), rung: None })
    }

    pub(crate) fn redline<'r>(&self, rule: &'r Advice) -> Option<&'r Redline> {
        match &rule.body {
            Body::Redline(redline) => Some(redline),
            _ => None,
        }
    }

    /// The title of a rule inside a sentence: of a step, whose title is what to do, the
    /// beginning that stands for it.
    pub(crate) fn short_title(&self, rule: &Advice) -> String {
        let title = self.title(rule);
        let end = match rule.body {
            Body::Step { .. } => [". ", ": ", "; "].iter().filter_map(|end| title.find(end)).min(),
            _ => None,
        };
        end.and_then(|end| title.get(..end)).unwrap_or(&title).trim_end_matches('.').to_owned()
    }

    pub(crate) fn titles_of(&self, ids: &[AdviceId]) -> Vec<String> {
        ids.iter().filter_map(|id| self.advice(*id)).map(|rule| self.short_title(rule)).collect()
    }

    pub(crate) fn name_titles(&self, ids: &[NameId]) -> Vec<String> {
        ids.iter().map(|id| self.name(*id).title.clone()).collect()
    }

    /// Who can answer for a fact or term.
    pub(crate) fn answerer(&self, id: NameId) -> Option<String> {
        self.name(id).owner.and_then(|at| self.book.owners.get(at)).map(|owner| owner.title.clone())
    }

    /// The phase of a rule.
    pub(super) fn phase(&self, rule: &Advice) -> Option<String> {
        rule.phase.and_then(|at| self.book.phases.get(at)).map(|phase| phase.title.clone())
    }

    /// The vendor, where all packs speak of the same one.
    pub(super) fn vendor(&self) -> String {
        let vendors: BTreeSet<&str> = self.book.packs.iter().map(|pack| pack.vendor.as_str()).collect();
        match vendors.first() {
            Some(vendor) if vendors.len() == 1 && !vendor.is_empty() => (*vendor).to_owned(),
            _ => "the vendor".to_owned(),
        }
    }

    /// The vendor as whose: "Microsoft's".
    pub(super) fn vendors(&self) -> String {
        let vendor = self.vendor();
        if vendor.ends_with('s') { format!("{vendor}'") } else { format!("{vendor}'s") }
    }

    /// Names a condition looks at that are not known to one value, in its order.
    pub(super) fn open_names(&self, condition: &Condition, into: &mut Vec<NameId>) {
        condition.comparisons(&mut |comparison| {
            let open = self.known(comparison.left).is_some_and(|known| known.possible.single().is_none());
            if open && !into.contains(&comparison.left) {
                into.push(comparison.left);
            }
        });
        let mut defines = Vec::new();
        condition.defines(&mut |define| defines.push(define));
        for define in defines.into_iter().filter_map(|define| self.book.defines.get(define.0)) {
            self.open_names(&define.condition, into);
        }
    }

    /// What a rung is called in a sentence: "preferred is", "the fallback “Our floor” is",
    /// "the walk-away is".
    /// A name that says no more than what the rung asks for is left out.
    pub(super) fn rung_is(&self, redline: &Redline, rung: usize, asks: &str) -> String {
        match rung {
            0 => "preferred is".to_owned(),
            at if at <= redline.fallbacks.len() => match self.label_beside(redline, at, asks) {
                Some(label) => format!("the fallback “{label}” is"),
                None if redline.fallbacks.len() == 1 => "the fallback is".to_owned(),
                None => format!("fallback {at} is"),
            },
            _ => "the walk-away is".to_owned(),
        }
    }

    /// What people call a rung, where that is not what it asks for.
    pub(super) fn label_beside(&self, redline: &Redline, rung: usize, asks: &str) -> Option<String> {
        let words = asks.trim_end_matches(" or better").trim_end_matches(" or worse");
        let words = words.trim_matches(['“', '”']);
        self.label_at(redline, rung).filter(|label| !label.eq_ignore_ascii_case(words))
    }

    /// What people call a rung.
    pub(super) fn label_at(&self, redline: &Redline, rung: usize) -> Option<String> {
        let label = redline.rungs().nth(rung)?.label.as_ref()?;
        Some(self.plain(label, Slots { redline: Some(redline), rung: Some(rung) }))
    }
}

/// The rung an outcome stands for, by its place among the rungs.
pub(super) fn rung_of(outcome: Outcome, redline: &Redline) -> Option<usize> {
    match outcome {
        Outcome::Preferred => Some(0),
        Outcome::Fallback(at) => Some(at + 1),
        Outcome::WalkAway => redline.walk_away.as_ref().map(|_| redline.fallbacks.len() + 1),
        _ => None,
    }
}

/// The titles at these places.
pub(super) fn titles(of: &[Titled], at: &[usize]) -> Vec<String> {
    at.iter().filter_map(|at| of.get(*at)).map(|titled| titled.title.clone()).collect()
}

/// The ids at these places.
pub(super) fn ids(of: &[Titled], at: &[usize]) -> Vec<String> {
    at.iter().filter_map(|at| of.get(*at)).map(|titled| titled.id.clone()).collect()
}

/// "a", "a or b", "a, b or c".
pub(crate) fn or(items: &[String]) -> String {
    joined(items, "or")
}

/// "a", "a and b", "a, b and c".
pub(crate) fn and(items: &[String]) -> String {
    joined(items, "and")
}

fn joined(items: &[String], word: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// The first few, and how many more: "a; b; and 3 more".
pub(crate) fn first_few(items: &[String], few: usize) -> String {
    match items.get(..few) {
        Some(first) if items.len() > few + 1 => format!("{}; and {} more", first.join("; "), items.len() - few),
        _ => items.join("; "),
    }
}

/// "1 position", "3 positions".
pub(crate) fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}
