//! What a person wrote into an old checklist.

use std::collections::BTreeMap;

use super::line::{self, Item};
use super::stamp::{self, Fresh, FreshLine};
use super::{ELSEWHERE, GONE, SETTLED};

/// Everything in an old checklist that Proviso did not write.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// In the order of the file, each id once.
    pub(super) items: Vec<KeptItem>,
    /// What belongs to no item, in the order of the file.
    pub(super) elsewhere: Vec<Vec<String>>,
}

/// What a person did to a box.
#[derive(Debug)]
pub(super) enum Tick {
    /// Ticked it, when its words had this hash.
    On(String),
    /// Took Proviso's tick away.
    Off,
}

/// One item of the old checklist.
#[derive(Debug)]
pub(super) struct KeptItem {
    pub(super) id: String,
    /// Its words as they stood there.
    pub(super) body: String,
    /// The hash Proviso had put in.
    pub(super) hash: String,
    /// Whether Proviso itself had ticked it.
    pub(super) by_proviso: bool,
    /// What a person did to its box; nothing where it is as Proviso left it.
    pub(super) tick: Option<Tick>,
    /// Words of the line that a person changed.
    pub(super) edited: Vec<String>,
    /// Words after the id.
    pub(super) tails: Vec<String>,
    /// Lines under the item.
    pub(super) notes: Vec<Vec<String>>,
}

impl KeptItem {
    /// Whether a person left anything here.
    pub(super) fn is_touched(&self) -> bool {
        self.tick.is_some() || !(self.edited.is_empty() && self.tails.is_empty() && self.notes.is_empty())
    }

    /// Whether the box is ticked, where Proviso by itself would have it so or not.
    pub(super) fn is_ticked(&self, by_proviso: bool) -> bool {
        match self.tick {
            Some(Tick::On(_)) => true,
            Some(Tick::Off) => false,
            None => by_proviso,
        }
    }

    /// The hash of the words that a person ticked, where these are others and Proviso by
    /// itself would not tick them.
    pub(super) fn ticked_otherwise(&self, hash: &str, by_proviso: bool) -> Option<&str> {
        match &self.tick {
            Some(Tick::On(at)) if at != hash && !by_proviso => Some(at),
            _ => None,
        }
    }
}

/// Reads an old checklist against the new one. Without the hidden line of hashes, the
/// new checklist's own lines are the ones not taken for a person's.
pub(super) fn read(old: &str, fresh: &Fresh) -> Kept {
    let fresh_items: BTreeMap<&str, &str> = fresh
        .lines
        .iter()
        .filter_map(|line| match line {
            FreshLine::Item { id, body, .. } => Some((id.as_str(), body.as_str())),
            FreshLine::Other(_) => None,
        })
        .collect();
    let lines: Vec<&str> = old.lines().collect();
    let mut sealed = lines.iter().copied().filter_map(stamp::stamped_lines).peekable();
    let ours = if sealed.peek().is_none() {
        fresh.other_lines()
    } else {
        let mut counts = BTreeMap::new();
        sealed.flatten().for_each(|hash| *counts.entry(hash.to_owned()).or_default() += 1);
        counts
    };
    let mut reader = Reader {
        fresh_items,
        ours,
        kept: Kept::default(),
        index: BTreeMap::new(),
        under: Under::Nothing,
        block: Vec::new(),
    };
    let mut rest = lines.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let fenced = if reader.under == Under::Nothing { 0 } else { reader.fenced(rest) };
        let (inside, beyond) = after.split_at_checked(fenced.saturating_sub(1)).unwrap_or((&[], after));
        if fenced > 0 {
            reader.block.push((*first).to_owned());
            reader.block.extend(inside.iter().map(|line| (*line).to_owned()));
        } else {
            reader.take(first);
        }
        rest = beyond;
    }
    reader.end_block();
    reader.kept
}

/// What the lines read belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Under {
    Item(usize),
    Nothing,
}

struct Reader<'f> {
    fresh_items: BTreeMap<&'f str, &'f str>,
    /// How many lines with each hash are still to be taken for Proviso's own.
    ours: BTreeMap<String, usize>,
    kept: Kept,
    index: BTreeMap<String, usize>,
    under: Under,
    block: Vec<String>,
}

impl Reader<'_> {
    fn item<'t>(&self, written: &'t str) -> Option<Item<'t>> {
        line::item(written, |id, stamped| stamped || self.fresh_items.contains_key(id))
    }

    fn take(&mut self, written: &str) {
        let trimmed = written.trim();
        if let Some(item) = self.item(written) {
            self.end_block();
            self.begin_item(&item);
            return;
        }
        let seal = trimmed == stamp::MARK || stamp::stamped_lines(written).is_some();
        let section = is_section(trimmed);
        let ours = seal || section || self.is_ours(trimmed);
        let ends = match self.under {
            Under::Item(_) => section || line::is_heading(written) || !ours && line::is_own_item(written),
            Under::Nothing => ours,
        };
        if ends {
            self.end_block();
            self.under = Under::Nothing;
        }
        if !ours {
            self.block.push(written.to_owned());
        }
    }

    /// Whether Proviso wrote this line; each of its lines is recognised once.
    fn is_ours(&mut self, trimmed: &str) -> bool {
        match self.ours.get_mut(&stamp::hash(trimmed)) {
            Some(left) if *left > 0 && !trimmed.is_empty() => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }

    /// How many lines a fence covers that begins here and is closed before the next item.
    fn fenced(&self, lines: &[&str]) -> usize {
        let Some(fence) = lines.first().and_then(|first| line::opens_fence(first)) else { return 0 };
        lines
            .iter()
            .skip(1)
            .take_while(|line| self.item(line).is_none() && !is_section(line.trim()))
            .position(|line| line::closes_fence(line, fence))
            .map_or(0, |at| at + 2)
    }

    fn begin_item(&mut self, item: &Item<'_>) {
        let at = *self.index.entry(item.id.to_owned()).or_insert_with(|| {
            self.kept.items.push(KeptItem {
                id: item.id.to_owned(),
                body: item.words().into_owned(),
                hash: item.stamp.map_or_else(|| stamp::hash(item.body), |stamp| stamp.hash.to_owned()),
                by_proviso: item.stamp.is_some_and(|stamp| stamp.ticked),
                tick: None,
                edited: Vec::new(),
                tails: Vec::new(),
                notes: Vec::new(),
            });
            self.kept.items.len() - 1
        });
        self.under = Under::Item(at);
        let Some(kept) = self.kept.items.get_mut(at) else { return };
        let by_proviso = item.stamp.is_some_and(|stamp| stamp.ticked);
        let own = item.ticked.filter(|ticked| *ticked != by_proviso);
        let own = own.map(|on| if on { Tick::On(item.ticked_words()) } else { Tick::Off });
        if !matches!(kept.tick, Some(Tick::On(_))) {
            kept.tick = own.or(kept.tick.take());
        }
        let words = item.words();
        if item.is_edited(self.fresh_items.get(item.id).copied()) && !words.is_empty() {
            push_new(&mut kept.edited, words.into_owned());
        }
        if !item.tail.is_empty() {
            push_new(&mut kept.tails, item.tail.to_owned());
        }
    }

    fn end_block(&mut self) {
        let block = trimmed(std::mem::take(&mut self.block));
        if block.is_empty() {
            return;
        }
        match self.under {
            Under::Item(at) => {
                if let Some(item) = self.kept.items.get_mut(at) {
                    push_new(&mut item.notes, closed(block));
                }
            }
            Under::Nothing => self.kept.elsewhere.push(block),
        }
    }
}

fn is_section(line: &str) -> bool {
    matches!(line, SETTLED | GONE | ELSEWHERE)
}

fn push_new<T: PartialEq>(all: &mut Vec<T>, new: T) {
    if !all.contains(&new) {
        all.push(new);
    }
}

/// Without the empty lines before and after.
fn trimmed(mut lines: Vec<String>) -> Vec<String> {
    while lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    let blank = lines.iter().take_while(|line| line.trim().is_empty()).count();
    lines.drain(..blank);
    lines
}

/// A fence that was left open is closed, or it would take the next items in.
fn closed(mut lines: Vec<String>) -> Vec<String> {
    let mut open: Option<&str> = None;
    for line in &lines {
        open = match open {
            Some(fence) if line::closes_fence(line, fence) => None,
            Some(fence) => Some(fence),
            None => line::opens_fence(line),
        };
    }
    if let Some(fence) = open.map(str::to_owned) {
        lines.push(fence);
    }
    lines
}
