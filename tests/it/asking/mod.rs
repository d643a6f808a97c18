//! What is asked, what is written into a profile, and the schema of a profile.

mod answers;
mod edits;
mod schema;
mod stories;
mod terminal;
