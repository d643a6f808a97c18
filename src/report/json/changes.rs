//! What house packs change.

use serde::Serialize;

use crate::rulebook::Rulebook;
use crate::rulebook::overlay::ChangeKind;

use super::At;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Change {
    id: String,
    kind: &'static str,
    title: String,
    what: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    properties: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    removed: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    called: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<String>,
    pack: String,
    rule: At,
}

/// In the order of the rules.
pub(super) fn changes(rulebook: &Rulebook) -> Vec<Change> {
    let all = rulebook.changes.iter().map(|change| {
        let mut told = Change {
            id: change.id.clone(),
            kind: change.word.as_str(),
            title: change.title.clone(),
            what: "overridden",
            properties: Vec::new(),
            removed: Vec::new(),
            called: None,
            because: None,
            pack: rulebook.packs.get(change.pack).map(|pack| pack.id.clone()).unwrap_or_default(),
            rule: At::new(&change.place),
        };
        match &change.what {
            ChangeKind::Overridden { given, removed, called } => {
                told.properties = given.iter().map(|word| word.as_str()).collect();
                told.removed = removed.iter().map(|word| word.as_str()).collect();
                told.called.clone_from(called);
            }
            ChangeKind::Retired(because) => {
                told.what = "retired";
                told.because = Some(because.clone());
            }
        }
        told
    });
    all.collect()
}
