//! What the bundled packs promise to those who use them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use proviso::rulebook::Rulebook;
use proviso::rulebook::advice::{Body, Priority};
use proviso::source::Source;

use crate::command::rules_of;
use crate::docs::examples::rulebook;

/// Each bundled pack by its name, the packs first that others go on top of.
const PACKS: [&str; 5] = ["azure-openai", "microsoft-online-services-sla", "eu-dora", "eu-data-act", "hipaa"];

fn pack(name: &str) -> Vec<Source> {
    let read = |path: PathBuf| Source::new(path.display().to_string(), std::fs::read_to_string(&path).unwrap());
    rules_of(name).into_iter().map(read).collect()
}

fn all() -> Rulebook {
    let packs: Vec<Vec<Source>> = PACKS.into_iter().map(pack).collect();
    let (book, found) = rulebook(&packs);
    assert!(found.is_empty(), "{}", crate::snapshot::shown(&found));
    book.unwrap_or_default()
}

/// Whoever must have something is given a clause for it and for what is less, why, and an
/// answer to what the other side will say.
#[test]
fn must_haves_can_be_negotiated() {
    let mut lacking: Vec<String> = Vec::new();
    for rule in &all().advice {
        let Body::Redline(redline) = &rule.body else { continue };
        let priorities: BTreeSet<Priority> = redline.priority.values().copied().collect();
        if !priorities.contains(&Priority::MustHave) {
            continue;
        }
        let mut lacks = |what: String, there: bool| {
            if !there {
                lacking.push(format!("{}: {what}", rule.id));
            }
        };
        lacks("wording".to_owned(), redline.wording.is_some() || redline.preferred.wording.is_some());
        lacks("rationale".to_owned(), redline.rationale.is_some());
        lacks("objection".to_owned(), !redline.objections.is_empty());
        for (at, fallback) in redline.fallbacks.iter().enumerate() {
            lacks(format!("wording of fallback {}", at + 1), fallback.wording.is_some());
        }
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

#[test]
fn every_advice_cites_a_source() {
    for rule in &all().advice {
        assert!(!rule.citations.is_empty(), "{}", rule.id);
    }
}
