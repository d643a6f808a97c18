//! Many deals at once.

mod chunks;
mod story;
mod tables;
