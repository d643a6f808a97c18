//! The work: every deal held against its rules.

use std::sync::mpsc::SyncSender;

use jiff::civil::Date;

use crate::cli::deals::{Input, Part, Parts, in_parts, judge_all, unread};
use crate::diagnostic::Diagnostic;
use crate::portfolio::{Desk, Done, Row, Shelf};

use super::books::Books;

/// What all threads share.
pub(super) struct Settings<'s> {
    pub(super) books: &'s Books,
    pub(super) as_of: Option<Date>,
    pub(super) jobs: usize,
    /// Whether findings are wanted rule by rule.
    pub(super) briefly: bool,
}

/// Judges everything. `take` is given the parts in order; where it fails, all stops.
pub(super) fn work<'s>(
    settings: &Settings<'s>,
    inputs: &[Input],
    take: impl FnMut(Done<'s>) -> Result<(), Diagnostic>,
) -> Result<(), Diagnostic> {
    let judge = |parts: &Parts, judged: &SyncSender<(usize, Done<'s>)>| {
        // What is worked out once serves all parts that a thread judges.
        let days = Shelf::default();
        let book_of = |row: &Row| settings.books.of(row);
        let mut desk = Desk::new(&book_of, &days, settings.as_of, settings.briefly);
        judge_all(parts, judged, |part| match part {
            Part::Table(source, rows) => desk.table(&source, rows),
            Part::Profiles(sources) => desk.profiles(&sources),
            Part::Unread(name, found) => Done { rejects: vec![unread(name, found)], ..Done::default() },
        });
    };
    in_parts(settings.jobs, inputs, judge, take)
}
