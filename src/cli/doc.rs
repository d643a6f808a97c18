//! `proviso doc`: rules as a handbook.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::diagnostic::Diagnostic;
use crate::record::Form;
use crate::report;
use crate::report::handbook::{handbook, handbook_page};
use crate::report::overview::{Overview, overview, overview_page};
use crate::rulebook::Rulebook;

use super::packs::PackText;
use super::terminal::Terminal;
use super::{Exit, packs, page, templates};

/// Write rules as a handbook: every position, figure, question and source
#[derive(Args)]
#[command(after_help = "\
Examples:
  proviso doc azure-openai > handbook.md
  proviso doc azure-openai --format html --out handbook.html
  proviso doc rules/house              a pack of your own, with the pack that it changes
  proviso doc --overview               what each bundled pack covers, on a page

The handbook is written from the rules themselves, so the two cannot differ.")]
pub(super) struct Doc {
    /// A bundled pack by its name, or the path of a pack of your own
    #[arg(value_name = "PACK", required_unless_present = "overview")]
    packs: Vec<String>,

    /// Only what each pack covers, on a page; without a name, of all bundled packs
    #[arg(long)]
    overview: bool,

    /// The form of the handbook
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,

    /// Write the handbook into this file instead of printing it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// A folder with document templates that replace the built-in ones of the same name
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Markdown,
    Html,
}

impl Doc {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        let one = |found: Diagnostic| vec![found];
        let templates = templates::read(self.templates.as_deref())?;
        let (title, markdown) = if self.overview {
            ("The packs".to_owned(), overview_page(&self.overviews(terminal)?, &templates).map_err(one)?)
        } else {
            let rulebook = rulebook(packs::named(&self.packs)?, terminal)?;
            let view = handbook(&rulebook, env!("CARGO_PKG_VERSION"));
            (format!("Handbook: {}", view.title), handbook_page(&view, &templates).map_err(one)?)
        };
        let text = match self.format {
            Format::Markdown => markdown,
            Format::Html => report::html(&title, &markdown, &templates).map_err(one)?,
        };
        page::show(&text, Form::Report, self.out.as_deref(), terminal)?;
        Ok(Exit::Done)
    }

    /// Each pack by itself: what it goes on top of is told where that is named.
    fn overviews(&self, terminal: &mut Terminal) -> Result<Vec<Overview>, Vec<Diagnostic>> {
        let packs = match self.packs.is_empty() {
            true => packs::bundled_ids().into_iter().filter_map(packs::bundled).collect(),
            false => packs::named(&self.packs)?,
        };
        let mut overviews = Vec::new();
        for pack in packs {
            let id = pack.id.clone();
            overviews.extend(overview(&rulebook(vec![pack], terminal)?, &id));
        }
        Ok(overviews)
    }
}

/// The rules of packs, with those they go on top of.
fn rulebook(packs: Vec<PackText>, terminal: &mut Terminal) -> Result<Rulebook, Vec<Diagnostic>> {
    let loaded = packs::load_with_tests(&packs::with_extended(packs, &[]));
    let Some(rulebook) = loaded.rulebook else { return Err(loaded.found) };
    terminal.complain(&loaded.found);
    Ok(rulebook)
}
