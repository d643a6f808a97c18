//! `proviso check`: what is wrong with rule files and profiles.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::assess;
use crate::diagnostic::{self, Diagnostic, Level};
use crate::intake;
use crate::profile;
use crate::prove;
use crate::report::messages;
use crate::source::Source;
use crate::trial;

use super::packs::{self, Loaded, PackText};
use super::terminal::Terminal;
use super::{Exit, files};

/// Check rule files and profiles: every mistake, with its place and what to do
#[derive(Args)]
#[command(after_help = "\
Examples:
  proviso check our-deal.yaml            a profile against the packs it names
  proviso check rules/house              a folder of rule files
  proviso check rules/house/exit.proviso one file of it, checked with the others
  proviso check rules/house our-deal.yaml
  proviso check rules/house --format sarif > findings.sarif

A profile is checked against the rule packs given beside it, and the bundled ones. Rules
that hold together are also asked what can never happen, what contradicts, and what the
other side must not read: these are warnings.")]
pub(super) struct Check {
    /// Rule files (.proviso), folders of them, bundled packs by their names, and profiles (.yaml)
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    /// The day to check by: sources past their review, conditions that rest on the day.
    /// For profiles it replaces their own
    #[arg(long, value_name = "DATE", value_parser = super::deal::date)]
    as_of: Option<Date>,

    /// For people, or for the tools that show findings beside the text
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
}

impl Check {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        let (profiles, rules): (Vec<&PathBuf>, Vec<&PathBuf>) =
            self.paths.iter().partition(|path| packs::is_profile(path));
        let mut found = Vec::new();
        let mut unreadable = Vec::new();
        let mut undecided = Vec::new();
        let mut read = Vec::new();
        for path in &rules {
            match around(path) {
                Ok((packs, unread)) => read.push((path, packs, unread)),
                Err(errors) => unreadable.extend(errors),
            }
        }
        let given: Vec<PackText> = read.iter().flat_map(|(_, packs, _)| packs.clone()).collect();
        for (path, packs, unread) in read {
            let before = found.len();
            for pack in packs {
                let loaded = for_one(&pack, &given);
                let mut all = loaded.found;
                if let Some(rulebook) = loaded.rulebook {
                    let proofs = prove::prove(&rulebook, self.as_of);
                    all.extend(trial::mistakes(&rulebook).into_iter().chain(proofs.findings));
                    undecided.extend(proofs.undecided);
                }
                // What is odd in another pack is told where that is checked.
                all.retain(|found| found.level == Level::Error || pack.holds(found));
                found.extend(shown_for(path, all));
            }
            // What was not read may be what is missing.
            if found.len() > before || !profiles.is_empty() {
                unreadable.extend(unread);
            }
        }
        if found.iter().all(|found| found.level != Level::Error) && given.len() > 1 {
            // Each is in order by itself: are they together, as a profile would take them?
            let together = packs::load(&packs::with_extended(given.clone(), &[]));
            found.extend(together.found.into_iter().filter(|found| found.level == Level::Error));
        }
        for path in profiles {
            match files::read(path, intake::MOST_BYTES) {
                Ok(text) => {
                    let source = Source::labelled(path.display().to_string(), file_name(path), text);
                    found.extend(profile_mistakes(&source, given.clone(), self.as_of));
                }
                Err(error) => unreadable.push(error),
            }
        }
        diagnostic::sort(&mut found);
        let failing = found.iter().any(|found| found.level == Level::Error);
        let exit = if failing { Exit::Failing } else { Exit::Done };
        let write = match self.format {
            Format::Text => {
                terminal.findings(&found)?;
                if !unreadable.is_empty() {
                    return Err(unreadable);
                }
                terminal.say(&format!("{}\n", diagnostic::summary(&found)));
                if let Some(undecided) = prove::not_decided(&undecided) {
                    terminal.say(&format!("{undecided}\n"));
                }
                return Ok(exit);
            }
            Format::Json => messages::json,
            Format::Sarif => messages::sarif,
        };
        let complete = unreadable.is_empty();
        found.splice(0..0, unreadable);
        terminal.result(&write(&found, prove::not_decided(&undecided).as_deref()))?;
        Ok(if complete { exit } else { Exit::Invalid })
    }
}

/// The packs at a path, or the bundled pack of that name; with files beside it that could
/// not be read.
fn around(path: &Path) -> Result<(Vec<PackText>, Vec<Diagnostic>), Vec<Diagnostic>> {
    let bundled = path.to_str().filter(|_| !path.exists()).and_then(packs::bundled);
    bundled.map_or_else(|| packs::around(path), |pack| Ok((vec![pack], Vec::new())))
}

/// A pack read with those it extends. One that does not hold by itself may rest on what the
/// others declare.
fn for_one(pack: &PackText, given: &[PackText]) -> Loaded {
    let alone = packs::load_with_tests(&packs::with_extended(vec![pack.clone()], given));
    if alone.rulebook.is_some() || given.len() < 2 {
        return alone;
    }
    let beside = given.iter().filter(|other| other.id == pack.id || !packs::rests_on(other, pack, given));
    let with_others = packs::load_with_tests(&packs::with_extended(beside.cloned().collect(), &[]));
    if with_others.rulebook.is_some() { with_others } else { alone }
}

/// Naming one file, or a folder inside a pack, checks the whole pack and shows what
/// concerns the file or folder.
fn shown_for(path: &Path, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if path.is_dir() {
        let concerns = |found: &Diagnostic| {
            found.labels.is_empty()
                || found.labels.iter().any(|label| files::is_inside(Path::new(label.place.source.name()), path))
        };
        if packs::is_inside_a_pack(path) {
            found.retain(concerns);
        }
    } else {
        let name = path.file_name();
        let concerns = |found: &Diagnostic| {
            found.labels.is_empty()
                || found.labels.iter().any(|label| Path::new(label.place.source.name()).file_name() == name)
        };
        found.retain(concerns);
    }
    found
}

/// Everything wrong with a profile, amounts without a rate included.
fn profile_mistakes(source: &Source, given: Vec<PackText>, as_of: Option<Date>) -> Vec<Diagnostic> {
    let node = match intake::yaml(source) {
        Ok(node) => node,
        Err(found) => return found,
    };
    let mut found = Vec::new();
    let header = profile::header(source, &node, &mut found);
    let packs = match packs::wanted(source, &header.packs, given) {
        Ok(packs) => packs,
        Err(errors) => {
            found.extend(errors);
            return found;
        }
    };
    let loaded = packs::load(&packs);
    let Some(rulebook) = loaded.rulebook else {
        // The rule files' own mistakes are told where they are checked.
        found.push(broken_rules(source));
        return found;
    };
    let profile = profile::read(source, &node, &header, &rulebook, as_of, &mut found);
    if let Some(profile) = profile
        && found.iter().all(|found| found.level != Level::Error)
        && let Err(errors) = assess::assess(&rulebook, &profile)
    {
        found.extend(errors);
    }
    found
}

fn broken_rules(source: &Source) -> Diagnostic {
    Diagnostic::error(
        diagnostic::Code::CannotRead,
        format!("`{}` cannot be checked: the rules it is checked against have mistakes", source.name()),
    )
    .help("mend the rules first; `proviso check PATH` shows their mistakes")
}

/// The bare name of a file.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
