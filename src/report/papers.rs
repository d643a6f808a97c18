//! The papers of a briefing pack: what each is called, who may read it, and its Markdown
//! and tables, from which every other form is made.

use jiff::civil::Date;
use serde::Serialize;

use crate::assess::Assessment;
use crate::diagnostic::Diagnostic;
use crate::profile::Profile;
use crate::record::Lists;
use crate::rulebook::Rulebook;

use super::excel::{Table, checklist_table, gap_table, issues_table, questions_table};
use super::issues::issues;
use super::view::{briefing, plan, positions, view};
use super::{Manifest, Page, Templates, rendered, templates};

/// Who may read a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// The company's own people.
    Internal,
    /// The other side too.
    Counterparty,
}

impl Audience {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Internal, Self::Counterparty];

    /// The folder that its papers go into.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Counterparty => "counterparty",
        }
    }
}

/// A kind of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each variant is the name of its paper")]
pub enum PaperKind {
    Briefing,
    GapReport,
    NegotiationPlan,
    Checklist,
    IssuesList,
    Questions,
}

impl PaperKind {
    /// All kinds, in the order in which people want them.
    pub const ALL: [Self; 6] =
        [Self::Briefing, Self::GapReport, Self::NegotiationPlan, Self::Checklist, Self::IssuesList, Self::Questions];

    /// Its file name, without the end that tells the form.
    pub fn name(self) -> &'static str {
        match self {
            Self::Briefing => "briefing",
            Self::GapReport => "gap-report",
            Self::NegotiationPlan => "negotiation-plan",
            Self::Checklist => "checklist",
            Self::IssuesList => "issues-list",
            Self::Questions => "questions",
        }
    }

    /// Who may read it.
    pub fn audience(self) -> Audience {
        match self {
            Self::IssuesList | Self::Questions => Audience::Counterparty,
            _ => Audience::Internal,
        }
    }

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Briefing => "Briefing",
            Self::GapReport => "Gap report",
            Self::NegotiationPlan => "Negotiation plan",
            Self::Checklist => "Checklist",
            Self::IssuesList => "Issues list",
            Self::Questions => "Questions",
        }
    }

    /// What it is for, in half a line.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Briefing => "One page for whoever leads the talks",
            Self::GapReport => "Where the draft stands, in five minutes",
            Self::NegotiationPlan => "Every position with its reasons, clauses and replies",
            Self::Checklist => "What is to be done, by phase and owner",
            Self::IssuesList => "What you ask of the other side, with room for its answers",
            Self::Questions => "What the other side is to answer",
        }
    }
}

/// A paper, ready to be given any form.
#[derive(Clone, Debug)]
pub struct Paper {
    /// What kind of paper.
    pub kind: PaperKind,
    /// "Gap report: Northwind Bank".
    pub title: String,
    /// The day it speaks for.
    pub as_of: Date,
    /// Its master.
    pub markdown: String,
    /// Its tables, for the Excel form; none where it has no tables to work in.
    pub tables: Vec<Table>,
}

impl Paper {
    /// What stands around it on paper.
    pub fn page(&self) -> Page {
        Page {
            title: self.title.clone(),
            running: self.running().to_owned(),
            as_of: self.as_of,
            landscape: self.kind == PaperKind::IssuesList,
        }
    }

    /// What every page says at its head.
    pub fn running(&self) -> &'static str {
        match self.kind.audience() {
            Audience::Internal => "Internal, do not forward",
            Audience::Counterparty => "For discussion, subject to contract",
        }
    }
}

/// The papers of these kinds, in their order, the lists with what has been filled into them.
///
/// # Errors
/// Replaced templates ask for something that is not there; one mistake for each template.
pub fn papers(
    rulebook: &Rulebook,
    profile: &Profile,
    assessment: &Assessment,
    manifest: &Manifest,
    lists: &Lists,
    kinds: &[PaperKind],
    templates: &Templates,
) -> Result<Vec<Paper>, Vec<Diagnostic>> {
    let view = view(rulebook, profile, assessment, manifest);
    let issues = issues(rulebook, profile, assessment).with(lists);
    let paper = |kind: PaperKind| {
        let (markdown, tables) = match kind {
            PaperKind::Briefing => {
                (rendered(templates, templates::BRIEFING, &briefing(rulebook, profile, assessment)), Vec::new())
            }
            PaperKind::GapReport => {
                let positions = positions(rulebook, profile, assessment);
                (rendered(templates, templates::GAP_REPORT, &view), gap_table(&view, &positions))
            }
            PaperKind::NegotiationPlan => {
                let plan = plan(rulebook, profile, assessment, manifest);
                (rendered(templates, templates::NEGOTIATION_PLAN, &plan), Vec::new())
            }
            PaperKind::Checklist => {
                (rendered(templates, templates::CHECKLIST, &view), vec![checklist_table(&view.phases)])
            }
            PaperKind::IssuesList => {
                (rendered(templates, templates::ISSUES_LIST, &issues), vec![issues_table(&issues)])
            }
            PaperKind::Questions => {
                (rendered(templates, templates::QUESTIONS, &issues), vec![questions_table(&issues)])
            }
        };
        let title = format!("{}: {}", kind.title(), profile.name);
        Ok(Paper { kind, title, as_of: profile.as_of, markdown: markdown?, tables })
    };
    let (made, failed): (Vec<_>, Vec<_>) = kinds.iter().map(|kind| paper(*kind)).partition(Result::is_ok);
    match failed.is_empty() {
        true => Ok(made.into_iter().filter_map(Result::ok).collect()),
        false => Err(failed.into_iter().filter_map(Result::err).collect()),
    }
}

/// The page that leads to all papers of a pack.
///
/// # Errors
/// A replaced template asks for something that is not there.
pub fn index(index: &Index, templates: &Templates) -> Result<String, Diagnostic> {
    rendered(templates, templates::INDEX, index)
}

/// What stands in a pack.
#[derive(Clone, Debug, Serialize)]
pub struct Index {
    /// The company.
    pub company: String,
    /// The day it speaks for.
    pub as_of: String,
    /// For each audience.
    pub parts: Vec<IndexPart>,
}

/// The papers of one audience.
#[derive(Clone, Debug, Serialize)]
pub struct IndexPart {
    /// Whom they are for.
    pub title: String,
    /// The papers.
    pub papers: Vec<IndexPaper>,
}

/// A paper with its forms.
#[derive(Clone, Debug, Serialize)]
pub struct IndexPaper {
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// Its files.
    pub files: Vec<IndexFile>,
}

/// A form of a paper.
#[derive(Clone, Debug, Serialize)]
pub struct IndexFile {
    /// "Word".
    pub form: String,
    /// From the folder of the pack: `internal/briefing.docx`.
    pub path: String,
}
