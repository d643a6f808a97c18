//! A profile as a row of the table that a warehouse fills.

use std::collections::{BTreeMap, BTreeSet};

use proviso::assess::finding::Assessment;
use proviso::export::Filled;
use proviso::logic::variables::Circumstances;
use proviso::profile::{DraftStatus, Profile, State};
use proviso::rulebook::Rulebook;
use proviso::rulebook::vocabulary::Name;
use proviso::value::{Bound, Key, Kind, Possible, Range, Value};

/// The values of a row by their columns.
#[derive(Clone, Debug, Default)]
pub struct Row(pub BTreeMap<String, String>);

impl Row {
    pub fn set(&mut self, column: &str, value: Option<String>) {
        match value {
            Some(value) => self.0.insert(column.to_owned(), value),
            None => self.0.remove(column),
        };
    }
}

/// Two values of a line in the wrong order: that of a deal, and one above it.
pub fn backward(row: &Row, column: &str) -> Option<(String, String)> {
    let low = row.0.get(column)?;
    let state = column.replace("_low", "_state");
    if row.0.contains_key(&state) {
        return None;
    }
    match low.split_once('-') {
        Some((year, rest)) if year.len() == 4 => {
            Some((low.clone(), format!("{}-{rest}", year.parse::<i32>().ok()? + 1)))
        }
        _ => {
            let number: rust_decimal::Decimal = low.parse().ok()?;
            Some((low.clone(), (number + rust_decimal::Decimal::ONE).to_string()))
        }
    }
}

/// Takes back what a row cannot say: of several ranges it says the lowest and the highest
/// value, and of several texts nothing.
pub fn loosen(book: &Rulebook, profile: &mut Profile) {
    for (at, reading) in profile.readings.iter_mut().enumerate() {
        let name = &book.names[at];
        let State::Known(Possible::Ranges(ranges)) = &reading.state else { continue };
        if ranges.len() < 2 {
            continue;
        }
        match name.of.kind {
            Kind::Text => reading.state = State::Unknown,
            Kind::Number { .. } | Kind::Percent | Kind::Money | Kind::Duration | Kind::Date => {
                let key = |value: &Value| match value {
                    Value::Money(money) => {
                        Key::At(profile.rates.convert(money, "USD").expect("all amounts can be compared"))
                    }
                    value => value.key().expect("values of a line have an order"),
                };
                let ends = |of: &dyn Fn(&Range) -> Bound, highest: bool| {
                    let all: Vec<Bound> = ranges.iter().map(of).collect();
                    if all.contains(&Bound::Open) {
                        return Bound::Open;
                    }
                    let by_key = |bound: &&Bound| bound.value().map(key);
                    let end = if highest { all.iter().max_by_key(by_key) } else { all.iter().min_by_key(by_key) };
                    end.cloned().expect("there are several")
                };
                let high = match ends(&|range| range.high.clone(), true) {
                    Bound::Included(Value::Endless) => Bound::Open,
                    high => high,
                };
                let low = ends(&|range| range.low.clone(), false);
                reading.state = State::Known(if low == Bound::Open && high == Bound::Open {
                    // All values, but no silence: one value less, so that it can be said.
                    Possible::Ranges(ranges[..1].to_vec())
                } else {
                    Possible::Ranges(vec![Range { low, high }])
                });
            }
            _ => {}
        }
    }
}

/// The row of a profile, and the figures that it leaves more room than they have.
pub fn row(
    book: &Rulebook,
    circumstances: &Circumstances,
    filled: &[Filled],
    profile: &Profile,
    assessment: &Assessment,
) -> (Row, BTreeSet<usize>) {
    let mut row = Row::default();
    let mut wider = BTreeSet::new();
    row.set("as_of", Some(profile.as_of.to_string()));
    row.set(
        "draft",
        match profile.draft {
            DraftStatus::None => Some("none".to_owned()),
            DraftStatus::Partial => None,
            DraftStatus::Reviewed => Some("reviewed".to_owned()),
        },
    );
    let short = |id: &str, at: usize| match at % 2 {
        0 => id.to_owned(),
        _ => id.rsplit('/').next().unwrap().to_owned(),
    };
    let done: Vec<String> = profile.done.iter().map(|id| short(&book.advice[id.0].id, id.0)).collect();
    row.set("done", (!done.is_empty()).then(|| done.join(", ")));
    for filled in filled {
        let name = book.name(filled.name);
        let mut cells = Cells { row: &mut row, filled };
        let currency = filled.currency.as_deref().unwrap_or("USD");
        let key = |value: &Value| circumstances.key(value, Some(currency)).expect("rates are stated");
        if name.figure().is_some() {
            let known = &assessment.known[filled.name.0].possible;
            let lacks = assessment.figures.iter().any(|worked| worked.name == filled.name && !worked.lacks.is_empty());
            if !figure(&mut cells, name, known, lacks, &key) {
                wider.insert(filled.name.0);
            }
            continue;
        }
        let reading = profile.reading(filled.name);
        match &reading.state {
            // What the row leaves out follows from how much of the draft has been read.
            _ if reading.place.is_none() => continue,
            State::Unknown | State::ByReference(_) => cells.set("_state", Some("unknown".to_owned())),
            State::Silent => cells.set("_state", Some("silent".to_owned())),
            State::Standard => cells.set("_state", Some("standard".to_owned())),
            State::Known(possible) => known(&mut cells, name, possible, &key),
        }
        let all = book.documents.len();
        match reading.documents.as_slice() {
            [one]
                if !matches!(reading.state, State::Silent | State::Standard)
                    && (*one + 1 != all || profile.done.len() % 2 == 0) =>
            {
                cells.set("_in", Some(book.documents[*one].id.clone()));
            }
            _ => {}
        }
    }
    (row, wider)
}

/// The columns of one name.
struct Cells<'r> {
    row: &'r mut Row,
    filled: &'r Filled,
}

impl Cells<'_> {
    /// Sets the column with an ending, where the name has it.
    fn set(&mut self, ending: &str, value: Option<String>) {
        if let Some(column) = self.filled.columns.iter().find(|column| column.ends_with(ending)) {
            self.row.set(column, value);
        }
    }
}

fn known(cells: &mut Cells<'_>, name: &Name, possible: &Possible, key: &dyn Fn(&Value) -> Option<Key>) {
    match possible {
        Possible::Anything => unreachable!("a profile says nothing in another way"),
        Possible::Members { must, may } => {
            let levels = name.of.levels().expect("a set has members");
            let words =
                |of: &BTreeSet<usize>| of.iter().map(|at| levels.levels[*at].id.as_str()).collect::<Vec<_>>().join(",");
            let rest = (0..levels.levels.len()).filter(|at| !must.contains(at)).collect::<BTreeSet<_>>();
            cells.set("_may_have", (!may.is_empty()).then(|| if *may == rest { "*".to_owned() } else { words(may) }));
            // An ending of the other.
            let column = cells.filled.columns[0].clone();
            cells.row.set(&column, Some(words(must)));
        }
        Possible::Ranges(ranges) => match name.of.kind {
            Kind::YesNo | Kind::Scale(_) | Kind::OneOf(_) => cells.set("_is", Some(words(name, ranges).join(","))),
            Kind::Text => {
                let Some(Value::Text(text)) = ranges[0].single() else { unreachable!("texts have no ranges") };
                cells.set("_is", Some(text.clone()));
            }
            _ => line(cells, name, &ranges[0], key),
        },
    }
}

fn words(name: &Name, ranges: &[Range]) -> Vec<String> {
    let all: Vec<(Key, String)> = match name.of.levels() {
        Some(levels) => levels
            .levels
            .iter()
            .enumerate()
            .map(|(at, level)| (Value::Level(at).key().unwrap(), level.id.clone()))
            .collect(),
        None => [false, true]
            .map(|yes| (Value::YesNo(yes).key().unwrap(), if yes { "yes" } else { "no" }.to_owned()))
            .to_vec(),
    };
    let inside = |key: &Key| {
        ranges.iter().any(|range| {
            range.low.value().and_then(Value::key).is_none_or(|low| *key >= low)
                && range.high.value().and_then(Value::key).is_none_or(|high| *key <= high)
        })
    };
    all.into_iter().filter(|(key, _)| inside(key)).map(|(_, word)| word).collect()
}

fn line(cells: &mut Cells<'_>, name: &Name, range: &Range, key: &dyn Fn(&Value) -> Option<Key>) {
    if range.single() == Some(&Value::Endless) {
        return cells.set("_state", Some(name.of.endless_word().to_owned()));
    }
    let shown = |bound: &Bound| match bound.value()? {
        Value::Date(day) => Some(day.to_string()),
        value => match key(value)? {
            Key::At(at) => Some(at.normalize().to_string()),
            Key::Top => None,
        },
    };
    let (low, high) = (shown(&range.low), shown(&range.high));
    // Of a fact that is all values, and nothing more to say.
    if low.is_none() && high.is_none() && (name.term().is_some() || name.figure().is_some()) {
        cells.set("_state", Some("some".to_owned()));
    }
    cells.set("_low", low);
    cells.set("_high", high);
}

/// Whether a figure can be said exactly.
fn figure(
    cells: &mut Cells<'_>,
    name: &Name,
    possible: &Possible,
    lacks: bool,
    key: &dyn Fn(&Value) -> Option<Key>,
) -> bool {
    let fits = |bound: &Bound| match bound {
        Bound::Open => true,
        Bound::Included(value) => match key(value) {
            Some(Key::At(at)) => at.normalize().scale() <= 9,
            Some(Key::Top) => false,
            None => false,
        },
        Bound::Excluded(_) => false,
    };
    match (possible, lacks) {
        (Possible::Ranges(ranges), true) if ranges.is_empty() => cells.set("_state", Some("none".to_owned())),
        (Possible::Anything, false) => cells.set("_state", Some("some".to_owned())),
        (Possible::Anything, true) => {}
        (Possible::Ranges(ranges), false) => match ranges.as_slice() {
            [one] if one.single() == Some(&Value::Endless) => line(cells, name, one, key),
            // An open end of a figure is none that would be `unlimited`.
            [one] if fits(&one.low) && fits(&one.high) && !(name.of.endless && one.high == Bound::Open) => {
                line(cells, name, one, key);
            }
            _ => return false,
        },
        _ => return false,
    }
    true
}
