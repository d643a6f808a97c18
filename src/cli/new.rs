//! `proviso new`: declarations to fill in.

use clap::Args;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::rulebook::scaffold::{self, CannotMake};
use crate::source::Source;
use crate::syntax;

use super::terminal::Terminal;
use super::{Exit, packs};

/// Print a pack or a rule to fill in: its blanks, with the questions to answer
#[derive(Args)]
#[command(after_help = "\
Examples:
  proviso new pack acme-saas > acme-saas.proviso             a whole pack
  proviso new redline early-exit acme-saas.proviso >> acme-saas.proviso
  proviso new overlay our-house azure-openai > house.proviso  a house pack that changes another

What can be made: pack, overlay, source, fact, term, parameter, figure, define, risk, redline,
mitigation, question, checklist, lever, conflict, duty, sla, test. Each \"___\" is a blank; `proviso check`
names those left.")]
pub(super) struct New {
    /// What to make
    #[arg(value_name = "KIND")]
    kind: String,

    /// Its name; of a test, its title
    #[arg(value_name = "NAME")]
    name: String,

    /// The packs it will stand among, or changes: bundled names, or paths
    #[arg(value_name = "PACK")]
    packs: Vec<String>,
}

fn no_name(written: &str, plain: &str) -> Diagnostic {
    let found = Diagnostic::error(Code::BadName, format!("`{written}` is not a name"));
    match plain.starts_with(|first: char| first.is_ascii_lowercase()) {
        true => found.help(format!("write `{plain}`")),
        false => found.help("names begin with a small letter, and go on with small letters, digits and hyphens"),
    }
}

impl New {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        let is_title = self.kind == "test";
        if is_title && (self.name.contains('"') || self.name.trim().is_empty()) {
            return Err(vec![
                Diagnostic::error(Code::BadName, format!("`{}` is no title of a test", self.name))
                    .help("say in a few words, without quotes, what the test is about"),
            ]);
        }
        let plain = if is_title { self.name.clone() } else { syntax::plain_name(&self.name) };
        if !is_title && (plain != self.name || !plain.starts_with(|first: char| first.is_ascii_lowercase())) {
            return Err(vec![no_name(&self.name, &plain)]);
        }
        let packs = packs::with_extended(packs::named(&self.packs)?, &[]);
        let made = scaffold::scaffold(&self.kind, &self.name, &packs::trees(&packs));
        let made = Source::new("new.proviso", made.map_err(|cannot| vec![self.refusal(&cannot)])?);
        terminal.result(&syntax::format(&made)?)?;
        Ok(Exit::Done)
    }

    fn refusal(&self, cannot: &CannotMake) -> Diagnostic {
        let kind = &self.kind;
        match cannot {
            CannotMake::UnknownKind => {
                let all: Vec<&str> = scaffold::kinds().collect();
                let found = Diagnostic::error(Code::UnknownName, format!("there is no `{kind}` to make"));
                match nearest(kind, all.iter().copied()) {
                    Some(near) => found.help(format!("did you mean `{near}`?")),
                    None => found.help(format!("what can be made: {}", all.join(", "))),
                }
            }
            CannotMake::Taken => {
                Diagnostic::error(Code::DuplicateName, format!("there is something called `{}` already", self.name))
                    .help("give it another name")
            }
            CannotMake::Lacks(what) if self.packs.is_empty() => {
                Diagnostic::error(Code::UnknownName, format!("a {kind} needs a {what}, and no pack is named"))
                    .help(format!("name the pack it will stand in: `proviso new {kind} {} PACK`", self.name))
            }
            CannotMake::Lacks(what) => {
                Diagnostic::error(Code::UnknownName, format!("a {kind} needs a {what}, and the pack has none yet"))
                    .help("make that first; `proviso new --help` lists what can be made")
            }
        }
    }
}
