//! The folder of a pack: what stands there already, and what is written over it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::record::{MadeFrom, PackManifest, Refusal, Standing};
use crate::report::{Audience, Paper, PaperKind, Templates};

use super::super::assess::worked_in;
use super::super::deal::Assessed;
use super::super::files;
use super::forms::File;

/// The file that says what Proviso wrote.
const MANIFEST: &str = "manifest.json";

/// The folder that a pack goes into.
pub(super) struct Folder {
    path: PathBuf,
    known: PackManifest,
}

impl Folder {
    /// Reads what is known of the pack that stands there, where there is one.
    pub(super) fn open(path: &Path) -> Result<Self, Vec<Diagnostic>> {
        let manifest = path.join(MANIFEST);
        let known = match standing_bytes(&manifest).map_err(|found| vec![found])? {
            None => PackManifest::default(),
            Some(bytes) => {
                let text = String::from_utf8(bytes).unwrap_or_default();
                PackManifest::read(&text).ok_or_else(|| {
                    vec![
                        Diagnostic::error(
                            Code::NotOurs,
                            format!("`{}` is not the manifest of a briefing pack", manifest.display()),
                        )
                        .help("move or rename it, or write to another folder with `--out`"),
                    ]
                })?
            }
        };
        Ok(Self { path: path.to_owned(), known })
    }

    /// Puts what people wrote into the checklist that stands there into the new one.
    pub(super) fn work_in(
        &self,
        papers: &mut [Paper],
        assessed: &Assessed,
        templates: &Templates,
    ) -> Result<(), Vec<Diagnostic>> {
        for paper in papers.iter_mut().filter(|paper| paper.kind == PaperKind::Checklist) {
            let folder = self.path.join(Audience::Internal.folder());
            let mut view = assessed.view();
            paper.markdown = worked_in(&folder, &paper.markdown, &mut view, templates).map_err(|found| vec![found])?;
        }
        Ok(())
    }

    /// Writes the files, each whole or not at all. None is written where one of them would
    /// take the place of something that a person edited or put there.
    pub(super) fn write(mut self, files: &[File], made: &MadeFrom) -> Result<(), Vec<Diagnostic>> {
        let mut found = Vec::new();
        for file in files {
            let place = self.path.join(&file.path);
            match standing_bytes(&place) {
                Err(mistake) => found.push(mistake),
                Ok(Some(old)) if old != file.bytes && !is_checklist(file) => {
                    let refusal = match self.known.standing(&file.path, &old) {
                        Standing::Ours => continue,
                        Standing::Edited => Refusal::Edited,
                        Standing::Foreign => Refusal::NotOurs(crate::record::Form::Report),
                    };
                    found.push(refusal.about(&place.display().to_string()));
                }
                Ok(_) => {}
            }
        }
        if !found.is_empty() {
            return Err(found);
        }
        // First the manifest that knows both forms of each file, so that a run that is
        // stopped half-way leaves nothing that the next would take for a person's.
        files.iter().for_each(|file| self.known.will_write(&file.path, &file.bytes));
        self.note(made)?;
        let texts: Vec<(PathBuf, &[u8])> =
            files.iter().map(|file| (self.path.join(&file.path), file.bytes.as_slice())).collect();
        for audience in Audience::ALL.map(Audience::folder) {
            if files.iter().any(|file| file.path.starts_with(audience)) {
                files::make_folder(&self.path.join(audience)).map_err(|found| vec![found])?;
            }
        }
        files::write_each(&texts).map_err(|found| vec![found.help("choose another folder with `--out`")])?;
        files.iter().for_each(|file| self.known.wrote(&file.path, &file.bytes));
        self.note(made)
    }

    fn note(&self, made: &MadeFrom) -> Result<(), Vec<Diagnostic>> {
        files::write_all(&self.path, &[(MANIFEST, self.known.text(made))]).map_err(|found| vec![found])
    }
}

/// People work in it, so that what they wrote is in the new one already.
fn is_checklist(file: &File) -> bool {
    file.path.ends_with("/checklist.md")
}

/// The bytes of a file, where there is one.
fn standing_bytes(place: &Path) -> Result<Option<Vec<u8>>, Diagnostic> {
    match fs::read(place) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(files::cannot_read(&place.display().to_string(), &error)),
    }
}
