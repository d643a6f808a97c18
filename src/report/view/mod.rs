//! The internal view: every sentence of the gap report and the checklist, ready for the
//! templates to choose and arrange.

mod bargain;
mod common;
mod duties;
mod entry;
mod evidence;
mod figures;
mod first;
mod house;
mod leverage;
mod points;
mod questions;
mod references;
mod risks;
mod rows;
mod settled;
mod tasks;
mod verdict;

use serde::Serialize;

use crate::assess::Assessment;
use crate::profile::Profile;
use crate::rulebook::Rulebook;
use crate::value::show_date;

use super::Manifest;
use super::words::Reader;

pub use common::CommonFact;
pub use duties::Duty;
pub use entry::Entry;
pub use evidence::{Made, Note, SourceAge};
pub use figures::FigureLine;
pub use first::First;
pub use house::{HouseChange, WaivedFinding};
pub use leverage::{Conflict, Lever};
pub use points::{Objection, Outlook, Point, Wording};
pub use questions::{Question, ToConfirm};
pub use references::{Reference, Rests};
pub use risks::{Measure, RiskArea};
pub use rows::{Row, RungCell};
pub use settled::{Answer, Met, Settled};
pub use tasks::{Phase, Task, progress};
pub use verdict::Verdict;

/// What the company's own people see: everything. Each text is ready to print; a list
/// that is empty has nothing to say, and an absent value is asked for before it is used.
#[derive(Clone, Debug, Serialize)]
pub struct View {
    /// The company.
    pub company: String,
    /// The titles of the packs.
    pub packs: Vec<String>,
    /// Whom one negotiates with.
    pub vendor: String,
    /// The day everything is judged by: "21 November 2026".
    pub as_of: String,
    /// Where the deal stands.
    pub verdict: Verdict,
    /// What to decide first; at most five.
    pub first: Vec<First>,
    /// What the promise is worth: the figures that matter here.
    pub figures: Vec<FigureLine>,
    /// Facts that many positions apply by.
    pub common: Vec<CommonFact>,
    /// The head of the column with what is on the table: "Draft says", or "Standard paper
    /// says" where there is no draft.
    pub paper_says: String,
    /// The risks, worst first, with what there is to do about them.
    pub risks: Vec<RiskArea>,
    /// Questions to the vendor that belong to no risk.
    pub vendor_questions: Vec<Entry>,
    /// What is not known yet, most decisive first.
    pub questions: Vec<Question>,
    /// Terms that rest on the vendor's standard.
    pub to_confirm: Vec<ToConfirm>,
    /// Where two aims pull apart.
    pub conflicts: Vec<Conflict>,
    /// What can be used.
    pub levers: Vec<Lever>,
    /// What is owed after signature.
    pub duties: Vec<Duty>,
    /// What the house lives with for now.
    pub waived: Vec<WaivedFinding>,
    /// What is as it should be, or does not matter here.
    pub settled: Settled,
    /// Remarks in the profile.
    pub notes: Vec<Note>,
    /// What house packs change in other packs.
    pub changes: Vec<HouseChange>,
    /// What the report rests on.
    pub sources: Vec<SourceAge>,
    /// What the report was made with.
    pub made: Made,
    /// The checklist, phase by phase.
    pub phases: Vec<Phase>,
    /// How much of the checklist is left: "12 to do, 5 done". Where people have worked in
    /// it, [`progress()`] says it of their file.
    pub progress: String,
}

/// Puts an assessment into words for the company's own people.
pub fn view(rulebook: &Rulebook, profile: &Profile, assessment: &Assessment, manifest: &Manifest) -> View {
    let reader = Reader::new(rulebook, profile, assessment);
    let common = reader.common_facts();
    let (phases, progress) = reader.phases();
    View {
        company: profile.name.clone(),
        packs: rulebook.packs.iter().map(|pack| pack.title.clone()).collect(),
        vendor: reader.vendor(),
        as_of: show_date(profile.as_of),
        verdict: reader.verdict(),
        first: reader.first(),
        figures: reader.figures(),
        paper_says: reader.paper_says().to_owned(),
        risks: reader.risk_areas(&common),
        common,
        vendor_questions: reader.vendor_questions(None),
        questions: reader.questions(),
        to_confirm: reader.confirmations(),
        conflicts: reader.conflicts(),
        levers: reader.levers(),
        duties: reader.duties(),
        waived: reader.waived(),
        settled: reader.settled(),
        notes: reader.notes(),
        changes: reader.house_changes(),
        sources: reader.sources(),
        made: reader.made(manifest),
        phases,
        progress,
    }
}
