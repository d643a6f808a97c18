//! Service levels: what an agreement promises, and exact arithmetic about it.
//!
//! The rules declare agreements ([`Agreement`]). Here stands how downtime becomes a
//! percentage ([`Uptime`]), a percentage a credit ([`credit()`]), and an incident the last
//! day to claim it ([`last_day`]). Nothing is rounded before it is compared, and nothing is
//! worked out that a source leaves open: two readings of a source give two figures, and
//! the safe one decides.

pub mod agreement;
mod calendar;
mod credit;
mod deadline;
pub mod ladder;
mod length;
pub mod log;
pub mod read;
pub mod reckon;
pub mod reservation;
mod spans;
mod uptime;

pub use agreement::{
    About, Agreement, Anchor, Content, Definition, Exclusion, Level, Licence, Measure, Period, Processing, Reference,
    Remedy, Scope, Window,
};
pub use calendar::{Bounds, Calendar, Month, read_month};
pub use credit::{Amount, Buying, Credit, Fees, Missing, credit};
pub use deadline::{Counted, Days, Deadline, earliest_last_day, last_day, processed};
pub use ladder::{Fault, Kind, Table, Tier, lowest};
pub use length::{Length, mislength, read_length};
pub use spans::{Stretch, total, union, without};
pub use uptime::{Overflow, Uptime};
