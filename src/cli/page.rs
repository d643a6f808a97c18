//! A document that stands alone: its form, and where it goes.

use std::path::Path;

use clap::ValueEnum;

use crate::diagnostic::Diagnostic;
use crate::intake;
use crate::record::{self, Form};
use crate::report::{self, Templates};

use super::check::file_name;
use super::files;
use super::terminal::Terminal;

/// The form of a document, of which there are data too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Markdown,
    Html,
    Json,
}

/// A text of Markdown as it is asked for. Data are not made from it.
pub(super) fn dressed(
    format: Format,
    title: &str,
    markdown: String,
    templates: &Templates,
) -> Result<String, Diagnostic> {
    match format {
        Format::Html => report::html(title, &markdown, templates),
        Format::Markdown | Format::Json => Ok(markdown),
    }
}

/// Prints a document, or writes it into a file; what stands there and is not Proviso's
/// stays.
pub(super) fn show(text: &str, form: Form, out: Option<&Path>, terminal: &mut Terminal) -> Result<(), Vec<Diagnostic>> {
    let Some(place) = out else { return terminal.result(text) };
    write(place, text, form).map_err(|found| vec![found])?;
    terminal.say(&format!("wrote {}\n", place.display()));
    Ok(())
}

/// A document as it may stand in its place; an error where what stands there is not
/// Proviso's, or people have edited it.
pub(super) fn renewed(place: &Path, text: &str, form: Form) -> Result<String, Diagnostic> {
    let old = if place.exists() { Some(files::read(place, intake::MOST_BYTES)?) } else { None };
    record::renewed(form, text, old.as_deref()).map_err(|refusal| {
        refusal.about_with(&place.display().to_string(), "move or rename it, or name another place with `--out`")
    })
}

fn write(place: &Path, text: &str, form: Form) -> Result<(), Diagnostic> {
    let text = renewed(place, text, form)?;
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    files::write_all(folder, &[(&file_name(place), text)])
}
