//! A contract negotiation knowledge engine.
pub mod diagnostic;
pub mod intake;
pub mod logic;
pub mod rulebook;
pub mod source;
pub mod syntax;
pub mod value;
