//! `proviso assess`: the gap report, the checklist and the negotiation plan.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::assess::Assessment;
use crate::assess::finding::Outcome;
use crate::diagnostic::Diagnostic;
use crate::intake;
use crate::record::{self, Form, Tally};
use crate::report::{self, Documents, Templates, View};

use super::deal::{self, Assessed};
use super::page::Format;
use super::terminal::Terminal;
use super::{Exit, files, templates};

/// Check a profile against the rules: the gap report, then the checklist
#[derive(Args)]
#[command(after_help = "\
Examples:
  proviso assess our-deal.yaml
  proviso assess our-deal.yaml --format html > report.html
  proviso assess our-deal.yaml --out briefing        as files, and the negotiation plan with them
  proviso assess our-deal.yaml --rules rules/house   with rules of your own
  proviso assess our-deal.yaml --fail-on gap         exit code 1 where a position falls short

With --out, the folder holds gap-report.md, checklist.md and negotiation-plan.md, which has the
reasons, clauses, replies and sources of every position. Ticks and notes in an existing
checklist.md are kept.")]
pub(super) struct Assess {
    /// What is known of the company and the draft (YAML)
    #[arg(value_name = "PROFILE")]
    profile: PathBuf,

    /// A rule file or a folder of them; replaces the bundled pack of the same name
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,

    /// The form of the documents
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,

    /// Write the documents into this folder instead of printing them
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// The day everything is judged by, before the profile's own
    #[arg(long, value_name = "DATE", value_parser = deal::date)]
    as_of: Option<Date>,

    /// Exit with 1 if a finding is decided to be this or worse, with 3 if one could be
    #[arg(long, value_name = "STATUS", value_enum)]
    fail_on: Option<FailOn>,

    /// A folder with document templates that replace the built-in ones of the same name
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    WalkAway,
    Gap,
    Advised,
    Fallback,
}

impl FailOn {
    /// The rank of the status: those at or below it count.
    pub(super) fn rank(self) -> u8 {
        match self {
            Self::WalkAway => Outcome::WalkAway.rank(),
            Self::Gap => Outcome::Gap.rank(),
            Self::Advised => Outcome::Advised.rank(),
            Self::Fallback => Outcome::Fallback(0).rank(),
        }
    }
}

impl Assess {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        let templates = templates::read(self.templates.as_deref())?;
        let assessed = deal::assess(&self.profile, &self.rules, self.as_of, terminal)?;
        match &self.out {
            Some(folder) => {
                let documents = self.filed(folder, &assessed, &templates)?;
                files::write_all(folder, &documents).map_err(|found| vec![found])?;
                for (name, _) in &documents {
                    terminal.say(&format!("wrote {}\n", folder.join(name).display()));
                }
            }
            None => terminal.result(&self.printed(&assessed, &templates)?)?,
        }
        let exit = self.exit(&assessed.assessment);
        // The program ends here: taking all this apart would cost a tenth of the run.
        std::mem::forget((assessed, templates));
        Ok(exit)
    }

    /// The documents as one text.
    fn printed(&self, assessed: &Assessed, templates: &Templates) -> Result<String, Vec<Diagnostic>> {
        if self.format == Format::Json {
            return Ok(assessed.json());
        }
        let Documents { gap_report, checklist } = report::documents(&assessed.view(), templates)?;
        let both = format!("{gap_report}\n---\n\n{checklist}");
        match self.format {
            Format::Html => assessed.page("Gap report", &both, templates).map_err(|found| vec![found]),
            Format::Markdown | Format::Json => Ok(both),
        }
    }

    /// The documents with their file names, as they are to be written over what stands in
    /// a folder. Markdown is always there: it is what people work in.
    fn filed(
        &self,
        folder: &Path,
        assessed: &Assessed,
        templates: &Templates,
    ) -> Result<Vec<(&'static str, String)>, Vec<Diagnostic>> {
        let mut view = assessed.view();
        let Documents { gap_report, checklist } = report::documents(&view, templates)?;
        let plan = report::negotiation_plan(&assessed.plan(), templates).map_err(|found| vec![found])?;
        let mut found = Vec::new();
        let checklist = worked_in(folder, &checklist, &mut view, templates, &str::to_owned);
        let checklist = checklist.map_err(|refusal| found.push(refusal)).unwrap_or_default();
        let mut renewed = |name, fresh: &str| {
            let renewed = renewed(folder, name, fresh);
            (name, renewed.map_err(|refusal| found.push(refusal)).unwrap_or_default())
        };
        let mut documents = match self.format {
            Format::Markdown => Vec::new(),
            Format::Html => {
                let page = |title, markdown| assessed.page(title, markdown, templates).map_err(|found| vec![found]);
                vec![
                    renewed("gap-report.html", &page("Gap report", &gap_report)?),
                    renewed("checklist.html", &page("Checklist", &checklist)?),
                    renewed("negotiation-plan.html", &page("Negotiation plan", &plan)?),
                ]
            }
            Format::Json => vec![renewed(ASSESSMENT, &assessed.json())],
        };
        let plan = renewed("negotiation-plan.md", &plan);
        documents.extend([renewed("gap-report.md", &gap_report), (CHECKLIST, checklist), plan]);
        if found.is_empty() { Ok(documents) } else { Err(found) }
    }

    fn exit(&self, assessment: &Assessment) -> Exit {
        let Some(limit) = self.fail_on.map(FailOn::rank) else { return Exit::Done };
        let mut exit = Exit::Done;
        for finding in assessment.findings.iter().filter(|finding| !finding.is_waived()) {
            match finding.decided() {
                Some(outcome) if outcome.rank() <= limit => return Exit::Failing,
                None if finding.worst().is_some_and(|worst| worst.rank() <= limit) => exit = Exit::Open,
                _ => {}
            }
        }
        exit
    }
}

const CHECKLIST: &str = "checklist.md";
const ASSESSMENT: &str = "assessment.json";

/// The checklist with what people wrote into the one that is there. Its header counts
/// their ticks as well, so it is made anew once these are known; `finish` is given each
/// fresh one first.
pub(super) fn worked_in(
    folder: &Path,
    fresh: &str,
    view: &mut View,
    templates: &Templates,
    finish: &dyn Fn(&str) -> String,
) -> Result<String, Diagnostic> {
    let kept = renewed(folder, CHECKLIST, &finish(fresh))?;
    let tally = record::tally(&kept);
    let progress = report::progress(tally);
    // A template of somebody's own may show no items by their ids.
    if progress == view.progress || tally == Tally::default() {
        return Ok(kept);
    }
    view.progress = progress;
    renewed(folder, CHECKLIST, &finish(&report::checklist(view, templates)?))
}

/// A document as it is to be written where one of that name may stand already.
fn renewed(folder: &Path, name: &str, fresh: &str) -> Result<String, Diagnostic> {
    let form = match name {
        CHECKLIST => Form::Checklist,
        ASSESSMENT => Form::Data(report::json::SCHEMA),
        _ => Form::Report,
    };
    let place = folder.join(name);
    let old = if place.exists() { Some(files::read(&place, intake::MOST_BYTES)?) } else { None };
    record::renewed(form, fresh, old.as_deref()).map_err(|refusal| refusal.about(&place.display().to_string()))
}
