//! Questions that were open and no longer are, and the other way round.

use crate::rulebook::condition::NameId;

use super::Side;

/// Questions that only one of two assessments asks, the most decisive first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Those of the first alone, by their places in its rulebook.
    pub no_longer: Vec<NameId>,
    /// Those of the second alone, by their places in its rulebook.
    pub newly: Vec<NameId>,
}

impl Asked {
    pub(super) fn between(before: Side<'_>, after: Side<'_>) -> Self {
        Self { no_longer: only_in(before, after), newly: only_in(after, before) }
    }
}

fn only_in(one: Side<'_>, other: Side<'_>) -> Vec<NameId> {
    let ids: Vec<&str> =
        other.assessment.open_facts.iter().map(|open| other.book.name(open.name).id.as_str()).collect();
    let open = one.assessment.open_facts.iter().map(|open| open.name);
    open.filter(|name| !ids.contains(&one.book.name(*name).id.as_str())).collect()
}
