//! Figures in cells.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::intake::{Cell, Row};
use crate::sla::calendar::{Month, read_month};
use crate::sla::credit::Fees;
use crate::sla::log::LevelId;
use crate::sla::{Length, read_length};
use crate::value::{Kind, Money, Type, Value, read};

use super::Reader;
use super::columns::Column;

impl<'a> Reader<'a> {
    pub(super) fn fees(&self, row: &'a Row, found: &mut Vec<Diagnostic>) -> Fees {
        let mut money = |column| {
            let cell = self.cell(row, column)?;
            let money = self.money(cell).map_err(|mistake| found.push(mistake)).ok()?;
            found.extend(self.like_thousands(cell, &money));
            Some(money)
        };
        Fees { paid: money(Column::Fees), retail: money(Column::Retail) }
    }

    fn money(&self, cell: &Cell) -> Result<Money, Diagnostic> {
        let text = self.sheet.text(cell);
        match read(text, &Type::plain(Kind::Money), self.settings.currency.as_deref()) {
            Ok(Value::Money(money)) => Ok(money),
            Ok(_) => Err(self.mistake(cell, format!("`{text}` is not an amount"), "not an amount", "write `USD 500`")),
            Err(misread) => {
                let mistake = self.mistake(cell, misread.says, "not an amount", misread.help);
                let bare = text.starts_with(|c: char| c.is_ascii_digit());
                Err(if bare {
                    mistake.help("or give the currency of the whole log: `--currency USD`")
                } else {
                    mistake
                })
            }
        }
    }

    /// `USD 5.000` is five dollars here, and five thousand elsewhere.
    fn like_thousands(&self, cell: &Cell, money: &Money) -> Option<Diagnostic> {
        let text = self.sheet.text(cell);
        let (_, digits) = text.rsplit_once('.')?;
        let ambiguous = digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let amount = money.amount.normalize();
        ambiguous.then(|| {
            Diagnostic::warning(Code::BadValue, format!("`{text}` is read as {} {amount}", money.currency))
                .at(self.place(cell.span), "a point before three digits")
                .help(format!(
                    "for thousands write `{}`; else leave the digits after the point out",
                    text.replace('.', "_")
                ))
        })
    }

    /// For how long a resource was deployed: a number counts minutes.
    pub(super) fn running(&self, row: &'a Row) -> Result<Option<Length>, Diagnostic> {
        let Some(cell) = self.cell(row, Column::Running) else { return Ok(None) };
        let text = self.sheet.text(cell);
        let bare = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
        let length = if bare { read_length(&format!("{text}m")) } else { read_length(text) };
        length.filter(|length| !length.is_zero()).map(Some).ok_or_else(|| {
            let help = "write minutes, `14400`, or a length such as `10 days` or `240 hours`";
            self.mistake(cell, format!("`{text}` is not a length of time"), "not a length", help)
        })
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
