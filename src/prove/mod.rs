//! Questions about rules themselves: what can never happen, what contradicts, what says
//! one thing twice, what the other side must not read.
//!
//! **What is claimed.** Where a finding says "never" or "always", it speaks of all profiles
//! there can be: every fact with any value of its type, every term given in any document,
//! left out, or at the vendor's standard. Comparisons with constants and parameters are
//! decided exactly, over the cells of the kernel. Comparisons of two names are decided
//! exactly along each path of a diagram, by the order of their types; a question that
//! would try too many paths is not decided. What rests on free text, on the day of the
//! assessment where none is given, or on rates between currencies is not decided either:
//! no finding depends on them, and [`Proofs::undecided`] lists what could.

mod arms;
mod claims;
mod conflicts;
mod drift;
mod excluding;
mod gap;
mod holds;
mod ladder;
mod leaks;
mod meets;
mod merge;
mod mistakes;
mod opaque;
mod prose;
mod quantities;
mod rungs;
mod same;
mod space;
mod untested;
mod unused;
mod weigh;
mod witness;

use jiff::civil::Date;

use crate::diagnostic::{self, Diagnostic};
use crate::rulebook::Rulebook;
use crate::source::Place;

pub use mistakes::not_decided;
pub use opaque::Because;

/// What was found out about a rulebook.
#[derive(Clone, Debug, Default)]
pub struct Proofs {
    /// What should be looked at, in reading order, each with a profile that exhibits it where
    /// one can; warnings, but for what a rulebook may not say at all.
    pub findings: Vec<Diagnostic>,
    /// What could not be told, once for each rule and reason.
    pub undecided: Vec<Undecided>,
}

/// A rule about which a question was not decided.
#[derive(Clone, Debug)]
pub struct Undecided {
    /// Where its name was declared; nothing where it is the rulebook as a whole.
    pub place: Option<Place>,
    /// Why.
    pub because: Because,
}

/// What a rulebook may not say, and what only a look at all profiles tells. It takes a small
/// part of the time that [`prove`] does.
pub fn refused(rulebook: &Rulebook) -> Vec<Diagnostic> {
    merge::logic(rulebook, None, meets::look).findings
}

/// Looks for what is wrong with rules that hold together. Without a day, nothing is said
/// that depends on the day of the assessment.
pub fn prove(rulebook: &Rulebook, as_of: Option<Date>) -> Proofs {
    let mut proofs = merge::logic(rulebook, as_of, merge::all);
    let titles = prose::Titles::new(rulebook);
    let passages = prose::passages(rulebook, &titles);
    let found = &mut proofs.findings;
    drift::look(rulebook, &passages, found);
    leaks::look(rulebook, &passages, found);
    unused::look(rulebook, &passages, found);
    unused::directions(rulebook, found);
    unused::long_texts(&passages, found);
    if let Some(day) = as_of {
        unused::stale(rulebook, day, found);
        unused::expired(rulebook, day, found);
    }
    untested::look(rulebook, found);
    proofs.findings = weigh::weigh(rulebook, proofs.findings);
    diagnostic::sort(&mut proofs.findings);
    proofs
}
