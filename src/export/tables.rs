//! The tables: what a warehouse fills, and the cells that are made of it.

use super::column::{Column, Form, Line};
use super::dialect::Dialect;
use super::load::Bits;
use super::loader::Loader;
use super::plan::Plan;

/// The most columns of a table of cells: eight bytes each must fit a page of PostgreSQL.
const MOST_CELLS: usize = 800;
/// The most columns of a table that is filled: PostgreSQL takes 1,600.
const MOST_STAGED: usize = 1_200;

/// The tables of an export, which are split where a table can have no more columns.
pub(super) struct Tables<'p, 'r> {
    plan: &'p Plan<'r>,
    dialect: Dialect,
    /// What stands before the names of tables and views.
    prefix: String,
    /// The names whose columns each staging table has.
    staging: Vec<Vec<usize>>,
    /// The columns of bits of each table of cells.
    cells: Vec<Vec<String>>,
}

impl<'p, 'r> Tables<'p, 'r> {
    pub(super) fn new(plan: &'p Plan<'r>, dialect: Dialect, schema: Option<&str>, bits: &[Bits]) -> Self {
        let mut staging: Vec<Vec<usize>> = vec![Vec::new()];
        let mut width = 0;
        for (at, column) in plan.columns.iter().enumerate() {
            let own = column.staged().len();
            if width + own > MOST_STAGED {
                staging.push(Vec::new());
                width = 0;
            }
            width += own;
            if let Some(last) = staging.last_mut() {
                last.push(at);
            }
        }
        let names: Vec<String> = bits.iter().map(|bits| bits.column.clone()).collect();
        let mut cells: Vec<Vec<String>> = names.chunks(MOST_CELLS).map(<[String]>::to_vec).collect();
        if cells.is_empty() {
            cells.push(Vec::new());
        }
        let prefix = schema.map_or_else(String::new, |schema| format!("{schema}."));
        Self { plan, dialect, prefix, staging, cells }
    }

    /// A table or view by its name.
    pub(super) fn named(&self, name: &str) -> String {
        format!("{}proviso_{name}", self.prefix)
    }

    fn part(&self, name: &str, at: usize) -> String {
        self.named(&if at == 0 { name.to_owned() } else { format!("{name}_{}", at + 1) })
    }

    /// The tables that a warehouse fills.
    pub(super) fn staging(&self) -> String {
        let (text, date) = (self.dialect.text(), "DATE");
        let mut all = String::new();
        for (at, names) in self.staging.iter().enumerate() {
            let mut lines = vec![format!("  deal {text}")];
            if at == 0 {
                lines.extend([format!("  as_of {date}"), format!("  draft {text}"), format!("  done {text}")]);
            }
            for column in names.iter().filter_map(|at| self.plan.columns.get(*at)) {
                let staged = column.staged();
                lines.extend(staged.into_iter().map(|(name, what)| format!("  {name} {}", what.sql(self.dialect))));
            }
            let table = self.part("staging", at);
            all.push_str(&format!("CREATE TABLE {table} (\n{}\n){};\n\n", lines.join(",\n"), self.dialect.storage()));
        }
        all
    }

    /// All staging tables, joined.
    pub(super) fn staging_joined(&self) -> String {
        let joins = (1..self.staging.len()).map(|at| {
            format!("\n  LEFT JOIN {} AS s{} ON s{}.deal = s1.deal", self.part("staging", at), at + 1, at + 1)
        });
        format!("{} AS s1{}", self.part("staging", 0), joins.collect::<String>())
    }

    /// The columns of all staging tables but the first.
    pub(super) fn staged_beside(&self) -> Vec<String> {
        let beside = self.staging.iter().skip(1).flatten().filter_map(|at| self.plan.columns.get(*at));
        beside.flat_map(|column| column.staged().into_iter().map(|(name, _)| name)).collect()
    }

    /// The tables of cells.
    pub(super) fn cells(&self) -> String {
        let (text, whole, flag) = (self.dialect.text(), self.dialect.whole(), self.dialect.flag());
        let mut all = String::new();
        for (at, columns) in self.cells.iter().enumerate() {
            let mut lines = vec![format!("  deal {text}")];
            if at == 0 {
                lines.extend(["  as_of DATE".to_owned(), format!("  judged {flag}")]);
            }
            lines.extend(columns.iter().map(|column| format!("  {column} {whole}")));
            let table = self.part("cells", at);
            all.push_str(&self.dialect.drop_table(&table));
            all.push_str(&format!("CREATE TABLE {table} (\n{}\n){};\n\n", lines.join(",\n"), self.dialect.storage()));
        }
        all
    }

    /// The tables of cells that hold these columns, joined; each after the first by the name
    /// of the deal.
    pub(super) fn cells_joined(&self, columns: &[String]) -> String {
        let mut joined = format!("{} AS c1", self.part("cells", 0));
        for (at, own) in self.cells.iter().enumerate().skip(1) {
            if columns.iter().any(|column| own.contains(column)) {
                joined.push_str(&format!(
                    " JOIN {} AS c{} ON c{}.deal = c1.deal",
                    self.part("cells", at),
                    at + 1,
                    at + 1
                ));
            }
        }
        joined
    }

    /// The statements that fill the tables of cells.
    pub(super) fn load(&self, loader: &Loader<'_, '_>, bits: &[Bits]) -> String {
        let staged = self.named("staged");
        let mut all = String::new();
        for (at, columns) in self.cells.iter().enumerate() {
            let mut into = vec!["deal".to_owned()];
            let mut from = vec!["deal".to_owned()];
            if at == 0 {
                into.extend(["as_of".to_owned(), "judged".to_owned()]);
                from.extend(["as_of".to_owned(), format!("{} AS judged", loader.judged())]);
            }
            for bits in bits.iter().filter(|bits| columns.contains(&bits.column)) {
                into.push(bits.column.clone());
                from.push(format!("{} AS {}", bits.from, bits.column));
            }
            let query = format!("SELECT\n  {}\nFROM {staged}", from.join(",\n  "));
            all.push_str(&self.dialect.refill(&self.part("cells", at), &into.join(", "), &query));
            all.push('\n');
        }
        all
    }
}

/// What a staged column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Staged {
    Text,
    Of(Line),
}

impl Staged {
    fn sql(self, dialect: Dialect) -> &'static str {
        match self {
            Self::Text => dialect.text(),
            Self::Of(Line::Decimal) => dialect.decimal(),
            Self::Of(Line::Milliseconds) => dialect.whole(),
            Self::Of(Line::Days) => "DATE",
        }
    }
}

impl Column<'_> {
    /// The columns that a deal fills.
    pub(super) fn staged(&self) -> Vec<(String, Staged)> {
        let of = match self.form {
            Form::Line(line) => Staged::Of(line),
            Form::Words(_) | Form::Text | Form::Set(_) => Staged::Text,
        };
        let mut columns: Vec<(String, Staged)> = self.values().into_iter().map(|name| (name, of)).collect();
        if self.has_state() {
            columns.push((self.state(), Staged::Text));
        }
        if self.documented {
            columns.push((self.written_in(), Staged::Text));
        }
        columns
    }
}
