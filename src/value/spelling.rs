//! Values as people write them elsewhere → the same value as it is written here.

use super::Type;
use super::read::exact;
use super::types::Kind;

/// A longer text is prose, not a value.
const LONGEST: usize = 60;

/// Currencies by their signs and names. `$` may mean others; the message asks.
const CURRENCIES: [(&str, &str); 13] = [
    ("us$", "USD"),
    ("€", "EUR"),
    ("$", "USD"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("euros", "EUR"),
    ("euro", "EUR"),
    ("dollars", "USD"),
    ("dollar", "USD"),
    ("pounds", "GBP"),
    ("pound", "GBP"),
    ("francs", "CHF"),
    ("chf.", "CHF"),
];

/// Words and letters after a number, with the letter that is read here.
const FACTORS: [(&str, char); 17] = [
    ("thousand", 'k'),
    ("tsd.", 'k'),
    ("tsd", 'k'),
    ("k", 'k'),
    ("millions", 'M'),
    ("million", 'M'),
    ("mio.", 'M'),
    ("mio", 'M'),
    ("mln", 'M'),
    ("mn", 'M'),
    ("m", 'M'),
    ("billions", 'B'),
    ("billion", 'B'),
    ("mrd.", 'B'),
    ("mrd", 'B'),
    ("bn", 'B'),
    ("b", 'B'),
];

const UNITS: [(&str, &str); 22] = [
    ("ms", "ms"),
    ("s", "seconds"),
    ("sec", "seconds"),
    ("secs", "seconds"),
    ("min", "minutes"),
    ("mins", "minutes"),
    ("h", "hours"),
    ("hr", "hours"),
    ("hrs", "hours"),
    ("d", "days"),
    ("day", "days"),
    ("days", "days"),
    ("w", "weeks"),
    ("wk", "weeks"),
    ("wks", "weeks"),
    ("mo", "months"),
    ("mos", "months"),
    ("month", "months"),
    ("months", "months"),
    ("y", "years"),
    ("yr", "years"),
    ("yrs", "years"),
];

/// Durations in words.
const DURATIONS: [(&str, &str); 14] = [
    ("half a year", "6 months"),
    ("half year", "6 months"),
    ("half-yearly", "6 months"),
    ("half-year", "6 months"),
    ("a year", "12 months"),
    ("one year", "12 months"),
    ("every year", "12 months"),
    ("yearly", "12 months"),
    ("annually", "12 months"),
    ("a quarter", "3 months"),
    ("every quarter", "3 months"),
    ("quarterly", "3 months"),
    ("a month", "1 month"),
    ("monthly", "1 month"),
];

/// What was meant, in one or two spellings that can be read; nothing where nobody knows.
/// Amounts without a currency take `currency`.
pub fn meant(text: &str, of: &Type, currency: Option<&str>) -> Vec<String> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return Vec::new();
    }
    let lower = text.to_lowercase();
    let mut meant = match &of.kind {
        Kind::YesNo => yes_or_no(&lower),
        Kind::Number { .. } => numbers(&lower),
        Kind::Percent => {
            let bare = ["%", "per cent", "percent", "pct"].iter().find_map(|sign| lower.strip_suffix(sign));
            let numbers = bare.map(|bare| numbers(bare.trim_end())).unwrap_or_default();
            numbers.into_iter().take(1).map(|number| format!("{number}%")).collect()
        }
        Kind::Money => amounts(text, &lower),
        Kind::Duration => duration(&lower).into_iter().collect(),
        Kind::Date => date(text).into_iter().collect(),
        Kind::Scale(_) | Kind::OneOf(_) | Kind::Set(_) | Kind::Text => Vec::new(),
    };
    // What is offered as right must be right.
    meant.retain(|meant| exact(meant, of, currency).is_ok());
    meant
}

fn yes_or_no(lower: &str) -> Vec<String> {
    let word = match lower {
        "y" | "yes" | "on" | "true" | "t" | "1" | "x" | "ja" | "oui" => "yes",
        "n" | "no" | "off" | "false" | "f" | "0" | "nein" | "non" => "no",
        _ => return Vec::new(),
    };
    vec![word.to_owned()]
}

/// `€2M`, `2M EUR`, `2.000.000 euros`.
fn amounts(text: &str, lower: &str) -> Vec<String> {
    let sign = CURRENCIES.iter().find_map(|(sign, code)| {
        let bare = lower.strip_prefix(sign).or_else(|| lower.strip_suffix(sign))?;
        Some(((*code).to_owned(), bare))
    });
    // A code in small letters, or behind the amount.
    let is_code = |word: &str| {
        let factor = FACTORS.iter().any(|(factor, _)| *factor == word);
        word.len() == 3 && word.chars().all(|letter| letter.is_ascii_lowercase()) && !factor
    };
    let code = || {
        let first = lower.split_at_checked(3).filter(|(code, rest)| is_code(code) && !begins_with_letter(rest));
        let last = lower.len().checked_sub(3).and_then(|at| lower.split_at_checked(at));
        let last = last.filter(|(rest, code)| is_code(code) && !rest.ends_with(char::is_alphabetic));
        first.or_else(|| last.map(|(rest, code)| (code, rest))).map(|(code, rest)| (code.to_uppercase(), rest))
    };
    match sign.or_else(code) {
        Some((code, bare)) => numbers(bare.trim()).into_iter().map(|number| format!("{code} {number}")).collect(),
        None if text.chars().any(|letter| letter.is_ascii_digit()) => numbers(lower),
        None => Vec::new(),
    }
}

fn begins_with_letter(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
}

/// `2.000.000`, `1'000`, `1.234,56`, `5 million`: with every digit, and short where that
/// is possible.
fn numbers(lower: &str) -> Vec<String> {
    let (digits, factor) = FACTORS
        .iter()
        .find_map(|(word, letter)| Some((lower.strip_suffix(word)?.trim_end(), Some(*letter))))
        .unwrap_or((lower, None));
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let Some((whole, fraction)) = parts(digits) else { return Vec::new() };
    let point = if fraction.is_empty() { "" } else { "." };
    if let Some(factor) = factor {
        return vec![format!("{sign}{whole}{point}{fraction}{factor}")];
    }
    let mut spellings = vec![format!("{sign}{}{point}{fraction}", grouped(&whole))];
    for (zeros, letter) in [("000000000", 'B'), ("000000", 'M'), ("000", 'k')] {
        if let (Some(short), true) = (whole.strip_suffix(zeros), fraction.is_empty())
            && !short.is_empty()
        {
            spellings.push(format!("{sign}{short}{letter}"));
            break;
        }
    }
    spellings
}

/// The digits before and after the decimal sign, whichever signs divide them; nothing
/// where `1,500` may mean one and a half or fifteen hundred.
fn parts(digits: &str) -> Option<(String, String)> {
    let divides = |sign: char| matches!(sign, '.' | ',' | '\'' | '’' | '_' | ' ' | '\u{a0}' | '\u{202f}');
    if !digits.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    if !digits.chars().all(|letter| letter.is_ascii_digit() || divides(letter)) {
        return None;
    }
    let signs: Vec<char> = digits.chars().filter(|letter| divides(*letter)).collect();
    let groups: Vec<&str> = digits.split(divides).collect();
    let (last, before) = groups.split_last()?;
    let decimal = signs.last().is_some_and(|sign| {
        let once = signs.iter().filter(|other| *other == sign).count() == 1;
        matches!(sign, '.' | ',') && once && (signs.len() > 1 || last.len() != 3)
    });
    if signs == [','] && !decimal {
        return None;
    }
    let (whole, fraction) = if decimal { (before, *last) } else { (groups.as_slice(), "") };
    let (_, rest) = whole.split_first()?;
    let even = rest.iter().all(|group| group.len() == 3) && whole.iter().all(|group| !group.is_empty());
    even.then(|| (whole.concat(), fraction.to_owned()))
}

/// `2_000_000`.
fn grouped(digits: &str) -> String {
    if digits.len() < 5 {
        return digits.to_owned();
    }
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}

/// `30 d`, `6 Months`, `half a year`.
fn duration(lower: &str) -> Option<String> {
    if let Some((_, meant)) = DURATIONS.iter().find(|(words, _)| *words == lower) {
        return Some((*meant).to_owned());
    }
    let split = lower.find(char::is_alphabetic)?;
    let (count, unit) = lower.split_at_checked(split)?;
    let unit = unit.trim_end_matches('.');
    let known = UNITS.iter().find(|(short, _)| *short == unit).map(|(_, long)| *long);
    let count = count.trim();
    let unit = known.unwrap_or(unit);
    let unit = if count == "1" { unit.trim_end_matches('s') } else { unit };
    (!count.is_empty()).then(|| format!("{count} {unit}"))
}

/// `21.11.2026` and `2026/11/21`; `3/4/2026` only where it can mean one day alone.
fn date(text: &str) -> Option<String> {
    let sign = ['/', '.', '-'].into_iter().find(|sign| text.contains(*sign))?;
    let parts: Vec<u16> = text.split(sign).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let (year, month, day) = match parts.as_slice() {
        [year @ (1000..), month, day] => (year, month, day),
        [day, month, year @ (1000..)] if sign != '/' || *day > 12 => (year, month, day),
        [month, day, year @ (1000..)] if *day > 12 => (year, month, day),
        _ => return None,
    };
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// A number whose point may stand between thousands.
pub struct Thousands<'t> {
    /// As written: `2.000`.
    pub number: &'t str,
    /// As thousands: `2_000`.
    pub thousands: String,
    /// As it is read: `2`.
    pub decimals: String,
}

/// `2.000`, which is read as 2 and is rather two thousand: nobody counts or pays in
/// thousandths.
pub fn thousands<'t>(written: &'t str, of: &Type) -> Option<Thousands<'t>> {
    if !matches!(of.kind, Kind::Number { .. } | Kind::Money) {
        return None;
    }
    let number = written.trim().trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let (whole, fraction) = number.split_once('.')?;
    let digits = |text: &str| text.chars().all(|letter| letter.is_ascii_digit());
    let thousands = fraction.len() == 3 && (1..4).contains(&whole.len()) && digits(fraction) && digits(whole);
    (thousands && !whole.starts_with('0')).then(|| {
        let decimals = fraction.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        Thousands { number, thousands: format!("{whole}_{fraction}"), decimals: format!("{whole}{point}{decimals}") }
    })
}

#[cfg(test)]
mod tests {
    use super::{Kind, Type, meant};

    fn of(kind: Kind) -> Type {
        Type::plain(kind)
    }

    #[test]
    fn what_was_meant() {
        let number = Kind::Number { unit: None };
        for (kind, written, expected) in [
            (Kind::YesNo, "Y", "yes"),
            (Kind::YesNo, "off", "no"),
            (number.clone(), "2.000.000", "2_000_000|2M"),
            (number.clone(), "1'500", "1500"),
            (number.clone(), "1.234,56", "1234.56"),
            (number.clone(), "1,5M", "1.5M"),
            (number.clone(), "-5 million", "-5M"),
            (Kind::Money, "€2M", "EUR 2M"),
            (Kind::Money, "2,5 Mio. EUR", "EUR 2.5M"),
            (Kind::Money, "eur 500.000", "EUR 500_000|EUR 500k"),
            (Kind::Money, "2.000.000,00 €", "EUR 2_000_000.00"),
            (Kind::Percent, "99,9 %", "99.9%"),
            (Kind::Duration, "30 d", "30 days"),
            (Kind::Duration, "1 Yr.", "1 year"),
            (Kind::Duration, "half a year", "6 months"),
            (Kind::Date, "21.11.2026", "2026-11-21"),
            (Kind::Date, "11/21/2026", "2026-11-21"),
        ] {
            assert_eq!(meant(written, &of(kind), None).join("|"), expected, "{written}");
        }
    }

    #[test]
    fn what_nobody_knows() {
        let number = Kind::Number { unit: None };
        for (kind, written) in [
            (Kind::YesNo, "maybe"),
            (number.clone(), "1,500"),
            (number.clone(), "1.00.000"),
            (number, "many"),
            (Kind::Money, "a lot"),
            (Kind::Money, "2M or 3M"),
            (Kind::Duration, "soon"),
            (Kind::Date, "3/4/2026"),
            (Kind::Date, "31.2.2026"),
        ] {
            assert!(meant(written, &of(kind), None).is_empty(), "{written}");
        }
    }
}
