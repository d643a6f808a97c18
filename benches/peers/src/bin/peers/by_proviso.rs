//! Proviso itself.

use made::time::fastest;
use proviso::assess::wide::Walk;
use proviso::intake::Rows;
use proviso::logic::{Many, Mask as _};
use proviso_peers::held::{self, Deal, Ground};

use crate::{Tried, Work};

pub fn tried(work: &Work) -> [Tried; 3] {
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
    let filled = fastest(|| {
        for deals in deals.chunks(Many::LANES) {
            loader.fill(&mut batch, deals);
            held::judge(&loader.wide, &mut walk, &mut batch);
        }
    });
    drop(deals);

    let mut text = work.book.csv_head();
    for (deal, row) in work.rows.iter().enumerate() {
        work.book.csv_row(deal, &words(row), &mut text);
    }
    let whole = fastest(|| assert_eq!(held::table(&ground, &text, Rows::Csv), work.rows.len()));

    let tried = |how, seconds| Tried { name: "Proviso", how, deals: work.rows.len(), seconds, answers: None };
    [
        Tried { answers: Some(answers), ..tried("evaluation alone, over batches that were filled before", alone) },
        tried("values put into batches, then evaluation", filled),
        tried("the whole way: from the text of a CSV table to how each deal stands", whole),
    ]
}
