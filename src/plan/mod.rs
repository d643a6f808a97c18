//! Two versions of rules and many deals → what the edits between the two do to the deals.

mod change;
mod edits;
mod judged;
mod mixed;
mod scan;
mod sum;
mod verdict;
mod why;
mod written;

pub use change::{Change, Pairing, Version};
pub use edits::{Edit, EditOf, Part};
pub use scan::{DealMoves, Effect, Move, scan};
pub use sum::{EditSum, MovedDeal, MovedRule, RuleSum, Sum};
pub use verdict::{FromTo, Verdict, Way};
pub use why::Because;
pub use written::Declared;
