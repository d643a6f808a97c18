//! What people write into the documents of a pack comes back: whole, exact, and once.

mod checklist;
mod damaged;
mod excel;
mod merge;
mod office;
mod pack;
mod rounds;
mod roundtrip;
mod rows;
mod word;
