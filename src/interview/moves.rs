//! What an answer has moved.

use crate::assess::Assessment;
use crate::assess::finding::{Finding, Outcome};
use crate::report::words::{and, counted};
use crate::rulebook::Rulebook;
use crate::rulebook::advice::Body;

use super::standing::Standing;

/// More moves than this are counted, not told.
const MOST: usize = 5;

/// The moves from one standing to the next, a line each; the worst first.
pub(super) fn moves(rulebook: &Rulebook, before: &Standing, after: &Standing) -> Vec<String> {
    let reader = after.reader(rulebook);
    let mut told = Vec::new();
    let (mut idle, mut narrowed) = (0, 0);
    for (finding, rule) in reader.ranked() {
        let Some(old) = before.assessment.findings.get(finding.advice.0) else { continue };
        match finding.decided() {
            _ if old.could_be == finding.could_be => {}
            Some(outcome) if !matters(outcome) => idle += 1,
            Some(outcome) => {
                let was = old.decided().map_or("open", words);
                told.push(format!("Now {} (was {was}): {}.", words(outcome), ended(&reader.short_title(rule))));
            }
            None => narrowed += 1,
        }
    }
    let more = told.len().saturating_sub(MOST);
    told.truncate(MOST);
    if more > 0 {
        told.push(format!("{} decided as well.", counted(more, "more point")));
    }
    if idle > 0 {
        let (turn, no) = if idle == 1 { ("turns", "does not") } else { ("turn", "do not") };
        told.push(format!("{} {turn} out to need nothing from you, or {no} apply.", counted(idle, "point")));
    }
    if narrowed > 0 {
        let still = if narrowed == 1 { "is" } else { "are" };
        told.push(format!("{} {still} narrowed down and still open.", counted(narrowed, "point")));
    }
    if told.is_empty() {
        told.push("Nothing is decided by this alone.".to_owned());
    }
    told
}

/// Whether there is something to do about it, or to be glad of.
fn matters(outcome: Outcome) -> bool {
    !matches!(
        outcome,
        Outcome::NotApplicable | Outcome::NotNeeded | Outcome::NotAsked | Outcome::Settled | Outcome::Unavailable
    )
}

/// A title before a full stop.
fn ended(title: &str) -> &str {
    title.trim_end_matches(['.', '?'])
}

/// How the positions stand: "Positions: 1 past your walk-away, 5 fall short, 4 open."
pub(super) fn tally(rulebook: &Rulebook, assessment: &Assessment) -> String {
    let is_position = |finding: &&Finding| {
        rulebook.advice.get(finding.advice.0).is_some_and(|rule| matches!(rule.body, Body::Redline(_)))
    };
    let mut counts = [0_usize; 5];
    for finding in assessment.findings.iter().filter(is_position) {
        let at = match finding.decided() {
            Some(Outcome::WalkAway) => 0,
            Some(Outcome::Gap) => 1,
            Some(Outcome::Fallback(_)) => 2,
            Some(Outcome::Preferred) => 3,
            Some(_) => continue,
            None => 4,
        };
        if let Some(count) = counts.get_mut(at) {
            *count += 1;
        }
    }
    let [walk_away, gap, fallback, preferred, open] = counts;
    let parts: Vec<String> = [
        (walk_away, "past your walk-away".to_owned()),
        (gap, if gap == 1 { "falls short" } else { "fall short" }.to_owned()),
        (fallback, "acceptable as a fallback".to_owned()),
        (preferred, format!("as you want {}", if preferred == 1 { "it" } else { "them" })),
        (open, "still open".to_owned()),
    ]
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, words)| format!("{n} {words}"))
    .collect();
    if parts.is_empty() { "No position applies.".to_owned() } else { format!("Positions: {}.", and(&parts)) }
}

/// What a finding can still come to: "past your walk-away or short of what you need".
pub(super) fn could_be(finding: &Finding) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for outcome in &finding.could_be {
        let words = words(*outcome).to_owned();
        if !all.contains(&words) {
            all.push(words);
        }
    }
    all
}

/// An outcome after "it is" and "it was".
fn words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::WalkAway => "past your walk-away",
        Outcome::Gap => "short of what you need",
        Outcome::Fallback(_) => "acceptable as a fallback",
        Outcome::Preferred => "as you want it",
        Outcome::NotApplicable => "without bearing on you",
        Outcome::Advised => "advised",
        Outcome::InPlace => "in place",
        Outcome::NotNeeded => "not needed",
        Outcome::Ask => "to be asked",
        Outcome::Answered => "answered",
        Outcome::NotAsked => "not to be asked",
        Outcome::Live => "a conflict to weigh",
        Outcome::Settled => "no conflict",
        Outcome::Owed => "owed",
        Outcome::Available => "yours to use",
        Outcome::Unavailable => "not yours to use",
    }
}
