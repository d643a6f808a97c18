//! The documents of a pack as people left them, and the record beside them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};
use crate::intake::{self, Unreadable};
use crate::record::{
    Change, Conflict, Document, Office, PackManifest, Record, Taken, Written, read_checklist, read_list,
};
use crate::source::decode;

use super::files;
use super::strangers;
use super::terminal::Terminal;

/// The file with what came back.
pub(super) const RECORD: &str = "record.json";

/// The file that says what Proviso wrote.
pub(super) const MANIFEST: &str = "manifest.json";

/// The manifest of the pack in a folder, an empty one where there is none yet; nothing where
/// the file is something else.
pub(super) fn manifest(folder: &Path) -> Result<Option<PackManifest>, Diagnostic> {
    let read = |bytes| PackManifest::read(&String::from_utf8(bytes).unwrap_or_default());
    Ok(standing(&folder.join(MANIFEST))?.map_or_else(|| Some(PackManifest::default()), read))
}

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
#[derive(Debug)]
pub(super) struct Returned {
    /// What is new.
    pub(super) taken: Taken,
    /// What people should know: of the documents, and of what they say differently.
    warnings: Vec<Diagnostic>,
    /// What is told once more before anything is sent.
    to_settle: Vec<Diagnostic>,
}

/// Takes what people wrote into a pack into its record.
pub(super) fn take_in(
    folder: &Path,
    record: &mut Record,
    known: &PackManifest,
    round: Option<&str>,
    as_of: Option<Date>,
) -> Result<Returned, Vec<Diagnostic>> {
    let round = round.map(str::trim);
    if round == Some("") {
        let found = Diagnostic::error(Code::BadValue, "the name of the round is empty");
        return Err(vec![found.help("name it, such as `--round 2`, or leave `--round` out for the one that is on")]);
    }
    let documents = documents(folder, record)?;
    let taken = record.take_in(&documents, round, as_of).map_err(|over| vec![over.diagnostic()])?;
    let conflicts = record.conflicts();
    let warnings = documents.into_iter().flat_map(|written| written.warnings);
    let warnings = warnings.chain(strangers::warnings(folder, known));
    let warnings = warnings.chain(conflicts.iter().map(Conflict::diagnostic)).collect();
    let to_settle = to_settle(&conflicts).into_iter().collect();
    Ok(Returned { taken, warnings, to_settle })
}

/// One warning for all that the lists would show the other side in two ways.
fn to_settle(conflicts: &[Conflict]) -> Option<Diagnostic> {
    let shown = conflicts.iter().filter(|conflict| conflict.in_list);
    let shown: Vec<String> = shown
        .map(|conflict| format!("`{}` {} ({})", conflict.reference, conflict.title, conflict.field.words()))
        .collect();
    let message = format!("settle before you send: the lists show two answers at {}", shown.join("; "));
    let found = Diagnostic::warning(Code::ConflictingEdits, message);
    (!shown.is_empty())
        .then(|| found.help("write into one of the lists what counts, and run `proviso brief` once more"))
}

impl Returned {
    /// What should be settled before the lists are sent.
    pub(super) fn to_settle(&self) -> &[Diagnostic] {
        &self.to_settle
    }

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
