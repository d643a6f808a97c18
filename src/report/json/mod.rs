//! The frozen view for machines, `proviso.assessment/1`: a copy with names of its own, so
//! that a change inside never changes it.

mod changes;
mod figures;
mod findings;
mod summary;

use std::num::NonZeroU32;

use serde::Serialize;

use crate::assess::Assessment;
use crate::profile::Profile;
use crate::rulebook::{Rulebook, vocabulary};
use crate::source::Place;

use super::Manifest;
use super::words::Reader;

pub(in crate::report) use findings::{Rung, rung};
pub(in crate::report) use summary::{Summary, summary};

use changes::Change;
use figures::Figure;
use findings::Finding;
use summary::Risk;

/// The name of the form of the JSON view. Names and types under it are never changed or
/// taken away; new ones may be added.
pub const SCHEMA: &str = "proviso.assessment/1";

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Document {
    schema: &'static str,
    proviso: String,
    as_of: String,
    profile: ProfileFile,
    packs: Vec<Pack>,
    summary: Summary,
    findings: Vec<Finding>,
    risks: Vec<Risk>,
    open_facts: Vec<OpenFact>,
    figures: Vec<Figure>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<Change>,
}

#[derive(Serialize)]
pub(in crate::report) struct ProfileFile {
    name: String,
    hash: String,
}

#[derive(Serialize)]
pub(in crate::report) struct Pack {
    id: String,
    title: String,
    version: String,
    hash: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct OpenFact {
    name: String,
    title: String,
    ask: String,
    settles_alone: usize,
    touches: usize,
    /// Duties whose day it gives.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dates: Vec<String>,
    severity: &'static str,
}

/// A place in a file: pack id and path inside the pack, or the profile's bare file name.
#[derive(Serialize)]
pub(in crate::report) struct At {
    file: String,
    line: NonZeroU32,
    column: NonZeroU32,
}

impl At {
    pub(in crate::report) fn new(place: &Place) -> Self {
        let position = place.position();
        let counted = |n: u32| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        Self { file: place.source.label().to_owned(), line: counted(position.line), column: counted(position.column) }
    }
}

/// The assessment as JSON in the form [`SCHEMA`], indented, with one line end at its end.
/// Arrays are in a stable order; values are texts in their one canonical spelling.
pub fn json(rulebook: &Rulebook, profile: &Profile, assessment: &Assessment, manifest: &Manifest) -> String {
    let reader = Reader::new(rulebook, profile, assessment);
    let open_facts = assessment.open_facts.iter().map(|open| {
        let name = rulebook.name(open.name);
        OpenFact {
            name: name.id.clone(),
            title: name.title.clone(),
            ask: name.ask.clone().unwrap_or_default(),
            settles_alone: open.settles.len(),
            touches: open.touches,
            dates: open.dates.iter().filter_map(|id| Some(rulebook.advice.get(id.0)?.id.clone())).collect(),
            severity: open.severity.as_str(),
        }
    });
    let document = Document {
        schema: SCHEMA,
        proviso: manifest.proviso.clone(),
        as_of: profile.as_of.to_string(),
        profile: profile_file(profile, manifest),
        packs: packs(rulebook),
        summary: summary(reader),
        findings: reader.ranked().into_iter().map(|(found, rule)| findings::finding(reader, found, rule)).collect(),
        risks: summary::risks(reader),
        open_facts: open_facts.collect(),
        figures: figures::figures(reader),
        changes: changes::changes(rulebook),
    };
    // Texts, numbers, lists and structs always serialise.
    let mut json = serde_json::to_string_pretty(&document).unwrap_or_default();
    json.push('\n');
    json
}

pub(in crate::report) fn profile_file(profile: &Profile, manifest: &Manifest) -> ProfileFile {
    ProfileFile { name: profile.name.clone(), hash: hash(&manifest.profile_hash) }
}

pub(in crate::report) fn packs(rulebook: &Rulebook) -> Vec<Pack> {
    let pack = |pack: &vocabulary::Pack| Pack {
        id: pack.id.clone(),
        title: pack.title.clone(),
        version: pack.version.clone(),
        hash: hash(&pack.hash),
    };
    rulebook.packs.iter().map(pack).collect()
}

fn hash(hex: &str) -> String {
    format!("sha256:{hex}")
}
