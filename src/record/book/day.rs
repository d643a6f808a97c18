//! Days as people write them into a list.

use jiff::civil::Date;

use crate::value::{read_date, show_date};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The day that a text names without any doubt: `2027-03-31`, `31 March 2027`, `31 Mar 2027`
/// or `March 31, 2027`. Of `03/04/2027` nobody knows which it is.
pub(super) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(date) = read_date(text) {
        return Some(date);
    }
    let words: Vec<&str> = text.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let [first, second, year] = words.as_slice() else { return None };
    let (day, month) = month(second).map(|month| (first, month)).or_else(|| Some((second, month(first)?)))?;
    let number = |text: &str, most: usize| {
        (text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse::<i16>().ok())?
    };
    let year = number(year, 4).filter(|year| *year >= 1000)?;
    let day = i8::try_from(number(day, 2)?).ok()?;
    Date::new(year, month, day).ok()
}

/// The number of a month by its name, or by its first three letters or more.
fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.').to_lowercase();
    let at = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(&word))?;
    i8::try_from(at + 1).ok()
}

/// When something is due, as it is kept: a day as year-month-day, or the words where they
/// name none.
pub(super) fn due(text: &str) -> String {
    day(text).map_or_else(|| text.to_owned(), |day| day.to_string())
}

/// When something is due, as people read it.
///
/// ```
/// use proviso::record::due_shown;
/// assert_eq!(due_shown("2027-03-31"), "31 March 2027");
/// assert_eq!(due_shown("after the board"), "after the board");
/// ```
pub fn due_shown(kept: &str) -> String {
    read_date(kept).map_or_else(|_| kept.to_owned(), show_date)
}

#[cfg(test)]
mod tests {
    use super::{day, due};

    #[test]
    fn days() {
        for text in
            ["2027-03-31", "31 March 2027", "31 mar 2027", "31 Mar. 2027", "March 31, 2027", " 31  March, 2027 "]
        {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some("2027-03-31"), "{text}");
        }
        for text in ["", "03/04/2027", "31 ma 2027", "31 February 2027", "31 March 27", "end of March 2027", "1 2 3"] {
            assert_eq!(day(text), None, "{text}");
        }
        assert_eq!(due("after the board"), "after the board");
    }
}
