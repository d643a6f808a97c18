//! The documents of a pack as people left them, and the record beside them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::intake::{self, Unreadable};
use crate::record::{Change, Conflict, Document, Office, Record, Taken, Written, read_checklist, read_list};
use crate::source::decode;

use super::files;
use super::terminal::Terminal;

/// The file with what came back.
pub(super) const RECORD: &str = "record.json";

/// The record of the pack in a folder; none where there is none yet.
pub(super) fn record(folder: &Path) -> Result<Option<Record>, Diagnostic> {
    let place = folder.join(RECORD);
    let Some(bytes) = standing(&place)? else { return Ok(None) };
    let name = place.display().to_string();
    Record::read_text(&String::from_utf8(bytes).unwrap_or_default(), &name).map(Some)
}

/// Reads every document of a pack that is there.
///
/// # Errors
/// What is wrong with any of them.
fn documents(folder: &Path, record: &Record) -> Result<Vec<Written>, Vec<Diagnostic>> {
    let mut found = Vec::new();
    let mut documents = Vec::new();
    for document in Document::ALL {
        let place = place(folder, document);
        match standing(&place) {
            Ok(None) => {}
            Ok(Some(bytes)) => match written(document, &bytes, record, &place.display().to_string()) {
                Ok(written) => documents.push(written),
                Err(mistakes) => found.extend(mistakes),
            },
            Err(mistake) => found.push(mistake),
        }
    }
    if found.is_empty() { Ok(documents) } else { Err(found) }
}

/// A document as it is, from its bytes.
pub(super) fn written(
    document: Document,
    bytes: &[u8],
    record: &Record,
    name: &str,
) -> Result<Written, Vec<Diagnostic>> {
    let unreadable = |why: Unreadable| vec![why.about(name)];
    match document {
        Document::Checklist => {
            let text = decode(bytes, intake::MOST_BYTES).map_err(|why| vec![Diagnostic::undecodable(name, &why)])?;
            read_checklist(&text, name)
        }
        Document::Issues(Office::Word) | Document::Questions(Office::Word) => {
            read_list(document, &intake::word_file(bytes).map_err(unreadable)?, record, name)
        }
        Document::Issues(Office::Excel) | Document::Questions(Office::Excel) => {
            read_list(document, &intake::excel_file(bytes).map_err(unreadable)?, record, name)
        }
    }
}

/// What was read back.
pub(super) struct Returned {
    /// What is new.
    pub(super) taken: Taken,
    /// What people should know: of the documents, and of what they say differently.
    warnings: Vec<Diagnostic>,
}

/// Takes what people wrote into a pack into its record.
pub(super) fn take_in(
    folder: &Path,
    record: &mut Record,
    round: Option<&str>,
    as_of: Option<Date>,
) -> Result<Returned, Vec<Diagnostic>> {
    let documents = documents(folder, record)?;
    let round = round.map(str::trim).filter(|round| !round.is_empty());
    let taken = record.take_in(&documents, round, as_of).map_err(|over| vec![over.diagnostic()])?;
    let conflicts = record.conflicts();
    let warnings = documents.into_iter().flat_map(|written| written.warnings);
    let warnings = warnings.chain(conflicts.iter().map(Conflict::diagnostic)).collect();
    Ok(Returned { taken, warnings })
}

impl Returned {
    /// Says what people should know.
    pub(super) fn warn(&self, terminal: &mut Terminal) {
        terminal.complain(&self.warnings);
    }

    /// Says it, and what was taken in.
    pub(super) fn tell(&self, terminal: &mut Terminal) {
        self.warn(terminal);
        let changes = &self.taken.changes;
        if !changes.is_empty() {
            terminal.say(&format!("took in {} from {}\n", counted(changes.len()), sources(changes)));
        }
    }
}

/// "1 change", "12 changes".
pub(super) fn counted(count: usize) -> String {
    if count == 1 { "1 change".to_owned() } else { format!("{count} changes") }
}

/// The files that changes come from.
fn sources(changes: &[Change]) -> String {
    let from = |document: &Document| changes.iter().any(|change| change.from.contains(document));
    let names: Vec<&str> = Document::ALL.into_iter().filter(from).map(file_name).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The name of a document's file.
pub(super) fn file_name(document: Document) -> &'static str {
    document.path().rsplit('/').next().unwrap_or_default()
}

/// Where a document of a pack stands.
pub(super) fn place(folder: &Path, document: Document) -> PathBuf {
    document.path().split('/').fold(folder.to_owned(), |place, part| place.join(part))
}

/// The bytes of a file, where there is one.
pub(super) fn standing(place: &Path) -> Result<Option<Vec<u8>>, Diagnostic> {
    match fs::read(place) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(files::cannot_read(&place.display().to_string(), &error)),
    }
}
