//! `proviso compare`: what moved between two rounds, two drafts, or two versions of rules.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use crate::compare::{Move, compare};
use crate::diagnostic::{Diagnostic, Style, render};
use crate::record::Form;
use crate::report::Templates;
use crate::report::comparison::{self, Compared, comparison, comparison_page};

use super::assess::FailOn;
use super::deal::{self, Assessed};
use super::packs::{self, PackText};
use super::page::{self, Format};
use super::terminal::Terminal;
use super::{Exit, templates};

/// Compare two profiles, or two versions of the rules: what moved, and why
#[derive(Args)]
#[command(
    override_usage = "proviso compare [OPTIONS] BEFORE NOW\n       \
                      proviso compare [OPTIONS] [--rules OLD] --with NEW PROFILE...",
    after_help = "\
Examples:
  proviso compare round-1.yaml round-2.yaml          two rounds, drafts or offers of one deal
  proviso compare round-1.yaml round-2.yaml --format html --out moves.html
  proviso compare our-deal.yaml --with rules/house   what your own rules would change
  proviso compare deals/*.yaml --rules rules/2026 --with rules/2027
                                                     what new rules do to many deals
  proviso compare round-1.yaml round-2.yaml --fail-on gap
                                                     exit code 1 where a position newly falls short"
)]
pub(super) struct Compare {
    /// Two profiles, the one before and the one now; with --with, one or more (YAML)
    #[arg(value_name = "PROFILE", required = true)]
    profiles: Vec<PathBuf>,

    /// Rules for both profiles; with --with, the rules before. A rule file, a folder of them, or a bundled pack
    #[arg(long, value_name = "PACK")]
    rules: Vec<String>,

    /// The rules now, in place of those before: a rule file, a folder of them, or a bundled pack
    #[arg(long, value_name = "PACK")]
    with: Vec<String>,

    /// The form of the document
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,

    /// Write the document into this file instead of printing it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// The day both are judged by, before the profiles' own
    #[arg(long, value_name = "DATE", value_parser = deal::date)]
    as_of: Option<Date>,

    /// Exit with 1 if a finding is newly decided to be this or worse, with 3 if one newly could be
    #[arg(long, value_name = "STATUS", value_enum)]
    fail_on: Option<FailOn>,

    /// A folder with document templates that replace the built-in ones of the same name
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}

/// A profile and the rules it is held against.
struct Half<'a> {
    profile: &'a Path,
    given: &'a Result<Vec<PackText>, Vec<Diagnostic>>,
}

impl Compare {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        let templates = templates::read(self.templates.as_deref())?;
        let (old, new) = (packs::named(&self.rules), packs::named(&self.with));
        let pairs = self.pairs(&old, &new)?;
        let assessed = assess_all(&pairs, self.as_of, terminal)?;
        let deals: Vec<Compared<'_>> = assessed.iter().map(|(before, after)| compared(before, after)).collect();
        let form = match self.format {
            Format::Json => Form::Data(comparison::SCHEMA),
            Format::Markdown | Format::Html => Form::Report,
        };
        page::show(&self.text(&deals, &templates)?, form, self.out.as_deref(), terminal)?;
        Ok(self.exit(&deals))
    }

    /// What is held against what.
    fn pairs<'a>(
        &'a self,
        old: &'a Result<Vec<PackText>, Vec<Diagnostic>>,
        new: &'a Result<Vec<PackText>, Vec<Diagnostic>>,
    ) -> Result<Vec<(Half<'a>, Half<'a>)>, Vec<Diagnostic>> {
        let half = |profile: &'a PathBuf, given| Half { profile, given };
        match (self.profiles.as_slice(), self.with.is_empty()) {
            ([before, after], true) => Ok(vec![(half(before, old), half(after, old))]),
            (_, true) => Err(vec![mistake(self.profiles.len())]),
            (profiles, false) => Ok(profiles.iter().map(|one| (half(one, old), half(one, new))).collect()),
        }
    }

    fn text(&self, deals: &[Compared<'_>], templates: &Templates) -> Result<String, Vec<Diagnostic>> {
        if self.format == Format::Json {
            return Ok(comparison::json(deals));
        }
        let view = comparison(deals);
        comparison_page(&view, templates)
            .and_then(|markdown| {
                page::dressed(self.format, &format!("Comparison: {}", view.title), markdown, templates)
            })
            .map_err(|found| vec![found])
    }

    fn exit(&self, deals: &[Compared<'_>]) -> Exit {
        let Some(limit) = self.fail_on.map(FailOn::rank) else { return Exit::Done };
        let any = |does: &dyn Fn(&Move<'_>) -> bool| deals.iter().any(|deal| deal.comparison.moves.iter().any(does));
        if any(&|one| one.newly_reaches(limit)) {
            Exit::Failing
        } else if any(&|one| one.could_newly_reach(limit)) {
            Exit::Open
        } else {
            Exit::Done
        }
    }
}

/// Both sides of each pair. What is wrong with any is told in one run, and what both sides
/// share once.
fn assess_all(
    pairs: &[(Half<'_>, Half<'_>)],
    as_of: Option<Date>,
    terminal: &mut Terminal,
) -> Result<Vec<(Assessed, Assessed)>, Vec<Diagnostic>> {
    let mut said = Said::default();
    let mut assessed = Vec::new();
    for (before, after) in pairs {
        let mut side = |half: &Half<'_>| {
            let (assessed, warnings) = deal::assess_with(half.profile, half.given, as_of);
            said.warnings.extend(warnings);
            assessed.map_err(|found| said.errors.extend(found)).ok()
        };
        if let (Some(before), Some(after)) = (side(before), side(after)) {
            assessed.push((before, after));
        }
    }
    let warnings = each_once(said.warnings);
    if said.errors.is_empty() {
        terminal.complain(&warnings);
        return Ok(assessed);
    }
    Err(each_once(said.errors).into_iter().chain(warnings).collect())
}

/// What was said of all sides.
#[derive(Default)]
struct Said {
    errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
}

/// The messages, those that read the same but once.
fn each_once(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut told = std::collections::BTreeSet::new();
    let words = |one: &Diagnostic| render(std::slice::from_ref(one), Style { colour: false, width: 120 });
    found.into_iter().filter(|one| told.insert(words(one))).collect()
}

fn compared<'a>(before: &'a Assessed, after: &'a Assessed) -> Compared<'a> {
    let comparison = compare(before.side(), after.side());
    Compared { before: before.held(), after: after.held(), comparison }
}

/// Says that there is nothing to compare with.
fn mistake(profiles: usize) -> Diagnostic {
    let message = match profiles {
        1 => "one profile alone leaves nothing to compare with".to_owned(),
        many => format!("{many} profiles cannot be compared with one another"),
    };
    let found = Diagnostic::error(crate::diagnostic::Code::MissingKey, message);
    found
        .help("name two profiles, the one before and the one now: `proviso compare round-1.yaml round-2.yaml`")
        .help("or say by which rules each is to be judged anew: `proviso compare our-deal.yaml --with rules/house`")
}
