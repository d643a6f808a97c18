//! Assessment → one view for its audience → documents.
//!
//! [`view()`] turns an assessment into ready words; the templates choose and arrange
//! them, Markdown is the master, [`html()`] comes from it. [`json()`] is a frozen copy for
//! machines.

mod html;
pub mod json;
mod markdown;
mod template_mistakes;
mod templates;
pub mod view;
mod words;

use crate::diagnostic::Diagnostic;

pub use html::html;
pub use json::json;
pub use markdown::{Markdown, escape};
pub use templates::Templates;
pub use view::{View, view};

/// What a document was made with, beside the packs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The version of Proviso.
    pub proviso: String,
    /// SHA-256 of the profile, in hexadecimal.
    pub profile_hash: String,
}

/// The gap report: where the draft stands, by risk, and what to do about it. Markdown,
/// with one line end at its end.
///
/// # Errors
/// A replaced template asks for something that is not there.
pub fn gap_report(view: &View, templates: &Templates) -> Result<String, Diagnostic> {
    templates.render(templates::GAP_REPORT, view).map(|text| markdown::tidy(&text))
}

/// The checklist: what is to be done, by phase. Markdown; every item is one line that
/// ends with its id in a comment: `<!-- azure-openai/change-notice -->`.
///
/// # Errors
/// A replaced template asks for something that is not there.
pub fn checklist(view: &View, templates: &Templates) -> Result<String, Diagnostic> {
    templates.render(templates::CHECKLIST, view).map(|text| markdown::tidy(&text))
}
