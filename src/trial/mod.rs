//! Tests of rules: whether they hold, what they cover, and which edits they notice.

mod claims;
mod court;
mod coverage;
mod edits;
mod expected;
mod formulas;
mod given;
mod guards;
mod mutants;
mod mutate;
mod parts;
mod possible;
mod rests;
mod run;
mod running;
mod seats;
mod shared;
mod steps;
mod wording;

use crate::diagnostic::Diagnostic;
use crate::rulebook::Rulebook;

pub use coverage::{Area, Coverage, Undecided, coverage};
pub use edits::Replacement;
pub use mutate::{Edit, Fate, mutate};
pub use run::{Failure, Miss, Verdict, run};

/// What is wrong with the values that tests give.
pub fn mistakes(rulebook: &Rulebook) -> Vec<Diagnostic> {
    run::sound(court::profiles(rulebook)).err().unwrap_or_default()
}
