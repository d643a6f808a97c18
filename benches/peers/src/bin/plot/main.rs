//! Makes what people look at from the recorded run: pictures in `docs/performance`, and the
//! tables of `docs/performance.md`, between their marks.

mod pictures;
mod tables;

use std::fs;

use proviso_peers::record::{Run, folder, product};

fn main() {
    let run = Run::recorded();
    for (name, picture) in pictures::all(&run) {
        fs::write(folder().join(name), picture).expect("room for a picture");
    }
    let page = product().join("docs/performance.md");
    let mut text = fs::read_to_string(&page).expect("the page with the tables");
    for (mark, table) in tables::all(&run) {
        text = tables::put(&text, mark, &table);
    }
    fs::write(page, text).expect("room for the page");
}
