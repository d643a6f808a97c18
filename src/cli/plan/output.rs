//! What comes out: the page, the data, and a line for each deal that moves.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::cli::deals::{Printed, Spool};
use crate::cli::page;
use crate::diagnostic::Diagnostic;
use crate::plan::{Change, Effect, Sum};
use crate::record::Form;
use crate::report::rule_change::{SCHEMA, Scope, json, moved_line, rule_change, rule_change_page};
use crate::report::{self, Templates};

use super::Format;

/// All that comes out. Lines wait in a file without a name, so that memory does not grow
/// with them.
pub(super) struct Output {
    pub(super) sum: Sum,
    /// The day that was set for all deals.
    as_of: Option<Date>,
    lines: Option<Spool>,
}

impl Output {
    /// With so many deals on the page; `lines` is whether all that move are wanted.
    pub(super) fn new(most: usize, lines: bool, as_of: Option<Date>) -> Result<Self, Diagnostic> {
        Ok(Self { sum: Sum::of(most), as_of, lines: lines.then(Spool::new).transpose()? })
    }

    /// Takes in a deal.
    pub(super) fn take(&mut self, change: Option<&Arc<Change>>, effect: Effect) -> Result<(), Diagnostic> {
        if let (Some(lines), Some(change), Effect::Moved(deal)) = (&mut self.lines, change, &effect) {
            lines.line(&moved_line(change, deal))?;
        }
        self.sum.take(change, effect);
        Ok(())
    }

    /// The deals that were seen, whatever came of them.
    pub(super) fn deals(&self) -> u64 {
        self.sum.deals + self.sum.only_before.0 + self.sum.only_after.0
    }

    /// The page as Markdown, with its title.
    fn page(&self, left_out: u64, templates: &Templates) -> Result<(String, String), Diagnostic> {
        let view = rule_change(&self.sum, self.scope(left_out));
        Ok((format!("Rule change: {}", view.title), rule_change_page(&view, templates)?))
    }

    /// What is asked for, to be printed.
    pub(super) fn printed(
        &mut self,
        format: Format,
        left_out: u64,
        templates: &Templates,
    ) -> Result<Printed, Diagnostic> {
        match format {
            Format::Markdown => self.page(left_out, templates).map(|(_, page)| Printed::Text(page)),
            Format::Html => {
                let (title, page) = self.page(left_out, templates)?;
                report::html(&title, &page, templates).map(Printed::Text)
            }
            Format::Json => Ok(Printed::Text(json(&self.sum, self.scope(left_out)))),
            Format::JsonLines => self.moves(),
        }
    }

    /// Everything, with the files it goes into.
    pub(super) fn filed(
        &mut self,
        folder: &Path,
        left_out: u64,
        templates: &Templates,
    ) -> Result<Vec<(PathBuf, Printed)>, Diagnostic> {
        let (title, page) = self.page(left_out, templates)?;
        let html = report::html(&title, &page, templates)?;
        let data = json(&self.sum, self.scope(left_out));
        let renewed = |name: &str, text: &str, form: Form| {
            let place = folder.join(name);
            page::renewed(&place, text, form).map(|text| (place, Printed::Text(text)))
        };
        Ok(vec![
            renewed("plan.md", &page, Form::Report)?,
            renewed("plan.html", &html, Form::Report)?,
            renewed("plan.json", &data, Form::Data(SCHEMA))?,
            (folder.join("moves.jsonl"), self.moves()?),
        ])
    }

    fn moves(&mut self) -> Result<Printed, Diagnostic> {
        self.lines.take().map_or(Ok(Printed::Text(String::new())), |spool| spool.read(String::new()))
    }

    fn scope(&self, left_out: u64) -> Scope<'static> {
        Scope { left_out, as_of: self.as_of, proviso: env!("CARGO_PKG_VERSION") }
    }
}
