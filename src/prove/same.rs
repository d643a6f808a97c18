//! Two rules that say the same.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::logic::{Diagrams, NodeId};
use crate::rulebook::advice::{Advice, AdviceId, Body, Part, Text};
use crate::rulebook::condition::NameId;

use super::claims::{Reading, Topic};
use super::ladder::{IDLE, Ladder};
use super::mistakes;
use super::space::{Space, TooMuch};

/// What makes two rules the same: their kind, what they are about in words, and what they
/// come to, which is the same exactly if their diagrams are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Sense {
    kind: &'static str,
    subject: Option<NameId>,
    words: String,
    /// Whether nothing but a tick says that it is done.
    by_hand: bool,
    /// What it comes to.
    list: NodeId,
}

const OPEN: u16 = 1;
const DONE: u16 = 2;

/// Every two rules of one kind.
pub(super) fn look(reading: &mut Reading<'_>) {
    let mut known: BTreeMap<Sense, AdviceId> = BTreeMap::new();
    for (at, advice) in reading.space.rulebook().advice.iter().enumerate() {
        let id = AdviceId(at);
        reading.space.begin();
        let Ok(sense) = sense(&mut reading.space, advice) else { continue };
        if sense.list == Diagrams::leaf(IDLE) {
            // Neither ever applies, which is said of each.
            continue;
        }
        let Some(first) = known.get(&sense).copied() else {
            known.insert(sense, id);
            continue;
        };
        reading.ask(Topic::Same(id, first), |reading| Ok(told(reading, advice, first)));
    }
}

fn told(reading: &Reading<'_>, advice: &Advice, first: AdviceId) -> Option<Diagnostic> {
    let other = reading.space.rulebook().advice.get(first.0)?;
    Some(mistakes::same((advice.place.clone(), other.place.clone()), advice.body.kind(), &other.id))
}

fn sense(space: &mut Space<'_>, advice: &Advice) -> Result<Sense, TooMuch> {
    let (mut subject, mut words, mut done) = (None, String::new(), None);
    match &advice.body {
        Body::Redline(redline) => subject = Some(redline.subject),
        Body::Mitigation { done_when, does } => (words, done) = (plain(does), done_when.as_ref()),
        Body::Duty { by_vendor, done_when, due, does } => {
            (words, done) = (format!("{by_vendor} {due:?} {}", plain(does)), done_when.as_ref());
        }
        Body::Step { done_when } => (words, done) = (plain(&advice.title), done_when.as_ref()),
        Body::Question { to_vendor, .. } => words = format!("{to_vendor} {}", plain(&advice.title)),
        Body::Lever { play, .. } => words = plain(play),
        Body::Conflict { between: (one, two), .. } => {
            let (low, high) = if one <= two { (one, two) } else { (two, one) };
            words = format!("{} {}", low.0, high.0);
        }
    }
    let list = match &advice.body {
        // Whatever its words are: it comes to the same for every profile.
        Body::Redline(redline) => Ladder::new(space, advice, redline)?.list(space)?,
        _ => {
            let applies = space.condition(&advice.when)?;
            let open = match done {
                Some(done) => {
                    let done = space.condition(done)?;
                    space.diagrams().ite(done, Diagrams::leaf(DONE), Diagrams::leaf(OPEN))?
                }
                None => Diagrams::leaf(OPEN),
            };
            space.diagrams().ite(applies, open, Diagrams::leaf(IDLE))?
        }
    };
    let list = space.conditions.diagrams.restrict(list, &space.legal);
    Ok(Sense { kind: advice.body.kind(), subject, words, by_hand: done.is_none(), list })
}

/// The words of a text, without regard to capitals, signs and spaces.
fn plain(text: &Text) -> String {
    let mut words = String::new();
    for part in &text.parts {
        match part {
            Part::Words(more) => words.push_str(more),
            Part::Name(name) => words.push_str(&format!(" {} ", name.0)),
            Part::Slot(slot) => words.push_str(&format!(" {slot:?} ")),
        }
    }
    let letters = words.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' });
    let plain: String = letters.flat_map(char::to_lowercase).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
