//! `proviso portfolio`: many deals at once.

mod books;
pub(super) mod inputs;
mod output;
pub(super) mod parts;
pub(super) mod spool;
mod work;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::portfolio::Reject;
use crate::report::portfolio::reject_line;

use super::terminal::Terminal;
use super::{Exit, deal, files, templates};

use books::Books;
use output::Output;

/// Check many profiles at once: a ranking, a heat map, what is found most often
#[derive(Args)]
#[command(after_help = "\
Examples:
  proviso portfolio deals/                          every profile in a folder
  proviso portfolio deals.csv --rules azure-openai  a table: a row for each deal
  proviso portfolio deals.jsonl --format csv > matrix.csv
  proviso portfolio deals/ more.csv --out overview --rejects left-out.jsonl
  proviso portfolio deals.parquet --out overview --format parquet

A table is CSV, JSON Lines (.jsonl) or Parquet: `profile`, `as-of` and `packs` are columns, and so is
every fact and term, by its name. A cell is written as in a profile: 3M..5M, unknown, [a, b];
an empty one says nothing. Columns that begin with # are your own. A row that cannot be read
is told and left out; the others are judged.

With --out, the folder holds portfolio.md, portfolio.html, matrix.csv and findings.jsonl; with
--format parquet the two tables are matrix.parquet and findings.parquet.")]
pub(super) struct Portfolio {
    /// Profiles (YAML), folders of them, and tables (CSV, JSON Lines, Parquet)
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<PathBuf>,

    /// Rules that all deals are held against, besides those they name: a rule file, a folder of them, or a bundled pack
    #[arg(long, value_name = "PACK")]
    rules: Vec<String>,

    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,

    /// Write everything into this folder instead of printing it
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// The day everything is judged by, before that of the deals
    #[arg(long, value_name = "DATE", value_parser = deal::date)]
    as_of: Option<Date>,

    /// How many deals the ranking shows
    #[arg(long, value_name = "NUMBER", default_value_t = 25)]
    most: usize,

    /// How many threads work at once; as many as the machine has, unless told
    #[arg(long, value_name = "NUMBER")]
    jobs: Option<std::num::NonZeroUsize>,

    /// Keep the rows that were left out in this file, each with what is wrong with it
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,

    /// A folder with document templates that replace the built-in ones of the same name
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// The ranking and what is found most often
    Markdown,
    /// The same as a page, with a heat map
    Html,
    /// A line for each deal, a column for each risk
    Csv,
    /// A line for each deal, with all its findings
    JsonLines,
    /// Tables for a warehouse; with --out only
    Parquet,
}

/// So many different messages about rows that were left out are shown; the file has them
/// all.
const MOST_TOLD: usize = 20;

impl Portfolio {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        if self.format == Format::Parquet && self.out.is_none() {
            return Err(vec![no_folder()]);
        }
        let templates = templates::read(self.templates.as_deref())?;
        let inputs = inputs::find(&self.inputs)?;
        inputs::spare(&self.places(), &inputs)?;
        let books = Books::new(&self.rules)?;
        let jobs = self.jobs.or_else(|| std::thread::available_parallelism().ok());
        let wanted = self.wanted();
        let mut output = Output::new(wanted, self.most).map_err(|found| vec![found])?;
        let mut rejects = Rejects::new(self.rejects.is_some());
        let settings = work::Settings {
            books: &books,
            as_of: self.as_of,
            jobs: jobs.map_or(1, Into::into),
            briefly: wanted.findings,
        };
        work::work(&settings, &inputs, |done| {
            rejects.take(done.rejects);
            rejects.mention(done.odd);
            output.take(&done.standings, &done.tally)?;
            terminal.progress(&format!("{} deals", output.deals()));
            Ok(())
        })
        .map_err(|found| vec![found])?;
        terminal.progress("");
        rejects.tell(terminal);
        if let Some(place) = &self.rejects {
            files::write_each(&[(place.clone(), rejects.kept.concat())]).map_err(|found| vec![found])?;
        }
        if output.deals() == 0 {
            return Err(vec![nothing(rejects.count)]);
        }
        match &self.out {
            None => {
                let printed = output.printed(self.format, rejects.count, &templates).map_err(|found| vec![found])?;
                terminal.copy(&printed)?;
            }
            Some(folder) => {
                let written =
                    output.filed(folder, self.format, rejects.count, &templates).map_err(|found| vec![found])?;
                files::write_made(&[folder], &written).map_err(|found| vec![found])?;
                for (place, _) in &written {
                    terminal.say(&format!("wrote {}\n", place.display()));
                }
            }
        }
        Ok(if rejects.count > 0 { Exit::Failing } else { Exit::Done })
    }

    /// The files that are written without looking at what people have edited in them.
    fn places(&self) -> Vec<PathBuf> {
        let tables = match self.format {
            Format::Parquet => ["matrix.parquet", "findings.parquet"],
            _ => ["matrix.csv", "findings.jsonl"],
        };
        let tables = self.out.iter().flat_map(|folder| tables.map(|name| folder.join(name)));
        self.rejects.iter().cloned().chain(tables).collect()
    }

    fn wanted(&self) -> output::Wanted {
        let files = self.out.is_some();
        output::Wanted {
            matrix: files || self.format == Format::Csv,
            findings: files || self.format == Format::JsonLines,
        }
    }
}

/// Rows that were left out.
#[derive(Default)]
pub(super) struct Rejects {
    pub(super) count: u64,
    /// The first mistake of each kind, and how many more there are.
    told: Vec<(Diagnostic, u64)>,
    keep: bool,
    pub(super) kept: Vec<String>,
}

impl Rejects {
    /// None so far; `keep` is whether the rows themselves are wanted.
    pub(super) fn new(keep: bool) -> Self {
        Self { keep, ..Self::default() }
    }

    pub(super) fn take(&mut self, rejects: Vec<Reject>) {
        for reject in rejects {
            self.count += 1;
            if self.keep {
                self.kept.push(reject_line(&reject));
            }
            self.mention(reject.found);
        }
    }

    /// Tells of something, once for each kind.
    pub(super) fn mention(&mut self, all: Vec<Diagnostic>) {
        for found in all {
            let more = self.told.len() < MOST_TOLD;
            match self.told.iter_mut().find(|(told, _)| is_alike(told, &found)) {
                Some((_, again)) => *again += 1,
                None if more => self.told.push((found, 0)),
                None => {}
            }
        }
    }

    pub(super) fn tell(&self, terminal: &mut Terminal) {
        let told = self.told.iter().map(|(found, again)| {
            let what = if found.level == Level::Error { "such a mistake" } else { "something of this kind" };
            match again {
                0 => found.clone(),
                1 => found.clone().help(format!("1 more row has {what}")),
                again => found.clone().help(format!("{again} more rows have {what}")),
            }
        });
        terminal.complain(&told.collect::<Vec<_>>());
        if self.count > 0 {
            let rows = if self.count == 1 { "entry was" } else { "entries were" };
            terminal.say(&format!("{} {rows} left out\n", self.count));
        }
    }
}

/// Whether two mistakes are of one kind: about the same column, whatever stands in it.
fn is_alike(one: &Diagnostic, other: &Diagnostic) -> bool {
    let about =
        |found: &Diagnostic| found.labels.first().map(|label| label.text.clone()).filter(|text| text.contains('`'));
    one.code == other.code && (one.message == other.message || about(one).is_some() && about(one) == about(other))
}

fn no_folder() -> Diagnostic {
    Diagnostic::error(Code::CannotWrite, "Parquet is not printed: it is no text")
        .help("name a folder for the tables: `--format parquet --out overview`")
}

pub(super) fn nothing(rejected: u64) -> Diagnostic {
    let found = Diagnostic::error(Code::MissingKey, "there is no deal to judge");
    match rejected {
        0 => found.help("name profiles, a folder of them, or a table with a row for each deal"),
        _ => found.help("mend what is said of the rows above"),
    }
}
