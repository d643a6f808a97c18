//! Files of a pack that hold nothing, or are not read: where names are missing, that is
//! why.

use crate::diagnostic::{Code, Diagnostic, Level};

use super::PackText;

/// What was found, with the files in which what is missing may stand in the place of what
/// is missing.
pub(super) fn blame(packs: &[PackText], found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let is_missing = |found: &Diagnostic| {
        found.level == Level::Error && matches!(found.code, Code::UnknownName | Code::NoPackHeader)
    };
    let reasons: Vec<Diagnostic> = packs.iter().flat_map(reasons).collect();
    if reasons.is_empty() || !found.iter().any(is_missing) {
        return found;
    }
    let (missing, others): (Vec<_>, Vec<_>) = found.into_iter().partition(is_missing);
    let names: Vec<&str> = missing.iter().filter_map(|found| found.place()).map(crate::source::Place::text).collect();
    let told = told(&names);
    let reasons = reasons.into_iter().map(|reason| match &told {
        Some(told) => reason.help(told.clone()),
        None => reason,
    });
    reasons.chain(others).collect()
}

fn reasons(pack: &PackText) -> Vec<Diagnostic> {
    let error = |message| Diagnostic::error(Code::CannotRead, message);
    let empty = pack.files.iter().map(|file| &file.source).filter(|source| source.text().trim().is_empty());
    let empty = empty.map(|source| {
        error(format!("the file `{}` is empty", source.name()))
            .help("restore what stood in it, or delete it if nothing belongs there")
    });
    let unread = pack.unread.iter().map(|name| {
        let end = name.find(".proviso").map_or(name.len(), |at| at + ".proviso".len());
        let meant = name.get(..end).unwrap_or_default();
        error(format!("the file `{name}` is not read: the names of rule files end in `.proviso`"))
            .help(format!("rename it to `{meant}`, or move it elsewhere if it holds no rules"))
    });
    empty.chain(unread).collect()
}

/// The names that nothing declares.
fn told(names: &[&str]) -> Option<String> {
    const SHOWN: usize = 5;
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    let rest = if names.len() > SHOWN { ", …" } else { "" };
    match names.len() {
        0 => None,
        1 => Some(format!("a name that the rules use is declared nowhere: {}", shown.concat())),
        many => Some(format!("{many} names that the rules use are declared nowhere: {}{rest}", shown.join(", "))),
    }
}
