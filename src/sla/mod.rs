//! Service levels: what an agreement promises, and exact arithmetic about it.
//!
//! The rules declare agreements ([`Agreement`]). Here stands how downtime becomes a
//! percentage, a percentage a credit, and an incident the last day to claim it. Nothing is
//! rounded before it is compared, and nothing is worked out that a source leaves open: two
//! readings of a source give two figures, and the safe one decides.

pub mod agreement;
pub mod ladder;

pub use agreement::{
    About, Agreement, Anchor, Content, Definition, Exclusion, Level, Licence, Measure, Period, Processing, Reference,
    Remedy, Scope, Window,
};
pub use ladder::{Fault, Kind, Table, Tier};
