//! Finding packs: those compiled into the program, and those in files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::diagnostic::{Code, Diagnostic, Label, nearest};
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
#[derive(Clone)]
pub(super) struct PackText {
    pub(super) id: String,
    files: Vec<RuleFile>,
}

impl PackText {
    /// Whether a finding is about one of its files, or about no file.
    pub(super) fn holds(&self, found: &Diagnostic) -> bool {
        let own = |label: &Label| self.files.iter().any(|file| file.source.is_same(&label.place.source));
        found.labels.is_empty() || found.labels.iter().any(own)
    }
}

/// A rule file as text, and its tree where it has been read before.
#[derive(Clone)]
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
    let (packs, unread) = around(path)?;
    if unread.is_empty() { Ok(packs) } else { Err(unread) }
}

/// The packs at all these paths, in their order.
pub(super) fn given(paths: &[PathBuf]) -> Result<Vec<PackText>, Vec<Diagnostic>> {
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

/// Whether a pack changes another.
pub(super) fn changes_another(pack: &PackText) -> bool {
    extends(pack).next().is_some()
}

/// As `at`. Files beside one with a header may be no part of its pack, so those that
/// cannot be read are left out of it, and told apart.
pub(super) fn around(path: &Path) -> Result<(Vec<PackText>, Vec<Diagnostic>), Vec<Diagnostic>> {
    if path.is_dir() {
        return in_folder(path).map(|packs| (packs, Vec::new()));
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
    let pack = PackText { id, files: vec![RuleFile::unread(Source::labelled(name, label, text))] };
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
    let files = texts
        .into_iter()
        .map(|(path, text)| {
            let inside = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            RuleFile::unread(Source::labelled(path.display().to_string(), format!("{id}/{inside}"), text))
        })
        .collect();
    PackText { id, files }
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
    if found.is_empty() { Ok(with_extended(packs, &[])) } else { Err(found) }
}

/// Packs with those they extend before them: from `others`, or from the program. What
/// is in neither is said where the packs are read together.
pub(super) fn with_extended(packs: Vec<PackText>, others: &[PackText]) -> Vec<PackText> {
    let mut all: Vec<PackText> = packs;
    let mut at = 0;
    while let Some(pack) = all.get(at) {
        let missing = extends(pack).find(|id| all.iter().all(|known| known.id != *id));
        let base = missing.and_then(|id| others.iter().find(|other| other.id == id).cloned().or_else(|| bundled(&id)));
        match base {
            Some(base) => all.insert(at, base),
            None => at += 1,
        }
    }
    all
}

/// The packs that a pack says it extends, read from its text alone.
fn extends(pack: &PackText) -> impl Iterator<Item = String> + '_ {
    let lines = pack.files.iter().flat_map(|file| file.source.text().lines());
    lines.filter_map(|line| {
        let mut words = line.split_whitespace();
        (line.starts_with("extend") && words.next() == Some("extend")).then(|| words.next())?.map(str::to_owned)
    })
}

/// Packs as trees, whatever is wrong with them.
pub(super) fn trees(packs: &[PackText]) -> Vec<PackTree> {
    let tree = |pack: &PackText| {
        let files = pack.files.iter().map(|file| file.read().0).collect();
        PackTree { files, hash: String::new() }
    };
    packs.iter().map(tree).collect()
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
