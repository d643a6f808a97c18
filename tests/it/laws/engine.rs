//! The engine, from texts.

use proviso::assess::{Assessment, assess};
use proviso::diagnostic::{Diagnostic, Style, render};
use proviso::intake;
use proviso::profile::{self, Profile};
use proviso::rulebook::{PackTree, Rulebook, build};
use proviso::source::Source;
use proviso::syntax::parse;

fn told(found: &[Diagnostic]) -> String {
    render(found, Style { colour: false, width: 100 })
}

/// One pack of the given files.
pub(crate) fn rulebook(files: &[String]) -> Result<Rulebook, String> {
    let mut trees = Vec::new();
    let mut found = Vec::new();
    for (at, text) in files.iter().enumerate() {
        let (tree, mistakes) = parse(&Source::new(format!("{at}.proviso"), text.clone()));
        trees.push(tree);
        found.extend(mistakes);
    }
    let (book, mistakes) = build(&[PackTree { files: trees, hash: String::new() }]);
    found.extend(mistakes);
    book.ok_or_else(|| told(&found))
}

/// A profile that is known to be well formed.
pub(crate) fn read(book: &Rulebook, text: &str) -> Profile {
    let source = Source::new("profile.yaml", text.to_owned());
    let node = intake::yaml(&source).unwrap_or_else(|found| panic!("{}\n{text}", told(&found)));
    let mut found = Vec::new();
    let header = profile::header(&source, &node, &mut found);
    let read = profile::read(&source, &node, &header, book, None, &mut found);
    read.unwrap_or_else(|| panic!("{}\n{text}", told(&found)))
}

pub(crate) fn try_assess(book: &Rulebook, profile: &str) -> Result<Assessment, String> {
    assess(book, &read(book, profile)).map_err(|found| told(&found))
}

pub(crate) fn assessment(book: &Rulebook, profile: &str) -> Assessment {
    try_assess(book, profile).unwrap_or_else(|told| panic!("{told}\n{profile}"))
}
