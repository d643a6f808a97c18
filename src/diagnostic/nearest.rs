//! The nearest known name.

/// The candidate nearest to what was written, if one is near enough to be what was
/// meant. Of two equally near ones the first in order wins.
///
/// ```
/// use proviso::diagnostic::nearest;
/// assert_eq!(nearest("suport.tier", ["support.tier", "usage.stage"]), Some("support.tier"));
/// assert_eq!(nearest("turnover", ["support.tier", "usage.stage"]), None);
/// assert_eq!(nearest("support.since", ["support.tier", "usage.stage"]), None);
/// ```
pub fn nearest<'c>(written: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    const NEAR: f64 = 0.84;
    // The distance is quadratic in length; no name is this long.
    if written.len() > 200 {
        return None;
    }
    let written = written.to_lowercase().replace(['_', ' '], "-");
    let mut best: Option<(&str, f64)> = None;
    for candidate in candidates {
        let (left, right) = without_common_group(&written, candidate);
        let mut likeness =
            strsim::normalized_damerau_levenshtein(left, right).max(strsim::jaro_winkler(left, right) - 0.04);
        // One slip in a short word: `aks` for `ask`. Of three letters, all must be there.
        if strsim::damerau_levenshtein(&written, candidate) == 1
            && (written.len() > 3 || letters(&written) == letters(candidate))
        {
            likeness = likeness.max(NEAR);
        }
        // `tier` for `support.tier`: the last part alone was remembered.
        if candidate.rsplit('.').next() == Some(&written) || written.rsplit('.').next() == Some(candidate) {
            likeness = likeness.max(0.9);
        }
        if likeness >= NEAR && best.is_none_or(|(_, most)| likeness > most) {
            best = Some((candidate, likeness));
        }
    }
    best.map(|(candidate, _)| candidate)
}

/// `company.revenue` and `company.users` have nothing in common but their group.
fn without_common_group<'w>(written: &'w str, candidate: &'w str) -> (&'w str, &'w str) {
    match (written.rsplit_once('.'), candidate.rsplit_once('.')) {
        (Some((group, left)), Some((other, right))) if group == other => (left, right),
        _ => (written, candidate),
    }
}

fn letters(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}
