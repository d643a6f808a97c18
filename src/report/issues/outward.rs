//! What the other side may read of a deal. All that a counterparty document says is said
//! here: what has no word in this file cannot get into one.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::assess::finding::{Finding, KnownBy, Outcome};
use crate::report::markdown::{Markdown, escape};
use crate::report::words::{Reader, one};
use crate::rulebook::advice::{Advice, Body, Part, Redline, Slot, Text};
use crate::rulebook::condition::NameId;
use crate::rulebook::vocabulary::{Citation, DocumentKind, Role, Silence};

/// In place of what the other side may not read, or what is not decided: the blank of a
/// draft.
const BLANK: &str = "[…]";

/// A deal, seen from across the table.
pub(super) struct Outward<'a> {
    reader: Reader<'a>,
    /// What is used for nothing but to say what is asked for.
    asked_for: BTreeSet<NameId>,
}

/// A point that is put to the other side.
pub(super) struct Point<'a> {
    pub(super) rule: &'a Advice,
    pub(super) redline: &'a Redline,
    /// Whether the draft has what is asked for by now.
    pub(super) met: bool,
}

impl<'a> Outward<'a> {
    pub(super) fn new(reader: Reader<'a>) -> Self {
        Self { asked_for: reader.book.asked_for_alone(), reader }
    }

    pub(super) fn company(&self) -> String {
        self.reader.profile.name.clone()
    }

    pub(super) fn vendor(&self) -> String {
        self.reader.vendor()
    }

    pub(super) fn as_of(&self) -> Date {
        self.reader.profile.as_of
    }

    /// The titles of what is negotiated.
    pub(super) fn packs(&self) -> Vec<String> {
        self.reader.book.packs.iter().filter(|pack| pack.extends.is_empty()).map(|pack| pack.title.clone()).collect()
    }

    /// What is asked of the other side, and what the draft has of it, by phase and then as the
    /// rules declare it: an order that tells nothing of what matters most.
    pub(super) fn points(&self) -> Vec<Point<'a>> {
        let book = self.reader.book;
        let of = |wanted: fn(&Finding) -> bool| {
            self.declared(|finding, rule| wanted(finding) && matches!(rule.body, Body::Redline(_)))
        };
        let met = of(is_met);
        let all = of(|finding| finding.is_to_be_asked() || is_met(finding)).into_iter();
        all.filter_map(|at| {
            let rule = book.advice.get(at)?;
            match &rule.body {
                Body::Redline(redline) => Some(Point { rule, redline, met: met.contains(&at) }),
                _ => None,
            }
        })
        .collect()
    }

    /// The questions that are put to the other side, in the same order.
    pub(super) fn questions(&self) -> Vec<&'a Advice> {
        let book = self.reader.book;
        let asked = self.declared(|finding, rule| {
            matches!(rule.body, Body::Question { to_vendor: true, .. })
                && !finding.is_waived()
                && finding.decided().is_none_or(|outcome| outcome == Outcome::Ask)
                && finding.could_be.contains(&Outcome::Ask)
        });
        asked.into_iter().filter_map(|at| book.advice.get(at)).collect()
    }

    fn declared(&self, wanted: impl Fn(&Finding, &Advice) -> bool) -> Vec<usize> {
        let findings = self.reader.assessment.findings.iter();
        let rules = findings.filter_map(|finding| Some((finding, self.reader.advice(finding.advice)?)));
        let mut at: Vec<(usize, usize)> = rules
            .filter(|(finding, rule)| wanted(finding, rule))
            .map(|(finding, rule)| (rule.phase.unwrap_or(usize::MAX), finding.advice.0))
            .collect();
        at.sort_unstable();
        at.into_iter().map(|(_, at)| at).collect()
    }

    /// What the other side may read of the risk of a rule, where that is said: its title
    /// tells what we fear.
    pub(super) fn topic(&self, rule: &Advice) -> Option<String> {
        rule.risk.and_then(|at| self.reader.book.risks.get(at)).and_then(|risk| risk.topic.clone())
    }

    /// The title of what is bargained over.
    pub(super) fn clause(&self, redline: &Redline) -> String {
        self.reader.name(redline.subject).title.clone()
    }

    /// What the draft says, or the other side's own paper where it says nothing.
    pub(super) fn draft(&self, redline: &Redline) -> String {
        let name = self.reader.name(redline.subject);
        let Some(known) = self.reader.known(redline.subject) else { return String::new() };
        let value = known.possible.single().map(|value| one(&value, &name.of));
        let standard = || match name.term().map(|term| self.reader.standard_of(term)) {
            Some(standard) => standard,
            None => "the standard terms".to_owned(),
        };
        match (&known.by, value) {
            (KnownBy::Profile, Some(value)) => match self.reader.documents(redline.subject) {
                Some(documents) => format!("{value}, only in: {documents}"),
                None => value,
            },
            (KnownBy::Silence, value) => match (name.term().map(|term| &term.silence), value) {
                (Some(Silence::Standard), Some(value)) => format!("Not addressed; {}: {value}", standard()),
                _ => "Not addressed".to_owned(),
            },
            (KnownBy::Standard, Some(value)) => format!("No wording in hand; {}: {value}", standard()),
            (KnownBy::Reference(_), _) => "Refers to another document".to_owned(),
            _ => "To be confirmed".to_owned(),
        }
    }

    /// A text with every hole filled that the other side may see filled.
    pub(super) fn text(&self, text: &Text, redline: Option<&Redline>) -> Markdown {
        let filled: String = text.parts.iter().map(|part| self.part(part, redline)).collect();
        Markdown::trusted(filled)
    }

    fn part(&self, part: &Part, redline: Option<&Redline>) -> String {
        match part {
            Part::Words(words) => words.clone(),
            Part::Name(name) if self.may_be_read(*name) => escape(&self.value(*name)),
            Part::Slot(Slot::Draft) => redline.map_or_else(|| BLANK.to_owned(), |redline| escape(&self.draft(redline))),
            Part::Slot(Slot::Preferred) => redline.map_or_else(|| BLANK.to_owned(), |redline| self.asked(redline)),
            Part::Name(_) | Part::Slot(Slot::Fallback | Slot::WalkAway) => BLANK.to_owned(),
        }
    }

    /// What is asked for: the figure that the other side is to agree to.
    fn asked(&self, redline: &Redline) -> String {
        let Some(asked) = self.reader.subject(redline, &redline.preferred) else { return BLANK.to_owned() };
        let is_decided =
            |name: &NameId| self.reader.known(*name).is_some_and(|known| known.possible.single().is_some());
        match asked.right_names().iter().all(is_decided) {
            true => escape(&self.reader.right_side(asked)),
            false => BLANK.to_owned(),
        }
    }

    fn value(&self, name: NameId) -> String {
        let known = self.reader.known(name).and_then(|known| known.possible.single());
        known.map_or_else(|| BLANK.to_owned(), |value| one(&value, &self.reader.name(name).of))
    }

    /// Whether a name may stand in a text for the other side: what the draft says, what the
    /// company shares, and what it asks for and uses for nothing else.
    fn may_be_read(&self, name: NameId) -> bool {
        let declared = self.reader.name(name);
        match &declared.role {
            Role::Term(_) => true,
            Role::Fact => declared.shared,
            Role::Parameter(_) => self.asked_for.contains(&name),
            Role::Figure(_) => false,
        }
    }

    /// What a rule rests on, but for what is the house's own.
    pub(super) fn sources(&self, citations: &[Citation]) -> Option<String> {
        let book = self.reader.book;
        let open = |citation: &&Citation| {
            book.sources.get(citation.source).is_some_and(|source| {
                matches!(source.kind, DocumentKind::Contract | DocumentKind::Vendor | DocumentKind::Regulator)
            })
        };
        let open: Vec<Citation> = citations.iter().filter(open).cloned().collect();
        let mut named: Vec<String> = Vec::new();
        for cited in self.reader.cited(&open) {
            let words = match &cited.section {
                Some(section) => format!("{}, “{section}”", cited.title),
                None => cited.title.clone(),
            };
            if !named.contains(&words) {
                named.push(words);
            }
        }
        (!named.is_empty()).then(|| named.join("; "))
    }
}

/// Whether the draft is as it was asked for. A fallback is still asked to be more.
fn is_met(finding: &Finding) -> bool {
    !finding.is_waived() && finding.decided() == Some(Outcome::Preferred)
}
