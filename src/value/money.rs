//! Amounts, and the rates between currencies.

use rust_decimal::Decimal;

/// The code that ISO 4217 keeps for no currency: stands in where only the rest of an
/// amount is looked at.
pub const NO_CURRENCY: &str = "XXX";

/// The codes of ISO 4217 in use, and that for no currency.
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD \
    CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ \
    GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL \
    LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN \
    PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD \
    TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF XXX YER ZAR ZMW ZWG";

/// Whether a currency has this code.
pub fn is_currency(code: &str) -> bool {
    currencies().any(|known| known == code)
}

/// The codes of all currencies.
pub fn currencies() -> impl Iterator<Item = &'static str> {
    CODES.split(' ')
}

/// An amount in a currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// Its ISO 4217 code.
    pub currency: String,
    /// How much.
    pub amount: Decimal,
}

/// The rates a profile states: one unit of the first currency is so much of the second.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    rates: Vec<(String, Money)>,
}

/// Two currencies without a rate between them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MissingRate {
    /// The currency that was to be converted.
    pub from: String,
    /// Into this one.
    pub to: String,
}

impl Rates {
    /// States that one unit of `currency` is worth `money`.
    pub fn add(&mut self, currency: String, money: Money) {
        self.rates.push((currency, money));
    }

    /// The amount in another currency: by the rate between the two, in whichever direction it
    /// is stated, or by the rates of both with a third.
    ///
    /// ```
    /// use proviso::value::{Money, Rates};
    /// let money = |currency: &str, amount: i64| Money { currency: currency.to_owned(), amount: amount.into() };
    /// let mut rates = Rates::default();
    /// rates.add("EUR".to_owned(), money("USD", 2));
    /// rates.add("CHF".to_owned(), money("USD", 4));
    /// assert_eq!(rates.convert(&money("CHF", 1), "EUR"), Ok(2.into()));
    /// ```
    ///
    /// # Errors
    /// The rates that are stated do not lead from one to the other, or the result does not
    /// fit 28 digits.
    pub fn convert(&self, money: &Money, to: &str) -> Result<Decimal, MissingRate> {
        if money.currency == to {
            return Ok(money.amount);
        }
        let through = |third: &str| {
            let amount = self.directly(money, third)?;
            self.directly(&Money { currency: third.to_owned(), amount }, to)
        };
        let thirds = self.rates.iter().flat_map(|(from, worth)| [from.as_str(), worth.currency.as_str()]);
        self.directly(money, to)
            .or_else(|| thirds.filter(|third| *third != to && *third != money.currency).find_map(through))
            .ok_or_else(|| MissingRate { from: money.currency.clone(), to: to.to_owned() })
    }

    fn directly(&self, money: &Money, to: &str) -> Option<Decimal> {
        self.rates.iter().find_map(|(from, worth)| {
            if *from == money.currency && worth.currency == to {
                money.amount.checked_mul(worth.amount)
            } else if from == to && worth.currency == money.currency {
                money.amount.checked_div(worth.amount)
            } else {
                None
            }
        })
    }
}
