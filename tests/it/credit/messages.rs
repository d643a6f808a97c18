//! What people are told of logs that cannot be read.

use proviso::sla::reckon::Terms;
use proviso::source::Source;

use super::reckoned_with;
use crate::snapshot::{corpus, shown};

#[test]
fn messages() {
    corpus("credit/messages", 12, |input| {
        let reckoned = reckoned_with(&Source::new("log.csv", input), &Terms::default());
        let lines = reckoned.lines;
        format!("{}{} read, {} left out\n", shown(&reckoned.found), lines.read, lines.left_out)
    });
}
