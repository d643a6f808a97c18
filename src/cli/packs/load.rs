//! Packs as one rulebook.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::diagnostic::Diagnostic;
use crate::rulebook::{self, PackTree, Rulebook};
use crate::syntax::tree::File;
use crate::syntax::words::DeclarationWord;

use super::{PackText, RuleFile, unread};

/// A rulebook or none, and what was found on the way.
pub(in crate::cli) struct Loaded {
    pub(in crate::cli) rulebook: Option<Rulebook>,
    pub(in crate::cli) found: Vec<Diagnostic>,
}

/// Packs as trees, whatever is wrong with them.
pub(in crate::cli) fn trees(packs: &[PackText]) -> Vec<PackTree> {
    let tree = |pack: &PackText| {
        let files = pack.files.iter().map(|file| file.read().0).collect();
        PackTree { files, hash: String::new() }
    };
    packs.iter().map(tree).collect()
}

/// Reads packs and makes one rulebook of them. Files that are known to hold nothing but
/// tests are passed over.
pub(in crate::cli) fn load(packs: &[PackText]) -> Loaded {
    load_files(packs, |file| !file.tests)
}

/// The same with all tests.
pub(in crate::cli) fn load_with_tests(packs: &[PackText]) -> Loaded {
    load_files(packs, |_| true)
}

fn load_files(packs: &[PackText], wanted: impl Fn(&RuleFile) -> bool) -> Loaded {
    let mut found = Vec::new();
    let mut trees = Vec::new();
    for pack in packs {
        let mut files = Vec::new();
        let mut rules = Vec::new();
        for file in pack.files.iter().filter(|file| wanted(file)) {
            let (tree, errors) = file.read();
            if !holds_tests_alone(&tree) {
                rules.push(file);
            }
            files.push(tree);
            found.extend(errors);
        }
        trees.push(PackTree { files, hash: hash(&rules) });
    }
    let (rulebook, errors) = rulebook::build(&trees);
    std::mem::forget(trees); // see `Assess::run`
    found.extend(errors);
    crate::diagnostic::sort(&mut found);
    let found = unread::blame(packs, crate::diagnostic::gather(found));
    let sound = found.iter().all(|found| found.level != crate::diagnostic::Level::Error);
    Loaded { rulebook: rulebook.filter(|_| sound), found }
}

/// Whether a file holds nothing but tests: what the rules say does not hang on it.
fn holds_tests_alone(file: &File) -> bool {
    let tests = file.declarations.iter().all(|declaration| declaration.word.node == DeclarationWord::Test);
    tests && !file.declarations.is_empty()
}

/// SHA-256 over the rule files of a pack: each with its path inside and its length.
fn hash(files: &[&RuleFile]) -> String {
    let by_label: BTreeMap<&str, &str> = files.iter().map(|file| (file.source.label(), file.source.text())).collect();
    let mut hasher = Sha256::new();
    for (label, text) in by_label {
        hasher.update(format!("{label}\0{}\0", text.len()));
        hasher.update(text);
    }
    hex(&hasher.finalize())
}

/// SHA-256 of one text, in hexadecimal.
pub(in crate::cli) fn hash_of(text: &str) -> String {
    hex(&Sha256::digest(text))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
