//! `proviso schema`: what editors need to complete and check a profile.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::diagnostic::Diagnostic;
use crate::profile;

use super::packs::{self, PackText};
use super::terminal::Terminal;
use super::{Exit, deal};

/// Print the JSON Schema of a profile, by which editors complete and check it
#[derive(Args)]
#[command(after_help = "\
Examples:
  proviso schema azure-openai > azure-openai.schema.json
  proviso schema our-deal.yaml > our-deal.schema.json     for the packs that it names
  proviso schema rules/house > house.schema.json

Editors find it by the first line of the profile:
  # yaml-language-server: $schema=azure-openai.schema.json")]
pub(super) struct Schema {
    /// Bundled packs by their names, paths of packs of your own, or a profile (.yaml) for those it names
    #[arg(value_name = "PACK|PROFILE", required = true)]
    of: Vec<String>,

    /// A rule file or a folder of them; replaces the bundled pack of the same name
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
}

impl Schema {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        let (profiles, names): (Vec<String>, Vec<String>) =
            self.of.into_iter().partition(|of| packs::is_profile(Path::new(of)));
        let (mut wanted, mut found) = (Vec::new(), Vec::new());
        // A profile takes what it names from the packs given; without one, all are meant.
        let given = if profiles.is_empty() { vec![packs::given(&self.rules)] } else { Vec::new() };
        let of_profiles = profiles.iter().map(|profile| deal::packs_of(Path::new(profile), &self.rules));
        for packs in given.into_iter().chain(of_profiles).chain([packs::named(&names)]) {
            match packs {
                Ok(packs) => packs.into_iter().for_each(|pack| add(&mut wanted, pack)),
                Err(errors) => found.extend(errors),
            }
        }
        if !found.is_empty() {
            return Err(found);
        }
        let loaded = packs::load(&packs::with_extended(wanted, &[]));
        let Some(rulebook) = loaded.rulebook else { return Err(loaded.found) };
        terminal.result(&profile::schema(&rulebook))?;
        Ok(Exit::Done)
    }
}

/// Takes a pack in, unless it is there already.
fn add(packs: &mut Vec<PackText>, pack: PackText) {
    if packs.iter().all(|known| known.id != pack.id) {
        packs.push(pack);
    }
}
