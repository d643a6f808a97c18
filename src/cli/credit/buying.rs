//! How the service was bought, as the command line says it.

use clap::Args;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::sla::{Agreement, Buying, Length, Licence, Month, mislength, read, read_length, read_month};
use crate::value::{Kind, Money, Type, Value};

/// How the service was bought, where that changes the credit.
#[derive(Args)]
pub(super) struct Bought {
    /// Bought from a reseller, with the vendor's estimate of the retail price for the month;
    /// for a log write `--reseller`, and the estimates in a column `retail`
    #[arg(long, value_name = "AMOUNT", value_parser = money)]
    reseller_estimate: Option<Money>,

    /// Bought from a reseller
    #[arg(long)]
    reseller: bool,

    /// Bought in a suite: the share of the service in its fees
    #[arg(long, value_name = "PERCENT", value_parser = share)]
    suite_share: Option<Decimal>,

    /// Bought under a licence whose credit is time of service
    #[arg(long, value_name = "LICENCE")]
    licence: Option<String>,

    /// The days of the month on which you were a subscriber, where not all
    #[arg(long, value_name = "DAYS", requires = "licence", value_parser = clap::value_parser!(u32).range(1..=92))]
    subscribed_days: Option<u32>,
}

impl Bought {
    pub(super) fn retail(&self) -> Option<Money> {
        self.reseller_estimate.clone()
    }

    pub(super) fn read(&self, agreements: &[Agreement]) -> Result<Buying, Diagnostic> {
        let licence = self.licence.as_deref().map(|id| licence(id, agreements)).transpose()?;
        Ok(Buying {
            reseller: self.reseller || self.reseller_estimate.is_some(),
            share: self.suite_share,
            licence,
            subscribed: self.subscribed_days,
        })
    }
}

/// The licence of this name.
fn licence(id: &str, agreements: &[Agreement]) -> Result<Licence, Diagnostic> {
    let known = || agreements.iter().flat_map(|agreement| &agreement.remedy.service_days);
    if let Some(licence) = known().find(|licence| licence.id == id) {
        return Ok(licence.clone());
    }
    let unknown = Diagnostic::error(Code::UnknownName, format!("no licence with credits in time is called `{id}`"));
    Err(match nearest(id, known().map(|licence| licence.id.as_str())) {
        Some(near) => unknown.help(format!("did you mean `{near}`?")),
        None => {
            let all: Vec<String> = known().map(|licence| format!("`{}`", licence.id)).collect();
            unknown.help(format!("they are {}; with any other, leave `--licence` out", all.join(", ")))
        }
    })
}

pub(super) fn money(text: &str) -> Result<Money, String> {
    amount(text, None)
}

/// An amount; one that names no currency is of this one.
pub(super) fn amount(text: &str, currency: Option<&str>) -> Result<Money, String> {
    if let Some((says, help)) = read::point_before_thousands(text) {
        return Err(format!("{says}; {help}"));
    }
    match crate::value::read(text, &Type::plain(Kind::Money), currency) {
        Ok(Value::Money(money)) => Ok(money),
        Ok(_) => Err("this is not an amount".to_owned()),
        Err(misread) => Err(format!("{}; {}", misread.says, misread.help)),
    }
}

fn share(text: &str) -> Result<Decimal, String> {
    match crate::value::read(text, &Type::plain(Kind::Percent), None) {
        Ok(Value::Percent(percent)) if percent <= Decimal::ONE_HUNDRED && !percent.is_zero() => Ok(percent),
        Ok(_) => Err("a share is above 0% and at most 100%".to_owned()),
        Err(misread) => Err(format!("{}; {}", misread.says, misread.help)),
    }
}

pub(super) fn month(text: &str) -> Result<Month, String> {
    read_month(text).ok_or_else(|| format!("`{text}` is not a month; write the year first, `2026-02`"))
}

pub(super) fn length(text: &str) -> Result<Length, String> {
    let length = read_length(text).ok_or_else(|| {
        let help = mislength(text).unwrap_or_else(|| "write `95m`, `1h 35m` or `10 days`".to_owned());
        format!("`{text}` is not a length of time; {help}")
    })?;
    if length.is_zero() { Err("it is no time at all".to_owned()) } else { Ok(length) }
}

pub(super) fn zone(text: &str) -> Result<TimeZone, String> {
    read::zone(text).map_err(|near| match near {
        Some(near) => format!("no time zone is called `{text}`; did you mean `{near}`?"),
        None => format!("no time zone is called `{text}`; write a name such as `Europe/Berlin`, or `+01:00`"),
    })
}

pub(super) fn currency(text: &str) -> Result<String, String> {
    let code = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    code.then(|| text.to_owned()).ok_or_else(|| format!("`{text}` is not the code of a currency; write `USD` or `EUR`"))
}
