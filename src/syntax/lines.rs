//! What a line tells: whether a declaration or a property begins there, and to which
//! property a place in it belongs.

use super::scan::pasted_as;
use super::values::plain_name;
use super::words::{DeclarationWord, PropertyWord};

pub(super) fn is_word(found: char) -> bool {
    found.is_alphanumeric() || matches!(found, '-' | '_' | '.')
}

/// Whether a line goes on with the one before: `and …`, `or …`, `{ …`, `+ …`.
pub(super) fn starts_with_joiner(line: &str) -> bool {
    let text = line.trim_start_matches([' ', '\t']);
    let sign = text
        .strip_prefix(['+', '-', '*', '/'])
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']));
    text.starts_with('{') || sign || matches!(first_word(text), Some("and" | "or"))
}

/// Whether a line looks like the head of a declaration: a declaration word, then a name.
pub(super) fn begins_declaration(line: &str) -> bool {
    let Some((word, rest)) = head(line) else { return false };
    let Some(declares) = DeclarationWord::find(word) else { return false };
    let indented = line.starts_with([' ', '\t']);
    let named = if declares == DeclarationWord::Test { rest.starts_with('"') } else { false };
    (named || rest.starts_with(char::is_alphabetic))
        && (!indented || (declares.may_stand_inside() && names_and_opens(rest)))
}

/// Whether a line begins with a property word and a quote: the quote of another text.
pub(super) fn begins_text_property(line: &str) -> bool {
    head(line).is_some_and(|(word, rest)| rest.starts_with('"') && PropertyWord::find(word).is_some())
}

/// Whether a declaration begins that stands in no other.
pub(super) fn begins_top_declaration(line: &str) -> bool {
    begins_declaration(line)
        && head(line).and_then(|(word, _)| DeclarationWord::find(word)).is_some_and(|word| !word.may_stand_inside())
}

/// Whether a line can only be the head of a declaration, wherever it stands: prose may
/// begin with `term of …`, but not with `term NAME "…`.
pub(super) fn names_and_opens_declaration(line: &str) -> bool {
    head(line).is_some_and(|(word, rest)| match DeclarationWord::find(word) {
        Some(DeclarationWord::Test) => rest.starts_with('"'),
        Some(_) => rest.starts_with(char::is_alphabetic) && names_and_opens(rest),
        None => false,
    })
}

/// `NAME "…` or `NAME {`: what no line inside a text or a bracket is likely to be.
fn names_and_opens(rest: &str) -> bool {
    let after = rest.trim_start_matches(is_word).trim_start_matches([' ', '\t']);
    after.starts_with(['"', '{'])
}

/// The first word of a line, where it begins with one.
pub(super) fn first_word(line: &str) -> Option<&str> {
    let line = line.trim_start_matches([' ', '\t']);
    let end = line.find(|next| !is_word(next)).unwrap_or(line.len());
    line.get(..end).filter(|word| !word.is_empty())
}

fn head(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches([' ', '\t']);
    let end = line.find(|next| !is_word(next))?;
    let (word, rest) = line.split_at_checked(end)?;
    let spaced = rest.trim_start_matches([' ', '\t']);
    (spaced.len() < rest.len()).then_some((word, spaced))
}

/// The names that a declaration may have been meant to have, from what follows its word:
/// `company users "…"` may be `company-users`, `company.users`, `company` or `users`.
pub(super) fn likely_names(head: &str) -> Vec<String> {
    /// More words than this are prose.
    const MOST: usize = 4;
    let is_end = |next: char| {
        matches!(next, '{' | '(' | '[' | '\n' | '#') || pasted_as(next).map_or(next == '"', |(_, plain)| plain == "\"")
    };
    let written = head.split(is_end).next().unwrap_or_default().trim();
    let words: Vec<&str> = written.split_whitespace().collect();
    if words.is_empty() || words.len() > MOST {
        return Vec::new();
    }
    let visible: String =
        written.chars().filter(|next| pasted_as(*next).is_none_or(|(_, plain)| plain != "nothing")).collect();
    let mut names = vec![plain_name(written), plain_name(&visible), plain_name(&words.join("."))];
    names.extend(words.iter().map(|word| plain_name(word)));
    names.retain(|name| !name.is_empty());
    names.sort();
    names.dedup();
    names
}

/// The last property of a line, and what follows its word.
pub(super) fn property(before: &str) -> (Option<PropertyWord>, &str) {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let mut found: (Option<PropertyWord>, &str) = (None, "");
    let mut last = "";
    let mut end = 0;
    for piece in line.split_inclusive(|next: char| !is_word(next)) {
        end += piece.len();
        let word = piece.trim_end_matches(|next: char| !is_word(next));
        if word.is_empty() {
            continue;
        }
        let taken = matches!(last, "is" | "from" | "least" | "most" | "above" | "below" | "and" | "or" | "not" | "of")
            || last == "otherwise";
        let of_guarded = word == "when" && found.0.is_some_and(is_guarded) || word == "as";
        let compares = word == "between" && found.0.is_some_and(is_condition);
        let property = match word {
            "done" => Some(PropertyWord::DoneWhen),
            word => PropertyWord::find(word),
        };
        if let Some(property) = property.filter(|_| !taken && !of_guarded && !compares)
            && !(property == PropertyWord::When && found.0 == Some(PropertyWord::DoneWhen))
        {
            found = (Some(property), line.get(end..).unwrap_or_default());
        }
        last = word;
    }
    found
}

pub(super) fn is_guarded(property: PropertyWord) -> bool {
    matches!(
        property,
        PropertyWord::Severity
            | PropertyWord::Priority
            | PropertyWord::Owner
            | PropertyWord::Approver
            | PropertyWord::Instrument
            | PropertyWord::Standard
            | PropertyWord::Value
    )
}

pub(super) fn is_rung(property: PropertyWord) -> bool {
    matches!(property, PropertyWord::Preferred | PropertyWord::Fallback | PropertyWord::WalkAway)
}

pub(super) fn is_condition(property: PropertyWord) -> bool {
    is_rung(property) || matches!(property, PropertyWord::When | PropertyWord::DoneWhen)
}
