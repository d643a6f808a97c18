//! What comes out: the page, the table, and the lines.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::cli::deals::{Printed, Spool};
use crate::cli::page;
use crate::diagnostic::Diagnostic;
use crate::portfolio::{Heat, Namesakes, Ranked, Ranking, Standing, Tally};
use crate::record::Form;
use crate::report::portfolio::{
    Scope, Titles, finding_line, findings_parquet, matrix_head, matrix_line, matrix_parquet, portfolio, portfolio_page,
};
use crate::report::{self, Templates};
use crate::rulebook::Rulebook;

use super::Format;

/// Which lines are wanted, besides the page.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    pub(super) matrix: bool,
    pub(super) findings: bool,
}

/// All that comes out. Lines wait in files without a name, so that memory does not grow
/// with them.
pub(super) struct Output<'s> {
    ranking: Ranking,
    tally: Tally,
    pub(super) namesakes: Namesakes,
    titles: Titles,
    /// The day that was set for all deals.
    as_of: Option<Date>,
    matrix: Option<Spool>,
    /// How many lines of the table have how many columns for risks.
    widths: Vec<(u64, usize)>,
    findings: Option<Spool>,
    /// The rulebooks that were met, each with the place of its risks in `titles`.
    met: Vec<(&'s Rulebook, Vec<Option<usize>>)>,
}

impl<'s> Output<'s> {
    pub(super) fn new(wanted: Wanted, most: usize, as_of: Option<Date>) -> Result<Self, Diagnostic> {
        let spool = |wanted: bool| wanted.then(Spool::new).transpose();
        Ok(Self {
            ranking: Ranking::of(most),
            tally: Tally::default(),
            namesakes: Namesakes::default(),
            titles: Titles::default(),
            as_of,
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
    pub(super) fn take(&mut self, standings: &[(&'s Rulebook, Standing)], tally: &Tally) -> Result<(), Diagnostic> {
        self.tally.add(tally);
        for (book, standing) in standings {
            let met = self.meet(book);
            let columns = self.met.get(met).map_or(&[][..], |(_, columns)| columns);
            self.namesakes.take(&standing.name);
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
    fn meet(&mut self, book: &'s Rulebook) -> usize {
        if let Some(at) = self.met.iter().position(|(met, _)| std::ptr::eq(*met, book)) {
            return at;
        }
        self.titles.add(book);
        // Risks that come later get columns at the end: what was written stays right.
        let place = |id: &String| book.risks.iter().position(|risk| risk.id == *id);
        self.met.push((book, self.titles.risks.iter().map(|(id, _)| place(id)).collect()));
        self.met.len() - 1
    }

    /// The page, in Markdown.
    fn page(&self, left_out: u64, templates: &Templates) -> Result<String, Diagnostic> {
        let scope = Scope { as_of: self.as_of, left_out, namesakes: &self.namesakes };
        portfolio_page(&portfolio(&self.ranking, &self.tally, &self.titles, scope), templates)
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
            Format::Parquet => self.table()?.into_parquet(|csv, out| matrix_parquet(csv, out)),
        }
    }

    /// Everything, with the files it goes into: tables as Parquet, where that is the form.
    pub(super) fn filed(
        &mut self,
        folder: &Path,
        form: Format,
        left_out: u64,
        templates: &Templates,
    ) -> Result<Vec<(PathBuf, Printed)>, Diagnostic> {
        let page = self.page(left_out, templates)?;
        let html = report::html(TITLE, &page, templates)?;
        let renewed = |name: &str, text: &str| {
            let place = folder.join(name);
            page::renewed(&place, text, Form::Report).map(|text| (place, Printed::Text(text)))
        };
        let (matrix, findings) = (self.table()?, self.lines()?);
        let tables = match form {
            Format::Parquet => [
                ("matrix.parquet", matrix.into_parquet(|csv, out| matrix_parquet(csv, out))?),
                ("findings.parquet", findings.into_parquet(|lines, out| findings_parquet(lines, out))?),
            ],
            _ => [("matrix.csv", matrix), ("findings.jsonl", findings)],
        };
        let mut files = vec![renewed("portfolio.md", &page)?, renewed("portfolio.html", &html)?];
        files.extend(tables.map(|(name, table)| (folder.join(name), table)));
        Ok(files)
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

/// The lines of a table, each with as many cells: what came before some risk was met has
/// none for it yet.
fn padded(table: Spool, widths: &[(u64, usize)], risks: usize) -> Result<Spool, Diagnostic> {
    let mut lines = table.lines()?;
    let mut whole = Spool::new()?;
    for (count, width) in widths {
        let idle = format!(",{}", Heat::Idle.as_str()).repeat(risks - width);
        for _ in 0..*count {
            // No cell holds the end of a line: names are in one line.
            let Some(line) = lines.next() else { return Ok(whole) };
            whole.line(&format!("{}{idle}\n", line?))?;
        }
    }
    Ok(whole)
}
