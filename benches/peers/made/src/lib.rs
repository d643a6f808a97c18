//! What all measurements share: the rules and the deals, how rules are spelled elsewhere, and
//! how time is taken.

pub mod book;
pub mod spelled;
pub mod time;
