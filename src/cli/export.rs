//! `proviso export sql`: rules as SQL, for a warehouse.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::export::{self, Dialect};
use crate::logic::variables::Circumstances;
use crate::record::Form;
use crate::rulebook::Rulebook;
use crate::value::Rates;

use super::terminal::Terminal;
use super::{Exit, deal, files, packs, page};

/// Write rules in a form in which other programs run them
#[derive(Args)]
pub(super) struct Export {
    #[command(subcommand)]
    form: FormOfRules,
}

#[derive(Subcommand)]
enum FormOfRules {
    Sql(Sql),
}

/// Write rules as SQL, with which a warehouse judges its own deals
#[derive(Args)]
#[command(after_help = "\
Examples:
  proviso export sql --dialect duckdb --as-of 2026-11-21 --out sql
  proviso export sql --dialect spark --as-of 2026-11-21 --rules azure-openai --out sql
  proviso export sql --dialect postgres --as-of 2026-11-21 --rules rules/house --schema deals

The files are run in their order: 1-staging.sql makes the table to fill, 2-tables.sql what is
made of it, 3-views.sql the views, 4-load.sql fills the cells from which they judge. The table
proviso_names says what each column means. Dates are compared for a stretch of days around
--as-of, which the files name: rows of other days are told, not judged.

Rules that have no exact form as SQL are named, here and in the files, and left out.")]
struct Sql {
    /// The warehouse that is to run it
    #[arg(long, value_enum)]
    dialect: Warehouse,

    /// Rules to export: a rule file, a folder of them, or a bundled pack; all bundled packs that change no other, unless told
    #[arg(long, value_name = "PACK", num_args = 1..)]
    rules: Vec<String>,

    /// The day around which deals are judged
    #[arg(long, value_name = "DATE", value_parser = deal::date)]
    as_of: Date,

    /// What stands before the names of all tables and views: a schema, a data set
    #[arg(long, value_name = "NAME", value_parser = schema)]
    schema: Option<String>,

    /// Write the files into this folder instead of printing them
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Warehouse {
    Duckdb,
    Postgres,
    Spark,
    Trino,
    Bigquery,
}

impl From<Warehouse> for Dialect {
    fn from(warehouse: Warehouse) -> Self {
        match warehouse {
            Warehouse::Duckdb => Self::DuckDb,
            Warehouse::Postgres => Self::Postgres,
            Warehouse::Spark => Self::Spark,
            Warehouse::Trino => Self::Trino,
            Warehouse::Bigquery => Self::BigQuery,
        }
    }
}

/// By these words Proviso knows its files again.
const OURS: Form = Form::Data("-- Written by Proviso for ");

impl Export {
    pub(super) fn run(self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        match self.form {
            FormOfRules::Sql(sql) => sql.run(terminal),
        }
    }
}

impl Sql {
    fn run(self, terminal: &mut Terminal) -> Result<Exit, Vec<Diagnostic>> {
        let rulebook = self.rulebook(terminal)?;
        let circumstances = Circumstances { as_of: self.as_of, rates: Rates::default() };
        let export = export::sql(&rulebook, &circumstances, self.dialect.into(), self.schema.as_deref())?;
        match &self.out {
            None => {
                let texts: Vec<&str> = export.files.iter().map(|(_, text)| text.as_str()).collect();
                terminal.result(&texts.join("\n"))?;
            }
            Some(folder) => {
                let written = renewed(folder, &export.files)?;
                files::write_made(&[folder], &written).map_err(|found| vec![found])?;
                for (place, _) in &written {
                    terminal.say(&format!("wrote {}\n", place.display()));
                }
            }
        }
        let (first, last) = export.holds_for;
        let rules = if export.rules == 1 { "rule" } else { "rules" };
        terminal.say(&format!("{} {rules}, for days of assessment from {first} to {last}\n", export.rules));
        for left_out in &export.left_out {
            let id = rulebook.advice.get(left_out.advice.0).map_or("", |advice| advice.id.as_str());
            terminal.say(&format!("not exported: {id}, because {}\n", left_out.why(&rulebook)));
        }
        Ok(Exit::Done)
    }

    fn rulebook(&self, terminal: &mut Terminal) -> Result<Rulebook, Vec<Diagnostic>> {
        let packs = match self.rules.as_slice() {
            [] => packs::bundled_ids()
                .into_iter()
                .filter_map(packs::bundled)
                .filter(|pack| !packs::changes_another(pack))
                .collect(),
            rules => packs::named(rules)?,
        };
        let loaded = packs::load(&packs::with_extended(packs, &[]));
        let Some(rulebook) = loaded.rulebook else { return Err(loaded.found) };
        terminal.complain(&loaded.found);
        Ok(rulebook)
    }
}

/// The files as they may stand in a folder; all that may not are told.
fn renewed(folder: &Path, texts: &[(&'static str, String)]) -> Result<Vec<(PathBuf, String)>, Vec<Diagnostic>> {
    let mut found = Vec::new();
    let mut written = Vec::new();
    for (name, text) in texts {
        let place = folder.join(name);
        match page::renewed(&place, text, OURS) {
            Ok(text) => written.push((place, text)),
            Err(refused) => found.push(refused),
        }
    }
    if found.is_empty() { Ok(written) } else { Err(found) }
}

/// A name that no warehouse has to quote.
fn schema(text: &str) -> Result<String, String> {
    let is_plain = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
            && part.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
    };
    match text.split('.').all(is_plain) {
        true => Ok(text.to_owned()),
        false => Err("write it in small letters, digits and `_`, as `deals` or `catalog.deals`".to_owned()),
    }
}
