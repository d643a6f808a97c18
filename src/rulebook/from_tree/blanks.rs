//! Blanks that `proviso new` has left for the author.

use super::super::mistakes;
use super::super::scaffold::BLANK;
use super::{Builder, Found};

impl Builder {
    pub(super) fn blanks(&mut self, declarations: &[Found<'_>]) {
        for found in declarations {
            let inner = found.declaration.children.iter().map(|child| found.inner(child));
            for found in std::iter::once(*found).chain(inner) {
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
