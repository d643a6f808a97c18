//! Blanks that `proviso new` has left for the author.

use super::super::mistakes;
use super::super::scaffold::BLANK;
use super::{Builder, Found};

impl Builder {
    pub(super) fn blanks(&mut self, declarations: &[Found<'_>]) {
        for found in declarations {
            for found in found.with_inner() {
                let mut blanks = Vec::new();
                found.declaration.texts(&mut |text| {
                    let place = found.at(text.span);
                    if place.text().trim_matches('"').trim() == BLANK {
                        blanks.push(mistakes::blank(place));
                    }
                });
                self.found.extend(blanks);
            }
        }
    }
}
