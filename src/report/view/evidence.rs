//! What the report rests on: sources and their age, remarks, versions.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::assess::finding::Outcome;
use crate::report::Manifest;
use crate::report::words::{Reader, counted, kind};
use crate::rulebook::vocabulary::{Document, Role};
use crate::value::show_date;

/// A source, and how old it is.
#[derive(Clone, Debug, Serialize)]
pub struct SourceAge {
    /// Its title.
    pub title: String,
    /// What kind of source: "advisory".
    pub kind: String,
    /// The day it speaks for.
    pub as_of: String,
    /// How old that is: "1 year and 3 months".
    pub age: String,
    /// Whether it is older than its review period.
    pub stale: bool,
    /// How much of the report rests on it: "12 points".
    pub used: String,
}

/// A remark in the profile.
#[derive(Clone, Debug, Serialize)]
pub struct Note {
    /// What it is about.
    pub title: String,
    /// What is known of that.
    pub shown: String,
    /// The remark.
    pub note: String,
}

/// What the report was made with.
#[derive(Clone, Debug, Serialize)]
pub struct Made {
    /// The version of Proviso.
    pub proviso: String,
    /// The packs.
    pub packs: Vec<MadePack>,
    /// The file of the profile.
    pub profile: String,
    /// The beginning of its hash.
    pub profile_hash: String,
    /// The day everything is judged by, as year-month-day.
    pub as_of: String,
}

/// A pack the report was made with.
#[derive(Clone, Debug, Serialize)]
pub struct MadePack {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The beginning of its hash.
    pub hash: String,
}

impl Reader<'_> {
    /// The sources of all that has a bearing here, in the order of the rules, each with how
    /// much rests on it.
    pub(super) fn cited_sources(&self) -> Vec<(&Document, usize)> {
        let mut used: BTreeMap<usize, usize> = BTreeMap::new();
        for (finding, rule) in self.ranked() {
            if finding.decided().is_some_and(Outcome::is_idle) {
                continue;
            }
            let mut sources: Vec<usize> = rule.citations.iter().map(|citation| citation.source).collect();
            for term in &finding.standard_used {
                if let Role::Term(term) = &self.name(*term).role {
                    let cited = term.standard.iter().flat_map(|standard| &standard.citations);
                    sources.extend(cited.map(|citation| citation.source));
                }
            }
            sources.sort_unstable();
            sources.dedup();
            for source in sources {
                *used.entry(source).or_default() += 1;
            }
        }
        for (_, figure) in self.figures_shown() {
            let mut sources: Vec<usize> = figure.citations.iter().map(|citation| citation.source).collect();
            sources.sort_unstable();
            sources.dedup();
            for source in sources {
                *used.entry(source).or_default() += 1;
            }
        }
        used.into_iter().filter_map(|(at, used)| Some((self.book.sources.get(at)?, used))).collect()
    }

    pub(super) fn sources(&self) -> Vec<SourceAge> {
        let line = |(source, used): (&Document, usize)| SourceAge {
            title: source.title.clone(),
            kind: kind(source.kind).to_owned(),
            as_of: show_date(source.as_of),
            age: self.age(source),
            stale: self.is_stale(source),
            used: counted(used, "point"),
        };
        self.cited_sources().into_iter().map(line).collect()
    }

    /// "29 sources, 22 of them older than their review period".
    pub(super) fn sources_in_brief(&self) -> Option<String> {
        let sources = self.cited_sources();
        let old = sources.iter().filter(|(source, _)| self.is_stale(source)).count();
        let all = counted(sources.len(), "source");
        match (sources.len(), old) {
            (0, _) => None,
            (_, 0) => Some(format!("{all}, none of them past its review period")),
            (1, _) => Some(format!("{all}, which is older than its review period")),
            (n, old) if n == old => Some(format!("{all}, all of them older than their review period")),
            (_, 1) => Some(format!("{all}, 1 of them older than its review period")),
            (_, old) => Some(format!("{all}, {old} of them older than their review period")),
        }
    }

    pub(super) fn notes(&self) -> Vec<Note> {
        let notes = self.profile.notes.iter().map(|(id, note)| Note {
            title: self.name(*id).title.clone(),
            shown: self.shown_with_origin(*id),
            note: note.clone(),
        });
        notes.collect()
    }

    pub(super) fn made(&self, manifest: &Manifest) -> Made {
        let packs = self.book.packs.iter().map(|pack| MadePack {
            id: pack.id.clone(),
            version: pack.version.clone(),
            hash: beginning(&pack.hash),
        });
        Made {
            proviso: manifest.proviso.clone(),
            packs: packs.collect(),
            profile: self.profile.source.label().to_owned(),
            profile_hash: beginning(&manifest.profile_hash),
            as_of: self.profile.as_of.to_string(),
        }
    }
}

/// Enough of a hash to tell two apart; the whole one is in the JSON view.
fn beginning(hash: &str) -> String {
    let beginning: String = hash.chars().take(16).collect();
    format!("sha256:{beginning}")
}
