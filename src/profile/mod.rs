//! Located scalars → Profile: what is known of a company and of the draft.

mod answer;
mod done;
mod flat;
mod form;
mod header;
mod keys;
mod mistakes;
mod names;
mod put;
mod ranges;
mod readings;
mod schema;
mod starter;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::rulebook::advice::AdviceId;
use crate::rulebook::condition::NameId;
use crate::source::{Place, Source};
use crate::value::{Possible, Rates};

pub use answer::{Answer, NoAnswer, answer, choices};
pub use flat::{packs_of, term_names, unfolded};
pub use header::{Header, header, is_key};
pub use put::{line, put, put_status};
pub use readings::{read, reading, state};
pub use schema::schema;
pub use starter::{answers, starter};

/// What is known, held against a rulebook: every key names something in it, and every
/// value is of the type of its name.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The company.
    pub name: String,
    /// The file, as text.
    pub source: Source,
    /// The day everything is judged by.
    pub as_of: Date,
    /// The rates between currencies.
    pub rates: Rates,
    /// How much of the draft has been read.
    pub draft: DraftStatus,
    /// What is known of each name, by its place in the rulebook; parameters have an
    /// empty reading.
    pub readings: Vec<Reading>,
    /// Rules that have been seen to, where no fact says so.
    pub done: BTreeSet<AdviceId>,
    /// Notes on names.
    pub notes: BTreeMap<NameId, String>,
    /// Where it says what is no value of a name.
    pub lines: Lines,
}

/// Where a profile says what is no value of a name; nothing for what it leaves out.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// The day; nothing where another was given in its place.
    pub as_of: Option<Place>,
    /// How much of the draft has been read.
    pub draft: Option<Place>,
    /// The rates between currencies.
    pub rates: Option<Place>,
    /// Each pack, by its id.
    pub packs: BTreeMap<String, Place>,
    /// Each rule that has been seen to.
    pub done: BTreeMap<AdviceId, Place>,
}

/// How much of the draft has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is its word in a profile")]
pub enum DraftStatus {
    #[default]
    None,
    Partial,
    Reviewed,
}

/// What is known of one name.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Which values are possible.
    pub state: State,
    /// The documents a term may stand in, by their places in the rulebook, ascending.
    pub documents: Vec<usize>,
    /// Where the profile says so; nothing for what it leaves out.
    pub place: Option<Place>,
}

/// The state of knowledge about one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing: any value, and for a term silence too.
    Unknown,
    /// One of these values; a term is addressed.
    Known(Possible),
    /// The draft was read and does not address the term.
    Silent,
    /// No draft says otherwise: the vendor's standard.
    Standard,
    /// Unknown, and where to look.
    ByReference(String),
}

impl Profile {
    /// What is known of a name.
    pub fn reading(&self, name: NameId) -> &Reading {
        static NOTHING: Reading = Reading { state: State::Unknown, documents: Vec::new(), place: None };
        self.readings.get(name.0).unwrap_or(&NOTHING)
    }
}
