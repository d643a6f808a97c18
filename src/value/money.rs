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

    /// Whether a rate for this currency is stated.
    pub fn states(&self, currency: &str) -> bool {
        self.rates.iter().any(|(from, _)| from == currency)
    }

    /// The amount in another currency, by the rate between the two, in whichever
    /// direction it is stated.
    ///
    /// # Errors
    /// No rate between the two is stated, or the result does not fit 28 digits.
    pub fn convert(&self, money: &Money, to: &str) -> Result<Decimal, MissingRate> {
        if money.currency == to {
            return Ok(money.amount);
        }
        let missing = || MissingRate { from: money.currency.clone(), to: to.to_owned() };
        for (from, worth) in &self.rates {
            if *from == money.currency && worth.currency == to {
                return money.amount.checked_mul(worth.amount).ok_or_else(missing);
            }
            if from == to && worth.currency == money.currency {
                return money.amount.checked_div(worth.amount).ok_or_else(missing);
            }
        }
        Err(missing())
    }
}
