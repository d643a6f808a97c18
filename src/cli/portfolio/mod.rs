//! `proviso portfolio`: many deals at once.

mod books;
mod output;
mod work;

use clap::{Args, ValueEnum};

use crate::diagnostic::{Code, Diagnostic};
use crate::report::portfolio::namesakes;

use super::deals::Asked;
use super::terminal::Terminal;
use super::{Exit, deals, templates};

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
    /// Rules that all deals are held against, besides those they name: a rule file, a folder of them, or a bundled pack
    #[arg(long, value_name = "PACK")]
    rules: Vec<String>,

    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,

    /// How many deals the ranking shows
    #[arg(long, value_name = "NUMBER", default_value_t = 25)]
    most: usize,

    #[command(flatten)]
    asked: Asked,
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

impl Portfolio {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        let one = |found: Diagnostic| vec![found];
        if self.format == Format::Parquet && self.asked.out.is_none() {
            return Err(vec![no_folder()]);
        }
        let templates = templates::read(self.asked.templates.as_deref())?;
        let inputs = self.asked.inputs(match self.format {
            Format::Parquet => &["matrix.parquet", "findings.parquet"],
            _ => &["matrix.csv", "findings.jsonl"],
        })?;
        let books = Books::new(&self.rules)?;
        let wanted = self.wanted();
        let mut output = Output::new(wanted, self.most, self.asked.as_of).map_err(one)?;
        let mut rejects = self.asked.rejects();
        let settings = work::Settings {
            books: &books,
            as_of: self.asked.as_of,
            jobs: self.asked.jobs(),
            briefly: wanted.findings,
        };
        work::work(&settings, &inputs, |done| {
            rejects.take(done.rejects);
            rejects.mention(done.odd);
            output.take(&done.standings, &done.tally)?;
            terminal.progress(&format!("{} deals", output.deals()));
            Ok(())
        })
        .map_err(one)?;
        terminal.progress("");
        rejects.mention(namesakes(&output.namesakes).map(twice).into_iter().collect());
        rejects.settle(output.deals(), terminal)?;
        match &self.asked.out {
            None => terminal.copy(&output.printed(self.format, rejects.count, &templates).map_err(one)?)?,
            Some(folder) => {
                let written = output.filed(folder, self.format, rejects.count, &templates).map_err(one)?;
                deals::write(folder, &written, terminal)?;
            }
        }
        Ok(if rejects.count > 0 { Exit::Failing } else { Exit::Done })
    }

    fn wanted(&self) -> output::Wanted {
        let files = self.asked.out.is_some();
        output::Wanted {
            matrix: files || self.format == Format::Csv,
            findings: files || self.format == Format::JsonLines,
        }
    }
}

fn twice(says: String) -> Diagnostic {
    Diagnostic::warning(Code::DuplicateName, says)
        .help("where they are one deal, take out what is outdated; else give each a name of its own")
}

fn no_folder() -> Diagnostic {
    Diagnostic::error(Code::CannotWrite, "Parquet is not printed: it is no text")
        .help("name a folder for the tables: `--format parquet --out overview`")
}
