//! Corpora of inputs with what people are told about them.

use std::path::Path;

use proviso::diagnostic::{Diagnostic, Style, render};

/// The messages as people read them.
pub(crate) fn shown(all: &[Diagnostic]) -> String {
    render(all, Style { colour: false, width: 100 })
}

/// Holds each file of `tests/it/snapshots/FOLDER` to what `judge` says of it: the input,
/// a line `=====`, the messages. With `UPDATE_SNAPSHOTS=1` the messages are written anew.
pub(crate) fn corpus(folder: &str, at_least: usize, judge: impl Fn(&str) -> String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/snapshots").join(folder);
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= at_least, "{} files", files.len());
    for file in files {
        let all = std::fs::read_to_string(&file).unwrap();
        let (input, expected) = all.split_once("=====\n").unwrap_or((&all, ""));
        let said = judge(input);
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::write(&file, format!("{input}=====\n{said}")).unwrap();
        } else {
            assert_eq!(said, expected, "{}", file.display());
        }
    }
}
