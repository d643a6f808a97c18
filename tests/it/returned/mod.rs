//! What people write into the documents of a pack comes back: whole, exact, and once.

mod checklist;
mod damaged;
mod deal;
mod excel;
mod merge;
mod office;
mod pack;
mod rounds;
mod roundtrip;
mod rows;
mod talks;
mod telling;
mod word;
