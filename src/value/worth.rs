//! What comes of a calculation when its parts are known in part: stretches of numbers,
//! worked out end by end with checked decimals.
//!
//! The stretches hold every result that some values of the parts give, and where each
//! part stands in the calculation once, hardly more: nothing between two results is left
//! out.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::corners::{self, Corner};
use super::size::{Overflow, Size};

/// An end of a stretch, and whether it belongs to it; none is no end.
pub type Limit = Option<(Size, bool)>;

/// Numbers from one end to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The lower end.
    pub low: Limit,
    /// The upper end.
    pub high: Limit,
}

/// Why a calculation may come to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// It would divide by zero.
    Zero,
    /// It would take `unlimited` away, divide by it, or multiply it by nothing.
    Endless,
    /// A part of it has no value: the draft does not address a term, and silence means
    /// nothing.
    Unsaid,
}

/// All that a calculation can come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Worth {
    /// The numbers.
    pub spans: Vec<Span>,
    /// Whether it can be `unlimited`.
    pub endless: bool,
    /// Why it may come to nothing; empty where it always comes to something.
    pub lacks: BTreeSet<Lack>,
}

/// More stretches than this are taken together as one.
const MOST_SPANS: usize = 32;

impl Span {
    /// One number.
    pub fn one(size: Size) -> Self {
        Self { low: Some((size, true)), high: Some((size, true)) }
    }

    /// Every number.
    pub const ALL: Self = Self { low: None, high: None };

    fn negated(self) -> Self {
        let turn = |limit: Limit| limit.map(|(size, own)| (size.negated(), own));
        Self { low: turn(self.high), high: turn(self.low) }
    }
}

impl Worth {
    /// One stretch.
    pub fn of(span: Span) -> Self {
        Self { spans: vec![span], ..Self::default() }
    }

    /// Nothing, and why.
    pub fn nothing(lack: Lack) -> Self {
        Self { lacks: BTreeSet::from([lack]), ..Self::default() }
    }

    /// The number, where it can be only one.
    pub fn single(&self) -> Option<Size> {
        match (self.spans.as_slice(), self.endless, self.lacks.is_empty()) {
            ([Span { low: Some((low, true)), high: Some((high, true)) }], false, true) if low == high => Some(*low),
            _ => None,
        }
    }

    /// What either comes to.
    #[must_use]
    pub fn or(mut self, other: Self) -> Self {
        for span in other.spans {
            if !self.spans.contains(&span) {
                self.spans.push(span);
            }
        }
        self.endless |= other.endless;
        self.lacks.extend(other.lacks);
        self
    }

    /// Each number so many times.
    ///
    /// # Errors
    /// A result that does not fit 28 digits.
    pub fn scaled(mut self, factor: Decimal) -> Result<Self, Overflow> {
        for span in &mut self.spans {
            for (size, _) in [&mut span.low, &mut span.high].into_iter().flatten() {
                *size = size.times(factor)?;
            }
        }
        Ok(self)
    }

    /// Lengths of time as numbers: in months where all are whole months, else in
    /// milliseconds.
    fn counted(&self, in_months: bool) -> Result<Self, Overflow> {
        let mut counted = self.clone();
        for span in &mut counted.spans {
            for (size, _) in [&mut span.low, &mut span.high].into_iter().flatten() {
                *size = Size::of(if in_months { size.months } else { size.length()? });
            }
        }
        Ok(counted)
    }

    fn is_months(&self) -> bool {
        let limits = self.spans.iter().flat_map(|span| [span.low, span.high]);
        limits.flatten().all(|(size, _)| size.is_months())
    }

    fn settled(mut self) -> Result<Self, Overflow> {
        if self.spans.len() > MOST_SPANS {
            let all = std::mem::take(&mut self.spans);
            let (mut low, mut high) = (Corner::Above, Corner::Below);
            for span in all {
                low = low.least(Corner::low(span.low))?;
                high = high.greatest(Corner::high(span.high))?;
            }
            self.spans.push(Span { low: low.limit(), high: high.limit() });
        }
        Ok(self)
    }

    fn each(&self, other: &Self, of: impl Fn(Span, Span) -> Result<Option<Span>, Overflow>) -> Result<Self, Overflow> {
        let mut found = Self { lacks: self.lacks.union(&other.lacks).copied().collect(), ..Self::default() };
        for one in &self.spans {
            for two in &other.spans {
                found.spans.extend(of(*one, *two)?.filter(|span| !found.spans.contains(span)));
            }
        }
        found.settled()
    }

    /// Both together.
    ///
    /// # Errors
    /// A result that does not fit 28 digits.
    pub fn plus(&self, other: &Self) -> Result<Self, Overflow> {
        let limit = |one: Limit, two: Limit| match (one, two) {
            (Some((one, own)), Some((two, too))) => Ok(Some((one.plus(two)?, own && too))),
            _ => Ok(None),
        };
        let sum =
            |one: Span, two: Span| Ok(Some(Span { low: limit(one.low, two.low)?, high: limit(one.high, two.high)? }));
        let mut found = self.each(other, sum)?;
        found.endless = self.endless && other.is_something() || other.endless && self.is_something();
        Ok(found)
    }

    /// Without the other.
    ///
    /// # Errors
    /// A result that does not fit 28 digits.
    pub fn minus(&self, other: &Self) -> Result<Self, Overflow> {
        let negated = Self {
            spans: other.spans.iter().map(|span| span.negated()).collect(),
            endless: false,
            lacks: other.lacks.clone(),
        };
        let mut found = self.plus(&negated)?;
        if other.endless {
            found.lacks.insert(Lack::Endless);
        }
        Ok(found)
    }

    /// So many times: one side is a plain number. Of a length of time, months and the rest
    /// are each taken so many times.
    ///
    /// # Errors
    /// A result that does not fit 28 digits.
    pub fn times(&self, other: &Self) -> Result<Self, Overflow> {
        let mut found = self.each(other, |one, two| corners::times(one, two).map(Some))?;
        for (endless, factor) in [(self.endless, other), (other.endless, self)] {
            if endless {
                let (above, rest) = factor.signs()?;
                found.endless |= above || factor.endless;
                if rest {
                    found.lacks.insert(Lack::Endless);
                }
            }
        }
        Ok(found)
    }

    /// A length of time by another: by months where there is nothing else in either.
    ///
    /// # Errors
    /// A result that does not fit 28 digits.
    pub fn over_length(&self, other: &Self) -> Result<Self, Overflow> {
        let in_months = self.is_months() && other.is_months();
        self.counted(in_months)?.over(&other.counted(in_months)?)
    }

    /// Divided by plain numbers.
    ///
    /// # Errors
    /// A result that does not fit 28 digits.
    pub fn over(&self, other: &Self) -> Result<Self, Overflow> {
        let mut found = Self { lacks: self.lacks.union(&other.lacks).copied().collect(), ..Self::default() };
        for divisor in &other.spans {
            let (parts, zero) = corners::without_zero(*divisor)?;
            if zero {
                found.lacks.insert(Lack::Zero);
            }
            for part in parts {
                for span in &self.spans {
                    found.spans.push(corners::over(*span, part)?);
                }
            }
        }
        if self.endless {
            let (above, _) = other.signs()?;
            found.endless = above;
            if other.below()? {
                found.lacks.insert(Lack::Endless);
            }
        }
        if other.endless {
            found.lacks.insert(Lack::Endless);
        }
        found.settled()
    }

    /// Whether some of it lies above zero, and whether some does not.
    fn signs(&self) -> Result<(bool, bool), Overflow> {
        let (mut above, mut rest) = (false, false);
        for span in &self.spans {
            above |= corners::reaches_above(*span)?;
            rest |= match span.low {
                None => true,
                Some((low, own)) => {
                    let low = low.length()?;
                    low < Decimal::ZERO || low.is_zero() && own
                }
            };
        }
        Ok((above, rest))
    }

    fn below(&self) -> Result<bool, Overflow> {
        let mut below = false;
        for span in &self.spans {
            below |= corners::reaches_above(span.negated())?;
        }
        Ok(below)
    }

    fn is_something(&self) -> bool {
        !self.spans.is_empty() || self.endless
    }

    /// The least of both.
    ///
    /// # Errors
    /// A length that does not fit 28 digits.
    pub fn least(&self, other: &Self) -> Result<Self, Overflow> {
        let mut found = self.each(other, |one, two| {
            let low = Corner::low(one.low).least(Corner::low(two.low))?.limit();
            Ok(Some(Span { low, high: Corner::high(one.high).lower(Corner::high(two.high))?.limit() }))
        })?;
        // Beside `unlimited`, the other one is the least.
        for (endless, spans) in [(self.endless, &other.spans), (other.endless, &self.spans)] {
            if endless {
                found
                    .spans
                    .extend(spans.iter().filter(|span| !found.spans.contains(span)).copied().collect::<Vec<_>>());
            }
        }
        found.endless = self.endless && other.endless;
        found.settled()
    }

    /// The greatest of both.
    ///
    /// # Errors
    /// A length that does not fit 28 digits.
    pub fn greatest(&self, other: &Self) -> Result<Self, Overflow> {
        let mut found = self.each(other, |one, two| {
            let high = Corner::high(one.high).greatest(Corner::high(two.high))?.limit();
            Ok(Some(Span { low: Corner::low(one.low).higher(Corner::low(two.low))?.limit(), high }))
        })?;
        found.endless = self.endless && other.is_something() || other.endless && self.is_something();
        Ok(found)
    }
}
