//! Measurements of Proviso, alone and beside others.

pub mod held;
pub mod made;
pub mod record;
pub mod time;
