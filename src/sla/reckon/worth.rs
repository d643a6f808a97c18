//! What a claim is worth, as far as that is known: what claims are chosen by.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::sla::credit::Amount;

use super::Reading;

/// At least so much of each currency, and more where something is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Worth {
    /// By currency; days of service have a name of their own.
    known: BTreeMap<String, Decimal>,
    /// What it may come to by another reading, or for another kind of resource.
    most: BTreeMap<String, Decimal>,
    /// Whether fees are missing.
    open: bool,
    percent: Decimal,
}

/// What days of service are called beside currencies.
const DAYS: &str = "days";

impl Worth {
    pub(super) fn of(reading: &Reading) -> Self {
        let mut worth = Self { percent: reading.weight().1, ..Self::default() };
        for amount in reading.missed().flat_map(|part| part.credit.amount.each()) {
            match amount {
                Amount::Money { credit, .. } => worth.add(&credit.currency, credit.amount),
                Amount::Days { credit, .. } => worth.add(DAYS, *credit),
                Amount::Open(_) => worth.open = true,
                Amount::Several(_) => {}
            }
        }
        worth.most.clone_from(&worth.known);
        worth
    }

    /// What is sure by the safe reading, with what another may give. Where nothing is
    /// sure, the percentage that may be stands behind any that is.
    pub(super) fn or_perhaps(mut self, most: &Self) -> Self {
        self.most.clone_from(&most.known);
        self.open |= most.open;
        if self.percent.is_zero() {
            self.percent = most.percent / Decimal::ONE_THOUSAND;
        }
        self
    }

    pub(super) fn sum<'w>(all: impl Iterator<Item = &'w Self>) -> Self {
        let mut sum = Self::default();
        for worth in all {
            worth.known.iter().for_each(|(currency, amount)| sum.add(currency, *amount));
            sum.open |= worth.open;
            sum.percent = sum.percent.max(worth.percent);
        }
        sum
    }

    /// Whether all of it is known, and is of one currency, or days: only such can be added
    /// up and compared without doubt.
    pub(super) fn is_of_one_kind(&self) -> bool {
        !self.open && self.known.len() <= 1
    }

    fn add(&mut self, currency: &str, amount: Decimal) {
        let known = self.known.entry(currency.to_owned()).or_default();
        *known = known.saturating_add(amount);
    }

    /// What is known, whatever its currency, then the percentage: an order for choosing,
    /// which [`Self::may_exceed`] says whether to rely on.
    pub(super) fn weight(&self) -> (Decimal, Decimal) {
        (self.known.values().fold(Decimal::ZERO, |sum, own| sum.saturating_add(*own)), self.percent)
    }

    /// Whether it might turn out to be more than another: something of it is open, or it
    /// is of another currency, or another reading gives more.
    pub(super) fn may_exceed(&self, other: &Self) -> bool {
        let more =
            |(currency, amount): (&String, &Decimal)| *amount > other.known.get(currency).copied().unwrap_or_default();
        self.open || self.most.iter().any(more)
    }

    /// The same where both rest on the fees of one resource: if nothing of them is known,
    /// the percentage decides.
    pub(super) fn may_exceed_for_the_same(&self, other: &Self) -> bool {
        if self.most.is_empty() && other.known.is_empty() {
            return self.percent > other.percent;
        }
        self.may_exceed(other)
    }
}
