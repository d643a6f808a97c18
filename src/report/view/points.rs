//! Redlines in words: a row in the table of the risk, and what to do about it.

use serde::Serialize;

use crate::assess::finding::{Finding, Outcome, Part, Truth};
use crate::report::markdown::Markdown;
use crate::report::words::{Cited, Reader, Slots, or, titles};
use crate::rulebook::advice::{Advice, Priority, Redline, Severity};

use super::bargain::capital;

/// A redline in the table of its risk.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The title of the redline.
    pub title: String,
    /// What is bargained over.
    pub term: String,
    /// What the draft says.
    pub draft: String,
    /// Where the profile says so: `profile:31`.
    pub place: Option<String>,
    /// What is preferred.
    pub preferred: String,
    /// The fallbacks that are open, best first, with who must agree.
    pub fallbacks: Vec<String>,
    /// Where the company leaves the table.
    pub walk_away: Option<String>,
    /// The status with its sign: "✖ past your walk-away".
    pub status: String,
}

/// A redline that is not as it should be.
#[derive(Clone, Debug, Serialize)]
pub struct Point {
    /// The id of the rule.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The status with its sign.
    pub status: String,
    /// How bad, whether it can be traded, who sees to it, where it goes: a few words each.
    pub marks: Vec<String>,
    /// What to ask for.
    pub ask: Markdown,
    /// Clauses to offer, best first.
    pub wordings: Vec<Wording>,
    /// Why it stands so.
    pub because: Vec<Reference>,
    /// Why it applies.
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
    /// What it rests on: "Guide (1 August 2025): “Section”".
    pub sources: Vec<Reference>,
    /// Where the rule stands: `azure-openai/data-use.proviso:14`.
    pub rule: String,
}

/// A clause to offer.
#[derive(Clone, Debug, Serialize)]
pub struct Wording {
    /// The rung it is for: "Our floor", with who must agree. Nothing for the preferred.
    pub rung: Option<String>,
    /// Its lines.
    pub lines: Vec<Markdown>,
}

/// A clause of a sentence, and what it points to.
#[derive(Clone, Debug, Serialize)]
pub struct Reference {
    /// The words.
    pub text: String,
    /// Where the profile says so.
    pub place: Option<String>,
    /// Whether it rests on something older than its review period.
    pub stale: bool,
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
    /// The row of a redline that applies, or may.
    pub(super) fn row(&self, finding: &Finding, rule: &Advice, redline: &Redline) -> Row {
        let says = self.draft_says(redline.subject);
        let last = redline.fallbacks.len() + 1;
        let fallbacks = (1..last).filter_map(|at| self.rung_cell(finding, redline, at)).collect();
        Row {
            title: self.title(rule),
            term: self.name(redline.subject).title.clone(),
            draft: says.says,
            place: says.place,
            preferred: self.rung_cell(finding, redline, 0).unwrap_or_default(),
            fallbacks,
            walk_away: self.rung_cell(finding, redline, last),
            status: self.status(finding, redline),
        }
    }

    /// A rung that is open to the company, or may be: "Our floor: at least 60 days
    /// (General Counsel)".
    fn rung_cell(&self, finding: &Finding, redline: &Redline, at: usize) -> Option<String> {
        let rung = redline.rungs().nth(at)?;
        let found = finding.rungs.get(at);
        let open = found.map_or(Truth::True, |found| found.open);
        if open == Truth::False {
            return None;
        }
        let mut cell = String::new();
        if let Some(label) = &rung.label {
            cell.push_str(&self.plain(label, Slots { redline: Some(redline), rung: Some(at) }));
            cell.push_str(": ");
        }
        cell.push_str(&self.rung(redline, rung));
        let approvers = titles(&self.book.approvers, found.map_or(&[], |found| &found.approver));
        let mut remarks = Vec::new();
        if !approvers.is_empty() {
            remarks.push(or(&approvers));
        }
        if open == Truth::Unknown {
            remarks.push("not yet clear whether open to you".to_owned());
        }
        if !remarks.is_empty() {
            cell.push_str(&format!(" ({})", remarks.join("; ")));
        }
        Some(cell)
    }

    /// The status with its sign; whether it rests on the vendor's standard paper.
    pub(super) fn status(&self, finding: &Finding, redline: &Redline) -> String {
        let mut status = match finding.decided() {
            Some(Outcome::WalkAway) => "✖ past your walk-away".to_owned(),
            Some(Outcome::Gap) => "● falls short".to_owned(),
            Some(Outcome::Preferred) => "✔ as you want it".to_owned(),
            Some(Outcome::Fallback(at)) => {
                let label = self.label(Outcome::Fallback(at), redline);
                let label = label.map_or_else(String::new, |label| format!(": “{label}”"));
                let approver = finding.rungs.get(at + 1).map_or(&[][..], |rung| &rung.approver);
                match titles(&self.book.approvers, approver).as_slice() {
                    [] => format!("◐ fallback{label}"),
                    approvers => format!("◐ fallback{label}, if the {} agrees", or(approvers)),
                }
            }
            Some(other) => format!("– {}", other.as_str().replace('-', " ")),
            None => format!("? open: {}", or(&could_be(finding))),
        };
        if !finding.standard_used.is_empty() {
            status.push_str(", by the standard paper");
        }
        status
    }

    /// What to do about a redline that is not as it should be.
    pub(super) fn point(&self, finding: &Finding, rule: &Advice, redline: &Redline) -> Point {
        let slots = Slots { redline: Some(redline), rung: None };
        let outlook = redline.outlook.as_ref().map(|(chance, text)| Outlook {
            chance: capital(chance.as_str()),
            text: self.inline(text, slots),
        });
        let objections = redline.objections.iter().map(|(says, reply)| Objection {
            says: self.inline(says, slots),
            reply: self.inline(reply, slots),
        });
        let decided = finding.decided().is_some();
        Point {
            id: rule.id.clone(),
            title: self.title(rule),
            status: self.status(finding, redline),
            marks: self.marks(finding, rule),
            ask: self.inline(&redline.propose, slots),
            wordings: self.wordings(finding, redline),
            because: self.because(finding, redline),
            applies: self.references(finding, |part| part != Part::Done),
            waits_for: self.name_titles(&finding.waits_for),
            would_be: if decided { self.if_the_draft_said(finding, redline) } else { Vec::new() },
            rationale: redline.rationale.as_ref().map(|text| self.inline(text, slots)),
            objections: objections.collect(),
            outlook,
            sources: self.source_references(&self.cited(&rule.citations)),
            rule: rule_line(rule),
        }
    }

    pub(super) fn references(&self, finding: &Finding, part: fn(Part) -> bool) -> Vec<Reference> {
        let clauses = self.facts_behind(finding, part);
        clauses.into_iter().map(|clause| Reference { text: clause.text, place: clause.place, stale: false }).collect()
    }

    /// Severity, priority, owner, instrument.
    fn marks(&self, finding: &Finding, rule: &Advice) -> Vec<String> {
        let mut marks = vec![severity_words(&finding.severity.could_be)];
        if let Some(priority) = &finding.priority {
            marks.push(or(&priority.could_be.iter().map(|one| priority_word(*one).to_owned()).collect::<Vec<_>>()));
        }
        let owners = titles(&self.book.owners, &finding.owner);
        marks.extend((!owners.is_empty()).then(|| or(&owners)));
        let phase = rule.phase.and_then(|at| self.book.phases.get(at));
        marks.extend(phase.map(|phase| phase.title.clone()));
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
            let found = finding.rungs.get(at);
            let open = found.is_none_or(|found| found.open != Truth::False);
            if let Some(text) = text.filter(|_| open) {
                let slots = Slots { redline: Some(redline), rung: Some(at) };
                wordings.push(Wording { rung: self.rung_to_offer(finding, redline, at), lines: self.markdown(text, slots).lines() });
            }
        }
        wordings
    }

    fn rung_to_offer(&self, finding: &Finding, redline: &Redline, at: usize) -> Option<String> {
        let fallback = at.checked_sub(1)?;
        let name = self.label(Outcome::Fallback(fallback), redline);
        let name = name.map_or_else(|| self.rung_name(redline, at), |label| format!("“{label}”"));
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
        let clause = |term| {
            let mut asked: Vec<String> = Vec::new();
            for reason in finding.because.iter().filter(|reason| reason.comparison.left == term) {
                let Part::Rung(rung) = reason.part else { continue };
                let words = self.asked(&reason.comparison);
                let asks = match self.rung_name(redline, rung).as_str() {
                    "preferred" => format!("preferred is {words}"),
                    "walk-away" => format!("your walk-away is {words}"),
                    fallback => format!("the {fallback} is {words}"),
                };
                if !asked.contains(&asks) {
                    asked.push(asks);
                }
            }
            let says = self.draft_says(term);
            let text = match term == redline.subject {
                true => format!("{}; {}", says.sentence, asked.join(", ")),
                false => format!("{}: {}; {}", self.name(term).title, says.says, asked.join(", ")),
            };
            Reference { text, place: says.place, stale: false }
        };
        terms.into_iter().map(clause).collect()
    }

    /// Sources, each once with all its sections.
    pub(super) fn source_references(&self, cited: &[Cited]) -> Vec<Reference> {
        let mut sources: Vec<(&Cited, Vec<String>)> = Vec::new();
        for one in cited {
            let section = one.section.as_ref().map(|section| format!("“{section}”"));
            match sources.iter_mut().find(|(known, _)| known.id == one.id) {
                Some((_, sections)) => sections.extend(section),
                None => sources.push((one, section.into_iter().collect())),
            }
        }
        let words = |(one, sections): (&Cited, Vec<String>)| {
            let sections = if sections.is_empty() { String::new() } else { format!(": {}", sections.join(", ")) };
            Reference { text: format!("{} ({}){sections}", one.title, one.date), place: None, stale: one.stale }
        };
        sources.into_iter().map(words).collect()
    }
}

/// Where a rule stands, by its label in documents.
pub(super) fn rule_line(rule: &Advice) -> String {
    format!("{}:{}", rule.place.source.label(), rule.place.position().line)
}

fn could_be(finding: &Finding) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for outcome in &finding.could_be {
        let word = match outcome {
            Outcome::WalkAway => "past your walk-away",
            Outcome::Gap => "falls short",
            Outcome::Fallback(_) => "a fallback",
            Outcome::Preferred => "as you want it",
            Outcome::NotApplicable => "of no bearing",
            other => other.as_str(),
        };
        if !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// "critical", "critical or high".
pub(super) fn severity_words(could_be: &[Severity]) -> String {
    or(&could_be.iter().map(|severity| severity.as_str().to_owned()).collect::<Vec<_>>())
}

fn priority_word(priority: Priority) -> &'static str {
    match priority {
        Priority::MustHave => "must-have",
        Priority::Tradeable => "can be traded",
        Priority::NiceToHave => "nice to have",
    }
}
