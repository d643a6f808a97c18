//! Texts of rules with their holes filled.

use crate::report::markdown::{Markdown, escape};
use crate::rulebook::advice::{Part, Redline, Rung, Slot, Text};
use crate::rulebook::condition::{Comparison, NameId};
use crate::rulebook::vocabulary::Role;
use crate::value::Possible;

use super::Words;

/// What the holes of a redline stand for.
#[derive(Clone, Copy, Default)]
pub(crate) struct Slots<'a> {
    /// The redline, where the text belongs to one.
    pub(crate) redline: Option<&'a Redline>,
    /// The rung the text belongs to, by its place among the rungs.
    pub(crate) rung: Option<usize>,
}

impl Words<'_> {
    /// A text of a rule as Markdown, with every value in it escaped.
    pub(crate) fn markdown(&self, text: &Text, slots: Slots<'_>) -> Markdown {
        Markdown::trusted(filled(text, |part| escape(&self.part(part, slots))))
    }

    /// The same on one line.
    pub(crate) fn inline(&self, text: &Text, slots: Slots<'_>) -> Markdown {
        self.markdown(text, slots).inline()
    }

    /// A text with its values as they are, for titles, labels and machines.
    pub(crate) fn plain(&self, text: &Text, slots: Slots<'_>) -> String {
        filled(text, |part| self.part(part, slots))
    }

    /// A clause to offer, as Markdown. A value that is not decided yet is left out, as an
    /// open point is in a draft: what it may be is not for the other side.
    pub(crate) fn clause(&self, text: &Text, slots: Slots<'_>) -> Markdown {
        let fill = |part: &Part| match self.open_names_in(part, slots).is_empty() {
            true => self.part(part, slots),
            false => "[to be decided]".to_owned(),
        };
        Markdown::trusted(filled(text, |part| escape(&fill(part))))
    }

    /// What is not decided yet in a clause, with what it may be: "Cap (USD 1M to USD 2M)".
    pub(crate) fn open_points(&self, text: &Text, slots: Slots<'_>) -> Vec<String> {
        let mut points: Vec<String> = Vec::new();
        for name in text.parts.iter().flat_map(|part| self.open_names_in(part, slots)) {
            let title = &self.name(name).title;
            let point = match self.is_narrowed(name) {
                true => format!("{title} ({})", self.shown(name)),
                false => title.clone(),
            };
            if !points.contains(&point) {
                points.push(point);
            }
        }
        points
    }

    /// The names in a hole that are not known to one value.
    fn open_names_in(&self, part: &Part, slots: Slots<'_>) -> Vec<NameId> {
        let mut names = self.names_in(part, slots);
        names.retain(|name| self.known(*name).is_none_or(|known| known.possible.single().is_none()));
        names
    }

    /// The names that a hole shows.
    fn names_in(&self, part: &Part, slots: Slots<'_>) -> Vec<NameId> {
        match part {
            Part::Words(_) => Vec::new(),
            Part::Name(name) => vec![*name],
            Part::Slot(slot) => match self.slot_rung(*slot, slots) {
                Some((redline, rung)) => self.subject(redline, rung).map(Comparison::right_names).unwrap_or_default(),
                None => slots.redline.map(|redline| redline.subject).into_iter().collect(),
            },
        }
    }

    /// Whether something is known of a name, so that its values can be shown.
    pub(crate) fn is_narrowed(&self, name: NameId) -> bool {
        self.known(name).is_some_and(|known| known.possible != Possible::Anything)
    }

    fn part(&self, part: &Part, slots: Slots<'_>) -> String {
        let shown = match part {
            Part::Words(words) => words.clone(),
            Part::Name(name) => self.shown(*name),
            Part::Slot(slot) => self.slot(*slot, slots),
        };
        // What a deal decides is an open point where there is none: "[60 days or 30 days]".
        if self.known.is_none()
            && !shown.starts_with('[')
            && self.names_in(part, slots).iter().any(|name| self.varies(*name))
        {
            return format!("[{shown}]");
        }
        shown
    }

    /// Whether a parameter has several values.
    fn varies(&self, name: NameId) -> bool {
        matches!(&self.name(name).role, Role::Parameter(cited) if !cited.value.arms.is_empty())
    }

    fn slot(&self, slot: Slot, slots: Slots<'_>) -> String {
        match (self.slot_rung(slot, slots), slots.redline) {
            (Some((redline, rung)), _) => {
                self.subject(redline, rung).map_or_else(String::new, |asked| self.right_side(asked))
            }
            (None, Some(redline)) => self.shown(redline.subject),
            (None, None) => String::new(),
        }
    }

    /// The rung a hole speaks of; none for what the draft says.
    fn slot_rung<'r>(&self, slot: Slot, slots: Slots<'r>) -> Option<(&'r Redline, &'r Rung)> {
        let redline = slots.redline?;
        let rung = match slot {
            Slot::Draft => None,
            Slot::Preferred => Some(&redline.preferred),
            Slot::WalkAway => redline.walk_away.as_ref(),
            // In a fallback's own text its own value, else that of the first.
            Slot::Fallback => {
                let at = slots.rung.and_then(|rung| rung.checked_sub(1)).unwrap_or(0);
                redline.fallbacks.get(at).or_else(|| redline.fallbacks.first())
            }
        };
        rung.map(|rung| (redline, rung))
    }
}

/// The words of a text as they are, with what its holes are filled with.
fn filled(text: &Text, fill: impl Fn(&Part) -> String) -> String {
    let word = |part: &Part| match part {
        Part::Words(words) => words.clone(),
        hole => fill(hole),
    };
    text.parts.iter().map(word).collect()
}
