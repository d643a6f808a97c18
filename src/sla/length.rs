//! Exact lengths of time.

use std::ops::{Add, Sub};

use jiff::Timestamp;
use rust_decimal::Decimal;

use crate::value::Duration;

/// A length of time in nanoseconds, never below zero: downtime, or the time it is a part
/// of. Nothing is lost when lengths are added, and nothing rounded when they are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Length(i128);

const A_SECOND: i128 = 1_000_000_000;
const A_MINUTE: i128 = 60 * A_SECOND;

/// Units as people write them after a number, in nanoseconds. `m` is a minute here: no
/// outage is measured in months.
const UNITS: [(&[&str], i128); 5] = [
    (&["ms", "millisecond", "milliseconds"], 1_000_000),
    (&["s", "sec", "secs", "second", "seconds"], A_SECOND),
    (&["m", "min", "mins", "minute", "minutes"], A_MINUTE),
    (&["h", "hr", "hrs", "hour", "hours"], 60 * A_MINUTE),
    (&["d", "day", "days"], 24 * 60 * A_MINUTE),
];

impl Length {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// So many whole minutes.
    pub fn minutes(minutes: i64) -> Self {
        Self(i128::from(minutes) * A_MINUTE)
    }

    /// So many milliseconds.
    pub fn millis(millis: i64) -> Self {
        Self(i128::from(millis) * 1_000_000)
    }

    /// From one instant to another; nothing where the second is not later.
    pub fn between(start: Timestamp, end: Timestamp) -> Self {
        Self((end.as_nanosecond() - start.as_nanosecond()).max(0))
    }

    /// The length of a duration without months, whose days have 24 hours.
    pub fn of(duration: &Duration) -> Option<Self> {
        let days = i128::from(duration.days) * 24 * 60 * A_MINUTE;
        (duration.months == 0).then_some(Self(days + i128::from(duration.millis) * 1_000_000))
    }

    /// In nanoseconds.
    pub fn nanos(self) -> i128 {
        self.0
    }

    /// Whether there is no time at all.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// So much later than an instant, unless that is past the calendar.
    pub fn after(self, instant: Timestamp) -> Option<Timestamp> {
        Timestamp::from_nanosecond(instant.as_nanosecond().checked_add(self.0)?).ok()
    }

    /// In minutes and seconds, exactly: "95 minutes", "43 minutes 12 seconds".
    ///
    /// ```
    /// use proviso::sla::Length;
    /// assert_eq!(Length::minutes(44_640).shown(), "44,640 minutes");
    /// assert_eq!(Length::millis(241_920).shown(), "4 minutes 1.92 seconds");
    /// assert_eq!(Length::ZERO.shown(), "0 minutes");
    /// ```
    pub fn shown(self) -> String {
        let (minutes, rest) = (self.0 / A_MINUTE, self.0 % A_MINUTE);
        let plural = |one: bool| if one { "" } else { "s" };
        let seconds = Decimal::try_from_i128_with_scale(rest, 9).unwrap_or_default().normalize();
        let shown = format!("{seconds} second{}", plural(seconds == Decimal::ONE));
        match (minutes, rest) {
            (minutes, 0) => format!("{} minute{}", thousands(minutes), plural(minutes == 1)),
            (0, _) => shown,
            (minutes, _) => format!("{} minute{} {shown}", thousands(minutes), plural(minutes == 1)),
        }
    }

    /// In minutes, for a formula: `43,200`, `43.2`; nothing where it takes more than six
    /// digits after the point.
    pub fn in_minutes(self) -> Option<String> {
        let exact = self.0 * 1_000_000 % A_MINUTE == 0;
        let minutes = Decimal::try_from_i128_with_scale(self.0 * 1_000_000 / A_MINUTE, 6).ok()?.normalize();
        let text = minutes.to_string();
        let (whole, fraction) = text.split_once('.').map_or((text.as_str(), ""), |parts| parts);
        let whole = whole.parse().map(thousands).unwrap_or_default();
        exact.then(|| if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") })
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self((self.0 - other.0).max(0))
    }
}

impl std::iter::Sum for Length {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Add::add)
    }
}

/// Reads a length: `95m`, `1h 35m`, `43.2 minutes`. Each number has its unit.
///
/// ```
/// use proviso::sla::{Length, read_length};
/// assert_eq!(read_length("1h35m"), Some(Length::minutes(95)));
/// assert_eq!(read_length("4.032 minutes"), Some(Length::millis(241_920)));
/// assert_eq!(read_length("95"), None);
/// ```
pub fn read_length(text: &str) -> Option<Length> {
    let mut rest = text.trim();
    let mut length = 0_i128;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let number = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '_')?;
        let (digits, after) = rest.split_at_checked(number)?;
        let after = after.trim_start();
        let word = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        let (unit, after) = after.split_at_checked(word)?;
        let unit = unit.to_lowercase();
        let (_, nanos) = UNITS.iter().find(|(words, _)| words.contains(&unit.as_str()))?;
        let count = Decimal::from_str_exact(&digits.replace('_', "")).ok()?;
        let scale = 10_i128.checked_pow(count.scale())?;
        let product = count.mantissa().checked_mul(*nanos)?;
        if product % scale != 0 {
            return None;
        }
        length = length.checked_add(product / scale)?;
        rest = after.trim_start();
    }
    Some(Length(length))
}

/// What to write instead of a length with a comma, which stands before decimals in one
/// country and between thousands in another.
///
/// ```
/// use proviso::sla::mislength;
/// assert_eq!(mislength("1,5h").unwrap(), "did you mean `1.5h`? decimals are written with a point");
/// assert_eq!(mislength("14,400 min").unwrap(), "did you mean `14400 min` or `14.400 min`? write no commas");
/// assert_eq!(mislength("long"), None);
/// ```
pub fn mislength(text: &str) -> Option<String> {
    let point = text.replace(',', ".");
    let plain = text.replace(',', "");
    let is_bare = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    let reads = |text: &str| if is_bare { read_length(&format!("{text}m")) } else { read_length(text) };
    reads(&plain).filter(|_| text.contains(','))?;
    let (_, after) = text.split_once(',')?;
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    Some(match (digits, reads(&point)) {
        (3, Some(_)) if !is_bare => format!("did you mean `{plain}` or `{point}`? write no commas"),
        (3, _) => format!("did you mean `{plain}`? write no commas"),
        (_, Some(_)) => format!("did you mean `{point}`? decimals are written with a point"),
        (_, None) => "decimals are written with a point".to_owned(),
    })
}

/// With commas between thousands.
fn thousands(number: i128) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}
