//! Figures in words: what they come to, and how they are worked out.

use rust_decimal::Decimal;

use crate::assess::finding::{Known, Worked};
use crate::report::markdown::escape;
use crate::rulebook::condition::NameId;
use crate::rulebook::figure::{Figure, Formula};
use crate::syntax::sign::{Choice, Sign};
use crate::value::worth::Lack;
use crate::value::{Bound, Kind, Money, Possible, Range, Type, Value};

use super::mentions::{Links, Mention};
use super::values::one;
use super::{Reader, Words, and, or};

/// How the names in a formula are shown.
#[derive(Clone, Copy)]
enum Names {
    /// As Markdown: their titles, and behind each what it is known to be.
    Mentioned(Links),
    /// As plain words: their titles, and behind each what it is known to be.
    Plain,
}

impl Words<'_> {
    /// What a figure comes to: "USD 3M to USD 5M", "43 minutes 12 seconds", "not known yet",
    /// "no value".
    pub(super) fn figure_shown(&self, id: NameId, known: &Known) -> String {
        let of = &self.name(id).of;
        match &known.possible {
            Possible::Ranges(ranges) if ranges.is_empty() => "no value".to_owned(),
            possible if says_nothing(possible, of) => "not known yet".to_owned(),
            possible => rounded(possible).shown_with(of, self.amounts),
        }
    }

    /// A formula as Markdown, with the titles of its names; where something is known of a
    /// deal, with their values.
    pub(crate) fn formula(&self, formula: &Formula, links: Links) -> String {
        self.worked(formula, Names::Mentioned(links))
    }

    /// The same as plain words.
    fn plain_formula(&self, formula: &Formula) -> String {
        self.worked(formula, Names::Plain)
    }

    fn worked(&self, formula: &Formula, names: Names) -> String {
        match formula {
            Formula::Value(value, of) => self.constant(value, of, names),
            Formula::OfLevel { aspect, level, disk, value, of } => {
                let level = match disk {
                    Some(disk) => format!("“{level}” on {disk}"),
                    None => format!("“{level}”"),
                };
                let level = match names {
                    Names::Plain => level,
                    Names::Mentioned(_) => escape(&level),
                };
                format!("{} {level} ({})", aspect.words(), self.constant(value, of, names))
            }
            Formula::Name(id, _) => self.part_named(*id, names),
            Formula::Joined { sign, sides, .. } => {
                let left = self.side(&sides.0, *sign, false, names);
                let right = self.side(&sides.1, *sign, true, names);
                format!("{left} {} {right}", sign.words())
            }
            Formula::Among { choice, parts, .. } => {
                let parts: Vec<String> = parts.iter().map(|part| self.side(part, Sign::Times, false, names)).collect();
                let words = match choice {
                    Choice::Least => "the least of",
                    Choice::Greatest => "the greatest of",
                    Choice::Sum => "the sum of",
                };
                format!("{words} {}", and(&parts))
            }
        }
    }

    fn constant(&self, value: &Value, of: &Kind, names: Names) -> String {
        let shown = one(value, &Type::plain(of.clone()));
        match names {
            Names::Plain => shown,
            Names::Mentioned(_) => escape(&shown),
        }
    }

    fn part_named(&self, id: NameId, names: Names) -> String {
        let shown = self.known(id).map(|_| self.shown(id));
        let value = |escaped: bool| match &shown {
            Some(shown) if escaped => format!(" ({})", escape(shown)),
            Some(shown) => format!(" ({shown})"),
            None => String::new(),
        };
        match names {
            Names::Plain => format!("{}{}", self.name(id).title, value(false)),
            Names::Mentioned(links) => format!("{}{}", self.mention(Mention::Name(id), links), value(true)),
        }
    }

    /// One side of a sign, in parentheses where it would be read otherwise without them.
    fn side(&self, side: &Formula, of: Sign, is_right: bool, names: Names) -> String {
        let words = self.worked(side, names);
        let apart = match side {
            Formula::Joined { sign, .. } => match (of.is_close(), sign.is_close()) {
                (true, false) => true,
                (false, true) => false,
                _ => is_right,
            },
            Formula::Among { .. } => true,
            Formula::Value(..) | Formula::Name(..) | Formula::OfLevel { .. } => false,
        };
        if apart { format!("({words})") } else { words }
    }

    /// How a figure is worked out, whatever the deal: "30 days times (100% minus *Uptime*)",
    /// by its conditions where it has some.
    pub(crate) fn workings(&self, figure: &Figure, links: Links) -> String {
        self.guarded_markdown(&figure.value, links, |formula| self.formula(formula, links))
    }
}

impl Reader<'_> {
    /// What came of a figure in this deal.
    pub(crate) fn figure_of(&self, id: NameId) -> Option<(&Worked, &Figure)> {
        let worked = self.assessment.figures.iter().find(|worked| worked.name == id)?;
        Some((worked, self.name(id).figure()?))
    }

    /// How a figure is worked out for this deal, as Markdown: by the arms that may count.
    pub(crate) fn how(&self, id: NameId) -> Option<String> {
        let (worked, figure) = self.figure_of(id)?;
        let formulas = worked.arms.iter().map(|arm| self.formula(figure.value.value(*arm), Links::None));
        Some(or(&formulas.collect::<Vec<_>>()))
    }

    /// The same as plain words.
    pub(crate) fn plain_how(&self, id: NameId) -> Option<String> {
        let (worked, figure) = self.figure_of(id)?;
        let formulas = worked.arms.iter().map(|arm| self.plain_formula(figure.value.value(*arm)));
        Some(or(&formulas.collect::<Vec<_>>()))
    }

    /// A figure with how it is worked out: "USD 600k, which is Fees a month (USD 50k) times 12".
    pub(crate) fn shown_as_worked(&self, id: NameId) -> String {
        match self.plain_how(id) {
            Some(how) => format!("{}, which is {how}", self.shown(id)),
            None => self.shown(id),
        }
    }

    /// Why a figure may come to nothing.
    pub(crate) fn lacking(&self, worked: &Worked) -> Vec<String> {
        let says = |lack: &Lack| match lack {
            Lack::Zero => "it would divide by zero".to_owned(),
            Lack::Endless => "a part of it is unlimited".to_owned(),
            Lack::Unsaid => "the draft may leave out a term that it is made of".to_owned(),
        };
        worked.lacks.iter().map(says).collect()
    }
}

/// Whether a range says no more than that nobody knows: from nothing upward.
pub(crate) fn says_nothing(possible: &Possible, of: &Type) -> bool {
    let zero = |bound: &Bound| match bound {
        Bound::Open => true,
        bound => bound.value().is_some_and(|value| match value {
            Value::Money(money) => money.amount.is_zero(),
            Value::Percent(number) => number.is_zero(),
            Value::Duration(duration) => duration.length().is_zero(),
            _ => false,
        }),
    };
    let vacuous = |range: &Range| zero(&range.low) && range.high == Bound::Open;
    match possible {
        Possible::Anything => true,
        Possible::Ranges(ranges) => ranges.iter().any(vacuous) && (!of.endless || !ranges.is_empty()),
        Possible::Members { .. } => false,
    }
}

/// Amounts to two digits; other numbers of many digits to two, or below one to four that
/// count.
fn rounded(possible: &Possible) -> Possible {
    let Possible::Ranges(ranges) = possible else { return possible.clone() };
    let value = |value: &Value| match value {
        Value::Money(money) => Value::Money(Money { currency: money.currency.clone(), amount: cents(money.amount) }),
        Value::Number(number) => Value::Number(few_digits(*number)),
        Value::Percent(number) => Value::Percent(few_digits(*number)),
        other => other.clone(),
    };
    let bound = |bound: &Bound| match bound {
        Bound::Open => Bound::Open,
        Bound::Included(own) => Bound::Included(value(own)),
        Bound::Excluded(own) => Bound::Excluded(value(own)),
    };
    Possible::Ranges(ranges.iter().map(|range| Range { low: bound(&range.low), high: bound(&range.high) }).collect())
}

fn cents(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}

fn few_digits(number: Decimal) -> Decimal {
    if number.normalize().scale() <= 4 {
        number
    } else if number.abs() >= Decimal::ONE {
        number.round_dp(2)
    } else {
        number.round_sf(4).unwrap_or(number)
    }
}
