//! Figures and days in words.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::sla::reckon::{By, Case, Part, Reading};
use crate::sla::{Amount, Bounds, Buying, Credit, Level, Missing};
use crate::value::{Money, show_date};

/// As many names as are listed in a sentence.
const MOST_NAMES: usize = 30;

/// Currencies whose smallest coin is the unit itself.
const WHOLE: [&str; 8] = ["CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF"];

/// An amount with the digits of its currency: `USD 1,200.00`, `JPY 1,200`. Only here is
/// money rounded; what is rounded says so.
pub(super) fn money(money: &Money) -> String {
    let digits = if WHOLE.contains(&money.currency.as_str()) { 0 } else { 2 };
    let rounded = money.amount.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
    let about = if rounded == money.amount { "" } else { " (rounded)" };
    let shown = if digits == 0 { rounded.normalize().to_string() } else { format!("{rounded:.2}") };
    format!("{} {}{about}", money.currency, grouped(&shown))
}

/// With commas between thousands.
fn grouped(number: &str) -> String {
    let (whole, fraction) = number.split_once('.').map_or((number, None), |(whole, rest)| (whole, Some(rest)));
    let mut shown = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    fraction.map_or_else(|| shown.clone(), |fraction| format!("{shown}.{fraction}"))
}

/// `10%`.
pub(super) fn percent(percent: Decimal) -> String {
    format!("{}%", percent.normalize())
}

/// How much a credit is: `USD 1,200.00`, `3.1 days of service`, or why nobody can say.
pub(super) fn amount(credit: &Credit) -> String {
    let each = credit.amount.each().iter().map(|one| match one {
        Amount::Money { credit, .. } => money(credit),
        Amount::Days { credit, .. } => {
            let days = credit.normalize();
            format!("{days} day{} of service", if days == Decimal::ONE { "" } else { "s" })
        }
        Amount::Open(missing) => format!("an amount that is open: {}", missing_words(*missing)),
        Amount::Several(_) => String::new(),
    });
    joined(each.collect())
}

/// How a credit comes about: `10% of USD 12,000.00 = USD 1,200.00`.
pub(super) fn formula(credit: &Credit, buying: &Buying) -> String {
    let percent = percent(credit.percent);
    let each = credit.amount.each().iter().map(|one| match one {
        Amount::Money { base, credit: amount, capped } => {
            let of = buying.reseller.then(|| "the estimated retail price".to_owned());
            let share = buying.share.map(|share| format!("the share of {} in the suite", self::percent(share)));
            let of: Vec<String> = of.into_iter().chain(share).collect();
            let of = if of.is_empty() { String::new() } else { format!(" ({})", of.join("; ")) };
            let cut = if *capped { ", limited to the fees of the month" } else { "" };
            format!("{percent} of {}{of}{cut} = {}", money(base), money(amount))
        }
        Amount::Days { of, .. } => format!("{percent} of {of} days = {}", amount(credit)),
        Amount::Open(missing) => format!("{percent} of an amount that is open: {}", missing_words(*missing)),
        Amount::Several(_) => String::new(),
    });
    joined(each.collect())
}

/// What is known first, then what is open.
fn joined(mut all: Vec<String>) -> String {
    all.sort_by_key(|one| one.contains("is open: "));
    all.join(", and ")
}

fn missing_words(missing: Missing) -> &'static str {
    match missing {
        Missing::Fees => "the fees are not known",
        Missing::Retail => "the estimated retail price is not known",
        Missing::OneCurrency => "fees and retail price are in two currencies",
    }
}

/// The uptime with the digits that decide: `99.988426%`.
pub(super) fn uptime(part: &Part, level: &Level) -> String {
    part.uptime.shown(&thresholds(level))
}

/// Every threshold of a level.
fn thresholds(level: &Level) -> Vec<Decimal> {
    let tiers = level.tables.iter().flat_map(|table| &table.tiers).map(|tier| tier.below);
    tiers.chain(level.promise).collect()
}

/// How the uptime comes about: `(40,320 - 95) / 40,320 x 100 = 99.764385%`, in minutes
/// where they can be written exactly.
pub(super) fn uptime_formula(part: &Part, level: &Level) -> String {
    let (base, down) = (part.uptime.base(), part.uptime.down());
    let (base, down) = match (base.in_minutes(), down.in_minutes()) {
        (Some(base), Some(down)) => (base, down),
        _ => (base.shown(), down.shown()),
    };
    format!("({base} - {down}) / {base} x 100 = {}", uptime(part, level))
}

/// What sets a reading apart: "if the disk is Premium SSD".
pub(super) fn by(reading: &Reading) -> Option<String> {
    Some(match &reading.by {
        By::Itself => return None,
        By::Kind(kind) => format!("if it is {}", kind.title),
        By::Together => "for all resources of the subscription together".to_owned(),
        By::Alone => "for each resource alone".to_owned(),
        By::FailedUnits => "for the units that failed".to_owned(),
        By::UnusedUnits => "for every unused unit".to_owned(),
        By::Assumed => "over the minutes of the whole month".to_owned(),
    })
}

/// What a reading credits: `10%, USD 1,200.00`; `no credit`.
pub(super) fn outcome(reading: &Reading) -> String {
    match reading.credit().filter(Credit::is_due) {
        Some(credit) => {
            let least = reading.missed().map(|part| part.credit.percent).min().unwrap_or(credit.percent);
            let from = if least == credit.percent { String::new() } else { format!("{} to ", percent(least)) };
            format!("{from}{}, {}", percent(credit.percent), amount(&credit))
        }
        None => "no credit".to_owned(),
    }
}

/// What was hit.
pub(super) fn resources(case: &Case) -> String {
    match case.resources.as_slice() {
        [] => "the service".to_owned(),
        [one] => one.clone(),
        [first, second] => format!("{first} and {second}"),
        [first, rest @ ..] => format!("{first} and {} more", rest.len()),
    }
}

/// Names in a sentence: "a, b and c"; of very many the first.
pub(super) fn named(names: &[String]) -> String {
    let more = names.len().saturating_sub(MOST_NAMES);
    let mut shown: Vec<String> = names.iter().take(MOST_NAMES).cloned().collect();
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    match shown.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// A period in a sentence: "February 2026", "the month from 15 January 2026 to …".
pub(super) fn period(bounds: &Bounds) -> String {
    let shown = bounds.shown();
    if shown.contains(" to ") { format!("the month from {shown}") } else { shown }
}

/// The last day to claim, with the other reading.
pub(super) fn last_day(case: &Case, as_of: Option<Date>) -> String {
    let deadline = &case.deadline;
    let day = show_date(deadline.day);
    let later = deadline.later.map(show_date);
    match (as_of, later) {
        (Some(today), later) if deadline.is_over(today) => {
            format!("closed on {}", later.unwrap_or(day))
        }
        (Some(today), Some(later)) if deadline.is_doubtful(today) => {
            format!("{day} has passed; by another reading {later}, so send it at once")
        }
        (_, Some(later)) => format!("{day} ({later} by another reading)"),
        (_, None) => day,
    }
}

/// A moment in a zone: `2026-02-03 09:00 UTC`, with seconds where there are any.
pub(super) fn moment(at: Timestamp, zone: &TimeZone) -> String {
    let zoned: Zoned = at.to_zoned(zone.clone());
    let whole = zoned.second() == 0 && zoned.subsec_nanosecond() == 0;
    let form = if whole { "%Y-%m-%d %H:%M %Z" } else { "%Y-%m-%d %H:%M:%S%.f %Z" };
    zoned.strftime(form).to_string()
}
