//! Numbers written as words.

use rust_decimal::Decimal;

const NUMERALS: [(&str, u32); 28] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("hundred", 100),
];

/// The number that an English word stands for, up to a hundred.
///
/// ```
/// use proviso::value::numeral;
/// assert_eq!(numeral("forty-five"), Some(45.into()));
/// assert_eq!(numeral("dozen"), None);
/// ```
pub fn numeral(word: &str) -> Option<Decimal> {
    let of = |word: &str| NUMERALS.iter().find(|(known, _)| *known == word).map(|(_, number)| *number);
    let number = match word.split_once('-') {
        Some((tens, ones)) => of(tens).filter(|tens| (20..100).contains(tens))? + of(ones).filter(|ones| *ones < 10)?,
        None => of(word)?,
    };
    Some(Decimal::from(number))
}
