//! Texts of rules with their holes filled.

use crate::report::markdown::{Markdown, escape};
use crate::rulebook::advice::{Part, Redline, Rung, Slot, Text};
use crate::rulebook::condition::NameId;

use super::Reader;

/// What the holes of a redline stand for.
#[derive(Clone, Copy, Default)]
pub(crate) struct Slots<'a> {
    /// The redline, where the text belongs to one.
    pub(crate) redline: Option<&'a Redline>,
    /// The rung the text belongs to, by its place among the rungs.
    pub(crate) rung: Option<usize>,
}

impl Reader<'_> {
    /// A text of a rule as Markdown, with every value in it escaped.
    pub(crate) fn markdown(&self, text: &Text, slots: Slots<'_>) -> Markdown {
        Markdown::trusted(self.filled(text, slots, escape))
    }

    /// The same on one line.
    pub(crate) fn inline(&self, text: &Text, slots: Slots<'_>) -> Markdown {
        self.markdown(text, slots).inline()
    }

    /// A text with its values as they are, for titles, labels and machines.
    pub(crate) fn plain(&self, text: &Text, slots: Slots<'_>) -> String {
        self.filled(text, slots, str::to_owned)
    }

    /// Whether a value in a text is not decided yet.
    pub(crate) fn has_open_hole(&self, text: &Text, slots: Slots<'_>) -> bool {
        let open = |name: &NameId| self.known(*name).is_none_or(|known| known.possible.single().is_none());
        text.parts.iter().any(|part| match part {
            Part::Words(_) => false,
            Part::Name(name) => open(name),
            Part::Slot(slot) => match self.slot_rung(*slot, slots) {
                Some((redline, rung)) => {
                    self.subject(redline, rung).is_some_and(|asked| asked.right_names().iter().any(open))
                }
                None => slots.redline.is_some_and(|redline| open(&redline.subject)),
            },
        })
    }

    fn filled(&self, text: &Text, slots: Slots<'_>, value: impl Fn(&str) -> String) -> String {
        text.parts
            .iter()
            .map(|part| match part {
                Part::Words(words) => words.clone(),
                Part::Name(name) => value(&self.shown(*name)),
                Part::Slot(slot) => value(&self.slot(*slot, slots)),
            })
            .collect()
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
