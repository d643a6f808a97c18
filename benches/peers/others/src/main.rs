//! The other engines in Rust: `others ENGINE RULES NAMES DEALS FOLDER` holds made-up deals
//! against made-up rules, tells the processor seconds of the fastest round, and leaves the
//! answers in the folder: a byte for each rule, deal by deal.

mod cedar;
mod cel_rust;
mod rego;
mod zen;

use std::path::Path;

use made::book::Book;

/// What has to be done: rules, and deals of which all is known.
pub struct Work {
    pub book: Book,
    /// By deal, the value of each name.
    pub rows: Vec<Vec<i64>>,
}

/// What came of it, in the fastest round.
pub struct Tried {
    pub seconds: f64,
    /// A byte for each rule, the deals one after another.
    pub answers: Vec<u8>,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [engine, rules, names, deals, folder] = words.as_slice() else {
        panic!("others ENGINE RULES NAMES DEALS FOLDER");
    };
    let number = |word: &String| -> usize { word.parse().expect("a number") };
    let book = Book::new(number(rules), number(names), false);
    let rows = (0..number(deals)).map(|deal| book.known(deal)).collect();
    let work = Work { book, rows };
    let tried = match engine.as_str() {
        "cedar" => cedar::tried(&work),
        "cel" => cel_rust::tried(&work),
        "rego" => rego::interpreted(&work),
        "rego-machine" => rego::by_machine(&work),
        "zen" => zen::tried(&work),
        other => panic!("`{other}` is none of the engines"),
    };
    std::fs::write(Path::new(folder).join("answers"), &tried.answers).expect("room for the answers");
    println!("{{\"seconds\": {}}}", tried.seconds);
}
