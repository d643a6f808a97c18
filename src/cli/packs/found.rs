//! Packs in files and folders.

use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::syntax::LARGEST_FILE;

use super::super::files;
use super::{PackText, RuleFile};

/// The packs at a path. A folder with rule files is a pack, with all below it; a folder
/// without any is looked through for packs; a file belongs to the pack of its folder,
/// unless it is a pack by itself.
pub(in crate::cli) fn at(path: &Path) -> Result<Vec<PackText>, Vec<Diagnostic>> {
    let (packs, unread) = around(path)?;
    if unread.is_empty() { Ok(packs) } else { Err(unread) }
}

/// The packs at all these paths, in their order.
pub(in crate::cli) fn given(paths: &[PathBuf]) -> Result<Vec<PackText>, Vec<Diagnostic>> {
    let mut given = Vec::new();
    let mut found = Vec::new();
    for path in paths {
        match at(path) {
            Ok(packs) => given.extend(packs),
            Err(errors) => found.extend(errors),
        }
    }
    if found.is_empty() { Ok(given) } else { Err(found) }
}

/// As `at`. Files beside one with a header may be no part of its pack, so those that
/// cannot be read are left out of it, and told apart.
pub(in crate::cli) fn around(path: &Path) -> Result<(Vec<PackText>, Vec<Diagnostic>), Vec<Diagnostic>> {
    if path.is_dir() {
        let packs = match pack_outside(path) {
            Some(root) => in_folder(&root),
            None => in_folder(path),
        };
        return packs.map(|packs| (packs, Vec::new()));
    }
    let text = files::read(path, LARGEST_FILE).map_err(|found| vec![found])?;
    let own = header(&text);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if files::is_rule_file(path)
        && let Some(root) = pack_around(folder, own.is_some())
    {
        let (texts, unread) = read_all(files::rule_files(&root).map_err(|found| vec![found])?);
        return match (own, unread.is_empty()) {
            (None, false) => Err(unread),
            _ => Ok((vec![pack(&root, texts)], unread)),
        };
    }
    let name = path.display().to_string();
    let id = own.unwrap_or_default();
    let inside = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let label = format!("{id}/{inside}");
    let files = vec![RuleFile::unread(Source::labelled(name, label, text))];
    let pack = PackText { id, files, unread: Vec::new(), on_shelf: false };
    Ok((vec![pack], Vec::new()))
}

/// The folder of the pack that a file in `folder` belongs to: this one, or where the file
/// has no head, the nearest further out. Rule files may stand in folders inside their pack.
fn pack_around(folder: &Path, has_head: bool) -> Option<PathBuf> {
    let further: &[&str] = if folder == Path::new(".") { &["..", "../.."] } else { &[] };
    let around = folder.ancestors().map(|outer| if outer.as_os_str().is_empty() { Path::new(".") } else { outer });
    let all = around.map(Path::to_path_buf).chain(further.iter().map(PathBuf::from));
    all.take(if has_head { 1 } else { 8 }).find(|outer| {
        let entries = files::entries(outer).unwrap_or_default();
        let rules: Vec<&PathBuf> = entries.iter().filter(|path| files::is_rule_file(path)).collect();
        let has_head = |path: &&&PathBuf| files::read(path, LARGEST_FILE).is_ok_and(|text| header(&text).is_some());
        (rules.len() > 1 || outer != folder) && rules.iter().filter(has_head).count() == 1
    })
}

/// Whether a folder is a part of a pack, and none itself.
pub(in crate::cli) fn is_inside_a_pack(folder: &Path) -> bool {
    pack_outside(folder).is_some()
}

/// The pack that a folder without a head belongs to.
fn pack_outside(folder: &Path) -> Option<PathBuf> {
    let inside = files::rule_files(folder).ok()?;
    let has_head = |path: &PathBuf| files::read(path, LARGEST_FILE).is_ok_and(|text| header(&text).is_some());
    (!inside.is_empty() && !inside.iter().any(has_head)).then(|| pack_around(folder, false)).flatten()
}

fn in_folder(folder: &Path) -> Result<Vec<PackText>, Vec<Diagnostic>> {
    let one = |found: Diagnostic| vec![found];
    let direct = files::entries(folder).map_err(one)?;
    if direct.iter().any(|path| files::is_rule_file(path)) {
        let (texts, unread) = read_all(files::rule_files(folder).map_err(one)?);
        return if unread.is_empty() { Ok(vec![pack(folder, texts)]) } else { Err(unread) };
    }
    let mut packs = Vec::new();
    let mut found = Vec::new();
    for inner in direct.iter().filter(|path| path.is_dir()) {
        match files::rule_files(inner) {
            Ok(files) if files.is_empty() => {}
            Ok(_) => match in_folder(inner) {
                Ok(inner) => packs.extend(inner),
                Err(errors) => found.extend(errors),
            },
            Err(error) => found.push(error),
        }
    }
    if packs.is_empty() && found.is_empty() {
        found.push(files::no_rule_files(folder));
    }
    let several = packs.len() > 1;
    packs.iter_mut().for_each(|pack| pack.on_shelf |= several);
    if found.is_empty() { Ok(packs) } else { Err(found) }
}

/// The texts of files, and what is wrong with those that cannot be read.
fn read_all(paths: Vec<PathBuf>) -> (Vec<(PathBuf, String)>, Vec<Diagnostic>) {
    let mut texts = Vec::new();
    let mut unread = Vec::new();
    for path in paths {
        match files::read(&path, LARGEST_FILE) {
            Ok(text) => texts.push((path, text)),
            Err(error) => unread.push(error),
        }
    }
    (texts, unread)
}

fn pack(folder: &Path, texts: Vec<(PathBuf, String)>) -> PackText {
    let id = texts.iter().find_map(|(_, text)| header(text)).unwrap_or_default();
    let rules = texts
        .into_iter()
        .map(|(path, text)| {
            let inside = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            RuleFile::unread(Source::labelled(path.display().to_string(), format!("{id}/{inside}"), text))
        })
        .collect();
    let nearly = files::nearly_rule_files(folder).unwrap_or_default();
    let unread = nearly.iter().map(|path| path.display().to_string()).collect();
    PackText { id, files: rules, unread, on_shelf: false }
}

/// The name in a pack header, read from the text alone.
fn header(text: &str) -> Option<String> {
    let line = text.lines().find(|line| line.starts_with("pack ") || line.starts_with("pack\t"))?;
    line.split_whitespace().nth(1).map(|name| name.trim_matches(['"', '{']).to_owned())
}
