//! Proviso itself.

use std::ops::Range;

use made::book::Kind;
use made::time::fastest;
use proviso::assess::wide::{Batch, Column, Walk};
use proviso::intake::Rows;
use proviso::logic::{Many, Mask as _, Numbers};
use proviso_peers::held::{self, Deal, Ground};

use crate::{Tried, Work};

pub fn tried(work: &Work) -> [Tried; 4] {
    let ground = Ground::new(&work.book);
    let mut loader = ground.loader();
    let words = |row: &Vec<i64>| -> Vec<String> {
        let words = work.book.names.iter().zip(row);
        words.map(|(name, value)| name.kind.written(*value).to_string()).collect()
    };
    let deals: Vec<Deal> = work.rows.iter().map(|row| loader.deal(&work.book, words(row))).collect();
    let mut batches = loader.batches::<Many>(&deals);
    let rules = work.book.rules.len();
    let answers = held::answers(&loader.wide, &mut batches, rules);
    let mut walk = Walk::new(&loader.wide);
    let alone = fastest(|| held::judge(&loader.wide, &mut walk, &mut batches));
    drop(batches);

    let mut batch = loader.batches::<Many>(&deals[..1]);
    let by_deal = fastest(|| {
        for deals in deals.chunks(Many::LANES) {
            loader.fill(&mut batch, deals);
            held::judge(&loader.wide, &mut walk, &mut batch);
        }
    });
    drop(deals);

    let columns = loader.columns(&work.book);
    let values: Vec<Values> =
        work.book.names.iter().zip(work.columns()).map(|(name, values)| Values::of(name.kind, values)).collect();
    let by_column = |batch: &mut [Batch<Many>], told: &mut dyn FnMut(&mut [Batch<Many>])| {
        for first in (0..work.rows.len()).step_by(Many::LANES) {
            let deals = first..work.rows.len().min(first + Many::LANES);
            let numbers = values.iter().map(|values| values.of_deals(deals.clone()));
            let columns: Vec<(&Column, Numbers<'_>)> = columns.iter().zip(numbers).collect();
            batch.iter_mut().for_each(|batch| loader.fill_from(batch, &columns));
            told(batch);
        }
    };
    let mut from_columns = Vec::new();
    by_column(&mut batch, &mut |batch| from_columns.extend(held::answers(&loader.wide, batch, rules)));
    assert!(from_columns == answers, "columns say what deals say");
    let by_column = fastest(|| by_column(&mut batch, &mut |batch| held::judge(&loader.wide, &mut walk, batch)));

    let mut text = work.book.csv_head();
    for (deal, row) in work.rows.iter().enumerate() {
        work.book.csv_row(deal, &words(row), &mut text);
    }
    let whole = fastest(|| assert_eq!(held::table(&ground, &text, Rows::Csv), work.rows.len()));

    let tried = |how, seconds| Tried { name: "Proviso", how, deals: work.rows.len(), seconds, answers: None };
    [
        Tried { answers: Some(answers), ..tried("evaluation alone, over batches that were filled before", alone) },
        tried("columns of 8, 16 and 32 bits put into batches, then evaluation", by_column),
        tried("values put into batches deal by deal, then evaluation", by_deal),
        tried("the whole way: from the text of a CSV table to how each deal stands", whole),
    ]
}

/// A column in the smallest width that fits, as DuckDB has it.
enum Values {
    Bytes(Vec<i8>),
    Shorts(Vec<i16>),
    Words(Vec<i32>),
}

impl Values {
    fn of(kind: Kind, values: Vec<i32>) -> Self {
        match kind {
            Kind::YesNo | Kind::Level => Self::Bytes(values.into_iter().map(fits).collect()),
            Kind::Days => Self::Shorts(values.into_iter().map(fits).collect()),
            Kind::Dollars => Self::Words(values),
        }
    }

    fn of_deals(&self, deals: Range<usize>) -> Numbers<'_> {
        match self {
            Self::Bytes(values) => Numbers::I8(&values[deals]),
            Self::Shorts(values) => Numbers::I16(&values[deals]),
            Self::Words(values) => Numbers::I32(&values[deals]),
        }
    }
}

fn fits<T: TryFrom<i32>>(value: i32) -> T {
    T::try_from(value).unwrap_or_else(|_| panic!("{value} is too large for its column"))
}
