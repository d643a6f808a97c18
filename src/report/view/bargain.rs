//! A redline in one line: what to ask for, what to accept, when to leave.

use crate::assess::finding::{Finding, Outcome, Truth};
use crate::report::words::{Reader, Slots, first_few, or, titles};
use crate::rulebook::advice::{Redline, Rung};
use crate::rulebook::condition::{Ask, Condition};
use crate::value::{Kind, Relation};

/// What is asked for, accepted and refused, each in a few words.
pub(super) struct Bargain {
    ask: Option<Brief>,
    /// Fallbacks that the same people must agree to stand together, with their titles.
    accept: Vec<(Vec<Brief>, Vec<String>)>,
    leave: Option<Brief>,
}

/// A rung in a few words.
struct Brief {
    words: String,
    /// Whether the words are what it asks for, and not what people call it.
    is_figure: bool,
    /// Whether it asks for one value and no other.
    exactly: bool,
    /// Whether it is clear that the rung is open.
    perhaps: bool,
}

impl Brief {
    fn in_sentence(&self) -> String {
        if self.is_figure { self.words.clone() } else { format!("“{}”", self.words) }
    }

    /// The words for a cell of a table, set apart where they stand beside others.
    fn in_cell(&self, alone: bool) -> String {
        let words = if alone { self.words.clone() } else { self.in_sentence() };
        if self.perhaps { format!("{words}, if open to you") } else { words }
    }
}

impl Bargain {
    /// "ask for at least 90 days, accept at least 60 days with approval of the General
    /// Counsel, leave below 30 days".
    fn sentence(&self) -> String {
        let accepted: Vec<String> = self
            .accept
            .iter()
            .map(|(briefs, approvers)| {
                let briefs = or(&briefs.iter().map(Brief::in_sentence).collect::<Vec<_>>());
                match approvers.is_empty() {
                    true => briefs,
                    false => format!("{briefs} with approval of the {}", or(approvers)),
                }
            })
            .collect();
        let leave = self.leave.as_ref().map(|brief| {
            let at = if brief.is_figure && !brief.exactly { "" } else { "at " };
            format!("leave {at}{}", brief.in_sentence())
        });
        let parts = [
            self.ask.as_ref().map(|brief| format!("ask for {}", brief.in_sentence())),
            (!accepted.is_empty()).then(|| format!("accept {}", accepted.join(", or "))),
            leave,
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// What is preferred, in a cell of a table.
    pub(super) fn preferred(&self) -> Option<String> {
        self.ask.as_ref().map(|brief| brief.in_cell(true))
    }

    /// What is accepted, in a cell: "at least 60 days (General Counsel)".
    pub(super) fn fallback(&self) -> Option<String> {
        let cell = |(briefs, approvers): &(Vec<Brief>, Vec<String>)| {
            let alone = briefs.len() == 1;
            let briefs = or(&briefs.iter().map(|brief| brief.in_cell(alone)).collect::<Vec<_>>());
            if approvers.is_empty() { briefs } else { format!("{briefs} ({})", or(approvers)) }
        };
        let cells: Vec<String> = self.accept.iter().map(cell).collect();
        (!cells.is_empty()).then(|| cells.join("; "))
    }

    /// Where the company leaves, in a cell.
    pub(super) fn walk_away(&self) -> Option<String> {
        self.leave.as_ref().map(|brief| brief.in_cell(true))
    }
}

/// Whether a rung may be asked for, accepted or refused here. Where nothing is open to be
/// accepted, one still asks for the best.
pub(super) fn is_on_the_table(finding: &Finding, redline: &Redline, at: usize) -> bool {
    let is_open = |at: usize| finding.rungs.get(at).is_none_or(|rung| rung.open != Truth::False);
    is_open(at) || (at == 0 && !(1..=redline.fallbacks.len()).any(is_open))
}

impl Reader<'_> {
    pub(super) fn bargain(&self, finding: &Finding, redline: &Redline) -> Bargain {
        let brief = |at: usize, rung: &Rung| {
            is_on_the_table(finding, redline, at).then(|| self.brief(finding, redline, rung, at))
        };
        let mut accept: Vec<(Vec<Brief>, Vec<String>)> = Vec::new();
        for (at, fallback) in redline.fallbacks.iter().enumerate() {
            let Some(brief) = brief(at + 1, fallback) else { continue };
            let found = finding.rungs.get(at + 1);
            let approvers = titles(&self.book.approvers, found.map_or(&[], |found| &found.approver));
            match accept.last_mut().filter(|(_, known)| *known == approvers) {
                Some((briefs, _)) => briefs.push(brief),
                None => accept.push((vec![brief], approvers)),
            }
        }
        let walk_away = redline.walk_away.as_ref();
        // Where the preferred rung is closed, one asks for the best that is open.
        let rungs = redline.rungs().take(redline.fallbacks.len() + 1).enumerate();
        Bargain {
            ask: rungs.into_iter().find_map(|(at, rung)| brief(at, rung)),
            accept,
            leave: walk_away.and_then(|rung| brief(redline.fallbacks.len() + 1, rung)),
        }
    }

    /// A rung in a few words, for a cell of a table.
    pub(super) fn rung_in_brief(&self, finding: &Finding, redline: &Redline, at: usize) -> Option<String> {
        let rung = redline.rungs().nth(at)?;
        Some(self.brief(finding, redline, rung, at).in_cell(true))
    }

    /// A redline in one line: what to ask for, what to accept, when to leave.
    pub(super) fn bargain_sentence(&self, finding: &Finding, redline: &Redline) -> String {
        self.bargain(finding, redline).sentence()
    }

    /// A figure in words, anything else by what people call it.
    fn brief(&self, finding: &Finding, redline: &Redline, rung: &Rung, at: usize) -> Brief {
        let is_figure = self.is_figure(redline, rung);
        let words = match is_figure {
            // Where it goes is said beside it.
            true => self.rung_without_documents(redline, rung),
            false => {
                let slots = Slots { redline: Some(redline), rung: Some(at) };
                let label = rung.label.as_ref().map(|label| self.plain(label, slots));
                label.unwrap_or_else(|| self.rung(redline, rung))
            }
        };
        let asked = self.subject(redline, rung);
        Brief {
            words,
            is_figure,
            exactly: asked.is_some_and(|asked| matches!(asked.ask, Ask::Order(Relation::Is, _))),
            perhaps: finding.rungs.get(at).is_some_and(|rung| rung.open == Truth::Unknown),
        }
    }

    /// Whether a rung asks for one figure and nothing else.
    pub(super) fn is_figure(&self, redline: &Redline, rung: &Rung) -> bool {
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
}

/// A sentence from a clause: with a capital.
pub(super) fn capital(clause: &str) -> String {
    let mut chars = clause.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
