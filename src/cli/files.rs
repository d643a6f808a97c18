//! Reading files, and writing them whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::decode;

/// Reads a text of at most so many bytes.
pub(super) fn read(path: &Path, most: usize) -> Result<String, Diagnostic> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| cannot_read(&name, &error))?;
    decode(&bytes, most).map_err(|wrong| Diagnostic::undecodable(&name, &wrong))
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
    let mut files = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for path in entries(&next)? {
            if path.is_dir() {
                // A link to a folder may lead back to where we are.
                if !path.is_symlink() {
                    open.push(path);
                }
            } else if is_rule_file(&path) {
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

/// Whether two paths lead to one file.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    one == other || matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

/// Whether a path names a rule file.
pub(super) fn is_rule_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "proviso")
}

/// Writes each text to its file in a folder: all texts are written beside their places
/// first, so that either every file is there whole or none has changed. A link is
/// followed, not replaced.
pub(super) fn write_all(folder: &Path, texts: &[(&str, String)]) -> Result<(), Diagnostic> {
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
    let mut ready = Vec::new();
    for (name, text) in texts {
        let place = folder.join(name);
        let place = fs::canonicalize(&place).unwrap_or(place);
        if place.is_dir() {
            return Err(cannot_write(&place, &io::ErrorKind::IsADirectory.into()));
        }
        let beside = place.parent().unwrap_or(folder);
        let cannot = |error: io::Error| cannot_write(&place, &error);
        let mut file = tempfile::Builder::new().prefix(".proviso-").tempfile_in(beside).map_err(cannot)?;
        file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(cannot)?;
        make_readable(file.as_file()).map_err(cannot)?;
        ready.push((file, place));
    }
    for (file, place) in ready {
        file.persist(&place).map_err(|error| cannot_write(&place, &error.error))?;
    }
    Ok(())
}

fn cannot_write(place: &Path, error: &io::Error) -> Diagnostic {
    let why = match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => "there is a file where a folder is needed",
        io::ErrorKind::IsADirectory => "there is a folder of that name",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "you may not write there",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "there is no room left",
        _ => "the system refuses",
    };
    Diagnostic::error(Code::CannotWrite, format!("`{}` cannot be written: {why}", place.display()))
        .help("choose another folder with `--out`; nothing has been changed")
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
