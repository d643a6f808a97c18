//! Names that stay the same from run to run: of letters, and of entries in a calendar.

use sha2::{Digest, Sha256};

use crate::sla::reckon::Case;

use super::Told;

/// The longest part of a file name that tells what was hit: systems take no endless ones.
const LONGEST: usize = 40;

/// The file of the letter for a case: `2026-02-zones-web.md`. What a file name cannot hold
/// is left out of it, and a few signs tell such names apart.
pub fn file_name(told: &Told<'_>, case: &Case) -> String {
    let level = told.level(case).map_or("", |(_, level)| level.id.as_str());
    let what = case.resources.join(" ");
    let plain = plain(&what);
    let tail = match plain == what && plain.len() <= LONGEST {
        true if plain.is_empty() => String::new(),
        true => format!("-{plain}"),
        false => format!("-{}-{}", plain.get(..plain.len().min(LONGEST)).unwrap_or_default(), mark(told, case)),
    };
    format!("{}-{level}{}.md", case.bounds.month(), tail.replace("--", "-"))
}

/// Eight signs that stand for a case.
pub(super) fn mark(told: &Told<'_>, case: &Case) -> String {
    let level = told.level(case).map(|(agreement, level)| format!("{}/{}", agreement.id, level.id));
    let mut hasher = Sha256::new();
    for part in [level.unwrap_or_default(), case.bounds.first.to_string()].iter().chain(&case.resources) {
        hasher.update(part);
        hasher.update("\0");
    }
    hasher.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// Small letters, digits and hyphens.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for c in text.to_lowercase().chars() {
        if c.is_ascii_alphanumeric() {
            plain.push(c);
        } else if !plain.is_empty() && !plain.ends_with('-') {
            plain.push('-');
        }
    }
    plain.trim_end_matches('-').to_owned()
}
