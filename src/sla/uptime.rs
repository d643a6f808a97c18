//! Uptime as an exact fraction, and the row of a table that it earns.

use rust_decimal::Decimal;

use super::Length;
use super::ladder::{Table, Tier};

/// Downtime as a part of the time it is measured in. The percentage is
/// `(base - down) / base x 100`.
///
/// Source: Online Services SLA, "Monthly Uptime Percentage" of each service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uptime {
    base: Length,
    down: Length,
}

/// A result that does not fit the numbers: nothing is worked out with rounded ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the figures are too large to be worked out exactly")]
pub struct Overflow;

/// Digits after the point, unless more are needed to tell a figure from a threshold.
const DIGITS: u32 = 6;
/// Digits beyond which the figures no longer fit.
const MOST_DIGITS: u32 = 14;

impl Uptime {
    /// The uptime over a time, of which so much was downtime; nothing over no time at all.
    /// Downtime beyond the time it is measured in does not count.
    pub fn new(base: Length, down: Length) -> Option<Self> {
        (!base.is_zero()).then(|| Self { base, down: down.min(base) })
    }

    /// The time it is measured in.
    pub fn base(&self) -> Length {
        self.base
    }

    /// The downtime.
    pub fn down(&self) -> Length {
        self.down
    }

    /// Whether it is below a percentage: `100 x (base - down) < percent x base`. At the
    /// percentage itself it is not.
    ///
    /// # Errors
    /// The percentage has so many digits that the products do not fit 127 bits.
    pub fn is_below(&self, percent: Decimal) -> Result<bool, Overflow> {
        let scale = 10_i128.checked_pow(percent.scale()).ok_or(Overflow)?;
        let up = (self.base - self.down).nanos().checked_mul(100).and_then(|up| up.checked_mul(scale));
        let threshold = self.base.nanos().checked_mul(percent.mantissa());
        Ok(up.ok_or(Overflow)? < threshold.ok_or(Overflow)?)
    }

    /// The row it earns: the one with the lowest threshold that it is below.
    ///
    /// # Errors
    /// As [`Self::is_below`].
    pub fn tier<'t>(&self, table: &'t Table) -> Result<Option<&'t Tier>, Overflow> {
        let mut earned = None;
        for tier in &table.tiers {
            if self.is_below(tier.below)? {
                earned = Some(tier);
            }
        }
        Ok(earned)
    }

    /// The percentage in six digits after the point, or in as many as it takes to show on
    /// which side of every threshold it is; fewer where fewer say it exactly.
    ///
    /// ```
    /// use proviso::sla::{Length, Uptime};
    /// # use rust_decimal::Decimal;
    /// let limit = Decimal::new(9999, 2);
    /// let shown = |down| Uptime::new(Length::minutes(43_200), Length::millis(down)).unwrap().shown(&[limit]);
    /// assert_eq!(shown(259_200), "99.99%");
    /// assert_eq!(shown(259_201), "99.98999996%");
    /// assert_eq!(shown(300_000), "99.988426%");
    /// ```
    pub fn shown(&self, thresholds: &[Decimal]) -> String {
        let mut last = None;
        for digits in DIGITS..=MOST_DIGITS {
            let Some(rounded) = self.rounded(digits) else { break };
            let tells = thresholds.iter().all(|threshold| {
                let exact = self.rounded_is_exact(digits);
                exact || self.is_below(*threshold) == Ok(rounded < *threshold)
            });
            last = Some(rounded);
            if tells {
                break;
            }
        }
        last.map_or_else(String::new, |percent| format!("{}%", percent.normalize()))
    }

    /// The percentage with so many digits, the last one rounded.
    fn rounded(&self, digits: u32) -> Option<Decimal> {
        let scale = 10_i128.checked_pow(digits)?;
        let up = (self.base - self.down).nanos().checked_mul(100)?.checked_mul(scale)?;
        let half = self.base.nanos() / 2;
        Decimal::try_from_i128_with_scale(up.checked_add(half)? / self.base.nanos(), digits).ok()
    }

    fn rounded_is_exact(&self, digits: u32) -> bool {
        let scaled = 10_i128
            .checked_pow(digits)
            .and_then(|scale| (self.base - self.down).nanos().checked_mul(100).and_then(|up| up.checked_mul(scale)));
        scaled.is_some_and(|up| up % self.base.nanos() == 0)
    }
}
