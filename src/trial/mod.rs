//! Tests of rules: whether they hold, what they cover, and which edits they notice.

mod claims;
mod court;
mod given;
mod rests;
mod run;
mod seats;

use crate::diagnostic::Diagnostic;
use crate::rulebook::Rulebook;

pub use run::{Failure, Miss, Verdict, run};

/// What is wrong with the values that tests give.
pub fn mistakes(rulebook: &Rulebook) -> Vec<Diagnostic> {
    run::sound(court::profiles(rulebook)).err().unwrap_or_default()
}
