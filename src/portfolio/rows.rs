//! Rows of tables, one at a time → profiles.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Level};
use crate::intake::{Data, Node, Rows, Sheet, csv, lines, yaml};
use crate::profile::{self, Header, Profile, packs_of, unfolded};
use crate::rulebook::Rulebook;
use crate::source::{Place, Source, Span, Spanned};

/// A deal before there are rules to read it by.
#[derive(Clone, Debug)]
pub struct Row {
    source: Source,
    node: Node,
    /// Whether names may stand beside the keys of a profile.
    flat: bool,
}

/// A row that is left out.
#[derive(Clone, Debug)]
pub struct Reject {
    /// The whole of it.
    pub place: Place,
    /// What is wrong with it.
    pub found: Vec<Diagnostic>,
}

/// A deal that has been read.
pub(super) struct Read {
    pub(super) header: Header,
    pub(super) profile: Profile,
    /// What can be read, and may be meant otherwise.
    pub(super) odd: Vec<Diagnostic>,
}

impl Row {
    /// A profile in a file of its own.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn whole(source: &Source) -> Result<Self, Reject> {
        read(source, false)
    }

    /// A line of JSON. Keys that begin with `#` are the reader's own.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn line(part: &Source, span: Span) -> Result<Self, Reject> {
        let before = part.position(span.start).line - 1;
        read(&Source::excerpt(part.name(), part.slice(span), 0, before), true)
    }

    /// A block of keys, names among them.
    pub(super) fn block(source: &Source, node: Node) -> Self {
        Self { source: source.clone(), node: without_own(node), flat: true }
    }

    /// The packs that it names.
    pub fn packs(&self) -> Vec<Spanned<String>> {
        packs_of(&self.source, &self.node)
    }

    /// The row itself, where it is one of a table or a line, and no profile in a file of its own.
    pub fn in_table(&self) -> Option<Place> {
        self.flat.then(|| Place::new(&self.source, self.node.span))
    }

    /// What messages are about.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The deal as a profile. `terms` are the names of the rulebook's terms. `as_of`, where
    /// given, wins over what the row says.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn profile(&self, rulebook: &Rulebook, terms: &BTreeSet<&str>, as_of: Option<Date>) -> Result<Profile, Reject> {
        self.read(rulebook, terms, as_of).map(|read| read.profile)
    }

    /// The same, with what stands before its facts and what is odd about it.
    pub(super) fn read(
        &self,
        rulebook: &Rulebook,
        terms: &BTreeSet<&str>,
        as_of: Option<Date>,
    ) -> Result<Read, Reject> {
        let unfolded = self.flat.then(|| unfolded(&self.node, terms));
        let node = unfolded.as_ref().unwrap_or(&self.node);
        let mut found = Vec::new();
        let header = profile::header(&self.source, node, &mut found);
        let profile = profile::read(&self.source, node, &header, rulebook, as_of, &mut found);
        let (errors, odd): (Vec<_>, Vec<_>) = found.into_iter().partition(|found| found.level == Level::Error);
        match profile.filter(|_| errors.is_empty()) {
            Some(profile) => Ok(Read { header, profile, odd }),
            None => Err(self.rejected(errors)),
        }
    }

    /// It is left out, for a reason.
    pub fn rejected(&self, found: Vec<Diagnostic>) -> Reject {
        Reject { place: Place::new(&self.source, self.node.span), found }
    }
}

/// The rows of a part of a table, each by itself; those that cannot be read are among the
/// rejects. Columns and keys that begin with `#` are the reader's own.
///
/// ```
/// use proviso::{intake::Rows, portfolio::rows, source::Source};
/// let part = Source::new("deals.csv", "profile,company.size,#contract\nNorthwind,12,C-7\n");
/// let mut rejects = Vec::new();
/// assert_eq!(rows(&part, Rows::Csv, &mut rejects).len(), 1);
/// ```
pub fn rows(part: &Source, form: Rows, rejects: &mut Vec<Reject>) -> Vec<Row> {
    let (sheet, others) = sheet(part, form, rejects);
    let spans = sheet.rows.iter().map(|row| row.span).chain(others);
    match form {
        Rows::Csv => sheet.rows.iter().map(|row| Row::block(part, sheet.node(&row.cells, row.span))).collect(),
        Rows::Lines => {
            let mut spans: Vec<Span> = spans.collect();
            spans.sort_by_key(|span| span.start);
            spans
                .into_iter()
                .filter_map(|span| Row::line(part, span).map_err(|reject| rejects.push(reject)).ok())
                .collect()
        }
    }
}

/// A part of a table as a sheet, and the lines that do not fit into one.
pub(super) fn sheet(part: &Source, form: Rows, rejects: &mut Vec<Reject>) -> (Sheet, Vec<Span>) {
    match form {
        Rows::Lines => lines(part),
        Rows::Csv => {
            let mut found = Vec::new();
            let sheet = csv(part, &mut found, &mut |_| {});
            rejects.extend(found.into_iter().map(|found| {
                let place = found.labels.first().map(|label| label.place.clone());
                Reject { place: place.unwrap_or_else(|| Place::new(part, Span::default())), found: vec![found] }
            }));
            (sheet, Vec::new())
        }
    }
}

/// Whether a CSV table is one of deals, by the names of its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// It says which deal each row is of.
    Deals,
    /// It does not, though other columns are those of a profile.
    NoNames,
    /// Nothing speaks for it.
    Other,
}

/// What the first part of a CSV table is, by the names of its columns.
pub fn heading(part: &Source) -> Heading {
    // The names stand in the first line that is not empty, after one that tells the sign.
    let head: String =
        part.text().lines().filter(|line| !line.trim().is_empty()).take(2).map(|line| format!("{line}\n")).collect();
    let sheet = csv(&Source::new("", head), &mut Vec::new(), &mut |_| {});
    let mut columns = sheet.columns.iter().map(|column| column.node.as_str());
    let meant = |column: &str| ["profile", "as-of", "packs"].iter().any(|key| key.eq_ignore_ascii_case(column));
    match (columns.clone().any(|column| column == "profile"), columns.any(meant)) {
        (true, _) => Heading::Deals,
        (false, true) => Heading::NoNames,
        (false, false) => Heading::Other,
    }
}

fn read(source: &Source, flat: bool) -> Result<Row, Reject> {
    match yaml(source) {
        Ok(node) if flat => Ok(Row::block(source, node.without_quotes())),
        Ok(node) => Ok(Row { source: source.clone(), node, flat }),
        Err(found) => Err(Reject { place: Place::new(source, Span::new(0, source.text().len())), found }),
    }
}

/// Without the reader's own keys, in blocks too.
fn without_own(mut node: Node) -> Node {
    if let Data::Map(entries) = &mut node.data {
        entries.retain(|entry| !entry.key.node.starts_with('#'));
        for entry in entries {
            let value = std::mem::replace(&mut entry.value, Node { data: Data::Null, span: node.span });
            entry.value = without_own(value);
        }
    }
    node
}
