//! `proviso init`: a profile to fill in.

use clap::Args;

use crate::diagnostic::Diagnostic;
use crate::profile::starter;

use super::terminal::Terminal;
use super::{Exit, packs};

/// Print a profile to fill in: every question of the packs, with its allowed answers
#[derive(Args)]
#[command(after_help = "\
Example:
  proviso init azure-openai > our-deal.yaml

Every question may stay `unknown`: Proviso reports what an answer would settle.")]
pub(super) struct Init {
    /// A bundled pack by its name, or the path of a pack of your own
    #[arg(value_name = "PACK", required = true)]
    packs: Vec<String>,
}

impl Init {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        let wanted = packs::named(&self.packs)?;
        let loaded = packs::load(&wanted);
        let Some(rulebook) = loaded.rulebook else { return Err(loaded.found) };
        terminal.result(&starter(&rulebook))?;
        Ok(Exit::Done)
    }
}
