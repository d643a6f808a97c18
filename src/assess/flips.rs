//! Flips-if: one fact changed at a time, to the nearest value that changes the status.
//! Going outward from what is known, each further outcome is told once: from 30 days on
//! it falls short, from 90 it is acceptable.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use crate::logic::conditions::Conditions;
use crate::logic::{Chart, Knowledge, Var};
use crate::rulebook::condition::NameId;
use crate::rulebook::vocabulary::Better;
use crate::value::{CellSet, Cut, Duration, Key, Kind, Money, Relation, Value, day_from_number};

use super::finding::{Flip, KnownBy, Outcome, Target};
use super::lists;
use super::moves::{Changed, Moves, Spot};
use super::world::{End, World, stretches};

/// The changes that would turn `list` from `decided` to another decided outcome.
pub(super) fn flips(conditions: &Conditions<'_>, world: &World, list: &Chart, decided: Outcome) -> Vec<Flip> {
    let mut names: Vec<NameId> = Vec::new();
    for var in list.support() {
        names.extend(conditions.variables.names(var));
    }
    names.sort();
    names.dedup();
    // What moves a figure may turn the rule at any place in between: no flip of it is told.
    let figures: Vec<NameId> = names.iter().copied().filter(|name| world.worked.contains_key(name)).collect();
    for figure in figures {
        let behind = conditions.rulebook.behind(figure);
        names.retain(|name| !behind.contains(name));
    }
    let search = Search { conditions, world, moves: Moves { conditions, world }, list, decided };
    names.into_iter().flat_map(|name| search.of(name)).collect()
}

struct Search<'a, 'r> {
    conditions: &'a Conditions<'r>,
    world: &'a World,
    moves: Moves<'a, 'r>,
    list: &'a Chart,
    decided: Outcome,
}

impl Search<'_, '_> {
    fn of(&self, name: NameId) -> Vec<Flip> {
        let declared = self.conditions.rulebook.name(name);
        if !declared.is_asked() || self.world.is_open(name) && self.world.known(name).by != KnownBy::Profile {
            return Vec::new();
        }
        let mut flips = match &declared.of.kind {
            Kind::Set(_) => self.members(name),
            Kind::Text => Vec::new(),
            Kind::YesNo | Kind::OneOf(_) => self.choices(name),
            Kind::Scale(_) => self.levels(name),
            _ => self.line(name),
        };
        flips.extend(self.documents(name));
        flips
    }

    /// What the rule comes to with some variables changed, where that is another outcome.
    fn outcome(&self, cells: Vec<(Var, CellSet)>) -> Option<Outcome> {
        let changed = Changed { world: self.world, cells: &cells };
        let leaf = self.list.reach(&changed, true).only()?;
        Some(lists::outcome(leaf)).filter(|outcome| *outcome != self.decided)
    }

    fn level(&self, name: NameId, at: u32) -> Option<Outcome> {
        self.outcome(self.moves.to_level(name, at))
    }

    /// The first other choice that changes something.
    fn choices(&self, name: NameId) -> Vec<Flip> {
        let cutting = self.conditions.variables.cutting(name);
        let current = self.world.cells.cells(cutting.var).cloned().unwrap_or_default();
        let is_yes_no = self.conditions.rulebook.name(name).of.kind == Kind::YesNo;
        let value = |at: u32| if is_yes_no { Value::YesNo(at == 1) } else { Value::Level(at as usize) };
        (0..cutting.cut.cells())
            .filter(|at| !current.contains(*at))
            .find_map(|at| {
                let outcome = self.level(name, at)?;
                Some(Flip { name, to: Target::Value(Relation::Is, value(at)), distance: None, outcome })
            })
            .into_iter()
            .collect()
    }

    /// The nearest level above and the nearest below.
    fn levels(&self, name: NameId) -> Vec<Flip> {
        let cutting = self.conditions.variables.cutting(name);
        let Some((low, high)) = self.stretch(name) else { return self.out_of_silence(name) };
        let level = |end: End| match end {
            Some((Key::At(at), _)) => u32::try_from(at).ok(),
            _ => None,
        };
        // `mid..` ends at the highest level.
        let (low, high) = (level(low).unwrap_or(0), level(high).unwrap_or(cutting.cut.cells().saturating_sub(1)));
        let above = (high + 1..cutting.cut.cells()).map(|at| self.flip_to_level(name, Relation::AtLeast, at));
        let below = (0..low).rev().map(|at| self.flip_to_level(name, Relation::AtMost, at));
        each_once(above).into_iter().chain(each_once(below)).collect()
    }

    /// From the lowest to the highest value still possible; nothing in silence.
    fn stretch(&self, name: NameId) -> Option<(End, End)> {
        let known = self.world.known(name);
        if known.by == KnownBy::Silence {
            return None;
        }
        let all = stretches(self.conditions.circumstances, known, self.moves.currency(name).as_deref()).ok()??;
        let low = all.iter().map(|(low, _)| *low).min_by(|a, b| lower(*a, *b))?;
        let high = all.iter().map(|(_, high)| *high).max_by(|a, b| higher(*a, *b))?;
        Some((low, high))
    }

    /// The nearest spot above and the nearest below, on a line.
    fn line(&self, name: NameId) -> Vec<Flip> {
        let Some((low, high)) = self.stretch(name) else { return self.out_of_silence(name) };
        let spots = self.moves.spots(name);
        let mut found = Vec::new();
        if let Some((from, _)) = high {
            let above = spots.iter().filter(|spot| spot.is_above(from));
            found.extend(each_once(above.map(|spot| self.flip(name, *spot, true, Some(from)))));
        }
        if let Some((from, _)) = low {
            let below = spots.iter().rev().filter(|spot| spot.is_below(from));
            found.extend(each_once(below.map(|spot| self.flip(name, *spot, false, Some(from)))));
        }
        found
    }

    /// From silence, which has no place among the values: going from worse to better, each
    /// better outcome once; that it is addressed at all, where any value would do.
    fn out_of_silence(&self, name: NameId) -> Vec<Flip> {
        let declared = self.conditions.rulebook.name(name);
        let Some(better) = declared.term().and_then(|term| term.better) else { return Vec::new() };
        let upward = matches!(better, Better::Higher | Better::Yes);
        let mut flips: Vec<Option<Flip>> = match &declared.of.kind {
            Kind::Scale(levels) => {
                let relation = if upward { Relation::AtLeast } else { Relation::AtMost };
                let count = u32::try_from(levels.levels.len()).unwrap_or(0);
                (0..count).map(|at| self.flip_to_level(name, relation, at)).collect()
            }
            _ => self.moves.spots(name).into_iter().map(|spot| self.flip(name, spot, upward, None)).collect(),
        };
        if let Some(Some(first)) = flips.first()
            && flips.iter().flatten().filter(|flip| flip.outcome == first.outcome).count() == flips.len()
        {
            let addressed = Flip { name, to: Target::Addressed, distance: None, outcome: first.outcome };
            return if standing(first.outcome) > standing(self.decided) { vec![addressed] } else { Vec::new() };
        }
        if !upward {
            flips.reverse();
        }
        let improves = |flip: &Flip| standing(flip.outcome) > standing(self.decided);
        each_once(flips.into_iter().map(|flip| flip.filter(improves)))
    }

    fn flip_to_level(&self, name: NameId, relation: Relation, at: u32) -> Option<Flip> {
        let to = Target::Value(relation, Value::Level(at as usize));
        Some(Flip { name, to, distance: None, outcome: self.level(name, at)? })
    }

    fn flip(&self, name: NameId, spot: Spot, upward: bool, from: Option<Key>) -> Option<Flip> {
        let cutting = self.conditions.variables.cutting(name);
        let endless = matches!(cutting.cut, Cut::Line { endless: true, .. });
        let outcome = self.outcome(self.moves.to_spot(name, spot))?;
        let (relation, at) = match (spot, upward) {
            (Spot::At(at), true) => (Relation::AtLeast, Key::At(at)),
            (Spot::At(at), false) => (Relation::AtMost, Key::At(at)),
            (Spot::Between(Some(at), _), true) => (Relation::Above, Key::At(at)),
            (Spot::Between(_, Some(at)), _) => (Relation::Below, Key::At(at)),
            (Spot::Between(Some(at), None), false) if !endless => (Relation::Above, Key::At(at)),
            (Spot::Between(_, None), _) => (Relation::Below, Key::Top),
            (Spot::Top, _) => (Relation::Is, Key::Top),
        };
        let (to, distance) = match (at, from) {
            (Key::At(at), Some(Key::At(from))) => (self.value(name, at)?, self.distance(name, (at - from).abs())),
            (Key::At(at), _) => (self.value(name, at)?, None),
            (Key::Top, _) => (Value::Endless, None),
        };
        Some(Flip { name, to: Target::Value(relation, to), distance, outcome })
    }

    /// The value at a place in the order of a name. A constant of the rules or a value of
    /// the profile is shown as it was written: 6 months, not 180 days.
    fn value(&self, name: NameId, at: Decimal) -> Option<Value> {
        let written = &self.conditions.variables.cutting(name).constants;
        if let Some(constant) = written.iter().find(|constant| constant.key() == Some(Key::At(at))) {
            return Some(constant.clone());
        }
        self.plain_value(name, at)
    }

    fn plain_value(&self, name: NameId, at: Decimal) -> Option<Value> {
        Some(match &self.conditions.rulebook.name(name).of.kind {
            Kind::Number { .. } => Value::Number(at),
            Kind::Percent => Value::Percent(at),
            Kind::Money => Value::Money(Money { currency: self.moves.currency(name)?, amount: at }),
            Kind::Duration => Value::Duration(Duration::from_length(at)),
            Kind::Date => Value::Date(day_from_number(at)?),
            _ => return None,
        })
    }

    fn distance(&self, name: NameId, length: Decimal) -> Option<Value> {
        if length.is_zero() {
            return None;
        }
        match &self.conditions.rulebook.name(name).of.kind {
            Kind::Date => Some(Value::Duration(Duration::days(i64::try_from(length).ok()?))),
            _ => self.plain_value(name, length),
        }
    }

    /// A member more, or one less.
    fn members(&self, name: NameId) -> Vec<Flip> {
        let cutting = self.conditions.variables.cutting(name);
        let mut found = Vec::new();
        for (member, var) in cutting.members.iter().enumerate() {
            let flipped = match self.world.cells.cells(*var) {
                Some(cells) if cells.len() == 1 => 1 - cells.first().unwrap_or(0),
                _ => continue,
            };
            if let Some(outcome) = self.outcome(vec![(*var, CellSet::single(flipped))]) {
                let to = if flipped == 1 { Target::Includes(member) } else { Target::Excludes(member) };
                found.push(Flip { name, to, distance: None, outcome });
            }
        }
        found
    }

    /// The weakest stronger document that changes something.
    fn documents(&self, name: NameId) -> Option<Flip> {
        let document = self.conditions.variables.cutting(name).document?;
        let known = self.world.known(name);
        if known.by != KnownBy::Profile {
            return None;
        }
        let current = self.world.cells.cells(document)?.last()?;
        let all = self.conditions.diagrams.cells(document);
        (current + 1..all).find_map(|at| {
            let outcome = self.outcome(vec![(document, CellSet::single(at))])?;
            Some(Flip { name, to: Target::WrittenIn(at as usize), distance: None, outcome })
        })
    }
}

/// How good an outcome is: by its rank, and of two fallbacks the earlier one.
fn standing(outcome: Outcome) -> (u8, Reverse<usize>) {
    let rung = if let Outcome::Fallback(at) = outcome { at } else { 0 };
    (outcome.rank(), Reverse(rung))
}

/// Going outward, the first flip to each outcome.
fn each_once(outward: impl Iterator<Item = Option<Flip>>) -> Vec<Flip> {
    let mut found: Vec<Flip> = Vec::new();
    for flip in outward.flatten() {
        if found.iter().all(|known| known.outcome != flip.outcome) {
            found.push(flip);
        }
    }
    found
}

fn lower(a: End, b: End) -> std::cmp::Ordering {
    match (a, b) {
        (None, None) => std::cmp::Ordering::Equal,
        (None, Some(_)) => std::cmp::Ordering::Less,
        (Some(_), None) => std::cmp::Ordering::Greater,
        (Some((a, _)), Some((b, _))) => a.cmp(&b),
    }
}

fn higher(a: End, b: End) -> std::cmp::Ordering {
    match (a, b) {
        (None, None) => std::cmp::Ordering::Equal,
        (None, Some(_)) => std::cmp::Ordering::Greater,
        (Some(_), None) => std::cmp::Ordering::Less,
        (Some((a, _)), Some((b, _))) => a.cmp(&b),
    }
}
