//! Lists the files of the bundled rule packs, so that none can be forgotten, and reads
//! each, so that the program need not.

#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    unfulfilled_lint_expectations,
    reason = "modules of the library, of which little is used here"
)]

// The code pest derives asks for it by this name when pest is built without `std`.
extern crate alloc;

#[path = "src/diagnostic/mod.rs"]
mod diagnostic;
#[path = "src/source/mod.rs"]
mod source;
#[path = "src/syntax/mod.rs"]
mod syntax;
#[path = "src/value/mod.rs"]
mod value;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use source::Source;
use syntax::stored;
use syntax::words::DeclarationWord;

fn main() -> io::Result<()> {
    let variable = |name| std::env::var(name).map(PathBuf::from).map_err(io::Error::other);
    let (root, out) = (variable("CARGO_MANIFEST_DIR")?.join("rules"), variable("OUT_DIR")?);
    println!("cargo::rerun-if-changed=rules");
    let mut table = String::from("&[\n");
    let mut trees = 0;
    for pack in sorted(&root)? {
        if !pack.is_dir() {
            continue;
        }
        let mut files = Vec::new();
        collect(&pack, &mut files)?;
        for file in files {
            let name =
                |path: &Path, base: &Path| path.strip_prefix(base).unwrap_or(path).to_string_lossy().replace('\\', "/");
            let (folder, inside) = (name(&pack, &root), name(&file, &pack));
            let (tree, tests) = tree(&file)?;
            let tree = match tree {
                Some(bytes) => {
                    trees += 1;
                    let place = out.join(format!("{trees}.tree"));
                    fs::write(&place, bytes)?;
                    format!("Some(include_bytes!({:?}))", place.to_string_lossy())
                }
                None => "None".to_owned(),
            };
            let path = file.to_string_lossy();
            table.push_str(&format!(
                "    BundledFile {{ pack: {folder:?}, inside: {inside:?}, text: include_str!({path:?}), tree: {tree}, tests: {tests} }},\n"
            ));
        }
    }
    table.push_str("]\n");
    fs::write(out.join("bundled.rs"), table)
}

/// The tree of a rule file as bytes, and whether it holds nothing but tests; none where
/// the file has mistakes, which the program then finds anew and can show.
fn tree(path: &Path) -> io::Result<(Option<Vec<u8>>, bool)> {
    let (file, found) = syntax::parse(&Source::new(path.to_string_lossy(), fs::read_to_string(path)?));
    if !found.is_empty() {
        return Ok((None, false));
    }
    let tests = !file.declarations.is_empty()
        && file.declarations.iter().all(|declaration| declaration.word.node == DeclarationWord::Test);
    Ok((stored::store(&file), tests))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for path in sorted(folder)? {
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "proviso") {
            files.push(path);
        }
    }
    Ok(())
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    Ok(paths)
}
