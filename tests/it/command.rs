//! Runs the program as a person would.

use std::path::Path;
use std::process::Command;

/// What a run left behind.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) result: String,
    pub(crate) said: String,
}

/// Runs `proviso` with arguments in a folder.
pub(crate) fn proviso(folder: &Path, arguments: &[&str]) -> Ran {
    ran(command(folder, arguments))
}

pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_proviso"));
    command.current_dir(folder).args(arguments);
    command
}

pub(crate) fn ran(mut command: Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        result: String::from_utf8(output.stdout).unwrap(),
        said: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The folder of the project.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The rule files of the first bundled pack, those of its tests apart, in path order.
pub(crate) fn bundled_rules() -> Vec<std::path::PathBuf> {
    rules_of("azure-openai")
}

/// The same of any bundled pack.
pub(crate) fn rules_of(pack: &str) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(root().join("rules").join(pack)).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

/// Holds a text to a file under `tests/it/snapshots`; with `UPDATE_SNAPSHOTS=1` the file
/// is written anew.
pub(crate) fn snapshot(name: &str, text: &str) {
    let path = root().join("tests/it/snapshots").join(name);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let first = text.lines().zip(expected.lines()).position(|(now, then)| now != then);
    assert!(
        text == expected,
        "{} differs, first at line {:?}:\n now: {:?}\nthen: {:?}\nUPDATE_SNAPSHOTS=1 accepts it",
        path.display(),
        first.map(|at| at + 1),
        first.and_then(|at| text.lines().nth(at)),
        first.and_then(|at| expected.lines().nth(at)),
    );
}
