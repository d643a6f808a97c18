//! The ladder of a redline: its rungs, and the room between them.

use serde::Serialize;

use crate::report::markdown::{Markdown, escape};
use crate::report::words::{Mention, Slots, one};
use crate::rulebook::advice::{Redline, Rung};
use crate::rulebook::condition::{Ask, Condition};
use crate::rulebook::vocabulary::{Better, Name, Role, Silence};
use crate::value::Kind;

use super::Sheets;

/// All rungs, best first, and what stands between them.
#[derive(Clone, Debug, Serialize)]
pub struct Ladder {
    /// The term that is bargained over.
    pub subject: Markdown,
    /// Which way of it is better for the company: "more is better".
    pub better: Option<String>,
    /// The rungs: preferred, fallbacks, walk-away.
    pub rungs: Vec<RungSheet>,
    /// What meets none of them.
    pub gap: Markdown,
}

/// One rung.
#[derive(Clone, Debug, Serialize)]
pub struct RungSheet {
    /// "Preferred", "Fallback 1", "Walk-away".
    pub rung: String,
    /// What people call it.
    pub label: Option<String>,
    /// What the draft must say.
    pub asks: Markdown,
    /// When it is open to a company; none where always.
    pub when: Option<Markdown>,
    /// Who must agree.
    pub approver: Option<Markdown>,
    /// The clause to offer, line by line.
    pub wording: Vec<Markdown>,
}

impl Sheets<'_> {
    pub(super) fn ladder(&self, redline: &Redline) -> Ladder {
        let rungs = redline.rungs().enumerate().map(|(at, rung)| self.rung(redline, rung, at)).collect();
        Ladder {
            subject: self.mention(Mention::Name(redline.subject)),
            better: better(self.words.name(redline.subject)),
            rungs,
            gap: Markdown::trusted(self.gap(redline)),
        }
    }

    fn rung(&self, redline: &Redline, rung: &Rung, at: usize) -> RungSheet {
        let asks = self.words.rung(redline, rung);
        RungSheet {
            rung: rung_name(redline, at),
            label: self.words.label_at(redline, at),
            asks: self.with_figures(asks, &rung.condition),
            when: self.condition(&rung.when),
            approver: rung.approver.as_ref().map(|approver| {
                let title =
                    |at: &usize| self.book().approvers.get(*at).map_or("", |approver| &approver.title).to_owned();
                Markdown::trusted(self.words.guarded(approver, self.links, title))
            }),
            wording: rung.wording.as_ref().map_or_else(Vec::new, |text| {
                self.words.markdown(text, Slots { redline: Some(redline), rung: Some(at) }).lines()
            }),
        }
    }

    /// What a rung asks for, with the parameters its figures come from.
    fn with_figures(&self, asks: String, condition: &Condition) -> Markdown {
        let mut figures: Vec<String> = Vec::new();
        condition.comparisons(&mut |comparison| {
            for id in comparison.right_names() {
                let name = self.words.name(id);
                let Role::Parameter(cited) = &name.role else { continue };
                let mut figure = self.words.mention(Mention::Name(id), self.links);
                if !cited.value.arms.is_empty() {
                    let value = self.words.guarded(&cited.value, self.links, |value| one(value, &name.of));
                    figure = format!("{figure}: {value}");
                }
                if !figures.contains(&figure) {
                    figures.push(figure);
                }
            }
        });
        let asks = escape(&asks);
        Markdown::trusted(if figures.is_empty() { asks } else { format!("{asks} ({})", figures.join("; ")) })
    }

    /// What a draft comes to that meets no rung, in a sentence.
    fn gap(&self, redline: &Redline) -> String {
        let last = redline.fallbacks.last().unwrap_or(&redline.preferred);
        let below = match redline.fallbacks.len() {
            // What asks for more than the subject need not accept all that those before it do.
            1.. if !asks_of_subject_alone(redline, last) => "that meets none of these positions".to_owned(),
            fallbacks => {
                let rung = escape(&self.words.rung(redline, last));
                match fallbacks {
                    0 => format!("that does not reach the preferred position ({rung})"),
                    1 => format!("that does not reach the fallback ({rung})"),
                    _ => format!("that does not reach the last fallback ({rung})"),
                }
            }
        };
        let mut gap = match &redline.walk_away {
            Some(walk_away) => {
                let walk_away = escape(&self.words.rung(redline, walk_away));
                format!(
                    "A draft {below} and is not past the walk-away ({walk_away}) falls short: it is to be improved, and is no reason to leave."
                )
            }
            None => format!("A draft {below} falls short: it is to be improved. There is no walk-away."),
        };
        if self.silence_misses(redline) {
            gap.push_str(" So does one that does not address it.");
        }
        gap
    }

    /// Whether a draft that does not address the subject meets no rung.
    fn silence_misses(&self, redline: &Redline) -> bool {
        let subject = self.words.name(redline.subject);
        let means_nothing = subject.term().is_some_and(|term| matches!(term.silence, Silence::Nothing));
        let rests_on_it = |rung: &Rung| {
            let mut asks = false;
            rung.condition.comparisons(&mut |comparison| {
                let silent = matches!(comparison.ask, Ask::Addressed(false));
                asks |= comparison.left == redline.subject && !silent;
            });
            asks
        };
        means_nothing && !silence_is_good(subject) && redline.rungs().all(rests_on_it)
    }
}

/// Whether a term is feared, so that its absence is what one wants.
pub(super) fn silence_is_good(name: &Name) -> bool {
    let yes_no = matches!(name.of.kind, Kind::YesNo);
    yes_no && name.term().is_some_and(|term| term.better == Some(Better::No))
}

/// Which way of a term is better, in words.
pub(super) fn better(name: &Name) -> Option<String> {
    let words = match name.term()?.better? {
        Better::Higher => "more is better for you",
        Better::Lower => "less is better for you",
        Better::Yes => "yes is better for you",
        Better::No => "no is better for you",
    };
    Some(words.to_owned())
}

/// What a rung is called: "Preferred", "Fallback 2", "Walk-away".
pub(in crate::report) fn rung_name(redline: &Redline, at: usize) -> String {
    match at {
        0 => "Preferred".to_owned(),
        at if at > redline.fallbacks.len() => "Walk-away".to_owned(),
        _ if redline.fallbacks.len() == 1 => "Fallback".to_owned(),
        at => format!("Fallback {at}"),
    }
}

fn asks_of_subject_alone(redline: &Redline, rung: &Rung) -> bool {
    let mut alone = matches!(rung.when, Condition::Always);
    rung.condition.comparisons(&mut |comparison| {
        alone &= comparison.left == redline.subject && comparison.written_in.is_none();
    });
    alone
}
