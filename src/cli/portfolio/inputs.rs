//! What to read: profiles, folders of them, and tables.

use std::path::{Path, PathBuf};

use crate::cli::files;
use crate::diagnostic::{Code, Diagnostic};

/// A file to read.
pub(in crate::cli) enum Input {
    /// One profile.
    Profile(PathBuf),
    /// A row for each deal.
    Table {
        path: PathBuf,
        form: Form,
        /// Whether somebody named it, and not only its folder: then it must be one.
        named: bool,
    },
}

/// How a table is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Form {
    Csv,
    Lines,
    Parquet,
}

/// All files to read, in the order they were named; those of a folder by name.
pub(in crate::cli) fn find(paths: &[PathBuf]) -> Result<Vec<Input>, Vec<Diagnostic>> {
    let mut inputs = Vec::new();
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            match inside(path) {
                Ok(inside) if inside.is_empty() => found.push(empty(path)),
                Ok(inside) => inputs.extend(inside),
                Err(error) => found.push(error),
            }
        } else {
            match of(path, true) {
                _ if !path.exists() => {
                    found.push(files::cannot_read(&path.display().to_string(), &std::io::ErrorKind::NotFound.into()));
                }
                Some(input) => inputs.push(input),
                None => found.push(unknown(path)),
            }
        }
    }
    if found.is_empty() { Ok(inputs) } else { Err(found) }
}

/// The files in a folder and below that can be read; others are no deals.
fn inside(folder: &Path) -> Result<Vec<Input>, Diagnostic> {
    let mut inputs = Vec::new();
    for path in files::entries(folder)? {
        match path.is_dir() {
            true => inputs.extend(inside(&path)?),
            false => inputs.extend(of(&path, false)),
        }
    }
    Ok(inputs)
}

fn of(path: &Path, named: bool) -> Option<Input> {
    let end = path.extension()?.to_str()?.to_ascii_lowercase();
    match end.as_str() {
        "yaml" | "yml" => Some(Input::Profile(path.to_owned())),
        "csv" | "tsv" => Some(Input::Table { path: path.to_owned(), form: Form::Csv, named }),
        "jsonl" | "ndjson" => Some(Input::Table { path: path.to_owned(), form: Form::Lines, named }),
        "parquet" => Some(Input::Table { path: path.to_owned(), form: Form::Parquet, named }),
        _ => None,
    }
}

fn empty(folder: &Path) -> Diagnostic {
    Diagnostic::error(Code::CannotRead, format!("there is no profile and no table in `{}`", folder.display()))
        .help("profiles end in .yaml, tables in .csv, .jsonl or .parquet")
}

fn unknown(path: &Path) -> Diagnostic {
    Diagnostic::error(Code::CannotRead, format!("`{}` is neither a profile nor a table, by its name", path.display()))
        .help("profiles end in .yaml, tables in .csv, .jsonl or .parquet")
        .help("save a sheet of Excel as CSV (UTF-8)")
}
