//! Fresh checklist + the old one as a person left it → the next one.

use std::collections::BTreeSet;

use super::kept::{self, KeptItem};
use super::line::{self, Stamp};
use super::stamp::{self, Fresh, FreshLine, item_line};
use super::{ELSEWHERE, GONE};

/// Writes a checklist anew and keeps what a person wrote into the old one.
///
/// - Ticks, lines under an item and words after its id stay with the item, by its id.
/// - Items that no longer appear move to [`GONE`] if a person ticked them or wrote there,
///   and come back from it when they appear again.
/// - Where a person changed the words of an item's line, the fresh words stand, and the
///   person's are kept under the item: "as you had it: …".
/// - A tick stays with an item whose words have changed since, and the line says so until
///   somebody has looked.
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
    // What lists say of items that are gone may have opened the section already.
    let opened = fresh.lines.iter().any(|line| matches!(line, FreshLine::Other(text) if text == GONE));
    if !gone.is_empty() && !opened {
        out.extend(["", GONE, ""].map(str::to_owned));
    }
    for item in gone {
        let ticked = item.is_ticked(item.by_proviso);
        let since = item.ticked_otherwise(&item.hash, item.by_proviso);
        let stamp = Stamp { hash: &item.hash, ticked: item.by_proviso, since };
        out.push(item_line(&item.id, &item.body, ticked, stamp, &item.tails.concat()));
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
                let hash = stamp::hash(body);
                let since = old.and_then(|old| old.ticked_otherwise(&hash, *ticked));
                let tick = old.map_or(*ticked, |old| old.is_ticked(*ticked));
                let tail = old.map(|old| old.tails.concat()).unwrap_or_default();
                out.push(item_line(id, body, tick, Stamp { hash: &hash, ticked: *ticked, since }, &tail));
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
