//! Templates of documents that somebody has written.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::report::Templates;

use super::check::file_name;
use super::files;

/// The templates of documents, with those in a folder in the place of built-in ones.
pub(super) fn read(folder: Option<&Path>) -> Result<Templates, Vec<Diagnostic>> {
    const LARGEST_TEMPLATE: usize = 4 * 1024 * 1024;
    let mut overrides = BTreeMap::new();
    if let Some(folder) = folder {
        for path in files::entries(folder).map_err(|found| vec![found])? {
            if path.is_file() {
                let text = files::read(&path, LARGEST_TEMPLATE).map_err(|found| vec![found])?;
                overrides.insert(file_name(&path), text);
            }
        }
    }
    Templates::new(overrides)
}
