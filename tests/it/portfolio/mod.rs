//! Many deals at once.

mod chunks;
mod parquet;
mod story;
mod tables;
