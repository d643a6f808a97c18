//! The internal view: every sentence of the gap report, the checklist and the negotiation
//! plan, ready for the templates to choose and arrange.

mod bargain;
mod briefing;
mod dates;
mod duties;
mod entry;
mod evidence;
mod figures;
mod first;
mod head;
mod house;
mod leverage;
mod plan;
mod questions;
mod references;
mod risks;
mod rows;
mod settled;
mod talks;
mod tasks;
mod verdict;

use serde::Serialize;

use crate::assess::Assessment;
use crate::profile::Profile;
use crate::rulebook::Rulebook;

use super::words::Reader;
use super::{Manifest, Talks};

use risks::{applies, is_unsettled};

pub use briefing::{Authority, Briefing, Leave, briefing};
pub use dates::{Deadline, deadlines, deadlines_calendar};
pub use duties::Duty;
pub use entry::Entry;
pub use evidence::{Made, Note, SourceAge};
pub use figures::FigureLine;
pub use first::First;
pub use head::Head;
pub use house::{HouseChange, WaivedFinding};
pub use leverage::{Conflict, Lever, Played};
pub use plan::{
    Agrees, CommonFact, Measure, Objection, Outlook, Pair, Plan, PlannedRisk, Point, Position, Proposal, StanceTable,
    Step, Team, Trading, Wording, plan,
};
pub use questions::{Question, ToConfirm};
pub use references::{Reference, Rests};
pub use risks::{Acceptable, AcceptablePosition, RiskArea};
pub use rows::Row;
pub(super) use rows::could_be;
pub use settled::{Answer, Met, Settled};
pub use tasks::{Phase, Task, progress};
pub use verdict::Verdict;

/// What the company's own people see first: where the deal stands and what is to be done,
/// in brief. Each text is ready to print; a list that is empty has nothing to say, and an
/// absent value is asked for before it is used.
#[derive(Clone, Debug, Serialize)]
pub struct View {
    /// Whose deal it is.
    #[serde(flatten)]
    pub head: Head,
    /// Where the deal stands.
    pub verdict: Verdict,
    /// What to decide first; at most six.
    pub first: Vec<First>,
    /// What the promise is worth: the figures that matter here.
    pub figures: Vec<FigureLine>,
    /// The head of the column with what is on the table: "Draft says", or "Standard paper
    /// says" where there is no draft.
    pub paper_says: String,
    /// The risks in which something falls short or is open, worst first.
    pub risks: Vec<RiskArea>,
    /// Positions that are acceptable as they stand, by who must agree.
    pub acceptable: Vec<Acceptable>,
    /// Positions that are as the company wants them.
    pub in_order: Vec<Met>,
    /// What else the checklist holds: "54 measures of your own and 18 questions to
    /// Microsoft".
    pub besides: Option<String>,
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
    /// What house packs change in other packs.
    pub changes: Vec<HouseChange>,
    /// Remarks in the profile.
    pub notes: Vec<Note>,
    /// How many sources the report rests on, and how many are past their review.
    pub rests_on: Option<String>,
    /// What the report was made with.
    pub made: Made,
    /// The checklist, phase by phase.
    pub phases: Vec<Phase>,
    /// How much of the checklist is left: "12 to do, 5 done". Where people have worked in
    /// it, [`progress()`] says it of their file.
    pub progress: String,
}

/// Puts an assessment into words for the company's own people.
pub fn view(
    rulebook: &Rulebook,
    profile: &Profile,
    assessment: &Assessment,
    talks: &Talks,
    manifest: &Manifest,
) -> View {
    let reader = Reader::new(rulebook, profile, assessment).with(talks);
    let (phases, progress) = reader.phases();
    View {
        head: reader.head(),
        verdict: reader.verdict(),
        first: reader.first(),
        figures: reader.figures(),
        paper_says: reader.paper_says().to_owned(),
        risks: reader.risk_areas(is_unsettled),
        acceptable: reader.acceptable(),
        in_order: reader.in_order(),
        besides: reader.besides(),
        questions: reader.questions(),
        to_confirm: reader.confirmations(),
        conflicts: reader.conflicts(),
        levers: reader.levers(),
        duties: reader.duties(),
        waived: reader.waived(),
        changes: reader.house_changes(),
        notes: reader.notes(),
        rests_on: reader.sources_in_brief(),
        made: reader.made(manifest),
        phases,
        progress,
    }
}

/// All positions that apply or may, by risk.
pub fn positions(rulebook: &Rulebook, profile: &Profile, assessment: &Assessment, talks: &Talks) -> Vec<RiskArea> {
    Reader::new(rulebook, profile, assessment).with(talks).risk_areas(applies)
}
