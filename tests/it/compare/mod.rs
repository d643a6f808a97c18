//! What moved between two rounds, two drafts, or two versions of rules.

mod command;
mod laws;
mod lines;
mod machine;
mod story;

use std::fs;
use std::path::Path;

use crate::command::root;

/// The second round of Northwind Bank: what its profile says after Microsoft's answer.
const SECOND_ROUND: [(&str, &str); 14] = [
    ("as-of: 2026-11-21 ", "as-of: 2027-01-15 "),
    ("reference-willing: unknown ", "reference-willing: yes "),
    ("macc-annual: 3M..5M ", "macc-annual: 3.2M "),
    ("sensitivity: [confidential, sensitive] ", "sensitivity: sensitive "),
    ("# outage-cost: not known.", "outage-cost: 90k #"),
    ("notice: 14 days", "notice: 90 days"),
    ("retirement-notice: 60 days", "retirement-notice: 180 days"),
    ("audit: reports", "audit: assistance"),
    ("residency: zone", "residency: storage-and-processing"),
    ("increase-cap: 5%", "increase-cap: 9%"),
    ("response: 60 minutes", "response: silent"),
    ("amount: 1M", "amount: 500k"),
    ("{ value: yes, in: e-mail }", "{ value: yes, in: amendment }"),
    ("deletion-proof: silent ", "deletion-proof: { by-reference: \"Data Protection Addendum of 2027\" } "),
];

/// Both rounds as files of a folder.
fn rounds(folder: &Path) {
    let first = fs::read_to_string(root().join("profiles/northwind-bank.yaml")).unwrap();
    fs::write(folder.join("round-1.yaml"), &first).unwrap();
    let mut second = first;
    for (from, to) in SECOND_ROUND {
        assert!(second.contains(from), "{from}");
        second = second.replacen(from, to, 1);
    }
    fs::write(folder.join("round-2.yaml"), second).unwrap();
}

/// A copy of a bundled pack with some words in the place of others.
fn edited_pack(folder: &Path, pack: &str, edits: &[(&str, &str, &str)]) {
    let place = folder.join(pack);
    fs::create_dir_all(&place).unwrap();
    for entry in fs::read_dir(root().join("rules").join(pack)).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let mut text = fs::read_to_string(&path).unwrap();
            for (_, from, to) in edits.iter().filter(|(file, ..)| *file == name) {
                assert!(text.contains(from), "{name}: {from}");
                text = text.replacen(from, to, 1);
            }
            fs::write(place.join(name), text).unwrap();
        }
    }
}
