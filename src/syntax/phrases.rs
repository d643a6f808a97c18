//! Comparisons and durations as prose and other languages write them, with the words of
//! this one.

/// A longer phrase before any that it begins with.
const COMPARISONS: [(&str, &str); 54] = [
    ("greater than or equal to", "at least"),
    ("more than or equal to", "at least"),
    ("less than or equal to", "at most"),
    ("must not exceed", "at most"),
    ("shall not exceed", "at most"),
    ("may not exceed", "at most"),
    ("does not exceed", "at most"),
    ("not to exceed", "at most"),
    ("not exceeding", "at most"),
    ("no more than", "at most"),
    ("not more than", "at most"),
    ("no longer than", "at most"),
    ("not longer than", "at most"),
    ("no higher than", "at most"),
    ("no less than", "at least"),
    ("not less than", "at least"),
    ("no fewer than", "at least"),
    ("not fewer than", "at least"),
    ("no lower than", "at least"),
    ("no later than", "on or before"),
    ("not later than", "on or before"),
    ("no earlier than", "on or after"),
    ("not earlier than", "on or after"),
    ("not above", "at most"),
    ("not below", "at least"),
    ("not before", "on or after"),
    ("not after", "on or before"),
    ("more than", "above"),
    ("greater than", "above"),
    ("larger than", "above"),
    ("longer than", "above"),
    ("higher than", "above"),
    ("less than", "below"),
    ("fewer than", "below"),
    ("smaller than", "below"),
    ("shorter than", "below"),
    ("lower than", "below"),
    ("later than", "after"),
    ("earlier than", "before"),
    ("a minimum of", "at least"),
    ("minimum of", "at least"),
    ("minimum", "at least"),
    ("min", "at least"),
    ("least", "at least"),
    ("a maximum of", "at most"),
    ("maximum of", "at most"),
    ("maximum", "at most"),
    ("max", "at most"),
    ("most", "at most"),
    ("up to", "at most"),
    ("exactly", "is"),
    (">=", "at least"),
    ("<=", "at most"),
    ("until", "on or before"),
];

const UNITS: [&str; 14] = [
    "a", "an", "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "month", "months", "year",
    "years",
];

/// `minimum 180 days` → `at least 180 days`; the words alone where no value follows.
pub(super) fn comparison(text: &str) -> Option<String> {
    let line = text.split('\n').next().unwrap_or_default();
    let (phrase, words) = COMPARISONS.iter().find(|(phrase, _)| {
        line.strip_prefix(phrase).is_some_and(|rest| phrase.ends_with('=') || !rest.starts_with(is_word_char))
    })?;
    let rest = line.get(phrase.len()..).unwrap_or_default();
    // The value ends where the condition goes on or ends.
    let value: Vec<&str> = rest
        .split_whitespace()
        .take_while(|word| {
            word.chars().all(is_word_char) && !matches!(*word, "and" | "or" | "when" | "otherwise" | "in")
        })
        .take(4)
        .collect();
    let is_value = value.first().is_some_and(|word| word.starts_with(char::is_alphanumeric));
    Some(if is_value { format!("{words} {}", value.join(" ")) } else { (*words).to_owned() })
}

/// `half a year`, `two months`: advice on a duration in words, of which the first is read
/// as a name.
pub(super) fn duration(previous: &str, text: &str, after: &str) -> Option<&'static str> {
    let numeral = matches!(
        previous,
        "half"
            | "a"
            | "an"
            | "every"
            | "each"
            | "one"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "nine"
            | "ten"
            | "twelve"
    );
    if !numeral || !(UNITS.contains(&text) || matches!(text, "week" | "weeks" | "quarter" | "quarters")) {
        return None;
    }
    let next = after.split_whitespace().next().unwrap_or_default();
    Some(match (previous, text, next) {
        ("half", "a", "year") | ("half", "year", _) => "half a year is `6 months`",
        (_, "quarter" | "quarters", _) => "count in months: a quarter is `3 months`",
        _ => "write the number in digits, then the unit: `30 days`, `6 months`, `1 year`",
    })
}

fn is_word_char(next: char) -> bool {
    next.is_alphanumeric() || matches!(next, '-' | '_' | '.' | '%')
}

#[cfg(test)]
mod tests {
    use super::{COMPARISONS, comparison};

    #[test]
    fn a_longer_phrase_comes_first() {
        for (at, (phrase, _)) in COMPARISONS.iter().enumerate() {
            let hidden = COMPARISONS.iter().take(at).find(|(before, _)| phrase.starts_with(&format!("{before} ")));
            assert!(hidden.is_none(), "{phrase}");
        }
    }

    #[test]
    fn values_end_where_the_condition_does() {
        for (text, expected) in [
            ("minimum 180 days and regulated", "at least 180 days"),
            ("no more than EUR 5M }", "at most EUR 5M"),
            ("minimum\n 5", "at least"),
            (">= 5", "at least 5"),
        ] {
            assert_eq!(comparison(text).as_deref(), Some(expected));
        }
        assert_eq!(comparison("minimal 5"), None);
    }
}
