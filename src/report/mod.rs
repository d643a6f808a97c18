//! Assessment → one view for its audience → documents.
//!
//! [`view()`] turns an assessment into ready words; the templates choose and arrange
//! them, Markdown is the master, [`html()`] comes from it. [`json()`] is a frozen copy for
//! machines.

mod calendar;
pub mod claims;
mod commonmark;
pub mod comparison;
pub mod excel;
pub mod explain;
pub mod handbook;
mod html;
pub mod issues;
pub mod json;
pub mod ledger;
mod markdown;
pub mod messages;
pub mod overview;
mod papers;
pub mod portfolio;
pub mod rule_change;
pub mod sheets;
mod talks;
mod template_mistakes;
mod templates;
pub mod view;
mod word;
pub(crate) mod words;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::assess::Assessment;
use crate::assess::finding::Reason;
use crate::diagnostic::Diagnostic;
use crate::intake::COPY;
use crate::profile::Profile;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::AdviceId;

pub use html::html;
pub use json::json;
pub use markdown::{Markdown, escape};
pub use papers::{Audience, Index, IndexFile, IndexPaper, IndexPart, Paper, PaperKind, index, papers};
pub use talks::Talks;
pub use templates::Templates;
pub use view::{Deadline, Plan, View, deadlines, deadlines_calendar, plan, progress, view};
pub use word::{Page, word};

/// What a document was made with, beside the packs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The version of Proviso.
    pub proviso: String,
    /// SHA-256 of the profile, in hexadecimal.
    pub profile_hash: String,
}

/// What a negotiator reads and works through, in Markdown, each with one line end at its
/// end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Documents {
    /// Where the draft stands, by risk, and what to do about it.
    pub gap_report: String,
    /// What is to be done, by phase; every item is one line that ends with its id in a
    /// comment: `<!-- azure-openai/change-notice -->`.
    pub checklist: String,
}

/// Both documents of one view.
///
/// # Errors
/// Replaced templates ask for something that is not there; one mistake for each template.
pub fn documents(view: &View, templates: &Templates) -> Result<Documents, Vec<Diagnostic>> {
    let given = templates::given(view);
    let render = |name| templates.render(name, &given).map(|text| markdown::tidy(&text));
    match (render(templates::GAP_REPORT), render(templates::CHECKLIST)) {
        (Ok(gap_report), Ok(checklist)) => Ok(Documents { gap_report, checklist }),
        (gap_report, checklist) => Err([gap_report.err(), checklist.err()].into_iter().flatten().collect()),
    }
}

/// The negotiation plan: what the gap report has in a line, with its reasons, clauses,
/// replies and sources.
///
/// # Errors
/// A replaced template asks for something that is not there.
pub fn negotiation_plan(plan: &Plan, templates: &Templates) -> Result<String, Diagnostic> {
    rendered(templates, templates::NEGOTIATION_PLAN, plan)
}

/// The checklist of a view alone.
///
/// # Errors
/// A replaced template asks for something that is not there.
pub fn checklist(view: &View, templates: &Templates) -> Result<String, Diagnostic> {
    rendered(templates, templates::CHECKLIST, view)
}

/// By which a file is known when it comes back: the hash of what it says.
fn copy_mark<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update(text);
        hasher.update([0]);
    }
    let hash: String = hasher.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("{COPY}{hash}")
}

fn rendered<T: Serialize>(templates: &Templates, name: &str, view: &T) -> Result<String, Diagnostic> {
    templates.render(name, &templates::given(view)).map(|text| markdown::tidy(&text))
}

/// Why a rule came out as it did: one sentence for each reason, with the line of the rule
/// and the line of the profile.
pub fn because(
    rulebook: &Rulebook,
    profile: &Profile,
    assessment: &Assessment,
    of: Option<AdviceId>,
    reasons: &[Reason],
) -> Vec<String> {
    let reader = words::Reader::new(rulebook, profile, assessment);
    let redline = of.and_then(|id| reader.advice(id)).and_then(|rule| reader.redline(rule));
    let one = |reason: &Reason| {
        let at = |place: &crate::source::Place| format!("{}:{}", place.source.name(), place.position().line);
        let rule = at(&reason.comparison.place);
        let given = reader.known(reason.comparison.left).and_then(|known| known.place.as_ref()).map(at);
        let given = given.map(|given| format!(", given at {given}")).unwrap_or_default();
        format!("{} ({rule}{given})", reader.reason(reason, redline))
    };
    reasons.iter().map(one).collect()
}
