//! The folder of a pack: what stands there already, and what is written over it.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::record::{Document, Form, MadeFrom, PackManifest, Record, Refusal, Standing, Worked, Written, with_remarks};
use crate::report::excel::checklist_table;
use crate::report::{Audience, Paper, PaperKind, Templates, ledger};

use super::super::assess::worked_in;
use super::super::deal::Assessed;
use super::super::files;
use super::super::returned::{self, Returned};
use super::forms::File;

/// The folder that a pack goes into.
pub(super) struct Folder {
    path: PathBuf,
    known: PackManifest,
    /// What people wrote into the pack, that which stands there now included.
    record: Record,
}

/// The folder for files as they were before they were written over.
const EARLIER: &str = "earlier";

impl Folder {
    /// Reads what is known of the pack that stands there, where there is one.
    pub(super) fn open(path: &Path) -> Result<Self, Vec<Diagnostic>> {
        if path.is_file() {
            let says = format!("`{}` is a file, and a pack is written into a folder", path.display());
            return Err(vec![Diagnostic::error(Code::CannotWrite, says).help("name a folder with `--out`")]);
        }
        let manifest = path.join(returned::MANIFEST);
        let known = returned::manifest(path).map_err(|found| vec![found])?;
        let known = known.ok_or_else(|| {
            let says = format!("`{}` is not the manifest of a briefing pack", manifest.display());
            vec![
                Diagnostic::error(Code::NotOurs, says)
                    .help("move or rename it, or write to another folder with `--out`"),
            ]
        })?;
        let record = returned::record(path).map_err(|found| vec![found])?.unwrap_or_default();
        Ok(Self { path: path.to_owned(), known, record })
    }

    /// Reads back what people wrote into the pack that stands there.
    pub(super) fn take_in(&mut self, assessed: &Assessed, round: Option<&str>) -> Result<Returned, Vec<Diagnostic>> {
        let Assessed { rulebook, profile, assessment, .. } = assessed;
        let company = &self.record.company;
        if !company.is_empty() && *company != profile.name {
            let says = format!("`{}` holds the pack of “{company}”", self.path.display());
            return Err(vec![
                Diagnostic::error(Code::NotOurs, format!("{says}: another company's notes would be mixed in"))
                    .help("write to another folder with `--out`")
                    .help("if only the name has changed, change it under `company` in record.json too"),
            ]);
        }
        self.record.renew(&profile.name, &ledger::known(rulebook, profile, assessment));
        returned::take_in(&self.path, &mut self.record, &self.known, round, Some(profile.as_of))
    }

    /// What came back so far.
    pub(super) fn record(&self) -> &Record {
        &self.record
    }

    /// Puts what people wrote into the checklist that stands there into the new one, in each
    /// of its forms.
    pub(super) fn work_in(
        &self,
        papers: &mut [Paper],
        assessed: &Assessed,
        templates: &Templates,
    ) -> Result<(), Vec<Diagnostic>> {
        for paper in papers.iter_mut().filter(|paper| paper.kind == PaperKind::Checklist) {
            let folder = self.path.join(Audience::Internal.folder());
            let mut view = assessed.view();
            let old = returned::standing(&returned::place(&self.path, Document::Checklist));
            let old = old.map_err(|found| vec![found])?.and_then(|bytes| String::from_utf8(bytes).ok());
            let remarks = ledger::remarks(&self.record);
            let finish = |fresh: &str| with_remarks(fresh, old.as_deref(), &remarks);
            let worked = worked_in(&folder, &paper.markdown, &mut view, templates, &finish);
            paper.markdown = worked.map_err(|found| vec![found])?;
            paper.tables = vec![checklist_table(&view.phases, &Worked::read(&paper.markdown), &remarks)];
        }
        Ok(())
    }

    /// Writes the files, each whole or not at all. None is written where one of them would
    /// take the place of something that a person edited or put there; lists that people
    /// worked in have been read back, and are kept as they were.
    pub(super) fn write(mut self, files: &[File], made: &MadeFrom) -> Result<(), Vec<Diagnostic>> {
        let earlier = self.earlier(files)?;
        // What has just been made is read as people will read it.
        let documents = files.iter().filter_map(|file| Some((Document::at(&file.path)?, file)));
        let documents =
            documents.map(|(document, file)| returned::written(document, &file.bytes, &self.record, &file.path));
        let documents: Vec<Written> = documents.collect::<Result<_, _>>()?;
        // What was read back is safe before anything is written over. The record and the
        // manifest come first and know both forms of each file, so that a run that is stopped
        // half-way leaves nothing that the next would take for a person's. Room is made for
        // all of it before the first file changes.
        documents.iter().for_each(|written| self.record.will_write(written));
        files.iter().for_each(|file| self.known.will_write(&file.path, &file.bytes));
        let mut texts = self.books(made);
        texts.extend(earlier.iter().cloned());
        texts.extend(files.iter().map(|file| (self.path.join(&file.path), file.bytes.clone())));
        documents.iter().for_each(|written| self.record.wrote(written));
        files.iter().for_each(|file| self.known.wrote(&file.path, &file.bytes));
        texts.extend(self.books(made));
        self.without_idle(&mut texts)?;
        let audiences = Audience::ALL.map(Audience::folder);
        let needed = audiences.into_iter().filter(|folder| files.iter().any(|file| file.path.starts_with(folder)));
        let needed = needed.chain((!earlier.is_empty()).then_some(EARLIER));
        let mut folders = vec![self.path.clone()];
        folders.extend(needed.map(|folder| self.path.join(folder)));
        folders.iter().for_each(|folder| files::sweep(folder));
        files::write_made(&folders, &texts).map_err(|found| vec![found.help("choose another folder with `--out`")])
    }

    /// The record and the manifest as they are to stand.
    fn books(&self, made: &MadeFrom) -> Vec<(PathBuf, Vec<u8>)> {
        let books = [(returned::RECORD, self.record.text()), (returned::MANIFEST, self.known.text(made))];
        books.map(|(name, text)| (self.path.join(name), text.into_bytes())).into()
    }

    /// Leaves out what would write the record as it stands there already.
    fn without_idle(&self, texts: &mut Vec<(PathBuf, Vec<u8>)>) -> Result<(), Vec<Diagnostic>> {
        let place = self.path.join(returned::RECORD);
        let mut stands = returned::standing(&place).map_err(|found| vec![found])?;
        texts.retain(|(file, text)| {
            let idle = *file == place && stands.as_ref() == Some(text);
            if *file == place {
                stands = Some(text.clone());
            }
            !idle
        });
        Ok(())
    }

    /// The lists that people worked in, each with the place where it is kept.
    fn earlier(&self, files: &[File]) -> Result<Vec<(PathBuf, Vec<u8>)>, Vec<Diagnostic>> {
        let mut earlier = Vec::new();
        let mut found = Vec::new();
        for file in files.iter().filter(|file| !is_checklist(file)) {
            match self.in_the_way(file) {
                Ok(kept) => earlier.extend(kept),
                Err(mistake) => found.push(mistake),
            }
        }
        if found.is_empty() { Ok(earlier) } else { Err(found) }
    }

    /// What is to be kept of the file that stands in the place of another, and where.
    fn in_the_way(&self, file: &File) -> Result<Option<(PathBuf, Vec<u8>)>, Diagnostic> {
        let place = self.path.join(&file.path);
        let Some(old) = returned::standing(&place)?.filter(|old| *old != file.bytes) else { return Ok(None) };
        let refusal = match self.known.standing(&file.path, &old) {
            Standing::Ours => return Ok(None),
            Standing::Edited if Document::at(&file.path).is_some() => {
                return Ok(self.free_place(&file.path, &old)?.map(|free| (free, old)));
            }
            Standing::Edited => Refusal::Edited,
            Standing::Foreign => Refusal::NotOurs(Form::Report),
        };
        let refused = refusal.about(&place.display().to_string());
        Err(match file.path.contains("/checklist.") {
            true => refused.help("ticks and notes belong into `checklist.md`: from there they get into every form"),
            false => refused,
        })
    }

    /// The first free place for an earlier form of a file: `earlier/issues-list (2).docx`;
    /// none where these very bytes are kept already.
    fn free_place(&self, path: &str, bytes: &[u8]) -> Result<Option<PathBuf>, Diagnostic> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
        for number in 1_u32.. {
            let place = self.path.join(EARLIER).join(format!("{stem} ({number}).{end}"));
            match returned::standing(&place)? {
                None => return Ok(Some(place)),
                Some(kept) if kept == bytes => return Ok(None),
                Some(_) => {}
            }
        }
        Ok(None)
    }
}

/// People work in it, so that what they wrote is in the new one already.
fn is_checklist(file: &File) -> bool {
    file.path.ends_with("/checklist.md")
}
