//! Service levels: worked examples, and laws.

mod capacity;
mod deadlines;
pub(crate) mod sample;
mod tables;
mod worked;
