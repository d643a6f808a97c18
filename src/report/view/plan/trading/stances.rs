//! Positions by what to do with them: where to begin, to aim and to stop.

use serde::Serialize;

use crate::assess::concessions::{Concessions, Hold, Package, Point, Stance};
use crate::assess::finding::{Finding, KnownBy, Outcome, Truth};
use crate::report::sheets::priority;
use crate::report::words::{Reader, and, first_few, or, possible, titles};
use crate::rulebook::advice::{Advice, AdviceId, Chance, Priority, Redline};
use crate::rulebook::condition::Ask;
use crate::rulebook::vocabulary::Silence;
use crate::value::Relation;

use super::weighs;
use crate::report::view::bargain::{IF_ANSWERS_ALLOW, counts};

/// Positions with which the same is to be done.
#[derive(Clone, Debug, Serialize)]
pub struct StanceTable {
    /// What is to be done with them.
    pub title: String,
    /// What that means.
    pub advice: String,
    /// The positions, those first on which most hangs.
    pub rows: Vec<Position>,
}

/// A position on the table.
#[derive(Clone, Debug, Serialize)]
pub struct Position {
    /// The id of the rule.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What to ask for first.
    pub opening: String,
    /// What to aim at, where that is not the opening.
    pub target: Option<String>,
    /// The last rung to accept; "the same" where that is the opening.
    pub bottom: String,
    /// Where to leave.
    pub leave: Option<String>,
    /// What the draft or their own paper says, and how likely they are to move.
    pub theirs: String,
    /// The priority, where it is not that it can be traded, and what it weighs.
    pub marks: Vec<String>,
    /// Who must agree on the way from the opening to the bottom line.
    pub approvers: Vec<String>,
    /// What to get for it; why it is held.
    pub trade: String,
}

impl Position {
    /// Whether anything in it hangs on questions that are open.
    pub(super) fn hinges(&self) -> bool {
        let texts = [Some(&self.opening), self.target.as_ref(), Some(&self.bottom), self.leave.as_ref()];
        texts.into_iter().flatten().any(|text| text.contains(IF_ANSWERS_ALLOW))
    }
}

/// A stance with its title and what it means.
type Titled = (fn(&Stance) -> bool, &'static str, &'static str);

const STANCES: [Titled; 4] = [
    (
        |stance| matches!(stance, Stance::Hold(_)),
        "Hold",
        "Give nothing here: there is no ground left to give. What is past your walk-away ends the deal unless it moves.",
    ),
    (
        |stance| matches!(stance, Stance::Guard(_)),
        "Give ground only for a return",
        "Too weighty to give lightly, but the bottom line leaves some room. Begin with the opening, give one step at a \
         time, and each step only for a return.",
    ),
    (
        |stance| *stance == Stance::Trade,
        "Trade",
        "Never give one of these alone: name what you want for it in the same sentence.",
    ),
    (|stance| *stance == Stance::AgreeFast, "Agree fast", "Say yes early: it costs you little and shows good will."),
];

impl Reader<'_> {
    /// The positions, by what to do with them.
    pub(super) fn stances(&self, found: &Concessions) -> Vec<StanceTable> {
        let table = |(holds, title, advice): Titled| {
            let own = found.points.iter().filter(|point| holds(&point.stance));
            let rows = own.filter_map(|point| self.position(found, point)).collect();
            StanceTable { title: title.to_owned(), advice: advice.to_owned(), rows }
        };
        STANCES.into_iter().map(table).filter(|table| !table.rows.is_empty()).collect()
    }

    fn position(&self, found: &Concessions, point: &Point) -> Option<Position> {
        let (rule, finding) = (self.advice(point.advice)?, self.assessment.findings.get(point.advice.0)?);
        let redline = self.redline(rule)?;
        let opening = self.opening(finding, redline, point.opening)?;
        let words = |rung: usize| self.rung_in_brief(finding, redline, rung).filter(|words| *words != opening);
        let target = words(point.target).filter(|_| point.target != point.opening);
        let bottom = words(point.bottom);
        Some(Position {
            id: rule.id.clone(),
            title: self.short_title(rule),
            opening,
            target,
            bottom: bottom.unwrap_or_else(|| "the same".to_owned()),
            leave: self
                .leave_below(finding, redline, point.bottom)
                .or_else(|| self.bargain(finding, redline).walk_away()),
            theirs: self.theirs(redline),
            marks: marks(finding, point),
            approvers: self.approvers_to(finding, point.bottom),
            trade: self.what_to_trade(found, point, rule, finding),
        })
    }

    /// What to ask for first: never less than the draft gives.
    fn opening(&self, finding: &Finding, redline: &Redline, rung: usize) -> Option<String> {
        let asks = self.rung_in_brief(finding, redline, rung)?;
        let reached = |outcome: &Outcome| matches!(outcome, Outcome::Fallback(at) if at + 1 == rung);
        Some(match finding.decided() {
            Some(outcome) if reached(&outcome) => {
                format!("keep what the draft gives: {}", self.draft_says(redline.subject).says)
            }
            None if finding.could_be.iter().any(reached) && self.is_narrowed(redline.subject) => {
                format!("{asks}, and no less than the draft gives")
            }
            _ => asks,
        })
    }

    /// "below that", where the walk-away begins right where a rung ends, and is certain.
    fn leave_below(&self, finding: &Finding, redline: &Redline, rung: usize) -> Option<String> {
        let last = redline.fallbacks.len() + 1;
        let ask = |at: usize| match &self.subject(redline, redline.rungs().nth(at)?)?.ask {
            Ask::Order(relation, operand) if self.is_figure(redline, redline.rungs().nth(at)?) => {
                Some((*relation, operand))
            }
            _ => None,
        };
        let is_certain = counts(finding, redline, last) == Truth::True;
        match (ask(rung)?, ask(last).filter(|_| is_certain)?) {
            ((Relation::AtLeast, one), (Relation::Below, other)) if one == other => Some("below that".to_owned()),
            ((Relation::AtMost, one), (Relation::Above, other)) if one == other => Some("above that".to_owned()),
            _ => None,
        }
    }

    /// What the draft or their own paper says, and how likely they are to move.
    fn theirs(&self, redline: &Redline) -> String {
        let name = self.name(redline.subject);
        let silence_is_standard = name.term().is_some_and(|term| matches!(term.silence, Silence::Standard));
        // Of which day the standard is, the position itself says.
        let says = match self.known(redline.subject) {
            Some(known) if known.by == KnownBy::Standard => {
                format!("{}, by the standard paper", possible(&known.possible, &name.of))
            }
            Some(known) if known.by == KnownBy::Silence && silence_is_standard => {
                format!("not addressed; by the standard paper: {}", possible(&known.possible, &name.of))
            }
            _ => self.draft_says(redline.subject).says,
        };
        let chance = redline.outlook.as_ref().map(|(chance, _)| match chance {
            Chance::Likely => "likely to agree",
            Chance::Possible => "may agree",
            Chance::Unlikely => "unlikely to agree",
        });
        chance.map_or(says.clone(), |chance| format!("{says}; {chance}"))
    }

    /// Everybody who must agree to a fallback down to a rung.
    pub(super) fn approvers_to(&self, finding: &Finding, bottom: usize) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        let fallbacks = finding.rungs.iter().take(bottom + 1).skip(1);
        for rung in fallbacks.filter(|rung| rung.within_reach.may_hold()) {
            for title in titles(&self.book.approvers, &rung.approver) {
                if !all.contains(&title) {
                    all.push(title);
                }
            }
        }
        all
    }

    fn what_to_trade(&self, found: &Concessions, point: &Point, rule: &Advice, finding: &Finding) -> String {
        match &point.stance {
            Stance::Hold(reasons) => {
                format!("nothing: {}", and(&reasons.iter().map(|why| hold(*why, finding)).collect::<Vec<_>>()))
            }
            Stance::Trade if point.bottom == point.opening => "nothing yet: no fallback is sure to be open".to_owned(),
            Stance::AgreeFast => {
                let rung = match finding.decided() {
                    Some(Outcome::Fallback(_)) => "agree to what they offer".to_owned(),
                    _ => "agree to the target".to_owned(),
                };
                match titles(&self.book.approvers, finding.rungs.get(point.target).map_or(&[], |rung| &rung.approver))
                    .as_slice()
                {
                    [] => rung,
                    approvers => format!("{rung}, once the {} agrees", or(approvers)),
                }
            }
            Stance::Guard(_) | Stance::Trade if !point.returns.is_empty() => {
                format!("for {}", self.one_of(&point.returns))
            }
            Stance::Trade if !rule.exchange.trades_for.is_empty() => {
                "nothing yet: what it may be given for is not on the table".to_owned()
            }
            Stance::Guard(_) | Stance::Trade => self.worth_at_least(found, point),
        }
    }

    /// "for “Cap on liability” (package 1)", "for something worth 3 or more".
    fn worth_at_least(&self, found: &Concessions, point: &Point) -> String {
        let gives = |package: &Package| package.gives.iter().any(|give| give.advice == point.advice);
        let package = found.packages.iter().enumerate().find(|(_, package)| gives(package));
        match package.and_then(|(at, package)| Some((at + 1, package.gets.first()?))) {
            Some((number, get)) => format!("for {} (package {number})", or(&self.quoted_titles(&[get.advice]))),
            None => format!("for something worth {} or more", point.cost.points),
        }
    }

    /// Titles in quotation marks, the first few.
    pub(super) fn quoted_titles(&self, ids: &[AdviceId]) -> Vec<String> {
        self.titles_of(ids).into_iter().map(|title| format!("“{title}”")).collect()
    }

    /// The same in a cell: "“a”, “b” or one of 2 more".
    fn one_of(&self, ids: &[AdviceId]) -> String {
        const FEW: usize = 2;
        let mut titles = self.quoted_titles(ids);
        if titles.len() > FEW {
            let more = titles.split_off(FEW).len();
            titles.push(if more == 1 { "1 more".to_owned() } else { format!("one of {more} more") });
        }
        or(&titles)
    }

    /// The same in one cell: "a; b; and 3 more".
    pub(super) fn few_titles(&self, ids: &[AdviceId]) -> String {
        first_few(&self.titles_of(ids), 4)
    }
}

/// The priority, where there is something to say of it, and what the rules say that a point
/// weighs.
fn marks(finding: &Finding, point: &Point) -> Vec<String> {
    let priorities = finding.priority.as_ref().map_or(&[][..], |graded| &graded.could_be);
    let words = (priorities != [Priority::Tradeable]).then(|| or(&priorities.iter().map(priority).collect::<Vec<_>>()));
    let weight = (point.cost.stated || point.value.stated)
        .then(|| format!("costs {}, worth {}", weighs(point.cost), weighs(point.value)));
    words.into_iter().chain(weight).collect()
}

/// Why a point is held, with a "perhaps" where that is not decided.
fn hold(why: Hold, finding: &Finding) -> String {
    let perhaps = |decided: bool, words: &str| if decided { words.to_owned() } else { format!("perhaps {words}") };
    match why {
        Hold::PastWalkAway => "past your walk-away".to_owned(),
        Hold::MustHave => {
            perhaps(finding.priority.as_ref().is_none_or(|priority| priority.could_be.len() == 1), "a must-have")
        }
        Hold::Critical => perhaps(finding.severity.could_be.len() == 1, "critical"),
        Hold::WorthMost => "worth as much as anything in the deal".to_owned(),
        Hold::AtBottom => "the draft is at your bottom line".to_owned(),
        Hold::NoFallback => "no fallback is sure to be open".to_owned(),
    }
}
