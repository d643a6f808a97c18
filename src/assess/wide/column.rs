//! Columns of numbers: what many profiles say of one name, put into a batch at once.

use std::ops::RangeInclusive;
use std::rc::Rc;

use crate::logic::{Mask, Numbers, Sieve, Var};
use crate::rulebook::condition::NameId;
use crate::rulebook::vocabulary::Role;
use crate::value::{Cut, Duration, Key, Kind, Money, Value, day_from_number};

use super::Wide;
use super::batch::Batch;
use super::row::Rest;

/// How the numbers of a column are values of a name: into which of its cells they fall.
#[derive(Clone, Debug)]
pub struct Column {
    name: NameId,
    var: Var,
    /// What falls into no cell is no value of the name.
    sieve: Sieve,
}

impl Wide<'_> {
    /// How a column of whole numbers tells of a name. A number is the place of a choice or
    /// of a level, counted from 0 (`no` is 0, `yes` is 1); an amount in `currency`; so many
    /// days, or percent; of a date the days since the first of 1970.
    ///
    /// Nothing where numbers alone cannot tell: of texts and sets; of names that figures are
    /// worked out from, or that are compared with others; of amounts without a currency or a
    /// rate; of terms where it matters in which document they stand. Deals in which these
    /// differ are put in one by one, by [`Wide::put_row`].
    pub fn column(&self, name: NameId, currency: Option<&str>) -> Option<Column> {
        let rulebook = self.conditions.rulebook;
        let of = &rulebook.name(name).of;
        let value = |number: i64| -> Option<Value> {
            Some(match of.kind {
                Kind::YesNo => Value::YesNo(number != 0),
                Kind::Scale(_) | Kind::OneOf(_) => Value::Level(usize::try_from(number).ok()?),
                Kind::Number { .. } => Value::Number(number.into()),
                Kind::Percent => Value::Percent(number.into()),
                Kind::Money => Value::Money(Money { currency: currency?.to_owned(), amount: number.into() }),
                Kind::Duration => Value::Duration(Duration::days(number)),
                Kind::Date => Value::Date(day_from_number(number.into())?),
                Kind::Text | Kind::Set(_) => return None,
            })
        };
        let mut vars = self.conditions.variables.of(name);
        let (Some(var), None) = (vars.next(), vars.next()) else { return None };
        let is_asked = matches!(rulebook.name(name).role, Role::Fact | Role::Term(_));
        if !is_asked || self.linked.rests_on(name) {
            return None;
        }
        let cutting = self.conditions.variables.cutting(name);
        let key = |number: i64| {
            let value = value(number)?;
            self.conditions.circumstances.key(&value, cutting.currency.as_deref()).ok().flatten()
        };
        let numbers = match of.kind {
            Kind::Date => DAYS,
            _ => NUMBERS,
        };
        let sieve = sieve(&cutting.cut, numbers, key)?;
        Some(Column { name, var, sieve: coarser(sieve, &self.gates.borders(var)) })
    }

    /// Puts profiles into a batch, in place of those in it: as many as there are numbers in
    /// a column, and at most as many as fit. They say of the names of the columns what the
    /// numbers tell, and of all others what `rest` does. Given back are those of which a
    /// number is no value of its name; of that name they say nothing.
    ///
    /// ```
    /// use proviso::assess::finding::Outcome;
    /// use proviso::assess::wide::Wide;
    /// use proviso::intake::yaml;
    /// use proviso::logic::{Many, Numbers};
    /// use proviso::logic::variables::Circumstances;
    /// use proviso::profile::{header, read};
    /// use proviso::rulebook::{PackTree, build};
    /// use proviso::source::Source;
    /// use proviso::syntax::parse;
    ///
    /// let rules = r#"pack house "House" {
    ///     version "1"   vendor "Vendor"   owners legal "Legal"
    ///     phases talks "Talks"   documents contract
    /// }
    /// source guide "Guide" { kind internal   as-of 2026-11-21 }
    /// term change.notice "Notice" { type duration   better higher   ask "How much notice?" }
    /// risk change "Change without notice" {
    ///     severity high   owner legal   phase talks   from guide   pitfall "It moves."
    ///     redline notice "Notice" { preferred change.notice at least 90 days   propose "90 days." }
    /// }"#;
    /// let tree = parse(&Source::new("house.proviso", rules)).0;
    /// let rulebook = build(&[PackTree { files: vec![tree], hash: String::new() }]).0.unwrap();
    /// // What all deals say alike.
    /// let source = Source::new("all", "{profile: All, as-of: 2026-11-21, draft: {status: partial}}");
    /// let (node, mut found) = (yaml(&source).unwrap(), Vec::new());
    /// let head = header(&source, &node, &mut found);
    /// let all = read(&source, &node, &head, &rulebook, None, &mut found).unwrap();
    ///
    /// let when = Circumstances { as_of: all.as_of, rates: all.rates.clone() };
    /// let mut wide = Wide::new(&rulebook, &when).unwrap();
    /// let rest = wide.rest(&all).unwrap();
    /// let (notice, _) = rulebook.names().find(|(_, name)| name.id == "change.notice").unwrap();
    /// let column = wide.column(notice, None).unwrap();
    /// let mut batch = wide.batch::<Many>();
    /// wide.fill(&mut batch, &rest, &[(&column, Numbers::I16(&[30, 120, i16::MIN]))]);
    /// let findings = wide.judge(&mut batch);
    /// let of = |lane| findings[0].of(lane).collect::<Vec<_>>();
    /// assert_eq!(of(0), [Outcome::Gap]);
    /// assert_eq!(of(1), [Outcome::Preferred]);
    /// assert_eq!(of(2), [Outcome::Gap, Outcome::Preferred]);
    /// ```
    pub fn fill<M: Mask>(&self, batch: &mut Batch<M>, rest: &Rc<Rest>, columns: &[(&Column, Numbers<'_>)]) -> M {
        let profiles = columns.first().map_or(0, |(_, numbers)| numbers.len()).min(M::LANES);
        batch.clear();
        batch.leave_all(profiles, rest);
        let mut refused = M::NONE;
        for (column, numbers) in columns {
            let told = (&column.sieve, numbers.first(profiles));
            refused = refused.or(batch.say_all(column.name, column.var, told));
        }
        refused
    }
}

/// The numbers of a column that can be values.
const NUMBERS: RangeInclusive<i32> = i32::MIN + 1..=i32::MAX;
/// The same of a column of dates: the years 1 to 9999.
const DAYS: RangeInclusive<i32> = -719_162..=2_932_896;

/// Which numbers fall into which cells: found by halving, so that amounts are brought to the
/// currency of the rules as everywhere. Nothing where the order of a number is not known.
fn sieve(cut: &Cut, numbers: RangeInclusive<i32>, key: impl Fn(i64) -> Option<Key>) -> Option<Sieve> {
    let before = numbers.start() - 1;
    // The last number for which it does not hold; from the next on it does.
    let below = |holds: &dyn Fn(Key) -> bool| -> Option<i32> {
        let (mut low, mut high) = (i64::from(*numbers.start()), i64::from(*numbers.end()) + 1);
        while low < high {
            let middle = low + (high - low) / 2;
            match holds(key(middle)?) {
                true => high = middle,
                false => low = middle + 1,
            }
        }
        i32::try_from(low - 1).ok()
    };
    match cut {
        Cut::Choices(count) => {
            let cells = (0..*count).map(|cell| Some((i32::try_from(cell).ok()?, cell)));
            Some(Sieve { least: -1, cells: cells.collect::<Option<_>>()? })
        }
        Cut::Texts(_) => None,
        Cut::Line { points, floor, .. } => {
            let least = match floor {
                Some(floor) => below(&|key| key >= Key::At(*floor))?,
                None => before,
            };
            let mut ends = Vec::with_capacity(2 * points.len() + 1);
            for point in points {
                ends.push(below(&|key| key >= Key::At(*point))?);
                ends.push(below(&|key| key > Key::At(*point))?);
            }
            ends.push(*numbers.end());
            // A point may lie below the least value.
            Some(Sieve { least, cells: ends.into_iter().map(|end| end.max(least)).zip(0..).collect() })
        }
    }
}

/// The same for rules that tell no cells apart but at some borders: the first of those that
/// are alike stands for all of them.
fn coarser(sieve: Sieve, borders: &[u32]) -> Sieve {
    let mut cells: Vec<(i32, u32)> = Vec::with_capacity(borders.len() + 1);
    for (end, cell) in sieve.cells {
        match cells.last_mut() {
            Some((last, _)) if borders.binary_search(&cell).is_err() => *last = end,
            _ => cells.push((end, cell)),
        }
    }
    Sieve { cells, ..sieve }
}
