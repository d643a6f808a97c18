//! Many deals at once: how each stands, what is found most often, and which answers would
//! settle most.

mod desk;
mod exposure;
mod namesakes;
mod ranking;
mod rows;
mod setting;
mod shelf;
mod standing;
mod tally;

pub use desk::{BookOf, Desk, Done};
pub use exposure::{Exposure, Heat};
pub use namesakes::Namesakes;
pub use ranking::{Ranked, Ranking};
pub use rows::{Heading, Reject, Row, heading, rows};
pub use shelf::Shelf;
pub use standing::{Brief, Standing};
pub use tally::{Counts, Tally};
