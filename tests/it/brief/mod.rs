//! The briefing pack: what stands in it, what does not, and what becomes of the folder.

mod folder;
mod leaks;
mod marked;
mod office;
mod one_page;
mod parts;
