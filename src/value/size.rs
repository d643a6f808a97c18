//! Numbers that figures calculate with, exactly or not at all.

use rust_decimal::Decimal;

use super::{Duration, Kind, Money, Value};

/// A result that does not fit 28 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow;

/// A number; of a length of time its milliseconds, with months kept apart from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Months, and parts of one.
    pub months: Decimal,
    /// The number, or milliseconds.
    pub rest: Decimal,
}

const MILLIS_A_DAY: i64 = 86_400_000;

impl Size {
    /// Nothing.
    pub const ZERO: Self = Self { months: Decimal::ZERO, rest: Decimal::ZERO };

    /// A number.
    pub fn of(number: Decimal) -> Self {
        Self { months: Decimal::ZERO, rest: number }
    }

    /// The number of a value, without its currency or its percent sign; nothing for what
    /// cannot be calculated with.
    pub fn of_value(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Number(number) | Value::Percent(number) => Self::of(*number),
            Value::Money(money) => Self::of(money.amount),
            Value::Duration(duration) => {
                let millis = Decimal::from(duration.days)
                    .checked_mul(Decimal::from(MILLIS_A_DAY))?
                    .checked_add(Decimal::from(duration.millis))?;
                Self { months: Decimal::from(duration.months), rest: millis }
            }
            Value::YesNo(_)
            | Value::Level(_)
            | Value::Members(_)
            | Value::Date(_)
            | Value::Text(_)
            | Value::Endless => return None,
        })
    }

    /// The value of a kind. A length of time is brought to whole milliseconds, half a
    /// millisecond up.
    ///
    /// # Errors
    /// A length of time too long to count.
    pub fn value(self, of: &Kind, currency: Option<&str>) -> Result<Option<Value>, Overflow> {
        Ok(match of {
            Kind::Number { .. } => Some(Value::Number(self.rest.normalize())),
            Kind::Percent => Some(Value::Percent(self.rest.normalize())),
            Kind::Money => currency
                .map(|currency| Value::Money(Money { currency: currency.to_owned(), amount: self.rest.normalize() })),
            Kind::Duration => Some(Value::Duration(self.duration()?)),
            _ => None,
        })
    }

    fn duration(self) -> Result<Duration, Overflow> {
        // A month less some days is a number of days.
        if !self.months.is_zero()
            && !self.rest.is_zero()
            && self.months.is_sign_negative() != self.rest.is_sign_negative()
        {
            return Self::of(self.length()?).duration();
        }
        let whole = self.months.trunc();
        let part = self.months.checked_sub(whole).ok_or(Overflow)?;
        let millis = part
            .checked_mul(Decimal::from(30 * MILLIS_A_DAY))
            .and_then(|part| part.checked_add(self.rest))
            .ok_or(Overflow)?;
        let millis = millis.round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        let millis = i64::try_from(millis).map_err(|_| Overflow)?;
        let months = i64::try_from(whole).map_err(|_| Overflow)?;
        // Longer than any calendar: nothing in it can be compared any more.
        if months.unsigned_abs() > 1_000_000_000 {
            return Err(Overflow);
        }
        Ok(Duration { months, days: millis / MILLIS_A_DAY, millis: millis % MILLIS_A_DAY })
    }

    /// Where it lies in the order of its kind: of a length of time its milliseconds, a
    /// year counted as 365 days and a further month as 30.
    ///
    /// # Errors
    /// It does not fit 28 digits.
    pub fn length(self) -> Result<Decimal, Overflow> {
        if self.months.is_zero() {
            return Ok(self.rest);
        }
        let twelve = Decimal::from(12);
        let years = self.months.checked_div(twelve).ok_or(Overflow)?.trunc();
        let months = years.checked_mul(twelve).and_then(|whole| self.months.checked_sub(whole)).ok_or(Overflow)?;
        let days = years
            .checked_mul(Decimal::from(365))
            .zip(months.checked_mul(Decimal::from(30)))
            .and_then(|(years, months)| years.checked_add(months));
        days.and_then(|days| days.checked_mul(Decimal::from(MILLIS_A_DAY)))
            .and_then(|millis| millis.checked_add(self.rest))
            .ok_or(Overflow)
    }

    /// Whether it is nothing.
    pub fn is_zero(self) -> bool {
        self.months.is_zero() && self.rest.is_zero()
    }

    /// Whether nothing but months is in it.
    pub fn is_months(self) -> bool {
        self.rest.is_zero()
    }

    /// Both together.
    ///
    /// # Errors
    /// It does not fit 28 digits.
    pub fn plus(self, other: Self) -> Result<Self, Overflow> {
        let both = |one: Decimal, other: Decimal| one.checked_add(other).ok_or(Overflow);
        Ok(Self { months: both(self.months, other.months)?, rest: both(self.rest, other.rest)? })
    }

    /// The other way round: below zero what was above.
    pub fn negated(self) -> Self {
        Self { months: -self.months, rest: -self.rest }
    }

    /// So many times.
    ///
    /// # Errors
    /// It does not fit 28 digits.
    pub fn times(self, factor: Decimal) -> Result<Self, Overflow> {
        let many = |one: Decimal| one.checked_mul(factor).ok_or(Overflow);
        Ok(Self { months: many(self.months)?, rest: many(self.rest)? })
    }

    /// One of so many parts. The divisor is not zero.
    ///
    /// # Errors
    /// It does not fit 28 digits.
    pub fn over(self, divisor: Decimal) -> Result<Self, Overflow> {
        let part = |one: Decimal| one.checked_div(divisor).ok_or(Overflow);
        Ok(Self { months: part(self.months)?, rest: part(self.rest)? })
    }
}
