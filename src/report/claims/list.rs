//! The services that can be asked about.

use std::fmt::Write as _;

use crate::report::markdown::{escape, tidy};
use crate::sla::{Agreement, Level, Measure, Tier};

use super::words::percent;

/// All levels by service, each with what it credits.
pub fn list(agreements: &[Agreement]) -> String {
    let mut text = String::from("# Service levels\n");
    for agreement in agreements {
        let _ = writeln!(text, "\n## {}\n", escape(&agreement.title));
        text.push_str("| Service | Level | What it covers | Credits |\n|---|---|---|---|\n");
        for level in &agreement.levels {
            let verify = if level.to_verify.is_some() { " *(to verify)*" } else { "" };
            let _ = writeln!(
                text,
                "| {} | `{}` | {}{verify} | {} |",
                escape(&level.service),
                level.id,
                escape(&level.title),
                credits(level)
            );
        }
        let exclusions: Vec<String> =
            agreement.exclusions.iter().map(|exclusion| format!("`{}`", exclusion.id)).collect();
        if !exclusions.is_empty() {
            let _ = writeln!(text, "\nCauses that do not count: {}.", exclusions.join(", "));
        }
        for level in agreement.levels.iter().filter(|level| !level.exclusions.is_empty()) {
            let own: Vec<String> = level.exclusions.iter().map(|exclusion| format!("`{}`", exclusion.id)).collect();
            let _ = writeln!(text, "\nFor `{}` alone: {}.", level.id, own.join(", "));
        }
    }
    if agreements.is_empty() {
        text.push_str("\nThe rules declare no service levels.\n");
    }
    tidy(&text)
}

fn credits(level: &Level) -> String {
    let tier = |tier: &Tier| format!("{} below {}", percent(tier.credit), percent(tier.below));
    let tables: Vec<String> = level
        .tables
        .iter()
        .map(|table| {
            let tiers = table.tiers.iter().map(tier).collect::<Vec<_>>().join(", ");
            table.kind.as_ref().map_or_else(|| tiers.clone(), |kind| format!("`{}`: {tiers}", kind.id))
        })
        .collect();
    let unmeasured = if level.measure == Measure::NotStated { "; how it is measured is not stated" } else { "" };
    match tables.is_empty() {
        true => {
            let promise = level.promise.map(percent).unwrap_or_default();
            format!("{promise} promised, no table of credits known{unmeasured}")
        }
        false => format!("{}{unmeasured}", tables.join("; ")),
    }
}
