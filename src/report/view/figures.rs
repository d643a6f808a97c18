//! What the promise is worth: figures, with how they are worked out.

use serde::Serialize;

use crate::assess::finding::{Truth, Worked};
use crate::report::markdown::Markdown;
use crate::report::words::{Reader, Slots, or};
use crate::rulebook::condition::NameId;
use crate::rulebook::figure::Figure;
use crate::value::Possible;

use super::references::Rests;

/// A figure that matters here.
#[derive(Clone, Debug, Serialize)]
pub struct FigureLine {
    /// Its title.
    pub title: String,
    /// What it comes to: "USD 3M to USD 5M", "not known yet".
    pub value: String,
    /// Whether it is known to one value, or at least to a range.
    pub known: bool,
    /// What the rules say of it.
    pub says: Option<Markdown>,
    /// How it is worked out: "30 days times (100% minus *Uptime* (99.9%))".
    pub how: Markdown,
    /// Of one that is not known: the questions that would tell.
    pub waits_for: Vec<String>,
    /// Of a range: what it is a range by.
    pub varies_with: Vec<String>,
    /// Why it may have no value.
    pub lacks: Option<String>,
    /// What it rests on.
    pub sources: Rests,
}

impl Reader<'_> {
    /// The figures whose `when` holds; and those of which it may, where they are known.
    pub(super) fn figures_shown(&self) -> impl Iterator<Item = (&Worked, &Figure)> {
        let shown = |worked: &&Worked| match worked.applies {
            Truth::True => true,
            Truth::Unknown => self.is_known(worked),
            Truth::False => false,
        };
        self.assessment.figures.iter().filter(shown).filter_map(|worked| self.figure_of(worked.name))
    }

    pub(super) fn figures(&self) -> Vec<FigureLine> {
        self.figures_shown().filter_map(|(worked, figure)| self.figure_line(worked, figure)).collect()
    }

    /// Whether something is known of what a figure comes to.
    fn is_known(&self, worked: &Worked) -> bool {
        !matches!(self.shown(worked.name).as_str(), "not known yet" | "no value")
    }

    fn figure_line(&self, worked: &Worked, figure: &Figure) -> Option<FigureLine> {
        let name = self.name(worked.name);
        let value = self.shown(worked.name);
        let lacks = self.lacking(worked);
        let known = self.is_known(worked);
        let single = self.known(worked.name).is_some_and(|known| known.possible.single().is_some());
        // What nobody knows comes before what is known in part.
        let unknown = |name: &&NameId| self.known(**name).is_none_or(|known| known.possible == Possible::Anything);
        let missing: Vec<&NameId> = worked.waits_for.iter().filter(unknown).collect();
        let missing = if missing.is_empty() { worked.waits_for.iter().collect() } else { missing };
        let questions = missing.into_iter().filter(|_| !known).map(|name| self.question_of(*name));
        Some(FigureLine {
            title: name.title.clone(),
            says: figure.show.as_ref().map(|text| self.inline(text, Slots::default())),
            how: Markdown::trusted(self.how(worked.name)?),
            waits_for: questions.collect(),
            varies_with: if known && !single { self.name_titles(&worked.waits_for) } else { Vec::new() },
            lacks: (!lacks.is_empty() && (known || worked.waits_for.is_empty())).then(|| or(&lacks)),
            sources: self.rests_on(&figure.citations),
            value,
            known,
        })
    }
}
