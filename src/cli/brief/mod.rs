//! `proviso brief`: the whole pack of documents into a folder.

mod folder;
mod forms;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};
use crate::record::{MadeFrom, Record};
use crate::report::{self, Audience, Paper, PaperKind};

use super::deal::{self, Assessed};
use super::terminal::Terminal;
use super::{Exit, templates};

use folder::Folder;
use forms::{File, Form};

/// Write the whole pack for the talks: documents for your people, and lists to hand over
#[derive(Args)]
#[command(after_help = "\
Examples:
  proviso brief our-deal.yaml --out briefing                       everything, in every form
  proviso brief our-deal.yaml --out briefing --format word,excel   Word and Excel alone
  proviso brief our-deal.yaml --out briefing --only issues-list    one document
  proviso brief our-deal.yaml --out briefing --audience counterparty   what the other side gets

The folder gets `internal` for your own people and `counterparty` for the other side: hand over what
stands in `counterparty` and nothing else. `index.html` leads to all of it.

Written again into the same folder, what people wrote into checklist.md and into the Word and Excel
lists is read back first (see `proviso record --help`) and stands in the new ones; the list as they
left it is kept in `earlier`. Any other file that you have edited is never overwritten.")]
pub(super) struct Brief {
    /// What is known of the company and the draft (YAML)
    #[arg(value_name = "PROFILE")]
    profile: PathBuf,

    /// The folder to write into; it is made if it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// These documents alone, separated by commas
    #[arg(long, value_name = "DOCUMENT", value_enum, value_delimiter = ',')]
    only: Vec<Only>,

    /// These forms alone, separated by commas
    #[arg(long, value_name = "FORM", value_enum, value_delimiter = ',')]
    format: Vec<Form>,

    /// For your own people or for the other side alone
    #[arg(long, value_name = "AUDIENCE", value_enum)]
    audience: Option<For>,

    /// A rule file or a folder of them; replaces the bundled pack of the same name
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,

    /// The day everything is judged by, before the profile's own
    #[arg(long, value_name = "DATE", value_parser = deal::date)]
    as_of: Option<Date>,

    /// The round of the talks that is on: a new name begins a new one
    #[arg(long, value_name = "NAME")]
    round: Option<String>,

    /// A folder with document templates that replace the built-in ones of the same name
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Only {
    Briefing,
    GapReport,
    NegotiationPlan,
    Checklist,
    IssuesList,
    Questions,
    Deadlines,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum For {
    Internal,
    Counterparty,
}

impl For {
    fn audience(self) -> Audience {
        match self {
            Self::Internal => Audience::Internal,
            Self::Counterparty => Audience::Counterparty,
        }
    }
}

impl Only {
    fn kind(self) -> Option<PaperKind> {
        match self {
            Self::Briefing => Some(PaperKind::Briefing),
            Self::GapReport => Some(PaperKind::GapReport),
            Self::NegotiationPlan => Some(PaperKind::NegotiationPlan),
            Self::Checklist => Some(PaperKind::Checklist),
            Self::IssuesList => Some(PaperKind::IssuesList),
            Self::Questions => Some(PaperKind::Questions),
            Self::Deadlines => None,
        }
    }
}

impl Brief {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        let templates = templates::read(self.templates.as_deref())?;
        let assessed = deal::assess(&self.profile, &self.rules, self.as_of, terminal)?;
        let kinds: Vec<PaperKind> = PaperKind::ALL.into_iter().filter(|kind| self.wants(*kind)).collect();
        let forms: Vec<Form> = Form::ALL.into_iter().filter(|form| self.has(*form)).collect();
        self.makes_anything(&kinds, &forms)?;
        let mut folder = Folder::open(&self.out)?;
        let returned = folder.take_in(&assessed, self.round.as_deref())?;
        let mut papers = report::papers(
            &assessed.rulebook,
            &assessed.profile,
            &assessed.assessment,
            &assessed.manifest,
            folder.record(),
            &kinds,
            &templates,
        )?;
        folder.work_in(&mut papers, &assessed, &templates)?;
        let mut files = Vec::new();
        let mut found = Vec::new();
        for (at, paper) in papers.iter().enumerate() {
            terminal.progress(&format!("{} of {}: {}", at + 1, papers.len(), paper.title));
            for form in &forms {
                match forms::made(paper, *form, &assessed, folder.record(), &templates) {
                    Ok(made) => files.extend(made),
                    Err(mistake) => found.push(mistake),
                }
            }
        }
        terminal.progress("");
        if !found.is_empty() {
            return Err(found);
        }
        files.extend(
            self.besides(&papers, &files, &assessed, folder.record(), &templates).map_err(|found| vec![found])?,
        );
        folder.write(&files, &made_from(&assessed))?;
        returned.tell(terminal);
        terminal.say(&told(&self.out, &papers, &files));
        terminal.complain(returned.to_settle());
        Ok(Exit::Done)
    }

    /// Refuses a choice of documents and forms that leaves nothing to write.
    fn makes_anything(&self, kinds: &[PaperKind], forms: &[Form]) -> Result<(), Vec<Diagnostic>> {
        if self.has_calendar() || kinds.iter().any(|kind| forms.iter().any(|form| forms::has(*kind, *form))) {
            return Ok(());
        }
        let found =
            Diagnostic::error(Code::BadValue, "nothing is left to write: none of these documents has this form");
        let found = match kinds {
            [] => Diagnostic::error(Code::BadValue, "nothing is left to write: these documents are for others")
                .help("leave `--audience` out, or name documents for these people with `--only`"),
            kinds => kinds.iter().fold(found, |found, kind| found.help(forms::named(*kind))),
        };
        Err(vec![found])
    }

    fn has_calendar(&self) -> bool {
        self.audience != Some(For::Counterparty) && (self.only.is_empty() || self.only.contains(&Only::Deadlines))
    }

    fn wants(&self, kind: PaperKind) -> bool {
        let named = self.only.is_empty() || self.only.iter().any(|only| only.kind() == Some(kind));
        named && self.audience.is_none_or(|audience| audience.audience() == kind.audience())
    }

    fn has(&self, form: Form) -> bool {
        self.format.is_empty() || self.format.contains(&form)
    }

    /// The calendar, and the page that leads to everything.
    fn besides(
        &self,
        papers: &[Paper],
        files: &[File],
        assessed: &Assessed,
        record: &Record,
        templates: &report::Templates,
    ) -> Result<Vec<File>, Diagnostic> {
        let mut besides = Vec::new();
        if self.has_calendar() {
            besides.push(forms::calendar(assessed, record));
        }
        if self.only.is_empty() {
            besides.extend(forms::index(papers, files, assessed, templates)?);
        }
        Ok(besides)
    }
}

fn made_from(assessed: &Assessed) -> MadeFrom {
    let packs = assessed.rulebook.packs.iter();
    MadeFrom {
        proviso: assessed.manifest.proviso.clone(),
        as_of: assessed.profile.as_of.to_string(),
        profile: (assessed.profile.source.label().to_owned(), assessed.manifest.profile_hash.clone()),
        packs: packs.map(|pack| (pack.id.clone(), pack.version.clone(), pack.hash.clone())).collect(),
    }
}

/// What was written, in a few lines.
fn told(out: &std::path::Path, papers: &[Paper], files: &[File]) -> String {
    let mut said = format!("wrote {} files into {}\n", files.len(), out.display());
    for audience in Audience::ALL {
        let titles: Vec<&str> =
            papers.iter().filter(|paper| paper.kind.audience() == audience).map(|paper| paper.kind.title()).collect();
        if !titles.is_empty() {
            said.push_str(&format!("  {:<13} {}\n", audience.folder(), titles.join(", ")));
        }
    }
    said
}
