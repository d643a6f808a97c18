//! `proviso fmt`: rule files in the one layout.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::diagnostic::{self, Code, Diagnostic};
use crate::source::Source;
use crate::syntax::{self, LARGEST_FILE};

use super::terminal::Terminal;
use super::{Exit, difference, files};

/// Lay out rule files in the one way that all rule files are laid out
#[derive(Args)]
#[command(after_help = "\
Examples:
  proviso fmt rules/house            every rule file of a folder
  proviso fmt --check rules/house    say which are laid out otherwise, and change nothing
  proviso fmt - < exit.proviso       the text given, to standard output

Words, texts and comments stay as they are, and so does what the rules mean. A file with
mistakes in its form is left alone, and the mistakes are told.")]
pub(super) struct Fmt {
    /// Rule files (.proviso) and folders of them, or `-` for standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Change nothing; show which files are laid out otherwise, and end with 1 if any is
    #[arg(long)]
    check: bool,
}

/// What the files come to.
#[derive(Default)]
struct Tally {
    /// Those laid out otherwise, with their new texts.
    changed: Vec<(PathBuf, String)>,
    /// How many are as they should be.
    same: usize,
    /// Mistakes in the form of files.
    found: Vec<Diagnostic>,
    /// How many files have such mistakes.
    broken: usize,
    /// What cannot be read or written.
    refused: Vec<Diagnostic>,
    /// Where files differ from their layout.
    differences: String,
}

impl Fmt {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        if self.paths.iter().any(|path| path == Path::new("-")) {
            return if self.paths.len() == 1 { self.standard_input(terminal) } else { Err(vec![not_alone()]) };
        }
        let mut tally = Tally::default();
        for path in self.files(&mut tally.refused) {
            tally.take(path);
        }
        diagnostic::sort(&mut tally.found);
        terminal.findings(&tally.found)?;
        if self.check {
            terminal.result(&tally.differences)?;
        } else if let Err(error) = files::write_each(&tally.changed) {
            tally.refused.push(error);
            tally.changed.clear();
        }
        if !tally.refused.is_empty() {
            terminal.complain(&tally.refused);
        }
        terminal.say(&format!("{}\n", self.summary(&tally)));
        let failing = tally.broken > 0 || self.check && !tally.changed.is_empty();
        Ok(match (tally.refused.is_empty(), failing) {
            (false, _) => Exit::Invalid,
            (true, true) => Exit::Failing,
            (true, false) => Exit::Done,
        })
    }

    /// The rule files of all paths, each once.
    fn files(&self, refused: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
        let mut all: Vec<PathBuf> = Vec::new();
        for path in &self.paths {
            let listed = if path.is_dir() { files::rule_files(path) } else { one(path) };
            match listed {
                Ok(listed) if listed.is_empty() => refused.push(files::no_rule_files(path)),
                Ok(listed) => all.extend(listed),
                Err(error) => refused.push(error),
            }
        }
        all.sort();
        let mut seen = BTreeSet::new();
        all.retain(|path| seen.insert(std::fs::canonicalize(path).unwrap_or_else(|_| path.clone())));
        all
    }

    fn standard_input(&self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        let text = files::read_input(LARGEST_FILE).map_err(|error| vec![error])?;
        let source = Source::new("standard input", text);
        let text = match syntax::format(&source) {
            Ok(text) => text,
            Err(found) => {
                terminal.complain(&found);
                return Ok(Exit::Failing);
            }
        };
        if !self.check {
            terminal.result(&text)?;
            return Ok(Exit::Done);
        }
        let difference = difference::first(&source, &text);
        terminal.result(difference.as_deref().unwrap_or_default())?;
        Ok(if difference.is_some() { Exit::Failing } else { Exit::Done })
    }

    fn summary(&self, tally: &Tally) -> String {
        let anew = if self.check { "to be laid out anew" } else { "laid out anew" };
        let same = if tally.same == 1 { "as it should be" } else { "as they should be" };
        let parts = [(tally.changed.len(), anew), (tally.same, same), (tally.broken, "left alone because of mistakes")];
        let mut told = String::new();
        for (count, what) in parts.into_iter().filter(|(count, _)| *count > 0) {
            let noun = match (told.is_empty(), count) {
                (false, _) => "",
                (true, 1) => " file",
                (true, _) => " files",
            };
            let comma = if told.is_empty() { "" } else { ", " };
            told.push_str(&format!("{comma}{count}{noun} {what}"));
        }
        if told.is_empty() { "no file laid out".to_owned() } else { told }
    }
}

impl Tally {
    fn take(&mut self, path: PathBuf) {
        let source = match files::read(&path, LARGEST_FILE) {
            Ok(text) => Source::new(path.display().to_string(), text),
            Err(error) => return self.refused.push(error),
        };
        match syntax::format(&source) {
            Err(found) => {
                self.found.extend(found);
                self.broken += 1;
            }
            Ok(text) => match difference::first(&source, &text) {
                Some(difference) => {
                    self.differences.push_str(&difference);
                    self.changed.push((path, text));
                }
                None => self.same += 1,
            },
        }
    }
}

fn one(path: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    if files::is_rule_file(path) || !path.exists() {
        return Ok(vec![path.to_owned()]);
    }
    Err(Diagnostic::error(Code::CannotRead, format!("`{}` is no rule file", path.display()))
        .help("rule files end in `.proviso`"))
}

fn not_alone() -> Diagnostic {
    Diagnostic::error(Code::CannotRead, "`-` stands for standard input, and cannot be given with other paths")
        .help("give `-` alone, or only files and folders")
}
