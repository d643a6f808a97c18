//! A profile read from its file and held against the rules it names.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::assess::{self, Assessment};
use crate::diagnostic::{Diagnostic, Level};
use crate::intake;
use crate::profile::{self, Profile};
use crate::report::{self, Manifest, Templates, View};
use crate::rulebook::Rulebook;
use crate::source::{Source, Spanned};
use crate::value::read_date;

use super::check::file_name;
use super::packs::PackText;
use super::terminal::Terminal;
use super::{files, packs};

/// A profile held against the rules it names.
pub(super) struct Assessed {
    pub(super) rulebook: Rulebook,
    pub(super) profile: Profile,
    pub(super) assessment: Assessment,
    pub(super) manifest: Manifest,
}

impl Assessed {
    pub(super) fn view(&self) -> View {
        report::view(&self.rulebook, &self.profile, &self.assessment, &self.manifest)
    }

    pub(super) fn json(&self) -> String {
        report::json(&self.rulebook, &self.profile, &self.assessment, &self.manifest)
    }

    pub(super) fn page(&self, title: &str, markdown: &str, templates: &Templates) -> Result<String, Diagnostic> {
        report::html(&format!("{title}: {}", self.profile.name), markdown, templates)
    }
}

/// A day on the command line.
pub(super) fn date(text: &str) -> Result<Date, String> {
    read_date(text).map_err(|misread| format!("{}; {}", misread.says, misread.help))
}

/// Reads a profile, and holds it against the packs it names and those given.
pub(super) fn assess(
    path: &Path,
    rules: &[PathBuf],
    as_of: Option<Date>,
    terminal: &mut Terminal,
) -> Result<Assessed, Vec<Diagnostic>> {
    let source = source(path)?;
    let profile_hash = packs::hash_of(source.text());
    let node = intake::yaml(&source)?;
    let mut found = Vec::new();
    let header = profile::header(&source, &node, &mut found);
    let rulebook = match rulebook(rules, &source, &header.packs, terminal) {
        Ok(rulebook) => rulebook,
        Err(errors) => {
            found.extend(errors);
            return Err(found);
        }
    };
    let profile = profile::read(&source, &node, &header, &rulebook, as_of, &mut found);
    let (errors, warnings): (Vec<_>, Vec<_>) = found.into_iter().partition(|found| found.level == Level::Error);
    let Some(profile) = profile.filter(|_| errors.is_empty()) else {
        return Err(errors.into_iter().chain(warnings).collect());
    };
    terminal.complain(&warnings);
    let assessment = assess::assess(&rulebook, &profile)?;
    terminal.complain(&assess::warnings(&rulebook, &assessment));
    let manifest = Manifest { proviso: env!("CARGO_PKG_VERSION").to_owned(), profile_hash };
    Ok(Assessed { rulebook, profile, assessment, manifest })
}

/// The packs that a profile names, and those given.
pub(super) fn packs_of(path: &Path, rules: &[PathBuf]) -> Result<Vec<PackText>, Vec<Diagnostic>> {
    let source = source(path)?;
    let node = intake::yaml(&source)?;
    // What else is wrong with the profile is for `check`.
    let header = profile::header(&source, &node, &mut Vec::new());
    packs::wanted(&source, &header.packs, packs::given(rules)?)
}

fn source(path: &Path) -> Result<Source, Vec<Diagnostic>> {
    let text = files::read(path, intake::MOST_BYTES).map_err(|found| vec![found])?;
    Ok(Source::labelled(path.display().to_string(), file_name(path), text))
}

fn rulebook(
    rules: &[PathBuf],
    source: &Source,
    names: &[Spanned<String>],
    terminal: &mut Terminal,
) -> Result<Rulebook, Vec<Diagnostic>> {
    let given = packs::given(rules)?;
    let loaded = packs::load(&packs::wanted(source, names, given)?);
    match loaded.rulebook {
        Some(rulebook) => {
            terminal.complain(&loaded.found);
            Ok(rulebook)
        }
        None => Err(loaded.found),
    }
}
