//! What comes out: the page, the table, and the lines.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::{files, page};
use crate::diagnostic::{Code, Diagnostic};
use crate::portfolio::{Heat, Ranked, Ranking, Standing, Tally};
use crate::record::Form;
use crate::report::portfolio::{Titles, finding_line, matrix_head, matrix_line, portfolio, portfolio_page};
use crate::report::{self, Templates};
use crate::rulebook::Rulebook;

use super::Format;

/// Which lines are wanted, besides the page.
pub(super) struct Wanted {
    pub(super) matrix: bool,
    pub(super) findings: bool,
}

/// All that comes out. Lines wait in files without a name, so that memory does not grow
/// with them.
pub(super) struct Output {
    ranking: Ranking,
    tally: Tally,
    titles: Titles,
    matrix: Option<Spool>,
    /// How many lines of the table have how many columns for risks.
    widths: Vec<(u64, usize)>,
    findings: Option<Spool>,
    /// The rulebooks that were met, each with the place of its risks in `titles`.
    met: Vec<(Arc<Rulebook>, Vec<Option<usize>>)>,
}

impl Output {
    pub(super) fn new(wanted: Wanted, most: usize) -> Result<Self, Diagnostic> {
        let spool = |wanted: bool| wanted.then(Spool::new).transpose();
        Ok(Self {
            ranking: Ranking::of(most),
            tally: Tally::default(),
            titles: Titles::default(),
            matrix: spool(wanted.matrix)?,
            widths: Vec::new(),
            findings: spool(wanted.findings)?,
            met: Vec::new(),
        })
    }

    /// How many deals were judged.
    pub(super) fn deals(&self) -> u64 {
        self.tally.deals
    }

    /// Takes in what came of a part.
    pub(super) fn take(&mut self, standings: &[(Arc<Rulebook>, Standing)], tally: &Tally) -> Result<(), Diagnostic> {
        self.tally.add(tally);
        for (book, standing) in standings {
            let met = self.meet(book);
            let columns = self.met.get(met).map_or(&[][..], |(_, columns)| columns);
            self.ranking.take(standing.exposure, || ranked(standing, book));
            if let Some(matrix) = &mut self.matrix {
                matrix.line(&matrix_line(standing, columns))?;
                match self.widths.last_mut() {
                    Some((lines, width)) if *width == columns.len() => *lines += 1,
                    _ => self.widths.push((1, columns.len())),
                }
            }
            if let Some(findings) = &mut self.findings {
                findings.line(&finding_line(standing, book))?;
            }
        }
        Ok(())
    }

    /// The place of a rulebook among those that were met.
    fn meet(&mut self, book: &Arc<Rulebook>) -> usize {
        if let Some(at) = self.met.iter().position(|(met, _)| Arc::ptr_eq(met, book)) {
            return at;
        }
        self.titles.add(book);
        // Risks that come later get columns at the end: what was written stays right.
        let place = |id: &String| book.risks.iter().position(|risk| risk.id == *id);
        self.met.push((Arc::clone(book), self.titles.risks.iter().map(|(id, _)| place(id)).collect()));
        self.met.len() - 1
    }

    /// The page, in Markdown.
    fn page(&self, left_out: u64, templates: &Templates) -> Result<String, Diagnostic> {
        portfolio_page(&portfolio(&self.ranking, &self.tally, left_out, &self.titles), templates)
    }

    /// What is asked for, to be printed.
    pub(super) fn printed(
        &mut self,
        format: Format,
        left_out: u64,
        templates: &Templates,
    ) -> Result<Printed, Diagnostic> {
        match format {
            Format::Markdown => self.page(left_out, templates).map(Printed::Text),
            Format::Html => report::html(TITLE, &self.page(left_out, templates)?, templates).map(Printed::Text),
            Format::Csv => self.table(),
            Format::JsonLines => self.lines(),
        }
    }

    /// Everything, with the files it goes into.
    pub(super) fn filed(
        &mut self,
        folder: &Path,
        left_out: u64,
        templates: &Templates,
    ) -> Result<Vec<(PathBuf, Printed)>, Diagnostic> {
        let page = self.page(left_out, templates)?;
        let html = report::html(TITLE, &page, templates)?;
        let renewed = |name: &str, text: &str| {
            let place = folder.join(name);
            page::renewed(&place, text, Form::Report).map(|text| (place, Printed::Text(text)))
        };
        Ok(vec![
            renewed("portfolio.md", &page)?,
            renewed("portfolio.html", &html)?,
            (folder.join("matrix.csv"), self.table()?),
            (folder.join("findings.jsonl"), self.lines()?),
        ])
    }

    /// The table: its first line is known when the last deal has been seen.
    fn table(&mut self) -> Result<Printed, Diagnostic> {
        let head = matrix_head(&self.titles.risks);
        let risks = self.titles.risks.len();
        match self.matrix.take() {
            None => Ok(Printed::Text(head)),
            Some(spool) if self.widths.iter().all(|(_, width)| *width == risks) => spool.read(head),
            Some(spool) => padded(spool, &self.widths, risks)?.read(head),
        }
    }

    fn lines(&mut self) -> Result<Printed, Diagnostic> {
        self.findings.take().map_or(Ok(Printed::Text(String::new())), |spool| spool.read(String::new()))
    }
}

const TITLE: &str = "Portfolio";

fn ranked(standing: &Standing, book: &Rulebook) -> Ranked {
    let risks: BTreeMap<_, _> =
        book.risks.iter().map(|risk| risk.id.clone()).zip(standing.risks.iter().copied()).collect();
    Ranked { exposure: standing.exposure, name: standing.name.clone(), risks }
}

/// What is to be printed or written.
pub(in crate::cli) enum Printed {
    Text(String),
    /// A first line, and those that wait in a file.
    Lines {
        head: String,
        rest: File,
    },
}

impl files::Content for Printed {
    fn write_to(&self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Text(text) => out.write_all(text.as_bytes()),
            Self::Lines { head, rest } => {
                out.write_all(head.as_bytes())?;
                let mut rest = rest;
                rest.rewind()?;
                io::copy(&mut rest, out).map(drop)
            }
        }
    }
}

/// Lines that wait in a file without a name.
pub(in crate::cli) struct Spool(BufWriter<File>);

impl Spool {
    pub(in crate::cli) fn new() -> Result<Self, Diagnostic> {
        tempfile::tempfile().map(|file| Self(BufWriter::new(file))).map_err(|error| no_room(&error))
    }

    pub(in crate::cli) fn line(&mut self, line: &str) -> Result<(), Diagnostic> {
        self.0.write_all(line.as_bytes()).map_err(|error| no_room(&error))
    }

    /// All lines, after a first one.
    pub(in crate::cli) fn read(self, head: String) -> Result<Printed, Diagnostic> {
        let file = self.0.into_inner().map_err(|error| no_room(error.error()))?;
        Ok(Printed::Lines { head, rest: file })
    }
}

/// The lines of a table, each with as many cells: what came before some risk was met has
/// none for it yet.
fn padded(table: Spool, widths: &[(u64, usize)], risks: usize) -> Result<Spool, Diagnostic> {
    let mut file = table.0.into_inner().map_err(|error| no_room(error.error()))?;
    file.rewind().map_err(|error| no_room(&error))?;
    let mut lines = BufReader::new(file).lines();
    let mut whole = Spool::new()?;
    for (count, width) in widths {
        let idle = format!(",{}", Heat::Idle.as_str()).repeat(risks - width);
        for _ in 0..*count {
            // No cell holds the end of a line: names are in one line.
            let Some(line) = lines.next() else { return Ok(whole) };
            whole.line(&format!("{}{idle}\n", line.map_err(|error| no_room(&error))?))?;
        }
    }
    Ok(whole)
}

fn no_room(error: &io::Error) -> Diagnostic {
    let says = format!("the folder for temporary files cannot be used: {}", files::why_not_written(error));
    Diagnostic::error(Code::CannotWrite, says).help("make room there, or name another folder in TMPDIR")
}
