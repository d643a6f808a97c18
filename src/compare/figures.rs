//! Figures that moved.

use std::collections::BTreeMap;

use crate::assess::finding::{Truth, Worked};
use crate::rulebook::condition::NameId;

use super::Side;
use super::causes::{Cause, Differences};
use super::reach::Reach;

/// A figure that matters, and comes to something else.
#[derive(Clone, Debug)]
pub struct FigureMove {
    /// Its id.
    pub id: String,
    /// The figure in the first; nothing where it was not there.
    pub before: Option<NameId>,
    /// The figure in the second; nothing where it is gone.
    pub after: Option<NameId>,
    /// The lines that are different, among all that it is made from.
    pub causes: Vec<Cause>,
}

/// The figures that moved: by the order of the second rulebook, then those that are gone.
pub(super) fn moved(before: Side<'_>, after: Side<'_>, different: &Differences) -> Vec<FigureMove> {
    let (old, new) = (worked(before), worked(after));
    let mut ids: Vec<&str> = after.book.figures().map(|(id, _)| after.book.name(id).id.as_str()).collect();
    ids.extend(
        before.book.figures().map(|(id, _)| before.book.name(id).id.as_str()).filter(|id| !new.contains_key(id)),
    );
    let figure = |id: &str| {
        let (was, is) = (old.get(id).copied(), new.get(id).copied());
        let comes_to = |side: Side<'_>, worked: Option<&Worked>| worked.and_then(|worked| comes_to(side, worked));
        if comes_to(before, was) == comes_to(after, is) {
            return None;
        }
        let reach = |side: Side<'_>, worked: Option<&Worked>| {
            worked.map(|worked| Reach::of_figure(side, worked.name)).unwrap_or_default()
        };
        let causes = match (was, is) {
            (Some(_), Some(_)) => different.within(&reach(before, was), &reach(after, is)),
            // Of a figure that only one side has, that is the cause.
            _ => different.of_name(id),
        };
        Some(FigureMove { id: id.to_owned(), before: was.map(|was| was.name), after: is.map(|is| is.name), causes })
    };
    ids.into_iter().filter_map(figure).collect()
}

fn worked<'a>(side: Side<'a>) -> BTreeMap<&'a str, &'a Worked> {
    let figures = side.assessment.figures.iter();
    figures.map(|worked| (side.book.name(worked.name).id.as_str(), worked)).collect()
}

/// What a figure comes to where it matters, or may: whether it does, its values, and why it
/// may have none.
fn comes_to(side: Side<'_>, worked: &Worked) -> Option<(Truth, String, String)> {
    if worked.applies == Truth::False {
        return None;
    }
    let known = side.assessment.known.get(worked.name.0)?;
    let values = known.possible.canonical(&side.book.name(worked.name).of);
    Some((worked.applies, values, format!("{:?}", worked.lacks)))
}
