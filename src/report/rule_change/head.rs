//! What is to be said first of a change of rules, and what it was made of.

use serde::Serialize;

use crate::plan::{Sum, Way};
use crate::report::words::and;
use crate::rulebook::Rulebook;

use super::counted_long;

/// A pack in both versions.
#[derive(Clone, Debug, Serialize)]
pub struct PackRow {
    /// Its title.
    pub title: String,
    /// Its version before; "not used" where it was not.
    pub before: String,
    /// Its version now.
    pub after: String,
}

/// A pack by its hash.
#[derive(Clone, Debug, Serialize)]
pub struct MadeOf {
    /// "before", "now".
    pub when: &'static str,
    /// "pack azure-openai 2026.11".
    pub what: String,
    /// The beginning of its hash.
    pub hash: String,
}

/// The packs that are edited; where none is, all.
pub(super) fn title(sum: &Sum) -> String {
    let mut titles: Vec<String> = Vec::new();
    for change in sum.changes() {
        for book in [&change.after, &change.before] {
            for pack in &book.packs {
                let edited = change.edits.iter().any(|edit| edit.of.declared.pack == pack.id);
                if (edited || sum.edits.is_empty()) && !titles.contains(&pack.title) {
                    titles.push(pack.title.clone());
                }
            }
        }
    }
    if titles.is_empty() { "rules that share no deal".to_owned() } else { and(&titles) }
}

/// "12 of 300 deals move: 9 stand worse, 1 is newly open and 2 stand better. The other 288
/// stand as before."
///
/// What can no longer be judged comes with it: nobody is to approve without knowing.
pub(super) fn summary(sum: &Sum) -> String {
    match one_sided(sum.only_before.0, "before, and no longer by those now") {
        Some(lost) => format!("{} {lost}", moves_of(sum)),
        None => moves_of(sum),
    }
}

fn moves_of(sum: &Sum) -> String {
    let (deals, moved) = (sum.deals, sum.moved());
    match (deals, moved) {
        (0, _) => return "No deal can be judged by both versions of the rules.".to_owned(),
        (1, 0) => return "Nothing moves: the one deal stands as before.".to_owned(),
        (all, 0) => return format!("Nothing moves: all {all} deals stand as before."),
        _ => {}
    }
    let count = |way| sum.ways.get(&way).copied().unwrap_or_default();
    let parts = [
        (count(Way::Worse), "stands worse", "stand worse"),
        (count(Way::Open), "is newly open", "are newly open"),
        (count(Way::Better), "stands better", "stand better"),
        (count(Way::Other), "stands otherwise, no better and no worse", "stand otherwise, no better and no worse"),
    ];
    let parts = parts.into_iter().filter(|(n, ..)| *n > 0);
    let parts: Vec<String> = parts.map(|(n, one, many)| format!("{n} {}", if n == 1 { one } else { many })).collect();
    let moves = if moved == 1 { "moves" } else { "move" };
    let rest = match deals - moved {
        0 => String::new(),
        1 => " The other one stands as before.".to_owned(),
        rest => format!(" The other {rest} stand as before."),
    };
    format!("{moved} of {} {moves}: {}.{rest}", counted_long(deals, "deal"), and(&parts))
}

fn one_sided(deals: u64, by: &str) -> Option<String> {
    match deals {
        0 => None,
        1 => Some(format!("1 deal can be judged by the rules {by}: it is not among these.")),
        many => Some(format!("{many} deals can be judged by the rules {by}: they are not among these.")),
    }
}

pub(super) fn remarks(sum: &Sum, left_out: u64) -> Vec<String> {
    let mut remarks = Vec::new();
    let [_, failing, ..] = sum.newly;
    match failing {
        0 => {}
        1 => remarks.push("In 1 deal a position newly falls short or is past the walk-away.".to_owned()),
        many => remarks.push(format!("In {many} deals a position newly falls short or is past the walk-away.")),
    }
    let moving = sum.edits.iter().filter(|edit| edit.deals > 0).count();
    let remark = match (sum.edits.len(), moving) {
        (0, _) => "The two versions say the same.".to_owned(),
        (1, 0) => "The one edit moves nothing.".to_owned(),
        (1, _) => "There is one edit.".to_owned(),
        (all, 0) => format!("None of the {all} edits moves anything."),
        (all, moving) if all == moving => format!("Each of the {all} edits moves something."),
        (all, 1) => format!("Of {all} edits, 1 moves deals and {} nothing.", moves(all - 1)),
        (all, moving) => format!("Of {all} edits, {moving} move deals and {} nothing.", moves(all - moving)),
    };
    // Where no deal can be judged by both, nothing is known of edits.
    remarks.extend((!sum.changes().is_empty()).then_some(remark));
    remarks.extend(one_sided(sum.only_after.0, "now, and not by those before"));
    match left_out {
        0 => {}
        1 => remarks.push("1 entry was left out, since it cannot be read: see the messages.".to_owned()),
        n => remarks.push(format!("{n} entries were left out, since they cannot be read: see the messages.")),
    }
    remarks
}

fn moves(n: usize) -> String {
    if n == 1 { "1 moves".to_owned() } else { format!("{n} move") }
}

/// The packs of both versions.
pub(super) fn packs(sum: &Sum) -> Vec<PackRow> {
    let mut rows: Vec<(String, PackRow)> = Vec::new();
    for change in sum.changes() {
        for pack in change.after.packs.iter().chain(&change.before.packs) {
            if rows.iter().any(|(id, _)| *id == pack.id) {
                continue;
            }
            let version = |book: &Rulebook| {
                let own = book.packs.iter().find(|own| own.id == pack.id);
                own.map_or_else(|| "not used".to_owned(), |own| own.version.clone())
            };
            let (before, after) = (version(&change.before), version(&change.after));
            rows.push((pack.id.clone(), PackRow { title: pack.title.clone(), before, after }));
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The packs of both versions with their hashes, each once.
pub(super) fn made(sum: &Sum) -> Vec<MadeOf> {
    let mut made: Vec<MadeOf> = Vec::new();
    for change in sum.changes() {
        for (book, when) in [(&change.before, "before"), (&change.after, "now")] {
            for pack in &book.packs {
                let hash = format!("sha256:{}", pack.hash.chars().take(16).collect::<String>());
                if !made.iter().any(|known| known.when == when && known.hash == hash) {
                    made.push(MadeOf { when, what: format!("pack {} {}", pack.id, pack.version), hash });
                }
            }
        }
    }
    made.sort_by_key(|one| one.when);
    made
}
