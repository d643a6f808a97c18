//! Many deals at once: the kernel over batches that were filled before, and rows of a table
//! on their way to a verdict.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark stops at the first surprise")]

use std::collections::HashMap;
use std::hint::black_box;
use std::rc::Rc;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

use proviso::assess::wide::{Batch, Said, Walk, Wide};
use proviso::intake::{Chunks, Rows};
use proviso::logic::Many;
use proviso::logic::variables::Circumstances;
use proviso::portfolio::{Desk, Row, Shelf};
use proviso::profile::{self, Profile};
use proviso::rulebook::condition::NameId;
use proviso::rulebook::{PackTree, Rulebook, build};
use proviso::source::Source;
use proviso::{intake, syntax};

#[expect(dead_code, unreachable_pub, reason = "other measurements use more of it")]
#[path = "peers/made/src/book/mod.rs"]
mod book;

use book::{AS_OF, Book};

/// Rules, and names as a pack of so many rules has them.
const SIZES: [(usize, usize); 2] = [(50, 60), (500, 200)];
const BATCHES: usize = 8;

fn rulebook(book: &Book) -> Rulebook {
    let tree = syntax::parse(&Source::new("made.proviso", book.text())).0;
    build(&[PackTree { files: vec![tree], hash: String::new() }]).0.unwrap()
}

fn profile(text: &str, rulebook: &Rulebook) -> Profile {
    let source = Source::new("deal.yaml", text);
    let node = intake::yaml(&source).unwrap();
    let header = profile::header(&source, &node, &mut Vec::new());
    profile::read(&source, &node, &header, rulebook, None, &mut Vec::new()).unwrap()
}

/// Batches of the first deals.
fn batches(wide: &mut Wide<'_>, book: &Book, rulebook: &Rulebook) -> Vec<Batch<Many>> {
    let text = format!("profile: Deal\nas-of: {AS_OF}\npacks: [made]\ndraft: {{ status: partial }}\n");
    let rest = wide.rest(&profile(&text, rulebook)).unwrap();
    let ids: HashMap<&str, NameId> = rulebook.names().map(|(id, name)| (name.id.as_str(), id)).collect();
    let source = Source::new("deal.yaml", text);
    let header = profile::header(&source, &intake::yaml(&source).unwrap(), &mut Vec::new());
    let said = |wide: &mut Wide<'_>, id: &str, word: &str| {
        let source = Source::new("cell", word);
        let node = intake::yaml(&source).unwrap();
        let name = ids[id];
        let reading = profile::reading(&source, &node, &header, rulebook, name, &mut Vec::new()).unwrap();
        wide.said(name, &reading).unwrap()
    };
    let mut all = Vec::new();
    for at in 0..BATCHES {
        let mut batch = wide.batch();
        for deal in at * 256..(at + 1) * 256 {
            let words = book.said(deal);
            let told = book.names.iter().zip(&words).filter(|(_, word)| !word.is_empty());
            let row: Vec<Rc<Said>> = told.map(|(name, word)| said(wide, &name.id, word)).collect();
            assert!(wide.put_row(&mut batch, &rest, &row));
        }
        all.push(batch);
    }
    all
}

fn kernel(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("decisions");
    for (rules, names) in SIZES {
        let book = Book::new(rules, names, true);
        let rulebook = rulebook(&book);
        let as_of = profile(&format!("profile: Deal\nas-of: {AS_OF}\npacks: [made]\n"), &rulebook).as_of;
        let when = Circumstances { as_of, rates: Default::default() };
        let mut wide = Wide::new(&rulebook, &when).unwrap();
        let mut batches = batches(&mut wide, &book, &rulebook);
        let mut walk = Walk::new(&wide);
        group.throughput(Throughput::Elements((rules * 256 * BATCHES) as u64));
        group.bench_function(format!("{rules} rules, {BATCHES} batches"), |bencher| {
            bencher.iter(|| {
                for batch in &mut batches {
                    black_box(walk.over(&wide, batch));
                }
            });
        });
    }
    group.finish();
}

fn rows(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("rows of CSV");
    group.sample_size(20);
    for (rules, names) in SIZES {
        let book = Book::new(rules, names, true);
        let rulebook = rulebook(&book);
        let deals = BATCHES * 256;
        let mut text = book.csv_head();
        for deal in 0..deals {
            book.csv_row(deal, &book.said(deal), &mut text);
        }
        group.throughput(Throughput::Bytes(text.len() as u64));
        let days = Shelf::default();
        let book_of = |_: &Row| Ok(&rulebook);
        group.bench_function(format!("{rules} rules, {deals} deals"), |bencher| {
            let parts = || Chunks::new("deals".to_owned(), text.as_bytes(), Rows::Csv).map(Result::unwrap).collect();
            let judge = |parts: Vec<Source>| {
                let mut desk = Desk::new(&book_of, &days, None, false);
                let judged: usize = parts.iter().map(|part| desk.table(part, Rows::Csv).standings.len()).sum();
                assert_eq!(judged, deals);
            };
            bencher.iter_batched(parts, judge, BatchSize::LargeInput);
        });
    }
    group.finish();
}

criterion_group!(portfolio, kernel, rows);
criterion_main!(portfolio);
