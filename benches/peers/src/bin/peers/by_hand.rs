//! Loops as somebody might write them by hand, compiled with everything else.

use made::time::fastest;

use crate::{Tried, Work, small};

#[expect(unused_parens, reason = "written by a program")]
mod loops {
    include!(concat!(env!("OUT_DIR"), "/loops.rs"));
}

/// One rule after another over some deals.
type ByColumn = fn(&[&[i32]], &mut [u8]);

/// So many deals at a time, so that their columns stay near the processor.
const BLOCK: usize = 1_024;

pub fn tried(work: &Work) -> [Tried; 2] {
    let (by_deal, by_column): (fn(&[i32], &mut [u8]), &[ByColumn]) = match work.book.rules.len() {
        50 => (loops::of_50::by_deal, &loops::of_50::BY_COLUMN),
        500 => (loops::of_500::by_deal, &loops::of_500::BY_COLUMN),
        rules => panic!("no loops for {rules} rules"),
    };
    let (deals, rules) = (work.rows.len(), work.book.rules.len());

    let rows: Vec<i32> = work.rows.iter().flatten().map(|value| small(*value)).collect();
    let mut answers = vec![0; deals * rules];
    let deal_by_deal = fastest(|| by_deal(&rows, &mut answers));
    drop(rows);

    let columns = work.columns();
    // By block, by rule, by deal.
    let mut ends = vec![0; deals * rules];
    let column_by_column = fastest(|| {
        for (block, ends) in ends.chunks_mut(BLOCK * rules).enumerate() {
            let deals = block * BLOCK..block * BLOCK + ends.len() / rules;
            let columns: Vec<&[i32]> = columns.iter().map(|column| &column[deals.clone()]).collect();
            for (rule, ends) in by_column.iter().zip(ends.chunks_mut(deals.len())) {
                rule(&columns, ends);
            }
        }
    });
    let mut turned = Vec::with_capacity(ends.len());
    for ends in ends.chunks(BLOCK * rules) {
        let deals = ends.len() / rules;
        turned.extend((0..deals).flat_map(|deal| ends[deal..].iter().step_by(deals)));
    }
    let name = "A loop by hand";
    [
        Tried {
            name,
            how: "Rust, deal by deal, rows of 32-bit values",
            deals,
            seconds: deal_by_deal,
            answers: Some(answers),
        },
        Tried {
            name,
            how: "Rust, rule by rule, columns of 32-bit values, no branches",
            deals,
            seconds: column_by_column,
            answers: Some(turned),
        },
    ]
}
