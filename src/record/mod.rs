//! What people wrote into a document, kept when the document is written anew.
//!
//! A checklist is a file that people work in: they tick, add words, move things about.
//! Proviso knows its own lines by stamps and takes everything else for a person's:
//! each item's line carries its id and the hash of its words, and one hidden line near
//! the top holds the hashes of all other lines Proviso wrote.

mod checklist;
mod kept;
mod line;
mod seal;
mod stamp;

use crate::diagnostic::{Code, Diagnostic};

pub use checklist::carry_over;
pub use seal::{is_sealed, seal};
pub use stamp::{MARK, stamp};

/// The heading over items that no longer appear, but that a person ticked or wrote under.
pub const GONE: &str = "## No longer applies";

/// The heading over what a person wrote that belongs to no item.
pub const ELSEWHERE: &str = "## Your notes";

/// A file that does not carry Proviso's mark: it is somebody else's, and stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the file was not written by Proviso")]
pub struct NotOurs;

impl NotOurs {
    /// The message, for the file as the person named it.
    ///
    /// ```
    /// use proviso::record::NotOurs;
    /// let found = NotOurs.about("deal/checklist.md");
    /// assert_eq!(found.message, "`deal/checklist.md` was not written by Proviso and will not be overwritten");
    /// ```
    pub fn about(self, file: &str) -> Diagnostic {
        Diagnostic::error(Code::NotOurs, format!("`{file}` was not written by Proviso and will not be overwritten"))
            .help("move or rename it, or write to another folder with `--out`")
            .help(format!("if it is a checklist by Proviso, put the line `{MARK}` back under its title"))
    }
}
