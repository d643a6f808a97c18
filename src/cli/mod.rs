//! The command line: the only place with files, the terminal and exit codes.

mod ask;
mod assess;
mod brief;
mod check;
mod compare;
mod credit;
mod deal;
mod deals;
mod difference;
mod doc;
mod explain;
mod export;
mod files;
mod fmt;
mod init;
mod new;
mod packs;
mod page;
mod plan;
mod portfolio;
mod record;
mod returned;
mod schema;
mod strangers;
mod templates;
mod terminal;
mod test;

use std::ffi::OsString;
use std::io::ErrorKind;

use clap::{Parser, Subcommand};

use terminal::Terminal;

/// What a run ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// Done, and a decided finding reaches `--fail-on`, `check` or `fmt` found mistakes,
    /// `fmt --check` a file that is laid out otherwise, tests fail, or `credit`,
    /// `portfolio` or `plan` left lines out.
    Failing,
    /// The command or its input could not be read, or is not valid.
    Invalid,
    /// Nothing decided reaches `--fail-on`, but something open could.
    Open,
}

impl Exit {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failing => 1,
            Self::Invalid => 2,
            Self::Open => 3,
        }
    }
}

/// Checks a company's profile and a draft contract against negotiation rules, and writes
/// the gap report and the checklist for the negotiation.
#[derive(Parser)]
#[command(name = "proviso", version, max_term_width = 100, after_help = EXAMPLES, arg_required_else_help = true)]
struct Command {
    #[command(subcommand)]
    verb: Verb,
}

const EXAMPLES: &str = "\
Examples:
  proviso init azure-openai > our-deal.yaml     a profile to fill in, with every question
  proviso check our-deal.yaml                   what is wrong with it, and where
  proviso ask our-deal.yaml                     an interview about what is still open
  proviso assess our-deal.yaml                  the gap report and the checklist
  proviso brief our-deal.yaml --out briefing    everything for the talks, in Word and Excel too
  proviso compare round-1.yaml round-2.yaml     what moved between two rounds, and why
  proviso record briefing                       what came back from the talks, round by round
  proviso fmt rules/house                       rule files in the one layout
  proviso test rules/house                      whether your own rules say what they should
  proviso explain change-notice our-deal.yaml   one rule, with every reason why
  proviso doc azure-openai > handbook.md        the rules as a handbook for lawyers
  proviso credit --incidents outages.csv        what outages earn, and by when to claim it
  proviso portfolio deals/                      many deals at once: a ranking and a heat map
  proviso plan --from rules/2026 --to rules/2027 deals/
                                                which of them an edit of the rules moves
  proviso export sql --dialect spark --as-of 2026-11-21   rules for a warehouse

Exit codes: 0 done, 1 failing or mistakes found, 2 unusable input, 3 open.";

#[derive(Subcommand)]
enum Verb {
    Ask(ask::Ask),
    Assess(assess::Assess),
    Brief(brief::Brief),
    Check(check::Check),
    Compare(compare::Compare),
    Credit(Box<credit::Credit>),
    Doc(doc::Doc),
    Explain(explain::Explain),
    Export(export::Export),
    Fmt(fmt::Fmt),
    Init(init::Init),
    New(new::New),
    Plan(Box<plan::Plan>),
    Portfolio(portfolio::Portfolio),
    Record(record::Record),
    Schema(schema::Schema),
    Test(test::Test),
}

/// Runs one command. Results go to standard output, everything else to standard error.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let mut terminal = Terminal::new();
    let command = match Command::try_parse_from(arguments) {
        Ok(command) => command,
        Err(error) => {
            // `--help` and `--version` are results, not errors.
            let exit = if error.use_stderr() { Exit::Invalid } else { Exit::Done };
            return match error.print() {
                Err(failed) if failed.kind() != ErrorKind::BrokenPipe => Exit::Invalid,
                _ => exit,
            };
        }
    };
    let outcome = match command.verb {
        Verb::Ask(ask) => ask.run(&mut terminal),
        Verb::Assess(assess) => assess.run(&mut terminal),
        Verb::Brief(brief) => brief.run(&mut terminal),
        Verb::Check(check) => check.run(&mut terminal),
        Verb::Compare(compare) => compare.run(&mut terminal),
        Verb::Credit(credit) => credit.run(&mut terminal),
        Verb::Doc(doc) => doc.run(&mut terminal),
        Verb::Explain(explain) => explain.run(&mut terminal),
        Verb::Export(export) => export.run(&mut terminal),
        Verb::Fmt(fmt) => fmt.run(&mut terminal),
        Verb::Init(init) => init.run(&mut terminal),
        Verb::New(new) => new.run(&mut terminal),
        Verb::Plan(plan) => plan.run(&mut terminal),
        Verb::Portfolio(portfolio) => portfolio.run(&mut terminal),
        Verb::Record(record) => record.run(&mut terminal),
        Verb::Schema(schema) => schema.run(&mut terminal),
        Verb::Test(test) => test.run(&mut terminal),
    };
    match outcome {
        Ok(exit) => exit,
        Err(found) => {
            terminal.complain(&found);
            Exit::Invalid
        }
    }
}
