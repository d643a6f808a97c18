//! What a pack says about findings of `check`: which are meant, and how much others weigh.

use crate::diagnostic::{Code, Level};
use crate::source::{Place, Source};

/// `allow CODE because "…"`: a finding that is meant.
#[derive(Clone, Debug)]
pub struct Allowance {
    /// What is allowed.
    pub code: Code,
    /// Why.
    pub because: String,
    /// The declaration in which it is.
    pub within: Place,
    /// Where it was written.
    pub place: Place,
}

/// `treat CODE as …`: how much findings weigh in the files of one pack.
#[derive(Clone, Debug)]
pub struct Treatment {
    /// Which findings.
    pub code: Code,
    /// How much they weigh; nothing where they are left out.
    pub level: Option<Level>,
    /// The files of the pack.
    pub files: Vec<Source>,
}

impl Treatment {
    /// Whether it speaks of a place.
    pub fn covers(&self, place: &Place) -> bool {
        self.files.iter().any(|file| file.is_same(&place.source))
    }
}
