//! Lists the files of the bundled rule packs, so that none can be forgotten.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("rules");
    println!("cargo::rerun-if-changed=rules");
    let mut table = String::from("&[\n");
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
            let path = file.to_string_lossy();
            table.push_str(&format!("    ({folder:?}, {inside:?}, include_str!({path:?})),\n"));
        }
    }
    table.push_str("]\n");
    let out = PathBuf::from(std::env::var("OUT_DIR").map_err(io::Error::other)?);
    fs::write(out.join("bundled.rs"), table)
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
