//! Whose deal a document is about.

use serde::Serialize;

use crate::report::words::Reader;
use crate::value::show_date;

/// What every document begins with.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    /// The company.
    pub company: String,
    /// The titles of the packs.
    pub packs: Vec<String>,
    /// Whom one negotiates with.
    pub vendor: String,
    /// The day everything is judged by: "21 November 2026".
    pub as_of: String,
}

impl Reader<'_> {
    pub(super) fn head(&self) -> Head {
        Head {
            company: self.profile.name.clone(),
            packs: self.book.packs.iter().map(|pack| pack.title.clone()).collect(),
            vendor: self.vendor(),
            as_of: show_date(self.profile.as_of),
        }
    }
}
