//! `3M..5M`, `3M..`, `..5M`.

use rust_decimal::Decimal;

use crate::intake::Node;
use crate::rulebook::vocabulary::Name;
use crate::source::Span;
use crate::value::{Bound, Key, Kind, Range, Value};

use super::mistakes;
use super::readings::Reader;

impl Reader<'_> {
    /// A range, ends included. An open end is no limit: above, it leaves `unlimited` and
    /// `never` possible.
    pub(super) fn range(&mut self, name: &Name, node: &Node, text: &str) -> Option<Range> {
        let (low, high) = text.split_once("..")?;
        let whole = self.place(node.span);
        if !name.of.is_ordered() {
            self.found.push(mistakes::no_order(name, text, whole));
            return None;
        }
        if low.trim().is_empty() && high.trim().is_empty() {
            self.found.push(mistakes::endless_range(whole));
            return None;
        }
        if high.starts_with('.') && !high.trim_start_matches('.').contains("..") {
            let (low, high) = (low.trim(), high.trim_start_matches('.').trim());
            self.found.push(mistakes::three_points(low, high, whole));
            return None;
        }
        if high.contains("..") {
            self.found.push(mistakes::several_ranges(whole));
            return None;
        }
        // `USD 3M..5M`: one currency serves both ends.
        let stated = [low, high].map(|end| self.stated_currency(name, end));
        let [of_low, of_high] = stated.clone();
        let currency = |own: &Option<String>, other: &Option<String>| {
            own.clone().or_else(|| other.clone()).or_else(|| self.currency().map(str::to_owned))
        };
        let currencies = [currency(&of_low, &of_high), currency(&of_high, &of_low)];
        if let [Some(of_low), Some(of_high)] = stated
            && of_low != of_high
        {
            self.found.push(mistakes::two_currencies(&of_low, &of_high, whole));
            return None;
        }
        let high_at = low.len() + 2;
        let percent = name.of.kind == Kind::Percent && text.trim_end().ends_with('%');
        let mut read = |end: &str, at: usize, currency: Option<&str>| match end.trim() {
            "" => Some(Bound::Open),
            // `5..10%`: the sign serves both ends.
            bare if percent && !bare.ends_with('%') => {
                self.one(name, self.part(node.span, text, end, at), &format!("{bare}%"), None).map(Bound::Included)
            }
            _ => self.one(name, self.part(node.span, text, end, at), end.trim(), currency).map(Bound::Included),
        };
        let [currency_of_low, currency_of_high] = &currencies;
        let from = read(low, 0, currency_of_low.as_deref());
        let to = read(high, high_at, currency_of_high.as_deref());
        let bare = low.trim().ends_with(|letter: char| letter.is_ascii_digit());
        if from.is_none()
            && bare
            && name.of.kind == Kind::Duration
            && let (Some(_), Some(last)) = (&to, self.found.last_mut())
        {
            last.help.push(mistakes::unit_at_both_ends(low.trim(), high.trim()));
        }
        let (from, to) = (from?, to?);
        if let (Some(from), Some(to)) = (from.value().and_then(key), to.value().and_then(key))
            && from > to
        {
            self.found.push(mistakes::backward(low.trim(), high.trim(), &name.of, whole));
            return None;
        }
        Some(closed(name, from, to))
    }

    fn stated_currency(&self, name: &Name, end: &str) -> Option<String> {
        let code = end.trim().get(..3).filter(|_| name.of.kind == Kind::Money)?;
        code.chars().all(|letter| letter.is_ascii_uppercase()).then(|| code.to_owned())
    }

    /// Where one end of a range stands, if the text was written as it is.
    fn part(&self, span: Span, text: &str, end: &str, at: usize) -> Span {
        if self.source.slice(span) != text {
            return span;
        }
        let start = span.start as usize + at + (end.len() - end.trim_start().len());
        Span::new(start, start + end.trim().len())
    }
}

/// Where a value lies in a range; both ends of one have the same currency.
fn key(value: &Value) -> Option<Key> {
    match value {
        Value::Money(money) => Some(Key::At(money.amount)),
        value => value.key(),
    }
}

/// An open end beyond which nothing lies is the value at the other: `unified..` where
/// `unified` is the highest level.
fn closed(name: &Name, from: Bound, to: Bound) -> Range {
    let highest = match &name.of.kind {
        Kind::Scale(levels) => levels.levels.len().checked_sub(1).map(|last| Key::At(Decimal::from(last))),
        _ if name.of.endless => Some(Key::Top),
        _ => None,
    };
    let lowest = match &name.of.kind {
        Kind::Scale(_) | Kind::Percent | Kind::Money | Kind::Duration => Some(Key::At(Decimal::ZERO)),
        _ => None,
    };
    match (&from, &to) {
        (Bound::Included(value), Bound::Open) if highest.is_some() && key(value) == highest => {
            Range::one(value.clone())
        }
        (Bound::Open, Bound::Included(value)) if lowest.is_some() && key(value) == lowest => Range::one(value.clone()),
        _ => Range { low: from, high: to },
    }
}
