//! Rules of which no test says anything, in packs that have tests.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::rulebook::Rulebook;
use crate::rulebook::advice::AdviceId;
use crate::rulebook::test::Claim;

use super::mistakes;

pub(super) fn look(rulebook: &Rulebook, found: &mut Vec<Diagnostic>) {
    let mut tested: BTreeSet<AdviceId> = BTreeSet::new();
    for expectation in rulebook.tests.iter().flat_map(|test| &test.expectations) {
        match &expectation.claim {
            Claim::Nothing { within } => tested.extend(
                (0..rulebook.advice.len())
                    .map(AdviceId)
                    .filter(|id| rulebook.advice.get(id.0).is_some_and(|advice| advice.risk == Some(*within))),
            ),
            claim => tested.extend(claim.rule()),
        }
    }
    for (at, advice) in rulebook.advice.iter().enumerate() {
        let has_tests = rulebook.tests.iter().any(|test| test.pack == advice.pack);
        if has_tests && !tested.contains(&AdviceId(at)) {
            found.push(mistakes::untested(advice.place.clone(), advice.body.kind(), &advice.id));
        }
    }
}
