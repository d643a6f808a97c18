//! The two sides beside each other, and what they were made with.

use serde::Serialize;

use crate::report::Talks;
use crate::report::view::view;
use crate::rulebook::vocabulary::Pack;
use crate::value::show_date;

use super::{Compared, Held};

/// Something of both sides: the verdict, the file, the day.
#[derive(Clone, Debug, Serialize)]
pub struct SideRow {
    /// What: "Verdict".
    pub what: String,
    /// Of the one before.
    pub before: String,
    /// Of the one now.
    pub after: String,
}

/// What each side was made with: packs and profile with the beginnings of their hashes.
#[derive(Clone, Debug, Serialize)]
pub struct Made {
    /// The one before.
    pub before: Vec<MadeFrom>,
    /// The one now.
    pub after: Vec<MadeFrom>,
}

/// A pack or a profile by its hash.
#[derive(Clone, Debug, Serialize)]
pub struct MadeFrom {
    /// "pack azure-openai 2026.11", "profile round-2.yaml".
    pub what: String,
    /// The beginning of its hash.
    pub hash: String,
}

/// The company; both, where there are two.
pub(super) fn title(deal: &Compared<'_>) -> String {
    let (before, after) = (&deal.before.side.profile.name, &deal.after.side.profile.name);
    if before == after { after.clone() } else { format!("{before} against {after}") }
}

/// The rows that say the same on both sides are left out, but for the verdict.
pub(super) fn rows(deal: &Compared<'_>) -> Vec<SideRow> {
    let row = |what: &str, of: &dyn Fn(Held<'_>) -> String| SideRow {
        what: what.to_owned(),
        before: of(deal.before),
        after: of(deal.after),
    };
    let mut rows = vec![
        row("Company", &|held| held.side.profile.name.clone()),
        row("Profile", &|held| held.side.profile.source.label().to_owned()),
        row("As of", &|held| show_date(held.side.profile.as_of)),
        row("Rules", &|held| rules(deal, held)),
    ];
    rows.retain(|row| row.before != row.after);
    rows.insert(0, row("Verdict", &verdict));
    rows
}

fn verdict(held: Held<'_>) -> String {
    let verdict =
        view(held.side.book, held.side.profile, held.side.assessment, &Talks::default(), held.manifest).verdict;
    std::iter::once(verdict.word).chain(verdict.sentences).collect::<Vec<_>>().join(" ")
}

/// The packs; where only their texts differ, with the beginnings of their hashes.
fn rules(deal: &Compared<'_>, held: Held<'_>) -> String {
    let same_version = |pack: &Pack| {
        let packs = [deal.before, deal.after].into_iter().flat_map(|held| &held.side.book.packs);
        packs.filter(|other| other.id == pack.id && other.version == pack.version && other.hash != pack.hash).count()
            > 0
    };
    let pack = |pack: &Pack| match same_version(pack) {
        true => format!("{} {} ({})", pack.id, pack.version, beginning(&pack.hash)),
        false => format!("{} {}", pack.id, pack.version),
    };
    held.side.book.packs.iter().map(pack).collect::<Vec<_>>().join(", ")
}

/// What makes the two hard to compare.
pub(super) fn remarks(deal: &Compared<'_>) -> Vec<String> {
    let (before, after) = (deal.before.side, deal.after.side);
    let mut remarks = Vec::new();
    if before.profile.name != after.profile.name {
        remarks.push(format!(
            "These are two companies, {} and {}: what is told as a move is how they differ.",
            before.profile.name, after.profile.name
        ));
    }
    let (old, new) = (deal.before.reader().vendor(), deal.after.reader().vendor());
    if old != new {
        remarks.push(format!("They deal with two vendors: {old}, and {new}."));
    }
    let only = |packs: &[Pack], others: &[Pack]| {
        let own = packs.iter().filter(|pack| others.iter().all(|other| other.id != pack.id));
        own.map(|pack| pack.title.clone()).collect::<Vec<_>>().join(", ")
    };
    for (packs, when) in
        [(only(&before.book.packs, &after.book.packs), "before"), (only(&after.book.packs, &before.book.packs), "now")]
    {
        if !packs.is_empty() {
            remarks.push(format!("Rules that are used only {when}: {packs}."));
        }
    }
    remarks
}

pub(super) fn made(deal: &Compared<'_>) -> Made {
    let made = |held: Held<'_>| {
        let packs =
            held.side.book.packs.iter().map(|pack| MadeFrom {
                what: format!("pack {} {}", pack.id, pack.version),
                hash: beginning(&pack.hash),
            });
        let profile = MadeFrom {
            what: format!("profile {}", held.side.profile.source.label()),
            hash: beginning(&held.manifest.profile_hash),
        };
        packs.chain([profile]).collect()
    };
    Made { before: made(deal.before), after: made(deal.after) }
}

/// Enough of a hash to tell two apart; the whole one is in the JSON view.
fn beginning(hash: &str) -> String {
    format!("sha256:{}", hash.chars().take(16).collect::<String>())
}
