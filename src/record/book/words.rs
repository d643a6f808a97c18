//! The words that lists have for the state of a point.

/// What can become of a point, in a list that both sides work in.
pub const STATUSES: &[&str] = &["Open", "Agreed", "Agreed in part", "Refused", "Parked", "Withdrawn"];

/// The status of a point of which nobody has said anything.
pub const OPEN: &str = "Open";

/// A status as it is kept: in the words of the list where it is one of them, and nothing
/// where it is open.
pub(super) fn status(text: &str) -> String {
    let known = STATUSES.iter().find(|status| status.eq_ignore_ascii_case(text));
    match known {
        Some(&OPEN) => String::new(),
        Some(status) => (*status).to_owned(),
        None => text.to_owned(),
    }
}

/// Whether a status, as it is kept, is one of those that lists have.
pub(super) fn is_status(kept: &str) -> bool {
    kept.is_empty() || STATUSES.contains(&kept)
}
