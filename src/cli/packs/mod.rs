//! Packs: those that a command or a profile names, with those they extend.

mod bundled;
mod found;
mod load;
mod unread;

use std::path::Path;

use crate::cli::files;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::{Place, Source, Spanned};
use crate::syntax::tree::File;
use crate::syntax::{self, stored};
use crate::trial::Replacement;

pub(super) use bundled::{bundled, bundled_ids};
pub(super) use found::{around, at, given, is_inside_a_pack};
pub(super) use load::{Loaded, hash_of, load, load_with_tests, trees};

/// A pack as text.
#[derive(Clone)]
pub(in crate::cli) struct PackText {
    pub(in crate::cli) id: String,
    files: Vec<RuleFile>,
    /// Whether it stands in a folder of several packs, from which a profile takes those
    /// that it names.
    on_shelf: bool,
    /// Files beside them that look like rule files and are not read.
    unread: Vec<String>,
}

impl PackText {
    /// Whether a finding is about one of its files, or about no file.
    pub(in crate::cli) fn holds(&self, found: &Diagnostic) -> bool {
        found.labels.is_empty() || found.labels.iter().any(|label| self.has(&label.place))
    }

    /// Whether it counts for every deal, and not only for those that name it.
    pub(in crate::cli) fn is_for_all(&self) -> bool {
        !self.on_shelf
    }

    /// Whether a place is in one of its files.
    pub(in crate::cli) fn has(&self, place: &Place) -> bool {
        self.files.iter().any(|file| file.source.is_same(&place.source))
    }

    /// The pack with other text at some places, as far as they are in its files.
    pub(in crate::cli) fn edited(&self, instead: &[Replacement]) -> Self {
        let edit = |file: &RuleFile| {
            let own: Vec<&Replacement> =
                instead.iter().filter(|part| file.source.is_same(&part.place.source)).collect();
            if own.is_empty() {
                return file.clone();
            }
            let text = Replacement::in_text(file.source.text(), &own);
            RuleFile::unread(Source::labelled(file.source.name(), file.source.label(), text))
        };
        Self { files: self.files.iter().map(edit).collect(), ..self.clone() }
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

/// Packs, each a bundled one by its name or those at a path.
pub(in crate::cli) fn named(names: &[String]) -> Result<Vec<PackText>, Vec<Diagnostic>> {
    let mut wanted = Vec::new();
    let mut found = Vec::new();
    for name in names {
        match bundled(name) {
            Some(pack) => wanted.push(pack),
            None if is_profile(Path::new(name)) => found.push(no_rules(name)),
            None if Path::new(name).exists() => match at(Path::new(name)) {
                Ok(packs) => wanted.extend(packs),
                Err(errors) => found.extend(errors),
            },
            None if name.contains(['/', '\\']) || name.ends_with(".proviso") => {
                found.push(files::cannot_read(name, &std::io::ErrorKind::NotFound.into()));
            }
            None => found.push(unknown_pack(name)),
        }
    }
    if found.is_empty() { Ok(wanted) } else { Err(found) }
}

/// Whether a pack changes another.
pub(in crate::cli) fn changes_another(pack: &PackText) -> bool {
    extends(pack).next().is_some()
}

/// Whether a pack declares service level agreements, read from its text alone.
pub(in crate::cli) fn declares_agreements(pack: &PackText) -> bool {
    let mut lines = pack.files.iter().flat_map(|file| file.source.text().lines());
    lines.any(|line| line.starts_with("sla "))
}

/// The packs a profile names, each taken from `given` where it is there, else from the
/// program; and all of `given`, but for those that stand in a folder of several.
pub(in crate::cli) fn wanted(
    profile: &Source,
    names: &[Spanned<String>],
    mut given: Vec<PackText>,
) -> Result<Vec<PackText>, Vec<Diagnostic>> {
    let mut found = given_twice(&given);
    if !found.is_empty() {
        return Err(found);
    }
    let mut packs: Vec<PackText> = Vec::new();
    for name in names {
        if packs.iter().any(|pack| pack.id == name.node) {
            continue;
        }
        let own = given.iter().position(|pack| pack.id == name.node).map(|at| given.remove(at));
        match own.or_else(|| bundled(&name.node)) {
            Some(pack) => packs.push(pack),
            None => {
                let unknown = unknown_pack(&name.node).at(Place::new(profile, name.span), "names no pack");
                found.push(
                    unknown.help(
                        "where the pack is your own, name its folder too: `--rules FOLDER`, or for `check` the folder alone",
                    ),
                );
            }
        }
    }
    packs.extend(given.into_iter().filter(|pack| !pack.on_shelf));
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

/// Says of each pack that is given more than once that it is.
pub(in crate::cli) fn given_twice(given: &[PackText]) -> Vec<Diagnostic> {
    let again = given.iter().enumerate().filter(|(at, pack)| given.iter().take(*at).any(|before| before.id == pack.id));
    let says = |(_, pack): (usize, &PackText)| {
        Diagnostic::error(Code::DuplicateName, format!("the rule pack `{}` is given twice", pack.id))
            .help("give each pack once")
    };
    again.map(says).collect()
}

/// Packs with those they extend before them: from `others`, or from the program. What
/// is in neither is said where the packs are read together.
pub(in crate::cli) fn with_extended(packs: Vec<PackText>, others: &[PackText]) -> Vec<PackText> {
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

/// Whether a pack extends another, by others or directly.
pub(in crate::cli) fn rests_on(pack: &PackText, base: &PackText, given: &[PackText]) -> bool {
    let mut seen: Vec<String> = Vec::new();
    let mut open: Vec<String> = extends(pack).collect();
    while let Some(id) = open.pop() {
        if id == base.id {
            return true;
        }
        if !seen.contains(&id) {
            open.extend(given.iter().filter(|other| other.id == id).flat_map(extends));
            seen.push(id);
        }
    }
    false
}

/// The packs that a pack says it extends, read from its text alone.
fn extends(pack: &PackText) -> impl Iterator<Item = String> + '_ {
    let lines = pack.files.iter().flat_map(|file| file.source.text().lines());
    lines.filter_map(|line| {
        let mut words = line.split_whitespace();
        (line.starts_with("extend") && words.next() == Some("extend")).then(|| words.next())?.map(str::to_owned)
    })
}

/// Whether a path names a profile.
pub(in crate::cli) fn is_profile(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml"))
}

fn no_rules(name: &str) -> Diagnostic {
    Diagnostic::error(Code::CannotRead, format!("`{name}` is a profile, and holds no rules"))
        .help("name a rule file (.proviso), a folder of them, or a pack of the program")
}

/// Says that a pack is not in the program.
pub(in crate::cli) fn unknown_pack(id: &str) -> Diagnostic {
    let ids = bundled_ids();
    let found = Diagnostic::error(Code::UnknownName, format!("no rule pack is called `{id}`"));
    let divided = id.contains([',', ';']);
    let several: Vec<&str> =
        id.split([',', ';', ' ', '+', '&', '/']).filter(|part| !part.is_empty() && *part != "and").collect();
    if several.len() > 1 && (divided || several.iter().all(|part| bundled(part).is_some())) {
        let list = several.join(", ");
        return found.help(format!(
            "several packs stand in brackets: `[{list}]`; in a table whose cells are divided by commas, in quotes too: `\"[{list}]\"`"
        ));
    }
    match nearest(id, ids.iter().copied()) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found
            .help(format!("the packs in the program are: {}", ids.join(", ")))
            .help("a pack of your own is given by its path: `assess --rules PATH`, `check PATH`, `init PATH`"),
    }
}
