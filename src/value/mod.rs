//! Typed values, what is known of them, and the cells they are cut into.

pub mod cell_set;
pub mod cells;
mod corners;
pub mod duration;
pub mod knowledge;
pub mod merge;
pub mod money;
mod months;
mod numerals;
mod read;
mod show;
pub mod size;
pub mod spelling;
pub mod types;
pub mod worth;

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;

pub use cell_set::CellSet;
pub use cells::{Cut, Key, Relation};
pub use duration::Duration;
pub use knowledge::{Bound, Possible, Range};
pub use money::{Money, Rates};
pub use months::MONTHS;
pub use numerals::numeral;
pub use read::{Misread, read, read_date, read_duration};
pub use show::{Amounts, show_date};
pub use spelling::meant;
pub use types::{Kind, Level, Levels, Type};

/// One value of some [`Type`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `yes` or `no`.
    YesNo(bool),
    /// A level of a scale or a list, by its place in it.
    Level(usize),
    /// Members of a set, by their places in its list.
    Members(BTreeSet<usize>),
    /// A plain number, in the unit of its type.
    Number(Decimal),
    /// A percentage: 99.9 for 99.9%.
    Percent(Decimal),
    /// An amount.
    Money(Money),
    /// A length of time.
    Duration(Duration),
    /// A day.
    Date(Date),
    /// Free text.
    Text(String),
    /// `unlimited` or `never`: above every other value.
    Endless,
}

impl Value {
    /// Where the value lies in the order of its type; nothing for sets and texts, and
    /// for amounts, whose order depends on rates.
    pub fn key(&self) -> Option<Key> {
        Some(match self {
            Self::YesNo(yes) => Key::At(Decimal::from(u8::from(*yes))),
            Self::Level(at) => Key::At(Decimal::from(*at)),
            Self::Number(number) | Self::Percent(number) => Key::At(*number),
            Self::Duration(duration) => Key::At(duration.length()),
            Self::Date(date) => Key::At(day_number(*date)),
            Self::Endless => Key::Top,
            Self::Money(_) | Self::Members(_) | Self::Text(_) => return None,
        })
    }
}

/// Days since the beginning of 1970.
fn day_number(date: Date) -> Decimal {
    let days = date.since(Date::constant(1970, 1, 1)).map_or(0, |span| span.get_days());
    Decimal::from(days)
}

/// The day with this number, if it lies in the years 1 to 9999.
pub(crate) fn day_from_number(number: Decimal) -> Option<Date> {
    let days = i64::try_from(number.trunc()).ok()?;
    let span = jiff::Span::new().try_days(days).ok()?;
    Date::constant(1970, 1, 1).checked_add(span).ok()
}
