//! The packs compiled into the program.

use crate::source::Source;

use super::{PackText, RuleFile};

/// A file of a pack compiled into the program.
struct BundledFile {
    pack: &'static str,
    /// Its path inside the pack.
    inside: &'static str,
    text: &'static str,
    /// Its tree, read when the program was built.
    tree: Option<&'static [u8]>,
    /// Whether it holds tests and nothing else.
    tests: bool,
}

/// In path order.
const BUNDLED: &[BundledFile] = include!(concat!(env!("OUT_DIR"), "/bundled.rs"));

/// The ids of the packs compiled into the program.
pub(in crate::cli) fn bundled_ids() -> Vec<&'static str> {
    let mut ids: Vec<&str> = BUNDLED.iter().map(|file| file.pack).collect();
    ids.dedup();
    ids
}

/// A pack compiled into the program.
pub(in crate::cli) fn bundled(id: &str) -> Option<PackText> {
    let files: Vec<RuleFile> = BUNDLED
        .iter()
        .filter(|file| file.pack == id)
        .map(|file| RuleFile {
            source: Source::new(format!("{id}/{}", file.inside), file.text),
            tree: file.tree,
            tests: file.tests,
        })
        .collect();
    (!files.is_empty()).then(|| PackText { id: id.to_owned(), files, unread: Vec::new(), on_shelf: false })
}
