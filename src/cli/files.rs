//! Reading files, and writing them whole or not at all.

use std::fs;
use std::io::{self, Read as _, Write};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::decode;

/// Reads a text of at most so many bytes.
pub(super) fn read(path: &Path, most: usize) -> Result<String, Diagnostic> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| cannot_read(&name, &error))?;
    decode(&bytes, most).map_err(|wrong| Diagnostic::undecodable(&name, &wrong))
}

/// Reads the text given on standard input, of at most so many bytes.
pub(super) fn read_input(most: usize) -> Result<String, Diagnostic> {
    let mut bytes = Vec::new();
    // One byte more, to see that there are too many.
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let read = io::stdin().lock().take(limit).read_to_end(&mut bytes);
    read.map_err(|error| cannot_read("standard input", &error))?;
    decode(&bytes, most).map_err(|wrong| Diagnostic::undecodable("standard input", &wrong))
}

/// Says that something cannot be read, and why.
pub(super) fn cannot_read(name: &str, error: &io::Error) -> Diagnostic {
    let (why, help) = match error.kind() {
        io::ErrorKind::NotFound => ("there is no such file or folder", "check the spelling and the folder you are in"),
        io::ErrorKind::PermissionDenied => ("you may not read it", "ask whoever owns the file for permission"),
        io::ErrorKind::IsADirectory => ("it is a folder", "name a file in it"),
        _ => ("the system refuses", "try again, or copy the file elsewhere"),
    };
    Diagnostic::error(Code::CannotRead, format!("`{name}` cannot be read: {why}")).help(help)
}

/// All rule files in a folder and below, in path order.
pub(super) fn rule_files(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    files_below(folder, is_rule_file)
}

/// Files that an editor or a mail program has renamed: `exit.proviso.txt`.
pub(super) fn nearly_rule_files(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let is_nearly = |path: &Path| {
        !is_rule_file(path) && path.file_name().is_some_and(|name| name.to_string_lossy().contains(".proviso."))
    };
    files_below(folder, is_nearly)
}

fn files_below(folder: &Path, wanted: impl Fn(&Path) -> bool) -> Result<Vec<PathBuf>, Diagnostic> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for path in entries(&next)? {
            if path.is_dir() {
                // A link to a folder may lead back to where we are.
                if !path.is_symlink() {
                    open.push(path);
                }
            } else if wanted(&path) {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// What a folder holds, in path order.
pub(super) fn entries(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let name = folder.display().to_string();
    let listed = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>());
    let mut paths = listed.map_err(|error| cannot_read(&name, &error))?;
    paths.retain(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
    paths.sort();
    Ok(paths)
}

/// Says that a folder holds no rule files.
pub(super) fn no_rule_files(folder: &Path) -> Diagnostic {
    Diagnostic::error(Code::CannotRead, format!("`{}` holds no rule files", folder.display()))
        .help("rule files end in `.proviso`")
}

/// Whether two paths lead to one file.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    one == other || matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

/// Whether a file lies in a folder or below.
pub(super) fn is_inside(file: &Path, folder: &Path) -> bool {
    match (fs::canonicalize(file), fs::canonicalize(folder)) {
        (Ok(file), Ok(folder)) => file.starts_with(folder),
        _ => file.starts_with(folder),
    }
}

/// Whether a path names a rule file.
pub(super) fn is_rule_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "proviso")
}

/// Writes each text to its file in a folder, which is made if it is not there.
pub(super) fn write_all(folder: &Path, texts: &[(&str, String)]) -> Result<(), Diagnostic> {
    let texts: Vec<(PathBuf, String)> = texts.iter().map(|(name, text)| (folder.join(name), text.clone())).collect();
    write_made(&[folder], &texts).map_err(|found| found.help("choose another folder with `--out`"))
}

/// Writes each text to its file, after the folders were made that they may lie in, the outer
/// ones first. Where nothing can be written, no new folder stays.
pub(super) fn write_made<F: AsRef<Path>, T: Content>(folders: &[F], texts: &[(PathBuf, T)]) -> Result<(), Diagnostic> {
    let new: Vec<&Path> = folders.iter().map(AsRef::as_ref).filter(|folder| !folder.exists()).collect();
    let make = |folder: &F| {
        let folder = folder.as_ref();
        fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error).help(UNCHANGED))
    };
    folders.iter().try_for_each(make).and_then(|()| write_each(texts)).inspect_err(|_| {
        // A folder with anything in it stays.
        for folder in new.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    })
}

const UNCHANGED: &str = "nothing has been changed";

/// What the names of files begin with that are being written.
const TEMPORARY: &str = ".proviso-";

/// Takes away what a run that was killed has left in a folder: files whose names are those
/// of [`write_each`], to the letter, and nothing else.
pub(super) fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && entry.file_name().to_str().is_some_and(is_temporary) {
            // What cannot be taken away is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_temporary(name: &str) -> bool {
    let signs = name.strip_prefix(TEMPORARY);
    signs.is_some_and(|signs| signs.len() == 6 && signs.bytes().all(|sign| sign.is_ascii_alphanumeric()))
}

/// Writes each text to its file, in this order. All are written beside their places first, so
/// that either every file is there whole or none has changed; a file may come twice, and is
/// then as it comes last. A link is followed, not replaced.
pub(super) fn write_each<T: Content>(texts: &[(PathBuf, T)]) -> Result<(), Diagnostic> {
    let unchanged = |found: Diagnostic| found.help(UNCHANGED);
    let mut ready = Vec::new();
    for (place, text) in texts {
        ready.push(beside(place, text).map_err(unchanged)?);
    }
    let mut done: Vec<PathBuf> = Vec::new();
    for (file, place) in ready {
        match file.persist(&place) {
            Ok(()) => done.push(place),
            Err(error) => {
                let found = cannot_write(&place, &error.error);
                return Err(match done.as_slice() {
                    [] => unchanged(found),
                    [.., last] => {
                        found.help(format!("{} written before, `{}` the last", were(done.len()), last.display()))
                    }
                });
            }
        }
    }
    Ok(())
}

/// What a file can hold.
pub(super) trait Content {
    /// Writes all of it.
    fn write_to(&self, out: &mut dyn Write) -> io::Result<()>;
}

impl<T: AsRef<[u8]>> Content for T {
    fn write_to(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(self.as_ref())
    }
}

/// "1 file was", "12 files were".
fn were(count: usize) -> String {
    if count == 1 { "1 file was".to_owned() } else { format!("{count} files were") }
}

/// A text in a file beside its place. The file is closed: systems allow few open ones.
fn beside(place: &Path, text: &impl Content) -> Result<(tempfile::TempPath, PathBuf), Diagnostic> {
    let place = fs::canonicalize(place).unwrap_or_else(|_| place.to_owned());
    let cannot = |error: io::Error| cannot_write(&place, &error);
    let known = fs::metadata(&place);
    match &known {
        Ok(known) if known.is_dir() => return Err(cannot(io::ErrorKind::IsADirectory.into())),
        Ok(known) if known.permissions().readonly() => return Err(cannot(io::ErrorKind::PermissionDenied.into())),
        // A name that the system does not take is found here, and not half-way.
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(cannot_write(&place, error));
        }
        _ => {}
    }
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder).map_err(cannot)?;
    text.write_to(&mut file).and_then(|()| file.as_file().sync_all()).map_err(cannot)?;
    match known {
        Ok(known) => file.as_file().set_permissions(known.permissions()).map_err(cannot)?,
        Err(_) => make_readable(file.as_file()).map_err(cannot)?,
    }
    Ok((file.into_temp_path(), place))
}

fn cannot_write(place: &Path, error: &io::Error) -> Diagnostic {
    let why = why_not_written(error);
    Diagnostic::error(Code::CannotWrite, format!("`{}` cannot be written: {why}", place.display()))
}

/// Why the system did not write, in words.
pub(super) fn why_not_written(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => "there is a file where a folder is needed",
        io::ErrorKind::IsADirectory => "there is a folder of that name",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "you may not write there",
        io::ErrorKind::NotFound => "there is no such folder",
        io::ErrorKind::InvalidFilename => "the system does not take so long a name",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "there is no room left",
        _ => "the system refuses",
    }
}

/// Temporary files are for their owner alone; documents are for the team.
#[cfg(unix)]
fn make_readable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_: &fs::File) -> io::Result<()> {
    Ok(())
}
