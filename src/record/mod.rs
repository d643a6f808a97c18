//! What people wrote into a document, kept when the document is written anew.
//!
//! Whoever writes a document asks one question: what is to stand in its place, now that
//! something is there already? [`renewed`] answers it for each [`Form`].
//!
//! Proviso knows its own writing by marks. A report ends with the hash of what stands
//! before, so that an edit shows. A checklist is a file that people work in: they tick,
//! add words, move things about. There each item's line carries its id and the hash of
//! its words, one hidden line near the top holds the hashes of all other lines Proviso
//! wrote, and everything else is a person's.
//!
//! What people write into the documents of a briefing pack is read back into its
//! [`Record`], round by round.

mod book;
mod checklist;
mod form;
mod kept;
mod line;
mod pack;
mod seal;
mod stamp;
mod tally;

pub use book::{
    Change, Claim, Conflict, Document, Field, HandRow, Kind, Known, ListCells, Lists, Matter, OPEN, Office, Outcome,
    Record, Remark, Round, RoundOver, STATUSES, Taken, Written, due_shown, is_filled_in, is_list, read_checklist,
    read_list, with_remarks,
};
pub use form::{Form, Refusal, renewed, was_made_from};
pub use pack::{MadeFrom, PackManifest, Standing};
pub use stamp::MARK;
pub use tally::{Tally, tally};

/// The heading over items that no longer appear, but that a person ticked or wrote under.
pub const GONE: &str = "## No longer applies";

/// The heading over what a person wrote that belongs to no item.
pub const ELSEWHERE: &str = "## Your notes";
