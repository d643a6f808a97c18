//! A paper in each of its forms.

use clap::ValueEnum;

use crate::diagnostic::{Code, Diagnostic};
use crate::record::Record;
use crate::report::excel::{Tables, excel};
use crate::report::issues::{issues, issues_json};
use crate::report::{self, Audience, Index, IndexFile, IndexPaper, IndexPart, Paper, PaperKind, Talks, Templates};
use crate::value::show_date;

use super::super::deal::Assessed;

/// A form that a document can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    Markdown,
    Html,
    Word,
    Excel,
    Json,
}

impl Form {
    pub(super) const ALL: [Self; 5] = [Self::Markdown, Self::Html, Self::Word, Self::Excel, Self::Json];

    fn end(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Word => "docx",
            Self::Excel => "xlsx",
            Self::Json => "json",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Word => "Word",
            Self::Excel => "Excel",
            Self::Json => "JSON",
        }
    }
}

/// A file of the pack.
pub(super) struct File {
    /// Inside the folder of the pack, with `/` between its parts.
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    /// Of what it is a form.
    of: Option<(PaperKind, Form)>,
}

/// Whether a paper has a form.
pub(super) fn has(kind: PaperKind, form: Form) -> bool {
    match form {
        Form::Markdown | Form::Html | Form::Word => true,
        Form::Excel => !matches!(kind, PaperKind::Briefing | PaperKind::NegotiationPlan),
        Form::Json => matches!(kind, PaperKind::GapReport | PaperKind::IssuesList),
    }
}

/// The forms that a paper has, for people who asked for another.
pub(super) fn named(kind: PaperKind) -> String {
    let forms = Form::ALL.into_iter().filter(|form| has(kind, *form));
    let forms: Vec<&str> = forms.map(Form::title).collect();
    format!("{}: {}", kind.title(), forms.join(", "))
}

/// A paper in one form; none where it does not have that form.
pub(super) fn made(
    paper: &Paper,
    form: Form,
    assessed: &Assessed,
    record: &Record,
    templates: &Templates,
) -> Result<Option<File>, Diagnostic> {
    if !has(paper.kind, form) {
        return Ok(None);
    }
    let bytes = match form {
        Form::Markdown => paper.markdown.clone().into_bytes(),
        Form::Html => report::html(&paper.title, &paper.markdown, templates)?.into_bytes(),
        Form::Word => report::word(&paper.markdown, &paper.page()).map_err(|why| unmade(paper, form, &why))?,
        Form::Excel => {
            let tables = Tables {
                title: paper.title.clone(),
                running: paper.running().to_owned(),
                as_of: paper.as_of,
                sheets: paper.tables.clone(),
            };
            excel(&tables).map_err(|why| unmade(paper, form, &why))?
        }
        Form::Json => match paper.kind {
            PaperKind::GapReport => assessed.json().into_bytes(),
            PaperKind::IssuesList => {
                let view = issues(&assessed.rulebook, &assessed.profile, &assessed.assessment, &record.lists());
                issues_json(&view).into_bytes()
            }
            _ => return Ok(None),
        },
    };
    let path = format!("{}/{}.{}", paper.kind.audience().folder(), paper.kind.name(), form.end());
    Ok(Some(File { path, bytes, of: Some((paper.kind, form)) }))
}

fn unmade(paper: &Paper, form: Form, why: &str) -> Diagnostic {
    Diagnostic::error(
        Code::CannotWrite,
        format!("the {} form of “{}” cannot be made: {why}", form.title(), paper.title),
    )
    .help("leave this form out with `--format`, and tell those who make Proviso")
}

/// The days that matter, as a calendar.
pub(super) fn calendar(assessed: &Assessed, record: &Record) -> File {
    let Assessed { rulebook, profile, assessment, .. } = assessed;
    let bytes = report::deadlines_calendar(rulebook, profile, assessment, &Talks::of(record)).into_bytes();
    File { path: format!("{}/deadlines.ics", Audience::Internal.folder()), bytes, of: None }
}

/// The page that leads to all files, in Markdown and as a page.
pub(super) fn index(
    papers: &[Paper],
    files: &[File],
    assessed: &Assessed,
    templates: &Templates,
) -> Result<Vec<File>, Diagnostic> {
    let paper = |paper: &Paper| {
        let forms =
            files.iter().filter_map(|file| file.of.filter(|(kind, _)| *kind == paper.kind).map(|of| (file, of.1)));
        IndexPaper {
            title: paper.kind.title().to_owned(),
            purpose: paper.kind.purpose().to_owned(),
            files: forms
                .map(|(file, form)| IndexFile { form: form.title().to_owned(), path: file.path.clone() })
                .collect(),
        }
    };
    let part = |audience: Audience| IndexPart {
        title: match audience {
            Audience::Internal => "For your own people".to_owned(),
            Audience::Counterparty => "For the other side".to_owned(),
        },
        papers: papers.iter().filter(|paper| paper.kind.audience() == audience).map(paper).collect(),
    };
    let index = Index {
        company: assessed.profile.name.clone(),
        as_of: show_date(assessed.profile.as_of),
        parts: Audience::ALL.map(part).into_iter().filter(|part| !part.papers.is_empty()).collect(),
    };
    let markdown = report::index(&index, templates)?;
    let page = report::html(&format!("Briefing pack: {}", index.company), &markdown, templates)?;
    let file = |path: &str, text: String| File { path: path.to_owned(), bytes: text.into_bytes(), of: None };
    Ok(vec![file("index.md", markdown), file("index.html", page)])
}
