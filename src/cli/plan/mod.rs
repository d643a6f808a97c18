//! `proviso plan`: what edits of the rules do to many deals, before they reach anybody.

mod changes;
mod output;
mod work;

use clap::{Args, ValueEnum};

use crate::diagnostic::Diagnostic;
use crate::plan::Sum;

use super::assess::FailOn;
use super::deals::Asked;
use super::terminal::Terminal;
use super::{Exit, deals, templates};

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
    /// The rules before: a rule file, a folder of them, or a bundled pack
    #[arg(long, value_name = "OLD", required = true)]
    from: Vec<String>,

    /// The rules now: a rule file, a folder of them, or a bundled pack
    #[arg(long, value_name = "NEW", required = true)]
    to: Vec<String>,

    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,

    /// How many deals the page shows one by one
    #[arg(long, value_name = "NUMBER", default_value_t = 25)]
    most: usize,

    /// Exit with 1 if a finding is newly decided to be this or worse, with 3 if one newly could be
    #[arg(long, value_name = "STATUS", value_enum)]
    fail_on: Option<FailOn>,

    #[command(flatten)]
    asked: Asked,
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
        let templates = templates::read(self.asked.templates.as_deref())?;
        let (changes, inputs) = match (Changes::new(&self.from, &self.to), self.asked.inputs(&["moves.jsonl"])) {
            (Ok(changes), Ok(inputs)) => (changes, inputs),
            (changes, inputs) => return Err(changes.err().into_iter().chain(inputs.err()).flatten().collect()),
        };
        let lines = self.asked.out.is_some() || self.format == Format::JsonLines;
        let mut output = Output::new(self.most, lines, self.asked.as_of).map_err(one)?;
        let mut rejects = self.asked.rejects();
        let settings = work::Settings { changes: &changes, as_of: self.asked.as_of, jobs: self.asked.jobs() };
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
        rejects.settle(output.deals(), terminal)?;
        match &self.asked.out {
            None => terminal.copy(&output.printed(self.format, rejects.count, &templates).map_err(one)?)?,
            Some(folder) => {
                let written = output.filed(folder, rejects.count, &templates).map_err(one)?;
                deals::write(folder, &written, terminal)?;
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
