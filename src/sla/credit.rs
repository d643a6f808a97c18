//! From a percentage to what is credited.

use rust_decimal::Decimal;

use crate::value::Money;

use super::Overflow;
use super::agreement::Licence;

/// How the service was bought, where that changes the credit.
#[derive(Clone, Debug, Default)]
pub struct Buying {
    /// From a reseller: the vendor's estimate of the retail price is the base.
    pub reseller: bool,
    /// As part of a suite: the share of the service in its fees, in percent.
    pub share: Option<Decimal>,
    /// Under a licence whose credit is time of service.
    pub licence: Option<Licence>,
    /// The days of the month on which the service was subscribed to; all of them where
    /// nothing is said.
    pub subscribed: Option<u32>,
}

/// What was paid for a resource in a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fees {
    /// The fees paid.
    pub paid: Option<Money>,
    /// The vendor's estimate of the retail price, where a reseller sold it.
    pub retail: Option<Money>,
}

/// A credit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// Of what it is a part, in percent: 10 for 10%.
    pub percent: Decimal,
    /// How much that is.
    pub amount: Amount,
}

/// How much a credit is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// An amount of money.
    Money {
        /// What it is a part of.
        base: Money,
        /// The credit.
        credit: Money,
        /// Whether the month's fees cut it off.
        capped: bool,
    },
    /// Days of service.
    Days {
        /// The days subscribed to.
        of: u32,
        /// The credit.
        credit: Decimal,
    },
    /// It cannot be said: this is not known.
    Open(Missing),
    /// Amounts that do not add up to one: of several currencies, or known and open ones.
    /// None of them is itself several.
    Several(Vec<Amount>),
}

impl Amount {
    /// Each amount that is in it.
    pub fn each(&self) -> &[Self] {
        match self {
            Self::Several(all) => all,
            one => std::slice::from_ref(one),
        }
    }

    /// Whether part of it is not known.
    pub fn is_open(&self) -> bool {
        self.each().iter().any(|one| matches!(one, Self::Open(_)))
    }

    /// The two together: what is of one currency is added up, all else stands side by side.
    ///
    /// # Errors
    /// A sum has more digits than fit.
    pub fn plus(self, other: &Self) -> Result<Self, Overflow> {
        let mut all = self.each().to_vec();
        for more in other.each() {
            let mut joined = false;
            for one in &mut all {
                if let Some(sum) = one.joined(more)? {
                    (*one, joined) = (sum, true);
                    break;
                }
            }
            if !joined {
                all.push(more.clone());
            }
        }
        Ok(match all.as_slice() {
            [one] => one.clone(),
            _ => Self::Several(all),
        })
    }

    /// The sum of two single amounts, where they are of one kind.
    fn joined(&self, other: &Self) -> Result<Option<Self>, Overflow> {
        let sum = |one: Decimal, other: Decimal| one.checked_add(other).ok_or(Overflow);
        Ok(match (self, other) {
            (Self::Money { base, credit, capped }, Self::Money { base: base2, credit: credit2, capped: capped2 })
                if base.currency == base2.currency =>
            {
                let money = |amount| Money { currency: base.currency.clone(), amount };
                let (base, credit) = (sum(base.amount, base2.amount)?, sum(credit.amount, credit2.amount)?);
                Some(Self::Money { base: money(base), credit: money(credit), capped: *capped || *capped2 })
            }
            (Self::Days { of, credit }, Self::Days { credit: more, .. }) => {
                Some(Self::Days { of: *of, credit: sum(*credit, *more)? })
            }
            (Self::Open(one), Self::Open(other)) if one == other => Some(self.clone()),
            _ => None,
        })
    }

    fn is_something(&self) -> bool {
        match self {
            // Less than half a cent is nothing on any bill.
            Self::Money { credit, .. } => credit.amount >= Decimal::new(5, 3),
            Self::Days { credit, .. } => !credit.is_zero(),
            Self::Open(_) => true,
            Self::Several(all) => all.iter().any(Self::is_something),
        }
    }
}

/// What an amount waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// What was paid.
    Fees,
    /// The vendor's estimate of the retail price.
    Retail,
    /// One currency for fees and estimate.
    OneCurrency,
}

impl Credit {
    /// What of it is known; nothing where all of it is open.
    pub fn known(&self) -> Option<Self> {
        let known: Vec<Amount> =
            self.amount.each().iter().filter(|one| !matches!(one, Amount::Open(_))).cloned().collect();
        let amount = match known.as_slice() {
            [] => return None,
            [one] => one.clone(),
            _ => Amount::Several(known),
        };
        Some(Self { percent: self.percent, amount })
    }

    /// Whether anything is credited.
    pub fn is_due(&self) -> bool {
        !self.percent.is_zero() && self.amount.is_something()
    }
}

/// So many percent of what was paid, never more than was paid for the month. Where a
/// reseller sold the service, the base is the retail estimate; that the fees paid still
/// are the limit is the safe reading, for the agreement does not say. Nothing is rounded.
///
/// Source: Online Services SLA, "Service Credits" and "Limitations".
///
/// # Errors
/// A product has more digits than fit.
pub fn credit(percent: Decimal, fees: &Fees, buying: &Buying, days: u32) -> Result<Credit, Overflow> {
    let amount = match buying.licence {
        Some(_) => {
            let of = buying.subscribed.unwrap_or(days).min(days);
            Amount::Days { of, credit: part(Decimal::from(of), percent)? }
        }
        None => money(percent, fees, buying)?,
    };
    Ok(Credit { percent, amount })
}

fn money(percent: Decimal, fees: &Fees, buying: &Buying) -> Result<Amount, Overflow> {
    let base = if buying.reseller { &fees.retail } else { &fees.paid };
    let missing = if buying.reseller { Missing::Retail } else { Missing::Fees };
    let Some(base) = base else { return Ok(Amount::Open(missing)) };
    let paid = fees.paid.as_ref().unwrap_or(base);
    if paid.currency != base.currency {
        return Ok(Amount::Open(Missing::OneCurrency));
    }
    let share = buying.share.unwrap_or(Decimal::ONE_HUNDRED);
    let (own, limit) = (part(base.amount, share)?, part(paid.amount, share)?);
    let full = part(own, percent)?;
    let money = |amount| Money { currency: base.currency.clone(), amount };
    Ok(Amount::Money { base: money(own), credit: money(full.min(limit)), capped: full > limit })
}

/// So many percent of a number.
fn part(of: Decimal, percent: Decimal) -> Result<Decimal, Overflow> {
    let product = of.checked_mul(percent).ok_or(Overflow)?;
    let part = product.checked_div(Decimal::ONE_HUNDRED).ok_or(Overflow)?;
    // Digits beyond the last one would have been rounded away in silence.
    if part.checked_mul(Decimal::ONE_HUNDRED) == Some(product) { Ok(part.normalize()) } else { Err(Overflow) }
}
