//! One cause, one message: what follows from another mistake is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::{Code, Diagnostic, Level};

/// Messages in reading order, without those that say the same again. A name that is
/// nowhere is told once, with the places of all its uses; where a name has a wrong form
/// and there is more to say at its place, that alone is said.
pub fn gather(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let place = |found: &Diagnostic| {
        found.place().map(|place| (place.source.name().to_owned(), place.span.start, place.span.end))
    };
    let told: BTreeSet<_> = found
        .iter()
        .filter(|found| matches!(found.code, Code::UnknownName | Code::BadValue | Code::OutsideScale))
        .filter(|found| found.level == Level::Error)
        .filter_map(place)
        .collect();
    let mut first: BTreeMap<(Code, String), usize> = BTreeMap::new();
    let mut gathered: Vec<(Diagnostic, Vec<String>)> = Vec::new();
    for found in found {
        if found.code == Code::BadName && place(&found).is_some_and(|place| told.contains(&place)) {
            continue;
        }
        if matches!(found.code, Code::UnknownName | Code::BadName) && found.place().is_some() {
            match first.get(&(found.code, found.message.clone())).and_then(|at| gathered.get_mut(*at)) {
                Some((known, more)) => {
                    more.extend(where_else(known, &found));
                    continue;
                }
                None => {
                    first.insert((found.code, found.message.clone()), gathered.len());
                }
            }
        }
        gathered.push((found, Vec::new()));
    }
    gathered.into_iter().map(|(found, more)| with_more(found, &more)).collect()
}

/// `line 5`, or with the file where it is another than that of the first.
fn where_else(first: &Diagnostic, other: &Diagnostic) -> Option<String> {
    let place = other.place()?;
    let line = place.position().line;
    let same = first.place().is_some_and(|first| first.source.is_same(&place.source));
    Some(if same { format!("line {line}") } else { format!("{} line {line}", place.source.name()) })
}

fn with_more(found: Diagnostic, more: &[String]) -> Diagnostic {
    const SHOWN: usize = 5;
    let shown: Vec<&str> = more.iter().take(SHOWN).map(String::as_str).collect();
    let places = match more.len() {
        0 => return found,
        1 => "one more place".to_owned(),
        many => format!("{many} more places"),
    };
    let rest = if more.len() > SHOWN { ", …" } else { "" };
    found.help(format!("the same in {places}: {}{rest}", shown.join(", ")))
}
