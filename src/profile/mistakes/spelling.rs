//! The words for values in the dress of other programs: typographic quotes, and ranges
//! as prose writes them.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Place;
use crate::value::money::NO_CURRENCY;
use crate::value::spelling::Thousands;
use crate::value::{Kind, Type, meant, read, spelling};

/// A longer text is prose, not a range.
const LONGEST: usize = 60;

/// The inside of a text in typographic quotes.
pub(in crate::profile) fn unquoted(written: &str) -> Option<&str> {
    let opens = |letter| matches!(letter, '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‚' | '‹' | '›');
    let inside = written.trim().strip_prefix(opens)?;
    Some(inside.strip_suffix(opens).unwrap_or(inside).trim())
}

pub(in crate::profile) fn typographic_quotes(written: &str, inside: &str, place: Place) -> Diagnostic {
    let quote = written.trim().chars().next().unwrap_or('“');
    Diagnostic::error(Code::PastedCharacter, format!("`{quote}` is a typographic quote, and so a part of the value"))
        .at(place, "not a plain quote")
        .help(format!("write `{inside}` without quotes, or type plain ones: `\"{inside}\"`"))
        .help("text pasted from a word processor often brings such characters")
}

/// `2.000`, which is read as 2 and is rather two thousand.
pub(in crate::profile) fn rather_thousands(written: &str, of: &Type, place: Place) -> Option<Diagnostic> {
    let Thousands { number, thousands, decimals } = spelling::thousands(written, of)?;
    let found = Diagnostic::warning(Code::BadValue, format!("`{number}` is read as {decimals}"));
    Some(
        found
            .at(place, "a point begins the decimals")
            .help(format!("for thousands write `{thousands}`, otherwise `{decimals}`")),
    )
}

/// `1M-2M`, `1M to 2M`, `at least 3M`, `3M+`: the range as it is written here.
pub(in crate::profile) fn range(written: &str, of: &Type) -> Option<String> {
    let written = written.trim();
    if !of.is_ordered() || written.len() > LONGEST {
        return None;
    }
    let lower = written.to_lowercase();
    for words in [
        "at least",
        "minimum",
        "min.",
        "min",
        "from",
        "no less than",
        "not less than",
        "more than",
        "above",
        "over",
        "after",
        "≥",
        ">=",
        ">",
    ] {
        if let Some(bare) = lower.strip_prefix(words).and_then(|_| written.get(words.len()..)) {
            return end(bare, of).map(|low| format!("{low}.."));
        }
    }
    for words in [
        "at most",
        "maximum",
        "max.",
        "max",
        "up to",
        "no more than",
        "not more than",
        "less than",
        "below",
        "under",
        "before",
        "≤",
        "<=",
        "<",
    ] {
        if let Some(bare) = lower.strip_prefix(words).and_then(|_| written.get(words.len()..)) {
            return end(bare, of).map(|high| format!("..{high}"));
        }
    }
    for words in ["+", "or more", "and more", "or higher"] {
        if let Some(bare) = lower.strip_suffix(words).and_then(|bare| written.get(..bare.len())) {
            return end(bare, of).map(|low| format!("{low}.."));
        }
    }
    [" to ", " - ", " – ", " — ", "–", "—", "…", "-"].iter().find_map(|sign| {
        written.match_indices(sign).find_map(|(at, sign)| {
            let high = written.get(at + sign.len()..).and_then(|high| end(high, of))?;
            let low = low_end(written.get(..at)?.trim(), &high, of)?;
            Some(format!("{low}..{high}"))
        })
    })
}

/// `200 users`, where users are what is counted: the number.
pub(super) fn without_unit(written: &str, of: &Type) -> Option<String> {
    let Kind::Number { unit: Some(unit) } = &of.kind else { return None };
    let (number, counted) = written.trim().split_once(' ')?;
    let of_unit = counted.trim().eq_ignore_ascii_case(unit.trim())
        || counted.trim().eq_ignore_ascii_case(unit.trim().trim_end_matches('s'));
    of_unit.then(|| end(number, of)).flatten()
}

/// `about 3M`: the value.
pub(super) fn about(written: &str, of: &Type) -> Option<String> {
    const WORDS: [&str; 10] =
        ["about", "around", "approximately", "approx.", "approx", "roughly", "circa", "ca.", "ca", "~"];
    let lower = written.trim().to_lowercase();
    let word = WORDS.iter().find(|word| lower.starts_with(**word))?;
    of.is_ordered().then(|| written.trim().get(word.len()..).and_then(|bare| end(bare, of))).flatten()
}

/// One end, in a spelling that can be read.
fn end(written: &str, of: &Type) -> Option<String> {
    let written = written.trim();
    match read(written, of, Some(NO_CURRENCY)) {
        Ok(_) => Some(written.to_owned()),
        Err(_) => meant(written, of, Some(NO_CURRENCY)).pop(),
    }
}

/// The lower end of `1-2M`, `5-10%` and `30-60 days`: what stands behind the upper end
/// holds for both.
fn low_end(low: &str, high: &str, of: &Type) -> Option<String> {
    let bare = low.ends_with(|letter: char| letter.is_ascii_digit());
    let behind = high.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let behind = behind.trim_start_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, '.' | '_' | ' '));
    let shared = match of.kind {
        Kind::Duration => Some(format!("{low} {behind}")),
        Kind::Number { .. } | Kind::Percent | Kind::Money => Some(format!("{low}{behind}")),
        _ => None,
    };
    shared.filter(|_| bare && !behind.is_empty()).and_then(|low| end(&low, of)).or_else(|| end(low, of))
}
