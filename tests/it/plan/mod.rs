//! Edits of the rules before they count: which deals move, and because of which line.

mod command;
mod laws;
mod story;
mod ways;
