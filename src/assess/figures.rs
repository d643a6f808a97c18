//! Parameters, standards and figures, worked out: each after those it rests on.

use std::cell::RefCell;
use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::logic::Chart;
use crate::logic::conditions::Conditions;
use crate::rulebook::Resolvable;
use crate::rulebook::condition::NameId;
use crate::rulebook::figure::{Figure, Formula};
use crate::rulebook::vocabulary::{Role, Silence};
use crate::source::Place;
use crate::syntax::sign::{Choice, Sign};
use crate::value::merge::merged;
use crate::value::money::MissingRate;
use crate::value::size::{Overflow, Size};
use crate::value::worth::{Lack, Span, Worth};
use crate::value::{Bound, CellSet, Kind, Possible, Range, Type, Value};

use super::finding::KnownBy;
use super::open::waits_for;
use super::world::{Trouble, World, alternatives, currency};

/// What came of a figure.
#[derive(Clone, Debug)]
pub(super) struct Working {
    worth: Worth,
    /// The facts and terms whose answers would narrow it.
    pub(super) waits_for: Vec<NameId>,
    /// Which of its arms may still count, by their places.
    pub(super) arms: Vec<usize>,
}

impl Working {
    pub(super) fn lacks(&self) -> &BTreeSet<Lack> {
        &self.worth.lacks
    }
}

/// Amounts for which no rate is stated, each with the name that has one.
pub(super) type Missing = Vec<(MissingRate, Option<NameId>)>;

impl World {
    /// Works out parameters, standards and figures, where they are what counts: these, in
    /// the order of the rulebook's resolution.
    pub(super) fn work_out(
        &mut self,
        conditions: &mut Conditions<'_>,
        these: impl Iterator<Item = Resolvable>,
        missing: &mut Missing,
    ) -> Result<(), Trouble> {
        let rulebook = conditions.rulebook;
        for resolvable in these {
            let Resolvable::Name(id) = resolvable else { continue };
            match &rulebook.name(id).role {
                Role::Fact => {}
                Role::Term(_) | Role::Parameter(_) => self.choose_arms(conditions, id)?,
                Role::Figure(figure) => {
                    self.figure(conditions, id, figure, missing)?;
                    self.decide_pairs(conditions, Some(id), missing);
                }
            }
        }
        Ok(())
    }

    fn choose_arms(&mut self, conditions: &mut Conditions<'_>, id: NameId) -> Result<(), Trouble> {
        let name = conditions.rulebook.name(id);
        let counts = match self.known(id).by {
            KnownBy::Playbook | KnownBy::Standard => true,
            KnownBy::Silence => name.term().is_some_and(|term| matches!(term.silence, Silence::Standard)),
            KnownBy::Nothing | KnownBy::Profile | KnownBy::Reference(_) | KnownBy::Figure => false,
        };
        let (true, Some(cited)) = (counts, name.cited()) else { return Ok(()) };
        let list = self.arms_of(conditions, id)?;
        let arms = conditions.outcomes(&list, &self.cells);
        let possible = alternatives(arms.into_iter().map(|arm| cited.value.value(usize::from(arm)).clone()));
        if let Some(known) = self.known.get_mut(id.0) {
            known.possible = possible;
        }
        Ok(())
    }

    /// The arms of a parameter or a standard as a list.
    fn arms_of(&self, conditions: &mut Conditions<'_>, id: NameId) -> Result<Chart, Trouble> {
        conditions.diagrams.begin_list();
        let list = conditions.cited(id)?;
        Ok(conditions.diagrams.chart(list))
    }

    fn figure(
        &mut self,
        conditions: &mut Conditions<'_>,
        id: NameId,
        figure: &Figure,
        missing: &mut Missing,
    ) -> Result<(), Trouble> {
        let of = &conditions.rulebook.name(id).of;
        conditions.diagrams.begin_list();
        let list = conditions.guarded(&figure.value)?;
        let list = conditions.diagrams.chart(list);
        let arms: Vec<usize> = conditions.outcomes(&list, &self.cells).into_iter().map(usize::from).collect();
        let mut waits = waits_for(conditions, self, &list.depends_on(&self.cells));
        let formulas: Vec<&Formula> = arms.iter().map(|arm| figure.value.value(*arm)).collect();
        let currency = self.currency_among(conditions, id, &formulas);
        let sum = Sum { world: self, conditions, currency: currency.as_deref(), figure: id };
        let mut worth = Worth::default();
        for formula in &formulas {
            let result = sum.formula(formula, missing)?;
            let result = sum.within(None, sum.declared(result, formula.kind(), &of.kind))?;
            worth = worth.or(result);
        }
        let possible = sum.within(None, possible(&worth, of, currency.as_deref()))?;
        for formula in &formulas {
            let mut names = Vec::new();
            formula.names(&mut |name| names.push(name));
            for name in names {
                waits.extend(self.behind(conditions, name)?);
            }
        }
        waits.sort();
        waits.dedup();
        let cutting = conditions.variables.cutting(id);
        let lost = RefCell::new(Vec::new());
        let mut cells = cutting.cut.possible(&possible, |value| {
            conditions.circumstances.key(value, cutting.currency.as_deref()).unwrap_or_else(|rate| {
                lost.borrow_mut().push((rate, Some(id)));
                None
            })
        });
        missing.append(&mut lost.into_inner());
        if !worth.lacks.is_empty() {
            cells = cells.union(&CellSet::single(cutting.silent_cell()));
        }
        // A stretch too narrow to hold a value still says where the value is.
        let cells = if cells.is_empty() { cutting.cut.inhabited() } else { cells };
        if let Some(slot) = self.cells.0.get_mut(cutting.var.0 as usize) {
            *slot = cells;
        }
        if let Some(known) = self.known.get_mut(id.0) {
            known.by = KnownBy::Figure;
            known.possible = possible;
        }
        self.worked.insert(id, Working { worth, waits_for: waits, arms });
        Ok(())
    }

    /// The open facts and terms behind a name: itself, or what its value hangs on.
    fn behind(&self, conditions: &mut Conditions<'_>, name: NameId) -> Result<Vec<NameId>, Trouble> {
        Ok(match self.known(name).by {
            KnownBy::Figure => self.worked.get(&name).map(|working| working.waits_for.clone()).unwrap_or_default(),
            KnownBy::Playbook | KnownBy::Standard | KnownBy::Silence => match conditions.rulebook.name(name).cited() {
                Some(cited) if !cited.value.arms.is_empty() && self.known(name).possible.single().is_none() => {
                    let list = self.arms_of(conditions, name)?;
                    waits_for(conditions, self, &list.depends_on(&self.cells))
                }
                _ => Vec::new(),
            },
            KnownBy::Nothing | KnownBy::Profile | KnownBy::Reference(_) => {
                if self.is_open(name) {
                    vec![name]
                } else {
                    Vec::new()
                }
            }
        })
    }

    /// The currency a figure is worked out in: that of the first amount in it that is known.
    fn currency_among(&self, conditions: &Conditions<'_>, id: NameId, formulas: &[&Formula]) -> Option<String> {
        fn first(world: &World, formula: &Formula) -> Option<String> {
            match formula {
                Formula::Value(Value::Money(money), _) if !money.amount.is_zero() => Some(money.currency.clone()),
                Formula::Value(..) => None,
                Formula::Name(name, Kind::Money) => currency(world.known(*name)),
                Formula::Name(..) => None,
                Formula::Joined { sides, .. } => first(world, &sides.0).or_else(|| first(world, &sides.1)),
                Formula::OfLevel { .. } => None,
                Formula::Among { parts, .. } => parts.iter().find_map(|part| first(world, part)),
            }
        }
        let known = formulas.iter().filter(|formula| *formula.kind() == Kind::Money);
        known
            .copied()
            .find_map(|formula| first(self, formula))
            .or_else(|| formulas.iter().find_map(|formula| first(self, formula)))
            .or_else(|| conditions.variables.cutting(id).currency.clone())
    }
}

/// One figure being worked out.
struct Sum<'a, 'r> {
    world: &'a World,
    conditions: &'a Conditions<'r>,
    currency: Option<&'a str>,
    figure: NameId,
}

impl Sum<'_, '_> {
    fn within<T>(&self, at: Option<(&Place, &'static str)>, result: Result<T, Overflow>) -> Result<T, Trouble> {
        result.map_err(|Overflow| Trouble::Overflow {
            figure: self.figure,
            at: at.map(|(place, sign)| (place.clone(), sign)),
        })
    }

    fn formula(&self, formula: &Formula, missing: &mut Missing) -> Result<Worth, Trouble> {
        match formula {
            Formula::Value(value, _) | Formula::OfLevel { value, .. } => {
                let bound = Bound::Included(value.clone());
                let limit = self.limit(&bound, None, missing);
                Ok(Worth::of(Span { low: limit, high: limit }))
            }
            Formula::Name(name, _) => Ok(self.name(*name, missing)),
            Formula::Joined { sign, sides, place, .. } => {
                let (left, right) = (self.formula(&sides.0, missing)?, self.formula(&sides.1, missing)?);
                let result = joined(*sign, (left, sides.0.kind()), (right, sides.1.kind()));
                self.within(Some((place, sign.as_str())), result)
            }
            Formula::Among { choice, parts, place, .. } => {
                let mut all: Option<Worth> = None;
                for part in parts {
                    let part = self.formula(part, missing)?;
                    all = Some(match all {
                        None => part,
                        Some(all) => {
                            let both = match choice {
                                Choice::Least => all.least(&part),
                                Choice::Greatest => all.greatest(&part),
                                Choice::Sum => all.plus(&part),
                            };
                            self.within(Some((place, choice.as_str())), both)?
                        }
                    });
                }
                Ok(all.unwrap_or_default())
            }
        }
    }

    /// What a name can be. What nobody knows of a term may also be that the draft does not
    /// address it.
    fn name(&self, id: NameId, missing: &mut Missing) -> Worth {
        let name = self.conditions.rulebook.name(id);
        let known = self.world.known(id);
        if let Some(working) = self.world.worked.get(&id) {
            return match self.converted(id, known, &working.worth, missing) {
                Some(worth) => worth,
                None => working.worth.clone(),
            };
        }
        let says_nothing = name.term().is_some_and(|term| matches!(term.silence, Silence::Nothing));
        match known.by {
            KnownBy::Silence if says_nothing => Worth::nothing(Lack::Unsaid),
            KnownBy::Nothing | KnownBy::Reference(_) => {
                let mut all = self.possible(id, &Possible::Anything, missing);
                if says_nothing {
                    all.lacks.insert(Lack::Unsaid);
                }
                all
            }
            _ => self.possible(id, &known.possible, missing),
        }
    }

    /// Another figure in this one's currency, where that is another one.
    fn converted(
        &self,
        id: NameId,
        known: &super::finding::Known,
        worth: &Worth,
        missing: &mut Missing,
    ) -> Option<Worth> {
        let own = currency(known)?;
        if Some(own.as_str()) == self.currency {
            return None;
        }
        let mut converted = self.possible(id, &known.possible, missing);
        converted.lacks.clone_from(&worth.lacks);
        Some(converted)
    }

    fn possible(&self, id: NameId, possible: &Possible, missing: &mut Missing) -> Worth {
        let name = self.conditions.rulebook.name(id);
        let floor = match name.of.kind {
            Kind::Number { .. } => None,
            _ if name.figure().is_some() => None,
            _ => Some((Size::ZERO, true)),
        };
        let all = Span { low: floor, high: None };
        let Possible::Ranges(ranges) = possible else {
            return Worth { spans: vec![all], endless: name.of.endless, lacks: BTreeSet::new() };
        };
        let mut worth = Worth::default();
        for Range { low, high } in ranges {
            let is_endless = |bound: &Bound| matches!(bound, Bound::Included(Value::Endless));
            worth.endless |= is_endless(high) || name.of.endless && *high == Bound::Open;
            if is_endless(low) {
                continue;
            }
            let low = self.limit(low, Some(id), missing).or(floor);
            worth.spans.push(Span { low, high: self.limit(high, Some(id), missing) });
        }
        worth
    }

    fn limit(&self, bound: &Bound, of: Option<NameId>, missing: &mut Missing) -> Option<(Size, bool)> {
        let own = matches!(bound, Bound::Included(_));
        match (bound.value()?, self.currency) {
            // Nothing is nothing in every currency.
            (Value::Money(money), _) if money.amount.is_zero() => Some((Size::ZERO, own)),
            (Value::Money(money), Some(currency)) => {
                match self.conditions.circumstances.rates.convert(money, currency) {
                    Ok(amount) => Some((Size::of(amount), own)),
                    Err(rate) => {
                        missing.push((rate, of));
                        None
                    }
                }
            }
            (value, _) => Some((Size::of_value(value)?, own)),
        }
    }

    /// What was worked out, as what the figure declares: a number as a percentage, a
    /// percentage as a number.
    fn declared(&self, worth: Worth, of: &Kind, declared: &Kind) -> Result<Worth, Overflow> {
        match (of, declared) {
            (Kind::Number { .. }, Kind::Percent) => worth.scaled(Decimal::ONE_HUNDRED),
            (Kind::Percent, Kind::Number { .. }) => worth.scaled(HUNDREDTH),
            _ => Ok(worth),
        }
    }
}

const HUNDREDTH: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// Two sides joined by a sign. A percentage of something is so many hundredths of it.
fn joined(sign: Sign, (left, of_left): (Worth, &Kind), (right, of_right): (Worth, &Kind)) -> Result<Worth, Overflow> {
    let is_plain = |of: &Kind| matches!(of, Kind::Number { unit: None });
    match (sign, of_left, of_right) {
        (Sign::Plus, ..) => left.plus(&right),
        (Sign::Minus, ..) => left.minus(&right),
        (Sign::Times, Kind::Percent, other) if !is_plain(other) => left.scaled(HUNDREDTH)?.times(&right),
        (Sign::Times, other, Kind::Percent) if !is_plain(other) => left.times(&right.scaled(HUNDREDTH)?),
        (Sign::Times, ..) => left.times(&right),
        (Sign::Over, Kind::Percent, Kind::Percent) => left.over(&right),
        (Sign::Over, _, Kind::Percent) => left.over(&right.scaled(HUNDREDTH)?),
        (Sign::Over, Kind::Duration, Kind::Duration) => left.over_length(&right),
        (Sign::Over, ..) => left.over(&right),
    }
}

/// What a figure can be, as values of its type.
fn possible(worth: &Worth, of: &Type, currency: Option<&str>) -> Result<Possible, Overflow> {
    let bound = |limit: Option<(Size, bool)>| -> Result<Bound, Overflow> {
        let Some((size, own)) = limit else { return Ok(Bound::Open) };
        Ok(match size.value(&of.kind, currency)? {
            // Brought to whole milliseconds, what lies beside an end may be the end.
            Some(value) if own || of.kind == Kind::Duration => Bound::Included(value),
            Some(value) => Bound::Excluded(value),
            None => Bound::Open,
        })
    };
    let mut ranges = Vec::with_capacity(worth.spans.len());
    for span in merged(&worth.spans, of.kind == Kind::Duration)? {
        let range = Range { low: bound(span.low)?, high: bound(span.high)? };
        if !ranges.contains(&range) {
            ranges.push(range);
        }
    }
    let open = |range: &Range| range.low == Bound::Open && range.high == Bound::Open;
    if ranges.iter().any(open) && worth.endless == of.endless {
        return Ok(Possible::Anything);
    }
    if worth.endless {
        ranges.push(Range::one(Value::Endless));
    }
    Ok(Possible::Ranges(ranges))
}
