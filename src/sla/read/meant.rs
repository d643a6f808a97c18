//! What people rather meant where a time cannot be read: as spreadsheets and other
//! countries write it.

use jiff::Span;
use jiff::civil::{Date, DateTime, Time};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The ways in which a day and time that cannot be read may have been meant, as they are
/// to be written: one, or both where day and month could be either.
pub(super) fn moments(text: &str) -> Vec<String> {
    if let Some(serial) = serial(text) {
        return vec![shown(serial)];
    }
    let Some((day, rest)) = text.trim().split_once([' ', 'T', ',']) else { return Vec::new() };
    let Some((time, zone)) = time(rest.trim_start_matches(',').trim()) else { return Vec::new() };
    let days = days(day.trim_end_matches(','));
    days.into_iter().map(|day| format!("{}{zone}", shown(day.to_datetime(time)))).collect()
}

fn shown(moment: DateTime) -> String {
    let whole = moment.second() == 0;
    moment.strftime(if whole { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d %H:%M:%S" }).to_string()
}

/// `22/11/2026`, `22.11.2026`, `2026/11/22`, `2026-5-3`.
fn days(text: &str) -> Vec<Date> {
    let parts: Option<Vec<i16>> = text.split(['/', '.', '-']).map(|part| part.parse().ok()).collect();
    let date =
        |year: i16, month: i16, day: i16| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    let all = match parts.as_deref() {
        Some([year @ 1000..=9999, month, day]) => vec![date(*year, *month, *day)],
        Some([day, month, year @ 1000..=9999]) if !text.contains('/') => vec![date(*year, *month, *day)],
        Some([one, other, year @ 1000..=9999]) => vec![date(*year, *other, *one), date(*year, *one, *other)],
        _ => Vec::new(),
    };
    let mut all: Vec<Date> = all.into_iter().flatten().collect();
    all.dedup();
    all
}

/// `9:12`, `9:12 PM`, `09:12:30 +01:00`: the time, and what follows it.
fn time(text: &str) -> Option<(Time, String)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(text.len());
    let (clock, rest) = text.split_at_checked(end)?;
    let mut parts = clock.split(':').map(|part| part.parse::<i8>().ok());
    let (mut hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    let mut zone = rest.trim();
    let half = zone.to_lowercase().replace('.', "");
    if half == "am" || half == "pm" {
        hour = match (hour, half.as_str()) {
            (12, "am") => 0,
            (1..=11, "pm") => hour + 12,
            _ => hour,
        };
        zone = "";
    }
    let is_zone = zone.is_empty() || zone == "Z" || zone.starts_with(['+', '-']);
    is_zone.then(|| Some((Time::new(hour, minute, second, 0).ok()?, zone.to_owned())))?
}

/// Days since the end of 1899, as spreadsheets keep them: `46145.3833`.
fn serial(text: &str) -> Option<DateTime> {
    let number = text.trim().parse::<Decimal>().ok()?;
    // Years that an outage may be of, 2009 to 2064.
    let likely = number >= Decimal::from(40_000) && number < Decimal::from(60_000);
    let days = number.trunc().to_i64().filter(|_| likely)?;
    let seconds = (number.fract() * Decimal::from(86_400)).round().to_i64()?;
    let since = Span::new().try_days(days).ok()?.try_seconds(seconds).ok()?;
    Date::constant(1899, 12, 30).at(0, 0, 0, 0).checked_add(since).ok()
}

/// The distance from UTC of a zone by a short name that tables of zones do not know, or
/// know as something else.
pub(super) fn offset(name: &str) -> Option<String> {
    let upper = name.trim().to_uppercase();
    let known = match upper.as_str() {
        "CEST" => "+02:00",
        "BST" | "WEST" => "+01:00",
        "EEST" => "+03:00",
        "EDT" => "-04:00",
        "CDT" => "-05:00",
        "MDT" => "-06:00",
        "PST" => "-08:00",
        "PDT" => "-07:00",
        "JST" => "+09:00",
        "AEST" => "+10:00",
        "AEDT" => "+11:00",
        _ => "",
    };
    if !known.is_empty() {
        return Some(known.to_owned());
    }
    // `GMT+1`, `UTC-05:30`.
    let rest = upper.strip_prefix("GMT").or_else(|| upper.strip_prefix("UTC"))?.trim();
    let hours = rest.strip_prefix(['+', '-'])?;
    let sign = rest.get(..1)?;
    let (hours, minutes) = hours.split_once(':').unwrap_or((hours, "00"));
    let hours: u8 = hours.parse().ok().filter(|hours| *hours <= 14)?;
    let minutes: u8 = minutes.parse().ok().filter(|minutes| *minutes <= 59)?;
    Some(format!("{sign}{hours:02}:{minutes:02}"))
}

#[cfg(test)]
mod tests {
    use super::{moments, offset};

    #[test]
    fn what_was_meant() {
        for (written, meant) in [
            ("22/11/2026 09:00", "2026-11-22 09:00"),
            ("03.02.2026 10:00", "2026-02-03 10:00"),
            ("3/4/2026 9:12", "2026-04-03 09:12|2026-03-04 09:12"),
            ("2026-05-03 9:12", "2026-05-03 09:12"),
            ("2026/05/03 09:12:30", "2026-05-03 09:12:30"),
            ("2026-05-03 09:12 PM", "2026-05-03 21:12"),
            ("12/31/2026 12:05 a.m.", "2026-12-31 00:05"),
            ("46145.383333", "2026-05-03 09:12"),
            ("2026-05-03 9:12 +01:00", "2026-05-03 09:12+01:00"),
            ("2026-02-30 10:00", ""),
            ("yesterday", ""),
        ] {
            assert_eq!(moments(written).join("|"), meant, "{written}");
        }
        for (written, meant) in [("CEST", "+02:00"), ("GMT+1", "+01:00"), ("utc-5:30", "-05:30")] {
            assert_eq!(offset(written).as_deref(), Some(meant));
        }
        assert_eq!(offset("Mars"), None);
    }
}
