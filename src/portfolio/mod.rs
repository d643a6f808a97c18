//! Many deals at once: how each stands, what is found most often, and which answers would
//! settle most.

mod exposure;
mod judge;
mod ranking;
mod rows;
mod tally;

pub use exposure::{Exposure, Heat};
pub use judge::{Brief, Standing, judge};
pub use ranking::{Ranked, Ranking};
pub use rows::{Reject, Row, names_deals, rows};
pub use tally::{Counts, Tally};
