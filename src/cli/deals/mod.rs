//! Many deals: what the commands that read them have in common.

mod inputs;
mod parts;
mod rejects;
mod spool;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use crate::diagnostic::Diagnostic;

use super::terminal::Terminal;
use super::{deal, files};

pub(super) use inputs::Input;
pub(super) use parts::{Part, Parts, in_parts, judge_all, rows_of, unread};
pub(super) use rejects::Rejects;
pub(super) use spool::{Printed, Spool};

/// What is asked of many deals.
#[derive(Args)]
pub(super) struct Asked {
    /// Profiles (YAML), folders of them, and tables (CSV, JSON Lines, Parquet)
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<PathBuf>,

    /// Write everything into this folder instead of printing it
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,

    /// The day everything is judged by, before that of the deals
    #[arg(long, value_name = "DATE", value_parser = deal::date)]
    pub(super) as_of: Option<Date>,

    /// How many threads work at once; as many as the machine has, unless told
    #[arg(long, value_name = "NUMBER", value_parser = threads)]
    jobs: Option<NonZeroUsize>,

    /// Keep the rows that were left out in this file, each with what is wrong with it
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,

    /// A folder with document templates that replace the built-in ones of the same name
    #[arg(long, value_name = "DIR")]
    pub(super) templates: Option<PathBuf>,
}

impl Asked {
    /// What is to be read. `data` are the files that are written into the folder without
    /// looking at what people have edited in them: what stands there must not be theirs.
    pub(super) fn inputs(&self, data: &[&str]) -> Result<Vec<Input>, Vec<Diagnostic>> {
        let inputs = inputs::find(&self.inputs)?;
        let data = self.out.iter().flat_map(|folder| data.iter().map(|name| folder.join(name)));
        let places: Vec<PathBuf> = self.rejects.iter().cloned().chain(data).collect();
        inputs::spare(&places, &inputs)?;
        Ok(inputs)
    }

    /// How many threads work at once.
    pub(super) fn jobs(&self) -> usize {
        self.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, Into::into)
    }

    /// A place for the rows that are left out.
    pub(super) fn rejects(&self) -> Rejects {
        Rejects::new(self.rejects.clone())
    }
}

fn threads(text: &str) -> Result<NonZeroUsize, &'static str> {
    text.parse().map_err(|_| "it must be a whole number, 1 or more")
}

/// Writes everything into a folder, and says so.
pub(super) fn write(
    folder: &Path,
    written: &[(PathBuf, Printed)],
    terminal: &mut Terminal,
) -> Result<(), Vec<Diagnostic>> {
    files::write_made(&[folder], written).map_err(|found| vec![found])?;
    for (place, _) in written {
        terminal.say(&format!("wrote {}\n", place.display()));
    }
    Ok(())
}
