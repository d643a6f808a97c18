//! Lengths of time.

use rust_decimal::Decimal;

/// A length of time. Months and days are kept apart, so that a date plus a duration can
/// follow the calendar; where two lengths are compared, m months count
/// 365·(m div 12) + 30·(m mod 12) days.
#[derive(Clone, Copy, Debug)]
pub struct Duration {
    /// Months; a year is 12.
    pub months: i64,
    /// Days; a week is 7.
    pub days: i64,
    /// Milliseconds.
    pub millis: i64,
}

const MILLIS_A_DAY: i64 = 86_400_000;

impl Duration {
    /// A number of days.
    pub const fn days(days: i64) -> Self {
        Self { months: 0, days, millis: 0 }
    }

    /// A number of months.
    pub const fn months(months: i64) -> Self {
        Self { months, days: 0, millis: 0 }
    }

    /// The length in milliseconds, for comparison.
    pub fn length(&self) -> Decimal {
        let days = 365 * (self.months / 12) + 30 * (self.months % 12) + self.days;
        Decimal::from(days) * Decimal::from(MILLIS_A_DAY) + Decimal::from(self.millis)
    }

    /// The duration of so many milliseconds, in days and milliseconds.
    pub fn from_length(length: Decimal) -> Self {
        let millis = i64::try_from(length.trunc()).unwrap_or(i64::MAX);
        Self { months: 0, days: millis / MILLIS_A_DAY, millis: millis % MILLIS_A_DAY }
    }

    /// As people write it: `30 days`, `6 months`, `1 year`, `15 minutes`, `43 minutes 12
    /// seconds`.
    pub fn shown(&self) -> String {
        if self.months <= 0 && self.days <= 0 && self.millis <= 0 && !self.length().is_zero() {
            return format!("-{}", Self { months: -self.months, days: -self.days, millis: -self.millis }.shown());
        }
        let mut parts = Vec::new();
        let mut part = |count: i64, unit: &str| {
            let plural = if count == 1 || unit == "ms" { "" } else { "s" };
            parts.push(format!("{count} {unit}{plural}"));
        };
        match self.months {
            0 => {}
            months if months % 12 == 0 => part(months / 12, "year"),
            months => part(months, "month"),
        }
        if self.days != 0 {
            part(self.days, "day");
        }
        match self.millis {
            0 => {}
            millis if millis % 3_600_000 == 0 => part(millis / 3_600_000, "hour"),
            millis if millis % 60_000 == 0 && millis <= 120 * 60_000 => part(millis / 60_000, "minute"),
            millis => {
                let units = [(3_600_000, "hour"), (60_000, "minute"), (1000, "second"), (1, "ms")];
                let mut rest = millis;
                for (length, unit) in units {
                    if rest / length != 0 {
                        part(rest / length, unit);
                    }
                    rest %= length;
                }
            }
        }
        if parts.is_empty() { "0 days".to_owned() } else { parts.join(" ") }
    }
}

impl PartialEq for Duration {
    fn eq(&self, other: &Self) -> bool {
        self.length() == other.length()
    }
}

impl Eq for Duration {}
