//! `proviso plan`: what edits of the rules do to many deals, before they reach anybody.

mod changes;
mod output;
mod work;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::plan::Sum;

use super::assess::FailOn;
use super::portfolio::{Rejects, inputs, nothing};
use super::terminal::Terminal;
use super::{Exit, deal, files, templates};

use changes::Changes;
use output::Output;

/// See which deals an edit of the rules moves, and because of which line, before it counts
#[derive(Args)]
#[command(after_help = "\
Examples:
  proviso plan --from rules/2026 --to rules/2027 deals/      every profile in a folder
  proviso plan --from azure-openai --to ./azure-openai deals.csv
                                                             the bundled pack and your copy of it
  proviso plan --from azure-openai --to azure-openai --to rules/house deals/
                                                             what a house pack would change
  proviso plan --from rules/2026 --to rules/2027 deals/ --out approval
  proviso plan --from rules/2026 --to rules/2027 deals/ --fail-on gap
                                                 exit code 1 where a position newly falls short

The page says first how many deals move, then what each edited line moves, then what moves deal
by deal, and which edits move nothing. Deals are read as `proviso portfolio` reads them.

With --out, the folder holds plan.md, plan.html, plan.json, and moves.jsonl with a line for each
deal that moves.")]
pub(super) struct Plan {
    /// Profiles (YAML), folders of them, and tables (CSV, JSON Lines)
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<PathBuf>,

    /// The rules before: a rule file, a folder of them, or a bundled pack
    #[arg(long, value_name = "OLD", required = true)]
    from: Vec<String>,

    /// The rules now: a rule file, a folder of them, or a bundled pack
    #[arg(long, value_name = "NEW", required = true)]
    to: Vec<String>,

    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,

    /// Write everything into this folder instead of printing it
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// The day both are judged by, before that of the deals
    #[arg(long, value_name = "DATE", value_parser = deal::date)]
    as_of: Option<Date>,

    /// How many deals the page shows one by one
    #[arg(long, value_name = "NUMBER", default_value_t = 25)]
    most: usize,

    /// How many threads work at once; as many as the machine has, unless told
    #[arg(long, value_name = "NUMBER")]
    jobs: Option<std::num::NonZeroUsize>,

    /// Exit with 1 if a finding is newly decided to be this or worse, with 3 if one newly could be
    #[arg(long, value_name = "STATUS", value_enum)]
    fail_on: Option<FailOn>,

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
    /// The page to approve
    Markdown,
    /// The same for screen and print
    Html,
    /// The same for machines
    Json,
    /// A line for each deal that moves
    JsonLines,
}

impl Plan {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        let one = |found: Diagnostic| vec![found];
        let templates = templates::read(self.templates.as_deref())?;
        let (changes, inputs) = match (Changes::new(&self.from, &self.to), inputs::find(&self.inputs)) {
            (Ok(changes), Ok(inputs)) => (changes, inputs),
            (changes, inputs) => return Err(changes.err().into_iter().chain(inputs.err()).flatten().collect()),
        };
        let moves = self.out.iter().map(|folder| folder.join("moves.jsonl"));
        inputs::spare(&self.rejects.iter().cloned().chain(moves).collect::<Vec<_>>(), &inputs)?;
        let jobs = self.jobs.or_else(|| std::thread::available_parallelism().ok());
        let lines = self.out.is_some() || self.format == Format::JsonLines;
        let mut output = Output::new(self.most, lines).map_err(one)?;
        let mut rejects = Rejects::new(self.rejects.is_some());
        let settings = work::Settings { changes: &changes, as_of: self.as_of, jobs: jobs.map_or(1, Into::into) };
        work::work(&settings, &inputs, |done| {
            rejects.take(done.rejects);
            for (change, effect) in done.effects {
                output.take(change.as_ref(), effect)?;
            }
            terminal.progress(&format!("{} deals", output.deals()));
            Ok(())
        })
        .map_err(one)?;
        terminal.progress("");
        rejects.tell(terminal);
        if let Some(place) = &self.rejects {
            files::write_each(&[(place.clone(), rejects.kept.concat())]).map_err(one)?;
        }
        if output.deals() == 0 {
            return Err(vec![nothing(rejects.count)]);
        }
        match &self.out {
            None => terminal.copy(&output.printed(self.format, rejects.count, &templates).map_err(one)?)?,
            Some(folder) => {
                let written = output.filed(folder, rejects.count, &templates).map_err(one)?;
                files::write_made(&[folder], &written).map_err(one)?;
                for (place, _) in &written {
                    terminal.say(&format!("wrote {}\n", place.display()));
                }
            }
        }
        Ok(exit(&output.sum, rejects.count, self.fail_on))
    }
}

/// What was left out, by either version, is told like what newly fails.
fn exit(sum: &Sum, left_out: u64, fail_on: Option<FailOn>) -> Exit {
    let at = |counts: &[u64], limit: u8| counts.get(usize::from(limit)).is_some_and(|count| *count > 0);
    let limit = fail_on.map(FailOn::rank);
    if left_out + sum.only_before.0 + sum.only_after.0 > 0 || limit.is_some_and(|limit| at(&sum.newly, limit)) {
        Exit::Failing
    } else if limit.is_some_and(|limit| at(&sum.could_newly, limit)) {
        Exit::Open
    } else {
        Exit::Done
    }
}
