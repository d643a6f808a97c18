//! Figures in cells.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::diagnostic::{Diagnostic, nearest};
use crate::intake::{Cell, Row};
use crate::sla::agreement::Period;
use crate::sla::calendar::{Month, read_month};
use crate::sla::credit::Fees;
use crate::sla::log::LevelId;
use crate::sla::{Length, mislength, read_length};
use crate::value::spelling::{self, Thousands};
use crate::value::{Kind, Money, Type, Value, read};

use super::Reader;
use super::columns::Column;

/// A number alone may be hours up to here, and is hardly minutes: a month has no more.
const MOST_HOURS: u32 = 744;

/// What is wrong with an amount whose point may stand between thousands, and what to write.
///
/// ```
/// use proviso::sla::read::point_before_thousands;
/// let (says, help) = point_before_thousands("USD 12.000").unwrap();
/// assert_eq!(says, "`USD 12.000` may be 12 or 12000");
/// assert_eq!(help, "write `USD 12_000` for thousands, or `USD 12`");
/// assert_eq!(point_before_thousands("USD 12.50"), None);
/// ```
pub fn point_before_thousands(text: &str) -> Option<(String, String)> {
    let Thousands { number, thousands, decimals } = spelling::thousands(text, &Type::plain(Kind::Money))?;
    let plain = thousands.replace('_', "");
    let written = |as_meant: &str| text.replace(number, as_meant);
    let says = format!("`{text}` may be {decimals} or {plain}");
    Some((says, format!("write `{}` for thousands, or `{}`", written(&thousands), written(&decimals))))
}

impl<'a> Reader<'a> {
    pub(super) fn fees(&self, row: &'a Row, found: &mut Vec<Diagnostic>) -> Fees {
        let mut money = |column| {
            let cell = self.cell(row, column)?;
            let money = self.money(cell).map_err(|mistake| found.push(mistake)).ok()?;
            Some(money)
        };
        Fees { paid: money(Column::Fees), retail: money(Column::Retail) }
    }

    fn money(&self, cell: &Cell) -> Result<Money, Diagnostic> {
        let text = self.sheet.text(cell);
        // `USD 5.000` would be five dollars here, and is five thousand elsewhere.
        if let Some((says, help)) = point_before_thousands(text) {
            return Err(self.mistake(cell, says, "a point before three digits", help));
        }
        match read(text, &Type::plain(Kind::Money), self.settings.currency.as_deref()) {
            Ok(Value::Money(money)) => Ok(money),
            Ok(_) => Err(self.mistake(cell, format!("`{text}` is not an amount"), "not an amount", "write `USD 500`")),
            Err(misread) => {
                let mistake = self.mistake(cell, misread.says, "not an amount", misread.help);
                let bare = !text.contains(char::is_alphabetic) && text.starts_with(|c: char| c.is_ascii_digit());
                Err(if bare {
                    mistake.help("or give the currency of the whole log: `--currency USD`")
                } else {
                    mistake
                })
            }
        }
    }

    /// For how long a resource was deployed: a number counts minutes.
    pub(super) fn running(&self, row: &'a Row) -> Result<Option<Length>, Diagnostic> {
        let Some(cell) = self.cell(row, Column::Running) else { return Ok(None) };
        let text = self.sheet.text(cell);
        let help = "write minutes, `14400`, or a length such as `10 days` or `240 hours`";
        let number = text.parse::<Decimal>().ok();
        if number.is_some_and(|number| number <= Decimal::from(MOST_HOURS)) {
            let message = format!("`{text}` has no unit of time");
            let help =
                format!("a number alone counts minutes: write `{text} days`, `{text} hours` or `{text} minutes`");
            return Err(self.mistake(cell, message, "days, hours or minutes?", help));
        }
        let length = if number.is_some() { read_length(&format!("{text}m")) } else { read_length(text) };
        let length = length.filter(|length| !length.is_zero()).ok_or_else(|| {
            let help = mislength(text).unwrap_or_else(|| help.to_owned());
            self.mistake(cell, format!("`{text}` is not a length of time"), "not a length", help)
        })?;
        let quarters = self.settings.agreements.iter().flat_map(|agreement| &agreement.levels);
        let days = if quarters.into_iter().any(|level| level.period == Period::Quarter) { 92 } else { 31 };
        // An hour more, where clocks are put back.
        if length > Length::minutes((days * 24 + 1) * 60) {
            let message = format!("`{text}` is longer than any month");
            return Err(self.mistake(cell, message, "too long", "write for how long it was deployed in the month"));
        }
        Ok(Some(length))
    }

    pub(super) fn month(&self, row: &'a Row) -> Result<Option<Month>, Diagnostic> {
        let Some(cell) = self.cell(row, Column::Month) else { return Ok(None) };
        let text = self.sheet.text(cell);
        read_month(text).map(Some).ok_or_else(|| {
            self.mistake(cell, format!("`{text}` is not a month"), "not a month", "write the year first: `2026-02`")
        })
    }

    /// The kinds of a resource, by their ids.
    pub(super) fn kinds(&self, row: &'a Row, levels: &[LevelId]) -> Result<BTreeSet<String>, Diagnostic> {
        let mut kinds = BTreeSet::new();
        let Some(cell) = self.cell(row, Column::Kinds) else { return Ok(kinds) };
        let agreements = self.settings.agreements;
        let own = levels.iter().filter_map(|id| id.of(agreements));
        let all = LevelId::all(agreements).filter_map(|id| id.of(agreements));
        let levels: Vec<_> = if levels.is_empty() { all.collect() } else { own.collect() };
        let known: Vec<_> = levels.iter().flat_map(|(_, level)| level.kinds()).collect();
        if known.is_empty() {
            return Ok(kinds);
        }
        for name in self.sheet.text(cell).split([';', ',', '|', '+']).map(str::trim).filter(|name| !name.is_empty()) {
            let wanted = name.to_lowercase().replace([' ', '_'], "-");
            let same = |title: &str| title.to_lowercase().replace([' ', '_'], "-") == wanted;
            match known.iter().find(|kind| kind.id == wanted || same(&kind.title)) {
                Some(kind) => {
                    kinds.insert(kind.id.clone());
                }
                None => {
                    let ids: Vec<String> = known.iter().map(|kind| format!("`{}`", kind.id)).collect();
                    let near = nearest(&wanted, known.iter().map(|kind| kind.id.as_str()));
                    let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
                    let help = format!("{near}the kinds are {}", ids.join(", "));
                    return Err(self.mistake(cell, format!("no kind is called `{name}`"), "not a kind", help));
                }
            }
        }
        Ok(kinds)
    }

    /// A count of units.
    pub(super) fn count(&self, row: &'a Row, column: Column, most: u32) -> Result<Option<u32>, Diagnostic> {
        let Some(cell) = self.cell(row, column) else { return Ok(None) };
        let text = self.sheet.text(cell);
        let number = text.parse::<Decimal>().ok().filter(|number| number.fract().is_zero());
        let number = number.and_then(|number| u32::try_from(number).ok()).filter(|number| *number <= most);
        number.map(Some).ok_or_else(|| {
            let help = format!("write a whole number from 0 to {most}");
            self.mistake(cell, format!("`{text}` is not a number of units"), "not a count", help)
        })
    }
}
