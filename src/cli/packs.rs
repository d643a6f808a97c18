//! Finding packs: those compiled into the program, and those in files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::rulebook::{self, PackTree, Rulebook};
use crate::source::{Place, Source, Spanned};
use crate::syntax::tree::File;
use crate::syntax::words::DeclarationWord;
use crate::syntax::{self, LARGEST_FILE, stored};

use super::files;

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

/// A pack as text.
pub(super) struct PackText {
    pub(super) id: String,
    files: Vec<RuleFile>,
}

/// A rule file as text, and its tree where it has been read before.
struct RuleFile {
    source: Source,
    tree: Option<&'static [u8]>,
    /// Whether it is known to hold tests and nothing else.
    tests: bool,
}

impl RuleFile {
    fn unread(source: Source) -> Self {
        Self { source, tree: None, tests: false }
    }

    fn read(&self) -> (File, Vec<Diagnostic>) {
        match self.tree.and_then(|tree| stored::recall(&self.source, tree)) {
            Some(file) => (file, Vec::new()),
            None => syntax::parse(&self.source),
        }
    }
}

/// A rulebook or none, and what was found on the way.
pub(super) struct Loaded {
    pub(super) rulebook: Option<Rulebook>,
    pub(super) found: Vec<Diagnostic>,
}

/// The ids of the packs compiled into the program.
pub(super) fn bundled_ids() -> Vec<&'static str> {
    let mut ids: Vec<&str> = BUNDLED.iter().map(|file| file.pack).collect();
    ids.dedup();
    ids
}

/// A pack compiled into the program.
pub(super) fn bundled(id: &str) -> Option<PackText> {
    let files: Vec<RuleFile> = BUNDLED
        .iter()
        .filter(|file| file.pack == id)
        .map(|file| RuleFile {
            source: Source::new(format!("{id}/{}", file.inside), file.text),
            tree: file.tree,
            tests: file.tests,
        })
        .collect();
    (!files.is_empty()).then(|| PackText { id: id.to_owned(), files })
}

/// Packs, each a bundled one by its name or those at a path.
pub(super) fn named(names: &[String]) -> Result<Vec<PackText>, Vec<Diagnostic>> {
    let mut wanted = Vec::new();
    let mut found = Vec::new();
    for name in names {
        match bundled(name) {
            Some(pack) => wanted.push(pack),
            None if Path::new(name).exists() => match at(Path::new(name)) {
                Ok(packs) => wanted.extend(packs),
                Err(errors) => found.extend(errors),
            },
            None => found.push(unknown_pack(name)),
        }
    }
    if found.is_empty() { Ok(wanted) } else { Err(found) }
}

/// The packs at a path. A folder with rule files is a pack, with all below it; a folder
/// without any is looked through for packs; a file belongs to the pack of its folder,
/// unless it is a pack by itself.
pub(super) fn at(path: &Path) -> Result<Vec<PackText>, Vec<Diagnostic>> {
    if path.is_dir() {
        return in_folder(path);
    }
    let text = files::read(path, LARGEST_FILE).map_err(|found| vec![found])?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let siblings: Vec<PathBuf> =
        files::entries(folder).unwrap_or_default().into_iter().filter(|path| files::is_rule_file(path)).collect();
    if siblings.len() > 1 && headers(&siblings) == 1 && files::is_rule_file(path) {
        return pack(folder, files::rule_files(folder).map_err(|found| vec![found])?).map(|pack| vec![pack]);
    }
    if header(&text).is_none()
        && files::is_rule_file(path)
        && let Some(folder) = pack_around(folder)
    {
        return pack(&folder, files::rule_files(&folder).map_err(|found| vec![found])?).map(|pack| vec![pack]);
    }
    let name = path.display().to_string();
    let id = header(&text).unwrap_or_default();
    let inside = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let label = format!("{id}/{inside}");
    Ok(vec![PackText { id, files: vec![RuleFile::unread(Source::labelled(name, label, text))] }])
}

/// How many of these rule files hold the head of a pack.
fn headers(paths: &[PathBuf]) -> usize {
    let has_header = |path: &&PathBuf| files::read(path, LARGEST_FILE).is_ok_and(|text| header(&text).is_some());
    paths.iter().filter(has_header).count()
}

/// The nearest folder further out that holds the head of a pack: rule files may stand in
/// folders inside their pack.
fn pack_around(folder: &Path) -> Option<PathBuf> {
    let out = if folder == Path::new(".") { vec!["..", "../.."] } else { Vec::new() };
    let around = folder.ancestors().skip(1).take(8);
    let around = around.map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    let mut all = around.map(Path::to_path_buf).chain(out.into_iter().map(PathBuf::from));
    all.find(|folder| {
        let rules = files::entries(folder).unwrap_or_default().into_iter().filter(|path| files::is_rule_file(path));
        headers(&rules.collect::<Vec<_>>()) == 1
    })
}

fn in_folder(folder: &Path) -> Result<Vec<PackText>, Vec<Diagnostic>> {
    let one = |found: Diagnostic| vec![found];
    let direct = files::entries(folder).map_err(one)?;
    if direct.iter().any(|path| files::is_rule_file(path)) {
        return pack(folder, files::rule_files(folder).map_err(one)?).map(|pack| vec![pack]);
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
        found.push(
            Diagnostic::error(Code::CannotRead, format!("`{}` holds no rule files", folder.display()))
                .help("rule files end in `.proviso`"),
        );
    }
    if found.is_empty() { Ok(packs) } else { Err(found) }
}

fn pack(folder: &Path, paths: Vec<PathBuf>) -> Result<PackText, Vec<Diagnostic>> {
    let mut texts = Vec::new();
    let mut found = Vec::new();
    for path in paths {
        match files::read(&path, LARGEST_FILE) {
            Ok(text) => texts.push((path, text)),
            Err(error) => found.push(error),
        }
    }
    if !found.is_empty() {
        return Err(found);
    }
    let id = texts.iter().find_map(|(_, text)| header(text)).unwrap_or_default();
    let files = texts
        .into_iter()
        .map(|(path, text)| {
            let inside = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            RuleFile::unread(Source::labelled(path.display().to_string(), format!("{id}/{inside}"), text))
        })
        .collect();
    Ok(PackText { id, files })
}

/// The name in a pack header, read from the text alone.
fn header(text: &str) -> Option<String> {
    let line = text.lines().find(|line| line.starts_with("pack ") || line.starts_with("pack\t"))?;
    line.split_whitespace().nth(1).map(|name| name.trim_matches(['"', '{']).to_owned())
}

/// The packs a profile names, each taken from `given` where it is there, else from the
/// program, and all of `given`.
pub(super) fn wanted(
    profile: &Source,
    names: &[Spanned<String>],
    mut given: Vec<PackText>,
) -> Result<Vec<PackText>, Vec<Diagnostic>> {
    let mut found = Vec::new();
    let mut packs: Vec<PackText> = Vec::new();
    for (at, pack) in given.iter().enumerate() {
        if given.iter().take(at).any(|before| before.id == pack.id) {
            found.push(
                Diagnostic::error(Code::DuplicateName, format!("the rule pack `{}` is given twice", pack.id))
                    .help("give each pack once"),
            );
        }
    }
    if !found.is_empty() {
        return Err(found);
    }
    for name in names {
        if packs.iter().any(|pack| pack.id == name.node) {
            continue;
        }
        let own = given.iter().position(|pack| pack.id == name.node).map(|at| given.remove(at));
        match own.or_else(|| bundled(&name.node)) {
            Some(pack) => packs.push(pack),
            None => found.push(unknown_pack(&name.node).at(Place::new(profile, name.span), "names no pack")),
        }
    }
    packs.extend(given);
    if packs.is_empty() && found.is_empty() {
        let all: Vec<String> = bundled_ids().iter().map(|id| format!("`{id}`")).collect();
        found.push(
            Diagnostic::error(Code::MissingKey, format!("`{}` names no rule packs", profile.name()))
                .help(format!(
                    "add a line `packs: [{}]`, or give rules of your own: `assess --rules PATH`, `check PATH`",
                    bundled_ids().join(", ")
                ))
                .help(format!("the packs in the program are: {}", all.join(", "))),
        );
    }
    if found.is_empty() { Ok(packs) } else { Err(found) }
}

/// Says that a pack is not in the program.
pub(super) fn unknown_pack(id: &str) -> Diagnostic {
    let ids = bundled_ids();
    let found = Diagnostic::error(Code::UnknownName, format!("no rule pack is called `{id}`"));
    match nearest(id, ids.iter().copied()) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found
            .help(format!("the packs in the program are: {}", ids.join(", ")))
            .help("a pack of your own is given by its path: `assess --rules PATH`, `check PATH`, `init PATH`"),
    }
}

/// Reads packs and makes one rulebook of them. Files that are known to hold nothing but
/// tests are passed over.
pub(super) fn load(packs: &[PackText]) -> Loaded {
    load_files(packs, |file| !file.tests)
}

/// The same with all tests.
pub(super) fn load_with_tests(packs: &[PackText]) -> Loaded {
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
pub(super) fn hash_of(text: &str) -> String {
    hex(&Sha256::digest(text))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
