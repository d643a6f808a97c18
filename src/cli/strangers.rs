//! Documents in a pack that Proviso did not write: a list that came back under another name
//! is told, and not passed over in silence.

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::record::{Document, PackManifest};
use crate::report::Audience;

use super::files;
use super::returned::file_name;

/// A warning for each document in the folders of a pack that nobody knows.
pub(super) fn warnings(pack: &Path, known: &PackManifest) -> Vec<Diagnostic> {
    let folders = Audience::ALL.map(Audience::folder);
    folders.into_iter().flat_map(|folder| in_folder(pack, folder, known)).collect()
}

fn in_folder(pack: &Path, folder: &str, known: &PackManifest) -> Vec<Diagnostic> {
    // A folder that is not there holds nothing.
    let places = files::entries(&pack.join(folder)).unwrap_or_default();
    let stranger = |place: &Path| {
        let name = place.file_name()?.to_str()?;
        let path = format!("{folder}/{name}");
        let is_known = known.knows(&path) || Document::at(&path).is_some();
        let end = name.rsplit_once('.').map(|(_, end)| end.to_lowercase())?;
        // Word and Excel keep such a file beside one that is open.
        let is_lock = name.starts_with("~$");
        let is_document = ["docx", "xlsx", "md"].contains(&end.as_str());
        (is_document && !is_known && !is_lock && place.is_file()).then(|| warning(place, folder, name, &end))
    };
    places.iter().filter_map(|place| stranger(place)).collect()
}

fn warning(place: &Path, folder: &str, name: &str, end: &str) -> Diagnostic {
    let says = format!("`{}` is not read: Proviso did not write a file of this name", place.display());
    let found = Diagnostic::warning(Code::NotTakenIn, says);
    let found = match meant(folder, name, end) {
        Some(document) => {
            let meant = file_name(document);
            found.help(format!("if it came back filled in, rename it to `{meant}`, in the place of the one there"))
        }
        None => found.help("what people write is read from the Word and Excel lists, and from checklist.md"),
    };
    found.help("a paper of your own is better kept outside of the folders of the pack")
}

/// The document that a file is perhaps: of its folder and form, and of its name where it
/// has one in it.
fn meant(folder: &str, name: &str, end: &str) -> Option<Document> {
    let name = name.to_lowercase();
    let fits = |document: &Document| {
        document.path().split_once('/').is_some_and(|(of, file)| of == folder && file.ends_with(&format!(".{end}")))
    };
    let fitting: Vec<Document> = Document::ALL.into_iter().filter(fits).collect();
    let is_named = |document: &&Document| {
        let stem = file_name(**document).split('.').next().unwrap_or_default();
        name.contains(stem.trim_end_matches('s'))
    };
    fitting.iter().find(is_named).or(fitting.first()).copied()
}
