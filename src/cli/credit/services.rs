//! The agreements that can be asked about.

use std::path::PathBuf;

use crate::diagnostic::Diagnostic;
use crate::rulebook::Rulebook;
use crate::sla::Agreement;

use super::super::packs;
use super::super::terminal::Terminal;

/// The agreements of the packs in the program and of those given, of which each replaces
/// the one of its name.
pub(super) fn agreements(rules: &[PathBuf], terminal: &mut Terminal) -> Result<Vec<Agreement>, Vec<Diagnostic>> {
    let given = packs::given(rules)?;
    let is_own = |id: &str| given.iter().all(|pack| pack.id != id);
    let bundled = packs::bundled_ids().into_iter().filter(|id| is_own(id)).filter_map(packs::bundled);
    let bundled: Vec<_> = bundled.filter(packs::declares_agreements).collect();
    let mut found = Vec::new();
    for pack in bundled.into_iter().chain(given) {
        // Each by itself: packs that change each other's rules agree on their services.
        let loaded = packs::load(&packs::with_extended(vec![pack], &[]));
        let Some(rulebook) = loaded.rulebook else { return Err(loaded.found) };
        terminal.complain(&loaded.found);
        found.extend(of(&rulebook));
    }
    Ok(found)
}

/// The agreements that a rulebook declares.
fn of(rulebook: &Rulebook) -> impl Iterator<Item = Agreement> + '_ {
    rulebook.slas.iter().map(|sla| sla.agreement.clone())
}
