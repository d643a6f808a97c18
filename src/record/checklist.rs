//! Fresh checklist + the old one as a person left it → the next one.

use std::collections::BTreeSet;

use super::kept::{self, KeptItem};
use super::line;
use super::stamp::{self, Fresh, FreshLine, item_line};
use super::{ELSEWHERE, GONE};

/// Writes a checklist anew and keeps what a person wrote into the old one.
///
/// - Ticks, lines under an item and words after its id stay with the item, by its id.
/// - Items that no longer appear move to [`GONE`] if a person ticked them or wrote there,
///   and come back from it when they appear again.
/// - Where a person changed the words of an item's line, the fresh words stand, and the
///   person's are kept under the item: "as you had it: …".
/// - A box that Proviso ticked itself follows the fresh checklist, unless a person
///   changed it.
/// - Everything else a person wrote stands at the end, under [`ELSEWHERE`].
///
/// The result is stamped, and carrying over from it once more changes nothing. Both texts
/// have plain line ends; the old one may come from any editor.
pub(super) fn carry_over(fresh: &str, old: &str) -> String {
    let fresh = Fresh::read(fresh);
    let kept = kept::read(old, &fresh);
    let mut out = with_kept(&fresh, &kept.items);

    let live: BTreeSet<&str> = fresh
        .lines
        .iter()
        .filter_map(|line| match line {
            FreshLine::Item { id, .. } => Some(id.as_str()),
            FreshLine::Other(_) => None,
        })
        .collect();
    let gone: Vec<&KeptItem> =
        kept.items.iter().filter(|item| !live.contains(item.id.as_str()) && item.is_touched()).collect();
    if !gone.is_empty() {
        out.extend(["", GONE, ""].map(str::to_owned));
    }
    for item in gone {
        let ticked = item.tick.unwrap_or(item.by_proviso);
        out.push(item_line(&item.id, &item.body, ticked, &item.hash, item.by_proviso, &item.tails.concat()));
        out.extend(under(item, &item.body));
    }
    if !kept.elsewhere.is_empty() {
        out.extend(["", ELSEWHERE].map(str::to_owned));
    }
    for block in kept.elsewhere {
        out.push(String::new());
        out.extend(block);
    }
    out.join("\n") + "\n"
}

/// The fresh lines, stamped, with ticks and notes in their places.
fn with_kept(fresh: &Fresh, kept: &[KeptItem]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut notes: Vec<String> = Vec::new();
    for (at, line) in fresh.lines.iter().enumerate() {
        if at == fresh.seal_at {
            out.extend(fresh.seal());
        }
        match line {
            FreshLine::Item { id, body, ticked } => {
                out.append(&mut notes);
                let old = kept.iter().find(|item| item.id == *id);
                let tick = old.and_then(|old| old.tick).unwrap_or(*ticked);
                let tail = old.map(|old| old.tails.concat()).unwrap_or_default();
                out.push(item_line(id, body, tick, &stamp::hash(body), *ticked, &tail));
                notes = old.map(|old| under(old, body)).unwrap_or_default();
            }
            FreshLine::Other(text) => {
                // An item may go on over several lines; its notes come after them.
                if text.is_empty() || line::is_heading(text) {
                    out.append(&mut notes);
                }
                out.push(text.clone());
            }
        }
    }
    if fresh.lines.len() <= fresh.seal_at {
        out.extend(fresh.seal());
    }
    out.append(&mut notes);
    out
}

/// What stands under an item: the person's form of its line, then the notes.
fn under(item: &KeptItem, shown: &str) -> Vec<String> {
    let edited = item.edited.iter().filter(|body| body.as_str() != shown);
    edited.map(|body| format!("  - as you had it: {body}")).chain(item.notes.iter().flatten().cloned()).collect()
}
