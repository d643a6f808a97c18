//! The stamps by which Proviso knows its own lines again.

use std::borrow::Cow;
use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::line::{self, Item, Stamp};

/// The line that says a checklist is Proviso's, with the version of its form.
pub const MARK: &str = "<!-- proviso checklist 1 -->";

/// What a line says where a person ticked it when it read otherwise. Whoever takes these
/// words away, or the tick, has looked.
const CHANGED: &str = "**changed since you ticked it**";

const LINES: &str = "<!-- proviso lines";

/// Puts stamps into a freshly written checklist, so that a later run can tell its lines
/// from what a person changed or added. Stamping twice changes nothing.
pub(super) fn stamp(fresh: &str) -> String {
    Fresh::read(&line::plain_ends(fresh)).stamped().join("\n") + "\n"
}

/// The first half of a hash would do; eight signs make an unnoticed edit a matter of one
/// in four thousand million.
pub(super) fn hash(words: &str) -> String {
    let mut hasher = Sha256::new();
    for word in words.split_whitespace() {
        hasher.update(word);
        hasher.update(" ");
    }
    hasher.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// A freshly written checklist, line by line.
pub(super) struct Fresh {
    /// Without the mark and the stamps, which [`Fresh::seal`] makes anew.
    pub(super) lines: Vec<FreshLine>,
    /// Before which line the mark belongs: where it stood, otherwise under the title.
    pub(super) seal_at: usize,
}

pub(super) enum FreshLine {
    Item { id: String, body: String, ticked: bool },
    Other(String),
}

impl Fresh {
    pub(super) fn read(text: &str) -> Self {
        let mut lines: Vec<FreshLine> = text
            .lines()
            .filter(|line| line.trim() != MARK && stamped_lines(line).is_none())
            .map(|written| match line::item(written, |_, _| true) {
                Some(item) => FreshLine::Item {
                    id: item.id.to_owned(),
                    body: format!("{}{}", item.body, item.tail),
                    ticked: item.ticked == Some(true),
                },
                None => FreshLine::Other(written.trim_end().to_owned()),
            })
            .collect();
        while matches!(lines.last(), Some(FreshLine::Other(last)) if last.is_empty()) {
            lines.pop();
        }
        let marked = text.lines().position(|line| line.trim() == MARK);
        let titled = matches!(lines.first(), Some(FreshLine::Other(first)) if line::is_heading(first));
        let seal_at = marked.unwrap_or(usize::from(titled)).min(lines.len());
        Self { lines, seal_at }
    }

    /// How often each line without an id stands in it, by hash.
    pub(super) fn other_lines(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for line in &self.lines {
            if let FreshLine::Other(text) = line
                && !text.is_empty()
            {
                *counts.entry(hash(text)).or_default() += 1;
            }
        }
        counts
    }

    /// The mark and the hidden line of hashes.
    pub(super) fn seal(&self) -> [String; 2] {
        let hashes = self.lines.iter().filter_map(|line| match line {
            FreshLine::Other(text) if !text.is_empty() => Some(hash(text)),
            _ => None,
        });
        let hashes: Vec<String> = hashes.collect();
        [MARK.to_owned(), format!("{LINES} {} -->", hashes.join(" "))]
    }

    fn stamped(&self) -> Vec<String> {
        let mut out: Vec<String> = self
            .lines
            .iter()
            .map(|line| match line {
                FreshLine::Item { id, body, ticked } => {
                    let stamp = Stamp { hash: &hash(body), ticked: *ticked, since: None };
                    item_line(id, body, *ticked, stamp, "")
                }
                FreshLine::Other(text) => text.clone(),
            })
            .collect();
        out.splice(self.seal_at..self.seal_at, self.seal());
        out
    }
}

/// An item's line with its stamp, and with the words that go with that.
pub(super) fn item_line(id: &str, words: &str, ticked: bool, stamp: Stamp<'_>, tail: &str) -> String {
    let tick = if ticked { 'x' } else { ' ' };
    let space = if words.is_empty() { "" } else { " " };
    let (changed, rest) = match stamp.since {
        Some(since) => (format!("· {CHANGED} "), format!(" since {since}")),
        None => (String::new(), if stamp.ticked { " ticked" } else { "" }.to_owned()),
    };
    format!("- [{tick}] {words}{space}{changed}<!-- {id} {}{rest} -->{tail}", stamp.hash)
}

/// The hashes in the hidden line, if this is it.
pub(super) fn stamped_lines(line: &str) -> Option<impl Iterator<Item = &str>> {
    let inside = line.trim().strip_prefix(LINES)?.strip_suffix("-->")?;
    Some(inside.split_whitespace())
}

impl<'t> Item<'t> {
    /// The line's own words, without those that mark a change.
    pub(super) fn words(&self) -> Cow<'t, str> {
        match self.around_mark() {
            Some((before, after)) => {
                let before = before.trim_end().trim_end_matches('·').trim_end();
                Cow::Owned(format!("{before}{after}"))
            }
            None => Cow::Borrowed(self.body),
        }
    }

    /// The hash of the words that a person ticked: those that stand here, unless the line
    /// is still marked as changed since.
    pub(super) fn ticked_words(&self) -> String {
        match self.stamp {
            Some(Stamp { since: Some(since), .. }) if self.is_marked() => since.to_owned(),
            Some(Stamp { hash, .. }) => hash.to_owned(),
            None => hash(self.body),
        }
    }

    /// Whether the line says that it has changed since a person ticked it.
    pub(super) fn is_marked(&self) -> bool {
        self.around_mark().is_some()
    }

    fn around_mark(&self) -> Option<(&'t str, &'t str)> {
        self.stamp.and_then(|stamp| stamp.since).and_then(|_| self.body.split_once(CHANGED))
    }

    /// Whether a person changed the words of the line.
    pub(super) fn is_edited(&self, fresh: Option<&str>) -> bool {
        let words = self.words();
        let as_stamped = |stamp: Stamp<'_>| hash(&words) == stamp.hash;
        let as_fresh = |fresh: &str| words.split_whitespace().eq(fresh.split_whitespace());
        !self.stamp.is_some_and(as_stamped) && !fresh.is_some_and(as_fresh)
    }
}
