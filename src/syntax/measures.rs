//! Numbers, amounts, durations and dates as prose and other languages write them, with
//! the spelling of this one.

use crate::diagnostic::nearest;
use crate::value::{Kind, Type, meant, numeral};

/// Advice on a stretch of the text.
pub(super) struct Advice {
    pub(super) at: usize,
    pub(super) length: usize,
    pub(super) help: String,
    /// What is missing after the stretch, where that is the mistake.
    pub(super) lacks: Option<&'static str>,
}

impl Advice {
    pub(super) fn new(at: usize, length: usize, help: impl Into<String>) -> Self {
        Self { at, length, help: help.into(), lacks: None }
    }
}

/// Units of time as they are written here.
const UNITS: [&str; 16] = [
    "milliseconds",
    "millisecond",
    "ms",
    "seconds",
    "second",
    "minutes",
    "minute",
    "hours",
    "hour",
    "days",
    "day",
    "weeks",
    "week",
    "months",
    "month",
    "years",
];

const CURRENCIES: [&str; 12] = ["usd", "eur", "gbp", "chf", "jpy", "cad", "aud", "sek", "nok", "dkk", "pln", "inr"];

/// A quantity around a place where the grammar had to stop, and how it is written.
pub(super) fn quantity(text: &str, at: usize) -> Option<Advice> {
    let line_start = text.get(..at)?.rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text.get(at..)?.find('\n').map_or(text.len(), |newline| at + newline);
    let line = text.get(line_start..line_end)?;
    let at = at - line_start;
    let words = words(line);
    let touched = words.iter().position(|(start, word)| start + word.len() > at)?;
    range(line, &words, touched)
        .or_else(|| spelled(line, &words, touched))
        .map(|advice| Advice { at: advice.at + line_start, ..advice })
}

/// Each word of a line with its place, without the signs that end it.
fn words(line: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut at = 0;
    for piece in line.split_inclusive([' ', '\t']) {
        let word = piece.trim_end_matches([' ', '\t', ',', '}', ')', ']', ';']);
        let open = word.len() - word.trim_start_matches(['(', '[', '{']).len();
        if word.len() > open {
            words.push((at + open, word.get(open..).unwrap_or_default()));
        }
        at += piece.len();
    }
    words
}

fn has_digit(word: &str) -> bool {
    word.chars().any(|next| next.is_ascii_digit())
}

/// `5..50`, as profiles write it.
fn range(line: &str, words: &[(usize, &str)], touched: usize) -> Option<Advice> {
    let (start, word) = words.get(touched)?;
    let (low, high) = word.split_once("..")?;
    if !has_digit(word) {
        return None;
    }
    let unit = words.get(touched + 1).map(|(_, next)| *next).filter(|next| UNITS.contains(next));
    let with_unit = |number: &str| unit.map_or(number.to_owned(), |unit| format!("{number} {unit}"));
    let (low, high) = (low.trim(), high.trim_matches('.'));
    let write = match (low, high) {
        ("", high) => format!("at most {}", with_unit(high)),
        (low, "") => format!("at least {}", with_unit(low)),
        (low, high) => format!("between {} and {}", with_unit(low), with_unit(high)),
    };
    let before = touched.checked_sub(1).and_then(|at| words.get(at)).filter(|(_, before)| *before == "is");
    let at = before.map_or(*start, |(at, _)| *at);
    let end = unit.and_then(|_| words.get(touched + 1)).map_or(start + word.len(), |(at, unit)| at + unit.len());
    let shown = line.get(at..end).unwrap_or_default();
    Some(Advice::new(at, end - at, format!("write `{write}` instead of `{shown}`")))
}

/// The longest stretch of words around the place that reads as a quantity elsewhere.
fn spelled(line: &str, words: &[(usize, &str)], touched: usize) -> Option<Advice> {
    const MOST: usize = 4;
    for first in touched.saturating_sub(MOST)..=touched {
        for last in (touched..words.len().min(touched + MOST)).rev() {
            let ((start, begins), (end, ends)) = (words.get(first)?, words.get(last)?);
            let text = line.get(*start..end + ends.len())?;
            if !may_begin(begins) || !has_digit(text) {
                continue;
            }
            let kinds = [Kind::Percent, Kind::Money, Kind::Duration, Kind::Date, Kind::Number { unit: None }];
            let all = kinds
                .into_iter()
                .filter(|kind| *kind != Kind::Money || names_currency(text))
                .map(|kind| meant(text, &Type::plain(kind), None));
            let Some(meant) = all.into_iter().find(|meant| !meant.is_empty()) else { continue };
            if meant.iter().any(|meant| meant == text) {
                continue;
            }
            let meant: Vec<String> = meant.iter().map(|meant| format!("`{meant}`")).collect();
            return Some(Advice::new(*start, text.len(), format!("write {}", meant.join(" or "))));
        }
    }
    None
}

/// Whether a currency is among the words: elsewhere three letters may be anything.
fn names_currency(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_code = |word: &str| word.len() == 3 && word.chars().all(|next| next.is_ascii_uppercase());
    text.contains(['€', '$', '£', '¥'])
        || ["euro", "dollar", "pound", "franc"].iter().any(|name| lower.contains(name))
        || text
            .split(|next: char| !next.is_alphabetic())
            .any(|word| is_code(word) || CURRENCIES.contains(&word.to_lowercase().as_str()))
}

/// Whether a quantity may begin with a word: a digit, or a currency with or without one.
fn may_begin(word: &str) -> bool {
    let code = word.trim_end_matches(|next: char| !next.is_alphabetic());
    let is_code = code.len() == 3 && code.chars().all(|next| next.is_ascii_uppercase())
        || CURRENCIES.contains(&code.to_lowercase().as_str());
    word.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '€' | '$' | '£' | '-')) || is_code
}

/// Advice on a word after a number, or on a unit after a number in words.
pub(super) fn unit(previous: &str, word: &str, after: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let near = nearest(&lower, UNITS.into_iter().chain(["year"]));
    if let Some(number) = numeral(previous)
        && let Some(near) = near
    {
        return Some(format!("write the number in digits: `{number} {near}`"));
    }
    if !previous.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let next = after.split_whitespace().next().unwrap_or_default();
    match (lower.as_str(), near) {
        ("calendar", _) => Some(format!("all days are calendar days: write `{previous} days`")),
        ("fortnight" | "fortnights", _) => Some("count in days: a fortnight is `14 days`".to_owned()),
        ("decade" | "decades", _) => Some("count in years: a decade is `10 years`".to_owned()),
        (_, Some(near)) if next != "of" => Some(format!("write `{previous} {near}`")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::quantity;

    #[test]
    fn quantities_around_a_place() {
        for (text, stray, marked, help) in [
            ("cap at least USD 1.000.000", ".000", "USD 1.000.000", "write `USD 1_000_000` or `USD 1M`"),
            ("cap at least USD 1'000'000", "'", "USD 1'000'000", "write `USD 1_000_000` or `USD 1M`"),
            ("cap at least usd 1M", "1M", "usd 1M", "write `USD 1M`"),
            ("cap at least USD 1 000 000, otherwise", "000", "USD 1 000 000", "write `USD 1_000_000` or `USD 1M`"),
            ("users is 5..50 and regulated", "..50", "is 5..50", "write `between 5 and 50` instead of `is 5..50`"),
            ("notice at least 60 Days }", "Days", "60 Days", "write `60 days`"),
            ("notice at least 3 mo", "mo", "3 mo", "write `3 months`"),
            ("notice at least 3 mos", "mos", "3 mos", "write `3 months`"),
            ("renewal before 21.11.2026", ".11", "21.11.2026", "write `2026-11-21`"),
        ] {
            let at = text.find(stray).unwrap_or_default();
            let at = if stray == ".000" { text.rfind(stray).unwrap_or_default() } else { at };
            let found = quantity(text, at);
            let shown = found
                .map(|found| (text.get(found.at..found.at + found.length).unwrap_or_default().to_owned(), found.help));
            assert_eq!(shown, Some((marked.to_owned(), help.to_owned())), "{text}");
        }
    }

    #[test]
    fn words_are_no_quantities() {
        for (text, stray) in [
            ("users above 5 seats", "seats"),
            ("users above 5 low", "low"),
            ("regulated and users", "users"),
            ("not 5", "5"),
        ] {
            assert!(quantity(text, text.find(stray).unwrap_or_default()).is_none(), "{text}");
        }
    }
}
