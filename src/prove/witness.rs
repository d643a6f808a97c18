//! A profile that exhibits a finding, in the words of a profile.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::logic::conditions::Conditions;
use crate::logic::variables::{Meaning, STANDARD, UNADDRESSED};
use crate::logic::{Leg, Possible};
use crate::rulebook::condition::NameId;
use crate::rulebook::vocabulary::Name;
use crate::value::money::NO_CURRENCY;
use crate::value::{CellSet, Cut, Duration, Kind, Money, Value, day_from_number};

use crate::logic::joint::{Chosen, Joint, both_ends, coarse_steps, stretches};
use crate::logic::order::{Point, Stretch};

/// What a profile says of one name.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Said {
    Value(Value),
    Silent,
    Standard,
}

/// The lines of a profile on which a finding rests; all others may be as they like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Witness {
    /// Each ready to be written into a profile.
    lines: Vec<String>,
    /// The day of the assessment, where it makes a difference.
    as_of: Option<Date>,
}

impl Witness {
    pub(super) fn new(conditions: &Conditions<'_>, legal: &Possible, legs: &[Leg], dated: &BTreeSet<NameId>) -> Self {
        let writer = Writer { conditions, legal, legs };
        writer.witness(dated)
    }

    /// `notice: 30 days`, `vital: yes`.
    pub(super) fn shown(&self) -> Option<String> {
        if self.lines.is_empty() {
            return None;
        }
        let lines: Vec<String> = self.lines.iter().map(|line| format!("`{line}`")).collect();
        Some(match self.as_of {
            Some(day) => format!("{}, on {}", lines.join(", "), crate::value::show_date(day)),
            None => lines.join(", "),
        })
    }
}

struct Writer<'a> {
    conditions: &'a Conditions<'a>,
    legal: &'a Possible,
    legs: &'a [Leg],
}

impl Writer<'_> {
    fn witness(&self, dated: &BTreeSet<NameId>) -> Witness {
        let joint = Joint::new(self.conditions, self.legal).values(self.legs);
        let mut names: BTreeSet<NameId> = BTreeSet::new();
        for leg in self.legs {
            names.extend(self.conditions.variables.names(leg.var));
        }
        let mut lines = Vec::new();
        let mut as_of = None;
        for name in names {
            let declared = self.conditions.rulebook.name(name);
            if dated.contains(&name) {
                as_of = Some(self.conditions.circumstances.as_of);
            }
            lines.push(self.line(name, declared, &joint));
        }
        Witness { lines, as_of }
    }

    fn line(&self, name: NameId, declared: &Name, joint: &BTreeMap<NameId, Chosen>) -> String {
        let said = match joint.get(&name) {
            Some(Chosen::Point(point)) => Said::Value(self.value(name, declared, *point)),
            Some(Chosen::Text(text)) => Said::Value(Value::Text(text.clone())),
            None => self.said(name, declared),
        };
        match said {
            Said::Silent => format!("{}: silent", declared.id),
            Said::Standard => format!("{}: left out, so the vendor's standard", declared.id),
            Said::Value(value) => {
                let value = value.canonical(&declared.of);
                match self.document(name) {
                    Some(document) => format!("{}: {{ value: {value}, in: {document} }}", declared.id),
                    None => format!("{}: {value}", declared.id),
                }
            }
        }
    }

    fn cells(&self, var: crate::logic::Var) -> CellSet {
        let leg = self.legs.iter().find(|leg| leg.var == var).map(|leg| leg.cells.clone());
        leg.or_else(|| self.legal.0.get(var.0 as usize).cloned()).unwrap_or_default()
    }

    fn said(&self, name: NameId, declared: &Name) -> Said {
        let cutting = self.conditions.variables.cutting(name);
        let cells = self.cells(cutting.var);
        if let Kind::Set(_) = declared.of.kind {
            return match cells.first() {
                Some(UNADDRESSED) => Said::Silent,
                Some(STANDARD) => Said::Standard,
                _ => Said::Value(Value::Members(self.members(name))),
            };
        }
        let values = cells.intersection(&CellSet::full(cutting.cut.cells()));
        if values.is_empty() {
            return if cells.contains(cutting.silent_cell()) { Said::Silent } else { Said::Standard };
        }
        if let Cut::Texts(texts) = &cutting.cut {
            let cell = values.first().unwrap_or_default();
            let text = texts.get(cell as usize).cloned().unwrap_or_else(|| "something else".to_owned());
            return Said::Value(Value::Text(text));
        }
        let found = stretches(cutting, &values);
        let stretch = found.first().copied().unwrap_or(Stretch::Top);
        Said::Value(self.value(name, declared, self.round(&declared.of.kind, stretch)))
    }

    /// A member is in where it has to be, and out where it may be.
    fn members(&self, name: NameId) -> BTreeSet<usize> {
        let members = self.conditions.variables.meanings().filter_map(|(var, meaning)| match meaning {
            Meaning::Member(of, member) if of == name && self.cells(var) == CellSet::single(1) => Some(member),
            _ => None,
        });
        members.collect()
    }

    /// The document a term has to stand in, where it is not the strongest.
    fn document(&self, name: NameId) -> Option<&str> {
        let var = self.conditions.variables.cutting(name).document?;
        let documents = &self.conditions.rulebook.documents;
        let last = self.cells(var).last()? as usize;
        if last + 1 >= documents.len() { None } else { documents.get(last).map(|document| document.id.as_str()) }
    }

    /// A value of a stretch, in round figures where there is room for them: one that the
    /// rules name, or else one near to it.
    fn round(&self, kind: &Kind, stretch: Stretch) -> Point {
        let Stretch::Line(low, high) = stretch else { return Point::Top };
        let is_floor =
            matches!(kind, Kind::Percent | Kind::Money | Kind::Duration) && low == Some((Decimal::ZERO, true));
        let low_named = low.filter(|_| !is_floor);
        if let Some((at, true)) = low_named.or(high) {
            return Point::At(at);
        }
        let ends: Vec<Decimal> = both_ends(&stretch).collect();
        let coarse = coarse_steps(kind, &ends).into_iter().chain([Decimal::ONE]);
        let within = |at: &Decimal| {
            low.is_none_or(|(low, own)| *at > low || own && *at == low)
                && high.is_none_or(|(high, own)| *at < high || own && *at == high)
        };
        let tried = coarse.flat_map(|step| {
            let above = low_named.and_then(|(low, _)| low.checked_add(step));
            let below = high.and_then(|(high, _)| high.checked_sub(step));
            [above, below]
        });
        if let Some(at) = tried.flatten().find(within) {
            return Point::At(at);
        }
        Point::At(match (low, high) {
            (Some((low, _)), Some((high, _))) => {
                low.checked_add(high).and_then(|sum| sum.checked_div(Decimal::TWO)).unwrap_or(low)
            }
            (Some((at, _)), None) | (None, Some((at, _))) => at,
            (None, None) if *kind == Kind::Date => {
                Value::Date(self.conditions.circumstances.as_of).key().map_or(Decimal::ZERO, |key| match key {
                    crate::value::Key::At(day) => day,
                    crate::value::Key::Top => Decimal::ZERO,
                })
            }
            (None, None) => Decimal::ZERO,
        })
    }

    fn value(&self, name: NameId, declared: &Name, point: Point) -> Value {
        let Point::At(at) = point else { return Value::Endless };
        let place = || usize::try_from(at).unwrap_or_default();
        match &declared.of.kind {
            Kind::YesNo => Value::YesNo(!at.is_zero()),
            Kind::Scale(_) | Kind::OneOf(_) => Value::Level(place()),
            Kind::Set(_) => Value::Members(BTreeSet::new()),
            Kind::Number { .. } => Value::Number(at),
            Kind::Percent => Value::Percent(at),
            Kind::Money => {
                let own = self.conditions.variables.cutting(name).currency.clone();
                let any = || super::opaque::currencies(self.conditions.rulebook).into_iter().next();
                let currency = own.or_else(any).unwrap_or_else(|| NO_CURRENCY.to_owned());
                Value::Money(Money { currency, amount: at })
            }
            Kind::Duration => Value::Duration(Duration::from_length(at)),
            Kind::Date => day_from_number(at).map_or(Value::Endless, Value::Date),
            Kind::Text => Value::Text(at.to_string()),
        }
    }
}
