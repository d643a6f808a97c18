//! The negotiation plan: what the gap report has in a line, with its reasons, clauses,
//! replies and sources.

mod common;
mod ladder;
mod points;
mod risks;
mod trading;

use serde::Serialize;

use crate::assess::Assessment;
use crate::assess::concessions::concessions;
use crate::profile::Profile;
use crate::report::words::Reader;
use crate::report::{Manifest, Talks};
use crate::rulebook::Rulebook;

use super::duties::Duty;
use super::entry::Entry;
use super::evidence::{Made, SourceAge};
use super::figures::FigureLine;
use super::head::Head;
use super::leverage::{Conflict, Played};
use super::questions::ToConfirm;
use super::settled::Settled;

pub use common::CommonFact;
pub use ladder::Step;
pub use points::{Objection, Outlook, Point, Wording};
pub use risks::{Measure, PlannedRisk};
pub use trading::{Agrees, Pair, Position, Proposal, StanceTable, Team, Trading};

/// What the company's own people take into the room. Each text is ready to print.
#[derive(Clone, Debug, Serialize)]
pub struct Plan {
    /// Whose deal it is.
    #[serde(flatten)]
    pub head: Head,
    /// What to give, trade and hold.
    pub trading: Trading,
    /// What can be used.
    pub levers: Vec<Played>,
    /// Where two aims pull apart.
    pub conflicts: Vec<Conflict>,
    /// What the promise is worth, and how that is worked out.
    pub figures: Vec<FigureLine>,
    /// Facts that many positions apply by.
    pub common: Vec<CommonFact>,
    /// The risks, worst first, with what there is to do about them.
    pub risks: Vec<PlannedRisk>,
    /// Questions to the vendor that belong to no risk.
    pub vendor_questions: Vec<Entry>,
    /// Terms that rest on the vendor's standard.
    pub to_confirm: Vec<ToConfirm>,
    /// What is owed after signature.
    pub duties: Vec<Duty>,
    /// What is as it should be, or does not matter here.
    pub settled: Settled,
    /// What all this rests on.
    pub sources: Vec<SourceAge>,
    /// What it was made with.
    pub made: Made,
}

/// Puts what there is to do about an assessment into words for the company's own people.
pub fn plan(
    rulebook: &Rulebook,
    profile: &Profile,
    assessment: &Assessment,
    talks: &Talks,
    manifest: &Manifest,
) -> Plan {
    let reader = Reader::new(rulebook, profile, assessment).with(talks);
    let common = reader.common_facts();
    let found = concessions(rulebook, assessment);
    Plan {
        head: reader.head(),
        trading: reader.trading(&found),
        levers: reader.played(&found),
        conflicts: reader.conflicts(),
        figures: reader.figures(),
        risks: reader.planned_risks(&common),
        common,
        vendor_questions: reader.vendor_questions(None),
        to_confirm: reader.confirmations(),
        duties: reader.duties(),
        settled: reader.settled(),
        sources: reader.sources(),
        made: reader.made(manifest),
    }
}
