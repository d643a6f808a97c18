//! Rows of tables → profiles.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Level};
use crate::intake::{Data, Node, Rows, csv, yaml};
use crate::profile::{self, Profile, packs_of, unfolded};
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

impl Row {
    /// A profile in a file of its own.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn whole(source: &Source) -> Result<Self, Reject> {
        read(source, false)
    }

    /// The packs that it names.
    pub fn packs(&self) -> Vec<Spanned<String>> {
        packs_of(&self.source, &self.node)
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
        let unfolded = self.flat.then(|| unfolded(&self.node, terms));
        let node = unfolded.as_ref().unwrap_or(&self.node);
        let mut found = Vec::new();
        let header = profile::header(&self.source, node, &mut found);
        let profile = profile::read(&self.source, node, &header, rulebook, as_of, &mut found);
        found.retain(|found| found.level == Level::Error);
        profile.filter(|_| found.is_empty()).ok_or_else(|| self.rejected(found))
    }

    /// It is left out, for a reason.
    pub fn rejected(&self, found: Vec<Diagnostic>) -> Reject {
        Reject { place: Place::new(&self.source, self.node.span), found }
    }
}

/// The rows of a part of a table; those that cannot be read are among the rejects. Columns
/// and keys that begin with `#` are the reader's own.
///
/// ```
/// use proviso::{intake::Rows, portfolio::rows, source::Source};
/// let part = Source::new("deals.csv", "profile,company.size,#contract\nNorthwind,12,C-7\n");
/// let mut rejects = Vec::new();
/// assert_eq!(rows(&part, Rows::Csv, &mut rejects).len(), 1);
/// ```
pub fn rows(part: &Source, form: Rows, rejects: &mut Vec<Reject>) -> Vec<Row> {
    match form {
        Rows::Csv => {
            let mut found = Vec::new();
            let sheet = csv(part, &mut found, &mut |_| {});
            let reject = |found: Diagnostic| {
                let place = found.labels.first().map(|label| label.place.clone());
                Reject { place: place.unwrap_or_else(|| Place::new(part, Span::default())), found: vec![found] }
            };
            rejects.extend(found.into_iter().map(reject));
            let row = |row| Row { source: part.clone(), node: without_own(sheet.node(row)), flat: true };
            sheet.rows.iter().map(row).collect()
        }
        Rows::Lines => {
            let mut rows = Vec::new();
            let mut at = 0;
            for line in part.text().split_inclusive('\n') {
                let number = part.position(at).line;
                at += u32::try_from(line.len()).unwrap_or_default();
                if !line.trim().is_empty() {
                    let source = Source::excerpt(part.name(), line.trim_end(), 0, number - 1);
                    match read(&source, true) {
                        Ok(row) => rows.push(row),
                        Err(reject) => rejects.push(reject),
                    }
                }
            }
            rows
        }
    }
}

/// Whether a part of a CSV table says which deal each row is of.
pub fn names_deals(part: &Source) -> bool {
    // The names stand in the first line that is not empty, after one that tells the sign.
    let head: String =
        part.text().lines().filter(|line| !line.trim().is_empty()).take(2).map(|line| format!("{line}\n")).collect();
    let sheet = csv(&Source::new("", head), &mut Vec::new(), &mut |_| {});
    sheet.columns.iter().any(|column| column.node == "profile")
}

fn read(source: &Source, flat: bool) -> Result<Row, Reject> {
    match yaml(source) {
        Ok(node) => Ok(Row { source: source.clone(), node: if flat { without_own(node) } else { node }, flat }),
        Err(found) => Err(Reject { place: Place::new(source, Span::new(0, source.text().len())), found }),
    }
}

fn without_own(mut node: Node) -> Node {
    if let Data::Map(entries) = &mut node.data {
        entries.retain(|entry| !entry.key.node.starts_with('#'));
    }
    node
}
