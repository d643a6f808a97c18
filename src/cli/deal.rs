//! A profile read from its file and held against the rules it names.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::assess::{self, Assessment};
use crate::compare::Side;
use crate::diagnostic::{Diagnostic, Level};
use crate::intake;
use crate::profile::{self, Profile};
use crate::report::comparison::Held;
use crate::report::{self, Manifest, Plan, Talks, Templates, View};
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
        report::view(&self.rulebook, &self.profile, &self.assessment, &Talks::default(), &self.manifest)
    }

    pub(super) fn plan(&self) -> Plan {
        report::plan(&self.rulebook, &self.profile, &self.assessment, &Talks::default(), &self.manifest)
    }

    /// As one of two that are compared.
    pub(super) fn side(&self) -> Side<'_> {
        Side { book: &self.rulebook, profile: &self.profile, assessment: &self.assessment }
    }

    /// The same with what it was made with.
    pub(super) fn held(&self) -> Held<'_> {
        Held { side: self.side(), manifest: &self.manifest }
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
    let (assessed, warnings) = assess_with(path, &packs::given(rules), as_of);
    terminal.complain(&warnings);
    assessed
}

/// The same with packs that have been read, and with the warnings apart.
pub(super) fn assess_with(
    path: &Path,
    given: &Result<Vec<PackText>, Vec<Diagnostic>>,
    as_of: Option<Date>,
) -> (Result<Assessed, Vec<Diagnostic>>, Vec<Diagnostic>) {
    let mut warnings = Vec::new();
    let assessed = assess_and_warn(path, given, as_of, &mut warnings);
    (assessed, warnings)
}

fn assess_and_warn(
    path: &Path,
    given: &Result<Vec<PackText>, Vec<Diagnostic>>,
    as_of: Option<Date>,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Assessed, Vec<Diagnostic>> {
    let source = source(path)?;
    let profile_hash = packs::hash_of(source.text());
    let node = intake::yaml(&source)?;
    let mut found = Vec::new();
    let header = profile::header(&source, &node, &mut found);
    let rulebook = match rulebook(given, &source, &header.packs, warnings) {
        Ok(rulebook) => rulebook,
        Err(errors) => {
            found.extend(errors);
            return Err(found);
        }
    };
    let profile = profile::read(&source, &node, &header, &rulebook, as_of, &mut found);
    let (errors, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|found| found.level == Level::Error);
    let Some(profile) = profile.filter(|_| errors.is_empty()) else {
        return Err(errors.into_iter().chain(others).collect());
    };
    warnings.extend(others);
    let assessment = assess::assess(&rulebook, &profile)?;
    warnings.extend(assess::warnings(&rulebook, &assessment));
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
    given: &Result<Vec<PackText>, Vec<Diagnostic>>,
    source: &Source,
    names: &[Spanned<String>],
    warnings: &mut Vec<Diagnostic>,
) -> Result<Rulebook, Vec<Diagnostic>> {
    let loaded = packs::load(&packs::wanted(source, names, given.clone()?)?);
    match loaded.rulebook {
        Some(rulebook) => {
            warnings.extend(loaded.found);
            Ok(rulebook)
        }
        None => Err(loaded.found),
    }
}
