//! Inputs, part by part: one thread reads, some judge, and the results come back in the
//! order of the input.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};

use crate::cli::files;
use crate::diagnostic::{Code, Diagnostic};
use crate::intake::{self, Chunks, Columns, Rows};
use crate::portfolio::{Heading, Reject, Row, heading, rows};
use crate::source::{Place, Source, Span};

use super::inputs::{Form, Input};

/// So many profiles in files of their own are judged together.
const TOGETHER: usize = 256;

/// Texts to judge together.
pub(in crate::cli) enum Part {
    Profiles(Vec<Source>),
    Table(Source, Rows),
    /// A file that cannot be read, by its name, or a row of it.
    Unread(String, Diagnostic),
}

/// The parts that are to be judged, each with its number.
pub(in crate::cli) type Parts = Mutex<Receiver<(usize, Part)>>;

/// Reads inputs part by part and lets so many threads judge the parts. `take` is given what
/// came of them in order; where it fails, all stops.
pub(in crate::cli) fn in_parts<D: Send>(
    jobs: usize,
    inputs: &[Input],
    judge: impl Fn(&Parts, &SyncSender<(usize, D)>) + Sync,
    mut take: impl FnMut(D) -> Result<(), Diagnostic>,
) -> Result<(), Diagnostic> {
    // No more parts than these are in memory: who reads waits for those who judge.
    let room = jobs * 2;
    let (parts, to_judge) = sync_channel::<(usize, Part)>(room);
    let (judged, results) = sync_channel::<(usize, D)>(room);
    let to_judge = Mutex::new(to_judge);
    std::thread::scope(|threads| {
        threads.spawn(move || {
            // Nobody is left who wants to hear of more.
            let _ = read(inputs, &parts);
        });
        for _ in 0..jobs {
            let judged = judged.clone();
            let (to_judge, judge) = (&to_judge, &judge);
            threads.spawn(move || judge(to_judge, &judged));
        }
        drop(judged);
        let mut early: BTreeMap<usize, D> = BTreeMap::new();
        let mut next = 0;
        let mut outcome = Ok(());
        for (at, done) in &results {
            early.insert(at, done);
            while let Some(done) = early.remove(&next) {
                next += 1;
                if outcome.is_ok() {
                    outcome = take(done);
                }
            }
        }
        outcome
    })
}

/// Reads all inputs, part by part, until nobody takes them.
fn read(inputs: &[Input], parts: &SyncSender<(usize, Part)>) -> Result<(), ()> {
    let mut at = 0;
    let mut send = |part| {
        at += 1;
        parts.send((at - 1, part)).map_err(|_| ())
    };
    let mut together = Vec::new();
    for input in inputs {
        match input {
            Input::Profile(path) => match files::read(path, intake::MOST_BYTES) {
                Ok(text) => together.push(Source::new(path.display().to_string(), text)),
                Err(found) => send(Part::Unread(path.display().to_string(), found))?,
            },
            Input::Table { path, form, named } => {
                send(Part::Profiles(std::mem::take(&mut together)))?;
                let rows = if *form == Form::Lines { Rows::Lines } else { Rows::Csv };
                for (at, part) in table(path, *form).enumerate() {
                    match part {
                        // Every part begins with the names of the columns; the first tells.
                        Ok(source) => {
                            match if at == 0 && rows == Rows::Csv { heading(&source) } else { Heading::Deals } {
                                Heading::Deals => send(Part::Table(source, rows))?,
                                Heading::Other if !named => break,
                                Heading::Other | Heading::NoNames => {
                                    send(Part::Unread(source.name().to_owned(), no_names(&source)))?;
                                    break;
                                }
                            }
                        }
                        Err(found) => send(Part::Unread(path.display().to_string(), found))?,
                    }
                }
            }
        }
        if together.len() >= TOGETHER {
            send(Part::Profiles(std::mem::take(&mut together)))?;
        }
    }
    send(Part::Profiles(together))
}

fn table(path: &Path, form: Form) -> Box<dyn Iterator<Item = Result<Source, Diagnostic>>> {
    let name = path.display().to_string();
    let failed = |found| Box::new(std::iter::once(Err(found)));
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) => return failed(files::cannot_read(&name, &error)),
    };
    match form {
        Form::Csv => Box::new(Chunks::new(name, BufReader::new(file), Rows::Csv)),
        Form::Lines => Box::new(Chunks::new(name, BufReader::new(file), Rows::Lines)),
        Form::Parquet => match Columns::new(name, file) {
            Ok(columns) => Box::new(columns),
            Err(found) => failed(found),
        },
    }
}

fn no_names(table: &Source) -> Diagnostic {
    Diagnostic::error(Code::MissingKey, "the table has no column `profile`, which names the deals")
        .at(
            Place::new(table, Span::new(0, table.text().lines().next().map_or(0, str::len))),
            "the names of its columns",
        )
        .help("name the column with the companies `profile`")
}

/// Judges parts as long as there are any.
pub(in crate::cli) fn judge_all<D>(parts: &Parts, judged: &SyncSender<(usize, D)>, mut judge: impl FnMut(Part) -> D) {
    loop {
        let part = parts.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((at, part)) = part else { return };
        if judged.send((at, judge(part))).is_err() {
            return;
        }
    }
}

/// The deals of a part; what cannot be read is among the rejects.
pub(in crate::cli) fn rows_of(part: Part, rejects: &mut Vec<Reject>) -> Vec<Row> {
    match part {
        Part::Table(source, form) => rows(&source, form, rejects),
        Part::Profiles(sources) => {
            let read =
                sources.iter().filter_map(|source| Row::whole(source).map_err(|reject| rejects.push(reject)).ok());
            read.collect()
        }
        Part::Unread(name, found) => {
            rejects.push(unread(name, found));
            Vec::new()
        }
    }
}

/// What is left out as a whole: a file, or a row that is no text.
pub(in crate::cli) fn unread(name: String, found: Diagnostic) -> Reject {
    let place = found.place().cloned().unwrap_or_else(|| Place::new(&Source::new(name, ""), Span::default()));
    Reject { place, found: vec![found] }
}
