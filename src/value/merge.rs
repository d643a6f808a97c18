//! Stretches of numbers that overlap or touch, as one.

use rust_decimal::Decimal;

use super::size::Overflow;
use super::worth::{Limit, Span};

/// Where an end lies in the order of its kind, and whether it belongs to the stretch.
type Place = Option<(Decimal, bool)>;

/// The stretches from the lowest to the highest, those that overlap or touch as one.
/// `closed` is whether each has its ends, even where it does not say so.
///
/// # Errors
/// A length that does not fit 28 digits.
pub fn merged(spans: &[Span], closed: bool) -> Result<Vec<Span>, Overflow> {
    let mut placed = Vec::with_capacity(spans.len());
    for span in spans {
        placed.push((place(span.low, closed)?, place(span.high, closed)?, *span));
    }
    // What has no lower end comes first, and an end that belongs to its stretch before one
    // that does not.
    placed.sort_by_key(|(low, ..)| low.map(|(at, own)| (at, !own)));
    let mut merged: Vec<(Place, Span)> = Vec::with_capacity(placed.len());
    for (low, high, span) in placed {
        match merged.last_mut().filter(|(last, _)| meets(*last, low)) {
            Some((last, whole)) => {
                if is_beyond(high, *last) {
                    (*last, whole.high) = (high, span.high);
                }
            }
            None => merged.push((high, span)),
        }
    }
    Ok(merged.into_iter().map(|(_, span)| span).collect())
}

fn place(limit: Limit, closed: bool) -> Result<Place, Overflow> {
    limit.map(|(size, own)| Ok((size.length()?, own || closed))).transpose()
}

/// Whether nothing lies between an upper end and a lower one.
fn meets(high: Place, low: Place) -> bool {
    match (high, low) {
        (Some((high, one)), Some((low, other))) => low < high || (low == high && (one || other)),
        _ => true,
    }
}

/// Whether an upper end lies beyond another.
fn is_beyond(one: Place, other: Place) -> bool {
    match (one, other) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(one), Some(other)) => one > other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::size::Size;
    use super::{Span, merged};

    fn end(at: i64, own: bool) -> Option<(Size, bool)> {
        Some((Size::of(at.into()), own))
    }

    fn span(low: (i64, bool), high: (i64, bool)) -> Span {
        Span { low: end(low.0, low.1), high: end(high.0, high.1) }
    }

    #[test]
    fn stretches_that_touch_are_one() {
        let below = span((0, true), (30, false));
        let at = span((30, true), (30, true));
        assert_eq!(merged(&[at, below], false).unwrap(), [span((0, true), (30, true))]);
        let above = span((30, false), (40, true));
        assert_eq!(merged(&[below, above], false).unwrap(), [below, above], "30 is in neither");
        assert_eq!(merged(&[below, above], true).unwrap(), [span((0, true), (40, true))]);
        assert_eq!(merged(&[above, at, below], false).unwrap(), [span((0, true), (40, true))]);
    }

    #[test]
    fn what_has_no_end_takes_in_the_rest() {
        let open = Span { low: end(5, true), high: None };
        assert_eq!(merged(&[span((8, true), (9, true)), open], false).unwrap(), [open]);
        assert_eq!(merged(&[open, Span { low: None, high: end(7, true) }], false).unwrap(), [Span::ALL]);
        let apart = span((1, true), (2, true));
        assert_eq!(merged(&[open, apart], false).unwrap(), [apart, open]);
    }
}
