//! The briefing: what whoever leads the talks has in mind, on one page.

use serde::Serialize;

use crate::assess::Assessment;
use crate::assess::finding::{Finding, Outcome};
use crate::profile::Profile;
use crate::report::words::Reader;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::{Priority, Redline};

use super::dates::Deadline;
use super::head::Head;
use super::leverage::Lever;
use super::questions::Question;
use super::rows::Row;
use super::verdict::{Position, Verdict};

/// What the talks are about, on one page. Each text is ready to print.
#[derive(Clone, Debug, Serialize)]
pub struct Briefing {
    /// Whose deal it is.
    #[serde(flatten)]
    pub head: Head,
    /// Where the deal stands.
    pub verdict: Verdict,
    /// The head of the column with what is on the table.
    pub paper_says: String,
    /// The must-haves that the draft does not meet, the worst.
    pub must_haves: Vec<Row>,
    /// How many more there are.
    pub more_must_haves: usize,
    /// Where the company leaves the table beside those, the worst.
    pub leave: Vec<Leave>,
    /// How many more there are.
    pub more_leave: usize,
    /// What the company can use, its alternatives among it.
    pub levers: Vec<Lever>,
    /// Who may agree to what.
    pub authority: Vec<Authority>,
    /// The days that matter.
    pub dates: Vec<Deadline>,
    /// What is not known yet, most decisive first.
    pub questions: Vec<Question>,
}

/// Where the company leaves the table.
#[derive(Clone, Debug, Serialize)]
pub struct Leave {
    /// The position.
    pub title: String,
    /// At what: "below 30 days".
    pub at: String,
    /// Whether the draft is there already.
    pub past: bool,
}

/// Who may agree to what.
#[derive(Clone, Debug, Serialize)]
pub struct Authority {
    /// The approver.
    pub approver: String,
    /// The positions that wait for the approver's word as the draft stands.
    pub now: Vec<String>,
    /// The positions on which the approver may accept less than the draft should say.
    pub later: Vec<String>,
}

/// What fits on one page.
const MOST_MUST_HAVES: usize = 5;
const MOST_LEAVE: usize = 4;

/// Puts what leads the talks into words for the company's own people.
pub fn briefing(rulebook: &Rulebook, profile: &Profile, assessment: &Assessment) -> Briefing {
    let reader = Reader::new(rulebook, profile, assessment);
    let must_haves = reader.must_haves();
    let shown: Vec<&str> = must_haves.iter().take(MOST_MUST_HAVES).map(|row| row.title.as_str()).collect();
    let leave = reader.leaves(&shown);
    Briefing {
        head: reader.head(),
        verdict: reader.verdict(),
        paper_says: reader.paper_says().to_owned(),
        more_must_haves: must_haves.len().saturating_sub(MOST_MUST_HAVES),
        more_leave: leave.len().saturating_sub(MOST_LEAVE),
        must_haves: must_haves.into_iter().take(MOST_MUST_HAVES).collect(),
        leave: leave.into_iter().take(MOST_LEAVE).collect(),
        levers: reader.levers().into_iter().filter(|lever| lever.entry.depends_on.is_empty()).collect(),
        authority: reader.authority(),
        dates: reader.days_of_the_deal(),
        questions: reader.questions(),
    }
}

impl Reader<'_> {
    fn must_haves(&self) -> Vec<Row> {
        let redlines = self.redlines().into_iter().filter(|(finding, ..)| is_must_have(finding));
        let failing = redlines.filter(|(finding, ..)| finding.is_to_be_asked() && !is_fallback(finding));
        failing.map(|(finding, rule, redline)| self.row(finding, rule, redline)).collect()
    }

    /// Where to leave, beside the positions with these titles.
    fn leaves(&self, beside: &[&str]) -> Vec<Leave> {
        let redlines = self.redlines().into_iter().filter(|(finding, ..)| finding.is_to_be_asked());
        let leaves = redlines.filter_map(|(finding, rule, redline)| {
            let at = self.bargain(finding, redline).walk_away()?;
            let title = self.short_title(rule);
            let leave = Leave { title, at, past: finding.decided() == Some(Outcome::WalkAway) };
            (!beside.contains(&self.title(rule).as_str())).then_some(leave)
        });
        leaves.collect()
    }

    fn authority(&self) -> Vec<Authority> {
        let redlines: Vec<Position<'_>> =
            self.redlines().into_iter().filter(|(finding, ..)| finding.is_to_be_asked()).collect();
        let of = |at: usize, approver: &str| {
            let waits = |(finding, _, redline): &&Position<'_>| decides(finding, redline, at);
            let titles = |wanted: fn(&Finding) -> bool| {
                let positions = redlines.iter().filter(waits).filter(|(finding, ..)| wanted(finding));
                positions.map(|(_, rule, _)| self.short_title(rule)).collect::<Vec<_>>()
            };
            let (now, later) = (titles(is_fallback), titles(|finding| !is_fallback(finding)));
            let authority = Authority { approver: approver.to_owned(), now, later };
            (!authority.now.is_empty() || !authority.later.is_empty()).then_some(authority)
        };
        let approvers = self.book.approvers.iter().enumerate();
        approvers.filter_map(|(at, approver)| of(at, &approver.title)).collect()
    }
}

fn is_must_have(finding: &Finding) -> bool {
    finding.priority.as_ref().is_some_and(|priority| priority.worst == Priority::MustHave)
}

fn is_fallback(finding: &Finding) -> bool {
    matches!(finding.decided(), Some(Outcome::Fallback(_)))
}

/// Whether an approver must agree to the rung that the draft stands on, or else to one that
/// may be agreed.
fn decides(finding: &Finding, redline: &Redline, approver: usize) -> bool {
    let by = |at: usize| {
        finding.rungs.get(at).is_some_and(|rung| rung.within_reach.may_hold() && rung.approver.contains(&approver))
    };
    match finding.decided() {
        Some(Outcome::Fallback(at)) => by(at + 1),
        _ => (1..=redline.fallbacks.len()).any(by),
    }
}
