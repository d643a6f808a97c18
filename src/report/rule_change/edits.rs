//! Edits of rules in words.

use serde::Serialize;

use crate::plan::{Edit, Part};
use crate::report::markdown::{Markdown, code, escape};
use crate::source::Place;
use crate::syntax::words::{DeclarationWord, PropertyWord};

/// Of a longer text so many characters are shown.
const MOST_SHOWN: usize = 700;
/// A text of so many characters is shown whole, though only a part of it differs.
const SHORT: usize = 140;
/// Of the same in both texts so many characters are shown before and after they differ.
const AROUND: usize = 40;

/// What was edited, and how.
#[derive(Clone, Debug, Serialize)]
pub struct EditWords {
    /// What people call the declaration: "Least notice we accept".
    pub title: String,
    /// What it is an edit of: "parameter `notice-floor`, `value`".
    pub what: Markdown,
    /// Where it stands now; where it is gone, where it stood.
    pub place: Markdown,
    /// What it said; nothing where it is new.
    pub before: Option<Markdown>,
    /// What it says; nothing where it is gone.
    pub after: Option<Markdown>,
}

pub(super) fn edit_words(edit: &Edit) -> EditWords {
    let declared = &edit.of.declared;
    let own: fn(&Place) -> String = match edit.of.part {
        // Of a whole declaration its head says what came or went, but for those of one value.
        Part::Whole if !says_one_thing(declared.word) => head,
        _ => whole,
    };
    let text = |places: &[Place]| (!places.is_empty()).then(|| places.iter().map(own).collect::<Vec<_>>().join(" … "));
    let (before, after) = (text(&edit.before), text(&edit.after));
    let overridden = || edit.instead_of.iter().map(whole).collect::<Vec<_>>().join(" … ");
    let overridden = (!edit.instead_of.is_empty()).then(overridden);
    let (before, after) = match (before, after) {
        (None, after) => (overridden, after),
        (before, None) => (before, overridden),
        both => both,
    };
    let (before, after) = match (before, after) {
        (Some(before), Some(after)) => {
            let alike = alike(&before, &after);
            (Some(shown(&before, alike)), Some(shown(&after, alike)))
        }
        (before, after) => (before.map(|text| shown(&text, (0, 0))), after.map(|text| shown(&text, (0, 0)))),
    };
    let in_code = |text: Option<String>| text.map(|text| Markdown::trusted(code(&text)));
    EditWords {
        title: edit.title.clone().unwrap_or_else(|| declared.name.clone()),
        what: Markdown::trusted(what(edit)),
        place: Markdown::trusted(place(edit).map(at).unwrap_or_default()),
        before: in_code(before),
        after: in_code(after),
    }
}

/// By which machines know an edit: "azure-openai/parameter/notice-floor/value".
pub(super) fn id(edit: &Edit) -> String {
    let declared = &edit.of.declared;
    let mut parts = vec![declared.pack.clone(), declared.word.to_string()];
    parts.extend(declared.changes.map(|word| word.to_string()));
    parts.extend(declared.within.clone());
    parts.push(declared.name.clone());
    parts.extend(part(&edit.of.part).map(|part| part.replace(' ', "-")));
    parts.join("/")
}

/// Where an edit stands now; where it is gone, where it stood.
pub(super) fn place(edit: &Edit) -> Option<&Place> {
    edit.after.first().or(edit.before.first())
}

/// The text at a place on one line.
pub(super) fn whole(place: &Place) -> String {
    place.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn head(place: &Place) -> String {
    let text = place.text();
    let head = text.split_once('{').map_or(text, |(head, _)| head);
    head.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn at(place: &Place) -> String {
    code(&format!("{}:{}", place.source.label(), place.position().line))
}

/// Whether a declaration is short, and nothing without what stands in it.
fn says_one_thing(word: DeclarationWord) -> bool {
    use DeclarationWord::{Define, Figure, Override, Parameter, Retire, Values, Waive};
    matches!(word, Override | Retire | Waive | Parameter | Figure | Define | Values)
}

fn what(edit: &Edit) -> String {
    let declared = &edit.of.declared;
    let mut words = vec![declared.word.to_string()];
    words.extend(declared.changes.map(|word| word.to_string()));
    let part = part(&edit.of.part).map(|part| format!(", {}", code(&part))).unwrap_or_default();
    // The title of a test or a pack may hold anything.
    format!("{} {}{part}", escape(&words.join(" ")), code(&declared.name))
}

pub(super) fn part(part: &Part) -> Option<String> {
    match part {
        // The unnamed contents of a declaration.
        Part::Whole | Part::All(PropertyWord::As | PropertyWord::Levels) => None,
        Part::Title => Some("title".to_owned()),
        Part::All(word) => Some(word.to_string()),
        Part::One(word, at) => Some(format!("{word} {at}")),
        Part::Elsewhere(word) => Some(word.clone()),
    }
}

/// How many characters are the same at the beginning of two texts, and how many at the end
/// of what is left.
fn alike(before: &str, after: &str) -> (usize, usize) {
    let same = before.chars().zip(after.chars()).take_while(|(was, is)| was == is).count();
    let left = before.chars().count().min(after.chars().count()) - same;
    let ends = before.chars().rev().zip(after.chars().rev()).take(left).take_while(|(was, is)| was == is).count();
    (same, ends)
}

/// A text cut to what matters: all that differs, which lies between what is the same at its
/// beginning and at its end.
fn shown(text: &str, (same, ends): (usize, usize)) -> String {
    let all: Vec<char> = text.chars().collect();
    if all.len() <= SHORT {
        return text.to_owned();
    }
    let first = same.saturating_sub(AROUND);
    let last = (all.len().saturating_sub(ends) + AROUND).min(all.len()).min(first + MOST_SHOWN);
    let kept: String = all.get(first..last).unwrap_or_default().iter().collect();
    let (before, after) = (if first > 0 { "…" } else { "" }, if last < all.len() { "…" } else { "" });
    format!("{before}{kept}{after}")
}

#[cfg(test)]
mod tests {
    use super::{alike, shown};

    /// What is put into the middle of a text that repeats itself is found in both.
    #[test]
    fn the_place_is_shown_in_both() {
        let before = "a or b or ".repeat(60);
        let after = "a or b or ".repeat(80);
        let (same, ends) = alike(&before, &after);
        assert!(same + ends <= before.chars().count());
        assert!(shown(&before, (same, ends)).contains("a or b or a or b"));
        assert!(shown(&after, (same, ends)).len() > 200);
        let (same, ends) = alike(&format!("{before}99.9%{before}"), &format!("{before}99.5%{before}"));
        let told = shown(&format!("{before}99.5%{before}"), (same, ends));
        assert!(told.contains("99.5%") && told.len() < 100, "{told}");
    }
}
