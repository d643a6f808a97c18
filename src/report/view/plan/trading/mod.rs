//! What to give, trade and hold, in words: each position with where to begin, to aim and to
//! stop, what to propose, who is at the table, and when to play what.

mod packages;
mod sides;
mod stances;

use serde::Serialize;

use crate::assess::concessions::{Concessions, Weight};
use crate::report::view::bargain::{IF_ANSWERS_ALLOW, capital};
use crate::report::words::Reader;

pub use packages::{Pair, Proposal};
pub use sides::{Agrees, Team};
pub use stances::{Position, StanceTable};

/// What to give, trade and hold.
#[derive(Clone, Debug, Serialize)]
pub struct Trading {
    /// Where numbers stand in for those that the rules do not give.
    pub estimated: Option<String>,
    /// What it means that something hangs on open questions, where something does.
    pub hinges: Option<String>,
    /// The positions on the table: those to hold, to guard, to trade, and to agree to.
    pub stances: Vec<StanceTable>,
    /// What to propose, best first.
    pub packages: Vec<Proposal>,
    /// What works against each other.
    pub against: Vec<Pair>,
    /// What the company can do instead, or put on the scale.
    pub ours: Vec<String>,
    /// What the other side has in its favour, as far as the rules know.
    pub theirs: Vec<String>,
    /// Who sees to how much.
    pub teams: Vec<Team>,
    /// Who must agree to what.
    pub approvers: Vec<Agrees>,
    /// The days by which the vendor's sales people must meet their targets.
    pub calendar: Vec<String>,
}

impl Reader<'_> {
    /// What to give, trade and hold.
    pub(super) fn trading(&self, found: &Concessions) -> Trading {
        let stances = self.stances(found);
        let hinges = stances.iter().flat_map(|table| &table.rows).any(Position::hinges);
        Trading {
            estimated: estimated(found),
            hinges: hinges.then(|| {
                format!(
                    "“{}” means: a fact that is not known yet decides whether you may ask for it or accept it.",
                    capital(IF_ANSWERS_ALLOW)
                )
            }),
            stances,
            packages: self.proposals(found),
            against: self.pairs(found),
            ours: self.our_side(found),
            theirs: self.their_side(found),
            teams: self.teams(),
            approvers: self.agrees(found),
            calendar: self.fiscal_calendar(),
        }
    }
}

/// Whose word the numbers are.
fn estimated(found: &Concessions) -> Option<String> {
    let of_points = found.points.iter().flat_map(|point| [point.cost, point.value]);
    let of_levers = found.levers.iter().flat_map(|chip| chip.cost.into_iter().chain([chip.value]));
    let weights: Vec<Weight> = of_points.chain(of_levers).collect();
    let stated = weights.iter().filter(|weight| weight.stated).count();
    match stated {
        stated if stated == weights.len() => None,
        0 => Some("The rules state no cost and no value here, so priority and severity stand in for them.".to_owned()),
        _ => Some(
            "Where a number is said to be about right, the rules state none: priority and severity stand in for it."
                .to_owned(),
        ),
    }
}

/// "3", or "about 3" where the rules do not say it.
fn weighs(weight: Weight) -> String {
    if weight.stated { weight.points.to_string() } else { format!("about {}", weight.points) }
}
