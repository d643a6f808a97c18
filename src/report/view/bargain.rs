//! A redline in one line: what to ask for, what to accept, when to leave.

use crate::assess::finding::{Finding, Outcome, RungFinding, Truth};
use crate::report::words::{Reader, Slots, first_few, or, titles};
use crate::rulebook::advice::{Redline, Rung};
use crate::rulebook::condition::{Ask, Condition};
use crate::value::{Kind, Relation};

/// What is asked for, accepted and refused, each in a few words.
pub(super) struct Bargain {
    /// What is preferred, where it may be agreed.
    preferred: Option<Brief>,
    /// What to ask for: the best that may be agreed.
    ask: Option<Brief>,
    /// The fallbacks that may be agreed, best first.
    fallbacks: Vec<Brief>,
    leave: Option<Brief>,
}

/// A rung in a few words.
#[derive(Clone)]
struct Brief {
    /// Its place among the rungs.
    at: usize,
    words: String,
    /// Whether the words are what it asks for, and not what people call it.
    is_figure: bool,
    /// Whether it asks for one value and no other.
    exactly: bool,
    /// Whether it counts here; an unknown hangs on questions that are still open.
    counts: Truth,
    /// Who must agree.
    approvers: Vec<String>,
}

impl Brief {
    fn in_sentence(&self) -> String {
        if self.is_figure { self.words.clone() } else { format!("“{}”", self.words) }
    }

    /// The words for a cell of a table, set apart where they stand beside others.
    fn in_cell(&self, alone: bool) -> String {
        let words = if alone { self.words.clone() } else { self.in_sentence() };
        match self.counts {
            Truth::True => words,
            Truth::Unknown => format!("{words}, {IF_ANSWERS_ALLOW}"),
            Truth::False => format!("{words} ({DOES_NOT_COUNT})"),
        }
    }

    fn with_approval(&self) -> String {
        with_approval(self.in_sentence(), &self.approvers)
    }
}

/// Said of a rung of which it is not known yet whether it is open to the company.
pub(super) const IF_ANSWERS_ALLOW: &str = "if open questions allow it";
/// Said of a rung that is asked for although nothing can be agreed as long as the facts of
/// the company are what they are.
pub(super) const DOES_NOT_COUNT: &str = "does not count as things stand";

fn with_approval(words: String, approvers: &[String]) -> String {
    if approvers.is_empty() { words } else { format!("{words} with approval of the {}", or(approvers)) }
}

/// Rungs that the same people must agree to, together.
fn by_approvers(briefs: &[Brief]) -> impl Iterator<Item = &[Brief]> {
    briefs.chunk_by(|one, next| one.approvers == next.approvers)
}

/// Rungs in a cell: "at least 60 days (General Counsel)".
fn cell(briefs: &[Brief]) -> Option<String> {
    let together = |briefs: &[Brief]| {
        let words = or(&briefs.iter().map(|brief| brief.in_cell(briefs.len() == 1)).collect::<Vec<_>>());
        match briefs.first().map_or(&[][..], |brief| &brief.approvers) {
            [] => words,
            approvers => format!("{words} ({})", or(approvers)),
        }
    };
    let cells: Vec<String> = by_approvers(briefs).map(together).collect();
    (!cells.is_empty()).then(|| cells.join("; "))
}

impl Bargain {
    /// "ask for at least 90 days, accept at least 60 days with approval of the General
    /// Counsel, leave below 30 days".
    fn sentence(&self) -> String {
        let together = |briefs: &[Brief]| {
            let words = or(&briefs.iter().map(Brief::in_sentence).collect::<Vec<_>>());
            with_approval(words, briefs.first().map_or(&[], |brief| &brief.approvers))
        };
        let accepted: Vec<String> = by_approvers(self.below_the_ask()).map(together).collect();
        let leave = self.leave.as_ref().map(|brief| {
            let at = if brief.is_figure && !brief.exactly { "" } else { "at " };
            format!("leave {at}{}", brief.in_sentence())
        });
        let parts = [
            self.ask.as_ref().map(|brief| format!("ask for {}", brief.with_approval())),
            (!accepted.is_empty()).then(|| format!("accept {}", accepted.join(", or "))),
            leave,
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// The fallbacks that are less than what is asked for.
    fn below_the_ask(&self) -> &[Brief] {
        let first = self.ask.as_ref().map_or(0, |ask| self.fallbacks.partition_point(|brief| brief.at <= ask.at));
        self.fallbacks.get(first..).unwrap_or_default()
    }

    /// What is preferred, in a cell of a table; nothing where it cannot be agreed.
    pub(super) fn preferred(&self) -> Option<String> {
        self.preferred.as_ref().map(|brief| brief.in_cell(true))
    }

    /// What to fall back to, in a cell: "at least 60 days (General Counsel)".
    pub(super) fn fallback(&self) -> Option<String> {
        cell(&self.fallbacks)
    }

    /// What to ask for, in a cell.
    pub(super) fn ask(&self) -> Option<String> {
        self.ask.as_ref().and_then(|brief| cell(std::slice::from_ref(brief)))
    }

    /// What to accept where that is not granted, in a cell.
    pub(super) fn accept(&self) -> Option<String> {
        cell(self.below_the_ask())
    }

    /// Where the company leaves, in a cell of a table.
    pub(super) fn walk_away(&self) -> Option<String> {
        self.leave.as_ref().map(|brief| brief.in_cell(true))
    }
}

/// Whether a rung counts here: a walk-away as the draft stands, all others once they are
/// agreed.
pub(super) fn counts(finding: &Finding, redline: &Redline, at: usize) -> Truth {
    let is_walk_away = at > redline.fallbacks.len();
    let counts = |rung: &RungFinding| if is_walk_away { rung.open } else { rung.within_reach };
    finding.rungs.get(at).map_or(Truth::True, counts)
}

/// Whether a rung may be asked for, accepted or refused here. Where nothing can be agreed,
/// one still asks for the best.
pub(super) fn is_on_the_table(finding: &Finding, redline: &Redline, at: usize) -> bool {
    match at {
        0 => finding.best_within_reach(redline).is_none_or(|best| best == 0),
        at => counts(finding, redline, at).may_hold(),
    }
}

impl Reader<'_> {
    pub(super) fn bargain(&self, finding: &Finding, redline: &Redline) -> Bargain {
        let on_the_table = redline.rungs().enumerate().filter(|(at, _)| is_on_the_table(finding, redline, *at));
        let mut briefs: Vec<Brief> = on_the_table.map(|(at, rung)| self.brief(finding, redline, rung, at)).collect();
        let leave = briefs.pop_if(|brief| brief.at > redline.fallbacks.len());
        let ask = briefs.first().cloned();
        let mut rungs = briefs.into_iter().peekable();
        Bargain { preferred: rungs.next_if(|brief| brief.at == 0), ask, fallbacks: rungs.collect(), leave }
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
        let found = finding.rungs.get(at);
        Brief {
            at,
            words,
            is_figure,
            exactly: asked.is_some_and(|asked| matches!(asked.ask, Ask::Order(Relation::Is, _))),
            counts: counts(finding, redline, at),
            approvers: titles(&self.book.approvers, found.map_or(&[], |found| &found.approver)),
        }
    }

    /// Whether a rung asks for figures of its subject and nothing else.
    pub(super) fn is_figure(&self, redline: &Redline, rung: &Rung) -> bool {
        let parts = match &rung.condition {
            Condition::All(parts) => parts.as_slice(),
            part => std::slice::from_ref(part),
        };
        parts.iter().all(|part| {
            let Condition::Compare(comparison) = part else { return false };
            let figure = matches!(
                self.name(comparison.left).of.kind,
                Kind::Number { .. } | Kind::Percent | Kind::Money | Kind::Duration | Kind::Date
            );
            figure && comparison.left == redline.subject && matches!(comparison.ask, Ask::Order(..) | Ask::Between(..))
        })
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
