//! What the promise is worth: figures, with how they are worked out.

use serde::Serialize;

use crate::assess::finding::{Truth, Worked};
use crate::report::markdown::Markdown;
use crate::report::words::{Reader, Slots, or};
use crate::rulebook::condition::NameId;
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
    pub(super) fn figures(&self) -> Vec<FigureLine> {
        let applies = |worked: &&Worked| worked.applies != Truth::False;
        let lines = self.assessment.figures.iter().filter(applies).filter_map(|worked| {
            let line = self.figure_line(worked)?;
            (worked.applies == Truth::True || line.known).then_some(line)
        });
        lines.collect()
    }

    fn figure_line(&self, worked: &Worked) -> Option<FigureLine> {
        let name = self.name(worked.name);
        let figure = name.figure()?;
        let value = self.shown(worked.name);
        let lacks = self.lacking(worked);
        let known = !matches!(value.as_str(), "not known yet" | "no value");
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
            varies_with: if known { self.name_titles(&worked.waits_for) } else { Vec::new() },
            lacks: (!lacks.is_empty() && (known || worked.waits_for.is_empty())).then(|| or(&lacks)),
            sources: self.rests_on(&figure.citations),
            value,
            known,
        })
    }
}
