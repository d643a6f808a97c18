//! Which way a rule goes for a deal.

use proviso::assess::finding::Outcome::{self, Fallback, Gap, Preferred, WalkAway};
use proviso::plan::{FromTo, Verdict, Way};
use proviso::rulebook::advice::Severity;

fn way(from: &[Outcome], to: &[Outcome], severity: [Severity; 2]) -> Way {
    let verdict = |could_be: &[Outcome], severity| Some(Verdict::new(could_be.iter().copied(), [severity], false));
    let [before, now] = severity;
    FromTo { from: verdict(from, before), to: verdict(to, now) }.way()
}

/// What can come to the same worst stands worse where the best way out is worse, however bad
/// the rule is now.
#[test]
fn the_best_way_out_counts() {
    let cases: [(&[Outcome], &[Outcome]); 5] = [
        (&[WalkAway, Fallback(0)], &[WalkAway, Gap]),
        (&[Gap, Fallback(0), Preferred], &[Gap, Fallback(0)]),
        (&[WalkAway, Preferred], &[WalkAway, Fallback(0)]),
        (&[WalkAway, Gap, Fallback(0)], &[WalkAway, Gap]),
        (&[Fallback(0), Preferred], &[Gap, Fallback(0), Preferred]),
    ];
    for (better, worse) in cases {
        for severity in [[Severity::High; 2], [Severity::High, Severity::Medium]] {
            assert_eq!(way(better, worse, severity), Way::Worse, "{better:?} {worse:?}");
        }
        assert_eq!(way(worse, better, [Severity::High; 2]), Way::Better, "{worse:?} {better:?}");
    }
}
