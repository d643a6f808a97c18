//! Measurements of Proviso, alone and beside others.

pub mod held;
pub mod record;
