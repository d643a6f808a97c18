//! `proviso assess`: the gap report and the checklist.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::assess::finding::Outcome;
use crate::assess::{self, Assessment};
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::intake;
use crate::profile::{self, Profile};
use crate::record;
use crate::report::{self, Documents, Manifest, Templates};
use crate::rulebook::Rulebook;
use crate::source::Source;
use crate::value::read_date;

use super::check::file_name;
use super::packs;
use super::terminal::Terminal;
use super::{Exit, files};

/// Check a profile against the rules: the gap report, then the checklist
#[derive(Args)]
#[command(after_help = "\
Examples:
  proviso assess our-deal.yaml
  proviso assess our-deal.yaml --format html > report.html
  proviso assess our-deal.yaml --out briefing        gap-report.md and checklist.md, to work in
  proviso assess our-deal.yaml --rules rules/house   with rules of your own
  proviso assess our-deal.yaml --fail-on gap         exit code 1 where a position falls short

With --out, ticks and notes in an existing checklist.md are kept.")]
pub(super) struct Assess {
    /// What is known of the company and the draft (YAML)
    #[arg(value_name = "PROFILE")]
    profile: PathBuf,

    /// A rule file or a folder of them; replaces the bundled pack of the same name
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,

    /// The form of the documents
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,

    /// Write the documents into this folder instead of printing them
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// The day everything is judged by, before the profile's own
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,

    /// Exit with 1 if a finding is decided to be this or worse, with 3 if one could be
    #[arg(long, value_name = "STATUS", value_enum)]
    fail_on: Option<FailOn>,

    /// A folder with document templates that replace the built-in ones of the same name
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Markdown,
    Html,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    WalkAway,
    Gap,
    Advised,
    Fallback,
}

impl FailOn {
    fn rank(self) -> u8 {
        match self {
            Self::WalkAway => Outcome::WalkAway.rank(),
            Self::Gap => Outcome::Gap.rank(),
            Self::Advised => Outcome::Advised.rank(),
            Self::Fallback => Outcome::Fallback(0).rank(),
        }
    }
}

pub(super) fn date(text: &str) -> Result<Date, String> {
    read_date(text).map_err(|misread| format!("{}; {}", misread.says, misread.help))
}

/// A profile held against the rules it names.
struct Assessed {
    rulebook: Rulebook,
    profile: Profile,
    assessment: Assessment,
    manifest: Manifest,
}

impl Assess {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        let templates = self.read_templates()?;
        let assessed = self.assess(terminal)?;
        let documents = self.documents(&assessed, &templates)?;
        match &self.out {
            Some(folder) => {
                let documents: Vec<(&str, String)> = documents
                    .into_iter()
                    .map(|(name, text)| (name, if is_written_anew(name) { record::seal(&text) } else { text }))
                    .collect();
                refuse_strangers(folder, &documents)?;
                files::write_all(folder, &documents).map_err(|found| vec![found])?;
                for (name, _) in &documents {
                    terminal.say(&format!("wrote {}\n", folder.join(name).display()));
                }
            }
            None => {
                let texts: Vec<String> = documents.into_iter().map(|(_, text)| text).collect();
                terminal.result(&texts.join("\n---\n\n"))?;
            }
        }
        let exit = self.exit(&assessed.assessment);
        // The program ends here: taking all this apart would cost a tenth of the run.
        std::mem::forget((assessed, templates));
        Ok(exit)
    }

    fn read_templates(&self) -> Result<Templates, Vec<Diagnostic>> {
        const LARGEST_TEMPLATE: usize = 4 * 1024 * 1024;
        let mut overrides = BTreeMap::new();
        if let Some(folder) = &self.templates {
            for path in files::entries(folder).map_err(|found| vec![found])? {
                if path.is_file() {
                    let text = files::read(&path, LARGEST_TEMPLATE).map_err(|found| vec![found])?;
                    overrides.insert(file_name(&path), text);
                }
            }
        }
        Templates::new(overrides)
    }

    fn assess(&self, terminal: &mut Terminal) -> Result<Assessed, Vec<Diagnostic>> {
        let text = files::read(&self.profile, intake::MOST_BYTES).map_err(|found| vec![found])?;
        let profile_hash = packs::hash_of(&text);
        let source = Source::labelled(self.profile.display().to_string(), file_name(&self.profile), text);
        let node = intake::yaml(&source)?;
        let mut found = Vec::new();
        let header = profile::header(&source, &node, &mut found);
        let rulebook = match self.rulebook(&source, &header.packs, terminal) {
            Ok(rulebook) => rulebook,
            Err(errors) => {
                found.extend(errors);
                return Err(found);
            }
        };
        let profile = profile::read(&source, &node, &header, &rulebook, self.as_of, &mut found);
        let (errors, warnings): (Vec<_>, Vec<_>) = found.into_iter().partition(|found| found.level == Level::Error);
        let Some(profile) = profile.filter(|_| errors.is_empty()) else {
            return Err(errors.into_iter().chain(warnings).collect());
        };
        terminal.complain(&warnings);
        let assessment = assess::assess(&rulebook, &profile)?;
        let manifest = Manifest { proviso: env!("CARGO_PKG_VERSION").to_owned(), profile_hash };
        Ok(Assessed { rulebook, profile, assessment, manifest })
    }

    fn rulebook(
        &self,
        source: &Source,
        names: &[crate::source::Spanned<String>],
        terminal: &mut Terminal,
    ) -> Result<Rulebook, Vec<Diagnostic>> {
        let mut given = Vec::new();
        let mut found = Vec::new();
        for path in &self.rules {
            match packs::at(path) {
                Ok(packs) => given.extend(packs),
                Err(errors) => found.extend(errors),
            }
        }
        if !found.is_empty() {
            return Err(found);
        }
        let loaded = packs::load(&packs::wanted(source, names, given)?);
        match loaded.rulebook {
            Some(rulebook) => {
                terminal.complain(&loaded.found);
                Ok(rulebook)
            }
            None => Err(loaded.found),
        }
    }

    /// The documents with their file names. In a folder, Markdown is always there: it is
    /// what people work in.
    fn documents(
        &self,
        assessed: &Assessed,
        templates: &Templates,
    ) -> Result<Vec<(&'static str, String)>, Vec<Diagnostic>> {
        let Assessed { rulebook, profile, assessment, manifest } = assessed;
        if self.format == Format::Json && self.out.is_none() {
            return Ok(vec![("assessment.json", report::json(rulebook, profile, assessment, manifest))]);
        }
        let one = |found: Diagnostic| vec![found];
        let view = report::view(rulebook, profile, assessment, manifest);
        let Documents { gap_report, mut checklist } = report::documents(&view, templates)?;
        if let Some(folder) = &self.out {
            checklist = carried_over(&record::stamp(&checklist), &folder.join("checklist.md"))?;
        }
        let title = |what: &str| format!("{what}: {}", profile.name);
        let html = |what, markdown: &str| report::html(&title(what), markdown, templates).map_err(one);
        Ok(match (self.format, &self.out) {
            (Format::Html, None) => {
                vec![("gap-report.html", html("Gap report", &format!("{gap_report}\n---\n\n{checklist}"))?)]
            }
            (Format::Html, Some(_)) => vec![
                ("gap-report.html", html("Gap report", &gap_report)?),
                ("checklist.html", html("Checklist", &checklist)?),
                ("gap-report.md", gap_report),
                ("checklist.md", checklist),
            ],
            (Format::Json, _) => vec![
                ("assessment.json", report::json(rulebook, profile, assessment, manifest)),
                ("gap-report.md", gap_report),
                ("checklist.md", checklist),
            ],
            (Format::Markdown, _) => vec![("gap-report.md", gap_report), ("checklist.md", checklist)],
        })
    }

    fn exit(&self, assessment: &Assessment) -> Exit {
        let Some(limit) = self.fail_on.map(FailOn::rank) else { return Exit::Done };
        let mut exit = Exit::Done;
        for finding in &assessment.findings {
            match finding.decided() {
                Some(outcome) if outcome.rank() <= limit => return Exit::Failing,
                None if finding.worst().is_some_and(|worst| worst.rank() <= limit) => exit = Exit::Open,
                _ => {}
            }
        }
        exit
    }
}

/// Documents that are not worked in: the next run writes them anew.
fn is_written_anew(name: &str) -> bool {
    name == "gap-report.md" || name.ends_with(".html")
}

/// What stands in the places of the documents must be Proviso's, and not edited since.
fn refuse_strangers(folder: &Path, documents: &[(&str, String)]) -> Result<(), Vec<Diagnostic>> {
    let mut found = Vec::new();
    for (name, _) in documents {
        let place = folder.join(name);
        if *name == "checklist.md" || !place.is_file() {
            continue;
        }
        let ours = files::read(&place, intake::MOST_BYTES).is_ok_and(|old| match is_written_anew(name) {
            true => record::is_sealed(&old),
            false => old.contains(report::json::SCHEMA),
        });
        if !ours {
            found.push(
                Diagnostic::error(
                    Code::NotOurs,
                    format!(
                        "`{}` was not written by Proviso, or has been edited since, and will not be overwritten",
                        place.display()
                    ),
                )
                .help("move or rename it, or write to another folder with `--out`"),
            );
        }
    }
    if found.is_empty() { Ok(()) } else { Err(found) }
}

/// A fresh checklist with what people wrote into the one that is there.
fn carried_over(fresh: &str, place: &Path) -> Result<String, Vec<Diagnostic>> {
    if !place.exists() {
        return Ok(fresh.to_owned());
    }
    let old = files::read(place, intake::MOST_BYTES).map_err(|found| vec![found])?;
    let title = |text: &str| {
        let first = text.trim_start_matches('\u{feff}').lines().find(|line| line.starts_with("# "));
        first.map(|line| line.trim().to_owned())
    };
    if let (Some(theirs), Some(ours)) = (title(&old), title(fresh))
        && theirs != ours
        && old.contains(record::MARK)
    {
        let theirs = theirs.trim_start_matches("# ");
        return Err(vec![
            Diagnostic::error(
                Code::NotOurs,
                format!("`{}` is the \"{theirs}\": another company's notes would be mixed in", place.display()),
            )
            .help(
                "write to another folder with `--out`; if only the name has changed, change it in the file's title too",
            ),
        ]);
    }
    record::carry_over(fresh, &old).map_err(|not_ours| vec![not_ours.about(&place.display().to_string())])
}
