//! The moves in their sections, and in a sentence.

use serde::Serialize;

use crate::compare::{Move, Turn};
use crate::report::words::and;

use super::Compared;
use super::moves::{MoveRow, row};

/// Moves that belong together.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// What they have in common: "Newly failing".
    pub title: String,
    /// The head of the first column.
    pub what: String,
    /// The moves, worst first.
    pub rows: Vec<MoveRow>,
}

/// Positions, by which way they went.
const POSITIONS: [(Turn, &str); 9] = [
    (Turn::Worse, "Worse"),
    (Turn::Opened, "Newly open"),
    (Turn::Came, "Apply now"),
    (Turn::Added, "New positions"),
    (Turn::Decided, "Decided now"),
    (Turn::Better, "Better"),
    (Turn::Went, "No longer apply"),
    (Turn::Removed, "No longer there"),
    (Turn::Changed, "Stand as before, with something changed"),
];

/// All that is no position, by what it is.
const OTHERS: [(&[&str], &str, &str); 4] = [
    (&["mitigation", "step"], "What you do yourselves", "Measure"),
    (&["duty"], "After signature", "Duty"),
    (&["lever", "conflict"], "Levers and conflicts", "Lever or conflict"),
    (&["question"], "Questions to ask", "Question"),
];

/// All moves, what presses most first.
pub(super) fn sections(deal: &Compared<'_>) -> Vec<Section> {
    let rows = |own: &dyn Fn(&Move<'_>) -> bool| -> Vec<MoveRow> {
        deal.comparison.moves.iter().filter(|one| own(one)).map(|one| row(deal, one)).collect()
    };
    let is_position = |one: &Move<'_>| one.kind() == "redline";
    let section = |title: &str, what: &str, rows| Section { title: title.to_owned(), what: what.to_owned(), rows };
    let mut sections = vec![section("Newly failing", "Position", rows(&|one| is_position(one) && one.newly_fails()))];
    for (turn, title) in POSITIONS {
        let own = |one: &Move<'_>| is_position(one) && !one.newly_fails() && one.turn == turn;
        sections.push(section(title, "Position", rows(&own)));
    }
    for (kinds, title, what) in OTHERS {
        sections.push(section(title, what, rows(&|one| kinds.contains(&one.kind()))));
    }
    sections.retain(|section| !section.rows.is_empty());
    sections
}

/// How many positions of both stand exactly as before.
pub(super) fn unmoved_positions(deal: &Compared<'_>) -> usize {
    let advice = &deal.after.side.book.advice;
    let positions = advice.iter().filter(|rule| rule.body.kind() == "redline");
    positions.filter(|rule| deal.comparison.unmoved.contains(&rule.id.as_str())).count()
}

/// "2 positions newly fail, 1 is worse and 3 are better; 41 stand as before."
pub(super) fn summary(deal: &Compared<'_>) -> String {
    let count = |turn| deal.positions().filter(|one| !one.newly_fails() && one.turn == turn).count();
    let failing = deal.positions().filter(|one| one.newly_fails()).count();
    let counts = [
        (failing, "newly fails", "newly fail"),
        (count(Turn::Worse), "is worse", "are worse"),
        (count(Turn::Opened), "is newly open", "are newly open"),
        (count(Turn::Came), "applies now", "apply now"),
        (count(Turn::Added), "is new", "are new"),
        (count(Turn::Decided), "is decided now", "are decided now"),
        (count(Turn::Better), "is better", "are better"),
        (count(Turn::Went), "no longer applies", "no longer apply"),
        (count(Turn::Removed), "is no longer there", "are no longer there"),
    ];
    let mut parts: Vec<String> = Vec::new();
    for (n, one, many) in counts.into_iter().filter(|(n, ..)| *n > 0) {
        let noun = match (parts.is_empty(), n) {
            (true, 1) => " position",
            (true, _) => " positions",
            (false, _) => "",
        };
        parts.push(format!("{n}{noun} {}", if n == 1 { one } else { many }));
    }
    let changed = count(Turn::Changed);
    let unmoved = unmoved_positions(deal) + changed;
    let with = match changed {
        0 => String::new(),
        n => format!(", {n} of them with something changed"),
    };
    match (parts.is_empty(), unmoved) {
        (true, 0) => "There are no positions to compare.".to_owned(),
        (true, 1) => format!("The one position stands as before{with}."),
        (true, n) => format!("All {n} positions stand as before{with}."),
        (false, 0) => format!("{}.", and(&parts)),
        (false, 1) => format!("{}; 1 stands as before{with}.", and(&parts)),
        (false, n) => format!("{}; {n} stand as before{with}.", and(&parts)),
    }
}

/// The same of measures, duties, questions, levers and conflicts.
pub(super) fn others(deal: &Compared<'_>) -> Option<String> {
    let moved = deal.comparison.moves.iter().filter(|one| one.kind() != "redline").count();
    let unmoved = deal.comparison.unmoved.len() - unmoved_positions(deal);
    let all = moved + unmoved;
    match (all, moved) {
        (0, _) => None,
        (_, 0) => Some("Nothing else moved.".to_owned()),
        (all, 1) => Some(format!("Of {all} measures, questions, duties, levers and conflicts, 1 moved.")),
        (all, moved) => Some(format!("Of {all} measures, questions, duties, levers and conflicts, {moved} moved.")),
    }
}
