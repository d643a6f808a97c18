//! Figures in the JSON view.

use serde::Serialize;

use crate::assess::finding::Worked;
use crate::report::words::{Reader, says_nothing};
use crate::value::{Bound, Kind, Possible, Range, Value};

/// What a figure comes to. Where it is known, `value`, `low` and `high` are the same; of a
/// range the ends, as far as it has some.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Figure {
    id: String,
    title: String,
    value: Option<String>,
    low: Option<String>,
    high: Option<String>,
    unit: Option<String>,
    applies: &'static str,
    how: String,
    waits_for: Vec<String>,
}

pub(super) fn figures(reader: Reader<'_>) -> Vec<Figure> {
    reader.assessment.figures.iter().map(|worked| figure(reader, worked)).collect()
}

fn figure(reader: Reader<'_>, worked: &Worked) -> Figure {
    let name = reader.name(worked.name);
    let of = &name.of;
    let unknown = Possible::Anything;
    let possible = reader.known(worked.name).map_or(&unknown, |known| &known.possible);
    let ranges: &[Range] = match possible {
        Possible::Ranges(ranges) if !says_nothing(possible, of) => ranges,
        _ => &[],
    };
    let shown = |bound: &Bound| bound.value().map(|value| value.canonical(of));
    let value = possible.single().filter(|_| worked.lacks.is_empty()).map(|value| value.canonical(of));
    // The least of all stretches and the greatest; a stretch without an end has none.
    let currency = ranges.iter().flat_map(|range| [range.low.value(), range.high.value()]).flatten();
    let unit = match &of.kind {
        Kind::Number { unit } => unit.clone(),
        Kind::Percent => Some("%".to_owned()),
        Kind::Money => currency.into_iter().find_map(|value| match value {
            Value::Money(money) => Some(money.currency.clone()),
            _ => None,
        }),
        Kind::Duration => Some("duration".to_owned()),
        _ => None,
    };
    let low = ranges.iter().map(|range| &range.low).min_by_key(|bound| (**bound != Bound::Open).then(|| key(bound)));
    let high = ranges.iter().map(|range| &range.high).max_by_key(|bound| (**bound == Bound::Open, key(bound)));
    Figure {
        id: name.id.clone(),
        title: name.title.clone(),
        value,
        low: low.and_then(shown),
        high: high.and_then(shown),
        unit,
        applies: worked.applies.as_str(),
        how: reader.plain_how(worked.name).unwrap_or_default(),
        waits_for: worked.waits_for.iter().map(|name| reader.name(*name).id.clone()).collect(),
    }
}

/// Its place in the order; amounts of one figure are in one currency.
fn key(bound: &Bound) -> Option<crate::value::Key> {
    match bound.value()? {
        Value::Money(money) => Some(crate::value::Key::At(money.amount)),
        value => value.key(),
    }
}
