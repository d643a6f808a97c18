//! Gap report, checklist, page and JSON: that nothing a profile holds breaks them, that
//! they keep their form, and that templates can be replaced.

mod days;
pub(crate) mod deal;
mod hostile;
pub(crate) mod machine;
mod page;
mod replaced;
mod sentences;
mod tidy;
mod verdict;
mod wordings;
