//! `proviso explain`: one rule, name, source or message, in plain words.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::report::explain::{Explanation, explain, explanation, message, words_of};
use crate::rulebook::Rulebook;

use super::packs::{self, PackText};
use super::terminal::Terminal;
use super::{Exit, deal, templates};

/// Explain a rule, a fact, a source or the code of a message
#[derive(Args)]
#[command(after_help = "\
Examples:
  proviso explain change-notice                    a rule: when it applies, its ladder, its sources
  proviso explain change-notice our-deal.yaml      what it comes to for you, and every reason why
  proviso explain support.tier                     a fact or a term: what it means, who uses it
  proviso explain sla-guide                        a source: what rests on it
  proviso explain unknown-name                     a message: why it is given, with examples
  proviso explain exit-plan --rules rules/house    from rules of your own")]
pub(super) struct Explain {
    /// The id of a rule, a risk or a checklist, a name, a source, or the code of a message
    #[arg(value_name = "NAME")]
    name: String,

    /// What is known of the company and the draft (YAML)
    #[arg(value_name = "PROFILE")]
    profile: Option<PathBuf>,

    /// A rule file or a folder of them; replaces the bundled pack of the same name
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,

    /// The day everything is judged by, before the profile's own
    #[arg(long, value_name = "DATE", value_parser = deal::date, requires = "profile")]
    as_of: Option<Date>,
}

impl Explain {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        let templates = templates::read(None)?;
        let mut texts: Vec<String> = Code::find(&self.name).map(message).into_iter().collect();
        let mut known: Vec<String> = Code::ALL.iter().map(ToString::to_string).collect();
        for explained in self.explanations(&mut known, terminal)? {
            texts.push(explain(&explained, &templates).map_err(|found| vec![found])?);
        }
        if texts.is_empty() {
            return Err(vec![self.unknown(&known)]);
        }
        terminal.result(&texts.join("\n---\n\n"))?;
        Ok(Exit::Done)
    }

    /// What the rules know of the name; `known` takes all the names they have.
    fn explanations(
        &self,
        known: &mut Vec<String>,
        terminal: &mut Terminal,
    ) -> Result<Vec<Explanation>, Vec<Diagnostic>> {
        if let Some(profile) = &self.profile {
            let deal = deal::assess(profile, &self.rules, self.as_of, terminal)?;
            known.extend(words_of(&deal.rulebook));
            let explained = explanation(&deal.rulebook, &self.name, Some((&deal.profile, &deal.assessment)))?;
            return Ok(explained.into_iter().collect());
        }
        let given = packs::given(&self.rules)?;
        let bundled: Vec<PackText> = packs::bundled_ids().into_iter().filter_map(packs::bundled).collect();
        // Packs in the program may disagree, so each is asked by itself; those that only
        // change another come last, for what is found in no other.
        let (changing, own): (Vec<_>, Vec<_>) = bundled
            .into_iter()
            .filter(|pack| given.iter().all(|given| given.id != pack.id))
            .partition(packs::changes_another);
        let mut explanations = Vec::new();
        for packs in [
            vec![given],
            own.into_iter().map(|pack| vec![pack]).collect(),
            changing.into_iter().map(|pack| vec![pack]).collect(),
        ] {
            for packs in packs.into_iter().filter(|packs: &Vec<PackText>| !packs.is_empty()) {
                let book = rulebook(packs, terminal)?;
                known.extend(words_of(&book));
                explanations.extend(explanation(&book, &self.name, None)?);
            }
            if !explanations.is_empty() {
                break;
            }
        }
        Ok(explanations)
    }

    fn unknown(&self, known: &[String]) -> Diagnostic {
        let found =
            Diagnostic::error(Code::UnknownName, format!("no rule, name, source or message is called `{}`", self.name));
        match nearest(&self.name, known.iter().map(String::as_str)) {
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => found.help("`proviso doc PACK` lists all rules and names of a pack with their ids"),
        }
        .help("rules of your own are given by their path: `explain NAME --rules PATH`")
    }
}

fn rulebook(packs: Vec<PackText>, terminal: &mut Terminal) -> Result<Rulebook, Vec<Diagnostic>> {
    let loaded = packs::load_with_tests(&packs::with_extended(packs, &[]));
    match loaded.rulebook {
        Some(rulebook) => {
            terminal.complain(&loaded.found);
            Ok(rulebook)
        }
        None => Err(loaded.found),
    }
}
