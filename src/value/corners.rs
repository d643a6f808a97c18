//! Products and quotients of stretches: the least and the greatest of what their ends
//! give.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::size::{Overflow, Size};
use super::worth::{Limit, Span};

/// An end of a stretch, on whichever side.
#[derive(Clone, Copy, Debug)]
pub(super) enum Corner {
    /// Without end downward.
    Below,
    /// A number, and whether it is reached.
    At(Size, bool),
    /// Without end upward.
    Above,
}

impl Corner {
    pub(super) fn low(limit: Limit) -> Self {
        limit.map_or(Self::Below, |(size, own)| Self::At(size, own))
    }

    pub(super) fn high(limit: Limit) -> Self {
        limit.map_or(Self::Above, |(size, own)| Self::At(size, own))
    }

    pub(super) fn limit(self) -> Limit {
        match self {
            Self::At(size, own) => Some((size, own)),
            Self::Below | Self::Above => None,
        }
    }

    fn compare(self, other: Self) -> Result<Ordering, Overflow> {
        let rank = |corner: Self| match corner {
            Self::Below => 0,
            Self::At(..) => 1,
            Self::Above => 2,
        };
        match (self, other) {
            (Self::At(one, _), Self::At(two, _)) => Ok(one.length()?.cmp(&two.length()?)),
            _ => Ok(rank(self).cmp(&rank(other))),
        }
    }

    fn reached(self, other: Self, both: bool) -> Self {
        match (self, other) {
            (Self::At(size, own), Self::At(_, too)) => Self::At(size, if both { own && too } else { own || too }),
            (one, _) => one,
        }
    }

    /// The lower one; of two that are equal, reached where either is.
    pub(super) fn least(self, other: Self) -> Result<Self, Overflow> {
        Ok(match self.compare(other)? {
            Ordering::Less => self,
            Ordering::Equal => self.reached(other, false),
            Ordering::Greater => other,
        })
    }

    /// The higher one; of two that are equal, reached where either is.
    pub(super) fn greatest(self, other: Self) -> Result<Self, Overflow> {
        Ok(match self.compare(other)? {
            Ordering::Greater => self,
            Ordering::Equal => self.reached(other, false),
            Ordering::Less => other,
        })
    }

    /// The lower one; of two that are equal, reached where both are.
    pub(super) fn lower(self, other: Self) -> Result<Self, Overflow> {
        Ok(match self.compare(other)? {
            Ordering::Less => self,
            Ordering::Equal => self.reached(other, true),
            Ordering::Greater => other,
        })
    }

    /// The higher one; of two that are equal, reached where both are.
    pub(super) fn higher(self, other: Self) -> Result<Self, Overflow> {
        Ok(match self.compare(other)? {
            Ordering::Greater => self,
            Ordering::Equal => self.reached(other, true),
            Ordering::Less => other,
        })
    }

    fn sign(self) -> Result<Ordering, Overflow> {
        Ok(match self {
            Self::Below => Ordering::Less,
            Self::Above => Ordering::Greater,
            Self::At(size, _) => size.length()?.cmp(&Decimal::ZERO),
        })
    }

    /// Without end in the direction of a sign; nothing stays nothing.
    fn without_end(sign: Ordering) -> Self {
        match sign {
            Ordering::Less => Self::Below,
            Ordering::Equal => Self::At(Size::ZERO, false),
            Ordering::Greater => Self::Above,
        }
    }

    fn times(self, other: Self) -> Result<Self, Overflow> {
        match (self, other) {
            (Self::At(one, own), Self::At(two, too)) => {
                // One of the two is a plain number.
                let product = if one.months.is_zero() { two.times(one.rest)? } else { one.times(two.rest)? };
                let zero = own && one.is_zero() || too && two.is_zero();
                Ok(Self::At(product, own && too || zero || is_rounded(one, two, product)))
            }
            (Self::At(size, own), _) | (_, Self::At(size, own)) if size.is_zero() => Ok(Self::At(Size::ZERO, own)),
            (one, two) => {
                let sign = if one.sign()? == two.sign()? { Ordering::Greater } else { Ordering::Less };
                Ok(Self::without_end(sign))
            }
        }
    }

    /// Divided by an end of a stretch that lies on one side of zero: `side`. Nothing where
    /// both are without end, which other corners make up for.
    fn over(self, divisor: Self, side: Ordering) -> Result<Option<Self>, Overflow> {
        let flipped = |sign: Ordering| if side == Ordering::Less { sign.reverse() } else { sign };
        Ok(match (self, divisor) {
            (Self::At(_, own), Self::At(by, _)) if by.is_zero() => Some(match self.sign()? {
                Ordering::Equal => Self::At(Size::ZERO, own),
                sign => Self::without_end(flipped(sign)),
            }),
            (Self::At(size, own), Self::At(by, too)) => {
                let quotient = size.over(by.rest)?;
                let exact = quotient.times(by.rest).is_ok_and(|back| back == size);
                Some(Self::At(quotient, own && (too || size.is_zero()) || !exact))
            }
            (Self::At(size, own), _) => Some(Self::At(Size::ZERO, own && size.is_zero())),
            (_, Self::At(..)) => Some(Self::without_end(flipped(self.sign()?))),
            (_, _) => None,
        })
    }
}

/// Whether digits may have been lost, so that what lies beside an end may have become the
/// end itself.
fn is_rounded(one: Size, two: Size, product: Size) -> bool {
    let digits = |size: Size| size.months.normalize().scale().max(size.rest.normalize().scale());
    digits(one) + digits(two) > 28 && !product.is_zero() || product.is_zero() && !one.is_zero() && !two.is_zero()
}

fn around(corners: impl IntoIterator<Item = Corner>) -> Result<Span, Overflow> {
    let mut corners = corners.into_iter();
    let Some(first) = corners.next() else { return Ok(Span::ALL) };
    let (mut low, mut high) = (first, first);
    for corner in corners {
        low = low.least(corner)?;
        high = high.greatest(corner)?;
    }
    Ok(Span { low: low.limit(), high: high.limit() })
}

/// The products of two stretches, one of which holds plain numbers.
pub(super) fn times(one: Span, two: Span) -> Result<Span, Overflow> {
    let mut corners = Vec::with_capacity(4);
    for left in [Corner::low(one.low), Corner::high(one.high)] {
        for right in [Corner::low(two.low), Corner::high(two.high)] {
            corners.push(left.times(right)?);
        }
    }
    around(corners)
}

/// The parts of a divisor below and above zero, and whether zero itself is in it.
pub(super) fn without_zero(divisor: Span) -> Result<(Vec<Span>, bool), Overflow> {
    let zero = Some((Size::ZERO, false));
    let (below, above) = (reaches_below(divisor)?, reaches_above(divisor)?);
    let touches = |limit: Limit| matches!(limit, Some((size, own)) if size.is_zero() && own);
    let is_inside = below && above;
    let mut parts = Vec::new();
    if below {
        parts.push(Span { low: divisor.low, high: if above || touches(divisor.high) { zero } else { divisor.high } });
    }
    if above {
        parts.push(Span { low: if below || touches(divisor.low) { zero } else { divisor.low }, high: divisor.high });
    }
    Ok((parts, is_inside || touches(divisor.low) || touches(divisor.high)))
}

/// The quotients of a stretch by one on one side of zero.
pub(super) fn over(one: Span, divisor: Span) -> Result<Span, Overflow> {
    let side = if reaches_above(divisor)? { Ordering::Greater } else { Ordering::Less };
    let mut corners = Vec::with_capacity(4);
    for left in [Corner::low(one.low), Corner::high(one.high)] {
        for right in [Corner::low(divisor.low), Corner::high(divisor.high)] {
            corners.extend(left.over(right, side)?);
        }
    }
    around(corners)
}

pub(super) fn reaches_above(span: Span) -> Result<bool, Overflow> {
    Ok(match span.high {
        None => true,
        Some((high, _)) => high.length()? > Decimal::ZERO,
    })
}

fn reaches_below(span: Span) -> Result<bool, Overflow> {
    Ok(match span.low {
        None => true,
        Some((low, _)) => low.length()? < Decimal::ZERO,
    })
}
