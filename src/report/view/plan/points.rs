//! Positions in words: how each stands, what to ask for, what to offer and to answer.

use serde::Serialize;

use crate::assess::finding::{Finding, Outcome, Part, Truth};
use crate::report::markdown::Markdown;
use crate::report::words::{Reader, Slots, grades, or, titles};
use crate::rulebook::advice::{Advice, Redline};

use super::super::bargain::{capital, is_on_the_table};
use super::super::references::{Reference, Rests, rule_line};
use super::common::CommonFact;
use super::ladder::Step;

/// A redline that is not as it should be.
#[derive(Clone, Debug, Serialize)]
pub struct Point {
    /// The id of the rule.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The status with its sign.
    pub status: String,
    /// What became of it in the talks: "Agreed (round 2)".
    pub talks: Option<String>,
    /// How bad, whether it can be traded, who sees to it, where it goes: a few words each.
    pub marks: Vec<String>,
    /// What the draft says, or the paper in its place.
    pub draft: String,
    /// Where the profile says so: `profile:31`.
    pub place: Option<String>,
    /// What is preferred, what is accepted, where the company leaves; in this order.
    pub ladder: Vec<Step>,
    /// What to ask for.
    pub ask: Markdown,
    /// Clauses to offer, best first.
    pub wordings: Vec<Wording>,
    /// Why it stands so.
    pub because: Vec<Reference>,
    /// Why it applies: letters of [`CommonFact`](super::CommonFact)s.
    pub applies_by: Vec<String>,
    /// Why it applies, beside those.
    pub applies: Vec<Reference>,
    /// What it waits for.
    pub waits_for: Vec<String>,
    /// What another draft would make of it; follows "it would be".
    pub would_be: Vec<String>,
    /// Why it is asked for.
    pub rationale: Option<Markdown>,
    /// What the other side says, and the reply.
    pub objections: Vec<Objection>,
    /// How likely it is to be granted.
    pub outlook: Option<Outlook>,
    /// What it rests on.
    pub sources: Rests,
    /// Where the rule stands: `azure-openai/data-use.proviso:14`.
    pub rule: String,
}

/// A clause to offer.
#[derive(Clone, Debug, Serialize)]
pub struct Wording {
    /// The rung it is for: "Our floor", with who must agree. Nothing for the preferred.
    pub rung: Option<String>,
    /// What is not decided yet in it, with what it may be.
    pub open: Vec<String>,
    /// Its lines.
    pub lines: Vec<Markdown>,
}

/// What the other side says, and the reply.
#[derive(Clone, Debug, Serialize)]
pub struct Objection {
    /// What it says.
    pub says: Markdown,
    /// The reply.
    pub reply: Markdown,
}

/// How likely something is to be granted.
#[derive(Clone, Debug, Serialize)]
pub struct Outlook {
    /// Likely, possible or unlikely.
    pub chance: String,
    /// Why.
    pub text: Markdown,
}

impl Reader<'_> {
    /// What to do about a redline that is not as it should be.
    pub(super) fn point(&self, finding: &Finding, rule: &Advice, redline: &Redline, common: &[CommonFact]) -> Point {
        let slots = Slots { redline: Some(redline), rung: None };
        let outlook = redline
            .outlook
            .as_ref()
            .map(|(chance, text)| Outlook { chance: capital(chance.as_str()), text: self.inline(text, slots) });
        let objections = redline
            .objections
            .iter()
            .map(|(says, reply)| Objection { says: self.inline(says, slots), reply: self.inline(reply, slots) });
        let decided = finding.decided().is_some();
        // Of an open one, what is not known is among what it waits for.
        let holding = |truth| decided || truth != Truth::Unknown;
        let facts = self.references(finding, |part, truth| part != Part::Done && holding(truth));
        let letter = |fact: &Reference| common.iter().find(|common| common.text == fact.text);
        let says = self.draft_says(redline.subject);
        Point {
            id: rule.id.clone(),
            title: self.title(rule),
            status: self.status(finding, redline, false),
            talks: self.talks.says(&rule.id).map(str::to_owned),
            marks: self.marks(finding, rule),
            draft: says.says,
            place: says.place,
            ladder: self.ladder(finding, redline),
            ask: self.clause(&redline.propose, slots).inline(),
            wordings: self.wordings(finding, redline),
            because: if decided { self.because(finding, redline) } else { Vec::new() },
            applies_by: {
                let mut letters: Vec<String> =
                    facts.iter().filter_map(letter).map(|common| common.letter.clone()).collect();
                letters.sort();
                letters
            },
            applies: facts.into_iter().filter(|fact| letter(fact).is_none()).collect(),
            waits_for: self.name_titles(&finding.waits_for),
            would_be: if decided { self.if_the_draft_said(finding, redline) } else { Vec::new() },
            rationale: redline.rationale.as_ref().map(|text| self.inline(text, slots)),
            objections: objections.collect(),
            outlook,
            sources: self.rests_on(&rule.citations),
            rule: rule_line(rule),
        }
    }

    /// Severity, priority, owner, instrument.
    fn marks(&self, finding: &Finding, rule: &Advice) -> Vec<String> {
        let mut marks = vec![grades::severity(&finding.severity)];
        if let Some(priority) = &finding.priority {
            marks.push(grades::priority(priority));
        }
        marks.extend(self.owner(finding));
        marks.extend(self.phase(rule));
        let instruments = titles(&self.book.documents, &finding.instrument);
        marks.extend((!instruments.is_empty()).then(|| format!("goes into: {}", or(&instruments))));
        marks
    }

    /// The clauses for the preferred rung and for fallbacks that are open and better than
    /// what the draft gives.
    fn wordings(&self, finding: &Finding, redline: &Redline) -> Vec<Wording> {
        let mut wordings = Vec::new();
        let here = match finding.decided() {
            Some(Outcome::Fallback(at)) => at + 1,
            _ => usize::MAX,
        };
        for (at, rung) in redline.rungs().take(redline.fallbacks.len() + 1).enumerate().filter(|(at, _)| *at < here) {
            let text = if at == 0 { redline.wording.as_ref().or(rung.wording.as_ref()) } else { rung.wording.as_ref() };
            if let Some(text) = text.filter(|_| is_on_the_table(finding, redline, at)) {
                let slots = Slots { redline: Some(redline), rung: Some(at) };
                wordings.push(Wording {
                    rung: self.rung_to_offer(finding, redline, at),
                    open: self.open_points(text, slots),
                    lines: self.clause(text, slots).lines(),
                });
            }
        }
        wordings
    }

    fn rung_to_offer(&self, finding: &Finding, redline: &Redline, at: usize) -> Option<String> {
        let fallback = at.checked_sub(1)?;
        let label = self.label(Outcome::Fallback(fallback), redline);
        let name = label.map_or_else(|| "the fallback".to_owned(), |label| format!("“{label}”"));
        let approver = finding.rungs.get(at).map_or(&[][..], |rung| &rung.approver);
        match titles(&self.book.approvers, approver).as_slice() {
            [] => Some(name),
            approvers => Some(format!("{name}, if the {} agrees", or(approvers))),
        }
    }

    /// What the draft says against what the rungs ask for, one clause a term.
    fn because(&self, finding: &Finding, redline: &Redline) -> Vec<Reference> {
        let mut terms = Vec::new();
        for reason in &finding.because {
            let Part::Rung(_) = reason.part else { continue };
            if self.is_bargained(&reason.comparison) && !terms.contains(&reason.comparison.left) {
                terms.push(reason.comparison.left);
            }
        }
        // First what the redline is about, which begins the sentence: "the draft says …".
        terms.sort_by_key(|term| *term != redline.subject);
        let clause = |term| {
            let mut asked: Vec<(Part, String)> = Vec::new();
            let mut figures = String::new();
            for reason in finding.because.iter().filter(|reason| reason.comparison.left == term) {
                let Part::Rung(rung) = reason.part else { continue };
                let words = self.asked_quoted(&reason.comparison);
                figures.push_str(&self.by_figures(&reason.comparison));
                let asks = format!("{} {words}", self.rung_is(redline, rung, &words));
                if !asked.iter().any(|(_, known)| *known == asks) {
                    asked.push((reason.part, asks));
                }
            }
            asked.sort_by_key(|(part, _)| *part);
            let asked: Vec<String> = asked.into_iter().map(|(_, asks)| asks).collect();
            let says = self.draft_says(term);
            let text = match term == redline.subject {
                true => format!("{}; {}{figures}", says.sentence, asked.join(", ")),
                false => format!("{}: {}; {}{figures}", self.name(term).title, says.says, asked.join(", ")),
            };
            Reference { text, place: says.place, stale: false }
        };
        terms.into_iter().map(clause).collect()
    }
}
