//! A contract negotiation knowledge engine.
//!
//! Consultants write what they know about a deal as rules; a company writes what it knows
//! about itself and about the draft in a profile; [`assess::assess`] holds one against the
//! other, and [`report`] writes it down for people.
//!
//! One direction, one arrow for each form: text → [`syntax::tree`] → [`rulebook::Rulebook`];
//! [`intake::Node`] → [`profile::Profile`]; both → [`assess::Assessment`] → documents. Each
//! module uses only those before it in this order: `source`, `diagnostic`, `value`,
//! `intake`, `sla`, `syntax`, `rulebook`, `logic`, `profile`, `assess`, `prove`, `trial`,
//! `compare`, `portfolio`, `plan`, `record`, `report`, `interview`, `export`, `cli`.

// The code pest derives asks for it by this name when pest is built without `std`.
extern crate alloc;

pub mod assess;
pub mod cli;
pub mod compare;
pub mod diagnostic;
pub mod export;
pub mod intake;
pub mod interview;
pub mod logic;
pub mod plan;
pub mod portfolio;
pub mod profile;
pub mod prove;
pub mod record;
pub mod report;
pub mod rulebook;
pub mod sla;
pub mod source;
pub mod syntax;
pub mod trial;
pub mod value;
