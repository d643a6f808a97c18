//! What to read: profiles, folders of them, and tables.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::cli::files;
use crate::diagnostic::{Code, Diagnostic};
use crate::report::portfolio::is_written_here;

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
            // What an earlier run has written into the folder holds no deals.
            false => inputs.extend(of(&path, false).filter(|_| !holds_results(&path))),
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

/// Refuses places with files that nobody wants to lose: they are inputs, or not what an
/// earlier run has written. All of them are told.
pub(in crate::cli) fn spare(places: &[PathBuf], inputs: &[Input]) -> Result<(), Vec<Diagnostic>> {
    let is_input = |place: &Path| {
        inputs.iter().any(|input| {
            let (Input::Profile(path) | Input::Table { path, .. }) = input;
            files::is_same(path, place)
        })
    };
    let is_text = |place: &Path| place.extension().is_none_or(|end| end != "parquet");
    let found: Vec<Diagnostic> = places
        .iter()
        .filter(|place| place.is_file())
        .filter_map(|place| match place {
            place if is_input(place) => Some(kept(place, "holds the deals to be judged")),
            place if is_text(place) && !holds_results(place) => Some(kept(place, "was not written by Proviso")),
            _ => None,
        })
        .collect();
    if found.is_empty() { Ok(()) } else { Err(found) }
}

/// Whether a file is empty or begins as what an earlier run has written.
fn holds_results(path: &Path) -> bool {
    let mut beginning = Vec::new();
    let read = File::open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut beginning));
    read.is_ok_and(|read| read == 0 || is_written_here(&String::from_utf8_lossy(&beginning)))
}

/// So many bytes tell what a file is.
const BEGINNING: u64 = 4_096;

fn kept(place: &Path, why: &str) -> Diagnostic {
    Diagnostic::error(Code::CannotWrite, format!("`{}` {why}, and is not overwritten", place.display()))
        .help("move or rename it, or name another place to write to; nothing has been changed")
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
